"""What a load says of itself: what was read, what was put right, what could not be used, what is lacking.

A report goes into a manifest, onto pages and into logs, so it holds nothing that could tell who a child is.
The text of a cell stands in it only for columns of codes, counts and days other than a birth date, and only
when it is not itself a number or a day of birth (`said`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Self

from goldenthread.casedata.sources import NAMES, Source

PLACES_KEPT = 100


class ProblemKind(StrEnum):
    """What is wrong. The words stand in manifests."""

    UNKNOWN_FILE = "unknown file"
    UNREADABLE_FILE = "unreadable file"
    TRUNCATED = "truncated file"
    REFUSED = "refused file"
    ENCODING = "other encoding"
    LIST_MISSING = "list missing"
    LIST_TWICE = "list given twice"
    UNKNOWN_LIST = "unknown sheet"
    COLUMN_MISSING = "column missing"
    UNKNOWN_COLUMN = "unknown column"
    COLUMN_TWICE = "column given twice"
    NO_NUMBER = "no child's number"
    NO_START = "no day to begin from"
    NOT_A_DAY = "not a date"
    MONTH_FIRST = "date written month first"
    BORN_IN_FUTURE = "birth date in the future"
    BIRTHS_DIFFER = "two birth dates for one child"
    DAY_IN_FUTURE = "date after the snapshot"
    STOP_BEFORE_START = "stop before start"
    UNKNOWN_CODE = "unknown code"
    OTHER_YEAR = "code of another year"
    NOT_A_COUNT = "not a whole number"
    DUPLICATED = "duplicated row"
    PASSED_OVER = "line of totals or notes"
    NO_SUCH_PARENT = "record that belongs to none"
    SHORT_ROW = "row with too few cells"
    LONG_ROW = "row with too many cells"


class Normalised(StrEnum):
    """What was put right, and is counted. A reader may count things of its own under other words."""

    HEADER = "header spelled another way"
    QUOTES = "curly quotation marks"
    DASH = "dash of another length"
    SPACES = "spaces at the ends or doubled"
    ERROR_VALUE = "spreadsheet's error value taken as blank"
    BLANK_WORD = "word or sign for blank"
    SERIAL_DAY = "number as date"
    TEXT_DAY = "text as date"
    SHORT_YEAR = "year of two digits"
    TIME_OF_DAY = "time of day dropped from a date"
    CODE = "code spelled another way"
    YES_NO = "yes or no spelled another way"
    NUMBER = "child's number tidied"
    TEXT_COUNT = "count as text"
    MARK = "mark of UTF-8 at the start of a file"
    DELIMITER = "another delimiter than the comma"
    BLANK_ROW = "blank row passed over"
    TITLE_ROW = "row above the headings passed over"
    HEADINGS_AGAIN = "headings repeated among the rows"


@dataclass(frozen=True)
class Place:
    """Where a problem is. `part` is a sheet, a module or an element; `row` the row or line a person sees."""

    file: str
    part: str = ""
    row: int | None = None
    column: str = ""
    value: str | None = None

    def words(self) -> str:
        parts = [self.file, self.part, f"row {self.row}" if self.row is not None else "", self.column]
        where = ", ".join(part for part in parts if part)
        return f"{where}: “{self.value}”" if self.value else where

    def as_json(self) -> dict[str, Any]:
        full = {"file": self.file, "part": self.part, "row": self.row, "column": self.column}
        return {key: value for key, value in {**full, "value": self.value}.items() if value not in (None, "")}


@dataclass
class Problem:
    """All problems of one kind: how many, what was done about them, and the first hundred places."""

    kind: ProblemKind
    done: str
    count: int = 0
    places: list[Place] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind.value,
            "done": self.done,
            "count": self.count,
            "places": [place.as_json() for place in self.places],
        }


@dataclass
class Part:
    """One list, file or kind of element, and how its rows fared: read = kept + set aside + left out.

    `where` is the sheet, module or element that places name; `problems` are those found in it.
    """

    name: str
    file: str
    table: str
    read: int = 0
    kept: int = 0
    set_aside: int = 0
    left_out: int = 0
    why_left_out: str = ""
    where: str = ""
    problems: int = 0

    def as_json(self) -> dict[str, Any]:
        return dict(vars(self))


@dataclass(frozen=True)
class Lack:
    """What a source, or this load of it, cannot give: a column (or a whole table), and why."""

    table: str
    column: str
    why: str

    def as_json(self) -> dict[str, str]:
        return dict(vars(self))


@dataclass
class Report:
    """One load. Build it with `found`, `put_right` and `lacking`; keep it with `as_json`."""

    source: Source
    authority: str
    snapshot_on: date
    files: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    normalised: Counter[str] = field(default_factory=Counter)
    problems: dict[ProblemKind, Problem] = field(default_factory=dict)
    gives: dict[str, list[str]] = field(default_factory=dict)
    lacks: list[Lack] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def found(self, kind: ProblemKind, done: str, places: Iterable[Place], count: int | None = None) -> None:
        """Add problems of a kind, of one part. `count` is said when there are more than the places given."""
        problem = self.problems.setdefault(kind, Problem(kind, done))
        places = list(places)
        many = len(places) if count is None else count
        problem.count += many
        for part in self.parts:
            if places and (part.file, part.where or part.name) == (places[0].file, places[0].part):
                part.problems += many
        problem.places.extend(places[: PLACES_KEPT - len(problem.places)])

    def put_right(self, what: str, count: int = 1) -> None:
        if count:
            self.normalised[str(what)] += int(count)

    def lacking(self, table: str, columns: Iterable[str], why: str) -> None:
        self.lacks.extend(Lack(table, column, why) for column in columns)

    @property
    def rows_read(self) -> int:
        return sum(part.read for part in self.parts)

    @property
    def rows_kept(self) -> int:
        return sum(part.kept for part in self.parts)

    def as_json(self) -> dict[str, Any]:
        return {
            "source": self.source.value,
            "authority": self.authority,
            "snapshot_on": self.snapshot_on.isoformat(),
            "files": self.files,
            "parts": [part.as_json() for part in self.parts],
            "rows_read": self.rows_read,
            "rows_kept": self.rows_kept,
            "normalised": dict(sorted(self.normalised.items())),
            "problems": [problem.as_json() for problem in self.problems.values()],
            "gives": self.gives,
            "lacks": [lack.as_json() for lack in self.lacks],
            "notes": self.notes,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """The report that `as_json` made."""
        problems = (
            Problem(
                ProblemKind(one["kind"]), one["done"], one["count"], [Place(**at) for at in one["places"]]
            )
            for one in kept["problems"]
        )
        return cls(
            source=Source(kept["source"]),
            authority=kept["authority"],
            snapshot_on=date.fromisoformat(kept["snapshot_on"]),
            files=list(kept["files"]),
            parts=[Part(**part) for part in kept["parts"]],
            normalised=Counter(kept["normalised"]),
            problems={problem.kind: problem for problem in problems},
            gives={table: list(columns) for table, columns in kept["gives"].items()},
            lacks=[Lack(**lack) for lack in kept["lacks"]],
            notes=list(kept["notes"]),
        )

    def words(self) -> list[str]:
        """The report in lines, for a terminal or a page."""
        lines = [f"{NAMES[self.source]}, snapshot of {self.snapshot_on:%-d %B %Y}: {', '.join(self.files)}"]
        for part in self.parts:
            others = f", {part.set_aside} set aside" if part.set_aside else ""
            others += f", {part.problems} problems" if part.problems else ""
            if part.left_out:
                others += f", {part.left_out} left out: {part.why_left_out}"
            lines.append(f"{part.name}: {part.read} rows read, {part.kept} kept{others}")
        lines += self.notes
        lines += [f"Put right: {what}, {count}" for what, count in sorted(self.normalised.items())]
        for problem in self.problems.values():
            lines.append(f"Problem: {problem.kind.value}, {problem.count}; {problem.done}")
            lines += [f"  {place.words()}" for place in problem.places]
        lines += [
            f"Lacking: {lack.table}{'.' + lack.column if lack.column else ''}: {lack.why}"
            for lack in self.lacks
        ]
        return lines


_TELLS_WHO = re.compile(r"\d{3,}")
_A_DAY = re.compile(r"\s*\d{1,4}\s*[-/. ]\s*\w{1,9}\s*[-/. ]\s*\d{1,4}(?:[ T][\d:.]+)?\s*")
LONGEST_SAID, MOST_DIGITS_SAID = 40, 3


def said(text: object, *, day: bool = False, secrets: Iterable[object] = ()) -> str | None:
    """The text of a cell, if it may be said in a report; None where it may not.

    `day` is true for a column of dates (never of birth dates). `secrets` are the number and the birth date of
    the same row, as they stand. Long texts, and runs of three digits outside a date, are never said.
    """
    plain = str(text).strip()
    if not plain or len(plain) > LONGEST_SAID:
        return None
    if any(str(secret).strip() and str(secret).strip() in plain for secret in secrets if secret is not None):
        return None
    if day and _A_DAY.fullmatch(plain):
        return plain
    # Codes have few digits; numbers and days that slipped into another column have more.
    if _TELLS_WHO.search(plain) or sum(character.isdigit() for character in plain) > MOST_DIGITS_SAID:
        return None
    return plain
