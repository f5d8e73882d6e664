"""A council's own register of evidence, read into plain rows: a table with a title and what was found.

A row is a mapping of `COLUMNS` to texts; its days are ISO, its source and what it does are our values. What
cannot be read is a problem with its place, and its row is left out: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from goldenthread.intake.problems import Level, Problem
from goldenthread.intake.reading import Row, Table, Workbook
from goldenthread.rulebook.evidence import Bears, Source
from goldenthread.rulebook.moments import NotAMoment, read_moment

COLUMNS = {
    "reference": "Reference",
    "title": "Evidence",
    "source": "Source: figures, audits, children and families, staff",
    "recommendation": "Recommendation: 12, 7b; several with semicolons",
    "bears": "Supports or contradicts",
    "why": "Why, or what it contradicts",
    "finding": "What was found",
    "period": "Period",
    "sample": "Sample",
    "effective_on": "The day that it speaks of",
    "vouched": "Who vouches for it",
    "expires_on": "Last day on which it may be used",
    "sensitivity": "Ordinary or restricted",
    "url": "Address",
    "kept": "Where else it is kept",
    "answer": "Answer to the contradiction",
}
_SPELLINGS = {
    "reference": "ref, reference, ref no, evidence ref, evidence reference, no, number, id",
    "title": "title, evidence, piece of evidence, name, document, evidence title, item",
    "source": "source, type of evidence, evidence source, source of evidence, source type",
    "recommendation": "recommendation, recommendations, rec, rec no, recommendation no, recommendation ref",
    "bears": "supports or contradicts, supports contradicts, bears, effect, direction, for or against",
    "why": "why, reason, relevance, what it contradicts, how it supports",
    "finding": "finding, findings, what was found, what it shows, what does it show, summary, impact",
    "period": "period, time period, period covered, covering",
    "sample": "sample, sample size, how many, base",
    "effective_on": "speaks of, effective date, date of evidence, as at, date, evidence date, effective on",
    "vouched": "vouched by, vouches, owner, lead, verified by, who vouches for it",
    "expires_on": "expires, expires on, expiry, expiry date, last day, review date, valid until",
    "sensitivity": "sensitivity, classification, marking, restricted, confidential",
    "url": "link, url, address, web address, hyperlink",
    "kept": "location, where kept, kept, stored, file location, where it is kept, where else it is kept",
    "answer": "answer, response, answered, answer to the contradiction",
}  # fmt: skip
_FIELD_OF = {
    spelling.strip(): name for name, spellings in _SPELLINGS.items() for spelling in spellings.split(",")
}
_SOURCES = {
    Source.FIGURES: ("figures", "figure", "data", "performance", "quantitative", "measure", "measures"),
    Source.AUDIT: ("audit", "audits", "case audit", "quality assurance", "review", "inspection"),
    Source.CHILDREN_AND_FAMILIES: (
        "children and families", "children", "families", "children and young people", "parents",
        "service users", "voice", "survey", "feedback",
    ),
    Source.STAFF: ("staff", "workforce", "professionals", "practitioners", "staff feedback"),
}  # fmt: skip
SOURCE_OF = {word: source.value for source, words in _SOURCES.items() for word in words}
_BEARS = {
    Bears.SUPPORTS: ("supports", "support", "for", "positive", "yes", "+"),
    Bears.CONTRADICTS: ("contradicts", "contradict", "against", "negative", "no", "-"),
}
BEARS_OF = {word: bears.value for bears, words in _BEARS.items() for word in words}
_RESTRICTED = {"restricted", "official sensitive", "confidential", "yes", "sensitive", "private"}
_ORDINARY = {"ordinary", "official", "no", "open", "public", "normal", "not restricted"}


@dataclass(frozen=True)
class Heading:
    """A column as the file heads it, and the field that it was read as (None: not recognised)."""

    heading: str
    field: str | None
    sheet: str
    sample: str = ""


@dataclass
class RegisterReading:
    """The rows of a register, and what could not be read of it."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    columns: list[Heading] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {"evidence": self.rows, "problems": [problem.as_json() for problem in self.problems]}


def read_register(workbook: Workbook, mapping: Mapping[str, str]) -> RegisterReading:
    """Read every table with headings for a title, a source and a day. `mapping`: heading → field."""
    reader = _Reader({_plain(heading): name for heading, name in mapping.items()})
    reader.read.problems.extend(workbook.problems)
    for table in workbook.tables:
        if not table.hidden:
            reader.take(table)
    return reader.read


