"""The numbers of a body's minutes: given one after another, under a lock, and never twice."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.minutes.models import BodyAction, ItemMinute, Numbering
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.minute_numbers import LARGEST, MinuteNumber, next_number


def next_minute_number(body: Body) -> MinuteNumber:
    """The number that the body's next minute takes (MIN-1). Locks the body until the transaction ends.

    Where nobody said how the body numbers, it goes on in the series of its newest numbered minute.
    """
    Body.objects.select_for_update().get(pk=body.pk)
    numbering = Numbering.objects.filter(body=body).first()
    series = numbering.series if numbering else _newest_series(body)
    given = ItemMinute.objects.filter(body=body, series=series).aggregate(Max("number"))["number__max"] or 0
    first = numbering.first if numbering else 1
    return MinuteNumber(max(next_number([given]), first), series)


def next_action_number(body: Body) -> int:
    """The number of the body's next action. Locks the body until the transaction ends."""
    Body.objects.select_for_update().get(pk=body.pk)
    given = BodyAction.objects.filter(body=body).aggregate(Max("number"))["number__max"] or 0
    return next_number([given])


def letter_of(place: int) -> str:
    """The letter of a resolution by its place from nought on: a, b … z, aa, ab …"""
    first, last = divmod(place, 26)
    return (chr(96 + first) if first else "") + chr(97 + last)


@transaction.atomic
def number_from(body: Body, *, first: int, series: str = "", by: Person | None, at: datetime) -> Numbering:
    """Say how a body numbers its minutes from now on: a series, and the first number in it.

    Refused for a number that a minute of the series has, or that lies below one.
    """
    Body.objects.select_for_update().get(pk=body.pk)
    series = series.strip()
    given = ItemMinute.objects.filter(body=body, series=series).aggregate(Max("number"))["number__max"] or 0
    if not 1 <= first <= LARGEST:
        raise Refused(f"Write a whole number from 1 to {LARGEST}.", field="first")
    if first <= given:
        words = (
            f"Minute {MinuteNumber(given, series)} was given already, so the next is {given + 1} or higher."
        )
        raise Refused(words, field="first")
    numbering, _ = Numbering.objects.update_or_create(body=body, defaults={"series": series, "first": first})
    record(
        "minutes.numbered_from", by=by, at=at, on=[numbering, body], after={"series": series, "first": first}
    )
    return numbering


def _newest_series(body: Body) -> str:
    newest = ItemMinute.objects.filter(body=body).exclude(number=None)
    newest = newest.order_by("-minutes__meeting__held_on", "-minutes__meeting__id", "-position")
    return newest.values_list("series", flat=True).first() or ""
