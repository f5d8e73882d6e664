"""The last day on which a pack is published in time, and how many days are left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.trail.changes import day_words


@dataclass(frozen=True)
class Notice:
    """The last day for publication, None where the law asks for none; how it stands on a day, in words."""

    last_day: date | None
    words: str
    is_late: bool = False


def last_day_of(meeting: Meeting) -> date | None:
    """The last day for notice of a meeting; None where the law asks for none."""
    return None


def notice_of(meeting: Meeting, today: date) -> Notice:
    """How a meeting's notice stands on a day."""
    last_day = last_day_of(meeting)
    if last_day is None:
        return Notice(None, "The law sets no last day for this meeting.")
    left = (last_day - today).days
    if left < 0:
        days = "yesterday" if left == -1 else f"{-left} days ago"
        return Notice(last_day, f"{day_words(last_day)}: it has passed, {days}", is_late=True)
    days = "today" if left == 0 else "tomorrow" if left == 1 else f"in {left} days"
    return Notice(last_day, f"{day_words(last_day)}: {days}")
