"""The day on which a meeting's papers are published at the latest, from which clearance is counted back."""

from __future__ import annotations

from datetime import date

from goldenthread.apps.meetings.counting import counting_chosen
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.meetings.notices import law_of
from goldenthread.rulebook.notices import Law, notice_of
from goldenthread.rulebook.workdays import BeyondCalendar


def publication_day(meeting: Meeting) -> date | None:
    """The last day for the agenda, by the body's law and as the council counts; None beyond the calendar.

    Of a body of which the law asks no notice, a council's days are taken: its papers go out so too.
    """
    try:
        return notice_of(meeting.held_on, law_of(meeting.body) or Law.COUNCIL, counting_chosen()).last_day
    except BeyondCalendar:
        return None
