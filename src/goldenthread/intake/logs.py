"""Read a log: a table with a row for each thing that happened, under headings that councils word differently.

What a row says is for the log's own reader. Here are finding the headings, the cells of a row, days that are
not guessed, and problems with their places. A row that cannot be used is left out whole, and said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from goldenthread.intake.plan_cells import date_of
from goldenthread.intake.problems import Level, Problem
from goldenthread.intake.tables import Cell, Row, Table, Workbook
from goldenthread.rulebook.due_dates import PlanDateKind

NOTHING = re.compile(r"n/?a|none|no|-+|nil|tbc|open|ongoing|pending|in progress|outstanding", re.IGNORECASE)
_ROWS_ABOVE = 40


@dataclass(frozen=True)
class Column:
    """A column as the file heads it, and the field that it was read as (None: not recognised)."""

    heading: str
    field: str | None
    sheet: str
    sample: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of log. `fields`: field → its words; `spellings`: field → headings, with commas.

    `needed` are the fields without which a row is no head; `spread` those that a merged cell says of several
    rows; `needs` is `needed` in words.
    """

    fields: Mapping[str, str]
    spellings: Mapping[str, str]
    needed: frozenset[str]
    needs: str
    spread: frozenset[str] = frozenset()

    def field_of(self, heading: str) -> str | None:
        for name, words in self.spellings.items():
            if heading in {one.strip() for one in words.split(",")}:
                return name
        return None


@dataclass
class Log:
    """What was read: rows as their reader gave them with "sheet" and "row", problems, columns."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)


class CannotUse(Exception):
    """A cell that keeps its row out. `text` is what it says, or empty where that may name somebody."""

    def __init__(self, name: str, text: str, why: str) -> None:
        self.name, self.text, self.why = name, text, why
        super().__init__(why)


@dataclass(frozen=True)
class LogRow:
    """A row under its headings."""

    kind: Kind
    table: Table
    row: Row
    places: Mapping[str, int]
    log: Log

    def text(self, name: str) -> str:
        """What a field says, in one line; empty where the table does not have it."""
        return " ".join(line.strip() for line in self._cell(name).lines).strip()

    def written(self, name: str) -> str:
        """What a field says, line by line as it was written."""
        return "\n".join(line.strip() for line in self._cell(name).lines).strip()

    def value(self, name: str) -> object:
        """What a spreadsheet holds in a field beneath what it shows: a date, a number, a text."""
        return self._cell(name).value

    def day(self, name: str) -> str | None:
        """A day as ISO text; None where nothing is said. Raises CannotUse for a month or no day at all."""
        cell = self._cell(name)
        text = " ".join(cell.lines)
        if cell.is_blank or NOTHING.fullmatch(text.strip()):
            return None
        read = date_of([cell], None)
        day = read.date.due if read.date else None
        # A plan's month counts to its last day; the day on which something happened is not guessed from one.
        if read.date is None or day is None or read.date.kind is not PlanDateKind.DAY:
            raise CannotUse(name, text, read.why or "This is no day. Write it as 12/03/2018.")
        if read.note:
            self.tell(name, text, read.note, Level.NOTE)
        return day.isoformat()

    def tell(self, name: str, text: str, why: str, level: Level = Level.PROBLEM) -> None:
        column = self.kind.fields[name]
        self.log.problems.append(Problem(self.table.sheet, self.row.number, column, text, why, level))

    def _cell(self, name: str) -> Cell:
        if name not in self.places:
            return Cell("")
        place = self.places[name]
        return self.table.seen(self.row, place) if name in self.kind.spread else self.row.at(place)

    @property
    def says_nothing(self) -> bool:
        return all(not self.text(name) for name in self.places if name not in self.kind.spread)


def read_log(
    workbook: Workbook, mapping: Mapping[str, str], kind: Kind, read: Callable[[LogRow], dict[str, Any]]
) -> Log:
    """Read every table with the kind's headings. `mapping`: heading → field, as a person settled it.

    `read` gives what a row says, or raises CannotUse.
    """
    log = Log(problems=list(workbook.problems))
    settled = {plain(heading): name for heading, name in mapping.items()}
    for table in workbook:
        if table.hidden:
            continue
        for row in _rows(table, settled, kind, log):
            try:
                said = read(row)
            except CannotUse as cannot:
                row.tell(cannot.name, cannot.text, f"{cannot.why} The row was left out.")
            else:
                log.rows.append({"sheet": table.sheet, "row": row.row.number, **said})
    return log


def _rows(table: Table, settled: Mapping[str, str], kind: Kind, log: Log) -> Iterator[LogRow]:
    def named(cell: Cell) -> str | None:
        heading = plain(" ".join(cell.lines))
        return settled.get(heading) or kind.field_of(heading)

    def is_head(row: Row) -> bool:
        return kind.needed <= {named(cell) for cell in row.written}

    head = next((row for row in table.rows[:_ROWS_ABOVE] if is_head(row)), None)
    if head is None:
        if any(not row.is_blank for row in table.rows):
            why = f"No row of headings was found: it needs {kind.needs}."
            log.problems.append(Problem(table.sheet, None, "", "", why, Level.QUESTION))
        return
    body = [row for row in table.rows if row.number > head.number and not row.is_blank and not is_head(row)]
    places: dict[str, int] = {}
    for cell in head.written:
        name = named(cell)
        first = name is not None and places.setdefault(name, cell.column) == cell.column
        sample = next((text for row in body if (text := row.at(cell.column).text)), "")
        log.columns.append(Column(" ".join(cell.lines), name if first else None, table.sheet, sample[:80]))
    for row in body:
        found = LogRow(kind, table, row, places, log)
        if not found.says_nothing:
            yield found


def value_in(patterns: Mapping[str, str], text: str) -> str | None:
    """The first value whose pattern a text has."""
    return next((value for value, one in patterns.items() if re.search(one, text, re.IGNORECASE)), None)


def plain(heading: str) -> str:
    """A heading without its capitals, signs and gaps."""
    return " ".join(re.sub(r"[^\w\s]", " ", heading.casefold()).replace("_", " ").split())
