"""Read a council's log of complaints and compliments: one row each, and by place what could not be read.

A row needs its reference, a service and the day received; a compliment needs no reference. What cannot be
read is a problem and its row is left out, since half a complaint would count wrongly.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from goldenthread.intake.plan_cells import date_of
from goldenthread.intake.problems import Level, Problem
from goldenthread.intake.tables import Cell, Row, Table, Workbook
from goldenthread.rulebook.case_references import NotAReference, case_reference
from goldenthread.rulebook.due_dates import PlanDateKind

FIELDS = {
    "type": "Complaint or compliment",
    "reference": "Reference",
    "service": "Service or team",
    "raised_by": "Who raised it: young person, parent, advocate",
    "stage": "Stage: 1, 2, 3",
    "received_on": "Received, or stage asked for",
    "ended_on": "Answered or withdrawn",
    "extended": "Why its day was put off",
    "outcome": "Outcome: upheld, partly upheld, not upheld, withdrawn",
    "themes": "Themes, with semicolons",
    "about": "What it is about, or what was good",
    "learning": "What was learned",
}
_SPELLINGS = {
    "type": "type, complaint or compliment, kind, feedback type, contact type, category of feedback",
    "reference": "reference, ref, ref no, case ref, complaint ref, complaint reference, complaint no, id, "
    "number",
    "service": "service, team, service area, service team, department, service or team, area",
    "raised_by": "raised by, who raised it, complainant type, from, complainant, customer type, source, "
    "made by",
    "stage": "stage, complaint stage, procedure stage",
    "received_on": "received, date received, received on, date of complaint, logged, date logged, date, "
    "stage start, start date",
    "ended_on": "answered, date answered, date closed, closed, response sent, date of response, responded, "
    "end date, answered on, completed, date response sent",
    "extended": "extension, extended, reason for extension, extension reason, extension agreed",
    "outcome": "outcome, decision, finding, result, upheld",
    "themes": "theme, themes, category, subject, nature of complaint, issue, reason, nature",
    "about": "about, summary, description, details, what it is about, what was good, nature of compliment",
    "learning": "learning, lessons, lessons learned, lesson, learning action, what was learned, action taken",
}
_FIELD_OF = {one.strip(): name for name, words in _SPELLINGS.items() for one in words.split(",")}
_OUTCOMES = {
    "partly_upheld": r"part", "not_upheld": r"\bnot\b.*upheld|\bun-?founded\b|\bno\b.*upheld|not proven",
    "withdrawn": r"withdr", "upheld": r"upheld|justified|founded",
}  # fmt: skip
_RAISERS = {
    "advocate": r"advocate|solicitor|nyas|representative",
    "young_person": r"young|child\b|care leaver|yp\b|\bcyp\b|pupil",
    "parent": r"parent|mother|father|carer|grand|famil|guardian|relative",
}
_COMPLIMENT = re.compile(r"compliment|praise|thank", re.IGNORECASE)
_NOTHING = re.compile(r"n/?a|none|no|-+|nil|tbc|open|ongoing|pending|in progress|outstanding", re.IGNORECASE)


@dataclass(frozen=True)
class Column:
    """A column as the file heads it, and the field that it was read as (None: not recognised)."""

    heading: str
    field: str | None
    sheet: str
    sample: str = ""


@dataclass
class ComplaintsReading:
    """The rows of a log. A row has "sheet", "row", "kind" (complaint or compliment) and the fields; days are
    ISO texts, the outcome and who raised it our values, themes a list.
    """

    rows: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {"feedback": self.rows, "problems": [problem.as_json() for problem in self.problems]}


def read_complaints(workbook: Workbook, mapping: Mapping[str, str]) -> ComplaintsReading:
    """Read every table with headings for a service and the day received. `mapping`: heading → field."""
    reader = _Reader({_plain(heading): name for heading, name in mapping.items()})
    reader.read.problems.extend(workbook.problems)
    for table in workbook:
        if not table.hidden:
            reader.take(table)
    return reader.read


class _CannotUse(Exception):
    """A row's cell that keeps the row out."""

    def __init__(self, name: str, text: str, why: str) -> None:
        self.name, self.text, self.why = name, text, why
        super().__init__(why)


