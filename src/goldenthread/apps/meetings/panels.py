"""What this room shows on a body's page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from goldenthread.apps.bodies.mapping import Line
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.bodies.neighbours import Panel
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.meetings.queries import Wanted, meeting_list
from goldenthread.apps.trail.changes import day_words

SHOWN = 4


def when_it_meets(body: Body, today: date) -> Panel:
    """The body's next meetings and its last ones, with links to all of them and to add one."""
    coming = meeting_list(Wanted(body, "coming"), today=today)[:SHOWN]
    past = meeting_list(Wanted(body, "past"), today=today)[:SHOWN]
    return Panel("meetings/on_body.html", {"body": body, "coming": coming, "past": past})


def next_on_the_map(bodies: Sequence[Body], today: date) -> Mapping[int, Line]:
    """The next meeting of each body that has one. One query."""
    coming = Meeting.objects.filter(body__in=list(bodies), cancelled_on=None, held_on__gte=today)
    nearest = coming.order_by("body_id", "held_on", "starts_at").distinct("body_id").select_related("body")
    return {
        one.body_id: Line(
            f"Next meeting {day_words(one.held_on)}", "Next meeting", one.held_on, one.get_absolute_url()
        )
        for one in nearest
    }
