"""Comparison with a benchmark and between areas, rank among neighbours, and the funnel."""

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.rulebook.comparison import (
    Standing,
    UnlikeIntervals,
    compare_areas,
    compare_areas_at_both_levels,
    compare_at_both_levels,
    compare_with_benchmark,
)
from goldenthread.rulebook.funnel import FunnelKind, funnel_significance
from goldenthread.rulebook.intervals import (
    Interval,
    Method,
    NegativeNumber,
    NotANumber,
    NothingToDivideBy,
    at_both_levels,
    proportion,
)
from goldenthread.rulebook.neighbours import NoGroups, NotAmongThem, place_among, quantiles
from goldenthread.rulebook.targets import Polarity


def interval(lower: float, upper: float, confidence: float = 0.95) -> Interval:
    return Interval(lower, upper, confidence, Method.WILSON, (lower + upper) / 2)


SIXTIES = interval(60, 70)


@pytest.mark.boundary("BEN-1", "BEN-2", "BEN-3")
@pytest.mark.parametrize(
    ("benchmark", "high", "low", "neither", "codes"),
    [
        ("59.9", "better", "worse", "higher", ("BEN-2", "BEN-3")),
        ("60", "similar", "similar", "similar", ("BEN-1", "BEN-1")),
        ("65", "similar", "similar", "similar", ("BEN-1", "BEN-1")),
        ("70", "similar", "similar", "similar", ("BEN-1", "BEN-1")),
        ("70.1", "worse", "better", "lower", ("BEN-2", "BEN-3")),
    ],
)
def test_a_benchmark_at_each_side_of_the_limits(
    benchmark: str, high: str, low: str, neither: str, codes: tuple[str, str]
) -> None:
    by_polarity = {
        polarity: compare_with_benchmark(SIXTIES, Decimal(benchmark), polarity) for polarity in Polarity
    }
    assert by_polarity[Polarity.HIGH].standing == high
    assert by_polarity[Polarity.LOW].standing == low
    assert by_polarity[Polarity.NEITHER].standing == neither
    assert by_polarity[Polarity.RANGE].standing == neither
    assert (by_polarity[Polarity.HIGH].code, by_polarity[Polarity.NEITHER].code) == codes


@pytest.mark.boundary("BEN-0")
def test_nothing_is_compared_without_an_interval_or_a_benchmark() -> None:
    for missing in (None, proportion(None, 100), Interval(None, math.inf, 0.95, Method.BYARS, 3)):
        assert compare_with_benchmark(missing, 70, Polarity.HIGH).code == "BEN-0"
        assert compare_areas(SIXTIES, missing, Polarity.HIGH).standing is Standing.NOT_COMPARED
    assert compare_with_benchmark(SIXTIES, None, Polarity.HIGH).reason == "No benchmark for this period"
    assert compare_with_benchmark(proportion(0, 100, multiplier=100), 70, Polarity.HIGH).code == "BEN-2"
    with pytest.raises(NotANumber):
        compare_with_benchmark(SIXTIES, math.nan, Polarity.HIGH)


def test_a_comparison_gives_its_reason_in_words() -> None:
    compared = compare_with_benchmark(
        proportion(65, 100, multiplier=100), Decimal(80), Polarity.HIGH, unit="%"
    )
    assert compared.reason == "Worse than 80.0%: the 95% interval, 55.3% to 73.6%, is below it"
    similar = compare_with_benchmark(interval(-0.01, 5), 0, Polarity.LOW, unit="days")
    assert similar.reason == "Similar to 0.0 days, which is within the 95% interval, 0.0 days to 5.0 days"


def test_both_levels_give_the_surer_word() -> None:
    counts = at_both_levels(proportion, 65, 100, multiplier=100)
    assert compare_at_both_levels(counts, 90, Polarity.HIGH).confidence == 0.998
    inner = compare_at_both_levels(counts, 75, Polarity.HIGH)
    assert (inner.standing, inner.confidence) == (Standing.WORSE, 0.95)
    assert compare_at_both_levels(counts, 70, Polarity.HIGH).standing is Standing.SIMILAR


