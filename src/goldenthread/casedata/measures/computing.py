"""Computes measures: one query for each, summed by the engine, divided by the rulebook's rules.

Sources are not mixed within a figure: a measure takes the first of its ways and sources that carries what it
needs and covers the period. Where none does there is no figure, and the reasons are said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from itertools import product
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from goldenthread.casedata.engines import Engine, sql_for
from goldenthread.casedata.measures.counting import period_expression, period_table
from goldenthread.casedata.measures.definition import (
    CALENDAR,
    MEASURES,
    PERIODS,
    Expression,
    Measure,
    Tables,
    Unit,
    Way,
    table_name,
)
from goldenthread.casedata.measures.figures import By, Figure, Populations, figure, population_on
from goldenthread.casedata.measures.windows import Choice, Chooser, Held
from goldenthread.casedata.sources import Source
from goldenthread.casedata.working_days import calendar_table
from goldenthread.rulebook.period_kinds import Period

DIMENSIONS = ("authority", "team", "worker", "area")
"""What figures can be split by. No list carries an area yet: asked for, that is said."""

Sums = Mapping[tuple[str, str | None], tuple[int, int]]


@dataclass(frozen=True)
class Counted:
    """A row behind a figure: where it was read, whose it is, and what it counts for."""

    authority: str
    child: int
    row: int
    load: str
    team: str | None
    worker: str | None
    numerator: int
    denominator: int


def compute(
    engine: Engine,
    held: Held,
    measures: Sequence[Measure],
    periods: Sequence[Period],
    *,
    as_at: date,
    by: str | None = None,
    populations: Populations | None = None,
    authorities: tuple[str, ...] | None = None,
) -> list[Figure]:
    """The figures of measures in periods, by measure, period and value of `by`, in that order.

    `as_at`: what is loaded of later days is left out. `populations` are children under 18, for rates.
    """
    chosen = _Chosen(Chooser(held, as_at, columns_of, by=by, authorities=authorities), measures, periods)
    within = _hand_over(engine, held, chosen, periods, authorities)
    figures: list[Figure] = []
    for measure in measures:
        figures += _figures(engine, measure, periods, chosen, by, populations or {}, within)
    return figures


def list_behind(
    engine: Engine,
    held: Held,
    measure: Measure,
    period: Period,
    *,
    as_at: date,
    by: By | None = None,
    carrying: str | None = None,
    authorities: tuple[str, ...] | None = None,
) -> list[Counted]:
    """The rows behind one figure, also those that do not count in the numerator; none without a figure.

    With `carrying` they are of a source that carries this dimension, as for figures split by it.
    """
    dimension = by.dimension if by else carrying
    chooser = Chooser(held, as_at, columns_of, by=dimension, authorities=authorities)
    chosen = _Chosen(chooser, [measure], [period])
    choice = chosen.of(measure, period)
    if choice.way is None or choice.source is None:
        return []
    _hand_over(engine, held, chosen, [period], authorities)
    sql = rows_sql(engine.name, measure.code, measure.ways.index(choice.way), choice.source)
    nothing: dict[str, Any] = dict.fromkeys(field.name for field in fields(Counted))
    found = [
        Counted(**{name: value for name, value in (nothing | row).items() if name in nothing})
        for row in engine.named(sql)
        if by is None or row[by.dimension] == by.value
    ]
    return sorted(found, key=lambda row: (row.authority, row.child, row.load, row.row))


class _Chosen:
    """Which way and source speak for each measure and period."""

    def __init__(self, chooser: Chooser, measures: Iterable[Measure], periods: Iterable[Period]) -> None:
        self.as_at = chooser.as_at
        self._choices = {
            (measure.code, period): chooser.choose(measure, period)
            for measure, period in product(measures, periods)
        }

    def of(self, measure: Measure, period: Period) -> Choice:
        return self._choices[measure.code, period]

    def items(self) -> Iterable[tuple[Period, Choice]]:
        return ((period, choice) for (_, period), choice in self._choices.items())


def _hand_over(
    engine: Engine,
    held: Held,
    chosen: _Chosen,
    periods: Sequence[Period],
    authorities: tuple[str, ...] | None,
) -> dict[str, frozenset[str]]:
    """Give the engine what the chosen ways read, each table once. Returns each table's authorities."""
    # Table in the engine: table, source, the columns that any way asks for, and the snapshots by period.
    wanted: dict[str, tuple[str, Source, dict[str, None], dict[Period | None, date]]] = {}
    for period, choice in chosen.items():
        if choice.way is None or choice.source is None:
            continue
        for table in choice.way.needs:
            name = table_name(choice.source, table, choice.way)
            _, _, columns, days = wanted.setdefault(name, (table, choice.source, {}, {}))
            columns.update(dict.fromkeys(choice.way.columns(table)))
            stood = choice.way.stood(table)
            days[period if stood else None] = choice.as_at if stood else chosen.as_at
    within: dict[str, frozenset[str]] = {}
    for name, (table, source, columns, days) in wanted.items():
        parts = [
            (
                at,
                held.table(
                    table,
                    source=source,
                    as_at=day,
                    columns=tuple(columns),
                    authorities=authorities,
                    days=(at.last_day, day) if at else None,
                ),
            )
            for at, day in days.items()
        ]
        rows = pa.concat_tables([part if at is None else _of(part, at) for at, part in parts])
        within[name] = frozenset(pc.unique(rows["authority"]).to_pylist())
        engine.put(name, rows)
    engine.put(PERIODS, period_table(periods))
    engine.put(CALENDAR, calendar_table())
    return within


