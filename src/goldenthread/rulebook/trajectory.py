"""Trajectories: a target that is reached in steps, its planned path, and how far the figures are from it.

A plan may say "percentage increase of 15%" by September, 30% by January and 40% by May, each from one
baseline and not from the step before. The papers do not say whether 15% means 15 points or 15 percent of
the baseline: from 16%, 31% or 18.4%. `both_readings` gives both, an officer chooses one for the measure,
and each step says how it was read. Where the unit is not a percentage, a percentage can only be of the
baseline. Without a baseline ("TBC") nothing relative to it can be planned, and the step says so.

`trajectory_gap` says how far a figure is from its plan, and `trajectory_forecast` looks ahead from the
figures to the last step.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.figures import Figure, print_figure
from goldenthread.rulebook.periods import Period
from goldenthread.rulebook.targets import Polarity, Target, TargetKind, target_from
from goldenthread.rulebook.trajectory_gap import AgainstPlan, hold_against, shown_value
from goldenthread.rulebook.trajectory_line import line_through, periods_between

_OURS = "A convention of this product, shown wherever the rule speaks."
_HUNDRED = Decimal(100)

TRAJ_0 = define_rule(
    "TRAJ-0",
    title="Cannot be planned: the baseline gives no number",
    meaning="The step is relative to a baseline that is not known yet, is not one number, or is 0 where a "
    "percent of it is meant.",
    basis=_OURS,
    boundaries=(
        "A decrease of 10% from TBC cannot be planned; from 32.8 weeks it can.",
        "An increase of 15% of 0 cannot be planned; of 0.1 it can. 15 points from 0% can.",
    ),
)
TRAJ_1 = define_rule(
    "TRAJ-1",
    title="A change read as points",
    meaning="The officer chose points: the change is added to the baseline of the plan.",
    basis="The choice of the measure's officer; the papers do not say.",
    boundaries=("16% with an increase of 15% is 31%, then with 30% it is 46%.",),
)
TRAJ_2 = define_rule(
    "TRAJ-2",
    title="A change read as percent of the baseline",
    meaning="The officer chose percent of the baseline: the baseline grows or shrinks by that share.",
    basis="The choice of the measure's officer; the papers do not say.",
    boundaries=("16% with an increase of 15% is 18.4%, then with 30% it is 20.8%.",),
)
TRAJ_3 = define_rule(
    "TRAJ-3",
    title="A percentage of a figure that is not one",
    meaning="The measure is not in percent, so a change in percent can only be of the baseline, whatever "
    "reading was chosen.",
    basis=_OURS,
    boundaries=("32.8 weeks with a decrease of 10% is 29.52 weeks. 30 with a decrease of 10% is 27.",),
)
TRAJ_4 = define_rule(
    "TRAJ-4",
    title="A change in the measure's own unit",
    meaning="A change in percentage points, in the measure's unit or without a unit is added to the "
    "baseline, whatever reading was chosen.",
    basis="The plain meaning of the words.",
    boundaries=("32.8 weeks with a decrease of 2 weeks is 30.8 weeks; 16% with 15 points more is 31%.",),
)
TRAJ_5 = define_rule(
    "TRAJ-5",
    title="A step that needs no baseline",
    meaning="A step that gives its own number stands as it is written. More than 45 is not met by 45.",
    basis="The plain meaning of the words.",
    boundaries=("> 45 after a baseline of n/a is planned as 45: 45 is behind, 46 is ahead.",),
)
TRAJ_6 = define_rule(
    "TRAJ-6",
    title="Cannot be planned: the reading is not chosen",
    meaning="The change is in percent of a measure in percent, and nobody has said whether it means points "
    "or percent of the baseline.",
    basis=_OURS,
    boundaries=("16% with an increase of 15%: 31% or 18.4%, not planned until one is chosen.",),
)
TRAJ_7 = define_rule(
    "TRAJ-7",
    title="Cannot be planned: the step is no number on the measure's scale",
    meaning="The step gives no number, a range whose good end is not said, words, or another unit, or the "
    "reading leads beyond 100% or below 0.",
    basis=_OURS,
    boundaries=(
        "n/a, and more than one source, are not planned.",
        "60% and 40 points more is 100% and planned; 41 points more is not.",
        "A decrease of 100% of 30 is 0 and planned; of 101% it is not.",
    ),
)
TRAJ_8 = define_rule(
    "TRAJ-8",
    title="Between two steps the plan is a straight line",
    meaning="From the baseline, or from the first step where there is none, the plan moves by equal amounts "
    "from period to period to the next step that can be planned, and ends at the last such step.",
    basis=_OURS,
    boundaries=(
        "16% in May to 31% in September: 19.75% in June. After the last step there is no plan.",
        "A step of n/a between two others is passed over by the line.",
    ),
)


class Reading(StrEnum):
    """How a change in percent of a measure in percent is read."""

    POINTS = "points"
    PERCENT_OF_BASELINE = "percent of the baseline"


class StepNotAfterBaseline(ValueError):
    """A step in, or before, the baseline's period."""

    def __init__(self, step: Period, baseline: Period) -> None:
        super().__init__(f"The step of {step} is not after the baseline of {baseline}")


