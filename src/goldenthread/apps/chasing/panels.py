"""What this room shows on the pages of rooms before it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from goldenthread.apps.chasing.models import Kind, Request
from goldenthread.apps.chasing.queries import last_round_of, last_round_on
from goldenthread.apps.commentary import neighbours as commentary
from goldenthread.apps.measures import neighbours as measures_room
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.measures.recorded import period_columns
from goldenthread.apps.measures.scorecard_rows import ScorecardOfPeriod
from goldenthread.apps.measures.scorecards import period_slug
from goldenthread.apps.plans.models import Plan
from goldenthread.apps.plans.neighbours import Panel
from goldenthread.apps.trail.moments import Moment, day_ends
from goldenthread.rulebook.periods import Period


def chasing_of_plan(plan: Plan, on: date, known_at: datetime | None) -> Panel:
    """On a plan's page: the newest round of requests that it had by then, and the way to ask."""
    end = min(day_ends(on), known_at) if known_at else day_ends(on)
    round = last_round_of(plan, until=end)
    closed = round is not None and round.closed_at is not None and round.closed_at <= end
    return Panel("chasing/on_plan.html", {"plan": plan, "round": round, "closed": closed})


def chasing_of_scorecard(card: ScorecardOfPeriod, moment: Moment) -> measures_room.Panel | None:
    """On a scorecard's page of now: the newest round for its period, and the way to ask."""
    if moment.is_past:
        return None
    return measures_room.Panel("chasing/on_scorecard.html", {
        "scorecard": card.scorecard, "period": period_slug(card.period),
        "round": last_round_on(card.scorecard, card.period),
    })  # fmt: skip


def asked_on_commentary(
    measures: Sequence[Measure], period: Period, day: date
) -> dict[int, commentary.Asked]:
    """On the list of commentary: the newest request for words on each measure in a period. One query."""
    requests = Request.objects.filter(
        measure__in=measures, round__kind=Kind.COMMENTARY, round__asked_on__lte=day,
        **{f"round__{column}": value for column, value in period_columns(period).items()},
    ).select_related("round", "asked_of", "post")  # fmt: skip
    return {
        request.measure_id: commentary.Asked(
            request.round.asked_on, request.round.due_on, str(request.post or request.asked_of or "")
        )
        for request in requests.order_by("round__asked_at", "id")
        if request.measure_id
    }
