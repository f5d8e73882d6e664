"""Figures with dates laid out as series: order, facets, phases, targets and what is refused."""

from datetime import date

import numpy as np
import pytest

from goldenthread.rulebook.periods import Period, parse_period
from goldenthread.rulebook.spc import CannotChart, control_charts
from goldenthread.rulebook.spc_chart import control_chart
from goldenthread.rulebook.spc_series import lay_out, over_consecutive_periods
from goldenthread.rulebook.targets import Polarity

DAYS = [date(2017, month, 1) for month in range(1, 13)] + [date(2018, month, 1) for month in range(1, 5)]


def test_unsorted_dates_are_sorted_within_each_facet() -> None:
    laid_out = lay_out(
        [DAYS[1], DAYS[0], DAYS[2], DAYS[0]], [2, 1, None, 9], facets=["b", "b", "b", "a"], target={"a": 5}
    )
    assert laid_out.facets == ("a", "b")
    assert laid_out.dates == ((DAYS[0],), tuple(DAYS[:3]))
    np.testing.assert_array_equal(laid_out.values, [[9, np.nan, np.nan], [1, 2, np.nan]])
    assert laid_out.groups.tolist() == [[0, -1, -1], [0, 0, 0]]
    assert laid_out.target is not None
    np.testing.assert_array_equal(laid_out.target, [5, np.nan])


@pytest.mark.parametrize(
    ("rebase", "groups"),
    [
        ((), [0, 0, 0, 0]),
        ([DAYS[2]], [0, 0, 1, 1]),
        ([DAYS[0]], [1, 1, 1, 1]),
        ([date(2030, 1, 1)], [0, 0, 0, 0]),
        ([DAYS[3], DAYS[1]], [0, 1, 1, 2]),
    ],
)
def test_the_date_of_a_rebase_is_the_first_of_its_phase(rebase: list[date], groups: list[int]) -> None:
    assert lay_out(DAYS[:4], [1, 2, 3, 4], rebase=rebase).groups.tolist() == [groups]


def test_a_rebase_may_be_of_one_facet() -> None:
    twice = [*DAYS[:2], *DAYS[:2]]
    laid_out = lay_out(twice, [1, 2, 3, 4], facets=["a", "a", "b", "b"], rebase={"b": [DAYS[1]]})
    assert laid_out.groups.tolist() == [[0, 0], [0, 1]]


def test_facets_of_unlike_length_are_charted_as_each_alone() -> None:
    values = [10.0, 12.0] * 8
    days, facets = [*DAYS, *DAYS[:13]], ["a"] * 16 + ["b"] * 13
    laid_out = lay_out(days, [*values, *values[:13]], facets=facets)
    charts = control_charts(laid_out.values, direction=Polarity.HIGH, group=laid_out.groups)
    alone = control_chart(values[:13], direction=Polarity.HIGH)
    assert charts.known.tolist() == [16, 13]
    assert charts.upper[1, 0] == alone.points[0].upper
    assert not charts.missing.any()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"dates": [DAYS[0], DAYS[0]]}, "2017-01-01 has more than one row"),
        ({"dates": [DAYS[0], DAYS[0]], "facets": ["a", "a"]}, "a, 2017-01-01 has more than one row"),
        ({"values": [1]}, "2 dates, 1 values"),
        ({"target": {"c": 1}, "facets": ["a", "b"]}, "facet 'c' that has a target"),
        ({"rebase": {"c": [DAYS[0]]}, "facets": ["a", "b"]}, "facet 'c' that has a rebase"),
    ],
)
def test_what_is_no_series_is_refused(change: dict[str, object], why: str) -> None:
    with pytest.raises(CannotChart, match=why):
        lay_out(**{"dates": DAYS[:2], "values": [1, 2], **change})  # type: ignore[arg-type]


def quarters(*texts: str) -> dict[Period, float]:
    return {parse_period(text): float(at) for at, text in enumerate(texts)}


@pytest.mark.boundary("SPC-16")
def test_a_period_that_has_no_row_comes_out_without_a_figure() -> None:
    periods, values = over_consecutive_periods(quarters("2017-18 Q4", "2017-18 Q1", "2017-18 Q2"))
    assert [str(period) for period in periods] == ["2017-18 Q1", "2017-18 Q2", "2017-18 Q3", "2017-18 Q4"]
    assert values == (1.0, 2.0, None, 0.0)
    assert over_consecutive_periods({}) == ((), ())


@pytest.mark.parametrize("texts", [("2017-18", "2017-18 Q4"), ("2017-18 Q1", "May 2017", "2017-18 Q4")])
def test_periods_of_several_kinds_are_refused(texts: tuple[str, ...]) -> None:
    with pytest.raises(CannotChart, match="is not one of the periods that end with"):
        over_consecutive_periods(quarters(*texts))
