"""What this room shows on the pages of a plan, an action and a recommendation."""

from __future__ import annotations

from datetime import date, datetime

from goldenthread.apps.carryover import queries
from goldenthread.apps.inspections import neighbours as inspections
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.plans import neighbours as plans
from goldenthread.apps.plans.models import Action, Plan


def what_went_on(plan: Plan, on: date, known_at: datetime | None) -> plans.Panel:
    """On a plan's page: what went on in other plans and what came from them, and the way to carry over."""
    context = {
        "plan": plan, "went": queries.carried_from(plan, on, known_at),
        "came": queries.carried_into(plan, on, known_at),
    }  # fmt: skip
    return plans.Panel("carryover/on_plan.html", context)


def where_it_went(action: Action, on: date, known_at: datetime | None) -> plans.Panel | None:
    """On an action's page: the action that it goes on as, and the one that it came from."""
    went, came = queries.goes_on_as(action, on, known_at), queries.comes_from(action, on, known_at)
    if not (went or came):
        return None
    return plans.Panel("carryover/on_action.html", {"went": went, "came": came})


def how_it_is_monitored(
    recommendation: Recommendation, as_at: date, known_at: datetime | None
) -> inspections.Panel:
    """On a recommendation's thread: the arrangement that holds."""
    held = queries.arrangements([recommendation], as_at=as_at, known_at=known_at)
    context = {"recommendation": recommendation, "arrangement": held.get(recommendation.pk)}
    return inspections.Panel("carryover/on_recommendation.html", context)
