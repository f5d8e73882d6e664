"""The spellings of codes, kept as data: `spellings/codes.csv`.

A row gives a set, a code, the options as the forms print them ("a) Male"), and other spellings seen. Texts
are compared by their letters and digits alone, so capitals, dashes, quotation marks and spaces never matter.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from goldenthread.casedata.codes import CODES

_LETTERED = re.compile(r"\s*([A-Za-z]{1,2}\d?)\s*[).]\s*(.*)", re.DOTALL)
_CODE_FIRST = re.compile(
    r"\s*([A-Za-z]{0,5}\d{0,2}[A-Za-z]?)\s*(?:[:)]|\s?[-\u2010-\u2015\u2212])\s*(.+)", re.DOTALL
)
_APOSTROPHES = re.compile("['\u2018\u2019`\u00b4]")
_OTHERS = re.compile(r"[^a-z0-9]+")


def without_letter(text: str) -> str:
    """An option's text without its letter: "Not stated" for "i) Not stated"."""
    lettered = _LETTERED.fullmatch(text)
    return lettered[2] if lettered else text


def fold(text: str) -> str:
    """A text by which spellings are compared: small letters and digits, one space between words."""
    return _OTHERS.sub(" ", _APOSTROPHES.sub("", text.casefold()).replace("&", " and ")).strip()


def read_spellings(name: str) -> list[dict[str, str]]:
    """The rows of a table of this package's folder `spellings`."""
    text = files(__package__).joinpath("spellings", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def parts(cell: str | None) -> list[str]:
    """A cell's spellings, which stand between upright strokes."""
    return [part.strip() for part in (cell or "").split("|") if part.strip()]


@dataclass
class CodeSet:
    """One set of codes. `code` finds the code for a text, None when no spelling fits."""

    codes: set[str] = field(default_factory=set)
    printed: set[str] = field(default_factory=set)
    letters: dict[str, str] = field(default_factory=dict)
    spelled: dict[str, str] = field(default_factory=dict)

    def add(self, code: str, options: list[str], others: list[str], *, family: bool = False) -> None:
        """A code with its spellings. A `family`'s is our own: in a file its letter is an option."""
        self.codes.add(code)
        self.printed.update(options)
        if not family:
            self.printed.add(code)
            self.spelled.setdefault(fold(code), code)
        for text in (*options, *others):
            self.spelled.setdefault(fold(text), code)
            rest = text
            if lettered := _LETTERED.fullmatch(text):
                self.letters.setdefault(lettered[1].casefold(), code)
                rest = lettered[2]
                self.spelled.setdefault(fold(rest), code)
            if (first := _CODE_FIRST.fullmatch(rest)) and first[1].upper() == code:
                self.spelled.setdefault(fold(first[2]), code)

    def code(self, text: str) -> str | None:
        folded = fold(text)
        if not folded:
            return None
        if found := self.spelled.get(folded):
            return found
        if found := self._by_first_word(text):
            return found
        if (lettered := _LETTERED.fullmatch(text)) and lettered[2]:
            rest = lettered[2]
            return self.spelled.get(fold(rest)) or self._by_first_word(rest)
        return self.letters.get(folded)

    def _by_first_word(self, text: str) -> str | None:
        """In "N1 - Abuse or neglect" the code stands first; a bracketed letter is an option, not a code."""
        first = _CODE_FIRST.fullmatch(text)
        if not first:
            return None
        code = first[1].upper()
        bracketed = text.lstrip()[len(first[1]) :].lstrip().startswith(")")
        return code if code in self.codes and not (bracketed and len(code) == 1 and code.isalpha()) else None


@cache
def code_sets() -> dict[str, CodeSet]:
    sets: dict[str, CodeSet] = {}
    for row in read_spellings("codes.csv"):
        if row["codes"] != "blank":
            code, words = row["code"], CODES.get(row["codes"], {})
            family = words.get(code, "").endswith("not said further")
            sets.setdefault(row["codes"], CodeSet()).add(
                code, parts(row["options"]), parts(row["others"]), family=family
            )
    return sets


@cache
def blank_words() -> frozenset[str]:
    """What people write for nothing, in small letters."""
    return frozenset(
        word
        for row in read_spellings("codes.csv")
        if row["codes"] == "blank"
        for word in parts(row["others"])
    )
