"""Confidence intervals: the boundary of each rule, what is missing, and what cannot be."""

import math
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.rulebook.intervals import (
    ImpossibleInput,
    MoreThanAll,
    NegativeNumber,
    NotANumber,
    NothingToDivideBy,
    UnknownConfidence,
    as_confidence,
    at_both_levels,
    byars_limits,
    mean,
    mean_from,
    proportion,
    proportion_limits,
    rate,
    rate_limits,
    reliable,
)
from goldenthread.rulebook.standardised import (
    Stratum,
    WeightedStratum,
    direct_rate,
    expected_events,
    indirect_rate,
    indirect_ratio,
)


def close(value: float) -> object:
    return pytest.approx(value, rel=1e-9)


@pytest.mark.boundary("CI-1")
def test_none_and_all_have_an_interval_that_stays_within_0_and_100() -> None:
    none, every = proportion(0, 100, multiplier=100), proportion(100, 100, multiplier=100)
    assert (none.lower, none.upper) == (0, close(3.69934982069857))
    assert (every.lower, every.upper) == (close(96.3006501793014), 100)
    assert (none.code, none.method, none.level) == ("CI-1", "Wilson", "95%")


@pytest.mark.boundary("CI-1")
@pytest.mark.parametrize(
    ("count", "out_of", "refused", "words"),
    [
        (101, 100, MoreThanAll, "101.0 of 100.0: a part cannot be more than the whole"),
        (-1, 100, NegativeNumber, "The count is -1.0"),
        (0, 0, NothingToDivideBy, "The denominator is 0"),
        (0, -5, NegativeNumber, "The denominator is -5.0"),
        (math.nan, 100, NotANumber, "The count is nan"),
        (1, math.inf, NotANumber, "The denominator is inf"),
        (Decimal("100.5"), 100, MoreThanAll, "100.5 of 100"),
    ],
)
def test_a_proportion_that_cannot_be_is_refused(
    count: float, out_of: float, refused: type[ImpossibleInput], words: str
) -> None:
    with pytest.raises(refused, match=words):
        proportion(count, out_of)


def test_4_of_18_is_not_read_like_400_of_1800() -> None:
    few, many = proportion(4, 18).limits(), proportion(400, 1800).limits()
    assert few is not None
    assert many is not None
    assert few[1] - few[0] > 9 * (many[1] - many[0])


@pytest.mark.boundary("CI-2", "CI-3")
def test_a_rate_is_exact_below_10_events_and_byars_from_10() -> None:
    assert (rate(Decimal("9.5"), 10_000).code, rate(9, 10_000).method) == ("CI-2", "Exact")
    assert (rate(10, 10_000).code, rate(10, 10_000).method) == ("CI-3", "Byars")
    assert rate(0, 1000).lower == 0
    assert rate(0, 1000, multiplier=1000).upper == close(-math.log(0.025))
    assert rate(10, 10_000, multiplier=1).upper == close(18.3914586057565 / 10_000)


def test_a_rate_may_have_more_events_than_people_and_not_the_impossible() -> None:
    assert rate(30, 20, multiplier=1).value == 1.5
    with pytest.raises(NegativeNumber):
        rate(-1, 20)
    with pytest.raises(NothingToDivideBy, match="The population is 0"):
        rate(1, 0)
    with pytest.raises(NegativeNumber, match="The population is -20"):
        rate(1, -20)


@pytest.mark.boundary("CI-3")
def test_byars_lower_limit_is_left_out_where_it_would_be_below_0() -> None:
    assert byars_limits(Decimal("0.5"))[0] is None
    assert byars_limits(0)[0] is None
    assert byars_limits(2)[0] == close(0.224625211349983)


@pytest.mark.boundary("CI-4")
def test_two_values_have_an_interval_and_one_has_none() -> None:
    two = mean([Decimal(10), 12])
    assert (two.value, two.code) == (11, "CI-4")
    assert two.limits() == (close(11 - 12.706204736174707), close(11 + 12.706204736174707))
    one = mean([10])
    assert (one.value, one.limits(), one.code) == (10, None, "CI-4")
    assert mean_from(1, 10, 0).limits() is None
    assert mean([]).value is None


