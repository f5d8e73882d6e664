"""The words and signs of a scorecard's cells: polarity, rating, direction of travel, figures."""

import colorsys
import re
from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal

from goldenthread.intake.tables import Cell
from goldenthread.rulebook.cells import figure_from_cell
from goldenthread.rulebook.figures import Figure, NotAFigure, parse_figure
from goldenthread.rulebook.rating import Polarity, Rag


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_A_LETTER_OF_SIGNS = (
    "This is one sign, perhaps of a font of symbols such as Wingdings: its shape is not in the text."
    " Say what it means."
)
_HIGH = _words(
    "high higher highest hi h big bigger large larger more up upward upwards increase increasing maximise"
    " maximize max maximum great greater improve improving ↑ ▲ ⬆ +"
)
_LOW = _words(
    "low lower lowest lo l small smaller less fewer down downward downwards decrease decreasing reduce"
    " reducing reduction minimise minimize min minimum short shorter ↓ ▼ ⬇"
)
_ABOUT_POLARITY = _words(
    "good is to be better best aim a an the for we want it number figure value percentage % rate performance"
    " positive desirable preferred result score outcome should"
)
_NO_POLARITY = re.compile(
    r"neither|neutral|none|no polarity|not applicable|n/?a|n\.a|-|–|—|context(?:ual)?(?: only)?|volume|"
    r"(?:for )?information(?: only)?|monitor(?:ing)?(?: only)?|activity|no (?:good|preferred) direction|↔|↕"
)
_RANGE = re.compile(
    r"(?:.*\b)?(?:with)?in (?:a |an |the )?(?:agreed |target |set |expected )?range\b.*|"
    r"(?:good (?:is|to be) )?(?:a |in )?range(?: is)?(?: good| better| best)?|"
    r"(?:plan|target) is best|between\b.*|"
    r"(?:on|near|close to) (?:the )?target(?: is)?(?: good| best| better)?"
)

_COLOURS: dict[Rag, frozenset[str]] = {
    Rag.RED: _words("red 🔴 🟥 ❌ ✗ ✘"),
    Rag.AMBER: _words("amber yellow orange 🟡 🟠 🟨 🟧"),
    Rag.GREEN: _words("green 🟢 🟩 ✅ ✔ ✓"),
    Rag.NOT_RATED: _words("grey gray white ⚪"),
}
_LETTERS = {"r": Rag.RED, "a": Rag.AMBER, "y": Rag.AMBER, "g": Rag.GREEN}
_A_LETTER = re.compile(r"([ragy])\s*(?:[-–—(:/*.].*)?")
_SAID_OTHERWISE: tuple[tuple[Rag, re.Pattern[str]], ...] = (
    (Rag.AMBER, re.compile(
        r"(?:just |slightly |marginally )(?:off|below|missed|under|behind) (?:the )?target|within tolerance|"
        r"at risk|(?:close to|near) (?:the )?target"
    )),
    (Rag.RED, re.compile(
        r"(?:significantly |well |far )?(?:off|below|missed|behind) (?:the )?target|off track|"
        r"target (?:not (?:met|achieved)|missed)|under-?performing"
    )),
    (Rag.GREEN, re.compile(
        r"(?:on|at|above|met|exceeds?|exceeded|meeting|exceeding|better than) (?:the )?target|on track|"
        r"target (?:met|achieved|exceeded)|achieved"
    )),
    (Rag.NOT_RATED, re.compile(
        r"not (?:rated|rag(?:ged)?(?: rated)?|applicable|available|set|yet rated)|"
        r"n/?a|n\.a|unrated|none|-|–|—|"
        r"no (?:rating|rag|target|data)\b.*|(?:for )?information(?: only)?|tbc|contextual"
    )),
)  # fmt: skip

