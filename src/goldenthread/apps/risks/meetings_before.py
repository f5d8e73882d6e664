"""Since when a register's movement is shown: the body's last meeting, or a day that was asked for."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.meetings.models import Meeting, Move

USUAL_DAYS = 90


def last_met(body: Body, before: date, known_at: datetime | None = None) -> date | None:
    """The day of the newest meeting of a body before a day, as far as was known at an instant.

    A meeting that was moved or cancelled later counts for the day that it stood on then.
    """
    if known_at is None:
        rows = Meeting.objects.filter(body=body, cancelled_on=None, held_on__lt=before)
        return rows.order_by("-held_on").values_list("held_on", flat=True).first()
    known_on = timezone.localtime(known_at).date()
    meetings = Meeting.objects.filter(body=body, recorded_at__lte=known_at)
    later = Move.objects.filter(meeting__body=body, recorded_at__gt=known_at).order_by("-recorded_at", "-id")
    first_move = dict(later.values_list("meeting_id", "before"))  # the earliest of the later ones counts
    days = [
        first_move.get(pk, held_on)
        for pk, held_on, cancelled_on in meetings.values_list("pk", "held_on", "cancelled_on")
        if cancelled_on is None or cancelled_on > known_on
    ]
    return max((day for day in days if day < before), default=None)


def since_when(
    body: Body | None, on: date, asked: date | None, known_at: datetime | None = None
) -> tuple[date, str]:
    """The day to compare with, and what it is in words."""
    if asked is not None and asked < on:
        return asked, f"{asked.day} {asked:%B %Y}"
    if body and (day := last_met(body, on, known_at)):
        return day, f"the meeting of {day.day} {day:%B %Y}"
    day = on - timedelta(days=USUAL_DAYS)
    return day, f"{day.day} {day:%B %Y}, {USUAL_DAYS} days before"
