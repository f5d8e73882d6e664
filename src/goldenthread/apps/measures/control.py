"""From the figures of a series to its control chart: the periods, phases and targets that rules are asked of.

The arithmetic and the rules are the rulebook's (`rulebook.spc`). A page of one measure asks for whole charts,
a scorecard for the verdicts of all its rows in one call.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise

import numpy as np
from django.db.models import FloatField
from django.db.models.functions import Cast

from goldenthread.apps.measures.marks_queries import NONE, Effects
from goldenthread.apps.measures.models import Measure, Value
from goldenthread.apps.measures.queries import Point, Series
from goldenthread.apps.measures.recorded import current_values, figure_of, period_from, polarity_of
from goldenthread.apps.measures.scorecard_rows import ControlVerdict, FigureCell, ScorecardRow
from goldenthread.apps.measures.sources import Choices, choices_of
from goldenthread.rulebook.figures import Status
from goldenthread.rulebook.periods import Period, PeriodKind
from goldenthread.rulebook.rating import Polarity, Target, TargetKind
from goldenthread.rulebook.spc import ASSURANCES, VARIATIONS, CannotChart, control_charts
from goldenthread.rulebook.spc_chart import ControlChart, control_chart
from goldenthread.rulebook.spc_fit import UNFIT_WORDS, unfit, without_gaps
from goldenthread.rulebook.spc_verdicts import Mode

Ends = tuple[float | None, float | None]
NO_ENDS: Ends = (None, None)
LONGEST_RUN = 40
"""How many figures the small line of a row shows: ten years of quarters."""
_WITHOUT_A_FIGURE = frozenset(status.value for status in Status if not status.has_a_figure)


@dataclass(frozen=True)
class Controlled:
    """A series with its chart. Positions are those of `periods`, which has the missing ones too.

    `cells` are None for a period that nobody recorded. `chart` is None where the series may not be charted:
    `refused` then says why, by the rule `refused_by`. `strict` is the reference method's own chart, and
    `strict_refused` says why there is none.
    """

    series: Series
    periods: tuple[Period, ...]
    cells: tuple[FigureCell | None, ...]
    numbers: tuple[Decimal | None, ...]
    ends: tuple[Ends, ...]
    phases: tuple[int, ...]
    chart: ControlChart | None
    refused: str
    refused_by: str
    strict: ControlChart | None
    strict_refused: str


def controlled(
    measure: Measure, series: Series, effects: Effects = NONE, *, strict_too: bool = True
) -> Controlled:
    """The control chart of a series of a measure's page, by the target of each period.

    `strict_too`: with the reference method's own chart beside it.
    """
    polarity = polarity_of(measure)
    points = {point.cell.period: point for point in series.points}
    periods = without_gaps(list(points))
    found = [points.get(period) for period in periods]
    numbers = [point.cell.number if point else None for point in found]
    # A period that nobody recorded has the target of the one before: it held then, too.
    ends: list[Ends] = []
    for point in found:
        ends.append(target_ends(point.target, polarity) if point else ends[-1])
    changes = _changes_of_source(found)
    phases = [effects.stretch(period) + changed for period, changed in zip(periods, changes, strict=True)]
    code = unfit(periods, cumulative=measure.cumulative)
    chart, refused, strict, strict_refused = None, UNFIT_WORDS[code] if code else "", None, ""
    if code is None:
        asked = {
            "direction": polarity, "target": [low for low, _ in ends],
            "target_high": [high for _, high in ends], "group": phases, "fixed": effects.baseline,
        }  # fmt: skip
        chart, refused = _chart(numbers, trend_points=effects.trend, **asked)
        if strict_too:
            strict, strict_refused = _chart(numbers, mode=Mode.STRICT, **asked)
    return Controlled(
        series, tuple(periods), tuple(point.cell if point else None for point in found), tuple(numbers),
        tuple(ends), tuple(phases), chart, refused, str(code or ""), strict, strict_refused,
    )  # fmt: skip


def _chart(numbers: Sequence[Decimal | None], **asked: object) -> tuple[ControlChart | None, str]:
    """The chart, or why there is none."""
    try:
        return control_chart(numbers, **asked), ""  # type: ignore[arg-type]
    except CannotChart as refused:
        return None, str(refused)


def target_ends(target: Target | None, polarity: Polarity) -> Ends:
    """The ends of a target as a chart takes them: the one that counts, or both where a range is good."""
    if target is None or target.kind is TargetKind.STATEMENT:
        return NO_ENDS
    low, high = (None if end is None else float(end) for end in (target.low, target.high))
    match polarity:
        case Polarity.HIGH:
            return low, None
        case Polarity.LOW:
            return high, None
        case Polarity.RANGE:
            return low, high
        case _:
            return (low, None) if high is None or low == high else (low, high)


def _changes_of_source(points: Sequence[Point | None]) -> list[int]:
    """How often the source has changed by each point: limits are not computed across sources."""
    changes, last, counted = 0, None, []
    for point in points:
        if point is not None:
            changes += last is not None and point.cell.source != last
            last = point.cell.source
        counted.append(changes)
    return counted


def verdicts(
    rows: Sequence[ScorecardRow], period: Period, *, as_at: date | None = None,
    known_at: datetime | None = None,
) -> dict[int, ControlVerdict]:  # fmt: skip
    """What the charts of a scorecard's measures say in a period, by the measure's row number; two queries.

    Each measure is charted by the kind of period that it is rated on, up to that period: a figure that is
    still to come gives no verdict.
    """
    kinds = {row.measure.pk: (row.rated.period if row.rated else period).kind for row in rows}
    choices = choices_of(kinds, known_at)
    numbers = _numbers(kinds, choices, period, as_at, known_at)
    found: dict[int, ControlVerdict] = {}
    by_options: dict[tuple[int | None, int], list[_Line]] = {}
    for row in rows:
        known = numbers.get(row.measure.pk)
        if not known:
            continue
        line = _line(row, known, choices, until=row.rated.period if row.rated else period)
        if isinstance(line, ControlVerdict):
            found[row.measure.pk] = line
        else:
            by_options.setdefault((row.marks.baseline, row.marks.trend), []).append(line)
    for (baseline, trend), lines in by_options.items():
        found |= _verdicts_of(lines, baseline, trend)
    return found


def with_verdicts(
    rows: Sequence[ScorecardRow], period: Period, *, as_at: date | None = None,
    known_at: datetime | None = None,
) -> tuple[ScorecardRow, ...]:  # fmt: skip
    """These rows of a period, each with what its control chart says."""
    said = verdicts(rows, period, as_at=as_at, known_at=known_at)
    return tuple(replace(row, control=said.get(row.measure.pk)) for row in rows)


def _line(
    row: ScorecardRow, known: list[_Number], choices: Choices, *, until: Period
) -> _Line | ControlVerdict:
    """A measure's figures as the rulebook is asked of them, or why it is not asked.

    Most series have no gap, no mark and one source, and need no period to be made of their days.
    """
    known.sort()
    if known[-1][1] < until.end:
        known.append((until.start, until.end, None))
    polarity = polarity_of(row.measure)
    numbers, phases = [number for _, _, number in known], [0] * len(known)
    follow_on = all(one[1] == other[0] for one, other in pairwise(known))
    plain = row.marks is NONE and not choices.made_for(row.measure.pk) and not row.measure.cumulative
    if not (follow_on and plain):
        periods = [period_from(until.kind, starts, ends) for starts, ends, _ in known]
        if code := unfit(periods, cumulative=row.measure.cumulative):
            return ControlVerdict.unfit(UNFIT_WORDS[code], code)
        by_period = dict(zip(periods, numbers, strict=True))
        periods = without_gaps(periods)
        numbers = [by_period.get(period) for period in periods]
        phases = [row.marks.stretch(one) + choices.stretch(row.measure.pk, one) for one in periods]
    return _Line(row.measure.pk, polarity, numbers, phases, target_ends(row.target, polarity))


_Number = tuple[date, date, float | None]
"""A figure's first day, the day after its last, and its number."""


