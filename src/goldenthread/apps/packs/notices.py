"""The last day on which a pack is published in time, as the meetings room counts it, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.meetings.notices import notice_for
from goldenthread.apps.trail.changes import day_words
from goldenthread.rulebook.notices import countdown


@dataclass(frozen=True)
class Notice:
    """The last day for publication, None where the law asks for none; how it stands, in words.

    `warning` says which day a stricter reading asks for, `code` which rule counted.
    """

    last_day: date | None
    words: str
    is_late: bool = False
    warning: str = ""
    code: str = ""


def notice_of(meeting: Meeting, now: datetime) -> Notice:
    """How a meeting's notice stands at an instant, for what is published then."""
    found = notice_for(meeting, now)
    if found is None:
        return Notice(None, "The law sets no last day for this meeting.")
    counted = countdown(found.notice, timezone.localtime(now))
    words = counted.words[0].lower() + counted.words[1:]
    last_day = found.notice.last_day
    return Notice(
        last_day, f"{day_words(last_day)}: {words}", counted.is_late, found.notice.warning,
        str(counted.code),
    )  # fmt: skip
