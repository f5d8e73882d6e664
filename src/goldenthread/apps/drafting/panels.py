"""What this room shows on a body's page and on a meeting's: the reports that are written for it."""

from __future__ import annotations

from datetime import date

import rules
from django.db.models import Q

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.bodies.neighbours import Panel
from goldenthread.apps.drafting.queries import OPEN, Wanted, report_list
from goldenthread.apps.drafting.restricting import closed_to, restricted_reports
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.meetings.neighbours import Panel as MeetingPanel
from goldenthread.apps.people.models import Person

SHOWN = 10


def reports_for(body: Body, today: date) -> Panel | None:
    """On a body's page: the reports that are still written for it. Nothing where there are none."""
    found = list(
        report_list(Wanted(body, closed=Q(pk__in=restricted_reports().values("pk")))).filter(state__in=OPEN)[
            :SHOWN
        ]
    )
    return Panel("drafting/on_body.html", {"body": body, "reports": found}) if found else None


def reports_for_meeting(meeting: Meeting, person: Person, today: date) -> MeetingPanel | None:
    """On a meeting's page: every report for it, with how far it is, and a way to write another."""
    if not rules.has_perm("drafting.see", person):
        return None
    found = list(report_list(Wanted(meeting=meeting, closed=closed_to(person)))[:SHOWN])
    may_start = (
        rules.has_perm("drafting.start", person) and not meeting.is_cancelled and meeting.held_on >= today
    )
    if not found and not may_start:
        return None
    context = {"meeting": meeting, "reports": found, "may_start": may_start}
    return MeetingPanel("drafting/on_meeting.html", context, place=20)
