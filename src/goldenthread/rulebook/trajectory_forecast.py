"""Where the figures lead by the last step of a trajectory, and whether that is on course.

A straight line is laid through the figures by least squares. Where it will be at the last step has an
interval (Student's t) within which a new figure would fall so many times in a hundred, were things to go
on as they have. Only an interval that is wholly on one side of the step gives a verdict.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import numpy as np

from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.intervals import Number, as_confidence, student_quantile
from goldenthread.rulebook.periods import Period
from goldenthread.rulebook.targets import Target
from goldenthread.rulebook.trajectory import PlannedStep, Trajectory
from goldenthread.rulebook.trajectory_gap import shown_value
from goldenthread.rulebook.trajectory_line import UnlikePeriods, periods_between

FEWEST_POINTS = 5

_OURS = "A convention of this product, shown wherever the rule speaks."
_LEAST_SQUARES = "The prediction interval of a straight line fitted by least squares."

TRAJ_12 = define_rule(
    "TRAJ-12",
    title="Cannot tell: fewer than 5 figures",
    meaning="A line through so few figures says next to nothing about the next one.",
    basis=_OURS,
    boundaries=("4 figures since the baseline: cannot tell; 5 have a forecast.",),
)
TRAJ_13 = define_rule(
    "TRAJ-13",
    title="On course",
    meaning="Were the figures to go on as since the baseline, the whole interval of the forecast would meet "
    "the last step.",
    basis=_LEAST_SQUARES,
    boundaries=("At least 31: 31.0 to 35 is on course, 30.9 to 35 cannot be told.",),
)
TRAJ_14 = define_rule(
    "TRAJ-14",
    title="Off course",
    meaning="Were the figures to go on as since the baseline, the whole interval of the forecast would miss "
    "the last step.",
    basis=_LEAST_SQUARES,
    boundaries=("At least 31: 25 to 30.9 is off course, 25 to 31.0 cannot be told.",),
)
TRAJ_15 = define_rule(
    "TRAJ-15",
    title="Cannot tell: the forecast lies on both sides of the step",
    meaning="The interval of the forecast holds values that meet the last step and values that miss it.",
    basis=_LEAST_SQUARES,
    boundaries=("At least 31: 30.9 to 31.0 cannot be told.",),
)
TRAJ_16 = define_rule(
    "TRAJ-16",
    title="The last step has its figure",
    meaning="The period of the last step has a figure, which meets it or not. Nothing is forecast.",
    basis=_OURS,
    boundaries=("At least 31 by May: 31 in May is on course, 30.9 is off course, none is forecast.",),
)
TRAJ_17 = define_rule(
    "TRAJ-17",
    title="Cannot tell: no step to hold the forecast against",
    meaning="No step can be planned, or nothing says which side of it is good.",
    basis=_OURS,
    boundaries=("A baseline of TBC, or 31 without polarity: cannot tell. At least 31: a forecast.",),
)


class Course(StrEnum):
    """Whether the last step will be met, as far as the figures say."""

    ON_COURSE = "on course"
    OFF_COURSE = "off course"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True)
class Forecast:
    """What the line gives for a later period, in the measure's unit, and the interval around it."""

    period: Period
    expected: float
    lower: float
    upper: float
    confidence: float
    points: int


@dataclass(frozen=True)
class Outlook:
    """Whether a trajectory is on course, the rule and the reason, and the forecast where there is one."""

    course: Course
    code: Code
    reason: str
    forecast: Forecast | None = None


def outlook(
    plan: Trajectory, actuals: Mapping[Period, Decimal | None], *, confidence: Number = 0.95
) -> Outlook:
    """Whether the figures lead to the last step. Figures before the baseline's period are left out.

    ``actuals`` are in the plan's unit, of its kind of period; the baseline is one of the points. Raises
    `UnlikePeriods` for a figure of another kind of period.
    """
    step = plan.last_step
    if step is None or step.target is None:
        return Outlook(Course.CANNOT_TELL, TRAJ_17, "No step can be planned")
    if not _says_which_side_is_good(step.target):
        return Outlook(Course.CANNOT_TELL, TRAJ_17, f"Nothing says which side of {step.target} is good")
    reached = actuals.get(step.period)
    if reached is not None:
        return _already_there(step, step.target, reached, plan.unit)
    points = _points(plan, actuals, step.period)
    if len(points) < FEWEST_POINTS:
        words = "1 figure" if len(points) == 1 else f"{len(points)} figures"
        return Outlook(
            Course.CANNOT_TELL, TRAJ_12, f"{words} since the baseline: a forecast needs {FEWEST_POINTS}"
        )
    ahead = len(periods_between(plan.baseline_period, step.period)) - 1
    expected, lower, upper = predict(points, ahead, confidence=confidence)
    floor, ceiling = _scale(plan, points)
    expected, lower, upper = (min(max(number, floor), ceiling) for number in (expected, lower, upper))
    return _judge(
        step.target,
        Forecast(step.period, expected, lower, upper, as_confidence(confidence), len(points)),
        plan.unit,
    )


