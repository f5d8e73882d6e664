"""Agendas that wait: meetings that are near and have none, for those who keep agendas."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import rules

from goldenthread.apps.agendas.listing import meetings_with_agendas
from goldenthread.apps.agendas.models import Agenda
from goldenthread.apps.agendas.views import agenda_href
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.waiting import Waiting
from goldenthread.apps.trail.changes import day_words

NEAR_DAYS = 21


def agendas_to_make(person: Person, today: date) -> Iterator[Waiting]:
    """Meetings of the next three weeks without a published agenda."""
    if not rules.has_perm("agendas.edit", person):
        return
    near = meetings_with_agendas({}, today=today).filter(held_on__lte=today + timedelta(days=NEAR_DAYS))
    for meeting in near.exclude(agenda__state=Agenda.State.PUBLISHED):
        begun = hasattr(meeting, "agenda") and meeting.agenda_items
        yield Waiting(
            what=str(meeting),
            why=f"It meets on {day_words(meeting.held_on)} and "
            + ("its agenda is a draft." if begun else "has no agenda."),
            do="Finish and publish the agenda" if begun else "Build the agenda",
            href=agenda_href(meeting),
            due=meeting.held_on,
        )
