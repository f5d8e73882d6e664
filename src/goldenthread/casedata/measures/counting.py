"""The words that measures are written in: what happened in a period, what was open at its end, and how long.

Every day that must be so many months before a period's end comes with the periods, reckoned once by the
rulebook (DAY-4); so no engine's own arithmetic of months decides a figure.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

import pyarrow as pa

from goldenthread.casedata.measures.definition import PERIODS, Expression, Tables
from goldenthread.rulebook.period_kinds import Period
from goldenthread.rulebook.workdays import add_months

# Months before a period's last day that measures ask for.
_MONTHS = (3, 6, 12, 15, 24, 30, 5 * 12, 16 * 12)
KEPT = ("authority", "child", "row", "load", "team", "worker")


def period_table(periods: Sequence[Period]) -> pa.Table:
    """The periods as every measure sees them.

    `period` is the printed form; `starts` and `ends` are half-open; `last_day` is the last that is in it;
    `year_starts` begins the 12 months that end with it; `months_12` is the day 12 months before the last day.
    """
    columns: dict[str, list[str] | list[date]] = {
        "period": [str(period) for period in periods],
        "starts": [period.start for period in periods],
        "ends": [period.end for period in periods],
        "last_day": [period.last_day for period in periods],
        "year_starts": [add_months(period.end, -12) for period in periods],
    }
    for months in _MONTHS:
        columns[f"months_{months}"] = [add_months(period.last_day, -months) for period in periods]
    kinds = {name: pa.string() if name == "period" else pa.date32() for name in columns}
    return pa.table({name: pa.array(values, kinds[name]) for name, values in columns.items()})


def period_expression() -> Expression:
    """The table of periods as an Ibis table."""
    import ibis

    days = ("starts", "ends", "last_day", "year_starts", *(f"months_{months}" for months in _MONTHS))
    return ibis.table({"period": "string", **dict.fromkeys(days, "date")}, name=PERIODS)


def in_period(rows: Expression, day: str, periods: Expression) -> Expression:
    """Each row in the period in which its day falls."""
    return _joined(rows, periods, [rows[day] >= periods.starts, rows[day] < periods.ends])


def in_year(rows: Expression, day: str, periods: Expression) -> Expression:
    """Each row in every period whose last 12 months hold its day."""
    return _joined(rows, periods, [rows[day] >= periods.year_starts, rows[day] < periods.ends])


def open_at_end(rows: Expression, started: Expression, ended: str, periods: Expression) -> Expression:
    """Each spell in every period at the end of whose last day it was open."""
    still = rows[ended].isnull() | (rows[ended] >= periods.ends)
    return _joined(rows, periods, [started < periods.ends, still])


def _joined(rows: Expression, periods: Expression, predicates: list[Expression]) -> Expression:
    if "period" not in rows.columns:
        return rows.join(periods, predicates)
    joined = rows.join(periods, [rows.period == periods.period, *predicates])
    return joined.drop("period_right") if "period_right" in joined.columns else joined


def working_days(t: Tables, rows: Expression, start: str, stop: str) -> Expression:
    """The rows with `days`: the working days after `start`, up to and including `stop` (DAY-2).

    Null where either is missing or lies beyond the calendar.
    """
    timed = rows.left_join(t.calendar, [(start, "day")]).left_join(
        t.calendar.view(), [(stop, "day")], rname="stop_{name}"
    )
    return timed.select(*rows.columns, days=timed.stop_working - timed.working)


def days_between(start: Expression, stop: Expression) -> Expression:
    """The calendar days from one day to another."""
    return stop.delta(start, unit="day")


def months_of(number: int) -> Expression:
    """So many months, to add to a day: to the corresponding date, or the month's last day (DAY-4)."""
    import ibis

    return ibis.interval(months=number)


def four_weeks() -> Expression:
    """Four weeks, to add to a day."""
    import ibis

    return ibis.interval(days=28)


def one_a_child(rows: Expression, latest: str) -> Expression:
    """In each period one row for each child: that which began latest."""
    import ibis

    number = ibis.row_number().over(
        group_by=[rows.period, rows.authority, rows.child],
        order_by=[rows[latest].desc(nulls_first=False), rows.load, rows.row],
    )
    ranked = rows.mutate(number=number)
    return ranked.filter(ranked.number == 0)


def not_one_of(column: Expression, codes: Collection[str]) -> Expression:
    """Whether a column is missing or holds none of these codes."""
    return column.isnull() | column.notin(codes)


def together(*rows: Expression) -> Expression:
    """Rows that were counted apart, as one table."""
    first, *others = (one.select(*_common(rows)) for one in rows)
    return first.union(*others)


def _common(tables: Collection[Expression]) -> list[str]:
    first, *others = tables
    return [name for name in first.columns if all(name in other.columns for other in others)]


def share(rows: Expression, good: Expression) -> Expression:
    """Every row counts in the denominator; those that are good count in the numerator. Null is not good."""
    return _rows(rows, good.ifelse(1, 0), 1)


def each(rows: Expression) -> Expression:
    """Every row counts once, out of nothing."""
    return _rows(rows, 1, 0)


def out_of(rows: Expression) -> Expression:
    """Every row counts once in the denominator, and in no numerator."""
    return _rows(rows, 0, 1)


def mean(rows: Expression, number: Expression) -> Expression:
    """The numbers of all the rows, over how many rows there are."""
    return _rows(rows, number, 1)


def _rows(rows: Expression, numerator: Expression | int, denominator: int) -> Expression:
    import ibis

    kept = [rows[name] for name in ("period", *KEPT) if name in rows.columns]
    top = ibis.literal(numerator) if isinstance(numerator, int) else numerator
    return rows.select(
        *kept, numerator=top.cast("int64"), denominator=ibis.literal(denominator).cast("int64")
    )