def _of(rows: pa.Table, period: Period) -> pa.Table:
    return rows.append_column("period", pa.array([str(period)] * rows.num_rows, pa.string()))


def _figures(
    engine: Engine,
    measure: Measure,
    periods: Sequence[Period],
    chosen: _Chosen,
    by: str | None,
    populations: Populations,
    within: Mapping[str, frozenset[str]],
) -> list[Figure]:
    figures: list[Figure] = []
    sums: dict[tuple[int, Source], Sums] = {}
    for period in periods:
        choice = chosen.of(measure, period)
        if choice.way is None or choice.source is None:
            figures.append(Figure(measure.code, period, why=choice.why))
            continue
        key = measure.ways.index(choice.way), choice.source
        if key not in sums:
            sums[key] = _sums(engine, measure, *key, by)
        there = frozenset[str]().union(
            *(within[table_name(choice.source, table, choice.way)] for table in choice.way.needs)
        )
        for value in (
            sorted({value for _, value in sums[key]}, key=lambda value: value or "") if by else [None]
        ):
            counted = sums[key].get((str(period), value), (0, 0))
            population = None
            if measure.unit is Unit.RATE and by in (None, "authority"):
                population = population_on(populations, {value} if value else set(there), period)
            split = By(by, value) if by else None
            figures.append(figure(measure, period, counted, choice.source, by=split, population=population))
    return figures


def _sums(engine: Engine, measure: Measure, way: int, source: Source, by: str | None) -> Sums:
    return {
        (row["period"], row[by] if by else None): (int(row["numerator"]), int(row["denominator"]))
        for row in engine.named(sums_sql(engine.name, measure, way, source, by))
    }


def sums_sql(engine: str, measure: Measure, way: int, source: Source, by: str | None) -> str:
    """The SQL of the sums of a way's rows, by period and by a column of the rows."""
    groups = ", ".join(["period", by] if by else ["period"])
    counts = "SUM(numerator) AS numerator, SUM(denominator) AS denominator"
    rows = rows_sql(engine, measure.code, way, source)
    return f"SELECT {groups}, {counts} FROM ({rows}) AS counted GROUP BY {groups}"


@cache
def rows_sql(engine: str, code: str, way: int, source: Source) -> str:
    """The SQL of the rows that a way counts from a source: what is summed, and the list behind the figure.

    Building and compiling an expression takes some ten milliseconds, so each is done once in a process.
    """
    return sql_for(engine, counted_rows(MEASURES[code].ways[way], source))


@cache
def columns_of(code: str, way: int, source: Source) -> frozenset[str]:
    """The columns of the rows that a way counts: who held the case is among them where all of them say."""
    return frozenset(counted_rows(MEASURES[code].ways[way], source).columns)


def counted_rows(way: Way, source: Source) -> Expression:
    """The whole expression of a way over a source: a row for each thing counted, by period."""
    return way.count(Tables(way, source), period_expression())
