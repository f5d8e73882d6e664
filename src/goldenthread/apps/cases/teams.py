"""Writes about services, teams and how their names are written in case data."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from goldenthread.apps.cases.models import Service, Team, TeamSpelling
from goldenthread.apps.cases.queries import same_team
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused

STALE = "Somebody changed this while you were writing."


@transaction.atomic
def add_service(name: str, *, by: Person | None, at: datetime) -> Service:
    """Add a service. Raises Refused without a name, and for one that is there."""
    name = _service_name(name)
    service = Service.objects.create(name=name)
    record("cases.service_added", by=by, at=at, on=service, after={"name": name})
    return service


@transaction.atomic
def rename_service(service: Service, name: str, *, version: int, by: Person | None, at: datetime) -> Service:
    """Give a service another name. Raises Refused as `add_service`, and when it is stale."""
    service = Service.objects.select_for_update().get(pk=service.pk)
    if service.version != version:
        raise Refused(STALE, code="stale")
    before, service.name = service.name, _service_name(name, but=service)
    service.version += 1
    service.save()
    record("cases.service_renamed", by=by, at=at, on=service, before={"name": before},
           after={"name": service.name})  # fmt: skip
    return service


@transaction.atomic
def add_team(service: Service, name: str, *, by: Person | None, at: datetime) -> Team:
    """Add a team to a service. Raises Refused without a name, and for one that another team goes by."""
    team = Team.objects.create(service=service, name=_team_name(name))
    record("cases.team_added", by=by, at=at, on=[team, service], after={
        "name": team.name, "service": service.name,
    })  # fmt: skip
    return team


@transaction.atomic
def revise_team(
    team: Team, *, name: str, service: Service, closed_on: date | None, version: int, by: Person | None,
    at: datetime,
) -> Team:  # fmt: skip
    """Change a team's name or service, or say when it closed. Raises Refused as `add_team`, and when stale.

    Its old name stays a way of writing it, so that earlier case data still finds it.
    """
    team = Team.objects.select_for_update(of=("self",)).select_related("service").get(pk=team.pk)
    if team.version != version:
        raise Refused(STALE, code="stale")
    before = _plain(team)
    old, team.name = team.name, _team_name(name, but=team)
    team.service, team.closed_on, team.version = service, closed_on, team.version + 1
    team.save()
    if same_team(old) != same_team(team.name):
        TeamSpelling.objects.get_or_create(same=same_team(old), defaults={"written": old, "team": team})
    record("cases.team_revised", by=by, at=at, on=[team, service], before=before, after=_plain(team))
    return team


@transaction.atomic
def give_spelling(team: Team, written: str, *, by: Person | None, at: datetime) -> TeamSpelling:
    """Say that case data means this team by a name. One that meant another team means this one from now on.

    Raises Refused for nothing, and for the name of another team.
    """
    written = " ".join(written.split())
    same = same_team(written)
    if not same:
        raise Refused("Enter the name as case data writes it.", field="written")
    if any(same_team(other.name) == same for other in Team.objects.exclude(pk=team.pk)):
        raise Refused(f"“{written}” is the name of another team.", field="written")
    was = TeamSpelling.objects.select_related("team").filter(same=same).first()
    spelling, _ = TeamSpelling.objects.update_or_create(
        same=same, defaults={"written": written[:200], "team": team}
    )
    record(
        "cases.spelling_given", by=by, at=at, on=[team, was.team] if was and was.team != team else team,
        before={"team": was.team.name if was else ""}, after={"team": team.name, "written": written},
    )  # fmt: skip
    return spelling


@transaction.atomic
def take_back_spelling(spelling: TeamSpelling, *, by: Person, at: datetime) -> None:
    """Case data does not mean this team by that name: its cases are no known team's until somebody says."""
    team = spelling.team
    TeamSpelling.objects.filter(pk=spelling.pk).delete()
    record("cases.spelling_taken_back", by=by, at=at, on=team, before={"written": spelling.written})


def _service_name(name: str, but: Service | None = None) -> str:
    name = " ".join(name.split())
    if not name:
        raise Refused("Enter the service’s name.", field="name")
    if Service.objects.filter(name__iexact=name).exclude(pk=but.pk if but else None).exists():
        raise Refused("There is a service of this name.", field="name")
    return name


def _team_name(name: str, but: Team | None = None) -> str:
    name, key = " ".join(name.split()), but.pk if but else None
    if not name:
        raise Refused("Enter the team’s name.", field="name")
    others = Team.objects.exclude(pk=key)
    spelled = TeamSpelling.objects.filter(same=same_team(name)).exclude(team=key)
    if spelled.exists() or any(same_team(other.name) == same_team(name) for other in others):
        raise Refused("Another team goes by this name.", field="name")
    return name


def _plain(team: Team) -> dict[str, object]:
    return {"name": team.name, "service": team.service.name, "closed_on": team.closed_on}