@dataclass(frozen=True)
class _Line:
    """A measure of a scorecard, as the rulebook is asked of it."""

    measure: int
    polarity: Polarity
    numbers: Sequence[float | None]
    phases: Sequence[int]
    ends: Ends


def _verdicts_of(lines: Sequence[_Line], baseline: int | None, trend: int) -> dict[int, ControlVerdict]:
    """All of these in one call: series of different length begin with places that are no points."""
    width = max(len(line.numbers) for line in lines)
    values = np.full((len(lines), width), np.nan)
    groups = np.full((len(lines), width), -1)
    for at, line in enumerate(lines):
        start = width - len(line.numbers)
        values[at, start:] = [np.nan if number is None else number for number in line.numbers]
        groups[at, start:] = line.phases
    low, high = (
        np.array([np.nan if line.ends[end] is None else line.ends[end] for line in lines], dtype=np.float64)
        for end in (0, 1)
    )
    charts = control_charts(
        values, direction=[line.polarity for line in lines], target=low, target_high=high, group=groups,
        fixed=baseline, trend_points=trend,
    )  # fmt: skip
    lowest, highest = charts.lower[:, -1].tolist(), charts.upper[:, -1].tolist()
    return {
        line.measure: ControlVerdict.of(
            VARIATIONS[charts.variation[at]], ASSURANCES[charts.assurance[at]], int(charts.known[at]),
            _run(line), None if np.isnan(charts.lower[at, -1]) else (lowest[at], highest[at]),
        )
        for at, line in enumerate(lines)
    }  # fmt: skip


