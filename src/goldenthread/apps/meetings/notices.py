"""By when the agenda of each meeting to come has to be public, and whether it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from goldenthread.apps.bodies.models import Body, NoticeLaw
from goldenthread.apps.meetings.counting import counting_chosen
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.meetings.publication import first_published
from goldenthread.rulebook.notices import (
    Countdown,
    Counting,
    Law,
    Notice,
    countdown,
    day_off,
    is_in_time,
    notice_of,
)
from goldenthread.rulebook.workdays import BeyondCalendar

# A meeting is listed until it was held; notices of meetings further off are not yet anybody's worry.
AHEAD = timedelta(days=120)


def law_of(body: Body) -> Law | None:
    """Under which law the notices of a body stand; None where the law asks none of it."""
    if body.notice_law == NoticeLaw.NONE:
        return None
    if body.notice_law:
        return Law(body.notice_law)
    if not body.in_public:
        return None
    return Law.EXECUTIVE if body.kind.casefold() in {"executive", "cabinet"} else Law.COUNCIL


@dataclass(frozen=True)
class MeetingNotice:
    """A meeting with its last day for publication. `left` is None once its agenda was published."""

    meeting: Meeting
    notice: Notice
    left: Countdown | None
    published_at: datetime | None
    in_time: bool | None

    @property
    def called_late(self) -> bool:
        """Whether it was called when its last day had passed: the agenda is public from then on."""
        called = timezone.localtime(self.meeting.recorded_at).date()
        return self.notice.last_day < called <= self.meeting.held_on

    @property
    def day_off(self) -> str:
        """What keeps people away on its day, in words."""
        return day_off(self.meeting.held_on)


def notices_for(meetings: Sequence[Meeting], now: datetime) -> list[MeetingNotice]:
    """The notices of meetings whose body gives any, in their order. `now` is an instant. Two queries."""
    counting = counting_chosen()
    published = first_published([meeting.pk for meeting in meetings])
    made = (_notice(one, counting, published.get(one.pk), now) for one in meetings)
    return [one for one in made if one is not None]


def notice_for(meeting: Meeting, now: datetime) -> MeetingNotice | None:
    """The notice of one meeting; None where the law asks none of its body."""
    return next(iter(notices_for([meeting], now)), None)


def notices_coming(today: date, now: datetime, body: Body | None = None) -> list[MeetingNotice]:
    """The notices of the meetings of the next four months, the earliest last day first."""
    coming = Meeting.objects.select_related("body").filter(
        cancelled_on=None, held_on__gte=today, held_on__lte=today + AHEAD
    )
    if body is not None:
        coming = coming.filter(body=body)
    return _by_last_day(notices_for(list(coming), now))


def _by_last_day(found: Iterable[MeetingNotice]) -> list[MeetingNotice]:
    return sorted(found, key=lambda one: (one.notice.last_day, one.meeting.held_on, one.meeting.pk))


def _notice(
    meeting: Meeting, counting: Counting, published_at: datetime | None, now: datetime
) -> MeetingNotice | None:
    law = law_of(meeting.body)
    if law is None or meeting.is_cancelled:
        return None
    try:
        notice = notice_of(meeting.held_on, law, counting)
    except BeyondCalendar:
        return None
    if published_at is not None:
        in_time = is_in_time(timezone.localtime(published_at), notice)
        return MeetingNotice(meeting, notice, None, published_at, in_time)
    return MeetingNotice(meeting, notice, countdown(notice, timezone.localtime(now)), None, None)
