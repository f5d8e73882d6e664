"""Reading services, teams and how case systems write their names."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from goldenthread.apps.cases.access import Sight
from goldenthread.apps.cases.models import Service, Team, TeamSpelling
from goldenthread.apps.people.models import Grant, Role, Scope
from goldenthread.apps.people.queries import in_force

_ALIKE = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\xa0": " "})


def same_team(written: str) -> str:
    """What two ways of writing a team's name have in common, whatever their capitals and quotes."""
    return " ".join(written.translate(_ALIKE).casefold().split())


def services() -> QuerySet[Service]:
    return Service.objects.prefetch_related("teams__spellings")


def service_called(uuid: UUID) -> Service:
    return get_object_or_404(Service, uuid=uuid)


def team_called(uuid: UUID) -> Team:
    return get_object_or_404(Team.objects.select_related("service"), uuid=uuid)


def spelling_called(uuid: UUID) -> TeamSpelling:
    return get_object_or_404(TeamSpelling.objects.select_related("team__service"), uuid=uuid)


def teams_by_spelling() -> dict[str, Team]:
    """Every way of writing a team's name, as `same_team` gives it, with its team. Its own name is one."""
    known = {same_team(team.name): team for team in Team.objects.select_related("service")}
    spellings = TeamSpelling.objects.select_related("team__service")
    return known | {spelling.same: spelling.team for spelling in spellings}


def teams_seen(sight: Sight) -> QuerySet[Team]:
    """The teams whose cases a sight takes in, by service and name."""
    teams = Team.objects.select_related("service").order_by("service__name", "name")
    return teams if sight.everything else teams.filter(pk__in=sight.teams)


def scopes() -> list[tuple[str, str]]:
    """What a role may be over: each service and each team, as a scope with its id, and in words."""
    teams = Team.objects.select_related("service").order_by("service__name", "name")
    return [
        *((f"{Scope.SERVICE} {service.uuid}", f"Service: {service}") for service in Service.objects.all()),
        *((f"{Scope.TEAM} {team.uuid}", f"Team: {team}, {team.service}") for team in teams),
    ]


def people_over(team: Team, today: date) -> list[Grant]:
    """Who sees the team's cases on a day because of a role over it or over its service."""
    over = Q(role=Role.TEAM_MANAGER, scope=Scope.TEAM, scope_uuid=team.uuid)
    over |= Q(role=Role.HEAD_OF_SERVICE, scope=Scope.SERVICE, scope_uuid=team.service.uuid)
    return list(Grant.objects.filter(in_force(today), over).select_related("person").order_by("role"))
