"""What this room shows on a plan's page: its success statements, each with its newest answer."""

from __future__ import annotations

from datetime import date, datetime

from goldenthread.apps.plans.models import Plan
from goldenthread.apps.plans.neighbours import Panel
from goldenthread.apps.success.queries import by_heading, statements_of


def statements_of_plan(plan: Plan, on: date, known_at: datetime | None) -> Panel:
    """Always there: what children and families show counts as much as a figure, so a gap is to be seen."""
    statements = statements_of(plan, today=on, known_at=known_at)
    return Panel("success/plan_panel.html", {"plan": plan, "groups": by_heading(statements)})
