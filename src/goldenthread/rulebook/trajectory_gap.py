"""How far a figure is from what was planned for its period, and on which side of the plan it is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.figures import print_quantity
from goldenthread.rulebook.periods import Period
from goldenthread.rulebook.targets import Polarity, Target

_OURS = "A convention of this product, shown wherever the rule speaks."

TRAJ_9 = define_rule(
    "TRAJ-9",
    title="Ahead of plan, on plan or behind plan",
    meaning="The gap is the figure less the plan. Above is ahead where high is good and behind where low is "
    "good; equal is on plan, unless the step asks for more.",
    basis=_OURS,
    boundaries=("Planned 31: 31.1 is ahead where high is good and behind where low is; 31 is on plan.",),
)
TRAJ_10 = define_rule(
    "TRAJ-10",
    title="Above or below plan, without a judgement",
    meaning="Nothing says which way is good, so the gap has no better side.",
    basis=_OURS,
    boundaries=("Planned 31 without polarity: 31.1 is above plan, 30.9 below, 31 on plan.",),
)
TRAJ_11 = define_rule(
    "TRAJ-11",
    title="No gap: no figure or no plan",
    meaning="The period has no figure, or the plan says nothing of it.",
    basis=_OURS,
    boundaries=("Suppressed against 31 has no gap; 0 against 31 has one.",),
)


class Gap(StrEnum):
    """On which side of the plan a figure is. The last two are for measures without polarity."""

    AHEAD = "ahead"
    ON_PLAN = "on plan"
    BEHIND = "behind"
    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True)
class AgainstPlan:
    """One period: the plan, the figure, the gap (figure less plan) and on which side of the plan it is."""

    period: Period
    planned: Decimal | None
    actual: Decimal | None
    gap: Decimal | None
    side: Gap | None
    code: Code
    reason: str


def hold_against(
    period: Period,
    planned: Decimal | None,
    actual: Decimal | None,
    polarity: Polarity,
    *,
    unit: str | None = None,
    target: Target | None = None,
) -> AgainstPlan:
    """Hold one figure against what was planned, both in ``unit``. Its ``target`` may ask for more."""
    if actual is None or planned is None:
        reason = "No figure for this period" if actual is None else "No plan for this period"
        return AgainstPlan(period, planned, actual, None, None, TRAJ_11, reason)
    gap = actual - planned
    against = f"{shown_value(actual, unit)} against {shown_value(planned, unit)} planned"
    if gap == 0:
        if target is not None and target.missed_end(actual) is not None:
            return AgainstPlan(
                period, planned, actual, gap, Gap.BEHIND, TRAJ_9, f"{against}: behind, not {target}"
            )
        code = TRAJ_9 if polarity in (Polarity.HIGH, Polarity.LOW) else TRAJ_10
        return AgainstPlan(period, planned, actual, gap, Gap.ON_PLAN, code, f"{against}: on plan")
    if polarity in (Polarity.HIGH, Polarity.LOW):
        side = Gap.AHEAD if (gap > 0) == (polarity is Polarity.HIGH) else Gap.BEHIND
        code = TRAJ_9
    else:
        side, code = (Gap.ABOVE if gap > 0 else Gap.BELOW), TRAJ_10
    width = shown_value(abs(gap), "percentage points" if unit == "%" else unit)
    return AgainstPlan(period, planned, actual, gap, side, code, f"{against}: {width} {side}")


def shown_value(value: Decimal, unit: str | None) -> str:
    """A number with its unit, to two decimals at most and without zeros that say nothing."""
    rounded = value.quantize(Decimal("0.01"))
    short = rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded.normalize()
    return print_quantity(abs(short) if short == 0 else short, unit)
