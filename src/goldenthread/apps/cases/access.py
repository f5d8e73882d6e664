"""Who brings case data in, who reads what was brought, and who sees the cases of which team.

A child's case is seen by the manager of its team, the head of its service and the director: by nobody else,
also not by whoever loads the files. A team manager's role has to be over that team; one over the council
is over no team. What is counted is read as other figures are.
"""

from __future__ import annotations

from dataclasses import dataclass

import rules

from goldenthread.apps.cases.models import Team
from goldenthread.apps.people.access import READERS, holds, standing
from goldenthread.apps.people.models import Person, Role, Scope
from goldenthread.apps.people.queries import Standing

LOADERS = (Role.ADMINISTRATOR, Role.PERFORMANCE_ANALYST)
OVER_ALL = (Role.DIRECTOR, Role.HEAD_OF_SERVICE)


@dataclass(frozen=True)
class Sight:
    """Whose cases somebody sees: `everything`, also those of no known team, or those of `teams` (keys).

    `own` are the teams that they manage: of these alone they see the council's own number for a child.
    """

    everything: bool
    teams: frozenset[int]
    own: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return self.everything or bool(self.teams)

    def sees(self, team: Team | None) -> bool:
        return self.everything or (team is not None and team.pk in self.teams)

    def sees_numbers(self, team: Team | None) -> bool:
        """Whether the council's own numbers for the children of a team are shown."""
        return team is not None and team.pk in self.own


def sight_of(stands: Standing) -> Sight:
    """Whose cases a standing sees on its day."""
    over = {
        (scope, uuid)
        for role, scope, uuid in stands.grants
        if (role, scope) in {(Role.TEAM_MANAGER, Scope.TEAM), (Role.HEAD_OF_SERVICE, Scope.SERVICE)}
    }
    teams = {uuid for scope, uuid in over if scope == Scope.TEAM}
    services = {uuid for scope, uuid in over if scope == Scope.SERVICE}
    own = (
        frozenset(Team.objects.filter(uuid__in=teams).values_list("pk", flat=True)) if teams else frozenset()
    )
    if stands.has(*OVER_ALL):
        return Sight(everything=True, teams=frozenset(), own=own)
    seen = own
    if services:
        seen |= set(Team.objects.filter(service__uuid__in=services).values_list("pk", flat=True))
    return Sight(everything=False, teams=seen, own=own)


@rules.predicate
def sees_team(person: Person, team: Team | None) -> bool:
    """The manager of the team, the head of its service, the director."""
    return sight_of(standing(person)).sees(team)


@rules.predicate
def sees_cases(person: Person) -> bool:
    """Somebody who sees the cases of at least one team."""
    return bool(sight_of(standing(person)))


rules.add_perm("cases.load", holds(*LOADERS))
rules.add_perm("cases.keep", holds(*LOADERS))
rules.add_perm("cases.see_loads", holds(*LOADERS, Role.IMPROVEMENT_OFFICER, Role.DIRECTOR, Role.AUDITOR))
rules.add_perm("cases.see_teams", holds(*LOADERS, *OVER_ALL, Role.IMPROVEMENT_OFFICER, Role.AUDITOR))
rules.add_perm("cases.see_definitions", holds(*READERS) | sees_cases)
rules.add_perm("cases.see_split", holds(*LOADERS) | sees_cases)
rules.add_perm("cases.see_cases", sees_cases)
rules.add_perm("cases.see_team", sees_team)
