"""Carrying over what is left of a plan: each action goes on as one of another plan, and keeps its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from goldenthread.apps.carryover.models import Carried, CarryOver
from goldenthread.apps.carryover.neighbours import take_links_along
from goldenthread.apps.carryover.queries import left_of
from goldenthread.apps.people.models import Person, Post
from goldenthread.apps.plans.actions import link_to_recommendation, make_plan
from goldenthread.apps.plans.milestones import add_milestone
from goldenthread.apps.plans.models import Action, Outcome, Plan
from goldenthread.apps.plans.revising import ActionFields, add_action, locked, revise_action
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.calendar_words import in_words

SERVICE_PLAN = "Service plan"


@dataclass(frozen=True)
class Going:
    """An action to carry over. `version` is the one that the person saw; empty, lead and due stay."""

    action: Action
    version: int
    lead: Post | None = None
    due: date | None = None


@transaction.atomic
def carry_over(
    plan: Plan, going: Sequence[Going], *, to_plan: Plan | None = None, new_plan: str = "", carried_on: date,
    reason: str, today: date, by: Person | None, at: datetime,
) -> CarryOver:  # fmt: skip
    """Carry actions over to another plan, there already or made now under the name `new_plan`.

    Each goes on as a new action with its leads, dates, indicators, open milestones and what it serves. The
    old one leaves its plan on `carried_on` with the reason, and keeps its history. Refused without an action,
    a reason or a plan; to the plan itself; for a day to come; and for an action that is completed, has left
    the plan, waits for its completion to be decided, or changed since the person saw it.
    """
    reason = reason.strip()
    if not going:
        raise Refused("Choose at least one action.", field="actions")
    if not reason:
        raise Refused("Say why they are carried over.", field="reason")
    if carried_on > today:
        raise Refused("The day is in the future.", field="carried_on")
    plan = (
        Plan.objects.select_for_update(of=("self",))
        .select_related("accountable_body", "rating_key")
        .get(pk=plan.pk)
    )
    to_plan = _destination(plan, to_plan, new_plan, carried_on, by, at)
    carried = CarryOver.objects.create(
        from_plan=plan, to_plan=to_plan, carried_on=carried_on, reason=reason, recorded_at=at, recorded_by=by
    )
    _check_left(going, plan, today)
    pairs = [_carry(one, carried, by, at) for one in going]
    Carried.objects.bulk_create(Carried(carry_over=carried, action=old, new_action=new) for old, new in pairs)
    record(
        "carryover.carried_over", by=by, at=at, on=[plan, to_plan, *(one for pair in pairs for one in pair)],
        why=reason, before={"plan": plan.name},
        after={"plan": to_plan.name, "carried_on": carried_on, "actions": [str(old) for old, _ in pairs]},
    )  # fmt: skip
    return carried


def _destination(
    plan: Plan, to_plan: Plan | None, new_plan: str, on: date, by: Person | None, at: datetime
) -> Plan:
    if to_plan is not None and new_plan.strip():
        raise Refused("Choose a plan or name a new one, not both.", field="new_plan")
    if to_plan == plan:
        raise Refused("That is the plan that they leave.", field="to_plan")
    if to_plan is not None:
        return to_plan
    if not new_plan.strip():
        raise Refused("Choose a plan, or name a new one.", field="to_plan")
    try:
        return make_plan(
            new_plan, kind=SERVICE_PLAN, inspections=plan.inspections.all(), rating_key=plan.rating_key,
            accountable_body=plan.accountable_body, starts=on, due_soon_days=plan.due_soon_days,
            stale_after_days=plan.stale_after_days, evidence_months=plan.evidence_months, by=by, at=at,
        )  # fmt: skip
    except Refused as refusal:
        raise Refused(refusal.words, code=refusal.code, field="new_plan") from refusal


def _carry(going: Going, carried: CarryOver, by: Person | None, at: datetime) -> tuple[Action, Action]:
    old = locked(going.action, going.version)
    says, on = ActionFields.of(old), carried.carried_on
    goes_on = replace(
        says, outcome=_same_outcome(old, carried.to_plan), gone_on=None, completed_on=None,
        leads=(going.lead,) if going.lead else says.leads, lead_text="" if going.lead else says.lead_text,
        due=going.due or says.due, due_text="" if going.due else says.due_text,
    )  # fmt: skip
    came = f"Carried over from {carried.from_plan}: {carried.reason}"
    new = add_action(carried.to_plan, goes_on, effective_on=on, reason=came, by=by, at=at)
    for service in old.services.filter(ended_at=None).select_related("recommendation", "element"):
        link_to_recommendation(new, service.recommendation, element=service.element, by=by, at=at)
    for milestone in old.milestones.filter(reached_on=None):
        add_milestone(new, text=milestone.text, due=milestone.due, by=by, at=at)
    take_links_along(old, new, by=by, at=at)
    left = f"Carried over to {carried.to_plan} on {in_words(on)}: {carried.reason}"
    gone = replace(says, gone_on=on)
    old = revise_action(old, gone, version=old.version, effective_on=on, reason=left, by=by, at=at)
    return old, new


def _check_left(going: Sequence[Going], plan: Plan, today: date) -> None:
    left = {one.state.pk: one for one in left_of(plan, today)}
    for one in going:
        if one.action.pk not in left:
            raise Refused(
                f"{one.action} is not left in this plan: it is completed, has gone, or is another plan’s.",
                field="actions",
            )
        if held_by := left[one.action.pk].held_by:
            raise Refused(f"{one.action} cannot be carried over now. {held_by}", field="actions")


def _same_outcome(old: Action, plan: Plan) -> Outcome | None:
    """The outcome that it is for, in the other plan."""
    if old.outcome is None:
        return None
    last = plan.outcomes.order_by("-position").values_list("position", flat=True).first()
    outcome, _ = Outcome.objects.get_or_create(
        plan=plan, text=old.outcome.text, defaults={"position": (last or 0) + 1}
    )
    return outcome
