"""What this room shows on the pages of rooms before it."""

from __future__ import annotations

from datetime import date, datetime

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.bodies.neighbours import Panel
from goldenthread.apps.inspections import neighbours, queries
from goldenthread.apps.inspections.found_before import found_before
from goldenthread.apps.inspections.models import Recommendation


def answered_for(body: Body, today: date) -> Panel | None:
    """On a body's page: the recommendations that it answers for. Nothing where there are none."""
    lines = queries.answered_for_by(body, as_at=today)
    if not lines:
        return None
    return Panel("inspections/answers_for.html", {"lines": lines, "counts": queries.counts_by_status(lines)})


def found_before_panel(
    recommendation: Recommendation, as_at: date, known_at: datetime | None
) -> neighbours.Panel:
    """On a recommendation's thread: where the same was found, before and since."""
    found = found_before(recommendation, as_at=as_at, known_at=known_at)
    return neighbours.Panel("inspections/found_before.html", {"found": found})
