"""What this room shows on a body's page, on a meeting's, and on the governance map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import rules
from django.urls import reverse

from goldenthread.apps.bodies.mapping import Line
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.bodies.neighbours import Panel as BodyPanel
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.meetings.neighbours import Panel as MeetingPanel
from goldenthread.apps.people.models import Person
from goldenthread.apps.reporting.queries import Owed, late_by_body, next_day, owed_to, reports_of


def owed_to_body(body: Body, today: date) -> BodyPanel:
    """Every report that the body is owed: how often, from whom, when next, and what is late."""
    late = {}
    for one in owed_to(body, today):
        late.setdefault(one.report.pk, []).append(one)
    rows = [
        (report, next_day(report, today), [one for one in late.get(report.pk, []) if one.late])
        for report in reports_of(body)
        if report.ends is None or late.get(report.pk)
    ]
    return BodyPanel("reporting/on_body.html", {"body": body, "rows": rows})


def owed_at_meeting(meeting: Meeting, person: Person, today: date) -> MeetingPanel | None:
    """What the body is owed by the day of a meeting, and what this meeting received."""
    if not rules.has_perm("reporting.see", person) or meeting.is_cancelled:
        return None
    owed = owed_to(meeting.body, meeting.held_on, today=today)
    received = list(meeting.reports_received.filter(taken_back_at=None).select_related("report"))
    if not owed and not received:
        return None
    edits = rules.has_perm("reporting.edit", person)
    return MeetingPanel(
        "reporting/on_meeting.html",
        {"meeting": meeting, "owed": _newest(owed), "received": received, "edits": edits}, place=40,
    )  # fmt: skip


def _newest(owed: Sequence[Owed]) -> list[tuple[Owed, int]]:
    """Of each report the newest that is owed, which a meeting may have, and how many earlier ones are."""
    found: dict[int, tuple[Owed, int]] = {}
    for one in owed:
        _, earlier = found.get(one.report.pk, (one, -1))
        found[one.report.pk] = (one, earlier + 1)
    return list(found.values())


def late_on_the_map(bodies: Sequence[Body], today: date) -> Mapping[int, Line]:
    """How many reports are late for each body."""
    return {
        body: Line(
            f"{number} report{'' if number == 1 else 's'} late", "Reports late", number, tone="red",
            href=f"{reverse('reporting:calendar')}?state=late",
        )
        for body, number in late_by_body(bodies, today).items()
    }  # fmt: skip
