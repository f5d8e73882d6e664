"""What a file of published figures says against what is on record: names and scales, for a person to see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from statistics import fmean, median

from django.db.models import Avg

from goldenthread.apps.benchmarks.areas import Areas
from goldenthread.apps.benchmarks.loading import indicator_key
from goldenthread.apps.benchmarks.models import BenchmarkFigure, Indicator, IndicatorMapping
from goldenthread.apps.benchmarks.queries import neighbour_sets
from goldenthread.apps.measures.models import Observation
from goldenthread.apps.measures.recorded import figure_of, held
from goldenthread.apps.measures.sources import choices_of
from goldenthread.intake.national_statistics import Statistics
from goldenthread.intake.problems import Level, Problem
from goldenthread.intake.statistics_areas import NAME_FIELDS, name_key
from goldenthread.intake.statistics_doubts import DOUBTS_LISTED
from goldenthread.rulebook.benchmarks import pooled_times
from goldenthread.rulebook.published_doubts import NSD_6, NSD_9, scale_between

Means = Mapping[int, Mapping[int, float]]
"""By indicator and area, the mean of its figures over the periods."""


def against_records(read: Statistics) -> list[Problem]:
    """Doubts that the file alone cannot raise, each with the first row that it is of."""
    if not read.figures:
        return []
    areas = Areas()
    found = [*_names(read, areas), *_scales(read, areas)]
    return found[:DOUBTS_LISTED]


def _names(read: Statistics, areas: Areas) -> Iterator[Problem]:
    """Codes that are of an area of another name, and areas that come under a code that they did not have."""
    rows = {one.area: one.row for one in reversed(read.figures)}
    for place, one in enumerate(read.areas):
        known = areas.known(one)
        if known is None or not one.code or not known.code:
            continue
        level, why = Level.DOUBT, ""
        if name_key(known.name) != name_key(one.name):
            why = f"{one.code} is {known.name} in what is on record, and {one.name} here ({NSD_9})"
        elif one.code not in (known.code[:20], *known.former_codes):
            level, why = Level.NOTE, f"{one.name} had the code {known.code}; it is taken for the same area"
        if why:
            yield Problem(read.name, rows.get(place), NAME_FIELDS[one.level], one.name, why, level)


def _scales(read: Statistics, areas: Areas) -> Iterator[Problem]:
    """Indicators that are on another scale than earlier releases, or than the measure that they are."""
    keys = [indicator_key(one.name[:300], dict(one.breakdown)) for one in read.indicators]
    pks = dict(Indicator.objects.filter(key__in=keys).values_list("key", "pk"))
    known = {place: pks[key] for place, key in enumerate(keys) if key in pks}
    if not known:
        return
    new, before = _means_of_file(read, areas, known), _means_on_record(set(known.values()))
    mapped: dict[int, list[IndicatorMapping]] = defaultdict(list)
    for one in IndicatorMapping.objects.filter(indicator__in=known.values()).select_related("measure"):
        mapped[one.indicator_id].append(one)
    for place, pk in known.items():
        both = sorted(set(new[place]) & set(before.get(pk, {})))
        off = scale_between([new[place][area] for area in both], [before[pk][area] for area in both])
        if off is not None:
            why = (
                f"Its numbers are {_times(off)} those of earlier releases, in the middle of {len(both)} areas"
            )
            yield _scale_doubt(read, place, why)
            continue
        for one in mapped[pk]:
            if (off := _beside_measure(new[place], one)) is not None:
                why = f"Its numbers are {_times(off)} those of {one.measure}, which it is mapped to"
                yield _scale_doubt(read, place, why)


def _means_of_file(read: Statistics, areas: Areas, known: Mapping[int, int]) -> Means:
    """By the indicator's place in the file, for those of `known`."""
    pks = [area.pk if (area := areas.known(one)) else None for one in read.areas]
    numbers: dict[int, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    floats: dict[Decimal, float] = {}
    for one in read.figures:
        pk = pks[one.area]
        if one.value is not None and pk is not None and one.indicator in known:
            if one.value not in floats:
                floats[one.value] = float(one.value)
            numbers[one.indicator][pk].append(floats[one.value])
    return {place: {pk: fmean(of) for pk, of in numbers[place].items()} for place in known}


def _means_on_record(indicators: set[int]) -> Means:
    rows = (
        BenchmarkFigure.objects.filter(indicator_id__in=indicators, value__isnull=False)
        .order_by()
        .values_list("indicator_id", "area_id")
        .annotate(Avg("value"))
    )
    found: dict[int, dict[int, float]] = defaultdict(dict)
    for indicator, area, mean in rows:
        found[indicator][area] = float(mean)
    return found


def _beside_measure(new: Mapping[int, float], one: IndicatorMapping) -> float | None:
    """How many times our newest figure the file's are, where that is off.

    Shares and rates are held against the middle of all areas; a count, which grows with the area, against our
    council's own alone.
    """
    rows = Observation.objects.filter(choices_of([one.measure_id]).own_figures(), measure=one.measure)
    ours = [value for _, version in held(rows) if (value := figure_of(version).value)]
    if not ours:
        return None
    numbers = list(new.values())
    if pooled_times(one.unit) is None:
        council = next((each.council_id for each in neighbour_sets()), None)
        numbers = [new[council]] if council in new else []
    if not numbers:
        return None
    return scale_between([median(numbers) * float(one.multiplier)], [float(median(ours))])


def _times(off: float) -> str:
    return f"about {off:,.0f} times" if off >= 1 else f"about 1/{1 / off:,.0f} of"


def _scale_doubt(read: Statistics, place: int, why: str) -> Problem:
    first = next(one for one in read.figures if one.indicator == place and one.value is not None)
    area, period = read.areas[first.area], read.periods[first.period]
    indicator = read.indicators[place]
    said = f" The first is of {area.name}, {period} ({NSD_6})"
    return Problem(read.name, first.row, indicator.name, f"{first.value:f}", f"{why}.{said}", Level.DOUBT)
