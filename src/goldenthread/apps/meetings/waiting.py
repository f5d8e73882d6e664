"""What waits for a democratic services officer: agendas that have to be public soon."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from goldenthread.apps.meetings.notices import notices_coming
from goldenthread.apps.people.access import standing
from goldenthread.apps.people.models import Person, Role
from goldenthread.apps.people.waiting import Waiting
from goldenthread.apps.trail.changes import day_words

BEFORE = timedelta(days=14)


def agendas_to_publish(person: Person, today: date) -> Iterable[Waiting]:
    """Each agenda that is not public yet and has to be within two weeks, or should be by now."""
    if not standing(person).has(Role.DEMOCRATIC_SERVICES_OFFICER):
        return
    morning = timezone.make_aware(datetime.combine(today, time()))
    for one in notices_coming(today, morning):
        if one.left is not None and one.notice.last_day <= today + BEFORE:
            yield Waiting(
                what=f"Agenda of the {one.meeting.body}, {day_words(one.meeting.held_on)}",
                why=f"It has to be public by {day_words(one.notice.last_day)}: {one.left.words.lower()}.",
                do="Open the meeting",
                href=one.meeting.get_absolute_url(),
                due=one.notice.last_day,
            )
