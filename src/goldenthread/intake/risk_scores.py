"""Cells with a risk's score or one of its levels, as councils type them: "4x3=12", "High (12)", "L4 I3"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from goldenthread.intake.tables import Cell

_TIMES = r"\s*(?:[x×*]|by)\s*"
_LETTERS = re.compile(
    r"(?:\b(l|i)(?:ikelihood|mpact)?\W{0,3}(\d+)\b.*?\b(l|i)(?:ikelihood|mpact)?\W{0,3}(\d+)\b)",
    re.IGNORECASE,
)
_LETTERS_AFTER = re.compile(
    r"(\d+)\s*\(?(l|i)[a-z]*\)?" + _TIMES + r"(\d+)\s*\(?(l|i)[a-z]*\)?", re.IGNORECASE
)
_PAIR = re.compile(r"(\d+)" + _TIMES + r"(\d+)", re.IGNORECASE)
_TOTAL = re.compile(r"=\s*(\d+)")
_NUMBER = re.compile(r"\d+")
_PLAIN = re.compile(r"\d+(?:\.0+)?")


@dataclass(frozen=True)
class Levels:
    """The words that a council's scale has for its levels, in lower case → level."""

    likelihood: Mapping[str, int] = field(default_factory=dict)
    impact: Mapping[str, int] = field(default_factory=dict)

    def of(self, axis: str) -> Mapping[str, int]:
        return self.likelihood if axis == "likelihood" else self.impact


NO_WORDS = Levels()


@dataclass(frozen=True)
class ScoreRead:
    """A score cell as read: what of it was given. `why`: it could not be read. `note`: how it was read."""

    likelihood: int | None = None
    impact: int | None = None
    value: int | None = None
    why: str = ""
    note: str = ""


def level_of(cell: Cell, axis: str, words: Levels = NO_WORDS) -> tuple[int | None, str]:
    """The level in a cell, and why there is none: "4", "4 Likely", "Likely (4)", or a word of the scale."""
    if cell.is_blank:
        return None, ""
    if odd := _odd(cell):
        return None, odd
    text = " ".join(cell.text.split())
    if _PLAIN.fullmatch(text):
        return int(float(text)), ""
    numbers = {int(number) for number in _NUMBER.findall(text)}
    if len(numbers) == 1 and not re.search(r"\d\.\d|[-–]\s*\d|\d\s*[/%]", text.replace(" - ", " ")):
        return numbers.pop(), ""
    if text.casefold() in words.of(axis):
        return words.of(axis)[text.casefold()], ""
    if numbers:
        return None, "Several numbers stand here, or one that is no level. Write one level."
    return None, f"“{text}” is not a word of the scale for {axis}. Write its level as a number."


def score_of(cell: Cell, *, impact_first: bool = False) -> ScoreRead:
    """What a score's cell says. `impact_first`: its heading says that impact stands before likelihood.

    A total that its own product contradicts is not read.
    """
    if cell.is_blank:
        return ScoreRead()
    if odd := _odd(cell):
        return ScoreRead(why=odd)
    text = " ".join(cell.text.split())
    found = _pair_in(text, impact_first)
    if found is None:
        numbers = _NUMBER.findall(text)
        if len(numbers) == 1 and not re.search(r"\d\.[1-9]|\d\s*[/%]", text):
            return ScoreRead(value=int(numbers[0]))
        if not numbers:
            return ScoreRead(why="A word is not a score. Write the likelihood and the impact as numbers.")
        return ScoreRead(why="Several numbers stand here. Write it as 4 x 3, likelihood first.")
    likelihood, impact, note = found
    total = _TOTAL.search(text)
    others = _NUMBER.findall(_PAIR.sub(" ", text)) if not total and not note.startswith("By") else []
    value = int(total[1]) if total else int(others[0]) if len(others) == 1 else None
    if value is not None and value != likelihood * impact:
        product = f"{likelihood} times {impact} is {likelihood * impact}"
        return ScoreRead(why=f"{product}, and the cell says {value}.")
    if note.startswith("By"):
        note = ""
    return ScoreRead(likelihood, impact, likelihood * impact, note=note)


def _pair_in(text: str, impact_first: bool) -> tuple[int, int, str] | None:
    """Likelihood and impact, and how they were told apart; a note that begins with "By" is not told."""
    for pattern, letters, numbers in ((_LETTERS_AFTER, (2, 4), (1, 3)), (_LETTERS, (1, 3), (2, 4))):
        named = pattern.search(text)
        if named and named[letters[0]].lower() != named[letters[1]].lower():
            first, second = int(named[numbers[0]]), int(named[numbers[1]])
            is_first = named[letters[0]].lower() == "l"
            return (first, second, "By letters") if is_first else (second, first, "By letters")
    pair = _PAIR.search(text)
    if pair is None:
        return None
    first, second = int(pair[1]), int(pair[2])
    if impact_first:
        return second, first, ""
    note = "" if first == second else "It was read with the likelihood first."
    return first, second, note


def _odd(cell: Cell) -> str:
    if cell.is_error:
        return "The spreadsheet holds an error, or a formula without its result."
    if isinstance(cell.value, date | time):
        return "The spreadsheet holds a date here: it may have been typed as 4/3. Write it as 4 x 3."
    return ""
