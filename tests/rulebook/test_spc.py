"""Control charts: each rule at its boundary, and what the default says where the package would mislead."""

import math
from collections.abc import Sequence

import numpy as np
import pytest

from goldenthread.rulebook.spc import CannotChart, control_charts
from goldenthread.rulebook.spc_chart import ControlChart, control_chart
from goldenthread.rulebook.spc_verdicts import Assurance, Mode, SpecialCause, Variation
from goldenthread.rulebook.targets import Polarity

HIGH, LOW, NEITHER, RANGE = Polarity.HIGH, Polarity.LOW, Polarity.NEITHER, Polarity.RANGE
# Average 11, average moving range 2, limits 5.68 and 16.32; never two neighbours on one side.
IN_TURN = [10.0, 12.0] * 8


def marks(chart: ControlChart) -> list[str]:
    return [point.special_cause.value for point in chart.points]


def placed(values: Sequence[float | None], **options: object) -> ControlChart:
    """A chart whose limits are fixed by twelve points in turn around 11, before the values given."""
    return control_chart([*IN_TURN[:12], *values], direction=HIGH, fixed=12, **options)  # type: ignore[arg-type]


def last_marks(values: Sequence[float | None], **options: object) -> list[str]:
    return marks(placed(values, **options))[12:]


@pytest.mark.boundary("SPC-1")
def test_the_limits_are_2_66_moving_ranges_from_the_average() -> None:
    first = control_chart([1, 2] * 7, direction=HIGH).points[0]
    assert first.mean == 1.5
    assert (first.lower, first.upper) == (pytest.approx(-1.16), pytest.approx(4.16))
    assert (first.near_lower, first.near_upper) == (
        pytest.approx(1.5 - 2 * 2.66 / 3),
        pytest.approx(1.5 + 2 * 2.66 / 3),
    )


@pytest.mark.boundary("SPC-1")
@pytest.mark.parametrize(("jump", "moving_range"), [(13, 4.0), (14, 3.0)])
def test_a_moving_range_of_3_267_averages_is_left_out(jump: int, moving_range: float) -> None:
    values = [0, 3, 0, 3, 0, 3, 0, 3, 0, 3, 3 + jump]
    point = control_chart(values, direction=HIGH, mode=Mode.STRICT).points[0]
    assert point.upper == pytest.approx(point.mean + 2.66 * moving_range)
    unscreened = control_chart(values, direction=HIGH, mode=Mode.STRICT, screen_outliers=False).points[0]
    assert unscreened.upper == pytest.approx(unscreened.mean + 2.66 * (27 + jump) / 10)


@pytest.mark.boundary("SPC-1")
def test_limits_that_are_fixed_do_not_move_and_each_phase_has_its_own() -> None:
    chart = placed([50.0])
    assert {point.mean for point in chart.points} == {11.0}
    assert [point.lower for point in chart.points] == pytest.approx([5.68] * 13)
    phases = control_chart([*IN_TURN, *(x + 100 for x in IN_TURN)], direction=HIGH, group=[0] * 16 + [1] * 16)
    assert {(point.group, point.mean) for point in phases.points} == {(0, 11.0), (1, 111.0)}
    assert set(marks(phases)) == {"common_cause"}


@pytest.mark.boundary("SPC-2")
def test_a_point_on_the_limit_is_within_it() -> None:
    upper, lower = placed([11.0]).points[0].upper, placed([11.0]).points[0].lower
    assert upper is not None
    assert lower is not None
    assert last_marks([upper, 11, math.nextafter(upper, 99)]) == [
        "common_cause",
        "common_cause",
        "above_upper_limit",
    ]
    assert last_marks([lower, 11, math.nextafter(lower, -9)]) == [
        "common_cause",
        "common_cause",
        "below_lower_limit",
    ]


