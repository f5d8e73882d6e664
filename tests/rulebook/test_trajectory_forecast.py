"""Forecasts to the last step of a trajectory: the boundary of each verdict."""

from collections.abc import Mapping
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import Period, parse_period
from goldenthread.rulebook.targets import Polarity
from goldenthread.rulebook.trajectory import Trajectory, trajectory
from goldenthread.rulebook.trajectory_forecast import Course, outlook, predict
from goldenthread.rulebook.trajectory_line import UnlikePeriods, periods_between

MAY_2018, MAY_2019 = parse_period("May 2018"), parse_period("May 2019")
MONTHS = periods_between(MAY_2018, MAY_2019)


def to(step: str, *, baseline: str = "16%", polarity: Polarity = Polarity.HIGH) -> Trajectory:
    return trajectory(
        MAY_2018, parse_figure(baseline), [(MAY_2019, parse_figure(step))], polarity=polarity, reading=None
    )


def figures(*values: str | None) -> Mapping[Period, Decimal | None]:
    """Figures from June 2018 on, one a month."""
    return {
        period: None if value is None else Decimal(value)
        for period, value in zip(MONTHS[1:], values, strict=False)
    }


@pytest.mark.boundary("TRAJ-12")
def test_four_figures_cannot_tell_and_five_can() -> None:
    four = outlook(to("56%"), figures("17", None, "18", "19"))
    assert (four.course, four.code, four.forecast) == (Course.CANNOT_TELL, "TRAJ-12", None)
    assert four.reason == "4 figures since the baseline: a forecast needs 5"
    assert outlook(to("56%", baseline="n/a"), figures("17")).reason.startswith("1 figure since")
    five = outlook(to("56%"), figures("17", None, "18", "19", "20"))
    assert five.forecast is not None
    assert five.forecast.points == 5


@pytest.mark.boundary("TRAJ-13", "TRAJ-14")
def test_a_line_without_scatter_that_leads_exactly_to_the_step_is_on_course() -> None:
    along = figures("17.25", "18.5", "19.75", "21")
    assert outlook(to("31%"), along).code == "TRAJ-13"
    assert outlook(to("31.1%"), along).code == "TRAJ-14"
    assert outlook(to("> 31%"), along).course is Course.OFF_COURSE
    assert outlook(to("31%", polarity=Polarity.LOW), along).course is Course.ON_COURSE
    assert outlook(to("30.9%", polarity=Polarity.LOW), along).course is Course.OFF_COURSE


@pytest.mark.boundary("TRAJ-13", "TRAJ-14", "TRAJ-15")
def test_only_an_interval_wholly_on_one_side_gives_a_verdict() -> None:
    scattered = figures("18", "17", "20", "19", "22", "21")
    forecast = outlook(to("31%"), scattered).forecast
    assert forecast is not None
    lower, upper = (Decimal(f"{limit:.9f}") for limit in (forecast.lower, forecast.upper))
    hair = Decimal("0.00000001")
    by_step = {
        step: outlook(to(f"{step}%"), scattered).code for step in (lower, lower + hair, upper, upper + hair)
    }
    assert list(by_step.values()) == ["TRAJ-13", "TRAJ-15", "TRAJ-15", "TRAJ-14"]


def test_the_reason_is_plain() -> None:
    seen = outlook(to("31%"), figures("17.25", "18.5", "19.75", "21"))
    assert seen.reason == "31% to 31% by May 2019, from 5 figures, meets at least 31%"


@pytest.mark.boundary("TRAJ-16")
def test_the_last_steps_own_figure_decides() -> None:
    for value, course in (("31", Course.ON_COURSE), ("30.9", Course.OFF_COURSE)):
        seen = outlook(to("31%"), {MAY_2019: Decimal(value)})
        assert (seen.course, seen.code, seen.forecast) == (course, "TRAJ-16", None)
    assert outlook(to("31%"), {MAY_2019: None}).code == "TRAJ-12"


@pytest.mark.boundary("TRAJ-17")
def test_without_a_step_or_a_good_side_nothing_is_told() -> None:
    along = figures("17", "18", "19", "20", "21")
    assert outlook(to("Percentage decrease of 10%", baseline="TBC"), along).code == "TRAJ-17"
    assert outlook(to("31%", polarity=Polarity.NEITHER), along).code == "TRAJ-17"
    assert outlook(to("31%"), along).code != "TRAJ-17"


def test_figures_before_the_baseline_are_left_out_and_one_for_its_month_replaces_it() -> None:
    before = {parse_period("April 2018"): Decimal(90)}
    along = figures("17", "18", "19", "20")
    assert outlook(to("56%"), {**before, **along}) == outlook(to("56%"), along)
    replaced = outlook(to("56%"), {MAY_2018: Decimal(10), **along}).forecast
    assert replaced is not None
    assert replaced.points == 5
    with pytest.raises(UnlikePeriods):
        outlook(to("56%"), {parse_period("2018-19 Q1"): Decimal(3)})


def test_a_forecast_stays_on_the_scale_of_its_figures() -> None:
    rising = outlook(to("90%"), figures("35", "50", "70", "88", "99")).forecast
    falling = outlook(to("3", baseline="30", polarity=Polarity.LOW), figures("25", "18", "14", "6")).forecast
    assert rising is not None
    assert falling is not None
    assert (rising.expected, rising.upper) == (100, 100)
    assert (falling.expected, falling.lower) == (0, 0)


def test_the_interval_is_that_of_a_new_figure_worked_by_hand() -> None:
    # y = 1, 2, 4, 5 at x = 0 to 3: slope 1.4, line 0.9 + 1.4x, residuals 0.1, -0.3, 0.3, -0.1.
    points = {at: Decimal(value) for at, value in enumerate((1, 2, 4, 5))}
    expected, lower, upper = predict(points, 4)
    assert expected == pytest.approx(6.5)
    reach = 4.302652729911275 * (0.2 / 2) ** 0.5 * (1 + 1 / 4 + 2.5**2 / 5) ** 0.5
    assert (lower, upper) == (pytest.approx(6.5 - reach), pytest.approx(6.5 + reach))
    with pytest.raises(ValueError, match="2 points"):
        predict({0: Decimal(1), 1: Decimal(2)}, 4)


@given(st.lists(st.integers(0, 100), min_size=5, max_size=12), st.integers(0, 24))
def test_the_line_is_that_of_least_squares(values: list[int], ahead: int) -> None:
    expected, lower, upper = predict({at: Decimal(value) for at, value in enumerate(values)}, ahead)
    slope, start = np.polyfit(range(len(values)), values, 1)
    assert expected == pytest.approx(start + slope * ahead, abs=1e-6)
    assert lower <= expected <= upper
