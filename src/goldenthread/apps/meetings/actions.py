"""Writes about meetings: one is added, goes to another day, is cancelled. None is deleted."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import transaction

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.meetings.models import Meeting, Move
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused


@transaction.atomic
def add_meeting(
    body: Body, *, held_on: date, starts_at: time | None = None, ends_at: time | None = None,
    place: str = "", title: str = "", by: Person | None, at: datetime,
) -> Meeting:  # fmt: skip
    """Add a meeting, of the past or to come. Refused where the body meets then, or it ends too early."""
    body = Body.objects.select_for_update(of=("self",)).get(pk=body.pk)
    _check_free(body, held_on, starts_at)
    _check_ends(starts_at, ends_at)
    says = {
        "held_on": held_on, "starts_at": starts_at, "ends_at": ends_at, "place": place.strip(),
        "title": title.strip(),
    }  # fmt: skip
    meeting = Meeting.objects.create(body=body, recorded_at=at, **says)
    record("meetings.added", by=by, at=at, on=[meeting, body], after=_written(says))
    return meeting


@transaction.atomic
def move_meeting(
    meeting: Meeting, *, held_on: date, reason: str, starts_at: time | None = None,
    ends_at: time | None = None, place: str = "", by: Person | None, at: datetime,
) -> Meeting:  # fmt: skip
    """Put a meeting on another day, or only at another time or place. Refused without a reason.

    The day that it was on stays on record. Refused too where nothing changes, where it is cancelled, and
    where the body meets at that time already.
    """
    meeting, reason = _locked(meeting), reason.strip()
    if not reason:
        raise Refused("Say why the meeting moves.", field="reason")
    _check_ends(starts_at, ends_at)
    says = {"held_on": held_on, "starts_at": starts_at, "ends_at": ends_at, "place": place.strip()}
    before = {name: getattr(meeting, name) for name in says}
    if says == before:
        raise Refused("Nothing changes: it is on this day, at this time and place, already.", field="held_on")
    _check_free(meeting.body, held_on, starts_at, but=meeting)
    if held_on != meeting.held_on:
        Move.objects.create(
            meeting=meeting, before=meeting.held_on, after=held_on, reason=reason, recorded_at=at,
            recorded_by=by,
        )  # fmt: skip
    for name, value in says.items():
        setattr(meeting, name, value)
    meeting.sequence, meeting.changed_at = meeting.sequence + 1, at
    meeting.save(update_fields=[*says, "sequence", "changed_at"])
    record(
        "meetings.moved", by=by, at=at, on=[meeting, meeting.body], before=_written(before),
        after=_written(says), why=reason,
    )  # fmt: skip
    return meeting


@transaction.atomic
def cancel_meeting(
    meeting: Meeting, *, cancelled_on: date, reason: str, by: Person | None, at: datetime
) -> Meeting:
    """Say that a meeting is not held. Refused without a reason, and where it is cancelled already."""
    meeting, reason = _locked(meeting), reason.strip()
    if not reason:
        raise Refused("Say why the meeting is cancelled.", field="reason")
    meeting.cancelled_on, meeting.cancelled_reason = cancelled_on, reason
    meeting.sequence, meeting.changed_at = meeting.sequence + 1, at
    meeting.save(update_fields=["cancelled_on", "cancelled_reason", "sequence", "changed_at"])
    record(
        "meetings.cancelled", by=by, at=at, on=[meeting, meeting.body], why=reason,
        before={"held_on": meeting.held_on}, after={"cancelled_on": cancelled_on},
    )  # fmt: skip
    return meeting


def _locked(meeting: Meeting) -> Meeting:
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)
    if meeting.is_cancelled:
        raise Refused("This meeting is cancelled. Add a new one in its place.", code="cancelled")
    return meeting


def _check_free(body: Body, held_on: date, starts_at: time | None, but: Meeting | None = None) -> None:
    meetings = Meeting.objects.filter(body=body, held_on=held_on, starts_at=starts_at, cancelled_on=None)
    if meetings.exclude(pk=but.pk if but else None).exists():
        raise Refused(f"The {body} meets at that time already.", field="held_on")


def _check_ends(starts_at: time | None, ends_at: time | None) -> None:
    if ends_at is None:
        return
    if starts_at is None:
        raise Refused("Say when the meeting starts, as it ends at a time.", field="starts_at")
    if ends_at <= starts_at:
        raise Refused("The meeting ends before it starts.", field="ends_at")


def _written(says: dict[str, object]) -> dict[str, object]:
    """As the ledger writes it: a time of day as text."""
    return {name: f"{value:%H:%M}" if isinstance(value, time) else value for name, value in says.items()}
