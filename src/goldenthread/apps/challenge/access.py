"""Who sits at which table, who prepares a session, who closes what was asked, and who sees critical cases."""

from __future__ import annotations

import rules

from goldenthread.apps.cases.access import LOADERS
from goldenthread.apps.cases.models import Service, Team
from goldenthread.apps.challenge.models import Outlier, Rung, Session
from goldenthread.apps.people.access import holds, standing
from goldenthread.apps.people.models import Person, Role, Scope


def services_headed(person: Person) -> frozenset[int] | None:
    """The services that somebody is over, by row number; None for all of them."""
    stands = standing(person)
    if stands.has(Role.DIRECTOR, Role.HEAD_OF_SERVICE, *LOADERS):
        return None
    headed = {
        uuid for role, scope, uuid in stands.grants if (role, scope) == (Role.HEAD_OF_SERVICE, Scope.SERVICE)
    }
    return (
        frozenset(Service.objects.filter(uuid__in=headed).values_list("pk", flat=True))
        if headed
        else frozenset()
    )


def services_with_ones_team(person: Person) -> frozenset[int]:
    """The services of the teams that somebody manages."""
    managed = {
        uuid
        for role, scope, uuid in standing(person).grants
        if (role, scope) == (Role.TEAM_MANAGER, Scope.TEAM)
    }
    if not managed:
        return frozenset()
    return frozenset(Team.objects.filter(uuid__in=managed).values_list("service", flat=True))


def leads(person: Person, rung: str, service: int | None) -> bool:
    """Whether somebody may prepare this table and close what is asked: its head, or who makes packs."""
    headed = services_headed(person)
    return headed is None or (rung != Rung.DIRECTOR and service in headed)


def sits_at(person: Person, rung: str, service: int | None) -> bool:
    """Whether somebody sits at this table."""
    if leads(person, rung, service):
        return True
    if rung == Rung.DIRECTOR:
        return bool(services_headed(person))
    return rung == Rung.TEAMS and service in services_with_ones_team(person)


@rules.predicate
def at_the_table(person: Person, about: Session | Outlier | None) -> bool:
    return about is not None and sits_at(person, about.rung, about.service_id)


@rules.predicate
def at_its_head(person: Person, about: Session | Outlier | None) -> bool:
    return about is not None and leads(person, about.rung, about.service_id)


@rules.predicate
def heads_any(person: Person) -> bool:
    headed = services_headed(person)
    return headed is None or bool(headed)


@rules.predicate
def at_any_table(person: Person) -> bool:
    return heads_any(person) or bool(services_with_ones_team(person))


rules.add_perm("challenge.see_all", at_any_table)
rules.add_perm("challenge.see", at_the_table)
rules.add_perm("challenge.say", at_the_table)
rules.add_perm("challenge.prepare", heads_any)
rules.add_perm("challenge.lead", at_its_head)
rules.add_perm("challenge.raise_case", at_any_table)
rules.add_perm("challenge.see_cases", holds(Role.DIRECTOR) | at_any_table)
rules.add_perm("challenge.take_case", holds(Role.DIRECTOR))
