"""What this room shows on the pages of rooms before it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.bodies.neighbours import Panel
from goldenthread.apps.chasing.models import Round
from goldenthread.apps.chasing.neighbours import Frozen
from goldenthread.apps.reports.queries import all_papers

SHOWN = 12


def papers_for(body: Body, today: date) -> Panel | None:
    """On a body's page: the newest papers for it. Nothing where there are none."""
    papers = list(all_papers().filter(body=body)[:SHOWN])
    return Panel("reports/on_body.html", {"papers": papers}) if papers else None


def papers_since(round: Round) -> Iterator[Frozen]:
    """On the page of a round of requests: the reports frozen since that speak of its plan or scorecard.

    Those for the body that answers for the plan, or for a recommendation that it serves; of a scorecard,
    those for its body.
    """
    if round.plan:
        serves = Q(body__accountabilities__recommendation__services__action__plan=round.plan)
        of_it = Q(body=round.plan.accountable_body_id) | serves
    else:
        of_it = Q(body__scorecard=round.scorecard)
    for paper in all_papers().filter(of_it, frozen_at__gte=round.asked_at).distinct():
        words = f"edition {paper.edition} of the report to {paper.body}, {paper.period}"
        yield Frozen(words, paper.frozen_at, paper.get_absolute_url())
