"""Reads of trajectories: the version that stands, planned against actual, and what a load offers to plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from goldenthread.apps.measures.marks_queries import NONE, effects_of
from goldenthread.apps.measures.models import Measure, TrajectoryVersion
from goldenthread.apps.measures.recorded import held, period_of
from goldenthread.apps.measures.scorecards import FigureCell, cell_of
from goldenthread.apps.measures.sources import choices_of
from goldenthread.apps.measures.trajectories import Said, plan_again, said_of, value_recorded
from goldenthread.apps.trail.moments import known_by
from goldenthread.rulebook.periods import Period
from goldenthread.rulebook.trajectory import (
    PlannedStep,
    Reading,
    Trajectory,
    against_plan,
    plain_value,
)
from goldenthread.rulebook.trajectory_forecast import Outlook, outlook
from goldenthread.rulebook.trajectory_gap import AgainstPlan


@dataclass(frozen=True)
class StepShown:
    """A step as printed, as it is planned, and as each reading would have it."""

    text: str
    chosen: PlannedStep
    points: PlannedStep
    percent: PlannedStep

    @property
    def readings_differ(self) -> bool:
        """Whether the two readings lead to two numbers."""
        return self.points.value != self.percent.value


@dataclass(frozen=True)
class PeriodShown:
    """A period held against the plan, its figure as recorded, and whether a step or the baseline is of it.

    The baseline's own period is on plan by its nature, which is no news.
    """

    against: AgainstPlan
    cell: FigureCell | None
    is_step: bool
    is_baseline: bool


@dataclass(frozen=True)
class PlannedAgainstActual:
    """A trajectory as it stood: the plan, its steps, each period, and whether the last step will be met.

    `baseline_now` is the figure recorded today for the baseline's period, where it is another than the plan
    counts from. `redefined` is the day of a change of definition since the baseline (BRK-1).
    """

    version: TrajectoryVersion
    plan: Trajectory
    steps: tuple[StepShown, ...]
    periods: tuple[PeriodShown, ...]
    outlook: Outlook
    baseline_now: str = ""
    redefined: date | None = None

    @property
    def readings_differ(self) -> bool:
        return any(step.readings_differ for step in self.steps)

    @property
    def latest(self) -> PeriodShown | None:
        """The newest period after the baseline that has both a plan and a figure."""
        both = (one for one in reversed(self.periods) if one.against.gap is not None and not one.is_baseline)
        return next(both, None)

    @property
    def cannot_be_planned(self) -> bool:
        return not self.plan.last_step


def version_standing(measure: Measure, known_at: datetime | None = None) -> TrajectoryVersion | None:
    """The version of a measure's trajectory that stood at an instant; None where there was none."""
    newest = next(iter(versions_of(measure, known_at)[:1]), None)
    return None if newest is None or newest.withdrawn else newest


def versions_of(measure: Measure, known_at: datetime | None = None) -> Any:
    """Every version of a measure's trajectory, the newest first."""
    told = measure.trajectories.filter(known_by(known_at, published="")).order_by("-number")
    return told.select_related("recorded_by", "baseline_value").prefetch_related("steps")


def planned_against_actual(
    measure: Measure, *, as_at: date | None = None, known_at: datetime | None = None
) -> PlannedAgainstActual | None:
    """The trajectory of a measure held against its figures from the baseline on. None without a trajectory.

    Figures are those that the board uses (SRC-1), of the baseline's kind of period and in the plan's unit;
    one in another unit counts as none.
    """
    version = version_standing(measure, known_at)
    if version is None:
        return None
    said = said_of(version)
    plan = plan_again(measure, said)
    cells = figures_since(measure, plan.baseline_period, as_at, known_at)
    actuals = {period: number_in(cell, plan.unit) for period, cell in cells.items()}
    steps = {step.period for step in plan.steps}
    effects = effects_of([measure], as_at=as_at, known_at=known_at).get(measure.pk, NONE)
    return PlannedAgainstActual(
        version, plan, steps_shown(measure, said),
        tuple(
            PeriodShown(one, cells.get(one.period), one.period in steps, one.period == plan.baseline_period)
            for one in against_plan(plan, actuals)
        ),
        outlook(plan, actuals),
        _baseline_now(version, measure, known_at),
        max((day for day in effects.breaks if plan.baseline_period.end <= day), default=None),
    )  # fmt: skip


def steps_shown(measure: Measure, said: Said) -> tuple[StepShown, ...]:
    """Each step as it is planned, and beside it as points and as percent of the baseline."""
    chosen, points, percent = (
        plan_again(measure, replace(said, reading=reading)).steps for reading in (said.reading, *Reading)
    )
    texts = [text for _, text in said.steps]
    return tuple(StepShown(*of_one) for of_one in zip(texts, chosen, points, percent, strict=True))


def figures_since(
    measure: Measure, first: Period, as_at: date | None = None, known_at: datetime | None = None
) -> dict[Period, FigureCell]:
    """The figures that the board uses (SRC-1) of one kind of period, from a period on."""
    asked = choices_of([measure], known_at).own_figures()
    own = measure.observations.filter(asked, period_kind=first.kind, starts__gte=first.start)
    own = own if as_at is None else own.filter(starts__lte=as_at)
    cells = (cell_of(value, one) for one, value in held(own.order_by("starts"), known_at))
    return {cell.period: cell for cell in cells}


def number_in(cell: FigureCell, unit: str | None) -> Decimal | None:
    """The one number of a figure in a unit; None for another unit, a range, or no figure."""
    figure = cell.figure
    number = plain_value(figure)
    own = "%" if number != figure.value else figure.unit
    return number if own in (None, unit) else None


def _baseline_now(version: TrajectoryVersion, measure: Measure, known_at: datetime | None) -> str:
    """What is recorded for the baseline's period, where the plan was made from a figure that has changed."""
    if version.baseline_value_id is None:
        return ""
    value = value_recorded(measure, period_of(version), known_at)
    return value.text if value is not None and value.text != version.baseline else ""
