"""What stands beside the box: the new figures, the run of them, last period's words, the present ones."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from goldenthread.apps.commentary.models import Comment
from goldenthread.apps.commentary.queries import MeasureInPeriod, Said, newest, said_on
from goldenthread.apps.measures.models import Measure, StatedRating
from goldenthread.apps.measures.queries import Point, series
from goldenthread.apps.measures.recorded import known, period_columns
from goldenthread.apps.measures.scorecards import ScorecardRow, rows_of
from goldenthread.rulebook.periods import Period

RUN = 12
"""How many periods the run of figures shows: three years of quarters."""


@dataclass(frozen=True)
class Page:
    """`points` are the run of figures up to the period, oldest first; `last` the words of the period before.

    `last_in_paper` is the comment that a loaded paper printed for the period before, shown where nobody wrote
    words here.
    """

    row: ScorecardRow
    points: tuple[Point, ...]
    previous: Point | None
    year_before: Point | None
    said: Said | None
    last: Comment | None
    last_in_paper: str
    last_period: Period

    @property
    def version(self) -> int:
        """The newest version of the words, 0 where there are none yet."""
        return self.said.comment.version if self.said else 0

    @property
    def run(self) -> tuple[Decimal | None, ...]:
        """The numbers of the run, for a sparkline."""
        return tuple(point.cell.figure.value for point in self.points)


def page_of(found: MeasureInPeriod) -> Page:
    """All that the one who writes needs to see. A constant number of queries."""
    measure, period = found.measure, found.period
    [row] = rows_of([measure], period)
    rated = row.rated.period if row.rated else period
    points = {
        point.cell.period: point
        for one in series(measure)
        if one.is_the_boards and one.kind == rated.kind
        for point in one.points
        if point.cell.period.end <= rated.end
    }
    return Page(
        row=row,
        points=tuple(points.values())[-RUN:],
        previous=points.get(rated.previous()),
        year_before=points.get(rated.a_year_before()),
        said=said_on([row], period).get(measure.pk),
        last=newest([measure], period.previous()).get(measure.pk),
        last_in_paper=_printed(measure, period.previous()),
        last_period=period.previous(),
    )


def _printed(measure: Measure, period: Period) -> str:
    """The newest comment that a paper printed on a measure in a period; empty where none did."""
    rows = known(StatedRating.objects.filter(measure=measure, **period_columns(period)).exclude(comment=""))
    newest_first = rows.order_by("-known_from", "-id")
    return newest_first.values_list("comment", flat=True).first() or ""
