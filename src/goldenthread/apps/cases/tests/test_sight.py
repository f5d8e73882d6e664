"""A child's case is seen by the manager of its team, the head of its service and the director only."""

from __future__ import annotations

import pytest

from goldenthread.apps.cases.access import sight_of
from goldenthread.apps.cases.queries import same_team, scopes, teams_by_spelling
from goldenthread.apps.cases.teams import add_service, add_team, give_spelling, revise_team
from goldenthread.apps.people.actions import add_person, grant
from goldenthread.apps.people.models import Role, Scope
from goldenthread.apps.people.queries import standing_of
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def teams(now):
    helping = add_service("Help and protection", by=None, at=now)
    caring = add_service("Children in care", by=None, at=now)
    return [
        add_team(helping, "East", by=None, at=now), add_team(helping, "West", by=None, at=now),
        add_team(caring, "Permanence", by=None, at=now),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("role", "scope", "sees"),
    [
        (Role.TEAM_MANAGER, Scope.TEAM, [True, False, False]),
        (Role.HEAD_OF_SERVICE, Scope.SERVICE, [True, True, False]),
        (Role.HEAD_OF_SERVICE, Scope.COUNCIL, [True, True, True]),
        (Role.DIRECTOR, Scope.COUNCIL, [True, True, True]),
        (Role.TEAM_MANAGER, Scope.COUNCIL, [False, False, False]),
        (Role.TEAM_MANAGER, Scope.SERVICE, [False, False, False]),
        (Role.ACTION_LEAD, Scope.TEAM, [False, False, False]),
        (Role.ADMINISTRATOR, Scope.COUNCIL, [False, False, False]),
        (Role.PERFORMANCE_ANALYST, Scope.COUNCIL, [False, False, False]),
        (Role.AUDITOR, Scope.COUNCIL, [False, False, False]),
    ],
)
def test_who_sees_the_cases_of_which_team(role, scope, sees, teams, now, today):
    person = add_person("somebody@example.org", "Somebody", by=None, at=now)
    over = {Scope.TEAM: teams[0].uuid, Scope.SERVICE: teams[0].service.uuid}.get(scope)
    grant(person, role, scope=scope, scope_uuid=over, starts=today, by=None, at=now)
    sight = sight_of(standing_of(person, today))
    assert [sight.sees(team) for team in teams] == sees
    assert bool(sight) == any(sees)
    assert sight.sees(None) == (scope == Scope.COUNCIL and all(sees))


def test_a_role_may_be_over_each_service_and_each_team(teams):
    assert [words for _, words in scopes()] == [
        "Service: Children in care", "Service: Help and protection", "Team: Permanence, Children in care",
        "Team: East, Help and protection", "Team: West, Help and protection",
    ]  # fmt: skip


def test_a_team_is_found_by_each_way_of_writing_its_name(teams, now):
    east, west, _ = teams
    give_spelling(east, "Team  ‘E’ – Assessment", by=None, at=now)
    revise_team(
        west, name="Far West", service=west.service, closed_on=None, version=west.version, by=None, at=now
    )
    found = teams_by_spelling()
    assert found[same_team("TEAM 'E' - assessment")] == east
    assert found[same_team("west")] == found[same_team("Far west")] == west


def test_no_two_teams_go_by_one_name(teams, now):
    east, west, _ = teams
    with pytest.raises(Refused):
        give_spelling(east, "WEST", by=None, at=now)
    give_spelling(east, "E1", by=None, at=now)
    with pytest.raises(Refused):
        add_team(east.service, "e1", by=None, at=now)
    give_spelling(west, "E1", by=None, at=now)
    assert teams_by_spelling()["e1"] == west
