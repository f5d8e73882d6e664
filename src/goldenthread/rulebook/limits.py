"""How long something may take: a number, what it is counted in, from when it is in force, and on what basis.

A limit changes; each one says since when it holds, and a case is judged by the one in force when its clock
started. Days are counted as `workdays` says; a start and a deadline outside its calendar are refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from goldenthread.rulebook.calendar_words import MONTHS as NAMES_OF_MONTHS
from goldenthread.rulebook.codes import define_rule
from goldenthread.rulebook.period_kinds import Period, PeriodKind
from goldenthread.rulebook.workdays import (
    FIRST_DAY,
    LAST_DAY,
    BeyondCalendar,
    add_months,
    add_working_days,
)

CLK_1 = define_rule(
    "CLK-1",
    title="A case is judged by the limit in force when its clock started",
    meaning="Of a clock's limits, the one that came into force last on or before the day of its start. "
    "Before the first of them no limit is known, and the clock cannot be computed.",
    basis="The ordinary rule: a new limit does not look back.",
    boundaries=(
        "Assessment: a referral on 14 April 2013 has 35 working days, one on 15 April 2013 has 45.",
        "A request for an education, health and care plan on 31 August 2014: no limit is known.",
    ),
)
CLK_2 = define_rule(
    "CLK-2",
    title="'Beginning with the day' makes the day of the event day 1",
    meaning="Where the law says so, the day itself is the first that counts. Everywhere else it is day 0 "
    "(DAY-2), and weeks end on the same day of the week.",
    basis="Special Educational Needs and Disability Regulations 2014 (SI 2014/1530), regulation 13(1)(a).",
    boundaries=(
        "A draft served on 1 March 2018: the 15th day is 15 March 2018.",
        "6 weeks from Thursday 1 March 2018 end on Thursday 12 April 2018.",
    ),
)
CLK_3 = define_rule(
    "CLK-3",
    title="Hours are hours that went by",
    meaning="Weekends and holidays count. Where the clocks go forward or back in between, the hour of the "
    "deadline moves with them. Without the time of day of both ends, a deadline's own day decides nothing.",
    basis="The ordinary meaning of a limit in hours.",
    boundaries=(
        "Back on Friday 2 March 2018 at 22:15: 72 hours end on Monday 5 March 2018 at 22:15.",
        "Back on Saturday 24 March 2018 at 14:00: they end on Tuesday 27 March 2018 at 15:00.",
        "Back on 2 March 2018, no time known: seen on 4 March is met, on 6 March missed, on 5 March neither.",
    ),
    unverified=True,
)
CLK_4 = define_rule(
    "CLK-4",
    title="A council's own limit",
    meaning="Where no law gives a number, the council sets one, and in what it is counted; until it has, a "
    "common one stands in. A limit that the law gives cannot be set.",
    basis="A convention of this product.",
    boundaries=(
        "Contact to decision: 1 working day where nothing is set, 2 where the council says 2.",
        "A limit for assessments is refused.",
    ),
)
CLK_5 = define_rule(
    "CLK-5",
    title="Before a next school term ends",
    meaning="Once in each term: by the last day of the term after the one in which the last one was. Terms "
    "are those of PER-3.",
    basis="Promoting the education of looked-after children (2018).",
    boundaries=("Reviewed on 31 December 2017: by 31 March 2018. On 1 January 2018: by 31 August 2018.",),
    unverified=True,
)


class Unit(StrEnum):
    """What a limit is counted in. A fixed date is a day and month of the year of the start."""

    WORKING_DAYS = "working days"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    HOURS = "hours"
    TERMS = "school terms"
    FIXED_DATE = "fixed date"


WORKING_DAYS, DAYS, WEEKS, MONTHS = Unit.WORKING_DAYS, Unit.DAYS, Unit.WEEKS, Unit.MONTHS
HOURS, TERMS, FIXED_DATE = Unit.HOURS, Unit.TERMS, Unit.FIXED_DATE


@dataclass(frozen=True)
class Limit:
    """So many of a unit, in force since a day, with its basis.

    A `number` of None says that from `since` on there is no limit. `first_day_counts` is CLK-2. `before`:
    it has to be done that long before the start, as with a notice of a meeting. `on` is the month and day of
    a fixed date. `unverified`: nobody has checked the basis at its source.
    """

    number: int | None
    unit: Unit
    since: date
    basis: str
    unverified: bool = False
    first_day_counts: bool = False
    before: bool = False
    on: tuple[int, int] | None = None

    def __str__(self) -> str:
        """The limit in words: "45 working days", "by 15 February", "6 weeks before"."""
        if self.number is None:
            return "no limit"
        if self.on:
            return f"by {self.on[1]} {NAMES_OF_MONTHS[self.on[0] - 1]}"
        unit = self.unit.value.removesuffix("s") if self.number == 1 else self.unit.value
        return f"{self.number} {unit}" + (" before" if self.before else "")


class NotALimit(ValueError):
    """A text that gives no limit. In words."""


def in_force(limits: Sequence[Limit], day: date) -> Limit | None:
    """The limit in force on a day (CLK-1), of limits in their order; None before the first."""
    so_far = [limit for limit in limits if limit.since <= day]
    return so_far[-1] if so_far else None


def deadline(limit: Limit, start: date | datetime) -> date | datetime:
    """The last day in time; the last instant, for hours from an instant.

    Raises `BeyondCalendar` where the start or the deadline lies outside the calendar of working days, and
    `ValueError` for a limit without a number.
    """
    if limit.number is None:
        raise ValueError("There is no limit to count.")
    first = _day(start)
    if not FIRST_DAY <= first <= LAST_DAY:
        raise BeyondCalendar(first)
    if limit.unit is HOURS and isinstance(start, datetime):
        found: date | datetime = hours_later(start, limit.number)
    else:
        found = _last_day(limit, first)
    if not FIRST_DAY <= _day(found) <= LAST_DAY:
        raise BeyondCalendar(first)
    return found


def _last_day(limit: Limit, start: date) -> date:
    number = limit.number or 0
    if limit.first_day_counts:
        start -= timedelta(days=1)
    if limit.before:
        number = -number
    if limit.unit is WORKING_DAYS:
        return add_working_days(start, number)
    if limit.unit is MONTHS:
        return add_months(start, number)
    if limit.unit is TERMS:
        return end_of_next_term(start)
    if limit.on:
        return start.replace(month=limit.on[0], day=limit.on[1])
    if limit.unit is HOURS:
        return start + timedelta(days=number // 24)
    return start + timedelta(days=number * 7 if limit.unit is WEEKS else number)


def end_of_next_term(day: date) -> date:
    """The last day of the term after the one that the day is in (CLK-5)."""
    term = Period.containing(PeriodKind.TERM, day)
    return Period.containing(PeriodKind.TERM, term.end).end - timedelta(days=1)


def days_ahead(limit: Limit, last: date, number: int) -> date:
    """The day that is so many days before a deadline: working days where the limit is counted in them."""
    if limit.unit is WORKING_DAYS:
        return add_working_days(last, -number)
    return last - timedelta(days=number)


def hours_later(start: datetime, number: int) -> datetime:
    """So many elapsed hours later (CLK-3). An instant without a zone is by the clocks of London."""
    if start.tzinfo is not None:
        return start + timedelta(hours=number)
    ends = start + timedelta(hours=number) - _summer_time(start)
    summer = ends + timedelta(hours=1)
    return summer if _summer_time(summer) else ends


def _summer_time(clock: datetime) -> timedelta:
    """How far London's clocks are ahead at what they show; of an hour that comes twice, the first."""
    begins = datetime.combine(_last_sunday(clock.year, 3), datetime.min.time()) + timedelta(hours=2)
    ends = datetime.combine(_last_sunday(clock.year, 10), datetime.min.time()) + timedelta(hours=2)
    return timedelta(hours=1 if begins <= clock < ends else 0)


