"""Which areas stand out from their average by more than chance, each allowed for its own size."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.intervals import (
    EXACT_BELOW,
    TWO_LEVELS,
    NegativeNumber,
    NothingToDivideBy,
    Number,
    exact_limits,
    one_number,
    proportion_limits,
)

_METHOD = "The method of England's public health statistics for funnel plots."

FUN_0 = define_rule(
    "FUN-0",
    title="Not placed on the funnel",
    meaning="The area's number is missing, or it is a directly standardised rate from fewer than 10 events.",
    basis=_METHOD,
    boundaries=("A directly standardised rate from 9 events is not placed; one from 10 is.",),
)
FUN_1 = define_rule(
    "FUN-1",
    title="Within the funnel",
    meaning="The average is within the area's 95% interval: the difference may be chance.",
    basis=_METHOD,
    boundaries=("40 of 100 with an average of 32% is within.",),
)
FUN_2 = define_rule(
    "FUN-2",
    title="Beyond the inner limits",
    meaning="The average is outside the area's 95% interval and within the 99.8% one. Chance alone puts one "
    "area in 40 beyond each inner limit.",
    basis=_METHOD,
    boundaries=("20 of 90 with an average of 32% is low at 0.025.",),
)
FUN_3 = define_rule(
    "FUN-3",
    title="Beyond the outer limits",
    meaning="The average is outside the area's 99.8% interval. Chance alone puts one area in 1,000 beyond "
    "each outer limit.",
    basis=_METHOD,
    boundaries=("10 of 100 with an average of 32% is low at 0.001.",),
)


class FunnelKind(StrEnum):
    """What the numbers make: a share, a rate or ratio of events, or a directly standardised rate."""

    PROPORTION = "proportion"
    RATE = "rate"
    STANDARDISED = "standardised"


class Significance(StrEnum):
    """Where an area stands on the funnel, in the words of the statistics."""

    LOW_001 = "Low (0.001)"
    LOW_025 = "Low (0.025)"
    NOT = "Not significant"
    HIGH_025 = "High (0.025)"
    HIGH_001 = "High (0.001)"
    NOT_APPLICABLE = "Not applicable for events less than 10 for dsrs"
    MISSING = "No figure"


@dataclass(frozen=True)
class OnFunnel:
    """Where one area stands and the rule that says so."""

    significance: Significance
    code: Code


def funnel_significance(
    areas: Sequence[tuple[Number | None, Number | None]], kind: FunnelKind
) -> list[OnFunnel]:
    """Each area's place against the average of all: the sum of counts over the sum of denominators.

    An area is its count and its denominator: the cases, the population, or the events that were expected.
    For a directly standardised rate the denominator is the population that would give that rate from the
    count: the count over the rate. Areas with a missing number take no part.
    """
    pairs = [(one_number("The count", count), one_number("The denominator", base)) for count, base in areas]
    for count, base in pairs:
        if count < 0:
            raise NegativeNumber("The count", count)
        if base < 0:
            raise NegativeNumber("The denominator", base)
        if base == 0:
            raise NothingToDivideBy("The denominator")
    known = [pair for pair in pairs if not math.isnan(sum(pair))]
    if not known:
        return [OnFunnel(Significance.MISSING, FUN_0) for _ in pairs]
    average = math.fsum(count for count, _ in known) / math.fsum(base for _, base in known)
    return [_place(count, base, average, kind) for count, base in pairs]


def _place(count: float, base: float, average: float, kind: FunnelKind) -> OnFunnel:
    if math.isnan(count + base):
        return OnFunnel(Significance.MISSING, FUN_0)
    if kind is FunnelKind.STANDARDISED and count < EXACT_BELOW:
        return OnFunnel(Significance.NOT_APPLICABLE, FUN_0)
    (inner_low, inner_high), (outer_low, outer_high) = (
        _limits(count, base, level, kind) for level in TWO_LEVELS
    )
    if average > outer_high:
        return OnFunnel(Significance.LOW_001, FUN_3)
    if average < outer_low:
        return OnFunnel(Significance.HIGH_001, FUN_3)
    if average > inner_high:
        return OnFunnel(Significance.LOW_025, FUN_2)
    if average < inner_low:
        return OnFunnel(Significance.HIGH_025, FUN_2)
    return OnFunnel(Significance.NOT, FUN_1)


def _limits(count: float, base: float, level: float, kind: FunnelKind) -> tuple[float, float]:
    if kind is FunnelKind.PROPORTION:
        lower, upper = proportion_limits(count, base, confidence=level)
        return float(lower), float(upper)
    lower, upper = exact_limits(np.asarray(count), level)
    return float(lower) / base, float(upper) / base
