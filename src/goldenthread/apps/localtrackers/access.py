"""Who defines a tracker, who opens it, whose rows they see there, and who counts it.

Rows follow the rule of all cases (`cases.access`): the manager of a row's team, the head of its service, the
director. A tracker's own definition can only narrow that: to some roles, some services, some teams.
A child's number is shown to those over the row's team or service, not to those over the whole council.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import rules

from goldenthread.apps.cases.access import Sight, sees_cases, sight_of
from goldenthread.apps.cases.models import Team
from goldenthread.apps.localtrackers.defined import Seen
from goldenthread.apps.localtrackers.models import LocalTracker
from goldenthread.apps.localtrackers.queries import definition_of
from goldenthread.apps.people.access import holds, standing
from goldenthread.apps.people.models import Person, Role
from goldenthread.apps.people.queries import Standing

KEEPERS = (Role.ADMINISTRATOR, Role.PERFORMANCE_ANALYST, Role.HEAD_OF_SERVICE, Role.DIRECTOR)
COUNTERS = (*KEEPERS, Role.IMPROVEMENT_OFFICER)


@dataclass(frozen=True)
class View:
    """What somebody sees of a tracker: rows of these teams (uuids), or of every one; numbers of `own`."""

    everything: bool
    own: frozenset[str]

    def __bool__(self) -> bool:
        return self.everything or bool(self.own)

    def sees(self, team: str) -> bool:
        return self.everything or team in self.own

    def shows_number(self, team: str) -> bool:
        return team in self.own


NOTHING = View(everything=False, own=frozenset())


def view_of(person: Person, tracker: LocalTracker) -> View:
    """What somebody sees of a tracker on their day."""
    return view_in(standing(person), tracker)


def view_in(stands: Standing, tracker: LocalTracker) -> View:
    """What a standing sees of a tracker."""
    sight = sight_of(stands)
    seen = definition_of(tracker).seen
    if not sight or (seen.roles and not {role for role, _, _ in stands.grants} & set(seen.roles)):
        return NOTHING
    own = _teams_of(sight, seen)
    return View(everything=sight.everything, own=frozenset(str(uuid) for uuid in own))


def _teams_of(sight: Sight, seen: Seen) -> set[UUID]:
    teams = Team.objects.filter(pk__in=sight.teams)
    if seen.teams or seen.services:
        teams = teams.filter(uuid__in=seen.teams) | teams.filter(service__uuid__in=seen.services)
    return set(teams.values_list("uuid", flat=True))


@rules.predicate
def opens_tracker(person: Person, tracker: LocalTracker | None) -> bool:
    """Sees rows of at least one team there."""
    return tracker is not None and bool(view_of(person, tracker))


@rules.predicate
def may_change(person: Person, tracker: LocalTracker | None) -> bool:
    """Whoever made it and still sees cases, and those who keep every tracker."""
    if standing(person).has(*KEEPERS):
        return True
    return tracker is not None and tracker.made_by_id == person.pk and sees_cases(person)


rules.add_perm("localtrackers.see", sees_cases | holds(*COUNTERS, Role.AUDITOR))
rules.add_perm("localtrackers.define", sees_cases | holds(*KEEPERS))
rules.add_perm("localtrackers.change", may_change)
rules.add_perm("localtrackers.open", opens_tracker)
rules.add_perm("localtrackers.write", opens_tracker)
rules.add_perm("localtrackers.export", opens_tracker)
rules.add_perm("localtrackers.open_row", sees_cases)
rules.add_perm("localtrackers.count", holds(*COUNTERS))
