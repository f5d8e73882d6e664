"""Words and shapes for states, dates and counts, the same in every format.

A state is never shown by colour alone: each has a word and a shape of its own. The shapes are in
Liberation Sans and in every common office font.
"""

from collections.abc import Sequence
from datetime import date

from goldenthread.documents.blocks import Badge, Tone
from goldenthread.documents.paper_figures import (
    Arrow,
    Change,
    Colour,
    Figure,
    FigureStatus,
    Rating,
    Standing,
    Travel,
)

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

STANDING_WORDS: dict[Standing, str] = {
    Standing.MET: "Met",
    Standing.CONDITION: "Met subject to a condition",
    Standing.PARTLY: "Partly met",
    Standing.NOT_MET: "Not met",
    Standing.NOT_APPLICABLE: "No longer applicable",
    Standing.NOT_ASSESSED: "Not assessed",
}
COLOUR_WORDS: dict[Colour, str] = {
    Colour.RED: "Red",
    Colour.AMBER: "Amber",
    Colour.GREEN: "Green",
    Colour.NOT_RATED: "Not rated",
}
CHANGE_WORDS: dict[Change, str] = {
    Change.BETTER: "Better",
    Change.SAME: "Same",
    Change.WORSE: "Worse",
}
ARROWS: dict[Arrow, str] = {Arrow.UP: "↑", Arrow.LEVEL: "→", Arrow.DOWN: "↓"}
ARROW_WORDS: dict[Arrow, str] = {Arrow.UP: "up", Arrow.LEVEL: "level", Arrow.DOWN: "down"}

# Why there is no number, short enough for a cell of a table.
ABSENCE_WORDS: dict[FigureStatus, str] = {
    FigureStatus.SUPPRESSED: "Suppressed",
    FigureStatus.NOT_RELEASED: "Not yet released",
    FigureStatus.NOT_APPLICABLE: "Not applicable",
    FigureStatus.NOT_COLLECTED: "Not collected",
}
STATUS_WORDS: dict[FigureStatus, str] = {
    FigureStatus.FINAL: "Final",
    FigureStatus.PROVISIONAL: "Provisional",
    FigureStatus.ESTIMATED: "Estimated",
    **ABSENCE_WORDS,
}
NO_FIGURE = "–"

_STANDING_MARKS: dict[Standing, tuple[str, Tone]] = {
    Standing.MET: ("●", "green"),
    Standing.CONDITION: ("○", "green"),
    Standing.PARTLY: ("▲", "amber"),
    Standing.NOT_MET: ("■", "red"),
    Standing.NOT_APPLICABLE: ("–", "grey"),
    Standing.NOT_ASSESSED: ("□", "grey"),
}
_COLOUR_MARKS: dict[Colour, tuple[str, Tone]] = {
    Colour.GREEN: ("●", "green"),
    Colour.AMBER: ("▲", "amber"),
    Colour.RED: ("■", "red"),
    Colour.NOT_RATED: ("□", "grey"),
}
_CHANGE_TONES: dict[Change, Tone] = {Change.BETTER: "green", Change.SAME: "grey", Change.WORSE: "red"}


def uk_date(day: date) -> str:
    """``7 May 2013``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """``1 measure``, ``38 measures``, ``No measures``."""
    noun = singular if number == 1 else plural or singular + "s"
    return f"{number or 'No'} {noun}"


def listed(items: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def standing_badge(standing: Standing, code: str | None = None) -> Badge:
    """A recommendation's state."""
    shape, tone = _STANDING_MARKS[standing]
    return Badge(STANDING_WORDS[standing], shape, tone, code)


def colour_badge(colour: Colour, code: str | None = None) -> Badge:
    """A colour that a paper gave to a measure."""
    shape, tone = _COLOUR_MARKS[colour]
    return Badge(COLOUR_WORDS[colour], shape, tone, code)


def rating_badge(rating: Rating) -> Badge:
    """A measure's rating with its rule."""
    return colour_badge(rating.colour, rating.code)


def travel_badge(travel: Travel) -> Badge:
    """Both answers of a direction of travel: the arrow of the number, the word for what it means."""
    shape = ARROWS[travel.arrow] if travel.arrow else NO_FIGURE
    if travel.change is None:
        word = ARROW_WORDS[travel.arrow].capitalize() if travel.arrow else "Not known"
        return Badge(word, shape, "grey", travel.code)
    return Badge(CHANGE_WORDS[travel.change], shape, _CHANGE_TONES[travel.change], travel.code)


def printed(figure: Figure | None) -> str:
    """A figure for a cell: as printed, or the words for why there is no number, or a dash if none is held."""
    if figure is None or not figure.text.strip():
        return NO_FIGURE
    return ABSENCE_WORDS.get(figure.status, figure.text)
