"""The scorecard of a period, as it was known at an instant: figures, ratings, travel and words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.text import slugify

from goldenthread.apps.measures.marks_queries import NONE, effects_of
from goldenthread.apps.measures.models import (
    COUNCIL_AREA,
    NATIONAL,
    STATISTICAL_NEIGHBOURS,
    Line,
    Measure,
    Observation,
    Override,
    Scorecard,
    StatedRating,
    Value,
)
from goldenthread.apps.measures.neighbours import with_words
from goldenthread.apps.measures.places import lines_on
from goldenthread.apps.measures.recorded import (
    figure_of,
    held,
    known,
    known_targets,
    period_columns,
    period_of,
    plain,
    polarity_of,
    target_of,
    tolerance_of,
)
from goldenthread.apps.measures.scorecard_rows import (
    Columns,
    FigureCell,
    ScorecardOfPeriod,
    ScorecardRow,
    Stated,
)
from goldenthread.apps.measures.sources import OWN, Choices, choices_of
from goldenthread.apps.measures.target_changes import change_of_target
from goldenthread.rulebook.figures import TO_DATE, Status
from goldenthread.rulebook.periods import Period, PeriodKind
from goldenthread.rulebook.rating import (
    Comparison,
    Target,
    Travel,
    comparable_previous,
    direction_of_travel,
    rate_figure,
)
from goldenthread.rulebook.sources import SRC_2, of_one_source

_YEAR_OF = {
    PeriodKind.TERM: PeriodKind.ACADEMIC_YEAR,
    PeriodKind.HALF_TERM: PeriodKind.ACADEMIC_YEAR,
    PeriodKind.ACADEMIC_YEAR: PeriodKind.ACADEMIC_YEAR,
    PeriodKind.CALENDAR_YEAR: PeriodKind.CALENDAR_YEAR,
}
_PART_OF = {
    PeriodKind.FINANCIAL_YEAR: PeriodKind.FINANCIAL_QUARTER,
    PeriodKind.ACADEMIC_YEAR: PeriodKind.TERM,
    PeriodKind.CALENDAR_YEAR: PeriodKind.MONTH,
}
_SHORTNESS = (
    PeriodKind.MONTH,
    PeriodKind.HALF_TERM,
    PeriodKind.FINANCIAL_QUARTER,
    PeriodKind.TERM,
    PeriodKind.CALENDAR_YEAR,
    PeriodKind.ACADEMIC_YEAR,
    PeriodKind.FINANCIAL_YEAR,
    PeriodKind.TWELVE_MONTHS_TO,
)
# A page of ten years holds some 1,500 of these: plain rows are made in a third of the time that models are.
_OF_A_TARGET = (
    "pk", "measure_id", "effective_on", "text", "kind", "low", "high", "strict", "amber", "recorded_at",
    "published_on",
)  # fmt: skip
_WITH_A_FIGURE = tuple(status.value for status in Status if status.has_a_figure)
_NOT_FOR_THE_PERIOD = (Status.NOT_COLLECTED, Status.NOT_APPLICABLE)


def period_slug(period: Period) -> str:
    """A period in an address: "2017-18-q4"."""
    return slugify(str(period))


def by_recency(period: Period) -> tuple[int, int]:
    """A sort key: the latest end first, and of those that end together the shortest kind first."""
    return -period.end.toordinal(), _SHORTNESS.index(period.kind)


def periods_of(
    scorecard: Scorecard, *, as_at: date | None = None, known_at: datetime | None = None
) -> list[Period]:
    """The periods for which the scorecard has a figure of ours, newest first.

    As far as was known at an instant, of those that had begun on a day. A year that is given to date only
    comes after the newest of its parts: it is not over.
    """
    found = Observation.objects.filter(measure__lines__scorecard=scorecard, area=COUNCIL_AREA)
    if as_at is not None:
        found = found.filter(starts__lte=as_at)
    if known_at is not None:
        found = found.filter(Exists(known(Value.objects.filter(observation=OuterRef("pk")), known_at)))
    rows = found.order_by().values_list("period_kind", "starts", "ends").distinct()
    periods = sorted((Period(PeriodKind(kind), starts, ends) for kind, starts, ends in rows), key=by_recency)
    if periods and (parts := [one for one in periods if _is_part(one, periods[0])]):
        whole = found.filter(**period_columns(periods[0]))
        of_all_of_it = Value.objects.filter(observation__in=whole, status__in=_WITH_A_FIGURE)
        if not of_all_of_it.exclude(qualifier__contains=TO_DATE).exists():
            at = periods.index(parts[0])
            return [*periods[1 : at + 1], periods[0], *periods[at + 1 :]]
    return periods


def _is_part(one: Period, whole: Period) -> bool:
    return one != whole and whole.start <= one.start and one.end <= whole.end


def columns_for(period: Period) -> Columns:
    """What a scorecard of this period shows beside it."""
    if period.kind is PeriodKind.TWELVE_MONTHS_TO:
        return Columns(period, period.previous(), (period,), None)
    year = Period.containing(_YEAR_OF.get(period.kind, PeriodKind.FINANCIAL_YEAR), period.last_day)
    kind = _PART_OF.get(period.kind, period.kind)
    parts = [Period.containing(kind, year.start)]
    while parts[-1].end < period.end:
        parts.append(Period.containing(kind, parts[-1].end))
    return Columns(period, year.previous(), tuple(parts), year if year.end == period.end else None)


def scorecard_for(
    scorecard: Scorecard, period: Period, *, as_at: date | None = None, known_at: datetime | None = None,
    measure: Measure | None = None,
) -> ScorecardOfPeriod:  # fmt: skip
    """The scorecard of a period. A constant number of queries, whatever its size.

    `as_at` leaves out what only held after that day, `known_at` what was only known after that instant; None
    asks for all. `measure` asks for one row only. Rows carry the words that later rooms give.
    """
    card = figures_for(scorecard, period, as_at=as_at, known_at=known_at, measure=measure)
    return replace(card, rows=with_words(card.rows, period, as_at, known_at))


def figures_for(
    scorecard: Scorecard, period: Period, *, as_at: date | None = None, known_at: datetime | None = None,
    measure: Measure | None = None,
) -> ScorecardOfPeriod:  # fmt: skip
    """The same without anybody's words."""
    lines = lines_on(scorecard, as_at=as_at, known_at=known_at, measure=measure)
    columns = columns_for(period)
    facts = _Facts([line.measure for line in lines], scorecard, columns, as_at, known_at)
    rows = tuple(_row(line, columns, facts) for line in lines)
    return ScorecardOfPeriod(scorecard, period, columns, rows)


