"""The measures that show whether a recommendation is met: figures, rating, and why each is here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify

from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.measures.control import controlled
from goldenthread.apps.measures.control_charts import paper_chart, strict_words
from goldenthread.apps.measures.marks_queries import NONE, Effects, effects_of
from goldenthread.apps.measures.models import (
    COUNCIL_AREA,
    IndicatorMeasure,
    Measure,
    Observation,
    Override,
    RecommendationMeasure,
)
from goldenthread.apps.measures.models import Target as TargetRow
from goldenthread.apps.measures.places import measures_as_known
from goldenthread.apps.measures.queries import Series, placed_of, target_on
from goldenthread.apps.measures.recorded import held, known_targets, target_of, tolerance_of
from goldenthread.apps.measures.scorecards import FigureCell, by_recency, cell_of, travel_of
from goldenthread.apps.measures.sources import OWN, Choices, choice_words, choices_of
from goldenthread.apps.plans.models import SuccessIndicator
from goldenthread.apps.trail.moments import in_force_by
from goldenthread.documents.control_figures import ControlChart, Finding
from goldenthread.rulebook.periods import Period
from goldenthread.rulebook.rating import Rag, Target, Travel, Verdict, rate_figure
from goldenthread.rulebook.spc_verdicts import Variation

TREND = 12  # periods in a small line: three years of quarters


@dataclass(frozen=True)
class Strand:
    """The figures of one measure from one source, by one kind of period, oldest first.

    `chosen`: those that the board uses, from the source that a person chose for each period.
    """

    source: str
    cells: tuple[FigureCell, ...]
    chosen: bool = False

    @property
    def label(self) -> str:
        if self.chosen:
            return "Used by the board"
        return self.source.capitalize() if self.source else "Council"

    @property
    def latest(self) -> FigureCell:
        return self.cells[-1]


@dataclass(frozen=True)
class ChartSaid:
    """What a control chart says in words, and what the strict method would say without the care of ours.

    `said` is the rulebook's own answer on variation, None where the series may not be charted; `drawn` is
    the chart itself.
    """

    of: str
    sentence: str
    variation: Finding
    assurance: Finding | None
    strict: str
    said: Variation | None
    drawn: ControlChart


@dataclass(frozen=True)
class MeasureShown:
    """A measure of the thread. `strands` is its council's own figures by source, the one that is rated first.

    `indicators` are the success indicators that brought it here; `direct` says that it was linked itself.
    `chart` is what the control chart of the rated figures says, for those that were linked themselves.
    `source` says in words which source a person chose for the newest figure, and why.
    """

    measure: Measure
    strands: tuple[Strand, ...]
    target: Target | None
    verdict: Verdict
    travel: Travel | None
    override: Override | None
    direct: bool
    indicators: tuple[SuccessIndicator, ...] = field(default=())
    chart: ChartSaid | None = None
    source: str = ""

    @property
    def href(self) -> str:
        slug = slugify(self.measure.reference) or slugify(self.measure.title)[:40].strip("-") or "measure"
        return reverse("measures:measure", args=[self.measure.uuid, slug])

    @property
    def latest(self) -> FigureCell | None:
        return self.strands[0].latest if self.strands else None

    @property
    def rag(self) -> Rag:
        """The override where there is one, else what the rule says."""
        return Rag(self.override.rag) if self.override else self.verdict.rag

    @property
    def trend(self) -> tuple[Decimal | None, ...]:
        """The newest numbers of the rated strand, oldest first, None for a gap."""
        return tuple(cell.number for cell in self.strands[0].cells[-TREND:]) if self.strands else ()

    @property
    def trend_words(self) -> str:
        if not self.strands:
            return ""
        cells = self.strands[0].cells[-TREND:]
        return f"{', '.join(cell.text or 'no figure' for cell in cells)}, to {cells[-1].period}"


def measures_of(
    recommendation: Recommendation, actions: Sequence[int], *, as_at: date, known_at: datetime | None = None,
    chart_all: bool = False, strict_too: bool = True,
) -> list[MeasureShown]:  # fmt: skip
    """The measures linked to a recommendation, or to a success indicator of these actions.

    Those linked to the recommendation itself come first, and of these what is red, then what was linked
    first: it is what the page draws. `chart_all`: where none was linked itself, chart the others.
    `strict_too`: say what the reference method's charts would say.
    """
    measures: dict[int, Measure] = {}
    direct = set()
    of_itself = RecommendationMeasure.ever.filter(in_force_by(known_at), recommendation=recommendation)
    for link in of_itself.select_related("measure").order_by("pk"):
        measures[link.measure_id] = link.measure
        direct.add(link.measure_id)
    indicators: dict[int, list[SuccessIndicator]] = defaultdict(list)
    listed = Q(indicator__gone_on=None) | Q(indicator__gone_on__gt=as_at)
    linked = IndicatorMeasure.ever.filter(
        in_force_by(known_at, published=""), listed, indicator__action__in=actions
    )
    for link in linked.select_related("measure", "indicator__action").order_by("indicator__position"):
        measures.setdefault(link.measure_id, link.measure)
        indicators[link.measure_id].append(link.indicator)
    measures_as_known(measures.values(), known_at)
    figures = _figures_to_show(measures.keys(), direct, as_at, known_at)
    targets = _targets(measures, known_at)
    overrides = _overrides(measures, as_at, known_at)
    effects = effects_of(measures, as_at=as_at, known_at=known_at)
    choices = choices_of(measures, known_at)
    shown = [
        _shown(
            one, figures.get(one.pk, {}), targets.get(one.pk, []), overrides, one.pk in direct,
            tuple(indicators.get(one.pk, ())), effects.get(one.pk, NONE), choices,
            charted=one.pk in direct or (chart_all and not direct), strict_too=strict_too,
        )
        for one in measures.values()
    ]  # fmt: skip
    linked_as = {measure: place for place, measure in enumerate(measures)}
    return sorted(
        shown,
        key=lambda one: (
            not one.direct,
            GRAVEST.index(one.rag),
            linked_as[one.measure.pk] if one.direct else 0,
            one.measure.sort_key,
            one.measure.title,
        ),
    )


NEWEST_YEARS = timedelta(days=3 * 366)
GRAVEST = (Rag.RED, Rag.AMBER, Rag.GREEN, Rag.NOT_RATED)
Cells = Mapping[tuple[str, str], dict[Period, FigureCell]]


def _figures_to_show(
    measures: Collection[int], direct: Collection[int], as_at: date, known_at: datetime | None
) -> dict[int, Cells]:
    """All figures of what is drawn; of the measures that only a success indicator brought, the newest years.

    The table shows no more of these than their trend, and a decade of each is most of the page's work.
    """
    drawn = direct or measures
    found = _figures(drawn, as_at, known_at)
    rest = set(measures) - set(drawn)
    found |= _figures(rest, as_at, known_at, since=as_at - NEWEST_YEARS)
    return found | _figures(rest - found.keys(), as_at, known_at)


def _figures(
    measures: Collection[int], as_at: date, known_at: datetime | None, since: date = date.min
) -> dict[int, Cells]:
    """The council's own figures, by measure, then by source and kind of period."""
    if not measures:
        return {}
    observations = Observation.objects.filter(
        measure__in=list(measures), area=COUNCIL_AREA, cohort="", starts__lte=as_at, starts__gte=since
    ).order_by("starts")
    found: dict[int, dict[tuple[str, str], dict[Period, FigureCell]]] = defaultdict(dict)
    for one, value in held(observations, known_at):
        cell = cell_of(value, one)
        found[one.measure_id].setdefault((one.source, one.period_kind), {})[cell.period] = cell
    return found


