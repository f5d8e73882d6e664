"""What holds of every control chart: shifted, mirrored, one by one, and against the rules written plainly."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goldenthread.rulebook.spc import VARIATIONS, ControlCharts, control_charts
from goldenthread.rulebook.spc_chart import ControlChart, chart_of, control_chart
from goldenthread.rulebook.spc_verdicts import Assurance, Mode, PointType, SpecialCause, Variation
from goldenthread.rulebook.targets import Polarity

QUARTERS = st.integers(-40, 40).map(lambda number: number / 4)
SERIES = st.lists(QUARTERS, min_size=13, max_size=30)
WITH_GAPS = st.lists(st.one_of(QUARTERS, QUARTERS, QUARTERS, st.none()), max_size=30)
HIGH, LOW = Polarity.HIGH, Polarity.LOW
OPPOSITE = {HIGH: LOW, LOW: HIGH, Polarity.NEITHER: Polarity.NEITHER}
MIRRORED = {
    "above_upper_limit": "below_lower_limit",
    "trend_up": "trend_down",
    "two_in_three_high": "two_in_three_low",
    "shift_up": "shift_down",
}
MIRRORED |= {low: high for high, low in MIRRORED.items()}


def far_from_every_limit(chart: ControlChart) -> bool:
    """No figure so near a limit that the rounding of a shifted average could carry it across."""
    return all(
        abs(point.value - limit) > 1e-9
        for point in chart.points
        if point.value is not None
        for limit in (point.lower, point.upper, point.near_lower, point.near_upper)
        if limit is not None
    )


@given(SERIES, st.integers(-1000, 1000), st.integers(-10, 10))
def test_a_series_shifted_with_its_target_has_the_same_verdicts(
    values: list[float], by: int, target: int
) -> None:
    one = control_chart(values, direction=HIGH, target=target + 0.1)
    assume(far_from_every_limit(one))
    assume(all(point.lower is None or abs(point.lower - target - 0.1) > 1e-9 for point in one.points))
    assume(all(point.upper is None or abs(point.upper - target - 0.1) > 1e-9 for point in one.points))
    other = control_chart([value + by for value in values], direction=HIGH, target=target + 0.1 + by)
    assert (one.variation, one.assurance) == (other.variation, other.assurance)
    assert [(p.special_cause, p.words) for p in one.points] == [
        (p.special_cause, p.words) for p in other.points
    ]


@given(SERIES, st.sampled_from(list(OPPOSITE)), st.integers(-10, 10), st.sampled_from([6, 7]))
def test_a_mirrored_series_with_the_opposite_direction_mirrors_its_verdicts(
    values: list[float], direction: Polarity, target: int, trend_points: int
) -> None:
    one = control_chart(values, direction=direction, target=target, trend_points=trend_points)
    other = control_chart(
        [-value for value in values], direction=OPPOSITE[direction], target=-target, trend_points=trend_points
    )
    assert one.assurance is other.assurance
    if direction is not Polarity.NEITHER:
        assert [point.point_type for point in one.points] == [point.point_type for point in other.points]
    assert [point.special_cause for point in other.points] == [
        MIRRORED.get(point.special_cause, point.special_cause) for point in one.points
    ]
    turned = one.variation.value.replace("high", "LOW").replace("low", "high").replace("LOW", "low")
    assert other.variation.value == turned


@given(
    st.lists(st.tuples(WITH_GAPS, st.sampled_from(list(Polarity)), QUARTERS, st.integers(0, 30)), max_size=6),
    st.booleans(),
    st.sampled_from([None, 12, 14]),
)
def test_many_series_together_are_charted_as_each_alone(
    rows: list[tuple[list[float | None], Polarity, float, int]], screened: bool, fixed: int | None
) -> None:
    width = max((len(values) for values, *_ in rows), default=0)
    numbers = np.full((len(rows), width), np.nan)
    groups = np.full((len(rows), width), -1)
    for at, (values, _, _, cut) in enumerate(rows):
        numbers[at, : len(values)] = [np.nan if value is None else value for value in values]
        groups[at, : len(values)] = np.arange(len(values)) >= cut
    together = control_charts(
        numbers,
        direction=[direction for _, direction, _, _ in rows],
        target=np.array([target for _, _, target, _ in rows]),
        target_high=np.array([target + 5 for _, _, target, _ in rows]),
        group=groups,
        screen_outliers=screened,
        fixed=fixed,
    )
    for at, (values, direction, target, cut) in enumerate(rows):
        alone = control_chart(
            values,
            direction=direction,
            target=target,
            target_high=target + 5,
            group=[int(place >= cut) for place in range(len(values))],
            screen_outliers=screened,
            fixed=fixed,
        )
        assert chart_of(together, at) == alone


def plain_causes(chart: ControlChart) -> list[str]:
    """The special causes of a chart's points of one phase, by the rules as they are written."""
    points = chart.points
    found = ["common_cause"] * len(points)

    def windows(length: int) -> list[range]:
        return [range(start, start + length) for start in range(len(points) - length + 1)]

    for window in windows(7):
        for side, name in ((1, "shift_up"), (-1, "shift_down")):
            if all(points[at].relative_to_mean == side for at in window):
                for at in window:
                    found[at] = name
    for window in windows(3):
        for side, name in ((1, "two_in_three_high"), (-1, "two_in_three_low")):
            close = [at for at in window if points[at].close]
            if all(points[at].relative_to_mean == side for at in window) and len(close) >= 2:
                for at in close:
                    found[at] = name
    for window in windows(7):
        steps = [
            np.sign(points[after].value - points[before].value)
            if points[after].value is not None and points[before].value is not None
            else None
            for before, after in pairwise(window)
        ]
        for step, name in ((1, "trend_up"), (-1, "trend_down")):
            if all(each == step for each in steps):
                for at in window:
                    found[at] = name
    for at, point in enumerate(points):
        if point.outside:
            found[at] = "above_upper_limit" if point.relative_to_mean == 1 else "below_lower_limit"
    return found


