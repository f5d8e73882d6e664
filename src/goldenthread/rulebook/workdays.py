"""England's working days: counting them, adding them, clear days of notice, and months.

A working day is a day from Monday to Friday that is no bank holiday, Christmas Day or Good Friday in
England. The calendar has a first and a last day, and refuses to count beyond them.
"""

import calendar
from datetime import date, timedelta
from itertools import accumulate

from goldenthread.rulebook.calendar_words import in_words
from goldenthread.rulebook.codes import define_rule
from goldenthread.rulebook.holidays_england import FIRST_DAY, HOLIDAYS, LAST_DAY

__all__ = [
    "FIRST_DAY",
    "LAST_DAY",
    "BeyondCalendar",
    "add_months",
    "add_working_days",
    "clear_days",
    "is_working_day",
    "last_day_for_notice",
    "working_days_between",
]

DAY_1 = define_rule(
    "DAY-1",
    title="A working day in England",
    meaning="Monday to Friday, except bank holidays in England, Christmas Day and Good Friday. Bank holidays "
    "that were proclaimed for one year count.",
    basis="Care Planning, Placement and Case Review (England) Regulations 2010 (SI 2010/959), regulation 2; "
    "Banking and Financial Dealings Act 1971.",
    boundaries=(
        "19 September 2022 is a bank holiday, 20 September 2022 a working day.",
        "In 2020 the May bank holiday is Friday 8 May; Monday 4 May is a working day.",
        "1 January 1995 and 31 December 2040 are the first and last days; a day beyond them is refused.",
    ),
    unverified=True,
)
DAY_2 = define_rule(
    "DAY-2",
    title="The day of the event is day 0",
    meaning="Counting starts on the next working day, whatever day the event falls on. Between two days, the "
    "first is left out and the last counts.",
    basis="The ordinary rule for a period that runs from an event.",
    boundaries=(
        "1 working day from Friday 4 May 2018 is Tuesday 8 May 2018, after the bank holiday.",
        "1 working day from Saturday 5 May 2018 is Tuesday 8 May 2018 as well.",
        "From Friday 4 to Tuesday 8 May 2018 is 1 working day; from a day to itself is 0.",
    ),
    unverified=True,
)
DAY_3 = define_rule(
    "DAY-3",
    title="Clear days leave out both ends",
    meaning="Neither the day of the notice nor the day of the meeting counts. Weekends and bank holidays "
    "count or not, as the caller says.",
    basis="R v Swansea City Council, ex parte Elitestone (1993), as recorded by a council's constitution "
    "committee. Whether weekends count is not said in the Act.",
    boundaries=(
        "Notice on a Monday, meeting on the next Tuesday: 5 clear working days and 7 clear days.",
        "Notice on that Tuesday a week before: 4 clear working days. Notice on the day itself: 0.",
    ),
    unverified=True,
)
DAY_4 = define_rule(
    "DAY-4",
    title="A month ends on the corresponding date",
    meaning="A number of months from a day ends on the day of that number in the later month, or on the "
    "month's last day when it has no such day.",
    basis="Dodds v Walker [1981] 1 WLR 1027.",
    boundaries=(
        "31 January 2018 and 1 month is 28 February 2018; in 2016, 29 February.",
        "28 February 2018 and 1 month is 28 March 2018, not 31 March.",
    ),
    unverified=True,
)


class BeyondCalendar(ValueError):
    """The day, or a count from it, lies outside the table of bank holidays."""

    def __init__(self, day: date) -> None:
        self.day = day
        super().__init__(
            f"Working days are known from {in_words(FIRST_DAY)} to {in_words(LAST_DAY)}, "
            f"which does not reach as far as was counted from {in_words(day)}."
        )


_DAYS = [FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1)]
_WORKING_DAYS = [day for day in _DAYS if day.weekday() < 5 and day not in HOLIDAYS]
_IS_WORKING = frozenset(_WORKING_DAYS)
# At each day's index, the working days from the calendar's first day up to and including that day.
_CUMULATIVE = list(accumulate(day in _IS_WORKING for day in _DAYS))


def is_working_day(day: date) -> bool:
    """Whether it is a working day (DAY-1). Raises `BeyondCalendar`."""
    _count_to(day)
    return day in _IS_WORKING


def working_days_between(start: date, end: date) -> int:
    """The working days after `start` up to and including `end`; negative when `end` is earlier (DAY-2)."""
    return _count_to(end) - _count_to(start)


def add_working_days(day: date, number: int) -> date:
    """The working day that is `number` working days after `day`, or before it when negative (DAY-2).

    Nought gives the day itself, working or not. Raises `BeyondCalendar`.
    """
    if number == 0:
        return day
    counted = _count_to(day)
    # Backwards, the day itself does not count either.
    index = counted + number - 1 if number > 0 else counted - (day in _IS_WORKING) + number
    if not 0 <= index < len(_WORKING_DAYS):
        raise BeyondCalendar(day)
    return _WORKING_DAYS[index]


def clear_days(notice: date, meeting: date, *, working: bool) -> int:
    """The days between a notice and a meeting, neither of the two counted (DAY-3); nought when none are.

    `working` counts working days only.
    """
    eve = meeting - timedelta(days=1)
    days = working_days_between(notice, eve) if working else (eve - notice).days
    return max(days, 0)


def last_day_for_notice(meeting: date, number: int, *, working: bool) -> date:
    """The last day on which a notice gives `number` clear days before a meeting (DAY-3).

    With `working`, the days counted are working days, and so is the day of the notice.
    """
    if not working:
        return meeting - timedelta(days=number + 1)
    return add_working_days(meeting, -(number + 1))


def add_months(day: date, number: int) -> date:
    """The corresponding date `number` months later, or earlier when negative (DAY-4)."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _count_to(day: date) -> int:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise BeyondCalendar(day)
    return _CUMULATIVE[(day - FIRST_DAY).days]
