"""Read a council's log of practice alerts and good-practice notices: a row each, and what could not be read.

A row needs its case reference, its service and the day on which it was raised. What cannot be read is a
problem and its row is left out. Which kind and level its words mean is for the room, which has them as data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from goldenthread.intake.logs import NOTHING, CannotUse, Column, Kind, LogRow, read_log
from goldenthread.intake.problems import Problem
from goldenthread.intake.tables import Workbook
from goldenthread.rulebook.case_references import NotAReference, case_reference

FIELDS = {
    "kind": "Kind: drift, late review, good practice",
    "reference": "Case reference",
    "service": "Service or team",
    "raised_on": "Raised on",
    "raised_by": "Raised by: a post",
    "words": "What was found",
    "level": "Level that it was put to",
    "resolved_on": "Resolved on",
    "how": "How it was resolved",
}
_SPELLINGS = {
    "kind": "kind, type, alert type, type of alert, category, theme, reason, issue",
    "reference": "reference, ref, ref no, case ref, case reference, case no, case number, case, id",
    "service": "service, team, service area, service team, service or team, area, department",
    "raised_on": "raised, raised on, date raised, date, date of alert, alert date, logged, date logged",
    "raised_by": "raised by, iro, reviewing officer, chair, by whom, from",
    "words": "what was found, concern, concerns, details, description, summary, about, alert",
    "level": "level, stage, escalated to, escalation, escalation stage, put to, rung",
    "resolved_on": "resolved, resolved on, date resolved, closed, date closed, completed, end date",
    "how": "how resolved, how it was resolved, resolution, outcome, action taken, response, how",
}
_LOG = Kind(
    FIELDS, _SPELLINGS, frozenset({"reference", "service", "raised_on"}),
    "a case reference, a service and the day on which it was raised", spread=frozenset({"service"}),
)  # fmt: skip
NOT_SAID = "Not said in the log"


@dataclass
class AlertsReading:
    """The rows of a log: "sheet", "row" and the fields; days are ISO texts, the rest texts or empty."""

    rows: list[dict[str, Any]]
    problems: list[Problem]
    columns: list[Column]

    def as_json(self) -> dict[str, Any]:
        return {"alerts": self.rows, "problems": [problem.as_json() for problem in self.problems]}


def read_practice_alerts(workbook: Workbook, mapping: Mapping[str, str]) -> AlertsReading:
    """Read every table with headings for a case, a service and a day. `mapping`: heading → field."""
    log = read_log(workbook, mapping, _LOG, _said)
    return AlertsReading(log.rows, log.problems, log.columns)


def _said(row: LogRow) -> dict[str, Any]:
    try:
        reference = case_reference(row.text("reference"))
    except NotAReference as refusal:
        # Never the text itself: it may be a name.
        raise CannotUse("reference", "", refusal.why) from refusal
    found: dict[str, Any] = {name: row.text(name) for name in ("kind", "service", "level", "how")}
    for name, words in (("kind", "what kind it is"), ("service", "its service")):
        if not found[name]:
            raise CannotUse(name, "", f"The row does not say {words}.")
    found |= {"reference": reference, "words": row.text("words") or found["kind"]}
    found["raised_by"] = row.text("raised_by") or NOT_SAID
    found |= {name: row.day(name) for name in ("raised_on", "resolved_on")}
    if found["raised_on"] is None:
        raise CannotUse("raised_on", "", "The row does not say when it was raised.")
    if found["resolved_on"] is not None and found["resolved_on"] < found["raised_on"]:
        raise CannotUse("resolved_on", row.text("resolved_on"), "It was resolved before it was raised.")
    if found["resolved_on"] is not None and (not found["how"] or NOTHING.fullmatch(found["how"])):
        found["how"] = NOT_SAID
    return found
