"""By when a meeting's notice and agenda have to be public: the law's clear days, counted as a council chose.

The law says how many clear days; it does not say whether weekends and bank holidays are among them. That is a
council's choice (`Counting`). Whatever it chose, the strictest reading is worked out beside it.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from goldenthread.rulebook.calendar_words import in_words
from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.holidays_england import HOLIDAYS
from goldenthread.rulebook.workdays import BeyondCalendar, is_working_day, working_days_between

NTC_1 = define_rule(
    "NTC-1",
    title="Council, committees and scrutiny: clear days of notice",
    meaning="Notice of a meeting that is open to the public, its agenda and the reports for it, are public "
    "for five clear days before it, three before 1 October 2002; where it is called at shorter notice, from "
    "when it is called.",
    basis="Local Government Act 1972, sections 100A(6) and 100B, as amended for principal councils in "
    "England by SI 2002/715.",
    boundaries=(
        "A meeting on 30 September 2002 asks for 3 clear days, one on 1 October 2002 for 5.",
        "A meeting on Tuesday 24 July 2018, counted in working days: the last day is Monday 16 July.",
    ),
    unverified=True,
)
NTC_2 = define_rule(
    "NTC-2",
    title="Executive: clear days of notice",
    meaning="Notice of an executive's public meeting, and the agenda and reports of each item, are public "
    "for five clear days before it; where it is called at shorter notice, from when it is called. An item "
    "whose agenda was not is not considered.",
    basis="Local Authorities (Executive Arrangements) (Meetings and Access to Information) (England) "
    "Regulations 2012 (SI 2012/2089), regulations 6 and 7; in force from 10 September 2012. Before that the "
    "regulations of 2000 (SI 2000/3272) asked for the same number.",
    boundaries=("Five clear days for a meeting on 9 September 2012, and on 10 September 2012.",),
    unverified=True,
)
NTC_3 = define_rule(
    "NTC-3",
    title="The last day for publication",
    meaning="The latest day of publication that leaves the clear days before the meeting: neither of the two "
    "days counts. Where weekends or bank holidays are left out of the count, publication falls on a day "
    "that is counted.",
    basis="Clear days as in R v Swansea City Council, ex parte Elitestone (1993). Which days count is the "
    "council's choice, as the Act and the regulations do not say.",
    boundaries=(
        "A meeting on Tuesday 24 July 2018 and 5 days: Monday 16 July without weekends, Wednesday 18 "
        "July with.",
        "A meeting on Tuesday 8 May 2018: Friday 27 April without weekends and bank holidays, Monday 30 "
        "April without weekends only.",
    ),
    unverified=True,
)
NTC_4 = define_rule(
    "NTC-4",
    title="The strictest reading",
    meaning="Neither weekends nor bank holidays count. Where the council counts them, this earlier day is "
    "shown beside its own: published by then, no reading finds the notice short.",
    basis="Councils have moved meetings because a holiday was counted; “clear days” were said to be weekday "
    "working days.",
    boundaries=("Chosen Wednesday 18 July 2018, strictest Monday 16 July: a warning. Both the same: none.",),
    unverified=True,
)
NTC_5 = define_rule(
    "NTC-5",
    title="Publication after hours",
    meaning="Where the council names an hour, what is published at that hour or later counts as published on "
    "the next day; without one, on its day until midnight.",
    basis="The council's choice: an agenda is open to inspection at its offices while they are open.",
    boundaries=("Cut-off 17:00: at 16:59 it counts for the day, at 17:00 for the next.",),
    unverified=True,
)
NTC_6 = define_rule(
    "NTC-6",
    title="How long until the last day",
    meaning="The days that count from the present day, not counted, up to and including the last day. On the "
    "last day itself, before the cut-off, it is the last day; after that the days since are days late.",
    basis="The ordinary rule for a period that runs from a day.",
    boundaries=(
        "Last day Monday 16 July 2018: on Friday 13 July 1 working day is left, on 16 July none, and on "
        "Wednesday 18 July it is 2 days late.",
    ),
)
NTC_7 = define_rule(
    "NTC-7",
    title="A late item needs the chair's reason",
    meaning="An item that was not open to inspection for the clear days is considered only where the chair "
    "is of the opinion, by reason of special circumstances that the minutes state, that it is urgent.",
    basis="Local Government Act 1972, section 100B(4)(b).",
    boundaries=("Published on the last day: no reason is needed. The day after: one is.",),
    unverified=True,
)

FIVE_DAYS_FROM = date(2002, 10, 1)


class Law(StrEnum):
    """Whose notices: a council and its committees, or an executive."""

    COUNCIL = "council"
    EXECUTIVE = "executive"


@dataclass(frozen=True)
class Counting:
    """How a council counts clear days. `cut_off`: from this hour, publication counts for the next day."""

    exclude_weekends: bool = True
    exclude_bank_holidays: bool = True
    cut_off: time | None = None

    @property
    def words(self) -> str:
        """Such as "weekends and bank holidays are not counted"."""
        left_out = [
            words
            for words, is_out in (
                ("weekends", self.exclude_weekends),
                ("bank holidays", self.exclude_bank_holidays),
            )
            if is_out
        ]
        return f"{' and '.join(left_out)} are not counted" if left_out else "every day is counted"


STRICTEST = Counting()


def clear_days_asked(law: Law, meeting: date) -> tuple[int, Code]:
    """How many clear days the law asks before a meeting on a day, and by which rule (NTC-1, NTC-2)."""
    if law == Law.EXECUTIVE:
        return 5, NTC_2
    return (5 if meeting >= FIVE_DAYS_FROM else 3), NTC_1


def counts(day: date, counting: Counting) -> bool:
    """Whether a day is one of those that a council counts."""
    is_weekend = day.weekday() >= 5
    return not (
        (counting.exclude_weekends and is_weekend)
        or (counting.exclude_bank_holidays and day in HOLIDAYS)
    )  # fmt: skip


def last_day(meeting: date, days: int, counting: Counting) -> date:
    """The last day on which publication leaves `days` clear days before a meeting (NTC-3)."""
    is_working_day(meeting)  # refuses what the table of bank holidays does not reach
    day = meeting
    for _ in range(days + 1):
        day -= timedelta(days=1)
        while not counts(day, counting):
            day -= timedelta(days=1)
    return day


@dataclass(frozen=True)
class Notice:
    """By when a meeting's agenda has to be public, and by the strictest reading. `code` is the law's rule."""

    meeting: date
    days: int
    last_day: date
    strictest: date
    counting: Counting
    code: Code

    @property
    def warning(self) -> str:
        """What to know where a stricter reading asks for an earlier day; empty where none does (NTC-4)."""
        if self.strictest == self.last_day:
            return ""
        return (
            f"Read strictly, with neither weekends nor bank holidays counted, the last day is "
            f"{in_words(self.strictest)}."
        )


def notice_of(meeting: date, law: Law, counting: Counting) -> Notice:
    """The last days for the notice of a meeting on a day. Raises `BeyondCalendar`."""
    days, code = clear_days_asked(law, meeting)
    return Notice(
        meeting,
        days,
        last_day(meeting, days, counting),
        last_day(meeting, days, STRICTEST),
        counting,
        code,
    )


def counts_as_published(at: datetime, counting: Counting) -> date:
    """The day for which a publication counts; `at` is in local time (NTC-5)."""
    late = counting.cut_off is not None and at.time() >= counting.cut_off
    return at.date() + timedelta(days=late)


@dataclass(frozen=True)
class Countdown:
    """How far the last day is. `days` are the days that count until it, negative for days late."""

    days: int
    words: str
    code: Code

    @property
    def is_late(self) -> bool:
        return self.days < 0


def countdown(notice: Notice, now: datetime) -> Countdown:
    """How long is left to publish at an instant of local time (NTC-6)."""
    today = counts_as_published(now, notice.counting)
    if today > notice.last_day:
        late = (today - notice.last_day).days
        return Countdown(-late, f"{late} day{'' if late == 1 else 's'} late", NTC_6)
    if today == notice.last_day:
        return Countdown(0, "Today is the last day", NTC_6)
    left = _days_left(today, notice.last_day, notice.counting)
    working = notice.counting == Counting(cut_off=notice.counting.cut_off)
    kind = "working day" if working else "day"
    return Countdown(left, f"{left} {kind}{'' if left == 1 else 's'} left", NTC_6)


def is_in_time(published: datetime, notice: Notice) -> bool:
    """Whether what was published at an instant of local time needs no reason of the chair (NTC-7)."""
    return counts_as_published(published, notice.counting) <= notice.last_day


def day_off(day: date) -> str:
    """What keeps people away on a day, in words: "a Saturday", "a bank holiday"; empty for a working day."""
    if day.weekday() >= 5:
        return f"a {'Saturday' if day.weekday() == 5 else 'Sunday'}"
    try:
        return "" if is_working_day(day) else "a bank holiday"
    except BeyondCalendar:
        return ""


def _days_left(today: date, until: date, counting: Counting) -> int:
    if counting.exclude_weekends and counting.exclude_bank_holidays:
        return working_days_between(today, until)
    days = (today + timedelta(days=number) for number in range(1, (until - today).days + 1))
    return sum(counts(day, counting) for day in days)
