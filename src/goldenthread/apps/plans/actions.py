"""Writes about plans as a whole: the rating key that ships, a plan, and what its actions serve.

Beside it: `settling` (a plan's settings), `revising` (what an action says), `updating` (how it goes),
`completing` (asked for and decided), `importing` (a plan that comes as a file).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.inspections.models import Element, Inspection, Recommendation
from goldenthread.apps.people.models import Person
from goldenthread.apps.plans.models import Action, Plan, RatingKey, RatingLevel, Service
from goldenthread.apps.plans.settling import (
    DUE_SOON_DAYS,
    EVIDENCE_MONTHS,
    STALE_AFTER_DAYS,
    PlanSettings,
    check_name,
)
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused

USUAL_KEY_NAME = "Four ratings"
# Each level: its word, what it means to the rules, its colour and its shape.
USUAL_KEY = (
    ("Completed", "completed", "blue", "tick"),
    ("In progress, on track", "in_progress", "green", "circle"),
    ("Not on track, risk to delivery", "at_risk", "red", "triangle"),
    ("Not started, no risk expected", "not_started", "grey", "ring"),
)


@transaction.atomic
def ship_rating_keys() -> RatingKey:
    """Bring the rating key that ships with the product. Idempotent."""
    key, _ = RatingKey.objects.get_or_create(name=USUAL_KEY_NAME)
    for position, (word, state, colour, shape) in enumerate(USUAL_KEY):
        RatingLevel.objects.update_or_create(
            key=key,
            word=word,
            defaults={"position": position, "state": state, "colour": colour, "shape": shape},
        )
    return key


@transaction.atomic
def make_plan(
    name: str, *, by: Person | None, at: datetime, kind: str = "", inspections: Iterable[Inspection] = (),
    accountable_body: Body | None = None, rating_key: RatingKey | None = None, starts: date | None = None,
    due_soon_days: int = DUE_SOON_DAYS, stale_after_days: int = STALE_AFTER_DAYS,
    evidence_months: int = EVIDENCE_MONTHS,
) -> Plan:  # fmt: skip
    """Make an empty plan. Without a rating key it takes the one that ships.

    Raises Refused for an empty name or one that is taken.
    """
    key = rating_key or RatingKey.objects.get(name=USUAL_KEY_NAME)
    settings = PlanSettings(
        name=" ".join(name.split()), kind=kind, inspections=tuple(inspections),
        accountable_body=accountable_body, starts=starts, due_soon_days=due_soon_days,
        stale_after_days=stale_after_days, evidence_months=evidence_months, rating_key=key,
    )  # fmt: skip
    check_name(settings.name)
    plan = Plan.objects.create(**settings.columns())
    plan.inspections.set(settings.inspections)
    record("plans.plan_made", by=by, at=at, on=[plan, *settings.inspections], after=settings.as_json())
    return plan


@transaction.atomic
def link_to_recommendation(
    action: Action, recommendation: Recommendation, *, element: Element | None = None, by: Person | None,
    at: datetime,
) -> Service:  # fmt: skip
    """Say that an action serves a recommendation, or one element of it. Saying it again changes nothing.

    Raises Refused for an element of another recommendation.
    """
    if element is not None and element.recommendation_id != recommendation.pk:
        raise Refused("That element belongs to another recommendation.", field="element")
    service, made = Service.objects.get_or_create(
        action=action, recommendation=recommendation, element=element, defaults={"recorded_at": at}
    )
    if made:
        record("plans.action_linked", by=by, at=at, on=[action, recommendation], after={
            "recommendation": recommendation.reference, "element": element.reference if element else "",
        })  # fmt: skip
    return service


@transaction.atomic
def unlink_from_recommendation(service: Service, *, by: Person, at: datetime, reason: str) -> None:
    """Say that an action does not serve a recommendation after all. The link ends, and stays on record.

    Raises Refused without a reason, and for a link that has ended before.
    """
    if not reason.strip():
        raise Refused("Say why the action no longer serves it.", field="reason")
    action, recommendation = service.action, service.recommendation
    if not Service.objects.filter(pk=service.pk).update(ended_at=at):
        raise Refused("Somebody took this link away while you were writing.", code="stale")
    record("plans.action_unlinked", by=by, at=at, on=[action, recommendation], why=reason, before={
        "recommendation": recommendation.reference,
    })  # fmt: skip
