"""What may be a benchmark, at the edges: scale, period, and the average of neighbours."""

from decimal import Decimal

import pytest

from goldenthread.rulebook.benchmarks import (
    average,
    beside,
    is_on_one_scale,
    plain_unit,
    pooled_times,
    scale_of,
)
from goldenthread.rulebook.periods import parse_period


def numbers(*texts: str) -> list[Decimal]:
    return [Decimal(text) for text in texts]


@pytest.mark.boundary("BMK-1")
@pytest.mark.parametrize(
    ("here", "there", "comparable"),
    [
        ("%", "percent", True),
        ("per 10,000", "rate per 10000", True),
        ("per 10,000", "per 10,000 children", True),
        ("", "count", True),
        ("%", "", False),
        ("", "%", False),
        ("per 10,000", "per 1,000", False),
        ("days", "weeks", False),
    ],
)
def test_figures_are_compared_on_one_scale_only(here, there, comparable):
    scale = scale_of(here, there)
    assert (scale.comparable, scale.code) == (comparable, "BMK-1")


def test_a_count_beside_a_percentage_is_said_in_words():
    assert scale_of("%", "").reason == "The published figures are counts, the measure is percentages"


@pytest.mark.boundary("BMK-2")
@pytest.mark.parametrize(
    ("values", "ours", "comparable"),
    [
        (("100", "83"), "84", True),
        (("100.1", "83"), "84", False),
        (("49650",), None, False),
        (("0.83", "1"), "10", True),
        (("0.83", "1"), "10.1", False),
        (("0", "0"), "84", True),
        (("0.83", "1.1"), "84", True),
        ((), "84", True),
    ],
)
def test_a_scale_that_its_own_numbers_contradict_is_not_compared(values, ours, comparable):
    scale = scale_of("%", "%", numbers(*values), Decimal(ours) if ours else None)
    assert scale.comparable is comparable
    assert scale.code == ("BMK-1" if comparable else "BMK-2")


@pytest.mark.boundary("BMK-5")
@pytest.mark.parametrize(
    ("unit", "wider", "held"),
    [("", True, False), ("number", True, False), ("", False, True), ("%", True, True), ("days", True, True)],
)
def test_a_count_is_not_held_against_that_of_a_wider_area(unit, wider, held):
    assert is_on_one_scale(unit, wider=wider) is held


@pytest.mark.boundary("BMK-3")
@pytest.mark.parametrize(
    ("ours", "theirs", "words"),
    [
        ("2017-18", "2017-18", ""),
        ("2017-18", "2016-17", "2016-17 beside 2017-18"),
        ("2017-18 Q4", "2017-18", "2017-18 beside 2017-18 Q4"),
        ("12 months to 31 March 2018", "2017-18", ""),
    ],
)
def test_a_benchmark_of_another_period_is_flagged(ours, theirs, words):
    found = beside(parse_period(ours), parse_period(theirs))
    assert (found.same, found.words) == (not words, words)


@pytest.mark.boundary("BMK-4")
def test_the_neighbour_average_is_the_mean_and_the_pooled_figure_where_all_counts_are_known():
    alone = average([(Decimal(80), None, None), (Decimal(90), None, None)])
    assert (alone.mean, alone.of, alone.pooled) == (85, 2, None)
    counted = average([(Decimal(80), Decimal(8), Decimal(10)), (Decimal(90), Decimal(90), Decimal(100))])
    assert (counted.mean, round(counted.pooled, 1)) == (85, Decimal("89.1"))
    partly = average([(Decimal(80), Decimal(8), Decimal(10)), (Decimal(90), Decimal(90), None)])
    assert partly.pooled is None
    nothing = average([(Decimal(0), Decimal(0), Decimal(0))])
    assert (nothing.mean, nothing.pooled) == (0, None)
    assert average([]) is None


def test_what_a_share_is_multiplied_by_follows_from_the_unit():
    assert pooled_times("%") == 100
    assert pooled_times("per 10,000 children") == 10_000
    assert pooled_times("") is None
    assert plain_unit("Per cent") == "%"