class _Reader:
    def __init__(self, mapping: Mapping[str, str]) -> None:
        self.mapping = mapping
        self.read = ComplaintsReading()

    def take(self, table: Table) -> None:
        head = next((row for row in table.rows[:40] if self._is_head(row)), None)
        if head is None:
            if any(not row.is_blank for row in table.rows):
                why = "No row of headings was found: it needs a service and the day received."
                self._tell(table, None, "", "", why, Level.QUESTION)
            return
        places: dict[str, int] = {}
        for cell in head.written:
            name = self._field(cell)
            if name is not None and name not in places:
                places[name] = cell.column
            sample = next((one.at(cell.column).text for one in table.rows if one.number > head.number), "")
            used = name if name is not None and places[name] == cell.column else None
            self.read.columns.append(Column(" ".join(cell.lines), used, table.sheet, sample[:80]))
        is_praise = bool(_COMPLIMENT.search(table.sheet)) and "complaint" not in table.sheet.casefold()
        for row in table.rows:
            if row.number > head.number and not row.is_blank and not self._is_head(row):
                self._row(table, row, places, is_praise)

    def _is_head(self, row: Row) -> bool:
        return {"service", "received_on"} <= {self._field(cell) for cell in row.written}

    def _field(self, cell: Cell) -> str | None:
        heading = _plain(" ".join(cell.lines))
        return self.mapping.get(heading) or _FIELD_OF.get(heading)

    def _row(self, table: Table, row: Row, places: Mapping[str, int], is_praise: bool) -> None:
        def cell(name: str) -> Cell:
            if name not in places:
                return Cell("")
            # A service may be merged down over the complaints that are about it.
            return table.seen(row, places[name]) if name == "service" else row.at(places[name])

        def text(name: str) -> str:
            return " ".join(line.strip() for line in cell(name).lines).strip()

        if all(not text(name) for name in places if name != "service"):
            return
        praise = bool(_COMPLIMENT.search(text("type"))) if text("type") else is_praise
        try:
            found = self._said(text, praise)
            for name in ("received_on", "ended_on"):
                found[name] = self._day(table, row, name, cell(name))
        except _CannotUse as cannot:
            why = f"{cannot.why} The row was left out."
            self._tell(table, row.number, FIELDS[cannot.name], cannot.text, why)
            return
        if found["received_on"] is None:
            why = "The row does not say when it was received. The row was left out."
            self._tell(table, row.number, FIELDS["received_on"], "", why)
            return
        if (found["outcome"] == "") != (found["ended_on"] is None) and not praise:
            missing = "outcome" if found["ended_on"] else "ended_on"
            why = "It has a day of its end or an outcome, and not both. The row was left out."
            self._tell(table, row.number, FIELDS[missing], text(missing), why)
            return
        self.read.rows.append({"sheet": table.sheet, "row": row.number, **found})

    def _said(self, text: Any, praise: bool) -> dict[str, Any]:
        found: dict[str, Any] = {"kind": "compliment" if praise else "complaint"}
        found |= {name: text(name) for name in ("service", "about", "learning", "extended")}
        if not found["service"]:
            raise _CannotUse("service", "", "The row does not name its service.")
        found["extended"] = "" if _NOTHING.fullmatch(found["extended"]) else found["extended"]
        found["raised_by"] = _value(_RAISERS, text("raised_by")) or "other"
        found["themes"] = [one.strip() for one in re.split(r"[;\n]", text("themes")) if one.strip()]
        found["reference"] = text("reference")
        found["stage"], found["outcome"] = 1, ""
        if praise:
            if not found["about"]:
                raise _CannotUse("about", "", "The row does not say what was good.")
            return found
        try:
            found["reference"] = case_reference(text("reference"))
        except NotAReference as refusal:
            # Never the text itself: it may be a name.
            raise _CannotUse("reference", "", refusal.why) from refusal
        found["stage"] = _stage(text("stage"))
        outcome = text("outcome")
        if outcome and not _NOTHING.fullmatch(outcome):
            read = _value(_OUTCOMES, outcome)
            if read is None:
                raise _CannotUse("outcome", outcome, "This is none of upheld, partly, not upheld, withdrawn.")
            found["outcome"] = read
        return found

    def _day(self, table: Table, row: Row, name: str, cell: Cell) -> str | None:
        text = " ".join(cell.lines)
        if cell.is_blank or _NOTHING.fullmatch(text.strip()):
            return None
        read = date_of([cell], None)
        day = read.date.due if read.date else None
        # A plan's month counts to its last day; the day of a complaint is not guessed from its month.
        if read.date is None or day is None or read.date.kind is not PlanDateKind.DAY:
            raise _CannotUse(name, text, read.why or "This is no day. Write it as 12/03/2018.")
        if read.note:
            self._tell(table, row.number, FIELDS[name], text, read.note, Level.NOTE)
        return day.isoformat()

    def _tell(
        self, table: Table, row: int | None, column: str, text: str, why: str, level: Level = Level.PROBLEM
    ) -> None:
        self.read.problems.append(Problem(table.sheet, row, column, text, why, level))


def _stage(text: str) -> int:
    """1 for nothing; 1 to 3 for "2", "Stage 2", "S2", "Panel"."""
    if not text:
        return 1
    if found := re.fullmatch(r"(?:stage|s)?\s*([1-3])(?:\D.*)?", text, re.IGNORECASE):
        return int(found[1])
    words = {"informal": 1, "local": 1, "investigation": 2, "panel": 3, "review": 3}
    for word, stage in words.items():
        if word in text.casefold():
            return stage
    raise _CannotUse("stage", text, "This is no stage from 1 to 3.")


def _value(patterns: Mapping[str, str], text: str) -> str | None:
    return next((name for name, one in patterns.items() if re.search(one, text, re.IGNORECASE)), None)


def _plain(heading: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", heading.casefold()).replace("_", " ").split())
