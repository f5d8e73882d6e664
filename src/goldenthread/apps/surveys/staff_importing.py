"""Counts of staff as a file: `what, quarter, team, done, due`, as the loads room takes it in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from goldenthread.apps.loads.models import Load
from goldenthread.apps.people.models import Person
from goldenthread.apps.surveys.models import StaffCount
from goldenthread.apps.surveys.staff_models import StaffKind
from goldenthread.apps.surveys.staffing import record_count
from goldenthread.intake.problems import Problem
from goldenthread.intake.reading import Row, Workbook
from goldenthread.rulebook.periods import NotAPeriod, PeriodKind, parse_period

FIELDS = {
    "what": "What was counted", "quarter": "Quarter", "team": "Team", "done": "How many were done",
    "due": "How many were due",
}  # fmt: skip
_SPELLINGS = {
    "what": "what, measure, kind, indicator, count of, type",
    "quarter": "quarter, period",
    "team": "team, service, group, area",
    "done": "done, held, completed, number done, numerator, in place, finished",
    "due": "due, number due, denominator, total, staff",
}
_FIELD_OF = {word.strip(): name for name, words in _SPELLINGS.items() for word in words.split(",")}
_KINDS = {
    "supervision": StaffKind.SUPERVISION, "development": StaffKind.DEVELOPMENT,
    "appraisal": StaffKind.DEVELOPMENT, "training": StaffKind.TRAINING, "visit": StaffKind.VISITS,
}  # fmt: skip


@dataclass(frozen=True)
class StaffColumn:
    heading: str
    field: str | None
    sheet: str
    sample: str = ""


@dataclass
class StaffReading:
    """The counts of a file, and what could not be read."""

    columns: list[StaffColumn] = field(default_factory=list)
    counts: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {"counts": self.counts, "problems": [problem.as_json() for problem in self.problems]}


class StaffImporter:
    """Takes in counts of supervision, development plans, training and visits."""

    kind = "staff_counts"
    title = "Counts of staff: supervision, development plans, training"
    fields: Mapping[str, str] = FIELDS

    def read(self, workbook: Workbook, mapping: Mapping[str, str]) -> StaffReading:
        found = StaffReading(problems=list(workbook.problems))
        for table in workbook.tables:
            head = next((row for row in table.rows if len(row.written) > 1), None)
            if head is None:
                continue
            at: dict[str, int] = {}
            for cell in head.written:
                meant = mapping.get(cell.text) or _FIELD_OF.get(" ".join(cell.text.casefold().split()))
                found.columns.append(StaffColumn(cell.text, meant, table.sheet))
                if meant:
                    at.setdefault(meant, cell.column)
            if missing := {"what", "quarter", "done", "due"} - set(at):
                why = f"No column is headed {', '.join(sorted(missing))}. The table is left out."
                found.problems.append(Problem(table.sheet, head.number, "", "", why))
                continue
            for row in table.rows:
                if row.number > head.number and not row.is_blank:
                    _read_row(found, table.sheet, row, at)
        return found

    def preview(self, reading: Mapping[str, Any], source_name: str) -> dict[str, Any]:
        held = _held()
        found: dict[str, Any] = {"new": [], "changed": [], "gone": [], "unsure": [], "unchanged": 0}
        for one in reading["counts"]:
            says = f"{one['done']} of {one['due']}"
            before = held.get(_key(one["kind"], date.fromisoformat(one["quarter"]), one["team"]))
            if before == says:
                found["unchanged"] += 1
                continue
            label = f"{StaffKind(one['kind']).label}, {one['period']}, {one['team'] or 'all staff'}"
            change = {"field": "Done", "before": before or "", "after": says}
            item = {"key": label, "label": label, "place": one["place"], "candidates": []}
            found["changed" if before else "new"].append(item | {"changes": [change]})
        return found

    @transaction.atomic
    def accept(
        self, load: Load, *, decisions: Mapping[str, Any], by: Person | None, at: datetime, effective_on: date
    ) -> dict[str, str]:
        for one in load.reading["counts"]:
            record_count(
                one["kind"], quarter=date.fromisoformat(one["quarter"]), done=one["done"], due=one["due"],
                team=one["team"], reason=f"Loaded from {load.file.name}", by=by, at=at, load=load,
                published_on=load.published_on,
            )  # fmt: skip
        words = f"{len(load.reading['counts'])} counts were read."
        return {"url": reverse("surveys:staff"), "words": words}


def _held() -> dict[tuple[str, date, str], str]:
    rows = StaffCount.objects.order_by("kind", "quarter", "team", "-id").distinct("kind", "quarter", "team")
    return {_key(one.kind, one.quarter, one.team): f"{one.done} of {one.due}" for one in rows}


def _key(kind: str, quarter: date, team: str) -> tuple[str, date, str]:
    return (kind, quarter, team.casefold())


def _read_row(found: StaffReading, sheet: str, row: Row, at: Mapping[str, int]) -> None:
    said = {name: " ".join(row.at(place).text.split()) for name, place in at.items()}

    def refuse(column: str, why: str) -> None:
        words = f"{why} The row is left out."
        found.problems.append(Problem(sheet, row.number, column, said.get(column, ""), words))

    kind = next((kind for word, kind in _KINDS.items() if word in said["what"].casefold()), None)
    if kind is None:
        return refuse("what", "It says neither supervision, development, training nor visit.")
    try:
        period = parse_period(said["quarter"])
    except NotAPeriod:
        return refuse("quarter", "It is not a quarter, such as 2018-19 Q1.")
    if period.kind is not PeriodKind.FINANCIAL_QUARTER:
        return refuse("quarter", "It is not a quarter, such as 2018-19 Q1.")
    numbers = {}
    for name in ("done", "due"):
        text = said[name].replace(",", "").removesuffix(".0")
        if not (text.isascii() and text.isdigit()):
            return refuse(name, f"{said[name]!r} is not a whole number.")
        numbers[name] = int(text)
    if not 0 <= numbers["done"] <= numbers["due"] or not numbers["due"]:
        return refuse("done", f"{numbers['done']} of {numbers['due']}: more cannot be done than was due.")
    found.counts.append({
        "kind": kind.value, "quarter": period.start.isoformat(), "period": str(period),
        "team": said.get("team", ""), "place": f"{sheet}, row {row.number}", **numbers,
    })  # fmt: skip
    return None
