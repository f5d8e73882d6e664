"""Read a council's log of complaints and compliments: one row each, and by place what could not be read.

A row needs its reference, a service and the day received; a compliment needs no reference. What cannot be
read is a problem and its row is left out, since half a complaint would count wrongly.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from goldenthread.intake.logs import NOTHING, CannotUse, Column, Kind, LogRow, read_log, value_in
from goldenthread.intake.problems import Problem
from goldenthread.intake.tables import Workbook
from goldenthread.rulebook.case_references import NotAReference, case_reference

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

_LOG = Kind(
    FIELDS, _SPELLINGS, frozenset({"service", "received_on"}), "a service and the day received",
    # A service may be merged down over the complaints that are about it.
    spread=frozenset({"service"}),
)  # fmt: skip


@dataclass
class ComplaintsReading:
    """The rows of a log. A row has "sheet", "row", "kind" (complaint or compliment) and the fields; days are
    ISO texts, the outcome and who raised it our values, themes a list.
    """

    rows: list[dict[str, Any]]
    problems: list[Problem]
    columns: list[Column]

    def as_json(self) -> dict[str, Any]:
        return {"feedback": self.rows, "problems": [problem.as_json() for problem in self.problems]}


def read_complaints(workbook: Workbook, mapping: Mapping[str, str]) -> ComplaintsReading:
    """Read every table with headings for a service and the day received. `mapping`: heading → field."""
    log = read_log(workbook, mapping, _LOG, _said)
    return ComplaintsReading(log.rows, log.problems, log.columns)


def _said(row: LogRow) -> dict[str, Any]:
    sheet = row.table.sheet
    praise = bool(_COMPLIMENT.search(sheet)) and "complaint" not in sheet.casefold()
    if told := row.text("type"):
        praise = bool(_COMPLIMENT.search(told))
    found: dict[str, Any] = {"kind": "compliment" if praise else "complaint"}
    found |= {name: row.text(name) for name in ("reference", "service", "about", "learning", "extended")}
    if not found["service"]:
        raise CannotUse("service", "", "The row does not name its service.")
    found["extended"] = "" if NOTHING.fullmatch(found["extended"]) else found["extended"]
    found["raised_by"] = value_in(_RAISERS, row.text("raised_by")) or "other"
    found["themes"] = [one.strip() for one in re.split(r"[;\n]", row.written("themes")) if one.strip()]
    found |= {"stage": 1, "outcome": ""}
    if praise and not found["about"]:
        raise CannotUse("about", "", "The row does not say what was good.")
    if not praise:
        found |= _of_complaint(row)
    found |= {name: row.day(name) for name in ("received_on", "ended_on")}
    if found["received_on"] is None:
        raise CannotUse("received_on", "", "The row does not say when it was received.")
    if (found["outcome"] == "") != (found["ended_on"] is None) and not praise:
        missing = "outcome" if found["ended_on"] else "ended_on"
        raise CannotUse(missing, row.text(missing), "It has a day of its end or an outcome, and not both.")
    return found


def _of_complaint(row: LogRow) -> dict[str, Any]:
    try:
        reference = case_reference(row.text("reference"))
    except NotAReference as refusal:
        # Never the text itself: it may be a name.
        raise CannotUse("reference", "", refusal.why) from refusal
    outcome = row.text("outcome")
    read = value_in(_OUTCOMES, outcome) if outcome and not NOTHING.fullmatch(outcome) else ""
    if read is None:
        raise CannotUse("outcome", outcome, "This is none of upheld, partly, not upheld, withdrawn.")
    return {"reference": reference, "stage": _stage(row.text("stage")), "outcome": read}


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
    raise CannotUse("stage", text, "This is no stage from 1 to 3.")
