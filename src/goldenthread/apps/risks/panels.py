"""What this room shows on the pages of a recommendation, an action and a plan: the risks to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.inspections.neighbours import Panel as RecommendationPanel
from goldenthread.apps.plans.models import Action, Plan
from goldenthread.apps.plans.neighbours import Panel
from goldenthread.apps.risks import queries
from goldenthread.apps.risks.states import RiskState

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


def _said(found: Sequence[RiskState], heading: str) -> dict[str, Any]:
    gravest = sorted(found, key=lambda one: -(one.current.score.value if one.current else 0))
    return {"heading": heading, "risks": gravest}