@pytest.mark.boundary("SPC-3")
def test_seven_rising_points_are_a_trend_and_six_are_not() -> None:
    rising = [9.0, 9.5, 10.0, 10.5, 11.5, 12.0, 12.5]
    # The last of the twelve is 12, so that the first of these falls.
    assert last_marks(rising) == ["trend_up"] * 7
    assert last_marks(rising[:6]) == ["common_cause"] * 6
    assert last_marks(rising[:6], trend_points=6) == ["trend_up"] * 6
    assert last_marks(rising[:5], trend_points=6) == ["common_cause"] * 5
    falling = [22 - value for value in rising]
    assert last_marks([9.0, *falling]) == ["common_cause"] + ["trend_down"] * 7


@pytest.mark.boundary("SPC-3")
@pytest.mark.parametrize("middle", [10.0, None])
def test_equal_neighbours_and_a_missing_point_break_a_trend(middle: float | None) -> None:
    assert "trend_up" not in last_marks([9.0, 9.5, 10.0, middle, 11.5, 12.0, 12.5])


@pytest.mark.boundary("SPC-3")
def test_a_new_phase_breaks_a_trend_and_a_shift() -> None:
    values = [*IN_TURN[:12], 9.0, 9.5, 10.0, 10.5, 11.5, 12.0, 12.5, *IN_TURN]
    whole = control_chart(values, direction=HIGH)
    broken = control_chart(values, direction=HIGH, group=[0] * 15 + [1] * 20)
    assert marks(whole)[12:19] == ["trend_up"] * 7
    assert "trend_up" not in marks(broken)


def test_the_turning_point_of_two_trends_belongs_to_the_later() -> None:
    up = [9.0, 9.5, 10.0, 10.5, 11.5, 12.0, 12.5]
    assert last_marks([*up, *reversed(up[:-1])]) == ["trend_up"] * 6 + ["trend_down"] * 7


def test_two_trends_one_way_are_both_named_so_but_for_strict_mode() -> None:
    up = [9.0, 9.5, 10.0, 10.5, 11.5, 12.0, 12.5]
    assert last_marks([*up, *up]) == ["trend_up"] * 14
    assert last_marks([*up, *up], mode=Mode.STRICT) == ["trend_up"] * 6 + ["trend_down"] + ["trend_up"] * 7


@pytest.mark.boundary("SPC-4")
@pytest.mark.parametrize(
    ("three", "marked"),
    [
        ([15, 12, 15], [True, False, True]),
        ([15, 15, 12], [True, True, False]),
        ([12, 15, 15], [False, True, True]),
        ([15, 15, 15], [True, True, True]),
        ([15, 12, 12], [False, False, False]),
        ([15, 10, 15], [False, False, False]),
        ([15, 11, 15], [False, False, False]),
        ([15, None, 15], [False, False, False]),
    ],
)
def test_two_of_three_near_a_limit_are_marked(three: list[float | None], marked: list[bool]) -> None:
    assert [mark == "two_in_three_high" for mark in last_marks([9, *three, 9])[1:4]] == marked
    below = [None if value is None else 22 - value for value in three]
    assert [mark == "two_in_three_low" for mark in last_marks([13, *below, 13])[1:4]] == marked


@pytest.mark.boundary("SPC-4")
def test_two_thirds_of_the_way_is_not_near_and_beyond_the_limit_is_not_either() -> None:
    near = placed([11.0]).points[0].near_upper
    assert near is not None
    assert last_marks([9, near, 12, near, 9]) == ["common_cause"] * 5
    just = math.nextafter(near, 99)
    assert last_marks([9, just, 12, just, 9])[1:4] == [
        "two_in_three_high",
        "common_cause",
        "two_in_three_high",
    ]
    assert last_marks([9, 17, 12, 15, 9])[1:4] == ["above_upper_limit", "common_cause", "common_cause"]


@pytest.mark.boundary("SPC-5", "SPC-6")
def test_seven_points_on_one_side_are_a_shift_and_six_are_only_chance() -> None:
    above = [12.5, 12.0, 12.5, 12.0, 12.5, 12.0, 12.5]
    assert last_marks([10, *above])[1:] == ["shift_up"] * 7
    assert last_marks([10, *above[:6]]) == ["common_cause"] * 7
    assert last_marks([13, *(22 - value for value in above)])[1:] == ["shift_down"] * 7
    assert placed([10, *above[:6]]).variation is Variation.COMMON_CAUSE
    assert placed([10, *above[:6]]).variation.code == "SPC-6"


