"""Results as pages and papers show them: drawings, with what they say in words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from goldenthread.apps.audits.queries import AuditLine
from goldenthread.apps.audits.results import Result, whole_percent
from goldenthread.apps.audits.trends import Trend, TrendPoint
from goldenthread.documents.audit_charts import Distribution, SharePoint, distribution, shares_over_time
from goldenthread.documents.charts import Drawing


@dataclass(frozen=True)
class GradeRow:
    """A stream's cases by grade, for the table beside the chart."""

    label: str
    by_grade: tuple[int, ...]
    cases: int


def judgements_of(line: AuditLine) -> tuple[Drawing | None, list[GradeRow]]:
    """How the judgements of each stream fall: the drawing and its table."""
    rows = [GradeRow(one.label, one.by_grade, sum(one.by_grade)) for one in line.streams if sum(one.by_grade)]
    drawn = distribution(
        line.audit.title, line.audit.grades, [Distribution(row.label, row.by_grade) for row in rows]
    )
    return drawn, rows


def trend_drawing(trend: Trend) -> Drawing | None:
    """A stream over the quarters."""
    average = None if trend.chart.average is None else trend.chart.average * 100
    title = f"{trend.series}, {trend.stream}, {trend.good_words}"
    points = [_point(one) for one in trend.points if one.result.share is not None]
    return shares_over_time(title, points, average=average, sentence=trend.chart.words)


def _point(one: TrendPoint) -> SharePoint:
    interval, judged = one.result.interval, one.judged
    return SharePoint(
        str(one.period), percent_of(one.result), one.result.cases,
        interval.lower if interval else None, interval.upper if interval else None,
        None if judged is None or judged.lower is None else judged.lower * 100,
        None if judged is None or judged.upper is None else judged.upper * 100,
    )  # fmt: skip


def percent_of(result: Result) -> Decimal:
    """The percentage that is printed of a result; 0 where there is none."""
    if result.percent is not None:
        return result.percent
    return Decimal(0) if result.share is None else Decimal(whole_percent(result.share))
