"""How a clock stands on a day: in time or not, running, due soon, overdue, excepted, or not computable."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from goldenthread.rulebook import clocks_care, clocks_leaving_care, clocks_send, clocks_social_care
from goldenthread.rulebook.calendar_words import in_words
from goldenthread.rulebook.clock_model import Clock, birthday
from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.limits import HOURS, WORKING_DAYS, Limit, days_ahead, deadline, in_force, instant
from goldenthread.rulebook.workdays import add_months, working_days_between

_OURS = "A convention of this product."

CLK_10 = define_rule(
    "CLK-10",
    title="Met: stopped on or before the deadline",
    meaning="The day of the deadline is in time. An exception that was recorded changes nothing.",
    basis="The ordinary meaning of 'within'.",
    boundaries=("Referred on 4 May 2018, authorised on 10 July 2018, the 45th working day: met.",),
)
CLK_11 = define_rule(
    "CLK-11",
    title="Missed: stopped after the deadline",
    meaning="It was done, and late. It carries a coded reason and whose delay it was.",
    basis="The ordinary meaning of 'within'.",
    boundaries=("Referred on 4 May 2018, authorised on 11 July 2018, the 46th working day: missed.",),
)
CLK_12 = define_rule(
    "CLK-12",
    title="Running: open, and not due soon",
    meaning="An open case is never counted as in time. What stopped after the day asked about is open.",
    basis=_OURS,
    boundaries=(
        "Assessment due on 10 July 2018, warned 10 working days before: running on 25 June, due soon on 26 "
        "June.",
    ),
)
CLK_13 = define_rule(
    "CLK-13",
    title="Due soon: open, and within the early warning",
    meaning="From so many days before the deadline as the clock warns, to the deadline's own day. They are "
    "working days where the limit is counted in them.",
    basis=_OURS,
    boundaries=(
        "Assessment due on 10 July 2018: due soon from 26 June 2018 to 10 July 2018.",
        "Final plan due on 31 May 2018, warned 28 days before: running on 2 May, due soon on 3 May.",
    ),
)
CLK_14 = define_rule(
    "CLK-14",
    title="Overdue: open after the deadline",
    meaning="From the day after the deadline; for hours, from the instant after it.",
    basis="The ordinary meaning of 'within'.",
    boundaries=("Due on 10 July 2018 and open: due soon on 10 July, overdue on 11 July.",),
)
CLK_15 = define_rule(
    "CLK-15",
    title="Excepted: past the deadline, with a permitted exception",
    meaning="The law lets the limit go for this case; it does not pause it, and there is no later deadline. "
    "Stopped in time it is met, and before the deadline it runs, all the same.",
    basis="Special Educational Needs and Disability Regulations 2014 (SI 2014/1530), regulations 5(4), 8(2), "
    "10(4) and 13(3).",
    boundaries=(
        "Requested on 11 January 2018, school closed, plan sent on 31 May 2018: met; on 1 June 2018: "
        "excepted.",
        "Open on 1 June 2018 with that exception: excepted. A decision on a referral has no exception: "
        "refused.",
    ),
    unverified=True,
)
CLK_16 = define_rule(
    "CLK-16",
    title="Not computable: what is missing is said",
    meaning="Without a start, a known limit, a birth date where the age decides, or with a stop before the "
    "start, nothing is said of time.",
    basis=_OURS,
    boundaries=(
        "Stopped on the day of the start: met. Stopped the day before: not computable.",
        "A care plan made before the placement is met; so is a health assessment up to 3 months before.",
    ),
)
CLK_17 = define_rule(
    "CLK-17",
    title="In time of those that were due, with and without exceptions",
    meaning="Due are those met, missed, excepted and overdue. Without exceptions, those excepted are left "
    "out "
    "of both numbers. What runs and what cannot be computed is in neither.",
    basis="How timeliness of education, health and care plans is published, both ways.",
    boundaries=("2 met, 1 missed, 1 excepted, 1 overdue, 3 running: 2 of 5, and 2 of 4 without exceptions.",),
)

CLOCKS: Mapping[str, Clock] = {
    clock.name: clock
    for module in (clocks_social_care, clocks_care, clocks_leaving_care, clocks_send)
    for clock in module.CLOCKS
}


class State(StrEnum):
    """How a clock stands. Missed is stopped late."""

    MET = "met"
    MISSED = "missed"
    RUNNING = "running"
    DUE_SOON = "due soon"
    OVERDUE = "overdue"
    EXCEPTED = "excepted"
    NOT_COMPUTABLE = "not computable"


OPEN = frozenset({State.RUNNING, State.DUE_SOON, State.OVERDUE})


class UnknownClock(LookupError):
    """No clock has this name. In words, with the names that are nearest."""

    def __init__(self, name: str) -> None:
        near = difflib.get_close_matches(name, CLOCKS, n=3)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        super().__init__(f"There is no clock {name!r}.{hint}")


class NoSuchException(ValueError):
    """The clock does not permit the exception. In words."""


@dataclass(frozen=True)
class Standing:
    """How one case stands. `code` is the rule that says so; the clock's own is `clock.code`.

    `deadline` is a day, or an instant for hours from an instant. `days_left` are calendar days from the day
    asked about, whole ones and negative when overdue, and None when it is not open; `working_days_left` is
    beside it where the limit is counted in working days. `why` says why nothing can be computed.
    """

    clock: Clock
    start: date | datetime | None
    stop: date | datetime | None
    as_at: date | datetime
    state: State
    code: Code
    limit: Limit | None = None
    deadline: date | datetime | None = None
    days_left: int | None = None
    working_days_left: int | None = None
    why: str | None = None


class _NotComputable(Exception):
    """Why, with what was known by then."""

    def __init__(self, why: str, limit: Limit | None = None, last: date | datetime | None = None) -> None:
        self.known = (why, limit, last)


def find(name: str) -> Clock:
    """The clock of a name. Raises `UnknownClock`."""
    try:
        return CLOCKS[name.strip().casefold().replace("_", "-")]
    except KeyError:
        raise UnknownClock(name) from None


def state(
    clock: Clock,
    start: date | datetime | None,
    stop: date | datetime | None,
    as_at: date | datetime,
    *,
    born: date | None = None,
    exception: str | None = None,
    own: Limit | None = None,
) -> Standing:
    """How the clock of a case stands on a day or at an instant (CLK-10 to CLK-16).

    `own` is the council's limit for a local clock. Raises `NoSuchException`, `BeyondCalendar`.
    """
    if exception and exception not in {permitted.name for permitted in clock.exceptions}:
        raise NoSuchException(_no_such(clock, exception))
    asked = (clock, start, stop, as_at)
    try:
        limit, last = _due(clock, start, born, own)
        if stop is not None and not _is_after(stop, as_at):
            found = _stopped(clock, limit, start, stop, last, exception)
            return Standing(*asked, found, _CODES[found], limit, last)
    except _NotComputable as unknown:
        why, known, until = unknown.known
        return Standing(*asked, State.NOT_COMPUTABLE, CLK_16, known, until, why=why)
    found = _running(clock, limit, last, as_at, exception)
    today = as_at.date() if isinstance(as_at, datetime) else as_at
    working = working_days_between(today, _day(last)) if limit.unit is WORKING_DAYS else None
    return Standing(*asked, found, _CODES[found], limit, last, _days_left(last, as_at), working)


_CODES = {
    State.MET: CLK_10,
    State.MISSED: CLK_11,
    State.RUNNING: CLK_12,
    State.DUE_SOON: CLK_13,
    State.OVERDUE: CLK_14,
    State.EXCEPTED: CLK_15,
}


def _no_such(clock: Clock, exception: str) -> str:
    if not clock.exceptions:
        return f"{clock.name} permits no exception."
    names = ", ".join(permitted.name for permitted in clock.exceptions)
    return f"{clock.name} does not permit the exception {exception!r}. It permits: {names}."


def _due(
    clock: Clock, start: date | datetime | None, born: date | None, own: Limit | None
) -> tuple[Limit, date | datetime]:
    if start is None:
        raise _NotComputable(f"The day of its start is missing: {clock.starts}.")
    limit = own or in_force(clock.limits, _day(start))
    if limit is None:
        first = in_words(clock.limits[0].since)
        raise _NotComputable(f"No limit is known for a start before {first}.")
    if limit.number is None:
        raise _NotComputable(f"Since {in_words(limit.since)} there is no limit.", limit)
    if clock.younger_than is not None and own is None:
        if born is None:
            raise _NotComputable("The birth date is missing, and the age decides the limit.")
        if born > _day(start):
            raise _NotComputable("The birth date is after the start.")
        shorter = in_force(clock.younger, _day(start))
        if shorter and _day(deadline(shorter, start)) < birthday(born, clock.younger_than):
            limit = shorter
    return limit, deadline(limit, start)


def _stopped(
    clock: Clock,
    limit: Limit,
    start: date | datetime | None,
    stop: date | datetime,
    last: date | datetime,
    exception: str | None,
) -> State:
    if start is not None and not limit.before and _is_too_early(clock, start, stop):
        raise _NotComputable("It stopped before it started.", limit, last)
    if _is_after(stop, last):
        return State.EXCEPTED if exception else State.MISSED
    if limit.unit is HOURS and _day(stop) == _day(last) and not _are_instants(stop, last):
        raise _NotComputable("The time of day is missing, and on this day it decides.", limit, last)
    return State.MET


def _is_too_early(clock: Clock, start: date | datetime, stop: date | datetime) -> bool:
    if not _is_after(start, stop) or clock.earlier is None:
        return False
    return not clock.earlier or _day(stop) < add_months(_day(start), -clock.earlier)


def _running(
    clock: Clock, limit: Limit, last: date | datetime, as_at: date | datetime, exception: str | None
) -> State:
    if _is_after(as_at, last):
        return State.EXCEPTED if exception else State.OVERDUE
    if isinstance(last, datetime):
        warned: date | datetime = last - timedelta(days=clock.warn)
    else:
        warned = days_ahead(limit, last, clock.warn)
    return State.RUNNING if _is_after(warned, as_at) else State.DUE_SOON


def _are_instants(*whens: date | datetime) -> bool:
    return all(isinstance(when, datetime) for when in whens)


def _is_after(one: date | datetime, other: date | datetime) -> bool:
    """By instants where both are instants, else by days."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        return instant(one) > instant(other)
    return _day(one) > _day(other)


