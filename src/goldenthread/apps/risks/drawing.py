"""A risk's scores as the chart reads them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from goldenthread.apps.risks.models import RiskScale, RiskScore
from goldenthread.apps.risks.scales import scale_of
from goldenthread.apps.risks.states import RiskState
from goldenthread.documents.charts import Drawing
from goldenthread.documents.risk_chart import RiskChart, ScorePoint, draw
from goldenthread.rulebook.risk_scoring import score


def chart_of(
    state: RiskState, scores: Iterable[RiskScore], scale: RiskScale | None, until: date
) -> Drawing | None:
    """The chart of a risk; None where it was never scored."""
    points: dict[str, list[ScorePoint]] = {str(kind): [] for kind in RiskScore.Kind}
    for row in scores:
        given = score(row.likelihood, row.impact, scale_of(row.scale))
        if given is None:
            continue
        line = points[row.kind]
        if line and line[-1].on == row.effective_on:
            line.pop()  # of one day the last counts
        line.append(ScorePoint(row.effective_on, given.value, given.band.word))
    now = scale_of(scale) if scale else None
    ends = [one.value for line in points.values() for one in line]
    highest = len(now.likelihood) * len(now.impact) if now else 0
    return draw(
        RiskChart(
            title=str(state),
            current=tuple(points["current"]),
            target=tuple(points["target"]),
            inherent=tuple(points["inherent"]),
            bands=tuple((band.starts_at, band.word) for band in now.bands) if now else (),
            until=until,
            highest=max([highest, *ends]),
        )
    )