@pytest.mark.boundary("SPC-5")
@pytest.mark.parametrize("middle", [11.0, None])
def test_a_point_on_the_average_and_a_missing_one_break_a_shift(middle: float | None) -> None:
    assert set(last_marks([10, 12, 12.5, 12, middle, 12, 12.5, 12])) <= {"common_cause", "not_judged"}


@pytest.mark.boundary("SPC-7", "SPC-8")
@pytest.mark.parametrize(
    ("direction", "above", "below", "code"),
    [
        (HIGH, Variation.IMPROVEMENT_HIGH, Variation.CONCERN_LOW, "SPC-7"),
        (LOW, Variation.CONCERN_HIGH, Variation.IMPROVEMENT_LOW, "SPC-7"),
        (NEITHER, Variation.NEUTRAL_HIGH, Variation.NEUTRAL_LOW, "SPC-8"),
        (RANGE, Variation.NEUTRAL_HIGH, Variation.NEUTRAL_LOW, "SPC-8"),
    ],
)
def test_the_icon_follows_the_last_point_and_which_way_is_good(
    direction: Polarity, above: Variation, below: Variation, code: str
) -> None:
    for last, variation in ((30.0, above), (-30.0, below)):
        chart = control_chart([*IN_TURN, last], direction=direction)
        assert (chart.variation, chart.variation.code, chart.variation.icon) == (
            variation,
            code,
            variation.value,
        )
    earlier = [*IN_TURN[:12], 30.0, *IN_TURN[:2]]
    assert control_chart(earlier, direction=direction, fixed=12).variation is Variation.COMMON_CAUSE


def assured(direction: Polarity, target: object, target_high: object = None, **options: object) -> Assurance:
    return control_chart(
        IN_TURN,
        direction=direction,
        target=target,  # type: ignore[arg-type]
        target_high=target_high,  # type: ignore[arg-type]
        **options,  # type: ignore[arg-type]
    ).assurance


@pytest.mark.boundary("SPC-9", "SPC-10", "SPC-11")
def test_assurance_compares_the_limits_with_the_target() -> None:
    point = control_chart(IN_TURN, direction=HIGH).points[-1]
    assert point.lower is not None
    assert point.upper is not None
    below, above = math.nextafter(point.lower, -99), math.nextafter(point.upper, 99)
    assert [assured(HIGH, target) for target in (below, point.lower, point.upper, above)] == [
        Assurance.PASS,
        Assurance.INCONSISTENT,
        Assurance.INCONSISTENT,
        Assurance.FAIL,
    ]
    assert [assured(LOW, target) for target in (below, point.lower, point.upper, above)] == [
        Assurance.FAIL,
        Assurance.INCONSISTENT,
        Assurance.INCONSISTENT,
        Assurance.PASS,
    ]
    assert (Assurance.PASS.code, Assurance.FAIL.code, Assurance.INCONSISTENT.code) == (
        "SPC-9",
        "SPC-10",
        "SPC-11",
    )


@pytest.mark.boundary("SPC-9", "SPC-10", "SPC-11")
@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (5.6, 16.4, Assurance.PASS),
        (5.7, 16.4, Assurance.INCONSISTENT),
        (5.6, 16.3, Assurance.INCONSISTENT),
        (10, 12, Assurance.INCONSISTENT),
        (16.4, 20, Assurance.FAIL),
        (16.3, 20, Assurance.INCONSISTENT),
        (1, 5.6, Assurance.FAIL),
        (1, 5.7, Assurance.INCONSISTENT),
    ],
)
def test_a_good_range_is_met_by_limits_inside_it(low: float, high: float, verdict: Assurance) -> None:
    assert assured(RANGE, low, high) is verdict
    assert assured(RANGE, low, high, mode=Mode.STRICT) is Assurance.NO_TARGET


