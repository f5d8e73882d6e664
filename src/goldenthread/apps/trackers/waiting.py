"""What trackers want of a team manager today: deadlines of their team, and reasons that nobody has coded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from goldenthread.apps.cases.access import sight_of
from goldenthread.apps.cases.models import Team
from goldenthread.apps.cases.queries import teams_seen
from goldenthread.apps.cases.quietly import quiet
from goldenthread.apps.people.access import standing
from goldenthread.apps.people.models import Person, Role, Scope
from goldenthread.apps.people.waiting import Waiting
from goldenthread.apps.trackers.queries import OVERDUE, REASONS, WEEK, Teams, Wanted, listed, narrowed
from goldenthread.apps.trackers.watching import has_a_store, watched

_DO = {
    OVERDUE: ("Deadlines that have passed", "Work through what is overdue"),
    WEEK: ("Deadlines of this week", "Look at what is due"),
    REASONS: ("Deadlines that were missed", "Code the reasons"),
}


def deadlines_of(person: Person, today: date) -> Iterator[Waiting]:
    """Of whoever manages a team, for each of their teams: one line for each list that is not empty."""
    stands = standing(person)
    if not any((role, scope) == (Role.TEAM_MANAGER, Scope.TEAM) for role, scope, _ in stands.grants):
        return
    if not has_a_store():
        return
    sight = sight_of(stands)
    with quiet():
        teams, found = Teams(sight), watched(today)
    managed = {
        uuid for role, scope, uuid in stands.grants if (role, scope) == (Role.TEAM_MANAGER, Scope.TEAM)
    }
    for team in teams_seen(sight).filter(uuid__in=managed):
        with quiet():
            lines = list(_of_team(team, teams, found, today))
        yield from lines


def _of_team(team: Team, teams: Teams, found: object, today: date) -> Iterator[Waiting]:
    for name, (what, do) in _DO.items():
        rows = narrowed(listed(name, found, teams), Wanted(team=team.name), teams)  # type: ignore[arg-type]
        if rows:
            first = min(one.deadline or today for one in rows)
            yield Waiting(
                what=f"{what}: {team.name}",
                why="The tracker of your team.",
                do=do,
                href=f"{reverse('trackers:list', args=[name])}?{urlencode({'team': team.name})}",
                since=min(first, today),
                due=first,
            )
