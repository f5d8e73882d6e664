"""Rates that allow for a population's make-up: by age, by need, by school type.

*Indirectly* standardised: the events that were observed against those expected had the reference's rates
held here. *Directly*: the rates here, weighted as in one standard population.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.rulebook.codes import define_rule
from goldenthread.rulebook.intervals import (
    EXACT_BELOW,
    Interval,
    Method,
    NegativeNumber,
    NothingToDivideBy,
    Number,
    as_confidence,
    byars_limits,
    one_number,
    poisson_interval,
)

CI_7 = define_rule(
    "CI-7",
    title="Dobson's interval for a directly standardised rate",
    meaning="A directly standardised rate has the interval of Dobson's method, built on Byar's limits of the "
    "total number of events.",
    basis="Technical guidance of England's public health statistics. Dobson and others, 1991.",
    boundaries=("10 events in all have a rate; 9 have none.",),
)
CI_8 = define_rule(
    "CI-8",
    title="No directly standardised rate below 10 events",
    meaning="From fewer than 10 events in all no directly standardised rate and no interval is given.",
    basis="The rule of England's public health profiles for directly standardised rates.",
    boundaries=("9 events in all: no rate. 10: a rate and its interval.",),
)


@dataclass(frozen=True)
class Stratum:
    """One group of the area: events, population, and the reference's events and population."""

    events: Number | None
    population: Number | None
    reference_events: Number | None
    reference_population: Number | None


@dataclass(frozen=True)
class WeightedStratum:
    """One group of the area: events, population, and its weight in the standard population."""

    events: Number | None
    population: Number | None
    weight: Number | None


def indirect_ratio(
    strata: Sequence[Stratum], *, confidence: Number = 0.95, reference_value: Number = 100
) -> Interval:
    """Observed events over those expected, times ``reference_value``: 100 is as in the reference."""
    return _indirect(strata, as_confidence(confidence), float(reference_value))


def indirect_rate(
    strata: Sequence[Stratum], *, confidence: Number = 0.95, multiplier: Number = 100_000
) -> Interval:
    """The indirectly standardised ratio times the reference's own rate per ``multiplier``."""
    share = as_confidence(confidence)
    events = _sum("The reference's count", [stratum.reference_events for stratum in strata])
    population = _sum("The reference's population", [stratum.reference_population for stratum in strata])
    if population == 0:
        raise NothingToDivideBy("The reference's population")
    return _indirect(strata, share, events / population * float(multiplier))


def expected_events(strata: Sequence[Stratum]) -> float | None:
    """The events that the reference's rates give in the area's groups; None when a number is missing."""
    expected = _expected(strata)
    return None if math.isnan(expected) else expected


def _indirect(strata: Sequence[Stratum], confidence: float, reference_value: float) -> Interval:
    observed = _sum("The count", [stratum.events for stratum in strata])
    expected = _expected(strata)
    if expected == 0:
        raise NothingToDivideBy("The number of events expected")
    return poisson_interval(observed, reference_value / expected, confidence)


def _expected(strata: Sequence[Stratum]) -> float:
    return math.fsum(
        _not_negative("The reference's count", stratum.reference_events)
        / _above_zero("The reference's population", stratum.reference_population)
        * _not_negative("The population", stratum.population)
        for stratum in strata
    )


def direct_rate(
    strata: Sequence[WeightedStratum], *, confidence: Number = 0.95, multiplier: Number = 100_000
) -> Interval:
    """The directly standardised rate per ``multiplier``, with Dobson's interval; none below 10 events."""
    share = as_confidence(confidence)
    counts = [_not_negative("The count", stratum.events) for stratum in strata]
    people = [_above_zero("The population", stratum.population) for stratum in strata]
    weights = [_not_negative("The weight", stratum.weight) for stratum in strata]
    all_weight, total = math.fsum(weights), math.fsum(counts)
    if all_weight == 0:
        raise NothingToDivideBy("The sum of the weights")
    if math.isnan(all_weight + total + math.fsum(people)):
        return Interval(None, None, share, None)
    if total < EXACT_BELOW:
        return Interval(None, None, share, None, None, CI_8)
    groups = list(zip(counts, people, weights, strict=True))
    times = float(multiplier)
    value = math.fsum(weight * count / n for count, n, weight in groups) / all_weight * times
    variance = math.fsum(weight**2 * count / n**2 for count, n, weight in groups) / all_weight**2
    step = math.sqrt(variance / total) * times
    lower, upper = byars_limits(total, confidence=share)
    return Interval(
        None if lower is None else value + step * (lower - total),
        None if upper is None else value + step * (upper - total),
        share,
        Method.DOBSON,
        value,
        CI_7,
    )


def _sum(name: str, numbers: Sequence[Number | None]) -> float:
    return math.fsum(_not_negative(name, number) for number in numbers)


def _not_negative(name: str, given: Number | None) -> float:
    value = one_number(name, given)
    if value < 0:
        raise NegativeNumber(name, given)
    return value


def _above_zero(name: str, given: Number | None) -> float:
    value = _not_negative(name, given)
    if value == 0:
        raise NothingToDivideBy(name)
    return value