def _days_left(last: date | datetime, as_at: date | datetime) -> int:
    if isinstance(last, datetime) and isinstance(as_at, datetime):
        return (instant(last) - instant(as_at)) // timedelta(days=1)
    return (_day(last) - _day(as_at)).days


def _day(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when


@dataclass(frozen=True)
class Tally:
    """How many cases stand how. `in_time` and `in_time_without_exceptions` are numerator and denominator."""

    met: int
    missed: int
    excepted: int
    overdue: int
    running: int
    not_computable: int

    @property
    def in_time(self) -> tuple[int, int]:
        """Those met, of all that were due (CLK-17)."""
        return self.met, self.met + self.missed + self.excepted + self.overdue

    @property
    def in_time_without_exceptions(self) -> tuple[int, int]:
        """Those met, of those due that have no permitted exception (CLK-17)."""
        return self.met, self.met + self.missed + self.overdue


def tally(states: Iterable[State]) -> Tally:
    """Cases counted by how they stand; due soon is running."""
    found = list(states)
    running = found.count(State.RUNNING) + found.count(State.DUE_SOON)
    return Tally(
        met=found.count(State.MET),
        missed=found.count(State.MISSED),
        excepted=found.count(State.EXCEPTED),
        overdue=found.count(State.OVERDUE),
        running=running,
        not_computable=found.count(State.NOT_COMPUTABLE),
    )
