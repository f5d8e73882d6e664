"""What this room shows on the pages of rooms before it."""

from __future__ import annotations

from datetime import date

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.bodies.neighbours import Panel
from goldenthread.apps.reports.queries import all_papers

SHOWN = 12


def papers_for(body: Body, today: date) -> Panel | None:
    """On a body's page: the newest papers for it. Nothing where there are none."""
    papers = list(all_papers().filter(body=body)[:SHOWN])
    return Panel("reports/on_body.html", {"papers": papers}) if papers else None
