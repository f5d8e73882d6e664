"""The numbers and bullets that Word draws before a paragraph and does not write in its text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from goldenthread.intake.word_text import ListMark, attribute, child, local_name

_LARGEST_LETTERED = 5_000
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


@dataclass(frozen=True)
class Level:
    """How one level of a list is numbered: its format, its text such as "%1.%2", and its first number."""

    number_format: str
    text: str
    start: int


@dataclass
class Numbering:
    """Counts a document's lists. Ask for the paragraphs in their order."""

    numbering: Element | None
    styles: Element | None
    _levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    _abstract_of: dict[str, str] = field(default_factory=dict)
    _of_style: dict[str, tuple[str, int]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for element in self.numbering if self.numbering is not None else ():
            if local_name(element) == "abstractNum":
                self._levels["a" + (attribute(element, "abstractNumId") or "")] = _levels_of(element)
            elif local_name(element) == "num":
                self._read_list(element)
        for style in self.styles if self.styles is not None else ():
            found = _number_properties(child(style, "pPr")) if local_name(style) == "style" else None
            if found:
                self._of_style[attribute(style, "styleId") or ""] = found

    def _read_list(self, element: Element) -> None:
        number = attribute(element, "numId") or ""
        abstract = child(element, "abstractNumId")
        key = "a" + ((attribute(abstract, "val") if abstract is not None else "") or "")
        self._abstract_of[number] = key
        overrides = [item for item in element if local_name(item) == "lvlOverride"]
        if overrides:
            # A list that starts again counts by itself.
            own = "n" + number
            self._levels[own] = dict(self._levels.get(key, {}))
            self._abstract_of[number] = own
            for item in overrides:
                self._override(own, item)

    def _override(self, own: str, item: Element) -> None:
        depth = int(attribute(item, "ilvl") or 0)
        start = child(item, "startOverride")
        if start is not None and depth in self._levels[own]:
            level = self._levels[own][depth]
            first = int(attribute(start, "val") or 1)
            self._levels[own][depth] = Level(level.number_format, level.text, first)
        self._levels[own].update(_levels_of(item))

    def mark(self, properties: Element | None) -> ListMark | None:
        """The mark of the next paragraph with these properties (its w:pPr); None where it is in no list."""
        found = _number_properties(properties)
        if found is None:
            style = child(properties, "pStyle") if properties is not None else None
            found = self._of_style.get((attribute(style, "val") if style is not None else "") or "")
        if found is None or found[0] == "0":
            return None
        number, depth = found
        key = self._abstract_of.get(number, "")
        level = self._levels.get(key, {}).get(depth)
        if level is None:
            return None
        if level.number_format in {"bullet", "none"}:
            return ListMark("")
        counts = self._counts.setdefault(key, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        return ListMark(self._label(key, level, counts))

    def _label(self, key: str, level: Level, counts: dict[int, int]) -> str:
        def number(match: re.Match[str]) -> str:
            depth = int(match.group(1)) - 1
            other = self._levels[key].get(depth, level)
            return _written(counts.get(depth, other.start), other.number_format)

        return re.sub(r"%(\d)", number, level.text)


def _number_properties(properties: Element | None) -> tuple[str, int] | None:
    numbered = child(properties, "numPr") if properties is not None else None
    if numbered is None:
        return None
    number, depth = child(numbered, "numId"), child(numbered, "ilvl")
    if number is None:
        return None
    return attribute(number, "val") or "0", int((attribute(depth, "val") if depth is not None else "0") or 0)


def _levels_of(element: Element) -> dict[int, Level]:
    levels = {}
    for item in element:
        if local_name(item) == "lvl":
            values = {name: child(item, name) for name in ("numFmt", "lvlText", "start")}
            written = {
                name: (attribute(value, "val") or "") if value is not None else ""
                for name, value in values.items()
            }
            levels[int(attribute(item, "ilvl") or 0)] = Level(
                written["numFmt"] or "decimal", written["lvlText"], int(written["start"] or 1)
            )
    return levels


def _written(number: int, number_format: str) -> str:
    if number > _LARGEST_LETTERED:
        return str(number)
    if number_format in {"lowerLetter", "upperLetter"} and number > 0:
        letter = chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if number_format == "upperLetter" else letter
    if number_format in {"lowerRoman", "upperRoman"}:
        roman, left = "", number
        for value, letters in _ROMAN:
            roman += letters * (left // value)
            left %= value
        return roman.upper() if number_format == "upperRoman" else roman
    return f"{number:02d}" if number_format == "decimalZero" else str(number)
