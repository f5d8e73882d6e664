"""Writes about minutes as a whole: begun from the agenda, agreed, opened again, signed."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Max

from goldenthread.apps.agendas.models import Item, Part
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.minutes.models import ItemMinute, Minutes, OtherText
from goldenthread.apps.minutes.numbering import next_minute_number
from goldenthread.apps.minutes.refusing import SIGNED, locked, locked_draft
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.changes import day_words
from goldenthread.apps.trail.heads import current
from goldenthread.apps.trail.refusals import Refused

HEAD = ("head_position", "head_digest", "head_on")


@transaction.atomic
def begin(meeting: Meeting, *, by: Person | None, at: datetime) -> Minutes:
    """The minutes of a meeting, with a numbered minute for each item of its agenda. Twice is once.

    An item that came to the agenda since gets the next number. Refused for a meeting that is cancelled.
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)
    if meeting.is_cancelled:
        raise Refused("This meeting is cancelled, so there is nothing to minute.", code="cancelled")
    minutes = Minutes.objects.filter(meeting=meeting).first()
    if minutes is None:
        minutes = Minutes.objects.create(
            meeting=meeting, started_at=meeting.starts_at, recorded_at=at, recorded_by=by
        )
        record("minutes.begun", by=by, at=at, on=[minutes, meeting, meeting.body])
    elif not minutes.is_draft:
        return minutes
    items = Item.objects.filter(agenda__meeting=meeting, position__isnull=False, item_minute=None)
    for item in items.order_by("position"):
        _add(minutes, title=item.title, item=item, part=item.part, by=by, at=at)
    return minutes


@transaction.atomic
def add_minute(
    minutes: Minutes, *, title: str, part: int = Part.PUBLIC, by: Person, at: datetime
) -> ItemMinute:
    """A minute of business that was on no agenda. Refused without a title, and once they are agreed."""
    minutes, title = locked_draft(minutes), " ".join(title.split())
    if not title:
        raise Refused("Say what it was about.", field="title")
    return _add(minutes, title=title, part=part, by=by, at=at)


def _add(
    minutes: Minutes, *, title: str, item: Item | None = None, part: int, by: Person | None, at: datetime
) -> ItemMinute:
    body = minutes.meeting.body
    number = next_minute_number(body)
    last = minutes.item_minutes.aggregate(Max("position"))["position__max"] or 0
    minute = ItemMinute.objects.create(
        minutes=minutes, body=body, item=item, position=last + 1, title=title, part=part,
        series=number.series, number=number.number, letter=number.letter,
    )  # fmt: skip
    record(
        "minutes.minute_numbered", by=by, at=at, on=[minute, minutes, minutes.meeting],
        after={"number": str(number), "title": title},
    )  # fmt: skip
    return minute


@transaction.atomic
def say_hours(
    minutes: Minutes, *, chaired_by: str, started_at: time | None, ended_at: time | None, by: Person,
    at: datetime,
) -> Minutes:  # fmt: skip
    """Who took the chair, and when the meeting opened and closed. Refused where it ends first."""
    minutes = locked_draft(minutes)
    if started_at and ended_at and ended_at <= started_at:
        raise Refused("The meeting closed before it opened.", field="ended_at")
    says = {"chaired_by": chaired_by.strip(), "started_at": started_at, "ended_at": ended_at}
    for name, value in says.items():
        setattr(minutes, name, value)
    minutes.version += 1
    minutes.save(update_fields=[*says, "version"])
    record("minutes.hours_said", by=by, at=at, on=[minutes, minutes.meeting], after=_written(says))
    return minutes


