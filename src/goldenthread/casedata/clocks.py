"""The rulebook's clocks for many cases at once, as Ibis expressions over their days.

Every deadline is reckoned by the rulebook, once for each day on which a clock may start, and handed to the
engine as a table of days; so no engine's own arithmetic of months, weeks or holidays decides. What is left to
the engine is to compare. `rulebook.clocks.state` is the reference, and generated tests prove the two equal.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

import ibis
import pyarrow as pa

from goldenthread.rulebook.clock_model import Clock
from goldenthread.rulebook.clocks import State
from goldenthread.rulebook.limits import (
    HOURS,
    Limit,
    days_ahead,
    deadline,
    in_force,
    instant,
)
from goldenthread.rulebook.workdays import FIRST_DAY, LAST_DAY, BeyondCalendar, add_months

# Ibis gives its expressions no types that a checker could follow.
Expression = Any

_LONG_AGO = date(1900, 1, 1)
_COLUMNS = {
    "clock_day": "date",
    "clock_deadline": "date",
    "clock_warned": "date",
    "clock_younger_deadline": "date",
    "clock_younger_warned": "date",
    "clock_born_after": "date",
    "clock_earliest": "date",
}
SUMMER_TIME = "summer_time"
_SUMMER_COLUMNS = {
    "summer_day": "date",
    "summer_eve": "date",
    "summer_number": "int64",
    "summer_hours": "int64",
    "summer_hours_later": "int64",
}


def every_day() -> list[date]:
    """Each day of the calendar of working days."""
    return [FIRST_DAY + timedelta(days=number) for number in range((LAST_DAY - FIRST_DAY).days + 1)]


def deadlines_name(clock: Clock) -> str:
    """The engine's name for a clock's table of deadlines."""
    return f"deadlines_{clock.name.replace('-', '_')}"


def deadlines(clock: Clock, days: Iterable[date] | None = None, *, own: Limit | None = None) -> pa.Table:
    """A clock's deadline for each day on which it may start, of `days` or of the whole calendar.

    `clock_deadline` and `clock_warned`, from which on it is due soon; the same for the young, who are those
    born after `clock_born_after`; `clock_earliest`, before which it cannot have stopped. Null where there is
    no limit or the calendar ends. `own` is the council's limit.
    """
    rows = [_row(clock, day, own) for day in sorted({*(every_day() if days is None else days)})]
    return pa.table({
        name: pa.array([row[place] for row in rows], pa.date32()) for place, name in enumerate(_COLUMNS)
    })  # fmt: skip


def _row(clock: Clock, day: date, own: Limit | None) -> tuple[date | None, ...]:
    limit = own or in_force(clock.limits, day)
    last, warned = _last(clock, limit, day)
    younger: tuple[date | None, date | None] = (None, None)
    born_after = None
    if clock.younger_than is not None and own is None:
        younger = _last(clock, in_force(clock.younger, day), day)
        born_after = years_before(younger[0], clock.younger_than) if younger[0] else None
    return day, last, warned, *younger, born_after, _earliest(clock, limit, day)


def _last(clock: Clock, limit: Limit | None, day: date) -> tuple[date | None, date | None]:
    if limit is None or limit.number is None or not FIRST_DAY <= day <= LAST_DAY:
        return None, None
    try:
        last = deadline(limit, day)
        return last, days_ahead(limit, last, clock.warn)
    except BeyondCalendar:
        return None, None


def _earliest(clock: Clock, limit: Limit | None, day: date) -> date:
    if clock.earlier is None or (limit and limit.before):
        return _LONG_AGO
    return add_months(day, -clock.earlier)


def years_before(day: date, years: int) -> date:
    """The last birth date of somebody who is that old on a day (CLK-7)."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 2, 28)


def summer_time() -> pa.Table:
    """How many hours London's clocks are ahead on each day, before two in the morning and from then on.

    `summer_eve` is the day before; `summer_number` the day's number from 1 January 1970, which is 0.
    """
    days = every_day()
    return pa.table({
        "summer_day": pa.array(days, pa.date32()),
        "summer_eve": pa.array([day - timedelta(days=1) for day in days], pa.date32()),
        "summer_number": pa.array([(day - date(1970, 1, 1)).days for day in days], pa.int64()),
        "summer_hours": pa.array([_ahead(day, time(0)) for day in days], pa.int64()),
        "summer_hours_later": pa.array([_ahead(day, time(12)) for day in days], pa.int64()),
    })  # fmt: skip


def _ahead(day: date, clock: time) -> int:
    shown = datetime.combine(day, clock)
    return (shown - instant(shown).replace(tzinfo=None)) // timedelta(hours=1)


