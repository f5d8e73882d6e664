"""Direction of travel, as two answers: which way the number went, and whether that is better.

Published papers mix the two: an arrow up beside a falling number may mean that things got better. Here the
arrow is the number's own and the change is a second field.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from goldenthread.rulebook.breaks import break_between
from goldenthread.rulebook.calendar_words import in_words
from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.figures import print_quantity
from goldenthread.rulebook.periods import Period
from goldenthread.rulebook.targets import Polarity, Target

Arrow = Literal["up", "level", "down"]
Change = Literal["better", "same", "worse"]

_OURS = "A convention of this product, shown wherever the rule speaks."

DOT_0 = define_rule(
    "DOT-0",
    title="No direction: nothing to compare with",
    meaning="This period or the comparable one before it has no figure.",
    basis=_OURS,
    boundaries=("82 after suppressed has no direction; 82 after 0 has one.",),
)
DOT_1 = define_rule(
    "DOT-1",
    title="Level: within the dead band",
    meaning="The number moved by no more than the dead band, so it is level and the same.",
    basis=_OURS,
    boundaries=("Dead band 1: 82 to 83 is level, 82 to 83.1 is up. Dead band 0: 82 to 82 is level.",),
)
DOT_2 = define_rule(
    "DOT-2",
    title="Better or worse, by polarity",
    meaning="The number moved. Up is better where high is good and worse where low is good.",
    basis=_OURS,
    boundaries=(
        "High is good: 82 to 82.1 is up and better, 82 to 81.9 is down and worse.",
        "Low is good: 82 to 82.1 is up and worse, 82 to 81.9 is down and better.",
    ),
)
DOT_3 = define_rule(
    "DOT-3",
    title="An arrow without a judgement",
    meaning="The number moved, and nothing says which way is good.",
    basis=_OURS,
    boundaries=("Without polarity: 880 to 914 is up, neither better nor worse.",),
)
DOT_4 = define_rule(
    "DOT-4",
    title="Better or worse, by distance from the good range",
    meaning="A range is good: nearer to it is better, further from it is worse, inside it or as far away as "
    "before is the same. Distances within the dead band of each other are the same.",
    basis=_OURS,
    boundaries=(
        "Range 260 to 300: 344 to 301 is better, 301 to 344 is worse.",
        "260 to 300 is the same; 300 to 301 is worse; 250 to 310 is the same.",
    ),
)
DOT_5 = define_rule(
    "DOT-5",
    title="Compared with the period before",
    meaning="A figure for the period is compared with the period of the same kind just before it. A gap is "
    "not bridged: without that period there is no comparison.",
    basis=_OURS,
    boundaries=(
        "2017-18 Q4 is compared with Q3; with only Q2 there is none.",
        "A quarter is never compared with a year.",
    ),
)
DOT_6 = define_rule(
    "DOT-6",
    title="Year to date is compared with the same point last year",
    meaning="A cumulative figure starts again each year, so it is compared with the same period of the year "
    "before.",
    basis=_OURS,
    boundaries=("Cumulative 2017-18 Q2 is compared with 2016-17 Q2, not with 2017-18 Q1.",),
)
DOT_7 = define_rule(
    "DOT-7",
    title="No comparable period",
    meaning="The measure has no figure for the period that this one would be compared with.",
    basis=_OURS,
    boundaries=("2017-18 Q1 as the first period of a measure has none.",),
)
DOT_8 = define_rule(
    "DOT-8",
    title="Not compared across a change of definition",
    meaning="The definition changed between the period and the one that it would be compared with (BRK-1), "
    "so there is no direction.",
    basis=_OURS,
    boundaries=(
        "From 1 April 2017: 2017-18 Q1 has no direction, 2017-18 Q2 has one, 2016-17 Q4 has one.",
        "Cumulative: 2017-18 Q4 has none, 2018-19 Q1 has one.",
    ),
)


@dataclass(frozen=True)
class Travel:
    """Which way the number went, whether that is better, and the rule that says so."""

    arrow: Arrow | None
    change: Change | None
    code: Code
    reason: str


@dataclass(frozen=True)
class Comparison:
    """The period that another is compared with, or None, and the rule that chose it.

    ``broken_on`` is the day of the change of definition that stands between, where one does (DOT-8).
    """

    previous: Period | None
    code: Code
    broken_on: date | None = None


def comparable_previous(
    period: Period, periods: Collection[Period], *, cumulative: bool, breaks: Collection[date] = ()
) -> Comparison:
    """The one of ``periods`` that a figure for ``period`` is compared with.

    ``cumulative`` says that the measure's figures run from the start of the year to the period's end.
    ``breaks`` are the days from which its definition changed.
    """
    wanted = period.a_year_before() if cumulative else period.previous()
    if wanted not in periods:
        return Comparison(None, DOT_7)
    if breaks and (day := break_between(wanted, period, breaks)):
        return Comparison(None, DOT_8, day)
    return Comparison(wanted, DOT_6 if cumulative else DOT_5)


def direction_of_travel(
    now: Decimal | None,
    before: Decimal | None,
    polarity: Polarity,
    dead_band: Decimal = Decimal(0),
    *,
    target: Target | None = None,
    broken_on: date | None = None,
) -> Travel:
    """Compare a value with the comparable one before it, both in the measure's unit.

    ``dead_band`` is the largest move that still counts as level, in the same unit. ``target`` is the good
    range of a measure whose polarity is range; without it such a measure gets an arrow only. ``broken_on``
    is the day of a change of definition between the two (see ``Comparison``).
    """
    if broken_on is not None:
        return Travel(None, None, DOT_8, f"The definition changed on {in_words(broken_on)}")
    if now is None or before is None:
        return Travel(None, None, DOT_0, "No comparable figure before" if now is not None else "No figure")
    unit = target.unit if target else None
    moved = f"{print_quantity(before, unit)} to {print_quantity(now, unit)}"
    if abs(now - before) <= dead_band:
        return Travel("level", "same", DOT_1, f"{moved} is level")
    arrow: Arrow = "up" if now > before else "down"
    if (
        polarity is Polarity.RANGE
        and target is not None
        and target.low is not None
        and target.high is not None
    ):
        nearer = _distance(before, target.low, target.high) - _distance(now, target.low, target.high)
        change = _change(nearer, dead_band)
        return Travel(arrow, change, DOT_4, f"{moved} is {_DISTANCE_WORDS[change]} {target}")
    if polarity in (Polarity.HIGH, Polarity.LOW):
        change = "better" if (arrow == "up") == (polarity is Polarity.HIGH) else "worse"
        return Travel(arrow, change, DOT_2, f"{moved} is {arrow}, and {polarity} is good: {change}")
    return Travel(arrow, None, DOT_3, f"{moved} is {arrow}; nothing says which way is good")


_DISTANCE_WORDS: dict[Change, str] = {
    "better": "nearer to the range",
    "same": "no nearer to and no further from the range",
    "worse": "further from the range",
}


def _distance(value: Decimal, low: Decimal, high: Decimal) -> Decimal:
    """How far the value is from the range; 0 inside it."""
    return max(low - value, value - high, Decimal(0))


def _change(nearer: Decimal, dead_band: Decimal) -> Change:
    if abs(nearer) <= dead_band:
        return "same"
    return "better" if nearer > 0 else "worse"
