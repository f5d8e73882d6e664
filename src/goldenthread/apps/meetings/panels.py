"""What this room shows on a body's page."""

from __future__ import annotations

from datetime import date

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.bodies.neighbours import Panel
from goldenthread.apps.meetings.queries import Wanted, meeting_list

SHOWN = 4


def when_it_meets(body: Body, today: date) -> Panel:
    """The body's next meetings and its last ones, with links to all of them and to add one."""
    coming = meeting_list(Wanted(body, "coming"), today=today)[:SHOWN]
    past = meeting_list(Wanted(body, "past"), today=today)[:SHOWN]
    return Panel("meetings/on_body.html", {"body": body, "coming": coming, "past": past})
