"""Why a point of a control chart is marked, in words: "Seventh point in a row above the average"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.rulebook.codes import Code
from goldenthread.rulebook.spc_verdicts import (
    LEAST_POINTS,
    SPC_2,
    SPC_3,
    SPC_4,
    SPC_5,
    SPC_6,
    SPC_13,
    SPC_14,
    SPC_16,
    SpecialCause,
)

_ORDINALS = {6: "Sixth", 7: "Seventh", 8: "Eighth", 9: "Ninth", 10: "Tenth", 11: "Eleventh", 12: "Twelfth"}
_CODES = {
    SpecialCause.COMMON_CAUSE: SPC_6,
    SpecialCause.ABOVE_UPPER_LIMIT: SPC_2,
    SpecialCause.BELOW_LOWER_LIMIT: SPC_2,
    SpecialCause.TREND_UP: SPC_3,
    SpecialCause.TREND_DOWN: SPC_3,
    SpecialCause.TWO_IN_THREE_HIGH: SPC_4,
    SpecialCause.TWO_IN_THREE_LOW: SPC_4,
    SpecialCause.SHIFT_UP: SPC_5,
    SpecialCause.SHIFT_DOWN: SPC_5,
}
_PLAIN_WORDS = {
    SpecialCause.COMMON_CAUSE: "Only chance",
    SpecialCause.ABOVE_UPPER_LIMIT: "Above the upper limit",
    SpecialCause.BELOW_LOWER_LIMIT: "Below the lower limit",
    SpecialCause.TWO_IN_THREE_HIGH: "Near the upper limit, as are two of three points in a row",
    SpecialCause.TWO_IN_THREE_LOW: "Near the lower limit, as are two of three points in a row",
}
_ROW_WORDS = {
    SpecialCause.TREND_UP: "in a row, each higher than the one before",
    SpecialCause.TREND_DOWN: "in a row, each lower than the one before",
    SpecialCause.SHIFT_UP: "in a row above the average",
    SpecialCause.SHIFT_DOWN: "in a row below the average",
}
_LONGEST_COUNTED_OUT = 7


@dataclass(frozen=True)
class MarkedPoint:
    """A point's figure, phase, side of the average (1, 0 or -1) and special cause."""

    value: float | None
    group: int
    side: int
    cause: SpecialCause


def cause_code(points: Sequence[MarkedPoint], at: int) -> Code:
    """The rule that decided about the point at this place."""
    point = points[at]
    if point.value is None:
        return SPC_16
    if point.cause is SpecialCause.NOT_JUDGED:
        return SPC_13 if _known_in_phase(points, at) < LEAST_POINTS else SPC_14
    return _CODES[point.cause]


def cause_words(points: Sequence[MarkedPoint], at: int) -> str:
    """Why the point at this place is marked, or why it is not."""
    point = points[at]
    if point.value is None:
        return "No figure for this period"
    if point.cause is SpecialCause.NOT_JUDGED:
        known = _known_in_phase(points, at)
        few = known < LEAST_POINTS
        return f"Too few points to tell ({known} of {LEAST_POINTS})" if few else "Limits not meaningful"
    if point.cause in _PLAIN_WORDS:
        return _PLAIN_WORDS[point.cause]
    first, last = _row_around(points, at)
    position, length = at - first + 1, last - first + 1
    row = _ROW_WORDS[point.cause]
    if position >= min(_LONGEST_COUNTED_OUT, length):
        return f"{_ORDINALS.get(position) or _ordinal(position)} point {row}"
    return f"One of {length} points {row}"


def _known_in_phase(points: Sequence[MarkedPoint], at: int) -> int:
    return sum(point.group == points[at].group and point.value is not None for point in points)


def _row_around(points: Sequence[MarkedPoint], at: int) -> tuple[int, int]:
    """The first and last place of the row of points that the one at this place is marked for."""
    cause = points[at].cause
    first = last = at
    while first > 0 and _goes_on(points[first - 1], points[first], cause):
        first -= 1
    while last + 1 < len(points) and _goes_on(points[last], points[last + 1], cause):
        last += 1
    return first, last


def _goes_on(one: MarkedPoint, following: MarkedPoint, cause: SpecialCause) -> bool:
    if one.group != following.group or one.value is None or following.value is None:
        return False
    if cause is SpecialCause.TREND_UP:
        return following.value > one.value
    if cause is SpecialCause.TREND_DOWN:
        return following.value < one.value
    return one.side == following.side == cause.side


def _ordinal(number: int) -> str:
    endings = {1: "st", 2: "nd", 3: "rd"}
    ending = "th" if number % 100 in (11, 12, 13) else endings.get(number % 10, "th")
    return f"{number}{ending}"