@pytest.mark.boundary("BEN-4", "BEN-5", "BEN-3")
def test_two_areas_are_similar_where_their_intervals_meet() -> None:
    assert compare_areas(interval(70, 80), SIXTIES, Polarity.HIGH).code == "BEN-4"
    assert compare_areas(SIXTIES, interval(70, 80), Polarity.LOW).standing is Standing.SIMILAR
    above = interval(70.1, 80)
    assert compare_areas(above, SIXTIES, Polarity.HIGH).standing is Standing.BETTER
    assert compare_areas(above, SIXTIES, Polarity.LOW).standing is Standing.WORSE
    assert compare_areas(SIXTIES, above, Polarity.HIGH).standing is Standing.WORSE
    assert compare_areas(SIXTIES, above, Polarity.LOW).code == "BEN-5"
    apart = compare_areas(SIXTIES, above, Polarity.NEITHER)
    assert (apart.standing, apart.code) == (Standing.LOWER, "BEN-3")
    assert (
        apart.reason == "Lower than the other: the 95% intervals, 60.0 to 70.0 and 70.1 to 80.0, do not meet"
    )


def test_two_areas_at_both_levels_give_the_surer_word_and_say_by_what() -> None:
    mine = at_both_levels(proportion, 65, 100, multiplier=100)
    near, far = (at_both_levels(proportion, x, 100, multiplier=100) for x in (86, 95))
    at_95 = compare_areas_at_both_levels(mine, near, Polarity.HIGH)
    assert (at_95.standing, at_95.confidence, at_95.code) == (Standing.WORSE, 0.95, "BEN-5")
    at_998 = compare_areas_at_both_levels(mine, far, Polarity.NEITHER)
    assert (at_998.standing, at_998.sure) == (Standing.LOWER, "beyond chance at 99.8%")
    similar = compare_areas_at_both_levels(mine, mine, Polarity.HIGH)
    assert (similar.standing, similar.sure) == (Standing.SIMILAR, "within chance at 95%")
    assert {one.two_intervals for one in (at_95, at_998, similar)} == {True}
    assert not compare_at_both_levels(mine, 70, Polarity.HIGH).two_intervals


def test_a_comparison_is_a_sentence_with_how_sure_it_is() -> None:
    counts = at_both_levels(proportion, 65, 100, multiplier=100)
    said = [
        compare_at_both_levels(counts, other, Polarity.HIGH).beside("the average") for other in (90, 75, 70)
    ]
    assert said == [
        "Worse than the average, beyond chance at 99.8%",
        "Worse than the average, beyond chance at 95%",
        "Similar to the average, within chance at 95%",
    ]
    assert compare_with_benchmark(None, 70, Polarity.HIGH).beside("the average") == (
        "Not compared with the average. No interval for this figure"
    )


def test_intervals_of_different_confidence_are_not_compared() -> None:
    with pytest.raises(UnlikeIntervals, match=r"at 95% cannot be compared with one at 99.8%"):
        compare_areas(SIXTIES, interval(60, 70, 0.998), Polarity.HIGH)


FOUR = {"A": 9, "B": 7, "C": Decimal(7), "D": 5, "E": None}


@pytest.mark.boundary("RANK-1", "RANK-2")
def test_ties_share_a_place_and_the_next_is_left_out() -> None:
    best = [place_among(area, FOUR, Polarity.HIGH) for area in "ABCD"]
    assert [place.rank for place in best] == [1, 2, 2, 4]
    assert [place.tied for place in best] == [False, True, True, False]
    assert {place.code for place in best} == {"RANK-1"}
    assert [place_among(area, FOUR, Polarity.LOW).rank for area in "ABCD"] == [4, 2, 2, 1]
    assert best[1].reason == "Joint 2 of 4; 1 is the best"
    by_size = place_among("D", FOUR, Polarity.RANGE)
    assert (by_size.rank, by_size.code, by_size.reason) == (4, "RANK-2", "Place 4 of 4; 1 is the highest")


@pytest.mark.boundary("RANK-0")
def test_without_a_figure_or_without_others_there_is_no_rank() -> None:
    missing = place_among("E", FOUR, Polarity.HIGH)
    assert (missing.rank, missing.of, missing.code) == (None, 4, "RANK-0")
    alone = place_among("A", {"A": 9, "E": None}, Polarity.HIGH)
    assert (alone.rank, alone.code) == (None, "RANK-0")
    assert place_among("A", {"A": 0, "B": 1}, Polarity.LOW).rank == 1
    with pytest.raises(NotAmongThem, match="Z is not among the areas"):
        place_among("Z", FOUR, Polarity.HIGH)