def with_standing(
    rows: Expression,
    clock: Clock,
    *,
    start: str,
    stop: str | None,
    as_at: date | Expression,
    born: str | None = None,
    excepted: str | None = None,
    own: Limit | None = None,
) -> Expression:
    """The rows with `deadline` (a day), `state` (the words of `State`) and `days_left`, null when not open.

    `start`, `stop`, `born` and `excepted` (an exception was recorded) name columns; without a `stop`
    none has stopped. The engine needs `deadlines(clock)` under `deadlines_name(clock)`; for hours between
    instants, `summer_time()` under `SUMMER_TIME` as well. Beyond the calendar nothing is computable.
    """
    asked = ibis.literal(as_at, type="date") if isinstance(as_at, date) else as_at
    table = ibis.table(_COLUMNS, name=deadlines_name(clock))
    rows = rows.mutate(
        clock_asked=asked,
        clock_exception=rows[excepted].fill_null(False) if excepted else ibis.literal(False),
    )
    limit = own or clock.limits[-1]
    if limit.unit is HOURS and rows[start].type().is_timestamp():
        return _by_the_hour(rows, limit.number or 0, clock.warn, start, stop, table)
    timed = rows.left_join(table, rows[start] == table.clock_day)
    last, warned = _for_the_age(timed, clock, start, born, own)
    timed = timed.mutate(clock_last=last, clock_from=warned)
    stopped = timed[stop] if stop else ibis.null("date")
    is_stopped = stopped.notnull() & (stopped <= timed.clock_asked)
    unclear = stopped < timed.clock_earliest
    if limit.unit is HOURS:
        unclear |= stopped == timed.clock_last
    late = ibis.ifelse(is_stopped, stopped, timed.clock_asked) > timed.clock_last
    return _said(timed, rows, timed.clock_last, timed.clock_from, is_stopped, is_stopped & unclear, late)


def _for_the_age(
    timed: Expression, clock: Clock, start: str, born: str | None, own: Limit | None
) -> tuple[Expression, Expression]:
    if clock.younger_than is None or own is not None:
        return timed.clock_deadline, timed.clock_warned
    if born is None:
        return ibis.null("date"), ibis.null("date")
    known = timed[born].notnull() & (timed[born] <= timed[start])
    young = (timed[born] > timed.clock_born_after).fill_null(False)
    return (
        known.ifelse(young.ifelse(timed.clock_younger_deadline, timed.clock_deadline), ibis.null("date")),
        known.ifelse(young.ifelse(timed.clock_younger_warned, timed.clock_warned), ibis.null("date")),
    )


def _by_the_hour(
    rows: Expression, number: int, warn: int, start: str, stop: str | None, table: Expression
) -> Expression:
    """Hours between instants, in universal time; the instants are what London's clocks show (CLK-3)."""
    rows = rows.mutate(clock_start=rows[start], clock_stop=rows[stop] if stop else ibis.null("timestamp"))
    timed = _universal(_universal(rows, "clock_start"), "clock_stop")
    timed = timed.mutate(clock_ends=timed.clock_start_seconds + number * 3600)
    # What the clocks show then: an hour ahead of universal time where that hour is one of summer.
    shown = timed.clock_ends + 3600
    timed = timed.mutate(clock_number=shown // 86400, clock_hour=(shown % 86400) // 3600)
    summer = ibis.table(_SUMMER_COLUMNS, name=SUMMER_TIME).view()
    timed = timed.left_join(summer, timed.clock_number == summer.summer_number)
    is_summer = (timed.clock_hour >= 2).ifelse(timed.summer_hours_later, timed.summer_hours) == 1
    shown_on = (is_summer | (timed.clock_hour >= 1)).ifelse(timed.summer_day, timed.summer_eve)
    timed = timed.mutate(clock_shown_on=shown_on, clock_date=timed.clock_start.date())
    timed = timed.left_join(table, timed.clock_date == table.clock_day)
    last = timed.clock_deadline.isnull().ifelse(ibis.null("date"), timed.clock_shown_on)
    timed = timed.mutate(clock_last=last)
    is_stopped = timed.clock_stop.notnull() & (timed.clock_stop.date() <= timed.clock_asked)
    late = is_stopped.ifelse(
        timed.clock_stop_seconds > timed.clock_ends, timed.clock_asked > timed.clock_last
    )
    unclear = is_stopped & (timed.clock_stop_seconds < timed.clock_start_seconds)
    warned = timed.clock_last - ibis.interval(days=warn)
    return _said(
        timed, rows.drop("clock_start", "clock_stop"), timed.clock_last, warned, is_stopped, unclear, late
    )


def _universal(rows: Expression, column: str) -> Expression:
    """The rows with the seconds in universal time of what London's clocks show in a column."""
    summer = ibis.table(_SUMMER_COLUMNS, name=SUMMER_TIME).view()
    day = f"{column}_day"
    rows = rows.mutate(**{day: rows[column].date()})
    joined = rows.left_join(summer, rows[day] == summer.summer_day)
    hours = (joined[column].hour() >= 2).ifelse(joined.summer_hours_later, joined.summer_hours)
    seconds = joined[column].epoch_seconds() - hours * 3600
    return joined.mutate(**{f"{column}_seconds": seconds}).drop(*_SUMMER_COLUMNS, day)


def _said(
    timed: Expression,
    rows: Expression,
    last: Expression,
    warned: Expression,
    is_stopped: Expression,
    unclear: Expression,
    late: Expression,
) -> Expression:
    known = last.notnull()
    state = ibis.cases(
        (~known | unclear.fill_null(False), State.NOT_COMPUTABLE.value),
        (late & timed.clock_exception, State.EXCEPTED.value),
        (is_stopped & late, State.MISSED.value),
        (is_stopped, State.MET.value),
        (late, State.OVERDUE.value),
        (timed.clock_asked >= warned, State.DUE_SOON.value),
        else_=State.RUNNING.value,
    )
    left = (known & ~is_stopped).ifelse(last.delta(timed.clock_asked, unit="day"), ibis.null("int64"))
    kept = [name for name in rows.columns if not name.startswith("clock_")]
    return timed.select(*kept, deadline=last, state=state, days_left=left)
