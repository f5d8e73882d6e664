"""What this room shows on the pages of rooms before it."""

from __future__ import annotations

from datetime import date

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.bodies.neighbours import Panel
from goldenthread.apps.inspections import queries


def answered_for(body: Body, today: date) -> Panel | None:
    """On a body's page: the recommendations that it answers for. Nothing where there are none."""
    lines = queries.answered_for_by(body, as_at=today)
    if not lines:
        return None
    return Panel("inspections/answers_for.html", {"lines": lines, "counts": queries.counts_by_status(lines)})
