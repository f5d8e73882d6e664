"""Changing what is on a record: a date that moves leaves the one before, with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from goldenthread.apps.interventions.models import DateMoved, OfInspection
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused

DATES = {
    "issued_on": "Issued on", "due_on": "Due", "announced_on": "Announced on", "starts": "Starts",
    "ends": "Ends", "opens_on": "Opens", "closes_on": "Closes",
}  # fmt: skip


def change(
    changed: OfInspection, says: Mapping[str, Any], *, verb: str, reason: str, by: Person | None, at: datetime
) -> None:
    """Write what differs on a locked record. Refused where nothing does, and for a date without a reason."""
    before = {name: getattr(changed, name) for name, value in says.items() if getattr(changed, name) != value}
    after = {name: says[name] for name in before}
    if not before:
        raise Refused("Nothing changes: it says this already.")
    moved = [name for name in before if name in DATES]
    if moved and not reason:
        raise Refused("A date changes. Say why.", field="reason")
    for name, value in after.items():
        setattr(changed, name, value)
    changed.save(update_fields=list(after))
    DateMoved.objects.bulk_create(
        DateMoved(
            subject=changed.uuid, which=DATES[name], before=before[name], after=after[name], reason=reason,
            recorded_at=at, recorded_by=by,
        )
        for name in moved
    )  # fmt: skip
    record(
        verb, by=by, at=at, on=[changed, changed.inspection], before=written(before), after=written(after),
        why=reason,
    )  # fmt: skip


def written(says: Mapping[str, Any]) -> dict[str, Any]:
    """As the ledger writes it: a file by its name and digest."""
    return {
        name: {"name": value.name, "sha256": value.sha256} if hasattr(value, "sha256") else value
        for name, value in says.items()
    }


def not_in_future(day: date, today: date, words: str, field: str) -> None:
    """Refuse a day that has not come, for what is said to have happened."""
    if day > today:
        raise Refused(f"{words} is in the future.", field=field)