def predict(
    points: Mapping[int, Decimal], ahead: int, *, confidence: Number = 0.95
) -> tuple[float, float, float]:
    """The value at ``ahead`` of the line through the points, and the ends of its prediction interval.

    Raises `ValueError` for fewer than 3 points, which leave nothing to judge the line by.
    """
    if len(points) < 3:
        raise ValueError(f"{len(points)} points: a line with an interval needs 3")
    x = np.array(list(points), dtype=np.float64)
    y = np.array([float(value) for value in points.values()])
    middle, spread = x.mean(), float(((x - x.mean()) ** 2).sum())
    slope = float(((x - middle) * (y - y.mean())).sum()) / spread
    residuals = y - (y.mean() + slope * (x - middle))
    degrees = len(x) - 2
    error = math.sqrt(float((residuals**2).sum()) / degrees)
    expected = float(y.mean() + slope * (ahead - middle))
    reach = error * math.sqrt(1 + 1 / len(x) + (ahead - middle) ** 2 / spread) if error else 0.0
    half = student_quantile(confidence, degrees) * reach if reach else 0.0
    return expected, expected - half, expected + half


def _says_which_side_is_good(target: Target) -> bool:
    return (target.floor is None) != (target.ceiling is None)


def _already_there(step: PlannedStep, target: Target, reached: Decimal, unit: str | None) -> Outlook:
    missed = target.missed_end(reached) is not None
    return Outlook(
        Course.OFF_COURSE if missed else Course.ON_COURSE,
        TRAJ_16,
        f"{shown_value(reached, unit)} in {step.period} {'misses' if missed else 'meets'} {target}",
    )


def _points(plan: Trajectory, actuals: Mapping[Period, Decimal | None], until: Period) -> dict[int, Decimal]:
    """The figures by their place after the baseline, which is at 0. A figure for its period replaces it."""
    place = {period: at for at, period in enumerate(periods_between(plan.baseline_period, until))}
    points = {} if plan.baseline is None else {0: plan.baseline}
    for period, value in actuals.items():
        if period.kind is not plan.baseline_period.kind:
            raise UnlikePeriods(plan.baseline_period, period)
        if value is not None and period in place:
            points[place[period]] = value
    return dict(sorted(points.items()))


def _scale(plan: Trajectory, points: Mapping[int, Decimal]) -> tuple[float, float]:
    """The least and the most that the measure can be, as far as its figures show."""
    floor = -math.inf if min(points.values()) < 0 else 0.0
    ceiling = 100.0 if plan.unit == "%" and max(points.values()) <= 100 else math.inf
    return floor, ceiling


def _judge(target: Target, forecast: Forecast, unit: str | None) -> Outlook:
    at_lower, at_upper = (_meets(target, limit) for limit in (forecast.lower, forecast.upper))
    shown = f"{_shown(forecast.lower, unit)} to {_shown(forecast.upper, unit)}"
    words = f"{shown} by {forecast.period}, from {forecast.points} figures"
    if at_lower and at_upper:
        return Outlook(Course.ON_COURSE, TRAJ_13, f"{words}, meets {target}", forecast)
    if not at_lower and not at_upper:
        return Outlook(Course.OFF_COURSE, TRAJ_14, f"{words}, misses {target}", forecast)
    return Outlook(Course.CANNOT_TELL, TRAJ_15, f"{words}, may meet or miss {target}", forecast)


def _meets(target: Target, limit: float) -> bool:
    # To nine decimals, so that a line that leads exactly to the step is not judged by the last bit.
    return target.missed_end(Decimal(f"{limit:.9f}")) is None


def _shown(number: float, unit: str | None) -> str:
    return shown_value(Decimal(f"{number:.1f}"), unit)
