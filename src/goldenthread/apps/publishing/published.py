"""What was published before: the editions of a scorecard, and what they printed for each cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db.models import Q

from goldenthread.apps.measures.models import Measure, Scorecard
from goldenthread.apps.measures.recorded import period_columns
from goldenthread.apps.measures.scorecard_rows import ScorecardOfPeriod
from goldenthread.apps.publishing.models import Edition
from goldenthread.documents.published_scorecard import HIDDEN, PublishedFigure, PublishedScorecard
from goldenthread.rulebook.figures import Figure, NotAFigure, Status, parse_figure
from goldenthread.rulebook.periods import Period


def editions_of(
    scorecard: Scorecard, period: Period | None = None, *, since: date | None = None,
    known_at: datetime | None = None,
) -> list[Edition]:  # fmt: skip
    """Every edition of a scorecard, or of one period of it, newest first; of periods that end after a day."""
    rows = Edition.objects.filter(scorecard=scorecard).select_related("scorecard__body", "published_by")
    if period is not None:
        rows = rows.filter(**period_columns(period))
    if since is not None:
        rows = rows.filter(ends__gt=since)
    if known_at is not None:
        rows = rows.filter(published_at__lte=known_at)
    return list(rows.order_by("-published_at", "-id"))


def editions_with(
    scorecard: Scorecard, measures: Iterable[Measure], *, since: date, known_at: datetime | None = None
) -> list[Edition]:
    """Every edition of periods that end after a day which may hold one of these measures, newest first.

    A measure stands on any number of scorecards: what another one printed of it is known too.
    """
    on_it = Scorecard.objects.filter(Q(pk=scorecard.pk) | Q(lines__measure__in=list(measures)))
    rows = Edition.objects.filter(scorecard__in=on_it.values("pk"), ends__gt=since)
    if known_at is not None:
        rows = rows.filter(published_at__lte=known_at)
    return list(rows.select_related("scorecard__body").order_by("-published_at", "-id"))


def newest_of(scorecard: Scorecard, period: Period, *, known_at: datetime | None = None) -> Edition | None:
    """The newest edition of a period; its texts are read when they are asked for."""
    rows = Edition.objects.filter(scorecard=scorecard, **period_columns(period))
    if known_at is not None:
        rows = rows.filter(published_at__lte=known_at)
    return rows.defer("document", "internal").order_by("-edition").first()


Printed = Mapping[tuple[str, str], Sequence[PublishedFigure]]
"""What was printed for a cell, oldest first, by the measure's key and the period in words."""


def printed_before(editions: Iterable[Edition]) -> Printed:
    """What these editions printed for each cell, as often as they printed it. Hidden cells are left out."""
    found: dict[tuple[str, str], list[PublishedFigure]] = defaultdict(list)
    for edition in sorted(editions, key=lambda one: (one.published_at, one.pk)):
        paper = PublishedScorecard.from_json(edition.document)
        for row in paper.rows:
            for period, cell in zip(paper.periods, row.cells, strict=True):
                if period and cell is not None and cell.code != HIDDEN:
                    found[row.key, period].append(cell)
    return found


def last_published(card: ScorecardOfPeriod, known_at: datetime | None) -> dict[tuple[int, Period], Figure]:
    """What the editions of this scorecard last printed for its cells, by measure and period."""
    since = card.columns.last_year_end.start
    printed = printed_before(editions_of(card.scorecard, since=since, known_at=known_at))
    if not printed:
        return {}
    measures = {str(row.measure.uuid): row.measure.pk for row in card.rows}
    columns = card.columns
    periods = {str(one): one for one in (columns.last_year_end, *columns.parts, columns.year_end) if one}
    return {
        (measures[key], periods[period]): figure
        for (key, period), cells in printed.items()
        if key in measures and period in periods and (figure := _figure(cells[-1])) is not None
    }


def _figure(cell: PublishedFigure) -> Figure | None:
    if cell.value is None and cell.low is None and cell.high is None:
        return None
    try:
        return parse_figure(cell.text, unit=cell.unit)
    except NotAFigure:
        return (
            Figure(cell.text, value=cell.value, unit=cell.unit, status=Status.FINAL) if cell.value else None
        )