def rows_of(
    measures: Sequence[Measure], period: Period, *, as_at: date | None = None,
    known_at: datetime | None = None,
) -> tuple[ScorecardRow, ...]:  # fmt: skip
    """Measures in a period as any scorecard shows them, whichever they are on; a constant number of queries.

    What a paper stated is a scorecard's own, so it is left out.
    """
    columns = columns_for(period)
    facts = _Facts(measures, None, columns, as_at, known_at)
    lines = [Line(measure=one, reference=one.reference, position=place) for place, one in enumerate(measures)]
    return tuple(_row(line, columns, facts) for line in lines)


class _Facts:
    """All that a scorecard's rows are made of, fetched at once."""

    def __init__(
        self, measures: Sequence[Measure], scorecard: Scorecard | None, columns: Columns, as_at: date | None,
        known_at: datetime | None,
    ) -> None:  # fmt: skip
        # Their row numbers: a model in place of each would be looked at anew by every query.
        self.measures = [one.pk for one in measures]
        period = columns.period
        self.day = period.last_day if as_at is None else min(period.last_day, as_at)
        self.known_at = known_at
        self.choices: Choices = choices_of(self.measures, known_at)
        self.figures, self.benchmarks = self._figures(columns)
        self.targets: dict[int, list[Any]] = {}
        begun = known_targets(known_at).filter(measure__in=self.measures, effective_on__lte=self.day)
        begun = begun.order_by("-effective_on", "-known_from", "-id")
        for row in begun.values_list(*_OF_A_TARGET, named=True):
            self.targets.setdefault(row.measure_id, []).append(row)
        self.overrides = self._overrides(period, as_at)
        self.effects = effects_of(self.measures, as_at=as_at, known_at=known_at)
        self.stated = self._stated(scorecard, period) if scorecard else {}

    def _figures(
        self, columns: Columns
    ) -> tuple[dict[int, dict[Period, FigureCell]], dict[tuple[int, str], FigureCell]]:
        """Ours by measure and period; the newest benchmark by measure and area."""
        ours: dict[int, dict[Period, FigureCell]] = {}
        benchmarks: dict[tuple[int, str], FigureCell] = {}
        for observation, value in self._held(columns):
            cell = cell_of(value, observation)
            if observation.area == COUNCIL_AREA:
                ours.setdefault(observation.measure_id, {})[cell.period] = cell
            else:
                benchmarks[observation.measure_id, observation.area] = cell
        return ours, benchmarks

    def _held(self, columns: Columns) -> list[tuple[Any, Any]]:
        """Observations of the columns and the newest benchmarks, by their end, with what held of each."""
        period = columns.period
        # Last year is read whole, for the same point of it.
        in_columns = Q(starts__gte=columns.last_year_end.start, starts__lte=self.day)
        of_ours = Observation.objects.filter(measure__in=self.measures, ends__lte=period.end)
        # Of a benchmark only the newest is shown: a decade of them would be most of what is read.
        told = Exists(known(Value.objects.filter(observation=OuterRef("pk")), self.known_at))
        newest = (
            of_ours.filter(told, area__in=(STATISTICAL_NEIGHBOURS, NATIONAL), source=OWN, cohort="")
            .order_by("measure_id", "area", "-ends", "-id")
            .distinct("measure_id", "area")
        )
        own = self.choices.own_figures() & in_columns
        found = of_ours.filter(own | Q(pk__in=newest.values("pk"))).order_by("ends")
        return held(found, self.known_at)

    def _stated(self, scorecard: Scorecard, period: Period) -> dict[int, StatedRating]:
        rows = StatedRating.objects.filter(
            scorecard=scorecard, measure__in=self.measures, **period_columns(period)
        )
        newest = known(rows, self.known_at).order_by("measure_id", "-known_from", "-id")
        return _first_of_each(newest.distinct("measure_id"))

    def _overrides(self, period: Period, as_at: date | None) -> dict[int, Override]:
        rows = Override.objects.filter(measure__in=self.measures, **period_columns(period))
        if as_at is not None:
            rows = rows.filter(effective_on__lte=as_at)
        if self.known_at is not None:
            rows = rows.filter(recorded_at__lte=self.known_at)
        newest = rows.select_related("recorded_by").order_by("measure_id", "-id").distinct("measure_id")
        return {row.measure_id: row for row in newest if row.rag}