def test_equal_values_have_an_interval_of_no_width_at_any_confidence() -> None:
    assert mean([7, 7, 7], confidence=1).limits() == (7, 7)
    assert mean([1, 2], confidence=100).limits() == (-math.inf, math.inf)


def test_a_mean_from_its_parts_refuses_what_cannot_be() -> None:
    with pytest.raises(NegativeNumber, match="The standard deviation is -1"):
        mean_from(3, 10, -1)
    with pytest.raises(NegativeNumber, match="The number of values is -3"):
        mean_from(-3, 10, 1)


@pytest.mark.boundary("CI-5")
def test_a_missing_number_has_no_interval_and_0_has_one() -> None:
    for missing in (proportion(None, 100), rate(None, 100), rate(3, None), mean([1, None, 3])):
        assert (missing.limits(), missing.value, missing.code) == (None, None, "CI-5")
    assert rate(None, 100).method is None
    assert proportion(0, 100).limits() is not None


@pytest.mark.boundary("CI-6")
def test_a_figure_is_reliable_from_10_cases() -> None:
    assert reliable(9) is False
    assert reliable(0) is False
    assert reliable(10) is True
    assert reliable(None) is None
    with pytest.raises(NegativeNumber):
        reliable(-1)


@pytest.mark.parametrize("given", [0.9, 0.95, 0.998, 1, 90, 95, 99.8, 100, Decimal("99.8")])
def test_a_confidence_is_a_share_or_a_percentage(given: float) -> None:
    assert as_confidence(given) == pytest.approx(float(given) if given <= 1 else float(given) / 100)


@pytest.mark.parametrize("given", [0, 0.89, 1.01, 5, 89.9, 100.1, -0.95, math.nan, math.inf])
def test_any_other_confidence_is_refused(given: float) -> None:
    with pytest.raises(UnknownConfidence):
        proportion(1, 2, confidence=given)


def test_certainty_leaves_everything_possible() -> None:
    assert proportion(3, 10, confidence=1).limits() == (0, 1)
    assert proportion(3, 10, confidence=100, multiplier=100).limits() == (0, 100)
    assert rate(3, 10, confidence=100).limits() == (0, math.inf)
    assert rate(30, 100, confidence=100).lower is None


def test_the_pair_of_levels_is_95_and_99_8() -> None:
    at_95, at_998 = at_both_levels(rate, 65, 100_000)
    assert (at_95.level, at_998.level) == ("95%", "99.8%")
    assert at_95.lower == close(50.1631877104595)
    assert at_998.lower is not None
    assert at_998.lower < 50


@given(
    st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    st.sampled_from([0.9, 0.95, 0.99, 0.998]),
)
def test_a_proportion_lies_in_its_interval_which_mirrors_that_of_the_rest(
    counts: tuple[int, int], confidence: float
) -> None:
    x, n = counts
    here, rest = proportion(x, n, confidence=confidence), proportion(n - x, n, confidence=confidence)
    assert here.lower is not None
    assert here.upper is not None
    assert rest.lower is not None
    assert 0 <= here.lower <= x / n <= here.upper <= 1
    assert here.upper == pytest.approx(1 - rest.lower, abs=1e-12)


@given(st.just(0) | st.floats(1e-6, 1e6), st.floats(1, 1e7))
def test_a_rate_lies_in_its_interval_and_more_confidence_is_wider(events: float, population: float) -> None:
    at_95, at_998 = (at.limits() for at in at_both_levels(rate, events, population))
    value = rate(events, population).value
    assert at_95 is not None
    assert at_998 is not None
    assert value is not None
    assert at_998[0] <= at_95[0] <= value * (1 + 1e-9)
    assert value <= at_95[1] < at_998[1]


