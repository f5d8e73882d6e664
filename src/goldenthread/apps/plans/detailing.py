"""Which plan an action may be: any that does not lead back to the action's own."""

from __future__ import annotations

from goldenthread.apps.plans.models import Action, Plan
from goldenthread.apps.trail.refusals import Refused


def check_may_be(own: Plan, plan: Plan) -> None:
    """Hold an action of the plan `own` to be another `plan`. Raises Refused for its own plan and for a ring.

    Plans stay locked for the transaction: two halves of a ring are not written side by side.
    """
    if plan == own:
        raise Refused("An action cannot be the plan that it is in.", field="detailed_in")
    list(Plan.objects.select_for_update().order_by("pk"))
    if own.pk in _leads_to(plan):
        raise Refused(
            f"This action cannot be “{plan}”: an action of that plan leads back to “{own}”.",
            field="detailed_in",
        )


def _leads_to(plan: Plan) -> set[int]:
    """The plans that a plan's actions are, and theirs, and so on."""
    held = Action.objects.filter(detailed_in__isnull=False).order_by()
    edges = set(held.values_list("plan_id", "detailed_in_id"))
    found: set[int] = set()
    reached = {plan.pk}
    while reached:
        reached = {to for start, to in edges if start in reached} - found
        found |= reached
    return found
