"""Drawing the state of actions that are plans of their own from these plans' actions.

A plan may hold such actions in its turn. Each plan is read once, a level at a time, so that the statements
grow with how deep plans stand in one another and not with how many there are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db.models import QuerySet

from goldenthread.apps.plans.action_state import ActionState, Drawn
from goldenthread.apps.plans.models import Action, Plan
from goldenthread.apps.plans.then import put_plans_back
from goldenthread.rulebook.parts import Part, state_from

Read = Callable[[QuerySet[Action]], list[ActionState]]


def draw(states: Sequence[ActionState], read: Read, known_at: datetime | None = None) -> None:
    """Put what is drawn into those of these actions that are plans, under the names that these had.

    `read` gives actions, nothing drawn.
    """
    parts: dict[int, list[ActionState]] = {}
    wanted = _plans_in(states)
    while wanted:
        parts |= {plan: [] for plan in wanted}
        found = read(Action.objects.filter(plan__in=wanted))
        for state in found:
            if state.is_in_plan:
                parts[state.plan.pk].append(state)
        wanted = _plans_in(found) - parts.keys()
    if parts:
        _Drawing(parts, known_at).put_into(states)


def _plans_in(states: Sequence[ActionState]) -> set[int]:
    return {state.detailed_in for state in states if state.detailed_in is not None}


class _Drawing:
    """What is drawn of each plan, once. A ring, which is refused when written, would end where it closes."""

    def __init__(self, parts: dict[int, list[ActionState]], known_at: datetime | None) -> None:
        self.parts = parts
        self.plans = Plan.objects.in_bulk(parts)
        put_plans_back(self.plans.values(), known_at)
        self.drawn: dict[int, Drawn | None] = {}

    def put_into(self, states: Sequence[ActionState]) -> None:
        for state in states:
            if state.detailed_in is not None:
                state.drawn = self._of(state.detailed_in)

    def _of(self, plan: int) -> Drawn | None:
        if plan not in self.drawn:
            self.drawn[plan] = None
            parts = self.parts[plan]
            self.put_into(parts)
            self.drawn[plan] = Drawn(
                plan=self.plans[plan],
                by=state_from([Part(part.state, part.is_overdue) for part in parts]),
                last_update=max((part.last_update for part in parts if part.last_update), default=None),
                evidence=sum(part.evidence for part in parts),
            )
        return self.drawn[plan]