def _targets(measures: Iterable[int], known_at: datetime | None) -> dict[int, list[TargetRow]]:
    rows = known_targets(known_at).filter(measure__in=list(measures))
    found: dict[int, list[TargetRow]] = defaultdict(list)
    for row in rows.order_by("-effective_on", "-known_from", "-id"):
        found[row.measure_id].append(row)
    return found


def _overrides(
    measures: Iterable[int], as_at: date, known_at: datetime | None
) -> dict[tuple[int, str, date, date], Override]:
    rows = Override.objects.filter(measure__in=list(measures), effective_on__lte=as_at)
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    newest = {(row.measure_id, row.period_kind, row.starts, row.ends): row for row in rows.order_by("id")}
    return {period: row for period, row in newest.items() if row.rag}


def _shown(
    measure: Measure, figures: Cells, targets: list[TargetRow],
    overrides: Mapping[tuple[int, str, date, date], Override], direct: bool,
    indicators: tuple[SuccessIndicator, ...], effects: Effects, choices: Choices, *, charted: bool,
    strict_too: bool,
) -> MeasureShown:  # fmt: skip
    strands = _strands(measure, figures, choices)
    main = {cell.period: cell for cell in strands[0].cells} if strands else {}
    latest = strands[0].latest if strands else None
    period = latest.period if latest else None
    row = target_on(targets, period.last_day) if period else next(iter(targets), None)
    target = target_of(row, measure)
    travel = travel_of(measure, period, main, target, effects.breaks)[0] if period else None
    return MeasureShown(
        measure=measure,
        strands=strands,
        target=target,
        verdict=rate_figure(latest.figure if latest else None, target, tolerance_of(measure)),
        travel=travel,
        override=overrides.get((measure.pk, period.kind.value, period.start, period.end)) if period else None,
        direct=direct,
        indicators=indicators,
        chart=_chart_said(measure, strands[0], main, targets, effects, strict_too)
        if charted and strands
        else None,
        source=choice_words(chosen) if period and (chosen := choices.of(measure.pk, period)) else "",
    )


