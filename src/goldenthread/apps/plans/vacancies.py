"""Actions that nobody in post leads: no lead at all, or leading posts that nobody holds on the day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef

from goldenthread.apps.people.models import Holding
from goldenthread.apps.people.queries import in_force
from goldenthread.apps.plans.action_state import ActionState
from goldenthread.apps.plans.models import Action
from goldenthread.apps.plans.states import states_of


def vacant_actions(*, today: date) -> list[ActionState]:
    """Open actions, of every plan, that nobody in post leads."""
    held = Holding.objects.filter(in_force(today), post=OuterRef("post"))
    led = Action.leads.through.objects.filter(Exists(held), action=OuterRef("pk"))
    actions = Action.objects.filter(~Exists(led), gone_on=None, completed_on=None)
    return [state for state in states_of(actions, today=today) if not state.is_completed]


def without_anybody(states: Iterable[ActionState], *, today: date) -> list[ActionState]:
    """Those of these actions that are open and that nobody in post leads."""
    held: set[UUID] = set(Holding.objects.filter(in_force(today)).values_list("post__uuid", flat=True))
    return [
        state
        for state in states
        if not state.is_completed and held.isdisjoint(lead.uuid for lead in state.leads)
    ]
