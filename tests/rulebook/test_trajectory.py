"""Trajectories: how each kind of step is read, the planned path, and the gap to it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import Period, parse_period
from goldenthread.rulebook.targets import Polarity
from goldenthread.rulebook.trajectory import (
    Reading,
    StepNotAfterBaseline,
    Trajectory,
    TwoStepsAtOnce,
    against_plan,
    both_readings,
    trajectory,
)
from goldenthread.rulebook.trajectory_gap import Gap, hold_against, shown_value
from goldenthread.rulebook.trajectory_line import UnlikePeriods, line_through, periods_between

STEPS = ("September 2018", "January 2019", "May 2019")


def month(text: str) -> Period:
    return parse_period(text)


MAY = month("May 2018")


def plan(
    baseline: str,
    *steps: str,
    polarity: Polarity = Polarity.HIGH,
    reading: Reading | None = None,
    unit: str | None = None,
) -> Trajectory:
    return trajectory(
        MAY,
        parse_figure(baseline),
        [(month(at), parse_figure(step)) for at, step in zip(STEPS, steps, strict=False)],
        polarity=polarity,
        reading=reading,
        unit=unit,
    )


def steps_of(planned: Trajectory) -> list[tuple[str | None, str]]:
    return [
        (None if step.value is None else f"{step.value.normalize():f}", step.code) for step in planned.steps
    ]


@pytest.mark.boundary("TRAJ-1", "TRAJ-2", "TRAJ-6")
def test_a_percentage_of_a_percentage_has_two_readings_and_neither_is_guessed() -> None:
    words = ("Percentage increase of 15%", "Percentage increase of 30%", "Percentage increase of 40%")
    points = plan("16%", *words, reading=Reading.POINTS)
    percent = plan("16%", *words, reading=Reading.PERCENT_OF_BASELINE)
    assert steps_of(points) == [("31", "TRAJ-1"), ("46", "TRAJ-1"), ("56", "TRAJ-1")]
    assert steps_of(percent) == [("18.4", "TRAJ-2"), ("20.8", "TRAJ-2"), ("22.4", "TRAJ-2")]
    assert steps_of(plan("16%", *words)) == [(None, "TRAJ-6")] * 3
    assert points.steps[0].reason == "Percentage increase of 15% from 16%, read as points: 31%"
    assert str(percent.steps[0].target) == "at least 18.4%"


@pytest.mark.boundary("TRAJ-1", "TRAJ-2")
def test_both_readings_are_there_for_who_chooses() -> None:
    step = (month("September 2018"), parse_figure("Percentage increase of 15%"))
    both = both_readings(MAY, parse_figure("16%"), [step], polarity=Polarity.HIGH)
    assert {reading: steps_of(each)[0][0] for reading, each in both.items()} == {
        Reading.POINTS: "31",
        Reading.PERCENT_OF_BASELINE: "18.4",
    }


@pytest.mark.boundary("TRAJ-3")
@pytest.mark.parametrize("reading", [None, *Reading])
def test_a_percentage_of_weeks_is_of_the_baseline_whatever_was_chosen(reading: Reading | None) -> None:
    weeks = plan(
        "32.8 weeks",
        "Percentage decrease of 10%",
        "Percentage decrease of 20%",
        polarity=Polarity.LOW,
        reading=reading,
    )
    assert steps_of(weeks) == [("29.52", "TRAJ-3"), ("26.24", "TRAJ-3")]
    assert "as the measure is not in percent" in weeks.steps[0].reason
    assert str(weeks.steps[0].target) == "at most 29.52 weeks"
    assert steps_of(plan("30", "Percentage decrease of 10%", reading=reading)) == [("27", "TRAJ-3")]


@pytest.mark.boundary("TRAJ-4")
def test_a_change_in_the_measures_own_unit_is_added() -> None:
    assert steps_of(plan("32.8 weeks", "decrease of 2 weeks")) == [("30.8", "TRAJ-4")]
    assert steps_of(plan("16%", "increase of 15 percentage points")) == [("31", "TRAJ-4")]
    assert steps_of(plan("16%", "increase of 15")) == [("31", "TRAJ-4")]
    assert steps_of(plan("32.8 weeks", "decrease of 2 days")) == [(None, "TRAJ-7")]
    assert steps_of(plan("32.8 weeks", "decrease of 2 percentage points")) == [(None, "TRAJ-7")]


@pytest.mark.boundary("TRAJ-0")
@pytest.mark.parametrize("baseline", ["TBC", "n/a", "suppressed", "", "<20%", "10-20%", "91%, 9%, 0%, 0%"])
def test_nothing_relative_is_planned_from_a_baseline_without_a_number(baseline: str) -> None:
    planned = plan(baseline, "Percentage decrease of 10%", reading=Reading.PERCENT_OF_BASELINE)
    assert steps_of(planned) == [(None, "TRAJ-0")]
    assert planned.path() == ()
    assert planned.last_step is None
    assert planned.why_not_planned == planned.steps


@pytest.mark.boundary("TRAJ-0")
def test_a_percent_of_nothing_is_not_planned_and_points_from_nothing_are() -> None:
    step, percent = "Percentage increase of 15%", Reading.PERCENT_OF_BASELINE
    assert steps_of(plan("0%", step, reading=percent)) == [(None, "TRAJ-0")]
    assert steps_of(plan("0.1%", step, reading=percent)) == [("0.115", "TRAJ-2")]
    assert steps_of(plan("0%", step, reading=Reading.POINTS)) == [("15", "TRAJ-1")]
    other = plan("16%", step, reading=percent, unit="weeks")
    assert (
        other.steps[0].reason
        == "Percentage increase of 15%: the baseline is 16%, and the measure is in weeks"
    )


def test_a_baseline_may_be_a_count_of_a_count() -> None:
    planned = plan("3/12", "Percentage increase of 15%", reading=Reading.POINTS)
    assert (planned.unit, steps_of(planned)) == ("%", [("40", "TRAJ-1")])


@pytest.mark.boundary("TRAJ-5", "TRAJ-7")
def test_steps_of_their_own_need_no_baseline() -> None:
    staff = plan("n/a", "> 45", "> 90", "n/a")
    assert steps_of(staff) == [("45", "TRAJ-5"), ("90", "TRAJ-5"), (None, "TRAJ-7")]
    assert [planned.period for planned in staff.path()][::4] == [
        month("September 2018"),
        month("January 2019"),
    ]
    september = month("September 2018")
    held = {
        figure: next(
            one for one in against_plan(staff, {september: Decimal(figure)}) if one.period == september
        )
        for figure in (45, 46)
    }
    assert (held[45].side, held[45].reason) == (Gap.BEHIND, "45 against 45 planned: behind, not more than 45")
    assert held[46].side is Gap.AHEAD


@pytest.mark.boundary("TRAJ-7")
@pytest.mark.parametrize("step", ["n/a", "TBC", "More than one source", "91%, 9%, 0%, 0%", "6 weeks"])
def test_a_step_that_is_no_number_on_the_scale_is_not_planned(step: str) -> None:
    assert steps_of(plan("16%", step)) == [(None, "TRAJ-7")]


@pytest.mark.boundary("TRAJ-7")
def test_a_reading_that_leads_beyond_the_scale_is_not_planned() -> None:
    points = Reading.POINTS
    assert steps_of(plan("60%", "Percentage increase of 40%", reading=points)) == [("100", "TRAJ-1")]
    beyond = plan("60%", "Percentage increase of 41%", reading=points)
    assert steps_of(beyond) == [(None, "TRAJ-7")]
    assert beyond.steps[0].reason.endswith("101% is beyond the scale")
    assert steps_of(plan("30", "Percentage decrease of 100%")) == [("0", "TRAJ-3")]
    assert steps_of(plan("30", "Percentage decrease of 101%")) == [(None, "TRAJ-7")]


@pytest.mark.boundary("TRAJ-7")
def test_a_range_is_planned_only_where_its_good_end_is_said() -> None:
    assert steps_of(plan("30", "35-40")) == [("35", "TRAJ-5")]
    assert steps_of(plan("50", "35-40", polarity=Polarity.LOW)) == [("40", "TRAJ-5")]
    assert steps_of(plan("50", "35-40", polarity=Polarity.RANGE)) == [(None, "TRAJ-7")]


@pytest.mark.boundary("TRAJ-8")
def test_between_two_steps_the_plan_is_a_straight_line() -> None:
    path = plan("16%", "31%", "n/a", "56%").path()
    assert [f"{planned.value.normalize():f}" for planned in path[:5]] == [
        "16",
        "19.75",
        "23.5",
        "27.25",
        "31",
    ]
    assert [planned.code for planned in path[:5]] == ["TRAJ-8"] * 4 + ["TRAJ-5"]
    assert (path[8].period, path[8].value) == (month("January 2019"), Decimal("43.5"))
    assert (path[-1].period, path[-1].value, len(path)) == (month("May 2019"), 56, 13)


@pytest.mark.boundary("TRAJ-9")
@pytest.mark.parametrize(
    ("polarity", "sides"),
    [
        (Polarity.HIGH, {"31.1": "ahead", "31": "on plan", "30.9": "behind"}),
        (Polarity.LOW, {"31.1": "behind", "31": "on plan", "30.9": "ahead"}),
    ],
)
def test_a_figure_is_ahead_or_behind_by_polarity(polarity: Polarity, sides: dict[str, str]) -> None:
    held = {value: hold_against(MAY, Decimal(31), Decimal(value), polarity) for value in sides}
    assert {value: one.side for value, one in held.items()} == sides
    assert {one.code for one in held.values()} == {"TRAJ-9"}


@pytest.mark.boundary("TRAJ-10")
@pytest.mark.parametrize("polarity", [Polarity.NEITHER, Polarity.RANGE])
def test_without_polarity_a_figure_is_above_or_below(polarity: Polarity) -> None:
    held = [hold_against(MAY, Decimal(31), Decimal(value), polarity) for value in ("31.1", "31", "30.9")]
    assert [one.side for one in held] == ["above", "on plan", "below"]
    assert {one.code for one in held} == {"TRAJ-10"}


@pytest.mark.boundary("TRAJ-11")
def test_there_is_no_gap_without_a_figure_or_a_plan() -> None:
    planned = plan("16%", "31%")
    october, june = month("October 2018"), month("June 2018")
    held = {one.period: one for one in against_plan(planned, {june: Decimal(0), october: Decimal(30)})}
    assert held[june].gap == Decimal("-19.75")
    assert held[june].reason == "0% against 19.75% planned: 19.75 percentage points behind"
    assert (held[october].code, held[october].reason) == ("TRAJ-11", "No plan for this period")
    assert held[month("July 2018")].reason == "No figure for this period"
    assert len(held) == 6


@pytest.mark.parametrize(
    ("baseline", "last", "polarity", "points", "percent"),
    [
        ("19%", "Percentage increase of 40%", Polarity.HIGH, "59", "26.6"),
        ("32.8 weeks", "Percentage decrease of 30%", Polarity.LOW, "22.96", "22.96"),
        ("49.4%", "Percentage increase of 40%", Polarity.HIGH, "89.4", "69.16"),
        ("n/a", "> 90", Polarity.HIGH, "90", "90"),
        ("TBC", "Percentage decrease of 50%", Polarity.LOW, None, None),
        ("30", "Percentage decrease of 30%", Polarity.LOW, "21", "21"),
        ("91%, 9%, 0%, 0%", "More than one source", Polarity.NEITHER, None, None),
        ("91%, 9%, 0%, 0%", "", Polarity.NEITHER, None, None),
    ],
)
def test_the_targets_of_a_published_plan_under_both_readings(
    baseline: str, last: str, polarity: Polarity, points: str | None, percent: str | None
) -> None:
    read = [steps_of(plan(baseline, last, polarity=polarity, reading=reading))[0][0] for reading in Reading]
    assert read == [points, percent]


def test_steps_in_the_wrong_place_are_refused() -> None:
    step = (month("September 2018"), parse_figure("31%"))
    with pytest.raises(TwoStepsAtOnce, match="September 2018 has two steps"):
        trajectory(MAY, parse_figure("16%"), [step, step], polarity=Polarity.HIGH, reading=None)
    with pytest.raises(StepNotAfterBaseline, match="The step of May 2018 is not after"):
        trajectory(MAY, parse_figure("16%"), [(MAY, step[1])], polarity=Polarity.HIGH, reading=None)
    with pytest.raises(UnlikePeriods, match="2018-19 Q3 does not follow from May 2018"):
        trajectory(
            MAY,
            parse_figure("16%"),
            [(parse_period("2018-19 Q3"), step[1])],
            polarity=Polarity.HIGH,
            reading=None,
        )


def test_steps_may_come_in_any_order_and_be_quarters() -> None:
    first, last = parse_period("2017-18 Q4"), parse_period("2018-19 Q4")
    middle = parse_period("2018-19 Q2")
    planned = trajectory(
        first,
        parse_figure("30"),
        [(last, parse_figure("20")), (middle, parse_figure("26"))],
        polarity=Polarity.LOW,
        reading=None,
    )
    assert [int(point.value) for point in planned.path()] == [30, 28, 26, 23, 20]


@given(
    st.decimals(0, 100, places=1, allow_nan=False),
    st.lists(st.decimals(0, 100, places=1, allow_nan=False), min_size=1, max_size=3),
)
def test_a_path_goes_through_its_steps_and_never_beyond_its_neighbours(
    baseline: Decimal, steps: list[Decimal]
) -> None:
    planned = plan(f"{baseline}%", *(f"{step}%" for step in steps))
    path = {point.period: point.value for point in planned.path()}
    known = {MAY: baseline} | {month(at): step for at, step in zip(STEPS, steps, strict=False)}
    assert {period: path[period] for period in known} == known
    assert list(path) == list(periods_between(MAY, list(known)[-1]))
    slack = Decimal("1e-20")
    assert all(min(known.values()) - slack <= value <= max(known.values()) + slack for value in path.values())


def test_no_known_number_makes_no_line() -> None:
    assert line_through({}) == ()
    assert line_through({MAY: Decimal(3)}) == ((MAY, Decimal(3)),)


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [("18.40", "%", "18.4%"), ("-0.001", None, "0"), ("1200", "days", "1,200 days"), ("1E+3", None, "1,000")],
)
def test_a_value_is_shown_without_zeros_that_say_nothing(value: str, unit: str | None, shown: str) -> None:
    assert shown_value(Decimal(value), unit) == shown
