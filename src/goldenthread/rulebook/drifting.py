"""When a case drifts: it runs on within its limits, and for longer than it should."""

from __future__ import annotations

from datetime import date, timedelta

from goldenthread.rulebook.codes import define_rule
from goldenthread.rulebook.workdays import add_months

_OURS = "Councils' own trackers: what their managers ask about."

DRI_1 = define_rule(
    "DRI-1",
    title="A child protection plan of more than 9 months",
    meaning="Open, and begun more than 9 months ago.",
    basis=_OURS,
    boundaries=("Begun on 1 March 2018: not on 1 December 2018, from 2 December 2018 on.",),
)
DRI_2 = define_rule(
    "DRI-2",
    title="A repeat child protection plan",
    meaning="Open, and not the child's first.",
    basis=_OURS,
    boundaries=("No plan before: no. One plan before: yes.",),
)
DRI_3 = define_rule(
    "DRI-3",
    title="Pre-proceedings of more than 6 months",
    meaning="Open, and begun more than 6 months ago. No national list holds them: the council keeps its own.",
    basis=_OURS,
    boundaries=("Begun on 31 August 2018: not on 28 February 2019, from 1 March 2019 on.",),
)
DRI_4 = define_rule(
    "DRI-4",
    title="No visit for longer than the council says",
    meaning="On a child protection plan, in care or in need, and last seen longer ago than the council's "
    "number of "
    "days; never seen: since the plan, the care or the spell began.",
    basis=_OURS,
    boundaries=("28 days: seen on 1 March 2018, not on 29 March, from 30 March on.",),
)
DRI_5 = define_rule(
    "DRI-5",
    title="A child in need plan of more than 6 months",
    meaning="Open, and begun more than 6 months ago.",
    basis=_OURS,
    boundaries=("Begun on 31 August 2018: not on 28 February 2019, from 1 March 2019 on.",),
)

MONTHS = {DRI_1: 9, DRI_3: 6, DRI_5: 6}
"""After how many months what is open drifts, for the rules that count months."""


def drifts(begun: date, today: date, months: int) -> bool:
    """Whether what began on a day has run for more than so many months (DAY-4)."""
    return today > add_months(begun, months)


def is_repeat(previous_plans: int) -> bool:
    """Whether a child protection plan is not the child's first (DRI-2)."""
    return previous_plans > 0


def first_day_not_drifting(today: date, months: int) -> date:
    """The earliest day on which something can have begun that does not drift today."""
    day = add_months(today, -months) - timedelta(days=4)
    while drifts(day, today, months):
        day += timedelta(days=1)
    return day


def is_unseen(seen: date, today: date, days: int) -> bool:
    """Whether a last visit is longer ago than so many days (DRI-4)."""
    return (today - seen).days > days
