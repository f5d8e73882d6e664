"""Finds which column of a sheet or file is which, whatever the council called it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache, cached_property, lru_cache

from goldenthread.casedata.reading.codebook import fold, parts, read_spellings
from goldenthread.casedata.reading.report import Normalised, Place, ProblemKind, Report, said

_YES_NO = re.compile(r"\(?\s*[Yy]\s*/\s*[Nn]\s*\)*\s*\??\s*$")
_CURLY = re.compile("[\u2018\u2019\u201c\u201d]")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_LIKE_ENOUGH, _AHEAD_BY = 0.92, 0.03


@dataclass(frozen=True)
class Heading:
    """A column of a list: where it goes, how its cells are read, and its names.

    `to` is a column of the list's own table, or `table.column`, or empty for what is not kept.
    """

    to: str
    kind: str
    header: str
    others: tuple[str, ...]

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(folded(name) for name in (self.header, *self.others))

    @property
    def asked(self) -> bool:
        """Whether every file should have it: local columns, and those of a later layout, may be missing."""
        return not self.kind.startswith(("local_", "later_", "unused_extra"))


@dataclass
class Headings:
    """Which column of a file holds what: positions by heading, and what is not among them."""

    at: dict[Heading, int] = field(default_factory=dict)
    text: dict[Heading, str] = field(default_factory=dict)
    unknown: list[int] = field(default_factory=list)
    twice: list[tuple[Heading, int]] = field(default_factory=list)
    guessed: list[Heading] = field(default_factory=list)


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """A heading by its letters and digits alone, without a last "(Y/N)"."""
    return fold(_YES_NO.sub("", text.strip())).replace(" ", "")


@cache
def lists_of(name: str) -> Mapping[str, tuple[Heading, ...]]:
    """The headings of each list, from a table of this package's folder `spellings`."""
    lists: dict[str, list[Heading]] = {}
    for row in read_spellings(name):
        first, _, last = row["list"].partition("-")
        numbers = range(int(first), int(last) + 1) if last else ()
        for number in map(str, numbers) if last else (first,):
            heading = Heading(row["column"], row["kind"], row["header"], tuple(parts(row["others"])))
            lists.setdefault(number, []).append(heading)
    return {number: tuple(headings) for number, headings in lists.items()}


def find(cells: Sequence[object], headings: Iterable[Heading]) -> Headings:
    """Which cell of a row is which heading: by its names, and what is then left by likeness, if it is clear.

    One cell may be two headings: disability is the child's and the assessment's.
    """
    found = Headings()
    texts = {index: str(cell) for index, cell in enumerate(cells) if isinstance(cell, str) and cell.strip()}
    names = {index: folded(text) for index, text in texts.items()}
    headings = tuple(headings)
    taken: set[int] = set()
    for heading in headings:
        at = [index for index, name in names.items() if name in heading.names]
        # The form's own name goes before any other name for it.
        at.sort(key=lambda index: names[index] != folded(heading.header))
        if at:
            found.at[heading] = at[0]
            found.text[heading] = texts[at[0]]
            found.twice += [(heading, index) for index in at[1:]]
            taken.update(at)
    left = {index: name for index, name in names.items() if index not in taken}
    for heading in headings:
        if heading not in found.at and (index := _alike(heading, left)) is not None:
            found.at[heading] = index
            found.text[heading] = texts[index]
            found.guessed.append(heading)
            del left[index]
    found.unknown = sorted(left)
    return found


def _alike(heading: Heading, left: Mapping[int, str]) -> int | None:
    """The one cell whose text is nearly one of the heading's names, if none other is as near."""
    marks = sorted(
        (
            (max(_likeness(name, own) for own in heading.names), index)
            for index, name in left.items()
            if len(name) > 5
        ),
        reverse=True,
    )
    if not marks or marks[0][0] < _LIKE_ENOUGH:
        return None
    clear = len(marks) == 1 or marks[0][0] - marks[1][0] >= _AHEAD_BY
    return marks[0][1] if clear else None


def _likeness(one: str, other: str) -> float:
    if [c for c in one if c.isdigit()] != [c for c in other if c.isdigit()]:
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _LIKE_ENOUGH else 0.0


def tell(found: Headings, report: Report, file: str, part: str, cells: Sequence[object]) -> None:
    """Count what was put right in the headings, and name the columns that are not known or stand twice."""
    for heading, text in found.text.items():
        plain = " ".join(text.split())
        if plain != text:
            report.put_right(Normalised.SPACES)
        if _CURLY.search(text) and not _CURLY.search(heading.header):
            report.put_right(Normalised.QUOTES)
        if _DASHES.search(text) != _DASHES.search(heading.header) and _DASHES.sub("-", plain) == _DASHES.sub(
            "-", heading.header
        ):
            report.put_right(Normalised.DASH)
        elif _CURLY.sub("'", _DASHES.sub("-", plain)) != _DASHES.sub("-", heading.header):
            report.put_right(Normalised.HEADER)
    for heading in found.guessed:
        report.notes.append(f"{file}, {part}: “{found.text[heading]}” was taken for “{heading.header}”.")
    unknown = [Place(file, part, None, said(cells[index]) or letter(index)) for index in found.unknown]
    if unknown:
        report.found(ProblemKind.UNKNOWN_COLUMN, "not read", unknown)
    again = [Place(file, part, None, heading.header) for heading, _ in found.twice]
    if again:
        report.found(ProblemKind.COLUMN_TWICE, "the first of them is read", again)


def told_once(at: Mapping[Heading, int]) -> set[Heading]:
    """The headings that say what is in their column; another that shares the column does not say it again."""
    first: dict[int, Heading] = {}
    for heading, index in at.items():
        first.setdefault(index, heading)
    return set(first.values())


def letter(index: int) -> str:
    """The letter of a column, as spreadsheets name it: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return f"column {name}"