RUNS = st.lists(
    st.tuples(st.integers(-8, 8), st.integers(-3, 3), st.integers(1, 9)), min_size=3, max_size=6
).map(lambda runs: [(start + at * step) / 4 for start, step, length in runs for at in range(length)])


@given(st.one_of(SERIES, RUNS), st.sets(st.integers(0, 50), max_size=2))
def test_special_causes_are_those_of_the_rules_as_written(values: list[float], gaps: set[int]) -> None:
    given_values = [None if at in gaps else value for at, value in enumerate(values)]
    chart = control_chart(given_values, direction=HIGH)
    assume(any(point.lower is not None for point in chart.points))
    for point, plain in zip(chart.points, plain_causes(chart), strict=True):
        assert point.special_cause.value == ("not_judged" if point.missing else plain)


@given(SERIES)
def test_outside_the_exceptions_the_default_says_what_strict_mode_says(values: list[float]) -> None:
    default = control_chart(values, direction=HIGH, target=1)
    strict = control_chart(values, direction=HIGH, target=1, mode=Mode.STRICT)
    assume(default.variation is not Variation.NOT_MEANINGFUL)
    assert (default.variation, default.assurance) == (strict.variation, strict.assurance)
    assert [point.lower for point in default.points] == [point.lower for point in strict.points]
    assert [point.outside for point in default.points] == [point.outside for point in strict.points]


@pytest.mark.parametrize("mode", Mode)
def test_ten_thousand_series_of_24_points_are_charted_in_one_call(mode: Mode) -> None:
    values = np.round(np.random.default_rng(24).normal(80, 4, (10_000, 24)), 1)
    charts: ControlCharts = control_charts(values, direction=HIGH, target=85.0, mode=mode)
    counted = np.bincount(charts.variation, minlength=len(VARIATIONS))
    assert counted[VARIATIONS.index(Variation.COMMON_CAUSE)] > 9_000
    assert counted.sum() == 10_000
    assert {tuple(Assurance)[at] for at in np.unique(charts.assurance)} <= {
        Assurance.INCONSISTENT,
        Assurance.FAIL,
    }
    assert {tuple(PointType)[at] for at in np.unique(charts.point_type)} == {
        PointType.COMMON_CAUSE,
        PointType.IMPROVEMENT,
        PointType.CONCERN,
    }
    assert SpecialCause.NOT_JUDGED not in {tuple(SpecialCause)[at] for at in np.unique(charts.special_cause)}
