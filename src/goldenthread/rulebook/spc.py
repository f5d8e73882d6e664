"""Control charts of single figures with moving ranges (XmR), for many series in one call.

The arithmetic is that of NHS England's Making Data Count, as its R package NHSRplotthedots 0.2.2 does it. In
`Mode.STRICT` every result agrees with that package. `Mode.DEFAULT`, for pages and papers, differs where the
package would mislead: SPC-12 to SPC-16, and a trend is always named by its own direction. What can be said is
in `spc_verdicts`, one series in tuples and words in `spc_chart`, dates and facets in `spc_series`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goldenthread.rulebook.exact_means import LARGEST, Bools, Floats, exact_means
from goldenthread.rulebook.spc_causes import (
    SPECIAL_CAUSES,
    Numbers,
    PlacedPoints,
    special_causes,
    stops_the_reference,
)
from goldenthread.rulebook.spc_verdicts import (
    LEAST_POINTS,
    Assurance,
    Mode,
    PointType,
    SpecialCause,
    Variation,
)
from goldenthread.rulebook.targets import Polarity

POINT_TYPES = tuple(PointType)
VARIATIONS = tuple(Variation)
ASSURANCES = tuple(Assurance)
"""What the numbers in the arrays of a `ControlCharts` stand for, as `SPECIAL_CAUSES` does."""

_LIMIT = 2.66
_NEAR_LIMIT = 2 * (_LIMIT / 3)
_SCREEN = 3.267
_LEAST_FIXED = 12
_SIGNS = {Polarity.HIGH: 1, Polarity.LOW: -1, Polarity.NEITHER: 0, Polarity.RANGE: 0}


class CannotChart(ValueError):
    """The series or the options are none that a control chart can be made of; says which and why."""


@dataclass(frozen=True)
class ControlCharts:
    """Many charts. Arrays of points are series × points, NaN where unknown; verdicts are one to a series.

    ``groups`` is the phase of each point, -1 where a series has no point. ``judged`` says where both the
    point and its limits are known: `outside` and `close` mean something only there. ``missing`` marks periods
    without a figure, ``short`` the points of phases with fewer than 13 places, and ``known`` counts the
    figures of the current phase. ``special_cause``, ``point_type``, ``variation`` and ``assurance`` hold
    places in `SPECIAL_CAUSES`, `POINT_TYPES`, `VARIATIONS` and `ASSURANCES`.
    """

    values: Floats
    groups: NDArray[np.int64]
    mean: Floats
    lower: Floats
    upper: Floats
    near_lower: Floats
    near_upper: Floats
    judged: Bools
    outside: Bools
    close: Bools
    relative_to_mean: Numbers
    special_cause: Numbers
    point_type: Numbers
    missing: Bools
    short: Bools
    known: NDArray[np.int64]
    variation: Numbers
    assurance: Numbers


def control_charts(
    values: ArrayLike,
    *,
    direction: Polarity | Sequence[Polarity],
    target: ArrayLike | None = None,
    target_high: ArrayLike | None = None,
    group: ArrayLike | None = None,
    fixed: int | None = None,
    screen_outliers: bool = True,
    trend_points: int = 7,
    mode: Mode = Mode.DEFAULT,
) -> ControlCharts:
    """Draw the charts of many series of equal length: ``values`` is series × points, NaN for no figure.

    ``direction`` is one polarity, or one to a series. ``target`` is one number, one to a series, or series ×
    points, NaN for none; where a range is good it is the lower end and ``target_high`` the upper. ``group``
    is the phase of each point (points, or series × points): whole numbers that never fall, -1 for a place at
    the start or end where the series has no point. ``fixed`` is after how many points of a phase its limits
    no longer move, at least 12. ``trend_points`` is 7, or 6. Raises `CannotChart`.
    """
    numbers = _series(values)
    groups = _groups(group, numbers.shape)
    strict = mode is Mode.STRICT
    _check_options(fixed, trend_points, strict=strict)
    polarities = _polarities(direction, len(numbers))
    present = groups >= 0
    numbers = np.where(present, numbers, np.nan)
    limits = _limits(numbers, groups, fixed, screen_outliers)
    meaningful, enough = limits.moving_range > 0, limits.known >= LEAST_POINTS
    reach = limits.moving_range if strict else np.where(meaningful & enough, limits.moving_range, np.nan)
    lower, upper = limits.mean - _LIMIT * reach, limits.mean + _LIMIT * reach
    near_lower, near_upper = limits.mean - _NEAR_LIMIT * reach, limits.mean + _NEAR_LIMIT * reach
    outside = (numbers > upper) | (numbers < lower)
    close = ~outside & ((numbers < near_lower) | (numbers > near_upper))
    sides = np.nan_to_num(np.sign(numbers - limits.mean)).astype(np.int8)
    judged = ~np.isnan(numbers) & ~np.isnan(lower)
    placed = _placed(numbers, groups, sides, outside, close)
    if strict:
        _refuse_what_stops_the_reference(placed, trend_points)
    causes = special_causes(placed, trend_points=trend_points, strict=strict).T
    if not strict:
        causes[~judged] = SPECIAL_CAUSES.index(SpecialCause.NOT_JUDGED)
    signs = np.array([_SIGNS[polarity] for polarity in polarities], dtype=np.int64)
    types = _TYPE_OF[causes, signs[:, None] + 1]
    last = _LastPoint(np.where(present, np.arange(numbers.shape[1]), -1).max(axis=1, initial=-1))
    variation = _VARIATION_OF[last.of(types, POINT_TYPES.index(PointType.NOT_JUDGED)), signs + 1]
    ends = [
        _target(end, numbers.shape, name) for end, name in ((target, "target"), (target_high, "upper end"))
    ]
    low, high = (None if end is None else last.of(end, np.nan) for end in ends)
    limits_at_last = (last.of(lower, np.nan), last.of(upper, np.nan))
    assurance = _assurance(low, None if strict else high, limits_at_last, polarities, strict=strict)
    known = last.of(limits.known, 0)
    if not strict:
        _withhold(variation, assurance, known < LEAST_POINTS, np.isnan(limits_at_last[0]))
    return ControlCharts(
        values=numbers,
        groups=groups,
        mean=limits.mean,
        lower=lower,
        upper=upper,
        near_lower=near_lower,
        near_upper=near_upper,
        judged=judged,
        outside=outside,
        close=close,
        relative_to_mean=sides,
        special_cause=causes,
        point_type=types,
        missing=present & np.isnan(numbers),
        short=present & (limits.places < LEAST_POINTS),
        known=known,
        variation=variation,
        assurance=assurance,
    )


@dataclass(frozen=True)
class _Limits:
    """For each point, of its phase: the average, the average moving range, how many figures and places."""

    mean: Floats
    moving_range: Floats
    known: NDArray[np.int64]
    places: NDArray[np.int64]


def _limits(values: Floats, groups: NDArray[np.int64], fixed: int | None, screen_outliers: bool) -> _Limits:
    limits = _Limits(
        np.full(values.shape, np.nan),
        np.full(values.shape, np.nan),
        np.zeros(values.shape, dtype=np.int64),
        np.zeros(values.shape, dtype=np.int64),
    )
    ranges = np.full(values.shape, np.nan)
    ranges[:, 1:] = np.abs(values[:, 1:] - values[:, :-1])
    for phase in np.unique(groups[groups >= 0]):
        rows = np.flatnonzero((groups == phase).any(axis=1))
        inside = groups[rows] == phase
        figures = inside & ~np.isnan(values[rows])
        base = figures if fixed is None else figures & (inside.cumsum(axis=1) <= fixed)
        between = np.zeros_like(base)
        between[:, 1:] = base[:, 1:] & base[:, :-1]
        average = exact_means(ranges[rows], between)
        if screen_outliers:
            average = exact_means(ranges[rows], between & (ranges[rows] < (_SCREEN * average)[:, None]))
        for whole, one_to_a_series in (
            (limits.mean, exact_means(values[rows], base)),
            (limits.moving_range, average),
            (limits.known, figures.sum(axis=1)),
            (limits.places, inside.sum(axis=1)),
        ):
            whole[rows] = np.where(inside, one_to_a_series[:, None], whole[rows])
    return limits


def _placed(
    values: Floats, groups: NDArray[np.int64], sides: Numbers, outside: Bools, close: Bools
) -> PlacedPoints:
    joined = np.zeros(values.shape, dtype=np.bool_)
    joined[:, 1:] = (groups[:, 1:] == groups[:, :-1]) & (groups[:, 1:] >= 0)
    turned = (np.ascontiguousarray(array.T) for array in (joined, outside, close))
    joined, outside, close = turned
    return PlacedPoints(np.ascontiguousarray(values.T), joined, np.ascontiguousarray(sides.T), outside, close)


def _refuse_what_stops_the_reference(points: PlacedPoints, trend_points: int) -> None:
    stops = np.flatnonzero(stops_the_reference(points, trend_points))
    if len(stops):
        raise CannotChart(
            f"Series {stops[0] + 1}: the reference package stops where, of {trend_points} points in a row, "
            "one is missing and the known steps all go one way."
        )


@dataclass(frozen=True)
class _LastPoint:
    """Where each series has its last point, -1 for a series without any."""

    at: NDArray[np.int64]

    def of(self, array: NDArray[Any], otherwise: float) -> NDArray[Any]:
        """What the array, series × points, says there."""
        found = np.full(len(self.at), otherwise, dtype=array.dtype)
        rows = np.flatnonzero(self.at >= 0)
        found[rows] = array[rows, self.at[rows]]
        return found


def _assurance(
    low: Floats | None,
    high: Floats | None,
    limits: tuple[Floats, Floats],
    polarities: Sequence[Polarity],
    *,
    strict: bool,
) -> Numbers:
    """The assurance of each series, from its target or the ends of it and the limits, at the last point."""
    lower, upper = limits
    verdicts = np.full(len(polarities), ASSURANCES.index(Assurance.NO_TARGET), dtype=np.int8)
    if low is None:
        return verdicts
    rising, falling, ranged = (
        np.array([polarity is wanted for polarity in polarities], dtype=np.bool_)
        for wanted in (Polarity.HIGH, Polarity.LOW, Polarity.RANGE)
    )
    unknown = np.full(len(polarities), np.nan)
    high = unknown if high is None else high
    # The package reads a facet's missing target as hit and miss, wherever another facet has one.
    one_sided = (rising | falling) & (~np.isnan(low) | strict)
    two_sided = ranged & ~np.isnan(low) & ~np.isnan(high)
    meets = (
        (rising & (low < lower)) | (falling & (low > upper)) | (two_sided & (low < lower) & (upper < high))
    )
    misses = (
        (rising & (low > upper)) | (falling & (low < lower)) | (two_sided & ((upper < low) | (lower > high)))
    )
    verdicts[one_sided | two_sided] = ASSURANCES.index(Assurance.INCONSISTENT)
    verdicts[meets] = ASSURANCES.index(Assurance.PASS)
    verdicts[misses] = ASSURANCES.index(Assurance.FAIL)
    return verdicts


def _withhold(variation: Numbers, assurance: Numbers, few: Bools, without_limits: Bools) -> None:
    """Say why there is no verdict, in place of one, where the current phase has no limits."""
    has_target = assurance != ASSURANCES.index(Assurance.NO_TARGET)
    variation[without_limits] = VARIATIONS.index(Variation.NOT_MEANINGFUL)
    assurance[has_target & without_limits] = ASSURANCES.index(Assurance.NOT_MEANINGFUL)
    variation[few] = VARIATIONS.index(Variation.TOO_FEW_POINTS)
    assurance[has_target & few] = ASSURANCES.index(Assurance.TOO_FEW_POINTS)


def _series(values: ArrayLike) -> Floats:
    numbers = np.asarray(values, dtype=np.float64)
    if numbers.ndim != 2:
        raise CannotChart(f"Values are series × points; these have {numbers.ndim} dimensions.")
    unfit = np.argwhere(np.abs(np.nan_to_num(numbers, nan=0.0, posinf=np.inf, neginf=-np.inf)) > LARGEST)
    if len(unfit):
        series, point = unfit[0]
        raise CannotChart(f"Series {series + 1}, point {point + 1}: {numbers[series, point]} is no figure.")
    return numbers


def _groups(group: ArrayLike | None, shape: tuple[int, ...]) -> NDArray[np.int64]:
    given = np.asarray(0 if group is None else group)
    if given.size and not np.array_equal(given, np.floor(given)):
        raise CannotChart("The phase of a point is a whole number.")
    groups = _broadcast(given, shape, "phases").astype(np.int64)
    present = groups >= 0
    starts = present.copy()
    starts[:, 1:] &= ~present[:, :-1]
    back = present[:, 1:] & (groups[:, 1:] < groups[:, :-1])
    wrong = np.flatnonzero((starts.sum(axis=1) > 1) | back.any(axis=1))
    if len(wrong):
        raise CannotChart(f"Series {wrong[0] + 1}: its phases go back, or its points have a hole.")
    return groups


def _target(target: ArrayLike | None, shape: tuple[int, ...], name: str) -> Floats | None:
    if target is None:
        return None
    given = np.asarray(target, dtype=np.float64)
    if np.isinf(given).any():
        raise CannotChart(f"The {name} is no figure: {target}.")
    return _broadcast(given[:, None] if given.ndim == 1 else given, shape, name)


def _broadcast(given: NDArray[Any], shape: tuple[int, ...], name: str) -> NDArray[Any]:
    try:
        return np.broadcast_to(given, shape)
    except ValueError as error:
        raise CannotChart(f"The {name} of shape {given.shape} do not fit values of shape {shape}.") from error


def _check_options(fixed: int | None, trend_points: int, *, strict: bool) -> None:
    if fixed is not None and not fixed >= _LEAST_FIXED:
        raise CannotChart(f"Limits are fixed after {_LEAST_FIXED} points or more, not after {fixed}.")
    if trend_points not in ((7,) if strict else (6, 7)):
        raise CannotChart(f"A trend has 7 points, or 6 outside strict mode; not {trend_points}.")


def _polarities(direction: Polarity | Sequence[Polarity], count: int) -> Sequence[Polarity]:
    if isinstance(direction, Polarity):
        return [direction] * count
    if len(direction) != count:
        raise CannotChart(f"{count} series have {len(direction)} directions.")
    return direction


def _type_of(cause: SpecialCause, sign: int) -> PointType:
    if cause is SpecialCause.NOT_JUDGED:
        return PointType.NOT_JUDGED
    if cause is SpecialCause.COMMON_CAUSE:
        return PointType.COMMON_CAUSE
    if sign == 0:
        return PointType.NEUTRAL_HIGH if cause.side > 0 else PointType.NEUTRAL_LOW
    return PointType.IMPROVEMENT if cause.side == sign else PointType.CONCERN


def _variation_of(point: PointType, sign: int) -> Variation:
    good, bad = ("high", "low") if sign > 0 else ("low", "high")
    return {
        PointType.COMMON_CAUSE: Variation.COMMON_CAUSE,
        PointType.IMPROVEMENT: Variation(f"improvement_{good}"),
        PointType.CONCERN: Variation(f"concern_{bad}"),
        PointType.NEUTRAL_HIGH: Variation.NEUTRAL_HIGH,
        PointType.NEUTRAL_LOW: Variation.NEUTRAL_LOW,
        PointType.NOT_JUDGED: Variation.NO_LAST_FIGURE,
    }[point]


# By special cause or point type, and by sign + 1: looked up for every point at once.
_TYPE_OF = np.array(
    [[POINT_TYPES.index(_type_of(cause, sign)) for sign in (-1, 0, 1)] for cause in SPECIAL_CAUSES],
    dtype=np.int8,
)
_VARIATION_OF = np.array(
    [[VARIATIONS.index(_variation_of(point, sign)) for sign in (-1, 0, 1)] for point in POINT_TYPES],
    dtype=np.int8,
)
