"""Breaks of a series: from a day on, a measure counts something else than before.

A definition changes, a threshold is counted otherwise, a system is replaced. The figures before and after
stand in one table, and no rule may compare one with the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from goldenthread.rulebook.codes import define_rule
from goldenthread.rulebook.period_kinds import Period

BRK_1 = define_rule(
    "BRK-1",
    title="A figure is of the definition that holds when its period ends",
    meaning="A change of definition breaks the series from a day on. The period that the day is in, and "
    "each after it, is of the new definition; a period that ended before the day is of the old one. Figures "
    "of two definitions are not compared: not for direction of travel, not within one set of limits; and a "
    "benchmark of another definition is marked.",
    basis="A convention of this product: as with a target, the last day of a period decides.",
    boundaries=(
        "From 1 April 2017: 2016-17 Q4 is of the old definition, 2017-18 Q1 of the new.",
        "From 31 March 2017, and from 1 January 2017: 2016-17 Q4 is of the new definition.",
    ),
)


def break_between(one: Period, other: Period, breaks: Iterable[date]) -> date | None:
    """The latest day of ``breaks`` that parts two periods, whichever is the earlier; None where none does."""
    first, last = sorted((one.last_day, other.last_day))
    return max((day for day in breaks if first < day <= last), default=None)


def stretch_of(period: Period, days: Iterable[date]) -> int:
    """How many of these days have come when the period ends: periods of one stretch have one number."""
    return sum(day <= period.last_day for day in days)
