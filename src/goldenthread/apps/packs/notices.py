"""The last day on which a pack is published in time, and how many days are left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.apps.meetings.models import Meeting


@dataclass(frozen=True)
class Notice:
    """The last day for publication, None where the law asks for none; how it stands on a day, in words."""

    last_day: date | None
    words: str
    is_late: bool = False


def notice_of(meeting: Meeting, now: datetime) -> Notice:
    """How a meeting's notice stands at an instant, for what is published then."""
    return Notice(None, "The law sets no last day for this meeting.")
