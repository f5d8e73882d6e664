"""Read a council's risk register from its tables: what each row says, and by place what could not be read.

A risk may run over several rows, where its reference is merged over them or left empty below. What cannot be
read stays out and is a problem: no score and no date is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from goldenthread.intake.plan_cells import date_of
from goldenthread.intake.problems import Level, Problem
from goldenthread.intake.risk_headings import FIELDS, KINDS, above, field_of, is_impact_first
from goldenthread.intake.risk_scores import NO_WORDS, Levels, level_of, score_of
from goldenthread.intake.tables import Cell, Row, Table, Workbook

TEXTS = ("cause", "event", "effect", "category", "owner", "register")
LISTS = ("controls", "treatments")
DATES = ("target_by", "review_on", "opened_on")
SPREAD = frozenset({"category", "owner", "register"})
"""What one merged cell may say of several risks."""
LONGEST_TITLE = 300
_LABELLED = re.compile(r"(cause|event|effect|consequence|impact)s?\s*[:–-]\s*(.+)", re.IGNORECASE)
_CLOSED = re.compile(r"\b(closed|close|removed|archived)\b", re.IGNORECASE)
_OPEN = re.compile(r"\b(open|live|active|current|ongoing|new)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Column:
    """A column as the file heads it, and the field that it was read as (None: not recognised)."""

    heading: str
    field: str | None
    sheet: str
    sample: str = ""


@dataclass(frozen=True)
class RiskReading:
    """The rows of a register, and what could not be read of them.

    A row has "sheet", "row", "ref", "title", the texts, "controls" and "treatments" as lists, the dates as
    ISO text or None, "closed", and for each kind of score {"likelihood", "impact"} or None.
    """

    risks: tuple[dict[str, Any], ...]
    problems: tuple[Problem, ...]
    columns: tuple[Column, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "risks": [dict(risk) for risk in self.risks],
            "problems": [problem.as_json() for problem in self.problems],
        }


def read_risk_register(
    workbook: Workbook, mapping: Mapping[str, str] | None = None, words: Levels = NO_WORDS
) -> RiskReading:
    """Read every table that has headings of a register. `mapping`: heading → field, as a person settled it.

    `words` are those of the council's scale, so that "Likely" can be read.
    """
    reader = _Reader(mapping or {}, words, list(workbook.problems))
    for table in workbook:
        if not table.hidden:
            reader.read(table)
    return RiskReading(tuple(reader.risks), tuple(reader.problems), tuple(reader.columns))


@dataclass
class _Head:
    row: Row
    fields: dict[str, int]
    headings: dict[int, str]


@dataclass
class _Reader:
    mapping: Mapping[str, str]
    words: Levels
    problems: list[Problem]
    risks: list[dict[str, Any]] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)

    def read(self, table: Table) -> None:
        head = self._head(table)
        if head is None:
            if any(not row.is_blank for row in table.rows):
                why = "No row of headings was found: it needs a risk, and a reference, score or owner."
                self.problems.append(Problem(table.sheet, None, "", "", why, Level.QUESTION))
            return
        section, last = "", None
        for row in table.rows:
            if row.number <= head.row.number or row.is_blank or self._is_head(table, row):
                continue
            if text := _section(row, head):
                section, last = text, None
            elif self._starts(row, head):
                last = self._risk(table, row, head, section)
                self.risks.append(last)
            elif last is not None:
                self._goes_on(table, row, head, last)
            else:
                self._tell(table, row, head, row.written[0], "This row has no risk of its own.")

    def _head(self, table: Table) -> _Head | None:
        """The row of headings, with the row below it that says likelihood, impact and score, if it does."""
        for number, row in enumerate(table.rows[:40]):
            fields = self._fields(table, row)
            if "title" not in fields or len(fields) < 2:
                continue
            headings = {cell.column: _heading(table, row, cell) for cell in row.written}
            below = table.rows[number + 1] if number + 1 < len(table.rows) else None
            if below is not None and (parts := self._parts(table, below)):
                taken = set(parts.values())
                fields = {name: at for name, at in fields.items() if at not in taken} | parts
                headings |= {cell.column: _heading(table, below, cell) for cell in below.written}
                row = below
            self._list_columns(table, row, fields, headings)
            return _Head(row, fields, headings)
        return None

    def _fields(self, table: Table, row: Row) -> dict[str, int]:
        found: dict[str, int] = {}
        for cell in row.written:
            name = self._field(table, row, cell)
            if name in FIELDS and name not in found:
                found[name] = cell.column
        if "title" not in found and "event" in found:
            found["title"] = found.pop("event")
        return found

    def _field(self, table: Table, row: Row, cell: Cell) -> str | None:
        settled = self.mapping.get(_heading(table, row, cell)) or self.mapping.get(_line(cell))
        return settled or field_of(cell.text, _over(table, row, cell.column))

    def _parts(self, table: Table, row: Row) -> dict[str, int]:
        """What a second row of headings names, where it names parts of scores and nothing else."""
        found = {self._field(table, row, cell): cell.column for cell in row.written}
        if any(name is None or name.rpartition("_")[0] not in KINDS for name in found):
            return {}
        return {name: column for name, column in found.items() if name}

    def _list_columns(
        self, table: Table, row: Row, fields: Mapping[str, int], headings: Mapping[int, str]
    ) -> None:
        meant = {column: name for name, column in fields.items()}
        for column, heading in sorted(headings.items()):
            sample = next(
                (
                    one.at(column).text
                    for one in table.rows
                    if one.number > row.number and one.at(column).text
                ),
                "",
            )
            self.columns.append(Column(heading, meant.get(column), table.sheet, sample[:80]))

    def _is_head(self, table: Table, row: Row) -> bool:
        """Whether the headings stand here again, as at the top of a printed page."""
        fields = self._fields(table, row)
        return "title" in fields and len(fields) > 2

    def _starts(self, row: Row, head: _Head) -> bool:
        own = row.at(head.fields["title"])
        ref = row.at(head.fields["ref"]) if "ref" in head.fields else own
        return bool(ref.text or (own.text and own.origin is None and ref.origin is None))

    def _risk(self, table: Table, row: Row, head: _Head, section: str) -> dict[str, Any]:
        def cell(name: str) -> Cell:
            if name not in head.fields:
                return Cell("")
            place = head.fields[name]
            return table.seen(row, place) if name in SPREAD else row.at(place)

        found: dict[str, Any] = {"sheet": table.sheet, "row": row.number, "ref": _line(cell("ref"))}
        found |= {name: "\n".join(cell(name).lines).strip() for name in TEXTS}
        found |= {name: list(cell(name).lines) for name in LISTS}
        found["category"] = found["category"] or section
        self._title(table, row, head, cell("title"), found)
        for name in DATES:
            found[name] = self._date(table, row, head, cell(name))
        for kind in KINDS:
            found[kind] = self._score(table, row, head, kind)
        found["closed"] = self._closed(table, row, head, cell("status"))
        return found

    def _title(self, table: Table, row: Row, head: _Head, cell: Cell, found: dict[str, Any]) -> None:
        """The risk in a line; labelled lines ("Cause: …") go where they belong."""
        lines = []
        for line in cell.lines:
            labelled = _LABELLED.fullmatch(line)
            name = {"consequence": "effect", "impact": "effect"}.get(
                labelled[1].lower(), labelled[1].lower()
            ) if labelled else ""  # fmt: skip
            if labelled and not found[name]:
                found[name] = labelled[2].strip()
            else:
                lines.append(line)
        title = " ".join(lines) or found["event"] or found["cause"]
        if not title:
            self._tell(table, row, head, row.written[0], "The row has a reference and does not say its risk.")
        if len(title) > LONGEST_TITLE:
            found["event"] = "\n".join(filter(None, (title, found["event"])))
            title = title[:LONGEST_TITLE].rsplit(" ", 1)[0]
            why = "The text is too long for a line: its beginning is the risk’s name, the whole its event."
            self._tell(table, row, head, cell, why, Level.NOTE)
        found["title"] = title

    def _date(self, table: Table, row: Row, head: _Head, cell: Cell) -> str | None:
        if cell.is_blank:
            return None
        read = date_of([cell], None)
        day = read.date.due if read.date else None
        if day is None:
            self._tell(table, row, head, cell, read.why or "This is no day. Write it as 12 March 2019.")
            return None
        if read.note:
            self._tell(table, row, head, cell, read.note, Level.NOTE)
        assert isinstance(day, date)
        return day.isoformat()

    def _score(self, table: Table, row: Row, head: _Head, kind: str) -> dict[str, int] | None:
        """The levels of a score: from their own columns, else from the score's; the two must agree."""
        given: dict[str, int | None] = {}
        refused = False
        for axis in ("likelihood", "impact"):
            cell = self._cell(row, head, f"{kind}_{axis}")
            given[axis], why = level_of(cell, axis, self.words)
            if why:
                refused = True
                self._tell(table, row, head, cell, why)
        cell = self._cell(row, head, f"{kind}_score")
        column = head.fields.get(f"{kind}_score", 0)
        read = score_of(cell, impact_first=is_impact_first(head.headings.get(column, "")))
        if read.why:
            self._tell(table, row, head, cell, read.why)
        likelihood = given["likelihood"] if given["likelihood"] is not None else read.likelihood
        impact = given["impact"] if given["impact"] is not None else read.impact
        if refused or (likelihood is None and impact is None and read.value is None):
            return None
        if likelihood is None or impact is None:
            why = "A score alone does not say its likelihood and impact. Write it as 4 x 3, likelihood first."
            self._tell(table, row, head, cell if cell.text else row.written[0], why)
            return None
        if read.value is not None and read.value != likelihood * impact:
            product = f"Likelihood {likelihood} times impact {impact} is {likelihood * impact}"
            self._tell(table, row, head, cell, f"{product}, and the score says {read.value}.")
            return None
        if read.note and given["likelihood"] is None:
            self._tell(table, row, head, cell, read.note, Level.NOTE)
        return {"likelihood": likelihood, "impact": impact}

    def _cell(self, row: Row, head: _Head, name: str) -> Cell:
        return row.at(head.fields[name]) if name in head.fields else Cell("")

    def _closed(self, table: Table, row: Row, head: _Head, cell: Cell) -> bool:
        if _CLOSED.search(cell.text):
            return True
        if cell.text and not _OPEN.search(cell.text):
            why = "It does not say whether the risk is open or closed, and was taken as open."
            self._tell(table, row, head, cell, why, Level.NOTE)
        return False

    def _goes_on(self, table: Table, row: Row, head: _Head, risk: dict[str, Any]) -> None:
        """A row below that belongs to the risk above: more controls and treatments, more of a text."""
        meant = {column: name for name, column in head.fields.items()}
        for cell in row.written:
            name = meant.get(cell.column)
            if name in LISTS:
                risk[name] += list(cell.lines)
            elif name in ("cause", "event", "effect"):
                risk[name] = "\n".join(filter(None, (risk[name], *cell.lines)))
            elif name is not None:
                why = "The row goes on with the risk above, which has its own. This was not read."
                self._tell(table, row, head, cell, why)

    def _tell(
        self, table: Table, row: Row, head: _Head, cell: Cell, why: str, level: Level = Level.PROBLEM
    ) -> None:
        heading = head.headings.get(cell.column) or table.place(cell.column)
        self.problems.append(Problem(table.sheet, row.number, heading, cell.text, why, level))


def _heading(table: Table, row: Row, cell: Cell) -> str:
    return " ".join(f"{_over(table, row, cell.column)} {cell.text}".split())


def _over(table: Table, row: Row, column: int) -> str:
    over = above(table, row, column)
    return over if over and over != row.at(column).text else ""


def _section(row: Row, head: _Head) -> str:
    """The name of a part of the register: one text in a row of its own, over several columns."""
    [*written] = row.written
    if len(written) != 1:
        return ""
    cell = written[0]
    spread = cell.columns > 1 or (cell.bold and cell.column == min(head.headings))
    return _line(cell) if spread and cell.column != head.fields["title"] else ""


def _line(cell: Cell) -> str:
    return " ".join(cell.text.split())
