"""The start page: what waits for somebody today and, where nothing does, what will be next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from goldenthread.apps.people.access import standing
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.waiting import Waiting, waiting_for
from goldenthread.apps.plans.access import scope_of
from goldenthread.apps.plans.action_state import ActionState
from goldenthread.apps.plans.models import Action
from goldenthread.apps.plans.states import states_of

SHOWN = 30


@dataclass(frozen=True)
class Today:
    """What waits for one person on one day. `next` is looked for only where nothing waits."""

    on: date
    waiting: Sequence[Waiting]
    next: ActionState | None

    @property
    def late(self) -> int:
        return sum(one.due is not None and one.due < self.on for one in self.waiting)

    @property
    def first(self) -> Sequence[Waiting]:
        return self.waiting[:SHOWN]


def today_of(person: Person, today: date) -> Today:
    """The start page. Its number of queries does not grow with what is stored."""
    waiting = waiting_for(person, today)
    return Today(today, waiting, None if waiting else next_due(person, today))


def next_due(person: Person, today: date) -> ActionState | None:
    """The open action of theirs that is due next: one that they lead, or of the part that a partner sees."""
    mine = Q(leads__in=standing(person).posts)
    scope = scope_of(person)
    actions = Action.objects.filter(mine if scope is None else mine | scope, gone_on=None, due__gte=today)
    states = states_of(Action.objects.filter(pk__in=actions.values("pk")), today=today)
    ahead = [state for state in states if state.due and not state.is_completed]
    return min(ahead, key=lambda state: (state.due or date.max, state.sort_key), default=None)
