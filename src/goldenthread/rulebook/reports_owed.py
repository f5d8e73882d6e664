"""When a report is owed to a body: the days of its rhythm, and which of them have passed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from goldenthread.rulebook.calendar_words import in_words
from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.workdays import add_months

OWED_1 = define_rule(
    "OWED-1",
    title="The days on which a report is owed",
    meaning="The first day is given; each later one is a whole number of months after that first day, so "
    "that the end of a month stays the end of a month. “Each term” is every four months.",
    basis="The body's reporting calendar; the corresponding date by DAY-4. Terms differ from school to "
    "school, so four months stand for one.",
    boundaries=(
        "Each month from 31 January 2018: 28 February, 31 March, 30 April.",
        "Each quarter from 30 April 2018: 30 July, 30 October. Each term: 30 August, 30 December.",
        "A report that is owed once is owed on its first day only.",
    ),
)
OWED_2 = define_rule(
    "OWED-2",
    title="A report that is late",
    meaning="A report is late from the day after the one on which it was owed, until it is received or the "
    "body says that it does without it. It stays owed until then, whatever came after it.",
    basis="The ordinary meaning of a day by which something is wanted.",
    boundaries=("Owed on 16 July 2018: not late on that day, 1 day late on 17 July.",),
)


class Rhythm(StrEnum):
    """How often a report is owed."""

    MONTH = "month"
    QUARTER = "quarter"
    TERM = "term"
    HALF_YEAR = "half_year"
    YEAR = "year"
    ONCE = "once"


MONTHS = {Rhythm.MONTH: 1, Rhythm.QUARTER: 3, Rhythm.TERM: 4, Rhythm.HALF_YEAR: 6, Rhythm.YEAR: 12}
WORDS = {
    Rhythm.MONTH: "Each month", Rhythm.QUARTER: "Each quarter", Rhythm.TERM: "Each term",
    Rhythm.HALF_YEAR: "Every six months", Rhythm.YEAR: "Each year", Rhythm.ONCE: "Once",
}  # fmt: skip


def days_owed(rhythm: Rhythm, first: date, upto: date) -> Iterator[date]:
    """Each day on which a report is owed, from the first up to and including a day (OWED-1)."""
    if rhythm == Rhythm.ONCE:
        if first <= upto:
            yield first
        return
    number = 0
    while (day := add_months(first, number * MONTHS[rhythm])) <= upto:
        yield day
        number += 1


def next_owed(rhythm: Rhythm, first: date, after: date) -> date | None:
    """The first day after a day on which a report is owed; None where none is to come (OWED-1)."""
    if first > after:
        return first
    if rhythm == Rhythm.ONCE:
        return None
    months = MONTHS[rhythm]
    # A step too early at most: the month's end may shift a day within its month.
    number = ((after.year - first.year) * 12 + after.month - first.month) // months
    while (day := add_months(first, number * months)) <= after:
        number += 1
    return day


def is_day_owed(rhythm: Rhythm, first: date, day: date) -> bool:
    """Whether a report is owed on exactly this day (OWED-1)."""
    return day in set(days_owed(rhythm, first, day))


@dataclass(frozen=True)
class Lateness:
    """How late a report is: days after the one on which it was owed, 0 for none."""

    days: int
    code: Code
    reason: str


def lateness(due_on: date, today: date) -> Lateness:
    """How late what was owed on a day, and has not come, is (OWED-2)."""
    days = max((today - due_on).days, 0)
    if not days:
        return Lateness(0, OWED_2, f"Owed by {in_words(due_on)}")
    return Lateness(days, OWED_2, f"{days} day{'' if days == 1 else 's'} late: owed by {in_words(due_on)}")
