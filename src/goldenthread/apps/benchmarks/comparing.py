"""A measure beside other areas in a period: nation, region, neighbours; average, rank and comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from goldenthread.apps.benchmarks.models import Area, IndicatorMapping, Level, NeighbourSet
from goldenthread.apps.benchmarks.queries import Held, held_figures, mappings, neighbour_sets, set_on
from goldenthread.apps.measures.models import Measure, Observation
from goldenthread.apps.measures.recorded import figure_of, held, period_of, polarity_of
from goldenthread.apps.measures.sources import choices_of
from goldenthread.rulebook.benchmarks import (
    BMK_5,
    Average,
    Beside,
    Scale,
    average,
    beside,
    is_on_one_scale,
    pooled_times,
    scale_of,
)
from goldenthread.rulebook.by_chance import ByChance, by_chance
from goldenthread.rulebook.comparison import (
    BEN_0,
    Standing,
    compare_areas_at_both_levels,
    compare_at_both_levels,
)
from goldenthread.rulebook.comparison import Compared as Judged
from goldenthread.rulebook.figures import Figure
from goldenthread.rulebook.neighbours import Place as Ranked
from goldenthread.rulebook.neighbours import place_among
from goldenthread.rulebook.periods import Period

ENGLAND = "england"


@dataclass(frozen=True)
class Ours:
    """The council's own figure in a period, as it was recorded."""

    period: Period
    figure: Figure

    @property
    def value(self) -> Decimal | None:
        return self.figure.value


@dataclass(frozen=True)
class Place:
    """An area in the table: its published figure, if there is one, and where it stands.

    `neighbour` is its rank in the set of neighbours; `is_council` marks our own figure as published.
    `chance` has its interval or why it has none, `judged` how the council compares with it.
    """

    area: Area
    held: Held | None
    neighbour: int | None = None
    is_council: bool = False
    ranked: Ranked | None = None
    judged: Judged | None = None
    chance: ByChance | None = None

    @property
    def value(self) -> Decimal | None:
        return self.held.value if self.held else None

    @property
    def is_wider(self) -> bool:
        """Whether it holds more than one council."""
        return self.area.level != Level.AUTHORITY

    @property
    def role(self) -> str:
        """What it is to us, in a word."""
        if self.is_council:
            return "Our council, as published"
        if self.neighbour is not None:
            return f"Neighbour {self.neighbour}"
        return Level(self.area.level).label


@dataclass(frozen=True)
class Compared:
    """A measure beside other areas. `period` is that of the benchmarks, `ours` may be of another (`beside`).

    What cannot be compared, for its scale, has no average, rank or comparison; its figures are there.
    `chance` is the interval of the council's own figure, and `judged` how that compares with the average.
    `periods` are all that there are benchmarks of, the newest first.
    """

    measure: Measure
    mappings: tuple[IndicatorMapping, ...]
    period: Period
    periods: tuple[Period, ...]
    ours: Ours | None
    beside: Beside | None
    scale: Scale
    neighbours: NeighbourSet | None
    places: tuple[Place, ...]
    average: Average | None = None
    ranked: Ranked | None = None
    judged: Judged | None = None
    chance: ByChance | None = None

    @property
    def unit(self) -> str:
        return self.mappings[0].unit

    @property
    def nation(self) -> Place | None:
        return next((one for one in self.places if one.area.level == Level.NATION), None)

    @property
    def region(self) -> Place | None:
        return next((one for one in self.places if one.area.level == Level.REGION), None)

    @property
    def of_neighbours(self) -> tuple[Place, ...]:
        return tuple(one for one in self.places if one.neighbour is not None)


