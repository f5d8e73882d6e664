"""Writes about seats: a member takes one, leaves it, hands it over, or sits for another's."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from goldenthread.apps.bodies.models import Body, Membership
from goldenthread.apps.people.models import Person, Post
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.changes import day_words
from goldenthread.apps.trail.refusals import Refused


@transaction.atomic
def seat_member(
    body: Body, post: Post, *, starts: date, ends: date | None = None, capacity: str = "", seat: str = "",
    person: Person | None = None, substitute_for: Membership | None = None, voting: bool = True,
    by: Person | None, at: datetime,
) -> Membership:  # fmt: skip
    """A post takes a seat from a day on, or sits for another's seat when that one is away.

    Refused where it has one in that time, where somebody sits in a seat of that name, where the seat that it
    substitutes for is another body's, a substitute's or not held then, and where it ends before it starts.
    """
    if ends is not None and ends <= starts:
        raise Refused("The seat ends before it starts.", field="ends")
    body, seat = Body.objects.select_for_update().get(pk=body.pk), " ".join(seat.split())
    there = Membership.objects.filter(_meets(starts, ends), body=body).select_related("post", "person")
    if substitute_for is not None:
        _check_substitutes(substitute_for, body, starts, ends)
        same = there.filter(post=post, person=person, substitute_for=substitute_for)
        if same.exists():
            raise Refused(f"{person or post} substitutes for this seat in that time already.", field="post")
    else:
        for taken in there.filter(substitute_for=None):
            if taken.post_id == post.pk and (not taken.person_id or not person or taken.person == person):
                raise Refused(f"{taken.person or post} has a seat on {body} in that time.", field="post")
            if seat and taken.seat.lower() == seat.lower():
                raise Refused(
                    f"{taken.person or taken.post} sits in the seat “{taken.seat}” {_span(taken)}. End that, "
                    "or hand the seat over.", field="seat",
                )  # fmt: skip
    made = Membership.objects.create(
        body=body, post=post, person=person, starts=starts, ends=ends, capacity=capacity.strip(), seat=seat,
        substitute_for=substitute_for, voting=voting,
    )  # fmt: skip
    record("bodies.member_seated", by=by, at=at, on=_those(made), after={
        "post": post.title, "person": str(person or ""), "capacity": made.capacity, "seat": seat,
        "substitute_for": str(substitute_for.post) if substitute_for else "", "voting": voting,
        "starts": starts, "ends": ends,
    })  # fmt: skip
    return made


@transaction.atomic
def end_seat(
    seat: Membership, *, ends: date, reason: str = "", by: Person | None, at: datetime
) -> Membership:
    """A member has no seat from a day on, and whoever substitutes for it none either.

    Refused where it ended by then already, and for a day on or before the one on which it began.
    """
    seat = _locked(seat)
    _end(seat, ends, reason)
    for substitute in (
        Membership.objects.select_for_update()
        .filter(substitute_for=seat)
        .filter(Q(ends=None) | Q(ends__gt=ends))
    ):
        # One that was to begin later never sits: it lasts for the day on which it would have begun.
        substitute.ends = max(ends, date.fromordinal(substitute.starts.toordinal() + 1))
        substitute.ended_because = "The seat ended"
        substitute.save(update_fields=["ends", "ended_because"])
    record("bodies.seat_ended", by=by, at=at, on=_those(seat), before={"ends": None}, why=reason.strip(),
           after={"post": seat.post.title, "seat": seat.seat, "ends": ends})  # fmt: skip
    return seat


@transaction.atomic
def hand_over_seat(
    seat: Membership, post: Post, *, on: date, person: Person | None = None, reason: str = "",
    by: Person | None, at: datetime,
) -> Membership:  # fmt: skip
    """Another member sits in a seat from a day on, in the same role and with the same vote. The new seat.

    Its substitutes end with it: who may sit for the new member is for that member to say.
    """
    ended = end_seat(seat, ends=on, reason=reason, by=by, at=at)
    return seat_member(
        ended.body, post, person=person, starts=on, capacity=ended.capacity, seat=ended.seat,
        voting=ended.voting, by=by, at=at,
    )  # fmt: skip


def _locked(seat: Membership) -> Membership:
    body = Body.objects.select_for_update().get(pk=seat.body_id)
    seat = (
        Membership.objects.select_for_update(of=("self",))
        .select_related("post", "person", "body")
        .get(pk=seat.pk)
    )
    seat.body = body
    return seat


def _end(seat: Membership, ends: date, reason: str) -> None:
    if seat.ends is not None and seat.ends <= ends:
        raise Refused(f"This seat ended on {day_words(seat.ends)} already.", code="ended")
    if ends <= seat.starts:
        raise Refused(f"The seat began on {day_words(seat.starts)}. Choose a later day.", field="ends")
    seat.ends, seat.ended_because = ends, reason.strip()
    seat.save(update_fields=["ends", "ended_because"])


def _check_substitutes(seat: Membership, body: Body, starts: date, ends: date | None) -> None:
    if seat.body_id != body.pk:
        raise Refused(f"That seat is not one of {body}.", field="substitute_for")
    if seat.substitute_for_id is not None:
        raise Refused("A substitute cannot have a substitute.", field="substitute_for")
    if seat.starts > starts or (seat.ends is not None and (ends is None or ends > seat.ends)):
        raise Refused(
            f"{seat.person or seat.post} has that seat {_span(seat)}. The substitute’s days lie outside.",
            field="starts",
        )


def _meets(starts: date, ends: date | None) -> Q:
    """Seats held on some day of a span."""
    still = Q(ends=None) | Q(ends__gt=starts)
    return still if ends is None else still & Q(starts__lt=ends)


def _span(seat: Membership) -> str:
    until = f" until {day_words(seat.ends)}" if seat.ends else ""
    return f"from {day_words(seat.starts)}{until}"


def _those(seat: Membership) -> list[Body | Post | Membership]:
    return [seat.body, seat.post, seat]
