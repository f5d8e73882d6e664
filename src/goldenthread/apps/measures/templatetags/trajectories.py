"""Numbers of a plan on a page, and on which side of it a figure is."""

from __future__ import annotations

from decimal import Decimal

from django import template

from goldenthread.rulebook.trajectory_gap import AgainstPlan, Gap, shown_value

register = template.Library()

SIDES = {
    Gap.AHEAD: "Ahead of plan",
    Gap.ON_PLAN: "On plan",
    Gap.BEHIND: "Behind plan",
    Gap.ABOVE: "Above plan",
    Gap.BELOW: "Below plan",
}


@register.filter
def shown(number: Decimal | None, unit: str | None = None) -> str:
    """A number with its unit, a dash for none."""
    return "–" if number is None else shown_value(number, unit or None)


@register.filter
def gap_width(against: AgainstPlan, unit: str | None = None) -> str:
    """How far a figure is from its plan, whichever side it is on; of a percentage in points."""
    if against.gap is None:
        return "–"
    return shown_value(abs(against.gap), "points" if unit == "%" else unit or None)


@register.filter
def side_words(against: AgainstPlan) -> str:
    """On which side of the plan: "Ahead of plan"; why there is no gap, where there is none."""
    return SIDES[against.side] if against.side else against.reason