class TwoStepsAtOnce(ValueError):
    """Two steps for one period."""

    def __init__(self, period: Period) -> None:
        super().__init__(f"{period} has two steps")


@dataclass(frozen=True)
class PlannedStep:
    """One step: what is to be met, or None where it cannot be planned, with the rule and the reason."""

    period: Period
    target: Target | None
    code: Code
    reason: str

    @property
    def value(self) -> Decimal | None:
        """The number that the planned line passes through, in the measure's unit."""
        if self.target is None:
            return None
        return self.target.ceiling if self.target.floor is None else self.target.floor


@dataclass(frozen=True)
class Planned:
    """The plan for one period: its value, and the rule that gave it."""

    period: Period
    value: Decimal
    code: Code


@dataclass(frozen=True)
class Trajectory:
    """A baseline and the steps from it. ``reading`` is the one chosen, or None.

    ``baseline`` is None where it gives no number. ``unit`` is the measure's, None for a plain number.
    """

    baseline_period: Period
    baseline: Decimal | None
    steps: tuple[PlannedStep, ...]
    polarity: Polarity
    unit: str | None
    reading: Reading | None

    @property
    def last_step(self) -> PlannedStep | None:
        """The last step that can be planned."""
        return next((step for step in reversed(self.steps) if step.target is not None), None)

    @property
    def why_not_planned(self) -> tuple[PlannedStep, ...]:
        """The steps that cannot be planned, each with its reason."""
        return tuple(step for step in self.steps if step.target is None)

    def path(self) -> tuple[Planned, ...]:
        """The plan, period by period, from the first number that is known to the last. Empty without any."""
        if self.last_step is None:
            return ()
        known = {step.period: (step.value, step.code) for step in self.steps}
        known[self.baseline_period] = (self.baseline, TRAJ_8)
        through = {period: value for period, (value, _) in known.items() if value is not None}
        return tuple(
            Planned(period, value, known[period][1] if period in through else TRAJ_8)
            for period, value in line_through(through)
        )


def trajectory(
    baseline_period: Period,
    baseline: Figure,
    steps: Sequence[tuple[Period, Figure]],
    *,
    polarity: Polarity,
    reading: Reading | None,
    unit: str | None = None,
) -> Trajectory:
    """Plan the steps from the baseline, all periods of one kind, as `parse_figure` read them.

    ``unit`` is the measure's; without it the baseline's counts. Raises `StepNotAfterBaseline`,
    `TwoStepsAtOnce`, and `UnlikePeriods` when the periods do not follow from one another.
    """
    unit = unit or baseline.unit or ("%" if plain_value(baseline) != baseline.value else None)
    start, words = _baseline_in(unit, baseline)
    planned: list[PlannedStep] = []
    for period, figure in sorted(steps, key=lambda step: step[0].start):
        if period.start <= baseline_period.start:
            raise StepNotAfterBaseline(period, baseline_period)
        if planned and planned[-1].period == period:
            raise TwoStepsAtOnce(period)
        periods_between(baseline_period, period)
        planned.append(_plan_step(period, figure, start, words, unit, polarity, reading))
    return Trajectory(baseline_period, start, tuple(planned), polarity, unit, reading)


def both_readings(
    baseline_period: Period,
    baseline: Figure,
    steps: Sequence[tuple[Period, Figure]],
    *,
    polarity: Polarity,
    unit: str | None = None,
) -> dict[Reading, Trajectory]:
    """The trajectory under each reading, for the officer who chooses between them."""
    return {
        reading: trajectory(baseline_period, baseline, steps, polarity=polarity, reading=reading, unit=unit)
        for reading in Reading
    }