def _first_of_each(rows: Iterable[Any]) -> dict[int, Any]:
    return {row.measure_id: row for row in rows}


def cell_of(value: Any, observation: Any = None) -> FigureCell:
    """A version as a page shows it. Give its observation where it is at hand, else it is fetched.

    Either may be a plain row with the columns of its model.
    """
    observation = observation or value.observation
    figure, counted = figure_of(value), (plain(value.numerator), plain(value.denominator))
    counts = counted if figure.status.has_a_figure and None not in counted else None
    return FigureCell(
        figure, period_of(observation), observation.uuid, value.version, observation.period_stated,
        value.published_on, observation.source, counts,
    )  # fmt: skip


def _row(line: Line, columns: Columns, facts: _Facts) -> ScorecardRow:
    measure = line.measure
    figures = facts.figures.get(measure.pk, {})
    rated = rated_figure(figures, columns, cumulative=measure.cumulative)
    targets = facts.targets.get(measure.pk, [])
    target, tolerance = target_of(next(iter(targets), None), measure), tolerance_of(measure)
    marks = facts.effects.get(measure.pk, NONE)
    period = rated.period if rated else columns.period
    travel, compared = travel_of(measure, period, figures, target, marks.breaks)
    stated = facts.stated.get(measure.pk)
    return ScorecardRow(
        line=line,
        measure=measure,
        neighbours=facts.benchmarks.get((measure.pk, STATISTICAL_NEIGHBOURS)),
        national=facts.benchmarks.get((measure.pk, NATIONAL)),
        target=target,
        last_year_end=figures.get(columns.last_year_end),
        parts=tuple(figures.get(part) for part in columns.parts),
        year_end=figures.get(columns.year_end) if columns.year_end else None,
        rated=rated,
        verdict=rate_figure(rated.figure if rated else None, target, tolerance),
        tolerance=tolerance,
        override=facts.overrides.get(measure.pk),
        stated=Stated(stated.rag, stated.direction, stated.comment) if stated else None,
        travel=travel,
        compared=compared,
        before=figures.get(compared.previous) if compared.previous else None,
        past=_past(figures, columns.parts[-1].kind),
        marks=marks,
        chosen=facts.choices.of(measure.pk, columns.period),
        target_change=change_of_target(targets, measure, columns.period.last_day),
    )


def rated_figure(
    figures: Mapping[Period, FigureCell], columns: Columns, *, cumulative: bool
) -> FigureCell | None:
    """The figure of a scorecard's period that is rated.

    It is the period's own. The year that ends with the period stands in where the period has none ("presented
    annually"), and comes first where figures run from the start of the year, since it is then the same figure
    and last year has one to compare it with.
    """
    own = figures.get(columns.period)
    year = figures.get(columns.year_end) if columns.year_end else None
    if year is None or not year.figure.status.has_a_figure:
        return own
    if cumulative or own is None or own.figure.status in _NOT_FOR_THE_PERIOD:
        return year
    return own


def travel_of(
    measure: Measure, period: Period, figures: Mapping[Period, FigureCell], target: Target | None,
    breaks: Sequence[date] = (),
) -> tuple[Travel, Comparison]:  # fmt: skip
    """The direction of travel of a measure in a period, and the period that it was compared with.

    `breaks` are the days from which its definition changed: nothing is compared across them.
    Figures of two sources are not compared (SRC-2).
    """
    compared = comparable_previous(period, figures.keys(), cumulative=measure.cumulative, breaks=breaks)
    now, before = figures.get(period), figures.get(compared.previous) if compared.previous else None
    if now and before and not of_one_source(now.source, before.source):
        compared, before = Comparison(None, SRC_2), None
    travel = direction_of_travel(
        now.number if now else None, before.number if before else None, polarity_of(measure),
        measure.dead_band, target=target, broken_on=compared.broken_on,
    )  # fmt: skip
    return travel, compared


def _past(figures: Mapping[Period, FigureCell], kind: PeriodKind) -> tuple[FigureCell, ...]:
    """The figures of one kind of period, oldest first."""
    periods = sorted((period for period in figures if period.kind is kind), key=lambda period: period.start)
    return tuple(figures[period] for period in periods)