def test_whole_arrays_have_the_limits_of_each_and_refuse_one_that_cannot_be() -> None:
    lower, upper = proportion_limits([0, 4, math.nan, 18], 18)
    assert math.isnan(lower[2])
    assert math.isnan(upper[2])
    assert (lower[1], upper[1]) == proportion(4, 18).limits()
    assert upper[3] == 1
    lower, upper = rate_limits([0, 9, 10, math.nan], np.array([100, 100, 100, 100]))
    assert [math.isnan(limit) for limit in lower] == [False, False, False, True]
    assert (lower[2], upper[2]) == (
        pytest.approx(rate(10, 100).lower),
        pytest.approx(rate(10, 100).upper),
    )
    with pytest.raises(MoreThanAll, match="19"):
        proportion_limits([1, 19], [18, 18])
    with pytest.raises(NothingToDivideBy):
        rate_limits([1, 1], [18, 0])


HERE = [Stratum(4, 1000, 20, 10_000), Stratum(8, 500, 60, 5000)]


def test_an_indirect_ratio_is_observed_over_expected() -> None:
    assert expected_events(HERE) == 8
    ratio = indirect_ratio(HERE)
    assert (ratio.value, ratio.method, ratio.code) == (150, "Byars", "CI-3")
    assert indirect_rate(HERE, multiplier=1000).value == close(1.5 * 80 / 15_000 * 1000)
    below = indirect_ratio([Stratum(1, 1000, 20, 10_000), Stratum(Decimal("8.9"), 500, 60, 5000)])
    assert below.method == "Exact"


def test_indirect_standardisation_refuses_what_cannot_be_and_leaves_out_what_is_missing() -> None:
    with pytest.raises(NothingToDivideBy, match="events expected"):
        indirect_ratio([Stratum(4, 1000, 0, 10_000)])
    with pytest.raises(NothingToDivideBy, match="The reference's population"):
        indirect_rate([Stratum(4, 1000, 10, 0)])
    with pytest.raises(NothingToDivideBy):
        indirect_ratio([])
    with pytest.raises(NegativeNumber):
        indirect_ratio([Stratum(-4, 1000, 10, 100)])
    missing = indirect_ratio([*HERE, Stratum(None, 10, 10, 100)])
    assert (missing.limits(), missing.value, missing.code) == (None, None, "CI-5")
    assert expected_events([Stratum(1, None, 10, 100)]) is None


@pytest.mark.boundary("CI-7", "CI-8")
def test_a_direct_rate_is_worked_by_hand_from_10_events() -> None:
    groups = [WeightedStratum(4, 1000, 3000), WeightedStratum(6, 500, 1000)]
    standardised = direct_rate(groups, multiplier=1000)
    value = (3000 * 4 / 1000 + 1000 * 6 / 500) / 4000 * 1000
    step = math.sqrt((3000**2 * 4 / 1000**2 + 1000**2 * 6 / 500**2) / 4000**2 / 10) * 1000
    assert (standardised.value, standardised.code, standardised.method) == (close(value), "CI-7", "Dobson")
    assert standardised.lower == close(value + step * (4.78744991396756 - 10))
    assert standardised.upper == close(value + step * (18.3914586057565 - 10))


@pytest.mark.boundary("CI-8")
def test_a_direct_rate_from_9_events_is_not_given() -> None:
    few = direct_rate([WeightedStratum(4, 1000, 3000), WeightedStratum(5, 500, 1000)])
    assert (few.value, few.limits(), few.code) == (None, None, "CI-8")


def test_a_direct_rate_needs_every_group_and_some_weight() -> None:
    missing = direct_rate([WeightedStratum(40, 1000, 3000), WeightedStratum(None, 500, 1000)])
    assert (missing.value, missing.code) == (None, "CI-5")
    with pytest.raises(NothingToDivideBy, match="The sum of the weights"):
        direct_rate([WeightedStratum(40, 1000, 0)])
    with pytest.raises(NothingToDivideBy, match="The population"):
        direct_rate([WeightedStratum(40, 0, 100)])
    with pytest.raises(NegativeNumber, match="The weight is -1"):
        direct_rate([WeightedStratum(40, 10, -1)])


@given(st.integers(10, 500), st.integers(1, 100_000))
def test_one_group_directly_standardised_is_its_own_rate(events: int, population: int) -> None:
    here = direct_rate([WeightedStratum(events, population, 1)])
    plain = rate(events, population)
    assert here.value == close(plain.value or 0)
    assert here.lower == close(plain.lower or 0)
    assert here.upper == close(plain.upper or 0)
