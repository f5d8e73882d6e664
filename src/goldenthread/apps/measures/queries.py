"""Reads of the library and of one measure: its series, where a figure comes from, what it serves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from goldenthread.apps.measures.marks_queries import NONE, effects_of
from goldenthread.apps.measures.models import (
    COUNCIL_AREA,
    IndicatorMeasure,
    Measure,
    Observation,
    Override,
    RecommendationMeasure,
    Scorecard,
    Value,
)
from goldenthread.apps.measures.models import Target as TargetRow
from goldenthread.apps.measures.recorded import (
    current_values,
    figure_of,
    known,
    known_targets,
    target_of,
    tolerance_of,
)
from goldenthread.apps.measures.scorecards import FigureCell, by_recency, cell_of, travel_of
from goldenthread.apps.measures.sources import OWN, Choices, choices_of, source_words
from goldenthread.apps.trail.moments import in_force_by, known_by
from goldenthread.rulebook.figures import Figure
from goldenthread.rulebook.periods import Period
from goldenthread.rulebook.rating import Comparison, Target, Travel, Verdict, rate_figure


def measure_called(uuid: UUID, slug: str = "") -> Measure:
    """The measure of a URL. The slug is for people; the UUID finds."""
    return get_object_or_404(Measure.objects.select_related("lead"), uuid=uuid)


def scorecard_called(uuid: UUID, slug: str = "") -> Scorecard:
    return get_object_or_404(Scorecard.objects.select_related("body"), uuid=uuid)


def observation_called(uuid: UUID) -> Observation:
    return get_object_or_404(Observation.objects.select_related("measure"), uuid=uuid)


def all_measures() -> QuerySet[Measure]:
    """The library, each measure with the number of scorecards that it is on."""
    return Measure.objects.select_related("lead").annotate(
        scorecards=Count("lines__scorecard", filter=Q(lines__gone_on=None), distinct=True)
    )


def all_scorecards() -> QuerySet[Scorecard]:
    """Every scorecard with its body and the number of its measures."""
    return Scorecard.objects.select_related("body").annotate(
        measures=Count("lines", filter=Q(lines__gone_on=None))
    )


@dataclass(frozen=True)
class Placed:
    """A measure's figure in a period, with the target of that period: as much as a control chart asks of."""

    cell: FigureCell
    target: Target | None


@dataclass(frozen=True)
class Point(Placed):
    """A measure's figure in a period, rated by the target of that period.

    `compared` is the period that the direction of travel is against.
    """

    verdict: Verdict
    travel: Travel
    override: Override | None
    compared: Comparison


@dataclass(frozen=True)
class Series:
    """The figures of one source, area and cohort by one kind of period, oldest first.

    `chosen` says that it is what the board uses of several sources, each point naming its own; False says
    that it is one of these; None, that nobody chose between sources.
    """

    kind: str
    source: str
    area: str
    cohort: str
    points: tuple[Point, ...]
    chosen: bool | None = None

    @property
    def is_ours(self) -> bool:
        """Whether it is of the council, not one that it is compared with: those have no target here."""
        return self.area == COUNCIL_AREA

    @property
    def is_the_boards(self) -> bool:
        """Whether these are the figures that the board uses: those chosen, or the council's own."""
        uses = self.chosen or (self.chosen is None and self.source == OWN)
        return self.is_ours and not self.cohort and uses

    @property
    def is_of_several_sources(self) -> bool:
        """Whether it was put together: each point is then to name its source."""
        return len({point.cell.source for point in self.points}) > 1

    @property
    def was_declared(self) -> bool:
        """Whether a day is declared for one of its figures from which it was known."""
        return any(point.cell.published_on for point in self.points)

    @property
    def title(self) -> str:
        """What tells it from the measure's other series: "By financial quarter, from health"."""
        words = [f"By {self.kind.replace('_', ' ')}"]
        if self.chosen:
            words.append("as the board uses them")
            words += [] if self.is_of_several_sources else [source_words(self.points[0].cell.source)]
        elif self.source or (self.chosen is False and self.is_ours):
            words.append(source_words(self.source))
        if not self.is_ours:
            words.append(self.area.replace("_", " "))
        if self.cohort:
            words.append(self.cohort)
        return ", ".join(words)


