"""Writes about what a tracker is: defining it, changing the definition, closing it. Rows: `rows`."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from goldenthread.apps.localtrackers.defined import Definition, checked, to_json
from goldenthread.apps.localtrackers.models import DefinitionVersion, LocalTracker
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused


@transaction.atomic
def define_tracker(definition: Definition, *, by: Person | None, at: datetime) -> LocalTracker:
    """Make a tracker. Raises Refused as `defined.checked`, and for a name that another has."""
    definition = checked(definition)
    _check_name(definition.name)
    tracker = LocalTracker.objects.create(name=definition.name, made_at=at, made_by=by)
    _keep(tracker, definition, "", by, at)
    record("localtrackers.defined", by=by, at=at, on=tracker, after=_plain(definition))
    return tracker


@transaction.atomic
def revise_definition(
    tracker: LocalTracker, definition: Definition, *, version: int, by: Person | None, at: datetime,
    why: str = "",
) -> LocalTracker:  # fmt: skip
    """Change what a tracker is: a later version, from now on. What is the same writes nothing.

    `version` is the one that was read. Values of a column that goes stay in the rows, unshown. Raises Refused
    as `define_tracker`, and with the code "stale" when another changed it since.
    """
    tracker = LocalTracker.objects.select_for_update().get(pk=tracker.pk)
    if tracker.version != version:
        raise Refused("Somebody changed this tracker while you were writing.", code="stale")
    if tracker.closed_on is not None:
        raise Refused("This tracker is closed. Open it again first.")
    held = tracker.definitions.get(version=version)
    definition = checked(definition)
    says = to_json(definition)
    if held.says == says:
        return tracker
    _check_name(definition.name, but=tracker)
    tracker.name, tracker.version = definition.name, version + 1
    tracker.save(update_fields=["name", "version"])
    _keep(tracker, definition, why, by, at)
    changed = [name for name, value in says.items() if held.says[name] != value]
    record("localtrackers.redefined", by=by, at=at, on=tracker, why=why, before={
        name: held.says[name] for name in changed
    }, after={name: says[name] for name in changed})  # fmt: skip
    return tracker


@transaction.atomic
def close_tracker(
    tracker: LocalTracker, *, version: int, reason: str, today: date, by: Person, at: datetime
) -> LocalTracker:
    """Close a tracker: it is read as it stands, and nothing is added. Its rows stay until their time is over.

    Raises Refused without a reason, for one that is closed, and when it is stale.
    """
    if not reason.strip():
        raise Refused("Say why it is closed.", field="reason")
    tracker = LocalTracker.objects.select_for_update().get(pk=tracker.pk)
    if tracker.version != version or tracker.closed_on is not None:
        raise Refused("Somebody changed this tracker while you were writing.", code="stale")
    tracker.closed_on = today
    tracker.save(update_fields=["closed_on"])
    record("localtrackers.closed", by=by, at=at, on=tracker, why=reason.strip(), after={"closed_on": today})
    return tracker


@transaction.atomic
def reopen_tracker(tracker: LocalTracker, *, by: Person, at: datetime) -> LocalTracker:
    """Open a closed tracker again. One that is open stays so."""
    tracker = LocalTracker.objects.select_for_update().get(pk=tracker.pk)
    if tracker.closed_on is None:
        return tracker
    before, tracker.closed_on = tracker.closed_on, None
    tracker.save(update_fields=["closed_on"])
    record("localtrackers.reopened", by=by, at=at, on=tracker, before={"closed_on": before})
    return tracker


def _check_name(name: str, but: LocalTracker | None = None) -> None:
    others = LocalTracker.objects.exclude(pk=but.pk if but else None)
    if others.filter(name__iexact=name).exists():
        raise Refused("There is a tracker of this name.", field="name")


def _keep(tracker: LocalTracker, definition: Definition, why: str, by: Person | None, at: datetime) -> None:
    DefinitionVersion.objects.create(
        tracker=tracker, version=tracker.version, says=to_json(definition), why=why.strip()[:300],
        recorded_at=at, recorded_by=by,
    )  # fmt: skip


def _plain(definition: Definition) -> dict[str, object]:
    return {"name": definition.name, "columns": [column.name for column in definition.columns],
            "stages": list(definition.stages), "limit": definition.limit_words}  # fmt: skip
