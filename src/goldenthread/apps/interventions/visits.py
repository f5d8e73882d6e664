"""Writes about monitoring visits, their letters, and the window in which the next inspection is expected."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.inspections.models import Inspection
from goldenthread.apps.interventions.models import MonitoringVisit, ReinspectionWindow
from goldenthread.apps.interventions.moving import change, not_in_future, written
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused


@transaction.atomic
def announce_visit(
    inspection: Inspection, *, announced_on: date, starts: date, ends: date | None = None, focus: str,
    today: date, by: Person | None, at: datetime,
) -> MonitoringVisit:  # fmt: skip
    """Record a monitoring visit that was announced. Refused without a focus or with days out of order."""
    says = _visit(announced_on, starts, ends, focus, today)
    visit = MonitoringVisit.objects.create(inspection=inspection, recorded_at=at, **says)
    record("interventions.visit_announced", by=by, at=at, on=[visit, inspection], after=says)
    return visit


@transaction.atomic
def change_visit(
    visit: MonitoringVisit, *, announced_on: date, starts: date, ends: date | None, focus: str,
    reason: str = "", today: date, by: Person | None, at: datetime,
) -> MonitoringVisit:  # fmt: skip
    """Change a visit's days or focus. Other days need their reason. Refused once its letter is published."""
    visit = _locked_visit(visit)
    if visit.letter_published_on is not None:
        raise Refused("Its letter was published: the visit stays as it was.", code="published")
    says = _visit(announced_on, starts, ends, focus, today)
    change(visit, says, verb="interventions.visit_changed", reason=reason.strip(), by=by, at=at)
    return visit


@transaction.atomic
def publish_letter(
    visit: MonitoringVisit, *, published_on: date, findings: str, file: StoredFile | None = None,
    today: date, by: Person | None, at: datetime,
) -> MonitoringVisit:  # fmt: skip
    """Record the letter about a visit: when it was published and what it found. Recorded once."""
    visit, findings = _locked_visit(visit), findings.strip()
    if visit.letter_published_on is not None:
        raise Refused("Its letter is recorded already.", code="published")
    not_in_future(published_on, today, "The day of publication", "published_on")
    if published_on < visit.starts:
        raise Refused("The visit had not started on that day.", field="published_on")
    if not findings:
        raise Refused("Write what was found.", field="findings")
    visit.letter_published_on, visit.findings, visit.file = published_on, findings, file
    visit.save(update_fields=["letter_published_on", "findings", "file"])
    record(
        "interventions.letter_published", by=by, at=at, on=[visit, visit.inspection],
        after=written({"letter_published_on": published_on, "findings": findings, "file": file}),
    )  # fmt: skip
    return visit


@transaction.atomic
def expect_inspection(
    inspection: Inspection, *, opens_on: date, closes_on: date, basis: str, unverified: bool = False,
    by: Person | None, at: datetime,
) -> ReinspectionWindow:  # fmt: skip
    """Record when the next inspection is expected, and on what basis. Refused with days out of order."""
    says = _window(opens_on, closes_on, basis, unverified)
    window = ReinspectionWindow.objects.create(inspection=inspection, recorded_at=at, **says)
    record("interventions.window_set", by=by, at=at, on=[window, inspection], after=says)
    return window


@transaction.atomic
def change_window(
    window: ReinspectionWindow, *, opens_on: date, closes_on: date, basis: str, unverified: bool,
    reason: str = "", by: Person | None, at: datetime,
) -> ReinspectionWindow:  # fmt: skip
    """Change the window. Other days need their reason; those before stay on record."""
    rows = ReinspectionWindow.objects.select_for_update(of=("self",)).select_related("inspection")
    window = rows.get(pk=window.pk)
    says = _window(opens_on, closes_on, basis, unverified)
    change(window, says, verb="interventions.window_changed", reason=reason.strip(), by=by, at=at)
    return window


def _visit(
    announced_on: date, starts: date, ends: date | None, focus: str, today: date
) -> dict[str, date | str | None]:
    not_in_future(announced_on, today, "The day on which it was announced", "announced_on")
    if ends is not None and ends < starts:
        raise Refused("The visit ends before it starts.", field="ends")
    if not focus.strip():
        raise Refused("Say what the visit looks at.", field="focus")
    return {"announced_on": announced_on, "starts": starts, "ends": ends, "focus": focus.strip()}


def _window(opens_on: date, closes_on: date, basis: str, unverified: bool) -> dict[str, date | str | bool]:
    if closes_on < opens_on:
        raise Refused("The window closes before it opens.", field="closes_on")
    if not basis.strip():
        raise Refused("Say what the days rest on.", field="basis")
    return {
        "opens_on": opens_on, "closes_on": closes_on, "basis": basis.strip(), "unverified": unverified,
    }  # fmt: skip


def _locked_visit(visit: MonitoringVisit) -> MonitoringVisit:
    rows = MonitoringVisit.objects.select_for_update(of=("self",)).select_related("inspection")
    return rows.get(pk=visit.pk)
