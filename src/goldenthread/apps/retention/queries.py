"""Reading: the schedule with what is due, checks, heads that went out, certificates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from goldenthread.apps.people.models import Person
from goldenthread.apps.retention.deleting import months_before
from goldenthread.apps.retention.kinds import Kind, all_kinds, kind_called
from goldenthread.apps.retention.models import Certificate, Deletion, HeadReader, KeepingTime


@dataclass(frozen=True)
class Scheduled:
    """A class with the time that is set for it, how many are past it, and the deletion that is asked for."""

    kind: Kind
    time: KeepingTime | None
    due: int
    asked: Deletion | None


@dataclass(frozen=True)
class WantedFile:
    """A certificate and the kind of file that it is wanted as."""

    certificate: Certificate
    suffix: str


def schedule(today: date) -> list[Scheduled]:
    """Every class. What is due is counted where a time is set."""
    times = {one.kind: one for one in KeepingTime.objects.all()}
    asked = {one.kind: one for one in Deletion.objects.filter(outcome=Deletion.Outcome.ASKED)}
    return [_scheduled(kind, times.get(kind.key), asked.get(kind.key), today) for kind in all_kinds()]


def _scheduled(kind: Kind, time: KeepingTime | None, asked: Deletion | None, today: date) -> Scheduled:
    due = len(kind.due(months_before(today, time.months))) if time else 0
    return Scheduled(kind, time, due, asked)


def kind_or_404(kind: str) -> Kind:
    """The class of this key. Raises Http404."""
    found = kind_called(kind)
    if found is None:
        raise Http404("No room keeps records of this class.")
    return found


def deletion_called(uuid: UUID) -> Deletion:
    """The deletion of this id. Raises Http404."""
    return get_object_or_404(Deletion.objects.select_related("asked_by", "decided_by"), uuid=uuid)


def reader_called(uuid: UUID) -> HeadReader:
    """Who gets the head, by this id. Raises Http404."""
    return get_object_or_404(HeadReader.objects.select_related("person"), uuid=uuid)


def certificate_file(uuid: UUID, suffix: str) -> WantedFile:
    """The certificate of this id as this kind of file. Raises Http404."""
    if suffix not in ("pdf", "json"):
        raise Http404("A certificate is made as PDF and JSON.")
    found = get_object_or_404(Certificate.objects.select_related("deletion"), uuid=uuid)
    return WantedFile(found, suffix)


def people_to_choose() -> list[Person]:
    """Those to whom the head may be sent."""
    return list(Person.objects.filter(is_active=True).order_by("name"))
