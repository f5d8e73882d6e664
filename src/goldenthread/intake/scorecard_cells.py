"""The words and signs of a scorecard's cells: polarity, rating, direction of travel, figures."""

import re
from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal

from goldenthread.intake.tables import Cell
from goldenthread.rulebook.cells import figure_from_cell
from goldenthread.rulebook.figures import Figure, NotAFigure, parse_figure
from goldenthread.rulebook.rating import Polarity, Rag

_WHICH_POLARITY: tuple[tuple[Polarity | None, re.Pattern[str]], ...] = (
    (Polarity.NEITHER, re.compile(
        r"neither|neutral|none|no polarity|not applicable|n/?a|n\.a\.|-|–|—|context(?:ual)?|volume|information(?: only)?|monitor(?: only)?|"
        r"for information|activity|no (?:good|preferred) direction|↔|↕"
    )),
    (Polarity.RANGE, re.compile(
        r"(?:with)?in (?:a |the )?(?:agreed |target |set )?range.*|(?:(?:good|aim) (?:is|to be) )?(?:a |in |within )?range(?: is)?(?: good| better| best)?|"
        r"plan is best|target is best|goldilocks|middle|between.*|(?:on|near|close to) target(?: is)?(?: good| best| better)?|banded?"
    )),
    (Polarity.HIGH, re.compile(
        r"(?:↑|▲|⬆|\+)|(?:[↑▲⬆+]\s*)?(?:good (?:is|to be) |aim (?:is )?(?:to |for )?(?:be )?|want(?: it)? (?:to be )?|increase is )?"
        r"(?:an? )?(?:high(?:er)?|bigger|big|larger?|more|up(?:wards?)?|increas(?:e|ing)|maximi[sz]e|max(?:imum)?|great(?:er)?|better|hi|h|improve)"
        r"(?: number| figure| value| percentage| %| rate)?(?: is)?(?: (?:good|better|best|positive|desirable|preferred|performance))?(?:\s*[↑▲⬆+])?"
    )),
    (Polarity.LOW, re.compile(
        r"(?:↓|▼|⬇)|(?:[↓▼⬇-]\s*)?(?:good (?:is|to be) |aim (?:is )?(?:to |for )?(?:be )?|want(?: it)? (?:to be )?|decrease is )?"
        r"(?:an? )?(?:low(?:er)?|small(?:er)?|less|fewer|down(?:wards?)?|decreas(?:e|ing)|reduc(?:e|ing|tion)|minimi[sz]e|min(?:imum)?|lo|l|short(?:er)?)"
        r"(?: number| figure| value| percentage| %| rate)?(?: is)?(?: (?:good|better|best|positive|desirable|preferred|performance))?(?:\s*[↓▼⬇])?"
    )),
)  # fmt: skip

_WHICH_RAG: tuple[tuple[Rag, re.Pattern[str]], ...] = (
    (Rag.NOT_RATED, re.compile(
        r"(?:not (?:rated|rag(?:ged)?(?: rated)?|applicable|available|set|yet rated)|n/?a|n\.a\.|no (?:rating|rag|target|data)\b.*|-|–|—|gr[ea]y|white|none|information(?: only)?|"
        r"unrated|tbc|no colour|⚪|⚫|\?)(?: - .*)?"
    )),
    (Rag.RED, re.compile(r"(?:r|red|🔴|🟥)(?:\b|(?<=🔴)|(?<=🟥)).*|(?:significantly |well |far )?(?:off|below|missed|behind) (?:the )?target|off track|target (?:not (?:met|achieved)|missed)|under-?performing")),
    (Rag.AMBER, re.compile(
        r"(?:a|amber|yellow|orange|y|🟡|🟠|🟨|🟧)(?:\b|(?<=🟡)|(?<=🟠)|(?<=🟨)|(?<=🟧)).*|(?:just |slightly |marginally )(?:off|below|missed|under|behind) (?:the )?target|within tolerance|at risk|close to target|near target"
    )),
    (Rag.GREEN, re.compile(r"(?:g|green|🟢|🟩|blue|✔|✓)(?:\b|(?<=🟢)|(?<=🟩)|(?<=✔)|(?<=✓)).*|(?:on|at|above|met|exceeds?|exceeded|meeting|exceeding|better than) (?:the )?target|on track|target (?:met|achieved|exceeded)|achieved")),
)  # fmt: skip
_RAG_LETTER_AND_MORE = re.compile(r"[rgay]\b.+")

