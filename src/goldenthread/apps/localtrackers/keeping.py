"""What goes on by itself: rows whose time is over go, and figures of the quarter that ended are recorded."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from goldenthread.apps.cases.keeping import keeping
from goldenthread.apps.cases.stores import written_of
from goldenthread.apps.localtrackers.counting import record_count
from goldenthread.apps.localtrackers.models import LocalTracker
from goldenthread.apps.localtrackers.notes import clock_name
from goldenthread.apps.localtrackers.queries import definition_of
from goldenthread.apps.localtrackers.rows import case_of
from goldenthread.apps.localtrackers.standings import standing_of
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.casedata.keys import NoKey, WrongKey
from goldenthread.rulebook.period_kinds import Period, PeriodKind
from goldenthread.rulebook.workdays import add_months

FOLLOWED = timedelta(days=28)
"""How long after a quarter its figure is recorded anew where rows were put right."""


def delete_due(*, today: date, at: datetime) -> int:
    """Delete rows that are done or taken off and were last written longer ago than case data is kept.

    With all that is written on them. An open row stays, however old. The number of rows.
    """
    held = keeping()
    if not held.months:
        return 0
    before = add_months(today, -held.months)
    return sum(_delete_due(tracker, before, today, at) for tracker in LocalTracker.objects.all())


def _delete_due(tracker: LocalTracker, before: date, today: date, at: datetime) -> int:
    try:
        written = written_of()
        rows = written.rows(str(tracker.uuid))
    except (NoKey, WrongKey):
        return 0
    definition = definition_of(tracker)
    due = [
        row
        for row in rows
        if row.at.date() < before
        and (row.removed or standing_of(definition, row.values, row.stage, today).done)
    ]
    if not due:
        return 0
    with transaction.atomic():
        record("localtrackers.rows_deleted", by=None, at=at, on=tracker, why="Their time was over.", after={
            "rows": len(due), "before": before,
        })  # fmt: skip
        written.forget_rows([(row.id, case_of(row)) for row in due], clock_name(tracker))
    return len(due)


def record_ended(*, today: date, at: datetime) -> int:
    """Record the quarter that ended, of trackers whose figures somebody began to record. How many changed."""
    ended = Period.containing(PeriodKind.FINANCIAL_QUARTER, today).previous()
    if today >= ended.end + FOLLOWED:
        return 0
    trackers = LocalTracker.objects.filter(closed_on=None).exclude(measure=None)
    return sum(_record(tracker, ended, today, at) for tracker in trackers)


def _record(tracker: LocalTracker, ended: Period, today: date, at: datetime) -> bool:
    try:
        return record_count(tracker, ended, today=today, by=None, at=at) is not None
    except (Refused, NoKey, WrongKey):  # nothing to count
        return False
