"""Reading challenge sessions: which there are, which is next, and what a session shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from goldenthread.apps.cases.models import Service
from goldenthread.apps.challenge.access import leads, sits_at
from goldenthread.apps.challenge.models import EVERY_MONTHS, CriticalCase, Outlier, Rung, Session
from goldenthread.apps.people.models import Person
from goldenthread.rulebook.workdays import add_months


def session_called(uuid: UUID) -> Session:
    return get_object_or_404(Session.objects.select_related("service", "prepared_by"), uuid=uuid)


def outlier_called(uuid: UUID) -> Outlier:
    found = Outlier.objects.select_related(
        "service", "measure", "raised_in__service", "closed_in", "closed_by"
    )
    return get_object_or_404(found, uuid=uuid)


def case_called(uuid: UUID) -> CriticalCase:
    return get_object_or_404(CriticalCase.objects.select_related("service"), uuid=uuid)


@dataclass(frozen=True)
class TableShown:
    """A table of the ladder with its sessions, newest first. `next_on`: the day by which the next is due."""

    rung: str
    service: Service | None
    sessions: tuple[Session, ...]
    next_on: date | None
    open: int
    may_lead: bool

    @property
    def name(self) -> str:
        return Rung(self.rung).label + (f": {self.service}" if self.service else "")

    def is_late(self, today: date) -> bool:
        return self.next_on is not None and self.next_on < today


SHOWN = 6


def tables_for(person: Person) -> list[TableShown]:
    """The tables at which somebody sits, the director's first."""
    found = []
    for rung, service in _tables():
        key = service.pk if service else None
        if not sits_at(person, rung, key):
            continue
        sessions = tuple(Session.objects.filter(rung=rung, service=service).select_related("service")[:SHOWN])
        last = next((one for one in sessions if one.held_at), None)
        due = add_months(last.held_on, EVERY_MONTHS[Rung(rung)]) if last else None
        asked = Outlier.objects.filter(rung=rung, service=service, closed_in=None).count()
        found.append(TableShown(rung, service, sessions, due, asked, leads(person, rung, key)))
    return found


def _tables() -> Iterator[tuple[str, Service | None]]:
    yield Rung.DIRECTOR, None
    for service in Service.objects.all():
        yield Rung.SERVICES, service
        yield Rung.TEAMS, service


def session_now(outlier: Outlier) -> Session:
    """The session in which something is said of an outlier: the newest of its table."""
    newest = Session.objects.filter(rung=outlier.rung, service=outlier.service).first()
    return newest or outlier.raised_in


def cases_for(person: Person) -> QuerySet[CriticalCase]:
    """The critical cases of the services at whose tables somebody sits, those that wait first."""
    services = [one.pk for one in Service.objects.all() if sits_at(person, Rung.TEAMS, one.pk)]
    found = CriticalCase.objects.filter(service__in=services).select_related(
        "service", "raised_by", "seen_by"
    )
    return found.order_by("seen_at", "-raised_at")


def services_of(person: Person) -> QuerySet[Service]:
    """The services at whose tables somebody sits."""
    keys = [one.pk for one in Service.objects.all() if sits_at(person, Rung.TEAMS, one.pk)]
    return Service.objects.filter(pk__in=keys)