@pytest.mark.boundary("SPC-12")
def test_no_assurance_without_a_target_in_force_at_the_last_point() -> None:
    assert assured(HIGH, None) is Assurance.NO_TARGET
    assert assured(NEITHER, 80) is Assurance.NO_TARGET
    assert assured(RANGE, 5) is Assurance.NO_TARGET
    assert assured(HIGH, [80.0] * 15 + [None]) is Assurance.NO_TARGET
    assert assured(HIGH, [None] * 15 + [80.0]) is Assurance.FAIL
    assert assured(HIGH, [80.0] * 15 + [1.0]) is Assurance.PASS
    assert Assurance.NO_TARGET.icon is None
    assert Assurance.NO_TARGET.code == "SPC-12"


@pytest.mark.boundary("SPC-12")
def test_in_strict_mode_a_target_that_one_series_lacks_is_hit_and_miss_as_in_the_package() -> None:
    for mode, place in ((Mode.STRICT, Assurance.INCONSISTENT), (Mode.DEFAULT, Assurance.NO_TARGET)):
        charts = control_charts([IN_TURN] * 2, direction=HIGH, target=[80.0, math.nan], mode=mode)
        assert [tuple(Assurance)[at] for at in charts.assurance] == [Assurance.FAIL, place]


@pytest.mark.boundary("SPC-13")
@pytest.mark.parametrize("values", [IN_TURN[:12], [*IN_TURN[:6], None, *IN_TURN[6:12]]])
def test_twelve_known_points_are_too_few(values: list[float | None]) -> None:
    chart = control_chart(values, direction=HIGH, target=80)
    assert (chart.variation, chart.assurance) == (Variation.TOO_FEW_POINTS, Assurance.TOO_FEW_POINTS)
    assert (chart.variation.code, chart.assurance.code) == ("SPC-13", "SPC-13")
    assert (chart.variation.icon, chart.assurance.icon) == (None, None)
    assert all(
        point.lower is None and point.special_cause is SpecialCause.NOT_JUDGED for point in chart.points
    )
    assert (
        control_chart(values, direction=HIGH, target=80, mode=Mode.STRICT).variation is Variation.COMMON_CAUSE
    )


@pytest.mark.boundary("SPC-13")
def test_thirteen_points_are_enough_and_a_new_phase_counts_anew() -> None:
    assert control_chart(IN_TURN[:13], direction=HIGH).variation is Variation.COMMON_CAUSE
    anew = control_chart([*IN_TURN, *IN_TURN[:3]], direction=HIGH, group=[0] * 16 + [1] * 3)
    assert anew.variation_words == "Too few points to tell (3 of 13)"
    assert anew.points[0].lower is not None
    assert anew.points[-1].lower is None


@pytest.mark.boundary("SPC-14")
@pytest.mark.parametrize("values", [[50.0] * 13, [50.0] * 12 + [51.0], [0.1] * 13])
def test_limits_that_lie_on_the_average_are_not_meaningful(values: list[float]) -> None:
    chart = control_chart(values, direction=HIGH, target=50)
    assert (chart.variation, chart.assurance) == (Variation.NOT_MEANINGFUL, Assurance.NOT_MEANINGFUL)
    assert chart.variation_words == "Limits not meaningful"
    assert chart.variation.code == "SPC-14"
    assert {(point.lower, point.words) for point in chart.points} == {(None, "Limits not meaningful")}


@pytest.mark.boundary("SPC-14")
def test_without_screening_one_step_has_limits_and_a_constant_still_has_none() -> None:
    step = [50.0] * 12 + [51.0]
    assert control_chart(step, direction=HIGH, screen_outliers=False).points[0].lower is not None
    constant = control_chart([50.0] * 13, direction=HIGH, screen_outliers=False)
    assert constant.variation is Variation.NOT_MEANINGFUL
    assert set(marks(control_chart(step, direction=HIGH, mode=Mode.STRICT))) == {
        "above_upper_limit",
        "below_lower_limit",
    }


@pytest.mark.boundary("SPC-14")
def test_figures_that_have_no_neighbour_give_no_range_and_no_limits() -> None:
    chart = control_chart([1.0, None] * 13 + [5.0], direction=HIGH)
    assert (chart.known, chart.variation) == (14, Variation.NOT_MEANINGFUL)


