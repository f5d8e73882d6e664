"""What this room shows on the pages of recommendations, actions, plans, measures and bodies: their risks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.bodies.neighbours import Panel as BodyPanel
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.inspections.neighbours import Panel as RecommendationPanel
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.measures.neighbours import Panel as MeasurePanel
from goldenthread.apps.plans.models import Action, Plan
from goldenthread.apps.plans.neighbours import Panel
from goldenthread.apps.risks import queries
from goldenthread.apps.risks.models import Risk, RiskOfMeasure
from goldenthread.apps.risks.states import RiskState, states_of_risks
from goldenthread.apps.trail.moments import Moment

TEMPLATE = "risks/panel.html"


def on_recommendation(
    recommendation: Recommendation, on: date, known_at: datetime | None
) -> RecommendationPanel | None:
    """The open risks that stand in its way; nothing where there are none."""
    found = queries.standing_in_the_way(recommendation, as_at=on, known_at=known_at)
    return RecommendationPanel(TEMPLATE, _said(found, "Risks")) if found else None


def on_action(action: Action, on: date, known_at: datetime | None) -> Panel | None:
    """The open risks that the action treats."""
    found = queries.treated_by(action, on=on, known_at=known_at)
    return Panel(TEMPLATE, _said(found, "Risks that it treats")) if found else None


def on_plan(plan: Plan, on: date, known_at: datetime | None) -> Panel | None:
    """The open risks that its actions treat or that stand in the way of what it answers."""
    found = queries.risks_to_plan(plan, on=on, known_at=known_at)
    return Panel(TEMPLATE, _said(found, "Risks")) if found else None


def on_measure(measure: Measure, moment: Moment) -> MeasurePanel | None:
    """The open risks that the measure shows; nothing on a page of the past."""
    if moment.is_past:
        return None
    ties = RiskOfMeasure.objects.filter(measure=measure, risk__closed_on=None).select_related("risk")
    found = [tie.risk for tie in ties.order_by("risk__sort_key")]
    return MeasurePanel("risks/on_measure.html", {"risks": found}) if found else None


def on_body(body: Body, on: date) -> BodyPanel | None:
    """The open risks on the body's own register."""
    found = states_of_risks(Risk.objects.filter(body=body, closed_on=None), today=on)
    return BodyPanel(TEMPLATE, _said(found, "Risks on its register")) if found else None


def _said(found: Sequence[RiskState], heading: str) -> dict[str, Any]:
    gravest = sorted(found, key=lambda one: -(one.current.score.value if one.current else 0))
    return {"heading": heading, "risks": gravest}