def series(
    measure: Measure, *, as_at: date | None = None, known_at: datetime | None = None
) -> tuple[Series, ...]:
    """Every series of a measure, rival sources and benchmarks included, the one that the board uses first.

    Each figure is rated by the target that held on the last day of its period. Where a person chose between
    sources, the series that the board uses is put together from them, and each source has its own below; one
    that the board uses as it is stands there once.
    """
    values = current_values(known_at).filter(observation__measure=measure).select_related("observation")
    if as_at is not None:
        values = values.filter(observation__starts__lte=as_at)
    targets = target_history(measure, known_at=known_at)
    overrides = _overrides(measure, as_at, known_at)
    breaks = effects_of([measure], as_at=as_at, known_at=known_at).get(measure.pk, NONE).breaks
    groups: dict[tuple[str, str, str, str], dict[Period, FigureCell]] = {}
    for value in values:
        one = value.observation
        cell = cell_of(value, one)
        groups.setdefault((one.area, one.source, one.cohort, one.period_kind), {})[cell.period] = cell
    choices = choices_of([measure.pk], known_at)
    is_chosen = bool(choices.made_for(measure.pk))
    ours = _used_by_the_board(measure, groups, choices) if is_chosen else {}
    return (
        *(
            Series(
                kind, OWN, COUNCIL_AREA, "", points_of(measure, cells, targets, overrides, breaks),
                chosen=True,
            )
            for kind, cells in sorted(ours.items(), key=lambda group: _shortness(group[1]))
        ),
        *(
            Series(
                kind, source, area, cohort,
                points_of(measure, cells, targets, overrides if not (source or is_chosen) else {}, breaks),
                chosen=False if is_chosen else None,
            )
            for (area, source, cohort, kind), cells in sorted(groups.items(), key=_order)
            if area != COUNCIL_AREA or cohort or cells != ours.get(kind)
        ),
    )  # fmt: skip


Groups = Mapping[tuple[str, str, str, str], dict[Period, FigureCell]]


def _used_by_the_board(
    measure: Measure, groups: Groups, choices: Choices
) -> dict[str, dict[Period, FigureCell]]:
    """By the kind of period, each figure of the source that was chosen for its period."""
    ours: dict[str, dict[Period, FigureCell]] = {}
    for (area, source, cohort, kind), cells in groups.items():
        for period, cell in cells.items():
            if area == COUNCIL_AREA and not cohort and source == choices.source(measure.pk, period):
                ours.setdefault(kind, {})[period] = cell
    return ours


def _order(
    group: tuple[tuple[str, str, str, str], dict[Period, FigureCell]],
) -> tuple[bool, str, str, str, int]:
    (area, source, cohort, _), cells = group
    return area != COUNCIL_AREA, area, source, cohort, _shortness(cells)


def _shortness(cells: Iterable[Period]) -> int:
    """A sort key of figures by one kind of period: the shortest kind first."""
    return by_recency(next(iter(cells)))[1]


def placed_of(
    measure: Measure, cells: Mapping[Period, FigureCell], targets: list[TargetRow]
) -> tuple[Placed, ...]:
    """Each figure of a series, oldest first, with the target that held on the last day of its period."""
    return tuple(
        Placed(cells[period], target_of(target_on(targets, period.last_day), measure))
        for period in sorted(cells, key=lambda one: one.start)
    )


