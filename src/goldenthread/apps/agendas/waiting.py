"""Agendas that wait: meetings that are near and have none, for those who keep agendas."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import rules
from django.utils import timezone

from goldenthread.apps.agendas.listing import meetings_with_agendas
from goldenthread.apps.agendas.models import Agenda
from goldenthread.apps.agendas.views import agenda_href
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.meetings.notices import MeetingNotice, notices_for
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.waiting import Waiting
from goldenthread.apps.trail.changes import day_words

NEAR_DAYS = 21


def agendas_to_make(person: Person, today: date) -> Iterator[Waiting]:
    """Meetings of the next three weeks without a published agenda, each due on the last day of its notice."""
    if not rules.has_perm("agendas.edit", person):
        return
    near = meetings_with_agendas({}, today=today).filter(held_on__lte=today + timedelta(days=NEAR_DAYS))
    meetings = list(near.exclude(agenda__state=Agenda.State.PUBLISHED))
    morning = timezone.make_aware(datetime.combine(today, time()))
    notices = {one.meeting.pk: one for one in notices_for(meetings, morning)}
    for meeting in meetings:
        begun = hasattr(meeting, "agenda") and meeting.agenda_items
        notice = notices.get(meeting.pk)
        yield Waiting(
            what=f"Agenda of the {meeting.body}, {day_words(meeting.held_on)}",
            why=f"{_why(meeting, notice)} It is {'a draft' if begun else 'not begun'}.",
            do="Finish and publish the agenda" if begun else "Build the agenda",
            href=agenda_href(meeting),
            due=notice.notice.last_day if notice else meeting.held_on,
        )


def _why(meeting: Meeting, notice: MeetingNotice | None) -> str:
    if notice is None or notice.left is None:
        return f"The meeting is on {day_words(meeting.held_on)}."
    return f"It has to be public by {day_words(notice.notice.last_day)}: {notice.left.words.lower()}."
