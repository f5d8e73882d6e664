"""The four rules of a control chart for more than chance, over many series together.

All arrays here are points × series: a row is one period, so that each step through time is one operation on
every series. ``joined`` says of each point that it stands in the same phase as the one before it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goldenthread.rulebook.exact_means import Bools, Floats
from goldenthread.rulebook.spc_verdicts import SpecialCause

SHIFT_POINTS = 7
SPECIAL_CAUSES = tuple(SpecialCause)
"""What the numbers in an array of special causes stand for."""

Numbers = NDArray[np.int8]


@dataclass(frozen=True)
class PlacedPoints:
    """Each point, and where it lies. ``sides`` is 1 above the average, -1 below, 0 on it or unknown."""

    values: Floats
    joined: Bools
    sides: Numbers
    outside: Bools
    close: Bools


def special_causes(points: PlacedPoints, *, trend_points: int, strict: bool) -> Numbers:
    """The first rule that marks each point, as its place in `SPECIAL_CAUSES`.

    ``strict`` names the direction of a trend as the reference package does: by the next step, where the next
    point is in a trend too, although that step may lie between two trends that go the same way.
    """
    high, low = points.sides > 0, points.sides < 0
    after = _steps(points)
    rising, falling = after > 0, after < 0
    up, down = (
        _in_a_row(steps, points.joined, trend_points - 1, trend_points) for steps in (rising, falling)
    )
    in_trend = up | down
    goes_up = up & ~(down & _next(falling))
    if strict:
        goes_up = np.where(in_trend & _next(in_trend & points.joined), _next(rising), rising)
    two_in_three = _two_in_three(points, high) | _two_in_three(points, low)
    chosen = np.select(
        [
            points.outside & high,
            points.outside,
            in_trend & goes_up,
            in_trend,
            two_in_three & high,
            two_in_three,
            _in_a_row(high, points.joined, SHIFT_POINTS, SHIFT_POINTS),
            _in_a_row(low, points.joined, SHIFT_POINTS, SHIFT_POINTS),
        ],
        list(range(1, 9)),
        default=0,
    )
    return chosen.astype(np.int8)


def stops_the_reference(points: PlacedPoints, trend_points: int) -> Bools:
    """Of each series, whether the reference package stops with an error on it.

    It does where a window of a trend's length has a missing point and its other steps all rise, all fall, or
    are none: it then asks whether an unknown is true.
    """
    steps = _steps(points)
    stops = np.zeros(steps.shape[1], dtype=np.bool_)
    for end in range(trend_points, len(steps) + 1):
        window = steps[end - trend_points + 1 : end]
        whole = points.joined[end - trend_points + 1 : end].all(axis=0)
        unknown = np.isnan(window).any(axis=0)
        one_way = ~(window <= 0).any(axis=0) | ~(window >= 0).any(axis=0)
        stops |= whole & unknown & one_way
    return stops


def _steps(points: PlacedPoints) -> Floats:
    """The sign of the step into each point from the one before; NaN at the start of a phase and by a gap."""
    steps = np.full(points.values.shape, np.nan)
    steps[1:] = np.sign(points.values[1:] - points.values[:-1])
    steps[~points.joined] = np.nan
    return steps


def _next(array: Bools) -> Bools:
    """For each point, what the array says of the next one; False for the last."""
    after = np.zeros_like(array)
    after[:-1] = array[1:]
    return after


def _in_a_row(true: Bools, joined: Bools, wanted: int, points: int) -> Bools:
    """The points of every window of so many points in which ``true`` holds so many times in a row."""
    ends = np.zeros_like(true)
    row = np.zeros(true.shape[1], dtype=np.int64)
    for at, (holds, follows) in enumerate(zip(true, joined, strict=True)):
        row = np.where(holds, np.where(follows, row, 0) + 1, 0)
        ends[at] = row >= wanted
    members = np.zeros_like(true)
    left = np.zeros(true.shape[1], dtype=np.int64)
    for at in reversed(range(len(true))):
        left = np.where(ends[at], points, left - 1)
        members[at] = left > 0
    return members


def _two_in_three(points: PlacedPoints, side: Bools) -> Bools:
    """The points near a limit in windows of three on this side of the average, two of them near it."""
    marked = np.zeros_like(side)
    for end in range(2, len(side)):
        window = slice(end - 2, end + 1)
        whole = points.joined[end - 1] & points.joined[end] & side[window].all(axis=0)
        marked[window] |= whole & (points.close[window].sum(axis=0) >= 2)
    return marked & points.close
