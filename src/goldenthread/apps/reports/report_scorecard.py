"""The board report's scorecard and the page of each red measure, from the measures room's scorecard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import dropwhile

from goldenthread.apps.measures import on_paper
from goldenthread.apps.measures.charts import paper_benchmark, paper_figure
from goldenthread.apps.measures.models import Observation
from goldenthread.apps.measures.recorded import current_values
from goldenthread.apps.measures.scorecards import FigureCell, ScorecardOfPeriod, ScorecardRow, cell_of
from goldenthread.apps.measures.sources import choices_of
from goldenthread.apps.plans.states import ActionState
from goldenthread.apps.reports.authors import NOT_RECORDED, Authors
from goldenthread.apps.reports.report_actions import NO_REFERENCE, due_words, flags_of
from goldenthread.apps.reports.report_commentary import commentary, who_wrote
from goldenthread.documents import board_report as doc
from goldenthread.documents import paper_figures as figures
from goldenthread.rulebook.periods import Period, PeriodKind
from goldenthread.rulebook.rating import Rag, Target

# The heading over measures that stand in no section.
NO_SECTION = "Measures"
# A page shows three years of quarters; the measure's own page has all.
LONGEST_SERIES = 12


@dataclass(frozen=True)
class Links:
    """What the measures on a scorecard serve, by the measure's row number."""

    recommendations: Mapping[int, Sequence[str]]
    actions: Mapping[int, Sequence[ActionState]]


def scorecard(card: ScorecardOfPeriod, links: Links, known_at: datetime | None = None) -> doc.Scorecard:
    """The scorecard with its summary's facts, and a page for each measure that is red."""
    columns = card.columns
    overrode = {row.override.recorded_by_id for row in card.rows if row.override}
    authors = Authors(overrode | who_wrote(card.rows), known_at)
    series = _series(card.red, known_at)
    return doc.Scorecard(
        title=card.scorecard.name,
        last_year_end=str(columns.last_year_end),
        quarters=columns.part_labels,
        year_end=str(columns.year_end or _year_of(columns.period)),
        measures=tuple(_measure(row, columns.period, authors, series, links) for row in card.rows),
    )


def _year_of(period: Period) -> Period:
    return Period.containing(PeriodKind.FINANCIAL_YEAR, period.last_day)


def _measure(
    row: ScorecardRow, period: Period, authors: Authors, series: Mapping[int, tuple[doc.SeriesPoint, ...]],
    links: Links,
) -> doc.ScorecardMeasure:  # fmt: skip
    measure = row.measure
    lead = str(measure.lead) if measure.lead else measure.lead_text
    red = row.rag is Rag.RED
    return doc.ScorecardMeasure(
        section=row.section or NO_SECTION,
        ref=row.reference or NO_REFERENCE,
        title=measure.title,
        polarity=on_paper.GOOD.get(measure.polarity, ""),
        rating=on_paper.rating(row),
        travel=on_paper.travel(row),
        unit=measure.unit or None,
        statistical_neighbours=paper_benchmark(row.neighbours, period),
        national=paper_benchmark(row.national, period),
        target=_target(row.target),
        last_year_end=paper_figure(row.last_year_end),
        quarters=tuple(paper_figure(part) for part in row.parts),
        year_end=paper_figure(row.year_end),
        rated=paper_figure(row.rated),
        rated_period=str(row.rated.period) if row.rated else None,
        lead=lead or None,
        override=_override(row, authors),
        published=on_paper.published(row),
        page=_page(row, lead, series, links) if red else None,
        commentary=commentary(row.words, authors),
        source=row.source_words or None,
    )


def _override(row: ScorecardRow, authors: Authors) -> figures.Override | None:
    made = row.override
    if made is None:
        return None
    by = authors.title(made.recorded_by_id, made.effective_on) or NOT_RECORDED
    return figures.Override(on_paper.computed(row.verdict), made.reason, by, made.effective_on)


def _target(target: Target | None) -> figures.Target | None:
    """As printed, with its line: a target with one end is drawn at that end."""
    if target is None:
        return None
    low, high = target.low, target.high
    one_end: Decimal | None = high if low is None else low
    if low is None or high is None:
        low = high = None if target.kind == "statement" else one_end
    return figures.Target(target.text or str(target), low, high)


def _page(
    row: ScorecardRow, lead: str, series: Mapping[int, tuple[doc.SeriesPoint, ...]], links: Links
) -> doc.MeasurePage:
    measure = row.measure
    return doc.MeasurePage(
        series=series.get(measure.pk, ()),
        commentary=figures.Words(row.comment, lead or NOT_RECORDED, None) if row.comment else None,
        actions=tuple(
            doc.ServingAction(
                ref=state.reference or NO_REFERENCE,
                title=state.title,
                lead=state.led_by or None,
                due_text=due_words(state),
                stated=state.rated,
                flags=flags_of(state),
            )
            for state in links.actions.get(measure.pk, ())
        ),
        recommendations=tuple(links.recommendations.get(measure.pk, ())),
        definition=measure.definition or None,
    )


def _series(
    rows: Sequence[ScorecardRow], known_at: datetime | None
) -> dict[int, tuple[doc.SeriesPoint, ...]]:
    """The figures of each row's measure by the kind of period that was rated, gaps shown. Two queries."""
    spans = {row.measure.pk: _span(row.rated.period) for row in rows if row.rated}
    if not spans:
        return {}
    values = current_values(known_at).filter(
        observation__in=Observation.objects.filter(
            choices_of(spans, known_at).own_figures(),
            measure__in=list(spans),
            period_kind__in={span[0].kind.value for span in spans.values()},
            starts__gte=min(span[0].start for span in spans.values()),
        ),
    )
    held: dict[int, dict[Period, FigureCell]] = defaultdict(dict)
    for value in values.select_related("observation"):
        cell = cell_of(value)
        held[value.observation.measure_id][cell.period] = cell
    return {measure: _points(held[measure], span) for measure, span in spans.items()}


def _span(last: Period) -> tuple[Period, ...]:
    """The periods of the longest series that ends with this one, oldest first."""
    periods = [last]
    while len(periods) < LONGEST_SERIES:
        periods.append(periods[-1].previous())
    return tuple(reversed(periods))


def _points(cells: Mapping[Period, FigureCell], span: Sequence[Period]) -> tuple[doc.SeriesPoint, ...]:
    """A point for each period from the first that has a figure; a later one without says so."""
    known = dropwhile(lambda period: period not in cells, span)
    return tuple(doc.SeriesPoint(str(period), paper_figure(cells.get(period))) for period in known)