def compare(
    measure: Measure, period: Period | None = None, *, as_at: date | None = None,
    known_at: datetime | None = None, today: date | None = None,
) -> Compared | None:  # fmt: skip
    """A measure beside the areas of its mappings; None without a mapping or a published figure.

    `period` is that of our figure; without one, our newest that benchmarks are of, else our newest. The
    neighbours are those of the period's last day, or where no set had begun by then, of `as_at` or `today`.
    """
    mapped = tuple(mappings(measure, known_at))
    if not mapped:
        return None
    neighbours = _neighbours(period, as_at or today, known_at)
    found = _figures(mapped, neighbours, as_at, known_at)
    if not found:
        return None
    periods = tuple(sorted({of for _, of in found}, key=lambda one: (one.end, one.start), reverse=True))
    own = _our_figures(measure, as_at, known_at)
    ours, theirs = _choose(own, periods, period)
    if (better := _neighbours(theirs, as_at or today, known_at)) != neighbours:
        neighbours = better
        found = _figures(mapped, neighbours, as_at, known_at)
    places = _places(found, neighbours, theirs)
    unscaled = Compared(
        measure, mapped, theirs, periods, ours, beside(ours.period, theirs) if ours else None,
        _scale(measure, mapped, places, ours), neighbours, places,
    )  # fmt: skip
    return _stood(unscaled) if unscaled.scale.comparable else unscaled


def _neighbours(
    period: Period | None, otherwise: date | None, known_at: datetime | None
) -> NeighbourSet | None:
    """The set of the period's last day; where none had begun by then, that of `otherwise`, or the newest."""
    days = [day for day in (period.last_day if period else None, otherwise) if day]
    if found := next((one for day in days if (one := set_on(day, known_at))), None):
        return found
    return None if otherwise else next(iter(neighbour_sets(known_at)), None)


def _figures(
    mapped: Sequence[IndicatorMapping], neighbours: NeighbourSet | None, as_at: date | None,
    known_at: datetime | None,
) -> dict[tuple[int, Period], Held]:  # fmt: skip
    """The figures of the areas that we are held against: the nation, and ours, its region and neighbours."""
    areas = {area.pk for area in Area.objects.filter(level=Level.NATION)}
    if neighbours:
        areas |= {one.area_id for one in neighbours.neighbours.all()} | {neighbours.council_id}
        areas |= {neighbours.council.region_id} - {None}
    indicators = {one.indicator_id: one.multiplier for one in mapped}
    return held_figures(indicators, areas, as_at=as_at, known_at=known_at)


def _our_figures(measure: Measure, as_at: date | None, known_at: datetime | None) -> list[Ours]:
    """The figures of this measure that the board uses as the council's, the newest first."""
    rows = Observation.objects.filter(choices_of([measure.pk], known_at).own_figures(), measure=measure)
    rows = rows.filter(starts__lte=as_at) if as_at else rows
    own = [Ours(period_of(one), figure_of(value)) for one, value in held(rows, known_at)]
    return sorted(own, key=lambda one: (one.period.end, one.period.start), reverse=True)


def _choose(
    own: Sequence[Ours], periods: Sequence[Period], wanted: Period | None
) -> tuple[Ours | None, Period]:
    """Our figure, and the period of the benchmarks beside it: its own, else the newest that ended by then."""
    days = {(one.start, one.end): one for one in reversed(periods)}
    if wanted is None:
        same = next((one for one in own if (one.period.start, one.period.end) in days), None)
        ours = same or next(iter(own), None)
    else:
        alike = (one for one in own if (one.period.start, one.period.end) == (wanted.start, wanted.end))
        ours = next(alike, None)
    at = wanted or (ours.period if ours else None)
    if at is None:
        return ours, periods[0]
    if theirs := days.get((at.start, at.end)):
        return ours, theirs
    return ours, next((one for one in periods if one.end <= at.end), periods[-1])


def _places(
    found: Mapping[tuple[int, Period], Held], neighbours: NeighbourSet | None, period: Period
) -> tuple[Place, ...]:
    """Nation, region, our council as published, then the neighbours by their rank."""
    nations = sorted(
        Area.objects.filter(pk__in={area for area, _ in found}, level=Level.NATION),
        key=lambda area: area.name.casefold() != ENGLAND,
    )[:1]
    if neighbours is None:
        return tuple(Place(area, found.get((area.pk, period))) for area in nations)
    council = neighbours.council
    wide = [*nations, *([council.region] if council.region else [])]
    return (
        *(Place(area, found.get((area.pk, period))) for area in wide),
        Place(council, found.get((council.pk, period)), is_council=True),
        *(
            Place(one.area, found.get((one.area_id, period)), neighbour=one.rank)
            for one in neighbours.neighbours.all()
        ),
    )


