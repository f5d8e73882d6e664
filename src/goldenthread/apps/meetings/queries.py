"""Reading when bodies meet: what other rooms ask to compare one meeting with the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.shortcuts import get_object_or_404

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.meetings.models import Meeting


def meeting_called(uuid: UUID, **_slug: str) -> Meeting:
    """The meeting of this id, with its body. Raises Http404."""
    return get_object_or_404(Meeting.objects.select_related("body"), uuid=uuid)


def meetings_of(body: Body) -> QuerySet[Meeting]:
    """Every meeting of a body that was not cancelled, the oldest first."""
    return body.meetings.filter(cancelled_on=None).order_by("held_on", "starts_at", "id")


def last_before(body: Body, day: date) -> Meeting | None:
    """The last meeting of a body before a day, that day not counted. None where there was none."""
    return meetings_of(body).filter(held_on__lt=day).last()


def next_after(body: Body, day: date) -> Meeting | None:
    """The first meeting of a body after a day, that day not counted. None where none is known."""
    return meetings_of(body).filter(held_on__gt=day).first()


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to. `when`: "coming" (today counts), "past", "cancelled", or all."""

    body: Body | None = None
    when: str = ""


def meeting_list(wanted: Wanted, *, today: date) -> QuerySet[Meeting]:
    """The meetings that are wanted: those to come with the nearest first, else the newest first."""
    rows = Meeting.objects.select_related("body")
    if wanted.body:
        rows = rows.filter(body=wanted.body)
    if wanted.when == "coming":
        return rows.filter(cancelled_on=None, held_on__gte=today).order_by("held_on", "starts_at", "id")
    if wanted.when == "past":
        rows = rows.filter(cancelled_on=None, held_on__lt=today)
    elif wanted.when == "cancelled":
        rows = rows.exclude(cancelled_on=None)
    return rows.order_by("-held_on", "-starts_at", "-id")


def bodies_that_meet() -> QuerySet[Body]:
    """The bodies of which a meeting is recorded."""
    return Body.objects.filter(Exists(Meeting.objects.filter(body=OuterRef("pk")))).order_by("name")
