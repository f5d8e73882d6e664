"""Writes about who was at a meeting: attendance, hours, declarations; and the quorum that follows from it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django.db import transaction

from goldenthread.apps.agendas.models import Item
from goldenthread.apps.bodies import queries as bodies
from goldenthread.apps.bodies.models import Membership
from goldenthread.apps.minutes.models import Attendance, Declaration, Minutes
from goldenthread.apps.minutes.refusing import locked_draft
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.deciding import Attender, Capacity, Quorum, quorum_at

Status = Attendance.Status


@transaction.atomic
def attend(
    minutes: Minutes, status: Status | str, *, by: Person | None, at: datetime, name: str = "",
    seat: Membership | None = None, substitute_for: Membership | None = None,
    substitute_for_words: str = "", role: str = "", voting: bool | None = None, came: time | None = None,
    left: time | None = None,
) -> Attendance:  # fmt: skip
    """Record that somebody was there, sent apologies, or was missed. A member is named by their seat.

    A seat that is recorded already is changed. A substitute votes as the seat does that they fill; somebody
    in attendance does not. `voting` says it where no seat does. Refused for a seat of another body, a second
    substitute for one seat, a name that is there already, and hours that end before they begin.
    """
    minutes = locked_draft(minutes)
    says = _said(minutes, Status(status), name, seat, substitute_for, substitute_for_words, voting)
    says |= {"role": role.strip(), "came": came, "left": left}
    _check(minutes, says, came, left)
    there = minutes.attendances.filter(removed_reason="", seat=seat).first() if seat else None
    before = _written(there) if there else {}
    if there is None:
        there = Attendance(minutes=minutes, recorded_at=at)
    else:
        there.version += 1
    for field, value in says.items():
        setattr(there, field, value)
    there.recorded_by = by
    there.save()
    record(
        "minutes.attendance_recorded", by=by, at=at, on=[there, minutes, minutes.meeting], before=before,
        after=_written(there),
    )  # fmt: skip
    return there


def _said(
    minutes: Minutes, status: Status, name: str, seat: Membership | None,
    substitute_for: Membership | None, substitute_for_words: str, voting: bool | None,
) -> dict[str, Any]:  # fmt: skip
    for one in (seat, substitute_for):
        if one is not None and one.body_id != minutes.meeting.body_id:
            raise Refused(f"That seat is not one of the {minutes.meeting.body}.", field="seat")
    name = name.strip() or (str(seat.person or seat.post) if seat else "")
    if not name:
        raise Refused("Say who it is.", field="name")
    if status == Status.SUBSTITUTE and substitute_for is None and not substitute_for_words.strip():
        raise Refused("Say for whom they substitute.", field="substitute_for")
    if status != Status.SUBSTITUTE and (substitute_for or substitute_for_words.strip()):
        raise Refused("Only a substitute stands in for a member.", field="substitute_for")
    filled = substitute_for if status == Status.SUBSTITUTE else seat
    votes = filled.voting if filled else bool(voting)
    return {
        "status": status, "name": name, "seat": seat, "substitute_for": substitute_for,
        "substitute_for_words": substitute_for_words.strip(),
        "voting": votes and status != Status.IN_ATTENDANCE,
    }  # fmt: skip


def _check(minutes: Minutes, says: dict[str, Any], came: time | None, left: time | None) -> None:
    if came and left and left <= came:
        raise Refused("They left before they came.", field="left")
    if (came or left) and says["status"] not in Attendance.IN_THE_ROOM:
        raise Refused("Somebody who was not there neither came nor left.", field="came")
    others = minutes.attendances.filter(removed_reason="")
    if says["seat"]:
        others = others.exclude(seat=says["seat"])
    if says["substitute_for"] and others.filter(substitute_for=says["substitute_for"]).exists():
        raise Refused("Somebody substitutes for that member already.", field="substitute_for")
    if not says["seat"] and others.filter(name__iexact=says["name"]).exists():
        raise Refused(f"{says['name']} is recorded already.", field="name")


@transaction.atomic
def remove(attendance: Attendance, *, reason: str, by: Person, at: datetime) -> Attendance:
    """Take back an attendance that was recorded by mistake. Refused without a reason, or where they voted."""
    minutes, reason = locked_draft(attendance.minutes), reason.strip()
    attendance = Attendance.objects.select_for_update().get(pk=attendance.pk)
    if attendance.removed_reason:
        raise Refused("It was taken back already.")
    if not reason:
        raise Refused("Say why it is taken back.", field="reason")
    if attendance.votes.filter(resolution__letter__isnull=False).exists():
        raise Refused(f"{attendance} is recorded as having voted.")
    attendance.removed_reason = reason
    attendance.version += 1
    attendance.save(update_fields=["removed_reason", "version"])
    attendance.declarations.filter(taken_back="").update(taken_back=reason)
    record(
        "minutes.attendance_taken_back", by=by, at=at, on=[attendance, minutes], before=_written(attendance),
        why=reason,
    )  # fmt: skip
    return attendance


@transaction.atomic
def declare(
    attendance: Attendance, *, kind: Declaration.Kind | str, words: str, item: Item | None = None,
    left_room: bool = False, by: Person | None, at: datetime,
) -> Declaration:  # fmt: skip
    """Record an interest or a party whip. `left_room`: they left for the item and do not count at it.

    Refused without words, for somebody who was not there, for an item of another meeting, and for leaving
    without an item.
    """
    minutes, words = locked_draft(attendance.minutes), words.strip()
    if not words:
        raise Refused("Say what was declared.", field="words")
    if not attendance.is_in_the_room or attendance.removed_reason:
        raise Refused(f"{attendance} was not at the meeting.", field="attendance")
    if item is not None and item.agenda.meeting_id != minutes.meeting_id:
        raise Refused("That item is of another meeting.", field="item")
    if left_room and item is None:
        raise Refused("Say for which item they left the room.", field="item")
    made = Declaration.objects.create(
        attendance=attendance, kind=kind, words=words, item=item, left_room=left_room, recorded_at=at,
        recorded_by=by,
    )  # fmt: skip
    record("minutes.interest_declared", by=by, at=at, on=[made, attendance, minutes], after={
        "kind": made.get_kind_display(), "words": words, "item": str(item or ""), "left_room": left_room,
    })  # fmt: skip
    return made


@transaction.atomic
def take_back(declaration: Declaration, *, reason: str, by: Person, at: datetime) -> Declaration:
    """Take back a declaration that was recorded by mistake. Refused without a reason."""
    minutes, reason = locked_draft(declaration.attendance.minutes), reason.strip()
    declaration = Declaration.objects.select_for_update().get(pk=declaration.pk)
    if declaration.taken_back:
        raise Refused("It was taken back already.")
    if not reason:
        raise Refused("Say why it is taken back.", field="reason")
    declaration.taken_back = reason
    declaration.save(update_fields=["taken_back"])
    record("minutes.declaration_taken_back", by=by, at=at, on=[declaration, minutes], why=reason)
    return declaration


def quorum_of(minutes: Minutes, *, at: time | None = None, item: Item | None = None) -> Quorum:
    """The quorum at a decision on an item at an hour (DEC-1 to DEC-5), from who was in the room."""
    needed = needed_by(minutes)
    return quorum_at(attenders_of(minutes), needed, at=at, item=item.pk if item else None)


def needed_by(minutes: Minutes) -> int | None:
    """How many voting members a decision of this meeting needs. None: no quorum is set."""
    return bodies.quorum_of(minutes.meeting.body, minutes.meeting.held_on)


def attenders_of(minutes: Minutes) -> list[Attender]:
    """Those who were in the room, as the rulebook counts them. Two queries."""
    there = minutes.attendances.filter(removed_reason="", status__in=Attendance.IN_THE_ROOM)
    left: dict[int, set[int]] = {}
    declared = Declaration.objects.filter(attendance__in=there, left_room=True, taken_back="")
    for attendance, item in declared.values_list("attendance_id", "item_id"):
        left.setdefault(attendance, set()).add(item)
    return [_attender(one, left.get(one.pk, ())) for one in there]


def _attender(one: Attendance, left_for: Iterable[object]) -> Attender:
    capacity = {
        Status.PRESENT: Capacity.MEMBER, Status.SUBSTITUTE: Capacity.SUBSTITUTE,
    }.get(Status(one.status), Capacity.IN_ATTENDANCE)  # fmt: skip
    seat = one.substitute_for_id if capacity is Capacity.SUBSTITUTE else one.seat_id
    return Attender(one.name, capacity, one.voting, seat, one.came, one.left, frozenset(left_for))


def seats_of(minutes: Minutes) -> list[Membership]:
    """The seats that were held on the meeting's day, substitutes' left out."""
    return list(bodies.members_of(minutes.meeting.body, minutes.meeting.held_on))


def _written(one: Attendance) -> dict[str, object]:
    return {
        "status": Status(one.status).label, "name": one.name, "voting": one.voting,
        "substitute_for": str(one.substitute_for or one.substitute_for_words),
        "came": f"{one.came:%H:%M}" if one.came else "", "left": f"{one.left:%H:%M}" if one.left else "",
    }  # fmt: skip
