"""The measures of a scorecard, or one measure, as a book of papers: a page, a sheet's row, tidy figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from goldenthread.apps.measures import control_charts, on_paper, queries
from goldenthread.apps.measures.chances import Chances, PointChance, chances_of
from goldenthread.apps.measures.charts import paper_figure
from goldenthread.apps.measures.control import Controlled, controlled
from goldenthread.apps.measures.marks_queries import NONE, drawn_marks, effects_of, marks_of
from goldenthread.apps.measures.neighbours import compared_with
from goldenthread.apps.measures.scorecard_rows import FigureCell, ScorecardRow
from goldenthread.documents import control_chart
from goldenthread.documents import paper_figures as figures
from goldenthread.documents.control_figures import Finding
from goldenthread.documents.measure_book import Chance, Compared, Marked, MeasureSheet, SheetPoint
from goldenthread.rulebook.asking import Question
from goldenthread.rulebook.periods import PeriodKind


def sheets_of(
    rows: Iterable[tuple[ScorecardRow, Sequence[Question]]], *, as_at: date | None = None,
    known_at: datetime | None = None,
) -> tuple[MeasureSheet, ...]:  # fmt: skip
    """A sheet for each row with its questions."""
    return tuple(_sheet(row, asked, as_at, known_at) for row, asked in rows)


def _sheet(
    row: ScorecardRow, asked: Sequence[Question], as_at: date | None, known_at: datetime | None
) -> MeasureSheet:
    measure = row.measure
    one = _charted(row, as_at, known_at)
    marks = marks_of(measure, as_at=as_at, known_at=known_at)
    chart = control_charts.paper_chart(measure, one, marks) if one else None
    chances = chances_of(measure, one.series) if one else None
    return MeasureSheet(
        reference=row.reference,
        title=measure.title,
        section=row.section,
        definition=measure.definition,
        unit=measure.unit,
        polarity=on_paper.GOOD.get(measure.polarity, ""),
        lead=str(measure.lead) if measure.lead else measure.lead_text,
        target=str(row.target) if row.target else "",
        latest=paper_figure(row.rated),
        latest_period=str(row.rated.period) if row.rated else "",
        rating=on_paper.rating(row),
        travel=on_paper.travel(row),
        sentence=chart.sentence if chart else "",
        series=tuple(_points(one, chances)) if one and chances else (),
        chart=control_chart.draw(chart) if chart else None,
        variation=chart.variation if chart else None,
        assurance=chart.assurance if chart else None,
        override=_override(row),
        published=on_paper.published(row),
        compared=(*_printed_beside(row), *compared_with(row, known_at)),
        marks=tuple(
            Marked(place, flag.mark.day, str(flag.kind.label), flag.mark.words)
            for place, flag in enumerate(drawn_marks(marks), 1)
            if flag.mark.day
        ),
        words=row.words.text if row.words else row.comment,
        questions=tuple(Finding(question.text, str(question.code)) for question in asked),
        chance=chances.words if chances else "",
        strict=control_charts.strict_words(measure, one) if one else "",
    )


def _charted(row: ScorecardRow, as_at: date | None, known_at: datetime | None) -> Controlled | None:
    """The council's series by the kind of period that the row is rated on, or by its first kind."""
    found = [one for one in queries.series(row.measure, as_at=as_at, known_at=known_at) if one.is_ours]
    if not found:
        return None
    rated = row.rated.period.kind if row.rated else None
    series = next((one for one in found if PeriodKind(one.kind) is rated), found[0])
    effects = effects_of([row.measure], as_at=as_at, known_at=known_at).get(row.measure.pk, NONE)
    return controlled(row.measure, series, effects)


def _points(one: Controlled, chances: Chances) -> Iterable[SheetPoint]:
    rated = {point.cell.period: point for point in one.series.points}
    for place, (period, cell) in enumerate(zip(one.periods, one.cells, strict=True)):
        point = rated.get(period)
        judged = one.chart.points[place].words if one.chart else ""
        yield SheetPoint(
            period=str(period),
            figure=paper_figure(cell),
            target=str(point.target) if point and point.target else "",
            rating=on_paper.computed(point.verdict) if point else None,
            said=judged,
            numerator=cell.counts[0] if cell and cell.counts else None,
            denominator=cell.counts[1] if cell and cell.counts else None,
            known_from=cell.published_on if cell else None,
            note="" if cell else "No figure is recorded for this period",
            chance=_chance(chances.points[period]) if period in chances.points else None,
        )


def _chance(point: PointChance) -> Chance:
    """What chance does to a figure, as papers take it."""
    of = point.of
    ends = [limit for one in of.chance.both or () for limit in (one.lower, one.upper)]
    numbers = [None if end is None else Decimal(f"{end:.{of.places + 2}f}") for end in ends] or [None] * 4
    return Chance(
        str(of.chance.code), of.at_95, *numbers, is_few=of.is_few, why_none=of.chance.reason,
        since=point.since,
    )  # fmt: skip


def _override(row: ScorecardRow) -> figures.Override | None:
    made = row.override
    if made is None:
        return None
    return figures.Override(
        on_paper.computed(row.verdict), made.reason, str(made.recorded_by), made.effective_on
    )


def _printed_beside(row: ScorecardRow) -> Iterable[Compared]:
    """The benchmarks that the paper itself printed."""
    for words, cell in (("Statistical neighbours", row.neighbours), ("National", row.national)):
        if (figure := paper_figure(cell)) and cell:
            other = cell.period_beside(row.rated.period) if row.rated and cell.period_stated else ""
            flag = f"{other} beside {row.rated.period}" if row.rated and other else ""
            yield Compared(words, figure, _period_of(cell), "", beside=flag)


def _period_of(cell: FigureCell) -> str:
    return str(cell.period) if cell.period_stated else "Not stated"