def _scale(
    measure: Measure, mapped: Sequence[IndicatorMapping], places: Sequence[Place], ours: Ours | None
) -> Scale:
    """The first mapping that is on another scale speaks for all."""
    for one in mapped:
        values = [
            place.value for place in places
            if place.held and place.value is not None and place.held.indicator == one.indicator_id
        ]  # fmt: skip
        scale = scale_of(measure.unit, one.unit, values, ours.value if ours else None)
        if not scale.comparable:
            return scale
    return scale


def _stood(unscaled: Compared) -> Compared:
    """With average, ranks and comparisons. Of the council's own figure; without it, of the published one."""
    council = next((one for one in unscaled.places if one.is_council), None)
    around = [one for one in unscaled.of_neighbours if one.held and one.value is not None]
    times = pooled_times(unscaled.unit)
    counted = [(one.value, one.held.numerator if times else None, one.held.denominator) for one in around]
    of_all = average(counted, times=times or Decimal(1))
    ours = unscaled.ours.value if unscaled.ours else council.value if council else None
    figures = {_OURS: ours} | {str(one.area.pk): one.value for one in around}
    measure, polarity = unscaled.measure, polarity_of(unscaled.measure)
    chance = _our_chance(unscaled, council)

    def stands(place: Place) -> Place:
        name = str(place.area.pk)
        ranked = place_among(name, figures, polarity) if name in figures else None
        told = replace(place, ranked=ranked, chance=_published_chance(place, measure))
        return told if place.is_council else replace(told, judged=_judged(told, chance, measure))

    return replace(
        unscaled,
        average=of_all,
        chance=chance,
        ranked=place_among(_OURS, figures, polarity) if ours is not None else None,
        judged=_against(chance, of_all.mean, measure) if of_all else None,
        places=tuple(stands(one) for one in unscaled.places),
    )


_OURS = "ours"


def _our_chance(unscaled: Compared, council: Place | None) -> ByChance | None:
    """The interval of the council's figure; None where there is no figure.

    Its counts are those recorded with our own figure, else those published of us in the same period, where
    they make our figure too.
    """
    ours, measure = unscaled.ours, unscaled.measure
    if ours is None:
        return _published_chance(council, measure) if council else None
    found = by_chance(ours.figure, measure.unit, decimal_places=measure.decimal_places)
    published = council.held if council else None
    if found.both or ours.figure.numerator is not None or published is None or not published.counts:
        return found
    if unscaled.beside is None or not unscaled.beside.same:
        return found
    by_published = by_chance(
        ours.figure, measure.unit, published.counts, decimal_places=measure.decimal_places
    )
    return by_published if by_published.both else found


def _published_chance(place: Place, measure: Measure) -> ByChance | None:
    """The interval of a published figure by the counts published with it; None where no number is given."""
    if place.held is None or place.value is None:
        return None
    return by_chance(Figure("", value=place.value), measure.unit, place.held.counts)


def _judged(place: Place, chance: ByChance | None, measure: Measure) -> Judged:
    """An area by both intervals where it has one of its own; a nation, or one without, as a fixed number."""
    if not is_on_one_scale(measure.unit, wider=place.is_wider):
        return Judged(Standing.NOT_COMPARED, BMK_5, "It is a count of a wider area")
    theirs = place.chance.both if place.chance and place.area.level != Level.NATION else None
    if chance is None or chance.both is None or theirs is None:
        return _against(chance, place.value, measure)
    return compare_areas_at_both_levels(
        chance.both, theirs, polarity_of(measure), unit=measure.unit or None, decimals=_decimals(measure)
    )


def _against(chance: ByChance | None, value: Decimal | None, measure: Measure) -> Judged:
    """Our figure's intervals against a number that is taken as fixed."""
    if chance is None or chance.both is None:
        why = chance.reason if chance else "There is no figure of ours"
        return Judged(Standing.NOT_COMPARED, BEN_0, why)
    return compare_at_both_levels(
        chance.both, value, polarity_of(measure), unit=measure.unit or None, decimals=_decimals(measure)
    )


def _decimals(measure: Measure) -> int:
    return max(1, measure.decimal_places or 0)