def _run(line: _Line) -> tuple[float | None, ...]:
    """The newest numbers, with a gap where a phase begins: nothing is drawn across it."""
    found: list[float | None] = []
    for at in range(max(len(line.numbers) - LONGEST_RUN, 0), len(line.numbers)):
        if found and line.phases[at] != line.phases[at - 1]:
            found.append(None)
        found.append(line.numbers[at])
    return tuple(found)


def _numbers(
    kinds: Mapping[int, PeriodKind], choices: Choices, period: Period, as_at: date | None,
    known_at: datetime | None,
) -> dict[int, list[_Number]]:  # fmt: skip
    """The council's own figures up to a period as numbers, of the kind of period wanted of each measure.

    A scorecard of ten years has thousands: plain columns, and the numbers as the database's own floats.
    """
    values = current_values(known_at).filter(
        choices.own_figures("observation__"), observation__measure__in=list(kinds),
        observation__period_kind__in=set(kinds.values()),
        observation__ends__lte=period.end,
    )  # fmt: skip
    if as_at is not None:
        values = values.filter(observation__starts__lte=as_at)
    found: dict[int, list[_Number]] = {}
    parts: list[int] = []
    columns = (
        "pk", "observation__measure_id", "observation__period_kind", "observation__starts",
        "observation__ends", "status", "number",
    )  # fmt: skip
    rows = values.annotate(number=Cast("value", FloatField())).values_list(*columns)
    for pk, measure, kind, starts, ends, status, number in rows:
        if kinds[measure] != kind:
            continue
        absent = status in _WITHOUT_A_FIGURE
        if number is None and not absent:
            parts.append(pk)  # a composition: its text has the share
        else:
            found.setdefault(measure, []).append((starts, ends, None if absent else number))
    for row in Value.objects.filter(pk__in=parts).select_related("observation") if parts else ():
        one, share = row.observation, figure_of(row).proportion
        told = (one.starts, one.ends, None if share is None else float(share))
        found.setdefault(one.measure_id, []).append(told)
    return found