def _chart_said(
    measure: Measure, strand: Strand, cells: Mapping[Period, FigureCell], targets: list[TargetRow],
    effects: Effects, strict_too: bool,
) -> ChartSaid:  # fmt: skip
    kind = strand.latest.period.kind.value
    series = Series(kind, strand.source, COUNCIL_AREA, "", placed_of(measure, cells, targets))
    one = controlled(measure, series, effects, strict_too=strict_too)
    chart = paper_chart(measure, one, ())
    return ChartSaid(
        strand.label, chart.sentence, chart.variation, chart.assurance, strict_words(measure, one),
        one.chart.variation if one.chart else None, chart,
    )  # fmt: skip


def _strands(measure: Measure, figures: Cells, choices: Choices) -> tuple[Strand, ...]:
    """What is rated first: what the board uses where a person chose, else the newest and own before rivals.

    Where the chosen source has no figure there is none to rate, and no other stands in (SRC-1).
    """
    ordered = sorted(figures.items(), key=_newest_and_own_first)
    first: tuple[Strand, ...] = ()
    kind = ordered[0][0][1] if ordered else ""
    if choices.made_for(measure.pk):
        used = {
            (OWN, its_kind): {
                period: cell for (_, other), cells in ordered for period, cell in cells.items()
                if other == its_kind and cell.source == choices.source(measure.pk, period)
            }
            for (_, its_kind) in figures
        }  # fmt: skip
        used = {key: cells for key, cells in used.items() if cells}
        if not used:
            return ()
        (_, kind), cells = min(used.items(), key=_newest_and_own_first)
        first = (Strand(OWN, _oldest_first(cells), chosen=True),)
    rest = (Strand(source, _oldest_first(cells)) for (source, other), cells in ordered if other == kind)
    return (*first, *(one for one in rest if not first or one.cells != first[0].cells))


def _oldest_first(cells: Mapping[Period, FigureCell]) -> tuple[FigureCell, ...]:
    return tuple(sorted(cells.values(), key=lambda cell: cell.period.start))


def _newest_and_own_first(
    group: tuple[tuple[str, str], dict[Period, FigureCell]],
) -> tuple[tuple[int, int], bool, str]:
    (source, _), cells = group
    return min(by_recency(period) for period in cells), bool(source), source
