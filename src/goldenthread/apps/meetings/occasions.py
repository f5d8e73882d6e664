"""The meetings of a body, as what its readers compare with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time

from django.utils import timezone

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.bodies.occasions import Occasion
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.trail.changes import day_words


def meetings_held_by(body: Body) -> Iterable[Occasion]:
    """Each meeting that was not cancelled.

    What was recorded after it began is news to the next one; where its hour is not known the whole day is,
    so that nothing is left out between two meetings.
    """
    for meeting in Meeting.objects.filter(body=body, cancelled_on=None):
        began = datetime.combine(meeting.held_on, meeting.starts_at or time())
        words = f"the meeting of {day_words(meeting.held_on)}"
        yield Occasion("meeting", meeting.uuid, words, timezone.make_aware(began))
