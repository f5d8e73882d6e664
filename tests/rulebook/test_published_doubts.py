"""What a file of national statistics can hardly mean, at the edges of each rule."""

from __future__ import annotations

import numpy as np
import pytest

from goldenthread.rulebook.periods import parse_period
from goldenthread.rulebook.published_doubts import (
    are_shares,
    decimals_of,
    is_of_change,
    makes,
    may_be_share_of,
    missing_between,
    scale_between,
    stray_shares,
)

NONE = np.nan


def column(*numbers: float) -> np.ndarray:
    return np.array(numbers, dtype=np.float64)


@pytest.mark.boundary("NSD-2", "NSD-3")
@pytest.mark.parametrize(
    ("name", "is_change"),
    [
        ("annual_change", True), ("pct_change", True), ("Percentage change", True), ("progress8_score", True),
        ("gap_to_england", True), ("Referrals", False), ("exchange_pct", False), ("assessed_pct", False),
        ("valuers", False),
    ],
)  # fmt: skip
def test_a_column_of_a_change_may_be_below_zero(name, is_change):
    assert is_of_change(name) is is_change


@pytest.mark.boundary("NSD-4")
@pytest.mark.parametrize(
    ("numbers", "shares"),
    [
        ((0.82, 0.79, 1), True), ((0.82, NONE), True), ((0, 0, 1), False), ((0.82, 1.1), False),
        ((-0.1, 0.5), False), ((NONE, NONE), False),
    ],
)  # fmt: skip
def test_a_column_none_of_which_passes_1_may_be_of_shares(numbers, shares):
    assert are_shares(column(*numbers)) is shares


@pytest.mark.boundary("NSD-4")
@pytest.mark.parametrize(
    ("numbers", "strays"),
    [
        ((0.82, 81, 79, 90), [0]),
        ((0.9, 9.9, 15, 20), []),  # small percentages occur
        ((1, 10, 15, 20), []),  # not under a tenth of 10
        ((0.99, 10, 15, 20), [0]),
        ((0.82, 81, 79), []),  # too few to say
        ((0, 81, 79, 90), []),
        ((0.82, 0.75, 81, 79, 90, NONE), [0, 1]),
    ],
)
def test_one_far_below_all_that_pass_1_may_be_a_share(numbers, strays):
    assert np.flatnonzero(stray_shares(column(*numbers))).tolist() == strays


@pytest.mark.parametrize(
    ("percentage", "others", "may_be"),
    [
        (0.82, (81, 79), True),
        (0.82, (41, 164), True),
        (0.82, (40.9, 79), False),
        (0.82, (164.1, 79), False),
        (0.9, (8.9, 90), False),  # ten times it is not below all of them
        (0.82, (81,), False),  # one other period says little
        (1.1, (110, 110), False),
        (0, (81, 79), False),
    ],
)
def test_a_hundredth_of_what_the_area_had_may_be_a_share(percentage, others, may_be):
    assert may_be_share_of(percentage, column(*others)) is may_be


@pytest.mark.boundary("NSD-1", "NSD-5")
@pytest.mark.parametrize(
    ("value", "top", "bottom", "decimals", "fits"),
    [
        (69.2, 36, 52, 1, True),
        (70.0, 36, 52, 1, False),
        (100, 52, 52, 1, True),
        (101.9, 53, 52, 1, True),
        (4, 30, 830, 0, True),  # rounded to 10: they may be 34 of 826
        (5, 30, 830, 0, False),
        (4, 31, 830, 0, True),
        (5, 31, 830, 0, False),
        (50, 15, 25, 0, True),  # rounded to 5: they may be 13 of 26
    ],
)
def test_a_figure_is_its_numerator_over_its_denominator_as_far_as_it_is_rounded(
    value, top, bottom, decimals, fits
):
    assert makes(column(value), column(top), column(bottom), 100.0, decimals).tolist() == [fits]


def test_counts_of_the_nation_are_rounded_apart_from_those_of_authorities():
    values, wide = column(4, 4, 4), np.array([True, False, False])
    tops, bottoms = column(30, 30, 37), column(830, 820, 911)
    # 30 of 820 is 3.66, and 37 of 911 is 4.06: only the nation's 30 may be another number.
    assert makes(values, tops, bottoms, 100.0, 1, wide).tolist() == [True, False, False]
    assert makes(values, tops, bottoms, 100.0, 0, wide).tolist() == [True, True, True]


def test_a_rate_is_so_many_per_ten_thousand():
    rates = makes(column(38.1, 3.8), column(287, 287), column(75400, 75400), 10_000.0, 1)
    assert rates.tolist() == [True, False]


@pytest.mark.parametrize(
    ("numbers", "places"), [((21, 21.5), 1), ((21, 22), 0), ((0.69231,), 4), ((NONE,), 0), ((83.25, 1), 2)]
)
def test_the_decimals_of_a_column_are_those_of_its_longest_number(numbers, places):
    assert decimals_of(column(*numbers)) == places


@pytest.mark.boundary("NSD-6")
@pytest.mark.parametrize(
    ("new", "old", "times"),
    [
        ((80,), (10,), 8), ((79,), (10,), None), ((3.8,), (38,), 0.1), ((49_650,), (28,), 49_650 / 28),
        ((10,), (80,), 0.125), ((10, 80, 10), (10, 10, 10), None), ((0,), (10,), None), ((), (), None),
    ],
)  # fmt: skip
def test_eight_times_what_it_was_is_another_scale(new, old, times):
    assert scale_between(new, old) == (None if times is None else pytest.approx(times))


@pytest.mark.boundary("NSD-7")
@pytest.mark.parametrize(
    ("periods", "missing"),
    [
        (("2015-16", "2017-18"), ["2016-17"]),
        (("2016-17", "2017-18"), []),
        (("2017-18",), []),
        (("2014-15", "2017-18", "2017-18 Q1", "2017-18 Q3"), ["2015-16", "2016-17", "2017-18 Q2"]),
        (("March 2018", "January 2018"), ["February 2018"]),
        (("2015/16 academic year", "2017/18 academic year"), ["2016/17 academic year"]),
        (("autumn term 2017", "summer term 2018"), ["Spring term 2018"]),
        (("12 months to 31 March 2018", "12 months to 30 June 2018"), []),
    ],
)
def test_a_period_between_two_of_its_kind_is_missing(periods, missing):
    assert [str(one) for one in missing_between(parse_period(text) for text in periods)] == missing