class _Reader:
    def __init__(self, mapping: Mapping[str, str]) -> None:
        self.mapping = mapping
        self.read = RegisterReading()
        self.seen: set[str] = set()

    def take(self, table: Table) -> None:
        head = next((row for row in table.rows if self._is_head(row)), None)
        if head is None:
            why = "No row of headings was found: it needs evidence, source and the day that it speaks of."
            self._problem(table.sheet, None, "", "", why, Level.QUESTION)
            return
        names = {cell.column: self._field(cell.text) for cell in head.cells if cell.text.strip()}
        body = [row for row in table.rows if row.number > head.number]
        for cell in head.cells:
            if cell.text.strip():
                sample = next(
                    (one.text for row in body for one in row.cells if one.column == cell.column and one.text),
                    "",
                )
                self.read.columns.append(Heading(cell.text.strip(), names[cell.column], table.sheet, sample))
        for row in body:
            self._row(table.sheet, row, names)

    def _is_head(self, row: Row) -> bool:
        return {"title", "source", "effective_on"} <= {self._field(cell.text) for cell in row.cells}

    def _field(self, heading: str) -> str | None:
        return self.mapping.get(_plain(heading)) or _FIELD_OF.get(_plain(heading))

    def _row(self, sheet: str, row: Row, names: Mapping[int, str | None]) -> None:
        cells = {names.get(cell.column): cell for cell in row.cells if cell.text.strip()}
        cells.pop(None, None)
        said = {name: cell.text.strip() for name, cell in cells.items() if name}
        if not said:
            return
        for needed in ("title", "source", "effective_on"):
            if not said.get(needed):
                why = f"The row does not say its {_WORDS[needed]}, so it was left out."
                self._problem(sheet, row.number, COLUMNS[needed], "", why)
                return
        for name in ("effective_on", "expires_on"):
            if name in said:
                day = _day(cells[name].value, said[name])
                if day is None:
                    why = "This is no day that can be read, so the row was left out. Write it as 30/06/2016."
                    self._problem(sheet, row.number, COLUMNS[name], said[name], why)
                    return
                said[name] = day.isoformat()
        if not self._values(sheet, row.number, said):
            return
        key = (said.get("reference") or said["title"]).casefold()
        if key in self.seen:
            why = "An earlier row has this reference or title. This row was left out."
            self._problem(sheet, row.number, COLUMNS["reference"], said.get("reference", ""), why)
            return
        self.seen.add(key)
        self.read.rows.append(said | {"row": row.number, "sheet": sheet})

    def _values(self, sheet: str, row: int, said: dict[str, Any]) -> bool:
        """The words of a row as our values; False, with a problem, where one names none."""
        for name, known in (("source", SOURCE_OF), ("bears", BEARS_OF)):
            if name in said:
                value = known.get(_plain(said[name]) or said[name])
                if value is None:
                    offered = ", ".join(dict.fromkeys(known.values())).replace("_", " ")
                    why = f"This is none of: {offered}. The row was left out."
                    self._problem(sheet, row, COLUMNS[name], said[name], why)
                    return False
                said[name] = value
        if "sensitivity" in said:
            word = _plain(said["sensitivity"])
            if word not in _RESTRICTED | _ORDINARY:
                why = "This says neither ordinary nor restricted. It is taken as restricted."
                self._problem(sheet, row, COLUMNS["sensitivity"], said["sensitivity"], why, Level.NOTE)
            said["sensitivity"] = "ordinary" if word in _ORDINARY else "restricted"
        if said.get("bears") == Bears.CONTRADICTS and not said.get("why"):
            why = "It contradicts, and the row does not say what: it was left out. Fill in the reason."
            self._problem(sheet, row, COLUMNS["why"], "", why)
            return False
        return True

    def _problem(
        self, sheet: str, row: int | None, column: str, text: str, why: str, level: Level = Level.PROBLEM
    ) -> None:
        self.read.problems.append(Problem(sheet, row, column, text, why, level))


_WORDS = {"title": "title", "source": "source", "effective_on": "day"}


def _day(value: object, text: str) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return read_moment(text).last
    except NotAMoment:
        return None


def _plain(heading: str) -> str:
    return " ".join(re.sub(r"[^\w\s+-]", " ", heading.casefold()).replace("_", " ").split())


def references_in(text: str) -> Sequence[str]:
    """The references of a cell: "12; 7b" has two."""
    return [one.strip() for one in re.split(r"[;\n]", text) if one.strip()]