_ARROWS = {
    "up": _words("↑ ⬆ ▲ △ ↗ ⬈ ⇗ ⇧ 🔼 ⇑ 🡅 🡩 🠕 ⭡ 📈")
    | _words(
        "up upward upwards increase increased increasing rise risen rising rose higher grown growing growth"
    ),
    "level": _words("→ ➡ ➔ ➜ ➙ ⟶ ⟷ ► ▶ ↔ ⇔ ▸ = ● ⇒ ▬ ⬌ ⭢ 🡆 🡪 🠖")
    | _words("level same unchanged stable static steady flat constant sideways maintained consistent"),
    "down": _words("↓ ⬇ ▼ ▽ ↘ ⬊ ⇘ ⇩ 🔽 ⇓ 🡇 🡫 🠗 ⭣ 📉")
    | _words("down downward downwards decrease decreased decreasing fall fallen falling fell lower drop")
    | _words("dropped dropping reduced reducing reduction"),
}
_CHANGES = {
    "better": _words("improve improves improved improving improvement better positive favourable"),
    "worse": _words("decline declined declining deteriorate deteriorated deteriorating worse worsened"
                    " worsening negative adverse"),
}  # fmt: skip
_NO_CHANGE = re.compile(r"(?:no|little|minimal) (?:significant |real )?(?:change|movement)\b.*")
_NO_DIRECTION = re.compile(
    r"n/?a|n\.a|-|–|—|not (?:applicable|comparable|available)|new(?: measure| indicator)?|tbc|"
    r"no (?:data|comparison|comparator)\b.*"
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
    plain = _plain(text)
    if not plain:
        return None
    if _NO_POLARITY.fullmatch(plain):
        return Polarity.NEITHER
    if _RANGE.fullmatch(plain):
        return Polarity.RANGE
    words = _tokens(plain)
    high, low = bool(words & _HIGH), bool(words & _LOW)
    if high is low or not words <= _HIGH | _LOW | _ABOUT_POLARITY:
        raise ValueError("This does not say whether high or low is good.")
    return Polarity.HIGH if high else Polarity.LOW


def read_rag(text: str) -> Rag | None:
    """The colour that a cell's word, letter or sign means. Raises ValueError for words that mean none."""
    plain = _plain(text)
    if not plain:
        return None
    words = _tokens(plain)
    named = [rag for rag, names in _COLOURS.items() if words & names]
    if len(named) == 1:
        return named[0]
    letter = _A_LETTER.fullmatch(plain)
    if letter and not named:
        return _LETTERS[letter[1]]
    for rag, pattern in _SAID_OTHERWISE:
        if not named and pattern.fullmatch(plain):
            return rag
    raise ValueError(
        _A_LETTER_OF_SIGNS
        if len(plain) == 1
        else "This is not a rating: it does not name one of red, amber and green."
    )


def rag_of_fill(fill: str) -> Rag | None:
    """The rating that a cell's colour gives ("FF0000" is red), None for colours that are none of the three.

    Full colours count, and the pale ones of Excel's own styles "Bad", "Neutral" and "Good". Other pale
    colours are decoration: bands and headings.
    """
    if fill in _STYLES_OF_EXCEL:
        return _STYLES_OF_EXCEL[fill]
    red, green, blue = (int(fill[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, full = colorsys.rgb_to_hls(red, green, blue)
    if not (_DARKEST <= light <= _PALEST and full >= _DULLEST):
        return None
    degrees = round(hue * 360)
    return next((rag for rag, low, high in _HUES if low <= degrees <= high), None)


_STYLES_OF_EXCEL = {"FFC7CE": Rag.RED, "FFEB9C": Rag.AMBER, "C6EFCE": Rag.GREEN}
_DARKEST, _PALEST, _DULLEST = 0.2, 0.78, 0.35
# Between red and amber, and between amber and green, lie colours that people call either: they are none.
_HUES = ((Rag.RED, 0, 14), (Rag.RED, 346, 360), (Rag.AMBER, 24, 62), (Rag.GREEN, 76, 165))


def read_direction(text: str, polarity: Polarity | None) -> Direction | None:
    """The direction of travel that an arrow or a word means. Raises ValueError for words that mean none."""
    plain = _plain(text)
    if not plain:
        return None
    if _NO_CHANGE.fullmatch(plain):
        return Direction(text, "level", None)
    words = _tokens(plain)
    arrows = [arrow for arrow, names in _ARROWS.items() if words & names]
    changes = [change for change, names in _CHANGES.items() if words & names]
    if len(arrows) > 1 or len(changes) > 1:
        raise ValueError("This names two directions of travel.")
    change = changes[0] if changes else None
    if arrows:
        return Direction(text, arrows[0], change)
    if change is not None:
        return Direction(text, _arrow_of(change, polarity), change)
    if _NO_DIRECTION.fullmatch(plain):
        return Direction(text, None, None)
    raise ValueError(
        _A_LETTER_OF_SIGNS
        if len(plain) == 1
        else "This is not a direction of travel: it has no arrow, up, down or same."
    )


def read_figure(cell: Cell, unit: str | None) -> Figure:
    """The figure of a cell, its text as the person sees it. Raises NotAFigure with the reason.

    A typed percentage is 83, not 0.83. `unit` is the measure's own, for numbers typed without one.
    """
    if isinstance(cell.value, int | Decimal) and not isinstance(cell.value, bool):
        return replace(figure_from_cell(cell.value, cell.number_format, unit=unit), text=cell.text)
    if isinstance(cell.value, date | time):
        raise NotAFigure(cell.text, "The cell holds a date, not a figure.")
    return parse_figure(cell.text, unit=unit)


def _arrow_of(change: str, polarity: Polarity | None) -> str | None:
    if polarity not in (Polarity.HIGH, Polarity.LOW):
        return None
    return "up" if (change == "better") is (polarity is Polarity.HIGH) else "down"


def _plain(text: str) -> str:
    # A symbol may carry a mark that only chooses its drawing.
    return " ".join(text.lower().replace("\ufe0f", "").replace("…", " ").split()).strip(" .")


_SIGNS = re.compile(r"[^\w\s%]")


def _tokens(plain: str) -> frozenset[str]:
    """The words and the single signs of a text, without its punctuation."""
    signs = {sign for sign in _SIGNS.findall(plain) if sign not in ".,;:()-–—/'\"*&!"}
    return frozenset(_SIGNS.sub(" ", plain).split()) | signs