@transaction.atomic
def agree(minutes: Minutes, *, version: int, by: Person, at: datetime, today: date) -> Minutes:
    """Say that the draft is right: it is circulated as agreed, and no longer typed into.

    Refused before the meeting was held, where another text of a minute waits to be settled, where nobody is
    recorded as present, and where somebody changed something since `version`.
    """
    minutes = locked_draft(minutes)
    _check_version(minutes, version)
    if minutes.meeting.held_on > today:
        raise Refused(f"The meeting is on {day_words(minutes.meeting.held_on)}. Agree its minutes after it.")
    waiting = OtherText.objects.filter(minute__minutes=minutes, settled_at=None).select_related("minute")
    if waiting:
        labels = ", ".join(sorted({one.minute.label for one in waiting}))
        raise Refused(f"Two texts of minute {labels} wait to be put together. Settle them first.")
    if not minutes.attendances.filter(status__in=("present", "substitute"), removed_reason="").exists():
        raise Refused("Nobody is recorded as present. Record the attendance first.")
    minutes.state, minutes.agreed_at, minutes.agreed_by = Minutes.State.AGREED, at, by
    minutes.version += 1
    _hold_head(minutes, today)
    minutes.save(update_fields=["state", "agreed_at", "agreed_by", "version", *HEAD])
    record("minutes.agreed", by=by, at=at, on=[minutes, minutes.meeting, minutes.meeting.body])
    return minutes


@transaction.atomic
def open_again(minutes: Minutes, *, reason: str, by: Person, at: datetime) -> Minutes:
    """Agreed minutes become a draft again. Refused without a reason, for a draft, and once signed."""
    minutes, reason = locked(minutes), reason.strip()
    if minutes.is_signed:
        raise Refused(SIGNED, code="signed")
    if minutes.is_draft:
        raise Refused("These minutes are a draft already.")
    if not reason:
        raise Refused("Say why they are opened again.", field="reason")
    minutes.state, minutes.agreed_at, minutes.agreed_by = Minutes.State.DRAFT, None, None
    minutes.version += 1
    minutes.save(update_fields=["state", "agreed_at", "agreed_by", "version"])
    record("minutes.opened_again", by=by, at=at, on=[minutes, minutes.meeting], why=reason)
    return minutes


@transaction.atomic
def sign(
    minutes: Minutes, *, at_meeting: Meeting, signed_by: str, version: int, by: Person | None, at: datetime,
    today: date,
) -> Minutes:  # fmt: skip
    """The chair of a later meeting of the same body signed them. Nothing of them changes afterwards.

    Refused unless they are agreed; for a meeting of another body, an earlier, a cancelled one or one to
    come; and without who signed.
    """
    minutes, signed_by = locked(minutes), signed_by.strip()
    if minutes.is_signed:
        raise Refused(SIGNED, code="signed")
    if minutes.is_draft:
        raise Refused("Only agreed minutes are signed. Agree them first.", code="draft")
    _check_version(minutes, version)
    held = minutes.meeting
    if at_meeting.body_id != held.body_id or at_meeting.pk == held.pk or at_meeting.held_on < held.held_on:
        raise Refused(f"They are signed at a later meeting of the {held.body}.", field="at_meeting")
    if at_meeting.is_cancelled or at_meeting.held_on > today:
        raise Refused("That meeting was not held yet, or is cancelled.", field="at_meeting")
    if not signed_by:
        raise Refused("Say who took the chair and signed.", field="signed_by")
    minutes.state, minutes.signed_at, minutes.signed_by = Minutes.State.SIGNED, at_meeting, signed_by
    minutes.signed_recorded_at = at
    minutes.version += 1
    _hold_head(minutes, today)
    minutes.save(update_fields=["state", "signed_at", "signed_by", "signed_recorded_at", "version", *HEAD])
    record(
        "minutes.signed", by=by, at=at, on=[minutes, held, at_meeting, held.body],
        after={"signed_by": signed_by, "at": at_meeting.held_on},
    )  # fmt: skip
    return minutes


def _hold_head(minutes: Minutes, today: date) -> None:
    """The head of the chain as it stands: printed in minutes, it shows whether the chain was cut since."""
    head = current(today)
    if head is not None:
        minutes.head_position, minutes.head_digest, minutes.head_on = head.position, head.digest, head.on


def _check_version(minutes: Minutes, version: int) -> None:
    if minutes.version != version:
        raise Refused(
            "Somebody changed these minutes while you were reading. Read them again, then go on.",
            code="stale",
        )


def _written(says: dict[str, object]) -> dict[str, object]:
    """As the ledger writes it: a time of day as text."""
    return {name: f"{value:%H:%M}" if isinstance(value, time) else value for name, value in says.items()}