@pytest.mark.boundary("QUAN-1")
def test_eleven_areas_in_quartiles_and_deciles() -> None:
    values = [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]
    assert quantiles(values, 4) == [1, 1, 1, 2, 2, 3, 3, 3, 4, 4, 4] or quantiles(values, 4)[:4] == [
        1,
        1,
        1,
        2,
    ]
    named = {str(value): value for value in values}
    assert place_among("11", named, Polarity.HIGH).decile == 1
    assert place_among("1", named, Polarity.LOW).quartile == 1
    assert place_among("1", named, Polarity.HIGH).quartile == 4
    assert quantiles([3, 3, 3, 3], 4) == [1, 1, 1, 1]


@pytest.mark.boundary("QUAN-2")
def test_fewer_figures_than_groups_have_no_groups() -> None:
    assert quantiles([1, 2, 3, None], 4) == [None] * 4
    assert quantiles([1, 2, 3, 4, None], 4) == [4, 3, 2, 1, None]
    three = place_among("A", {"A": 1, "B": 2, "C": 3}, Polarity.HIGH)
    assert three.groups == "no quartile: 3 of the 4 figures needed; no decile: 3 of the 10 figures needed"
    assert (three.rank, three.quartile, three.quantile_code) == (3, None, "QUAN-2")
    ten = {str(value): value for value in range(10)}
    assert place_among("0", ten, Polarity.LOW).decile == 1
    assert place_among("0", {**ten, "9": None}, Polarity.LOW).decile is None
    assert quantiles([], 4) == []
    with pytest.raises(NoGroups):
        quantiles([1], 0)
    with pytest.raises(NotANumber):
        quantiles([1, math.nan], 1)


@given(st.lists(st.one_of(st.none(), st.integers(0, 20)), max_size=40), st.integers(1, 12))
def test_groups_are_in_order_of_the_figures_and_equal_figures_are_together(
    values: list[int | None], groups: int
) -> None:
    group_of: dict[int, int | None] = {}
    for value, group in zip(values, quantiles(values, groups), strict=True):
        assert value is not None or group is None
        if value is not None:
            assert group_of.setdefault(value, group) == group
    ordered = [group for _, group in sorted(group_of.items(), reverse=True) if group is not None]
    assert ordered == sorted(ordered)
    assert all(1 <= group <= groups for group in ordered)


@pytest.mark.boundary("FUN-1", "FUN-2", "FUN-3")
def test_areas_on_the_funnel_of_a_proportion() -> None:
    areas = [(10, 100), (20, 90), (40, 100), (42, 100), (60, 100), (320_475, 1_000_000), (None, 100)]
    places = funnel_significance(areas, FunnelKind.PROPORTION)
    assert [(place.significance.value, place.code) for place in places] == [
        ("Low (0.001)", "FUN-3"),
        ("Low (0.025)", "FUN-2"),
        ("Not significant", "FUN-1"),
        ("High (0.025)", "FUN-2"),
        ("High (0.001)", "FUN-3"),
        ("Not significant", "FUN-1"),
        ("No figure", "FUN-0"),
    ]


@pytest.mark.boundary("FUN-0")
def test_a_standardised_rate_from_9_events_is_not_on_the_funnel() -> None:
    places = funnel_significance([(9, 900), (10, 1000), (100, 10_000)], FunnelKind.STANDARDISED)
    assert [place.code for place in places] == ["FUN-0", "FUN-1", "FUN-1"]
    assert funnel_significance([(9, 900), (100, 10_000)], FunnelKind.RATE)[0].code == "FUN-1"
    assert funnel_significance([(None, 900)], FunnelKind.RATE)[0].significance == "No figure"


def test_the_funnel_of_rates_uses_exact_limits() -> None:
    rates = funnel_significance([(0, 3600), (0, 3700), (100, 92_700)], FunnelKind.RATE)
    assert [place.code for place in rates] == ["FUN-1", "FUN-2", "FUN-1"]
    with pytest.raises(NothingToDivideBy):
        funnel_significance([(1, 0)], FunnelKind.RATE)
    with pytest.raises(NegativeNumber, match="The count"):
        funnel_significance([(-1, 10)], FunnelKind.RATE)
    with pytest.raises(NegativeNumber, match="The denominator"):
        funnel_significance([(1, -10)], FunnelKind.PROPORTION)