def points_of(
    measure: Measure, cells: dict[Period, FigureCell], targets: list[TargetRow],
    overrides: dict[tuple[str, date, date], Override], breaks: tuple[date, ...],
) -> tuple[Point, ...]:  # fmt: skip
    """Each figure of a series, oldest first, rated by the target that held on the last day of its period."""
    points = []
    for period in sorted(cells, key=lambda one: one.start):
        target = target_of(target_on(targets, period.last_day), measure)
        verdict = rate_figure(cells[period].figure, target, tolerance_of(measure))
        travel, compared = travel_of(measure, period, cells, target, breaks)
        override = overrides.get((period.kind.value, period.start, period.end))
        points.append(Point(cells[period], target, verdict, travel, override, compared))
    return tuple(points)


def _overrides(
    measure: Measure, as_at: date | None, known_at: datetime | None
) -> dict[tuple[str, date, date], Override]:
    rows = measure.overrides.select_related("recorded_by").order_by("id")
    if as_at is not None:
        rows = rows.filter(effective_on__lte=as_at)
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    newest = {(row.period_kind, row.starts, row.ends): row for row in rows}
    return {period: row for period, row in newest.items() if row.rag}


def target_history(measure: Measure, *, known_at: datetime | None = None) -> list[TargetRow]:
    """Every target of a measure, the one that holds from the latest day first."""
    rows = known_targets(known_at).filter(measure=measure).select_related("recorded_by", "load")
    return list(rows.order_by("-effective_on", "-known_from", "-id"))


def overrides_told(
    measure: Measure, *, as_at: date | None = None, known_at: datetime | None = None
) -> QuerySet[Override]:
    """Every override of a measure and every withdrawal of one, newest first."""
    told = measure.overrides.filter(known_by(known_at, published=""))
    told = told.filter(effective_on__lte=as_at) if as_at else told
    return told.select_related("recorded_by").order_by("-id")


def target_on(history: list[TargetRow], day: date) -> TargetRow | None:
    """The target of a history (as `target_history` orders it) that held on a day."""
    return next((row for row in history if row.effective_on <= day), None)


@dataclass(frozen=True)
class Origin:
    """Where a version of a figure comes from: file, sheet, cell, who recorded it, when, known since when."""

    value: Value
    figure: Figure
    file: str
    load: UUID | None
    place: str
    person: str
    recorded_at: datetime
    published_on: date | None
    holds: bool


def where_from(value: Value, *, holds: bool = True) -> Origin:
    """Where a version comes from. `published_on` is the day from which it was declared to be known."""
    place = ", ".join(part for part in (f"Sheet {value.sheet}" if value.sheet else "", value.cell) if part)
    return Origin(
        value=value,
        figure=figure_of(value),
        file=value.load.file.name if value.load else "",
        load=value.load.uuid if value.load else None,
        place=place,
        person=str(value.recorded_by) if value.recorded_by else "The system",
        recorded_at=value.recorded_at,
        published_on=value.published_on,
        holds=holds,
    )


def origins(observation: Observation, *, known_at: datetime | None = None) -> list[Origin]:
    """Every version of a figure that was known, newest first, and where each is from.

    `holds` marks the one that stood.
    """
    versions = known(observation.versions.all(), known_at)
    versions = versions.select_related("load__file", "recorded_by").order_by("-version")
    held = current_values(known_at).filter(observation=observation).values_list("pk", flat=True).first()
    return [where_from(value, holds=value.pk == held) for value in versions]


def actions_served(measure: Measure, *, known_at: datetime | None = None) -> QuerySet[IndicatorMeasure]:
    """The success indicators that the measure shows, with their actions and plans."""
    links = IndicatorMeasure.ever.filter(in_force_by(known_at, published=""), measure=measure)
    return links.select_related("indicator__action__plan", "indicator__action__outcome").order_by(
        "indicator__action__plan", "indicator__action__position"
    )


def recommendations_served(
    measure: Measure, *, known_at: datetime | None = None
) -> QuerySet[RecommendationMeasure]:
    """The recommendations that the measure shows."""
    links = RecommendationMeasure.ever.filter(in_force_by(known_at), measure=measure)
    return links.select_related("recommendation__inspection").order_by(
        "recommendation__inspection", "recommendation__sort_key"
    )