def _last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)


def instant(when: datetime) -> datetime:
    """The instant in universal time of what London's clocks show; one with a zone is itself."""
    if when.tzinfo is not None:
        return when
    return (when - _summer_time(when)).replace(tzinfo=UTC)


_TEXT = re.compile(r"(?P<number>\d{1,4})\s*(?P<unit>[a-z ]*)")
_UNITS = {
    "": None,
    **{unit.value.removesuffix("s"): unit for unit in (WORKING_DAYS, DAYS, WEEKS, MONTHS, HOURS)},
}


def own_limit(text: str, instead_of: Limit) -> Limit:
    """A council's own limit from "10", "4 weeks" or "48 hours" (CLK-4); without a unit, in the usual one.

    Raises `NotALimit`.
    """
    found = _TEXT.fullmatch(" ".join(re.sub(r"(?<=\D)-(?=\D)", " ", text.casefold()).split()))
    if found is None or found["unit"].strip().removesuffix("s") not in _UNITS or not int(found["number"]):
        raise NotALimit(
            f"{text!r} is not a limit. Write a number of {instead_of.unit}, or with its unit: 4 weeks, "
            "10 working days, 48 hours."
        )
    unit = _UNITS[found["unit"].strip().removesuffix("s")] or instead_of.unit
    return Limit(int(found["number"]), unit, instead_of.since, "The council's own setting.")


def _day(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when