_ARROWS = {
    "up": "↑⬆▲△↗⇧🔼⤴⇑",
    "level": "→➡►▶↔⇔⬌◄▸=●⇒⬄◄►▬",
    "down": "↓⬇▼▽↘⇩🔽⤵⇓",
}
_ARROW_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("level", re.compile(r"level|same|(?:no|little|minimal) (?:significant )?change|unchanged|stable|static|steady|flat|constant|sideways|maintained|consistent|stayed the same|remains? the same|s|right|across")),
    ("up", re.compile(r"up(?:wards?)?|increas(?:e|ed|ing)|ris(?:e|en|ing)|higher|rose|grow(?:ing|n|th)|arrow up|up arrow")),
    ("down", re.compile(r"down(?:wards?)?|decreas(?:e|ed|ing)|fall(?:en|ing)?|fell|lower|drop(?:ped|ping)?|reduc(?:ed|ing|tion)|arrow down|down arrow")),
)  # fmt: skip
_CHANGE_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("better", re.compile(r"improv(?:e|ed|ing|ement)|better|getting better|positive|favourable")),
    ("worse", re.compile(r"declin(?:e|ed|ing)|deteriorat(?:e|ed|ing|ion)|worse(?:ned|ning)?|getting worse|negative|adverse")),
    ("same", re.compile(r"no (?:better|worse).*")),
)  # fmt: skip
_NO_DIRECTION = re.compile(
    r"n/?a|n\.a\.|-|–|—|not applicable|not comparable|new(?: measure| indicator)?|no (?:data|comparison|comparator).*|tbc"
)


@dataclass(frozen=True)
class Direction:
    """A printed direction of travel: the arrow of the number and, when words said so, better or worse.

    `arrow` is up, level or down; `change` is better, same or worse. A word such as "improving" tells the
    change, and the arrow only where the polarity says which way that is.
    """

    text: str
    arrow: str | None
    change: str | None


def read_polarity(text: str) -> Polarity | None:
    """The polarity that a cell's words or arrow mean. Raises ValueError for words that mean none."""
    words = _words(text)
    if not words:
        return None
    for polarity, pattern in _WHICH_POLARITY:
        if pattern.fullmatch(words):
            return polarity
    raise ValueError("This does not say whether high or low is good.")


def read_rag(text: str) -> Rag | None:
    """The colour that a cell's word, letter or sign means. Raises ValueError for words that mean none."""
    words = _words(text)
    if not words:
        return None
    for rag, pattern in _WHICH_RAG:
        if pattern.fullmatch(words) and not (
            _RAG_LETTER_AND_MORE.fullmatch(words) and not _is_letter_first(words)
        ):
            return rag
    raise ValueError("This is not a rating: it names no red, amber or green.")


def read_direction(text: str, polarity: Polarity | None) -> Direction | None:
    """The direction of travel that an arrow or a word means. Raises ValueError for words that mean none."""
    words = _words(text)
    if not words:
        return None
    for arrow, signs in _ARROWS.items():
        if any(sign in text for sign in signs):
            return Direction(text, arrow, _change(words))
    for arrow, pattern in _ARROW_WORDS:
        if pattern.fullmatch(words):
            return Direction(text, arrow, None)
    change = _change(words)
    if change is not None:
        return Direction(text, _arrow_of(change, polarity), change)
    if _NO_DIRECTION.fullmatch(words):
        return Direction(text, None, None)
    raise ValueError("This is not a direction of travel: it has no arrow, up, down or same.")


def read_figure(cell: Cell, unit: str | None) -> Figure:
    """The figure of a cell, its text as the person sees it. Raises NotAFigure with the reason.

    A typed percentage is 83, not 0.83. `unit` is the measure's own, for numbers typed without one.
    """
    if isinstance(cell.value, int | Decimal) and not isinstance(cell.value, bool):
        figure = figure_from_cell(cell.value, cell.number_format, unit=unit)
        return replace(figure, text=cell.text)
    if isinstance(cell.value, date | time):
        raise NotAFigure(cell.text, "The cell holds a date, not a figure.")
    return parse_figure(cell.text, unit=unit)


def _change(words: str) -> str | None:
    return next((change for change, pattern in _CHANGE_WORDS if pattern.search(words)), None)


def _arrow_of(change: str, polarity: Polarity | None) -> str | None:
    if change == "same":
        return "level"
    if polarity not in (Polarity.HIGH, Polarity.LOW):
        return None
    return "up" if (change == "better") is (polarity is Polarity.HIGH) else "down"


def _is_letter_first(words: str) -> bool:
    """ "R - off target" begins with the rating; "a rating is awaited" begins with a word."""
    return re.match(r"[rgay]\s*(?:[-–(:/*.]|$)", words) is not None


def _words(text: str) -> str:
    return " ".join(text.lower().replace("…", " ").split()).strip(" .")