def plain_value(figure: Figure) -> Decimal | None:
    """The one number that a figure states, a count out of a count as a percentage; else None."""
    if not figure.status.has_a_figure or figure.parts or figure.change is not None:
        return None
    return figure.proportion if figure.value is None else figure.value


def _baseline_in(unit: str | None, baseline: Figure) -> tuple[Decimal | None, str]:
    """The baseline's number, None where it is not one in the measure's unit; and the baseline in words."""
    value, words = plain_value(baseline), print_figure(baseline)
    own = "%" if value != baseline.value else baseline.unit
    if value is not None and own not in (None, unit):
        return None, f"{words}, and the measure is in {unit}"
    return value, words


def _plan_step(
    period: Period,
    figure: Figure,
    baseline: Decimal | None,
    baseline_words: str,
    unit: str | None,
    polarity: Polarity,
    reading: Reading | None,
) -> PlannedStep:
    shown = print_figure(figure)
    if figure.change is None:
        target = target_from(figure, polarity)
        unit_is_known = unit is not None or baseline is not None
        if target is not None and target.unit not in (None, unit) and unit_is_known:
            return PlannedStep(period, None, TRAJ_7, f"{shown}: the measure is in {unit or 'plain numbers'}")
        return _absolute(period, target, shown)
    if baseline is None:
        return PlannedStep(period, None, TRAJ_0, f"{shown}: the baseline is {baseline_words}")
    code, how = _how_to_read(figure, unit, reading)
    if code in (TRAJ_6, TRAJ_7):
        return PlannedStep(period, None, code, f"{shown}: {how}")
    if code in (TRAJ_2, TRAJ_3):
        if baseline == 0:
            return PlannedStep(period, None, TRAJ_0, f"{shown}: any percent of a baseline of 0 is 0")
        # Of its size, so that an increase of a baseline below 0 is one too.
        value = baseline + abs(baseline) * figure.change / _HUNDRED
    else:
        value = baseline + figure.change
    words = f"{shown} from {shown_value(baseline, unit)}, {how}: {shown_value(value, unit)}"
    if _beyond_the_scale(value, baseline, unit):
        return PlannedStep(period, None, TRAJ_7, f"{words} is beyond the scale")
    target = target_from(Figure(shown_value(value, unit), value=value, unit=unit), polarity)
    return PlannedStep(period, target, code, words)


def _how_to_read(figure: Figure, unit: str | None, reading: Reading | None) -> tuple[Code, str]:
    """The rule by which a change is read, and the reading in words."""
    if figure.unit == "%":
        if unit != "%":
            return TRAJ_3, "of the baseline, as the measure is not in percent"
        if reading is None:
            return TRAJ_6, "points or percent of the baseline is not chosen"
        if reading is Reading.POINTS:
            return TRAJ_1, "read as points"
        return TRAJ_2, "read as percent of the baseline"
    in_points = figure.unit in ("percentage points", "points") and unit == "%"
    if in_points or figure.unit in (None, unit):
        return TRAJ_4, "in the measure's own unit"
    return TRAJ_7, f"the measure is in {unit or 'plain numbers'}"


def _beyond_the_scale(value: Decimal, baseline: Decimal, unit: str | None) -> bool:
    """Below 0, or over 100%, where the baseline was not."""
    return value < 0 <= baseline or (unit == "%" and baseline <= _HUNDRED < value)


def _absolute(period: Period, target: Target | None, shown: str) -> PlannedStep:
    if target is None or target.kind is TargetKind.STATEMENT:
        return PlannedStep(period, None, TRAJ_7, f"{shown} gives no number to plan")
    if target.floor is not None and target.ceiling is not None and target.floor != target.ceiling:
        return PlannedStep(period, None, TRAJ_7, f"{shown} has two ends, and neither is said to be the plan")
    return PlannedStep(period, target, TRAJ_5, f"{shown}, as written")


def against_plan(plan: Trajectory, actuals: Mapping[Period, Decimal | None]) -> tuple[AgainstPlan, ...]:
    """Each period of the path, and each with a figure beyond it, held against the plan."""
    path = {planned.period: planned.value for planned in plan.path()}
    targets = {step.period: step.target for step in plan.steps}
    return tuple(
        hold_against(
            period,
            path.get(period),
            actuals.get(period),
            plan.polarity,
            unit=plan.unit,
            target=targets.get(period),
        )
        for period in sorted({*path, *actuals}, key=lambda period: period.start)
    )
