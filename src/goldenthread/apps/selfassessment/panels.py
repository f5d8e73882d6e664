"""What this room shows on a plan's page and on a recommendation's thread."""

from __future__ import annotations

from datetime import date, datetime

from goldenthread.apps.inspections import neighbours as inspections
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.plans import neighbours as plans
from goldenthread.apps.plans.models import Plan
from goldenthread.apps.selfassessment.models import Part
from goldenthread.apps.selfassessment.queries import documents

SHOWN = 5


def self_assessments_of(plan: Plan, on: date, known_at: datetime | None) -> plans.Panel | None:
    """On a plan's page: its self-assessments, and a way to begin the next. Only in the present."""
    if known_at is not None or not plan.inspections.exists():
        return None
    return plans.Panel(
        "selfassessment/on_plan.html", {"plan": plan, "documents": list(documents(plan)[:SHOWN])}
    )


def what_was_written(
    recommendation: Recommendation, as_at: date, known_at: datetime | None
) -> inspections.Panel | None:
    """On a recommendation's thread: what each year's self-assessment says of it. Only in the present."""
    if known_at is not None:
        return None
    rows = Part.objects.filter(recommendation=recommendation).select_related("document")
    found = list(rows.order_by("-document__as_at")[:SHOWN])
    return inspections.Panel("selfassessment/on_recommendation.html", {"parts": found}) if found else None
