"""Brings the minutes of a past meeting in, as a person confirmed them from a file, with their own numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction

from goldenthread.apps.agendas.models import Part
from goldenthread.apps.bodies.models import Body, Membership
from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.minutes.models import (
    Attendance,
    BodyAction,
    DueChange,
    ItemMinute,
    Minutes,
    Resolution,
)
from goldenthread.apps.minutes.numbering import letter_of, next_action_number
from goldenthread.apps.people.models import Person, Post
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.minute_numbers import MinuteNumber, parse_minute_number


@dataclass(frozen=True)
class PastHead:
    """When a past meeting was held, and where its minutes come from: a file, and words that name it.

    `signed`: they were signed on paper, so that nothing of them changes here.
    """

    held_on: date
    source: str
    starts_at: time | None = None
    ended_at: time | None = None
    place: str = ""
    title: str = ""
    chaired_by: str = ""
    file: StoredFile | None = None
    signed: bool = True


@dataclass(frozen=True)
class PastAttender:
    """Somebody as the minutes list them. `status` is one of `Attendance.Status`."""

    name: str
    status: str = Attendance.Status.PRESENT
    role: str = ""
    seat: Membership | None = None
    substitute_for_words: str = ""
    voting: bool = False


@dataclass(frozen=True)
class PastAction:
    """What a past minute asked for. `closed_on` None: it is open still, and comes back to the next agenda.

    Without a day it is undated: `due_words` are the words of time as minuted.
    """

    words: str
    owner: Post | None = None
    owner_words: str = ""
    due_on: date | None = None
    due_words: str = ""
    closed_on: date | None = None


@dataclass(frozen=True)
class PastItem:
    """A minute as printed. `printed` is its number in the file's words, empty where it has none.

    `place` is where it stands in the file: "page 3, paragraph 12". `resolutions` are in order.
    """

    title: str
    place: str
    text: str = ""
    printed: str = ""
    part: int = Part.PUBLIC
    resolutions: tuple[str, ...] = ()
    actions: tuple[PastAction, ...] = ()


@dataclass(frozen=True)
class Brought:
    """What was recorded. `not_numbered`: minutes whose printed number another minute of the body has."""

    minutes: Minutes
    not_numbered: tuple[ItemMinute, ...]


@transaction.atomic
def record_past_meeting(
    body: Body, head: PastHead, attendance: Sequence[PastAttender], items: Sequence[PastItem], *,
    today: date, by: Person | None, at: datetime,
) -> Brought:  # fmt: skip
    """The minutes of a past meeting, each minute under its printed number and with its place in the file.

    A meeting of the body on that day and hour that is recorded already is used. A number that another minute
    of the body has is kept as printed, and not given. Refused for a day to come, where there are minutes
    already, without a source, and for a minute without title or place.
    """
    if head.held_on > today:
        raise Refused("That day has not come yet.", field="held_on")
    if not head.source.strip():
        raise Refused("Say which file or paper it comes from.", field="source")
    body = Body.objects.select_for_update(of=("self",)).get(pk=body.pk)
    meeting = _meeting(body, head, at)
    if Minutes.objects.filter(meeting=meeting).exists():
        raise Refused("This meeting has minutes already.", code="twice", field="held_on")
    minutes = Minutes.objects.create(
        meeting=meeting, started_at=head.starts_at, ended_at=head.ended_at,
        chaired_by=head.chaired_by.strip(), brought_from=head.file, source=head.source.strip(),
        recorded_at=at, recorded_by=by,
    )  # fmt: skip
    _attended(minutes, attendance, by, at)
    taken = {
        MinuteNumber(number, series, letter)
        for number, series, letter in ItemMinute.objects.filter(body=body)
        .exclude(number=None)
        .values_list("number", "series", "letter")
    }
    made = [_minute(minutes, place, one, taken, at) for place, one in enumerate(items, 1)]
    actions = sum(
        _action(minute, asked, by, at)
        for minute, one in zip(made, items, strict=True)
        for asked in one.actions
    )
    state = Minutes.State.SIGNED if head.signed else Minutes.State.AGREED
    Minutes.objects.filter(pk=minutes.pk).update(state=state, agreed_at=at, agreed_by=by)
    minutes.refresh_from_db()
    missed = tuple(minute for minute in made if minute.number is None)
    record(
        "minutes.past_meeting_brought", by=by, at=at,
        on=[minutes, meeting, body, *([head.file] if head.file else [])],
        after={
            "held_on": head.held_on, "source": minutes.source, "minutes": len(made), "actions": actions,
            "not_numbered": [minute.printed for minute in missed],
        },
    )  # fmt: skip
    return Brought(minutes, missed)


def _meeting(body: Body, head: PastHead, at: datetime) -> Meeting:
    there = Meeting.objects.filter(body=body, held_on=head.held_on, cancelled_on=None)
    same = [one for one in there if head.starts_at is None or one.starts_at in (None, head.starts_at)]
    if len(same) > 1:
        raise Refused("The body met several times on that day. Say at what hour.", field="starts_at")
    if same:
        return same[0]
    return Meeting.objects.create(
        body=body, held_on=head.held_on, starts_at=head.starts_at, place=head.place.strip(),
        title=head.title.strip(), recorded_at=at,
    )  # fmt: skip


def _attended(minutes: Minutes, attendance: Sequence[PastAttender], by: Person | None, at: datetime) -> None:
    for one in attendance:
        if not one.name.strip():
            raise Refused("Somebody in the attendance has no name.", field="attendance")
    Attendance.objects.bulk_create(
        Attendance(
            minutes=minutes, status=one.status, name=one.name.strip(), role=one.role.strip(), seat=one.seat,
            substitute_for_words=one.substitute_for_words.strip()
            if one.status == Attendance.Status.SUBSTITUTE
            else "",
            voting=one.voting, recorded_at=at, recorded_by=by,
        )
        for one in attendance
    )  # fmt: skip


def _minute(
    minutes: Minutes, position: int, one: PastItem, taken: set[MinuteNumber], at: datetime
) -> ItemMinute:
    title = " ".join(one.title.split())
    if not title or not one.place.strip():
        raise Refused(
            f"The minute at place {position} needs a title and its place in the file.", field="items"
        )
    number = parse_minute_number(one.printed) if one.printed else None
    if number in taken:
        number = None
    if number:
        taken.add(number)
    minute = ItemMinute.objects.create(
        minutes=minutes, body=minutes.meeting.body, position=position, title=title[:300], part=one.part,
        number=number.number if number else None, series=number.series if number else "",
        letter=number.letter if number else "", printed=one.printed.strip(), place=one.place.strip(),
        text=one.text.strip(), saved_at=at,
    )  # fmt: skip
    for index, text in enumerate(text for text in one.resolutions if text.strip()):
        Resolution.objects.create(minute=minute, letter=letter_of(index), text=text.strip(), recorded_at=at)
    return minute


def _action(minute: ItemMinute, asked: PastAction, by: Person | None, at: datetime) -> int:
    raised_on = minute.minutes.meeting.held_on
    action = BodyAction.objects.create(
        body=minute.body, number=next_action_number(minute.body), minute=minute,
        words=" ".join(asked.words.split()), owner=asked.owner,
        owner_words="" if asked.owner else asked.owner_words.strip() or "Not said", raised_on=raised_on,
        due_on=asked.due_on, due_words=asked.due_words.strip(), restricted=minute.is_restricted,
        state=BodyAction.State.CLOSED if asked.closed_on else BodyAction.State.OPEN,
        closed_on=asked.closed_on, place=minute.place, recorded_at=at, recorded_by=by,
    )  # fmt: skip
    if asked.due_on:
        DueChange.objects.create(action=action, after=asked.due_on, recorded_at=at, recorded_by=by)
    return 1
