"""The day on which a meeting's papers are published at the latest, from which clearance is counted back."""

from __future__ import annotations

from datetime import date

from goldenthread.apps.meetings.models import Meeting
from goldenthread.rulebook.workdays import BeyondCalendar, last_day_for_notice

CLEAR_DAYS = 5


def publication_day(meeting: Meeting) -> date | None:
    """The last day with five clear working days before the meeting; None beyond the calendar."""
    try:
        return last_day_for_notice(meeting.held_on, CLEAR_DAYS, working=True)
    except BeyondCalendar:
        return None
