"""Reading risks: one by its id, the register as it stood, those of a recommendation, an action, a plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.plans.models import Action, Plan, Service
from goldenthread.apps.risks.models import (
    Risk,
    RiskControl,
    RiskOfMeasure,
    RiskOfRecommendation,
    RiskRevision,
    RiskScore,
    RiskStep,
    RiskTreatment,
)
from goldenthread.apps.risks.states import RiskState, states_of_risks
from goldenthread.apps.trail.moments import in_force_by, known_by
from goldenthread.rulebook.risk_scoring import Facts, Movement, movement


@dataclass(frozen=True)
class RiskShown:
    """An open risk in words, for papers of other rooms."""

    reference: str
    title: str
    score: str
    target: str
    owner: str
    href: str


@dataclass(frozen=True)
class RegisterAs:
    """What a paper of the register says of itself: whose, of which day, and since when risks moved."""

    council: str
    on: date
    since: date
    since_words: str
    known_at: datetime | None = None
    narrowed: str = ""


def risk_called(uuid: UUID, **_slug: str) -> Risk:
    """The risk of this id, closed ones included. Raises Http404."""
    return get_object_or_404(Risk.objects.select_related("owner", "body"), uuid=uuid)


def control_called(uuid: UUID) -> RiskControl:
    """The control of this id, with its risk. Raises Http404."""
    return get_object_or_404(RiskControl.objects.select_related("risk", "owner"), uuid=uuid)


def register(*, today: date, as_at: date | None = None, known_at: datetime | None = None) -> list[RiskState]:
    """Every risk as it stood on a day, closed ones included, by reference."""
    return states_of_risks(Risk.objects.all(), today=today, as_at=as_at, known_at=known_at)


def open_risks(states: list[RiskState], body: Body | None = None) -> list[RiskState]:
    """The open ones, of one body's register where it is given."""
    return [one for one in states if one.is_open and (body is None or one.body == body)]


def state_of(
    risk: Risk, *, today: date, as_at: date | None = None, known_at: datetime | None = None
) -> RiskState | None:
    """How one risk stood; None where it was not there yet, or not yet known."""
    rows = Risk.objects.filter(pk=risk.pk)
    return next(iter(states_of_risks(rows, today=today, as_at=as_at, known_at=known_at)), None)


def risks_of(
    recommendation: Recommendation, *, as_at: date, known_at: datetime | None = None
) -> tuple[RiskShown, ...]:
    """The open risks that bear on a recommendation, as they stood on a day and as far as was known."""
    return tuple(shown(one) for one in standing_in_the_way(recommendation, as_at=as_at, known_at=known_at))


def shown(state: RiskState) -> RiskShown:
    target, by = state.target, state.target and state.target.by_on
    return RiskShown(
        reference=state.reference,
        title=state.title,
        score=state.current.words if state.current else "Not scored",
        target=(target.words + (f" by {by.day} {by:%B %Y}" if by else "")) if target else "No target",
        owner=state.owned_by or "Nobody",
        href=state.get_absolute_url(),
    )


def standing_in_the_way(
    recommendation: Recommendation, *, as_at: date, known_at: datetime | None = None
) -> list[RiskState]:
    """Open risks tied to the recommendation, or treated by an action that serves it."""
    ties = RiskOfRecommendation.ever.filter(in_force_by(known_at), recommendation=recommendation)
    serving = Service.ever.filter(in_force_by(known_at), recommendation=recommendation).values("action")
    treated = RiskTreatment.ever.filter(in_force_by(known_at), action__in=serving)
    rows = Risk.objects.filter(Q(pk__in=ties.values("risk")) | Q(pk__in=treated.values("risk")))
    return open_risks(states_of_risks(rows, today=as_at, as_at=as_at, known_at=known_at))


def treated_by(action: Action, *, on: date, known_at: datetime | None = None) -> list[RiskState]:
    """Open risks that an action treats."""
    ties = RiskTreatment.ever.filter(in_force_by(known_at), action=action)
    rows = Risk.objects.filter(pk__in=ties.values("risk"))
    return open_risks(states_of_risks(rows, today=on, as_at=on, known_at=known_at))


def risks_to_plan(plan: Plan, *, on: date, known_at: datetime | None = None) -> list[RiskState]:
    """Open risks that the plan's actions treat, or that bear on a recommendation of its inspections."""
    treated = RiskTreatment.ever.filter(in_force_by(known_at), action__plan=plan)
    ties = RiskOfRecommendation.ever.filter(in_force_by(known_at), recommendation__inspection__plans=plan)
    rows = Risk.objects.filter(Q(pk__in=treated.values("risk")) | Q(pk__in=ties.values("risk")))
    return open_risks(states_of_risks(rows, today=on, as_at=on, known_at=known_at))


def movements(now: list[RiskState], *, since: date, known_at: datetime | None = None) -> dict[int, Movement]:
    """How each of these risks moved since a day, by its key."""
    rows = Risk.objects.filter(pk__in=[one.risk.pk for one in now])
    before = {
        one.risk.pk: one.facts for one in states_of_risks(rows, today=since, as_at=since, known_at=known_at)
    }
    return {one.risk.pk: movement(_facts(before, one), one.facts) for one in now}


def _facts(before: dict[int, Facts], one: RiskState) -> Facts | None:
    return before.get(one.risk.pk)


def scores_of(risk: Risk, *, on: date, known_at: datetime | None = None) -> QuerySet[RiskScore]:
    """Every score until a day, the oldest first."""
    told = risk.scores.filter(known_by(known_at), effective_on__lte=on)
    return told.select_related("scale", "recorded_by").order_by("effective_on", "id")


def steps_of(risk: Risk, *, on: date, known_at: datetime | None = None) -> QuerySet[RiskStep]:
    told = risk.steps.filter(known_by(known_at), effective_on__lte=on)
    return told.select_related("body", "from_body", "recorded_by").order_by("-effective_on", "-id")


def revisions_of(risk: Risk, *, on: date, known_at: datetime | None = None) -> QuerySet[RiskRevision]:
    """All that a risk said until a day, the newest first."""
    told = risk.revisions.filter(known_by(known_at), effective_on__lte=on)
    return told.select_related("owner", "recorded_by").order_by("-version")


def recommendations_of(risk: Risk, known_at: datetime | None = None) -> QuerySet[RiskOfRecommendation]:
    ties = RiskOfRecommendation.ever.filter(in_force_by(known_at), risk=risk)
    return ties.select_related("recommendation__inspection").order_by("recommendation__sort_key")


def measures_of(risk: Risk, known_at: datetime | None = None) -> QuerySet[RiskOfMeasure]:
    return RiskOfMeasure.ever.filter(in_force_by(known_at), risk=risk).select_related("measure")
