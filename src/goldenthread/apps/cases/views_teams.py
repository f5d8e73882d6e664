"""Pages of services and teams, and of how case data writes their names."""

from __future__ import annotations

import rules
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.apps.cases import queries, teams_in_data
from goldenthread.apps.cases import teams as actions
from goldenthread.apps.cases.forms import AddTeam, ChooseTeam, GiveSpelling, NameService, SayOfTeam
from goldenthread.apps.cases.models import Service, Team, TeamSpelling
from goldenthread.apps.cases.quietly import quietly
from goldenthread.apps.people.access import may
from goldenthread.apps.people.asking import ask
from goldenthread.apps.trail.queries import about

TEAMS = "Services and teams"


@may("cases.see_teams")
@quietly
def teams(request: HttpRequest) -> HttpResponse:
    return render(request, "cases/teams.html", {
        "services": queries.services(),
        "unknown": teams_in_data.unknown(),
        "may_keep": rules.has_perm("cases.keep", request.user),
    })  # fmt: skip


@may("cases.keep")
@require_http_methods(["GET", "POST"])
def add_service(request: HttpRequest) -> HttpResponse:
    form = NameService(request.POST or None)

    def write() -> None:
        actions.add_service(form.cleaned_data["name"], by=request.user, at=request.now)

    return ask(
        request, form, write, title="Add a service", caption=TEAMS, then=reverse("cases:teams"),
        words="The service was added. Now add its teams.",
    )  # fmt: skip


@may("cases.keep", on=queries.service_called)
@require_http_methods(["GET", "POST"])
def rename_service(request: HttpRequest, service: Service) -> HttpResponse:
    form = NameService(request.POST or None, initial={"name": service.name, "version": service.version})

    def write() -> None:
        said = form.cleaned_data
        actions.rename_service(
            service, said["name"], version=said["version"] or 0, by=request.user, at=request.now
        )

    return ask(
        request, form, write, title="Rename the service", caption=str(service), subject=service,
        then=reverse("cases:teams"), words="The service was renamed.",
    )  # fmt: skip


@may("cases.keep", on=queries.service_called)
@require_http_methods(["GET", "POST"])
def add_team(request: HttpRequest, service: Service) -> HttpResponse:
    form = AddTeam(request.POST or None)

    def write() -> Team:
        return actions.add_team(service, form.cleaned_data["name"], by=request.user, at=request.now)

    return ask(
        request, form, write, title="Add a team", caption=str(service), back=reverse("cases:teams"),
        words="The team was added.",
    )  # fmt: skip


@may("cases.see_teams", on=queries.team_called)
def team(request: HttpRequest, team: Team) -> HttpResponse:
    return render(request, "cases/team.html", {
        "team": team,
        "people": queries.people_over(team, request.today),
        "events": about(team.uuid, limit=20),
        "may_keep": rules.has_perm("cases.keep", request.user),
    })  # fmt: skip


@may("cases.keep", on=queries.team_called)
@require_http_methods(["GET", "POST"])
def revise_team(request: HttpRequest, team: Team) -> HttpResponse:
    form = SayOfTeam(request.POST or None, initial={
        "name": team.name, "service": team.service.uuid, "closed_on": team.closed_on, "version": team.version,
    })  # fmt: skip

    def write() -> Team:
        said = form.cleaned_data
        return actions.revise_team(
            team, name=said["name"], service=said["service"], closed_on=said["closed_on"],
            version=said["version"] or 0, by=request.user, at=request.now,
        )  # fmt: skip

    return ask(
        request, form, write, title="Change the team", caption=str(team), back=team, subject=team,
        words="The team was changed.",
    )  # fmt: skip


@may("cases.keep", on=queries.team_called)
@require_http_methods(["GET", "POST"])
def give_spelling(request: HttpRequest, team: Team) -> HttpResponse:
    form = GiveSpelling(request.POST or None)

    def write() -> None:
        actions.give_spelling(team, form.cleaned_data["written"], by=request.user, at=request.now)

    return ask(
        request, form, write, title="Add a way of writing its name", caption=str(team), then=team,
        words="It was added.", lead="Whoever is over the team sees the cases that are written so.",
    )  # fmt: skip


@may("cases.keep", on=queries.spelling_called)
@require_POST
def take_back_spelling(request: HttpRequest, spelling: TeamSpelling) -> HttpResponse:
    team = spelling.team
    actions.take_back_spelling(spelling, by=request.user, at=request.now)
    messages.success(request, f"“{spelling.written}” is no longer this team.")
    return redirect(team)


@may("cases.keep")
@require_http_methods(["GET", "POST"])
@quietly
def settle_unknown(request: HttpRequest, digest: str) -> HttpResponse:
    """Say which team a name in case data is. The address has a digest, not what somebody typed."""
    found = next((one for one in teams_in_data.unknown() if one.digest == digest), None)
    if found is None:
        raise Http404("No case of an unknown team is written so.")
    form = ChooseTeam(request.POST or None)

    def write() -> None:
        actions.give_spelling(form.cleaned_data["team"], found.written, by=request.user, at=request.now)

    return ask(
        request, form, write, title=f"Which team is “{found.written}”?", caption=TEAMS,
        then=reverse("cases:teams"), words=f"“{found.written}” is known now.",
        lead="Whoever is over the team sees the cases that are written so.",
    )  # fmt: skip
