"""What this room shows on the pages of a meeting and of a body."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import rules

from goldenthread.apps.agendas.editions import ItemSaid, document_of
from goldenthread.apps.agendas.listing import meetings_with_agendas, state_words
from goldenthread.apps.agendas.models import Item, StandingItem
from goldenthread.apps.agendas.queries import agenda_of, items_of, newest_edition
from goldenthread.apps.agendas.views import agenda_href
from goldenthread.apps.bodies import neighbours as bodies
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.meetings import neighbours as meetings
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.queries import in_force

BEFORE_THE_MEETING = 10
SHOWN = 3


def agenda_of_meeting(meeting: Meeting, person: Person, today: date) -> meetings.Panel | None:
    """How far the agenda is, with its items' titles."""
    agenda = agenda_of(meeting)
    edits = rules.has_perm("agendas.edit", person)
    if agenda is None and (meeting.is_cancelled or not edits):
        return None
    edition = newest_edition(agenda) if agenda else None
    items: Sequence[Item | ItemSaid] = list(items_of(agenda)) if agenda else []
    if edition is not None and not edits:
        items = document_of(edition).items
    context = {"agenda": agenda, "href": agenda_href(meeting), "items": items, "edition": edition}
    return meetings.Panel("agendas/on_meeting.html", context, place=BEFORE_THE_MEETING)


def agendas_of_body(body: Body, today: date) -> bodies.Panel | None:
    """The agendas of the body's next meetings, and its standing items."""
    coming = list(meetings_with_agendas({"body": body}, today=today)[:SHOWN])
    standing = StandingItem.objects.filter(in_force(today), body=body).count()
    rows = [(one, state_words(one), agenda_href(one)) for one in coming]
    return bodies.Panel("agendas/on_body.html", {"body": body, "rows": rows, "standing": standing})