@pytest.mark.boundary("SPC-15")
def test_a_missing_last_figure_gives_no_icon_of_variation() -> None:
    chart = control_chart([*IN_TURN[:13], None], direction=HIGH, target=80)
    assert (chart.variation, chart.variation.code) == (Variation.NO_LAST_FIGURE, "SPC-15")
    assert chart.variation.icon is None
    assert chart.assurance is Assurance.FAIL
    strict = control_chart([*IN_TURN[:13], None], direction=HIGH, mode=Mode.STRICT)
    assert strict.variation is Variation.COMMON_CAUSE


@pytest.mark.boundary("SPC-16")
def test_a_missing_period_is_named_and_not_bridged() -> None:
    rising = [9.0, 9.5, 10.0, 10.5, None, 11.5, 12.0, 12.5]
    chart = placed(rising)
    assert "trend_up" not in marks(chart)
    assert chart.missing == (16,)
    assert chart.points[16].code == "SPC-16"
    assert chart.points[16].words == "No figure for this period"
    # Bridged, the two neighbours 10 and 12 of the missing one would give an eleventh range of 2, not a zero.
    gap = control_chart([10.0, 12.0, None, 12.0, *IN_TURN], direction=HIGH)
    assert gap.points[0].upper == pytest.approx(gap.points[0].mean + 2.66 * 2)


def test_strict_mode_stops_where_the_package_does() -> None:
    stopping = [1.0, 2.0, 3.0, None, 5.0, 6.0, 7.0]
    with pytest.raises(CannotChart, match="Series 1: the reference package stops"):
        control_chart(stopping, direction=HIGH, mode=Mode.STRICT)
    for going_on in (
        [1.0, 2.0, 1.0, None, 5.0, 6.0, 7.0],
        [1.0, 1.0, 3.0, None, 3.0, 6.0, 7.0],
        stopping[:6],
    ):
        assert control_chart(going_on, direction=HIGH, mode=Mode.STRICT).missing == (3,)
    with pytest.raises(CannotChart):
        control_chart([None] * 7, direction=HIGH, mode=Mode.STRICT)
    assert control_chart(stopping, direction=HIGH, group=[0] * 4 + [1] * 3, mode=Mode.STRICT).missing == (3,)


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("values", [[], [5.0], [None], [5.0, 6.0]])
def test_series_of_hardly_any_points_have_charts(mode: Mode, values: list[float | None]) -> None:
    chart = control_chart(values, direction=HIGH, target=5, mode=mode)
    assert len(chart.points) == len(values)
    if mode is Mode.DEFAULT:
        known = sum(value is not None for value in values)
        assert chart.variation_words == f"Too few points to tell ({known} of 13)"


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"values": [1.0]}, "series × points"),
        ({"values": [[1.0, math.inf]]}, "Series 1, point 2: inf is no figure"),
        ({"values": [[1e101]]}, "Series 1, point 1"),
        ({"fixed": 11}, "after 12 points or more, not after 11"),
        ({"trend_points": 5}, "not 5"),
        ({"trend_points": 6, "mode": Mode.STRICT}, "not 6"),
        ({"group": [0, 1, 0]}, "Series 1: its phases go back"),
        ({"group": [0, -1, 0]}, "a hole"),
        ({"group": [0, 0.5, 1]}, "whole number"),
        ({"group": [0, 1]}, "do not fit"),
        ({"target": [1.0, 2.0]}, "do not fit"),
        ({"target": math.inf}, "no figure"),
        ({"direction": [HIGH, LOW]}, "1 series have 2 directions"),
    ],
)
def test_what_no_chart_can_be_made_of_is_refused(options: dict[str, object], why: str) -> None:
    with pytest.raises(CannotChart, match=why):
        control_charts(**{"values": [[1.0, 2.0, 3.0]], "direction": HIGH, **options})  # type: ignore[arg-type]


def test_series_without_any_points_stand_beside_others() -> None:
    charts = control_charts(
        np.array([IN_TURN, IN_TURN]), direction=HIGH, group=np.array([[0] * 16, [-1] * 16]), target=80
    )
    assert [tuple(Variation)[at] for at in charts.variation] == [
        Variation.COMMON_CAUSE,
        Variation.TOO_FEW_POINTS,
    ]
    assert charts.known.tolist() == [16, 0]
