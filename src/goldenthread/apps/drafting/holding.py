"""Taking hold of a report to write on it: locked, open, and what an event about it is about."""

from __future__ import annotations

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.drafting.models import Report, State
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.trail.refusals import Refused


def locked(report: Report) -> Report:
    """The report as it stands, held until the transaction ends."""
    with_it = ("form__template", "body", "meeting", "scorecard", "plan")
    return Report.objects.select_for_update(of=("self",)).select_related(*with_it).get(pk=report.pk)


def check_open(report: Report) -> None:
    """Raises Refused for a report that is frozen."""
    if report.state == State.FROZEN:
        raise Refused("This report is frozen. Reopen it to begin the next edition.", code="frozen")


def records_of(report: Report) -> list[Report | Body | Meeting]:
    """What an event about a report is about."""
    return [report, report.body, *([report.meeting] if report.meeting else [])]
