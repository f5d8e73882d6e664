"""A log of practice alerts on its way in: what a reading would change, and the change itself.

An alert is found again by its case, its kind and the day on which it was raised. A log adds that it was
resolved; what it says otherwise of an alert that is there is left as it stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from goldenthread.apps.alerts.actions import AlertFields, raise_alert, resolve
from goldenthread.apps.alerts.models import Alert, AlertKind, AlertLevel
from goldenthread.apps.loads.models import Load
from goldenthread.apps.people.models import Person
from goldenthread.intake.logs import value_in
from goldenthread.intake.practice_alerts import FIELDS, AlertsReading, read_practice_alerts
from goldenthread.intake.reading import Workbook
from goldenthread.rulebook.case_references import same_case

Row = Mapping[str, Any]
_Key = tuple[str, str, str]
# How logs word the kinds that ship; others are found by their own name.
_WORDED = {
    "good-practice": r"good|positive|praise", "missing-plan": r"plan", "late-review": r"review",
    "child-not-seen": r"seen|visit", "drift": r"drift|delay",
}  # fmt: skip


class AlertsImporter:
    """Takes in a log of practice alerts: see `loads.importers.Importer`."""

    kind = "practice_alerts"
    title = "Log of practice alerts"
    fields: Mapping[str, str] = FIELDS

    def read(self, workbook: Workbook, mapping: Mapping[str, str]) -> AlertsReading:
        return read_practice_alerts(workbook, mapping)

    def preview(self, reading: Mapping[str, Any], source_name: str) -> dict[str, Any]:
        """What accepting the reading would do, row by row; nothing is written."""
        found: dict[str, Any] = {"new": [], "changed": [], "gone": [], "unsure": [], "unchanged": 0}
        kinds, stored, levels = _Kinds(), _stored(), _levels()
        for row in reading["alerts"]:
            kind = kinds.of(row["kind"])
            alert = stored.get(_key(row, kind)) if kind else None
            new_kind = {"field": "Kind", "before": "", "after": f"{row['kind']} (a new kind)"}
            item = {
                "key": _place(row), "label": f"{row['reference']}: {kind or row['kind']}",
                "place": f"Sheet {row['sheet']}, row {row['row']}", "changes": [] if kind else [new_kind],
                "candidates": [],
            }  # fmt: skip
            if alert is None and row["level"] and row["level"].casefold() not in levels:
                lowest = {"field": "Level", "before": row["level"], "after": "not on the ladder: the lowest"}
                found["unsure"].append(item | {"changes": [*item["changes"], lowest]})
            elif alert is None:
                found["new"].append(item)
            elif row["resolved_on"] and alert.resolved_on is None and not alert.kind.good_practice:
                resolved = {"field": "Resolved", "before": "", "after": row["resolved_on"]}
                found["changed"].append(item | {"changes": [resolved]})
            else:
                found["unchanged"] += 1
        return found

    @transaction.atomic
    def accept(
        self, load: Load, *, decisions: Mapping[str, Any], by: Person | None, at: datetime, effective_on: date
    ) -> dict[str, str]:
        """Write a load's reading."""
        skipped = {key for key, one in decisions.items() if one.get("as") == "skip"}
        rows = [row for row in load.reading["alerts"] if _place(row) not in skipped]
        words = load_log(rows, today=at.date(), by=by, at=at)
        return {"url": reverse("alerts:numbers"), "words": words}


@transaction.atomic
def load_log(rows: Sequence[Row], *, today: date, by: Person | None, at: datetime) -> str:
    """Write the rows that `intake.practice_alerts` read; says what was written. Twice is once.

    A level that is not on the ladder is taken as the lowest: the preview asked. Raises Refused as the actions
    do, and where the council has no ladder yet.
    """
    told: dict[str, Any] = {"today": today, "by": by, "at": at}
    kinds, stored, levels = _Kinds(), _stored(), _levels()
    raised = resolved = 0
    for row in rows:
        kind = kinds.of(row["kind"]) or kinds.make(row["kind"])
        alert = stored.get(_key(row, kind))
        if alert is None:
            says = AlertFields(kind, row["reference"], row["service"], row["raised_by"], row["words"])
            on, level = date.fromisoformat(row["raised_on"]), levels.get(row["level"].casefold())
            alert = raise_alert(says, raised_on=on, level=level, **told)
            stored[_key(row, kind)] = alert
            raised += 1
        if row["resolved_on"] and alert.resolved_on is None and not kind.good_practice:
            on = date.fromisoformat(row["resolved_on"])
            stored[_key(row, kind)] = resolve(
                alert, row["how"], resolved_on=on, version=alert.version, **told
            )
            resolved += 1
    return f"{raised} alerts are new and {resolved} were resolved."


class _Kinds:
    """The council's kinds by what a log calls them."""

    def __init__(self) -> None:
        found = list(AlertKind.objects.all())
        self.by_name = {kind.name.casefold(): kind for kind in found}
        self.by_key = {kind.key: kind for kind in found}

    def of(self, called: str) -> AlertKind | None:
        named = self.by_name.get(called.casefold())
        return named or self.by_key.get(value_in(_WORDED, called) or "")

    def make(self, called: str) -> AlertKind:
        """A kind of the log's own; its key is free for each."""
        kind = AlertKind.objects.create(key=f"own-{len(self.by_key) + 1}", name=called[:120])
        self.by_name[called.casefold()] = self.by_key[kind.key] = kind
        return kind


def _levels() -> dict[str, AlertLevel]:
    return {level.name.casefold(): level for level in AlertLevel.objects.filter(retired_at=None)}


def _place(row: Row) -> str:
    return f"{row['sheet']}/{row['row']}"


def _stored() -> dict[_Key, Alert]:
    return {
        (same_case(alert.case_reference), alert.kind.key, alert.raised_on.isoformat()): alert
        for alert in Alert.objects.select_related("kind")
    }


def _key(row: Row, kind: AlertKind) -> _Key:
    return same_case(row["reference"]), kind.key, row["raised_on"]
