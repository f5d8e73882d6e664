"""What this room shows on a meeting's page and on a body's page: the packs that were published."""

from __future__ import annotations

from datetime import date

import rules

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.bodies.neighbours import Panel as BodyPanel
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.meetings.neighbours import Panel as MeetingPanel
from goldenthread.apps.packs import queries
from goldenthread.apps.people.models import Person

SHOWN = 6
AFTER_THE_AGENDA = 20


def packs_of_meeting(meeting: Meeting, person: Person, today: date) -> MeetingPanel | None:
    """The packs of a meeting that stand, with the way to build one for who may."""
    packs = list(queries.standing_packs(queries.packs_of(meeting)))
    may_build = rules.has_perm("packs.build", person) and not meeting.is_cancelled
    if not packs and not may_build:
        return None
    context = {"meeting": meeting, "packs": packs, "may_build": may_build}
    return MeetingPanel("packs/on_meeting.html", context, place=AFTER_THE_AGENDA)


def packs_of_body(body: Body, today: date) -> BodyPanel | None:
    """The newest packs of a body."""
    packs = list(queries.packs_of_body(body, SHOWN))
    return BodyPanel("packs/on_body.html", {"body": body, "packs": packs}) if packs else None
