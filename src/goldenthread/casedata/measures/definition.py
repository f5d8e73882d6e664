"""What a measure is: its words, what it needs from which source, and the expression that counts it.

A measure's function takes tables and periods and gives one row for each thing counted, with the period, the
child, and a whole numerator and denominator. The same rows are the list behind the figure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from goldenthread.casedata.sources import Source
from goldenthread.casedata.tables import EVERYWHERE, STAFF, TABLES

# Ibis gives its expressions no types that a checker could follow. It takes most of a second to import, and is
# imported where an expression is made: who only reads definitions does not wait for it.
Expression = Any


class Unit(StrEnum):
    """What a figure is in. The words are printed after it."""

    COUNT = "count"
    PERCENT = "percent"
    RATE = "per 10,000"
    DAYS = "days"


class Looks(StrEnum):
    """Which days a figure is about, so which days its source must cover."""

    PERIOD = "the period"
    END = "the last day of the period"
    YEAR = "the 12 months to the end of the period"
    YEAR_BEFORE = "the period and the 12 months before it"
    THIRTY_MONTHS = "the 30 months to the end of the period"
    MARCH = "a year to 31 March that ends with the period"


@dataclass(frozen=True)
class Way:
    """One way to count a measure: the columns it needs, from which sources, over which days.

    `as_it_stood`: the columns say how things stood on the snapshot's day, so each period is counted from the
    snapshot of its own end. `note` says in words what is particular to this way.
    """

    needs: Mapping[str, tuple[str, ...]]
    sources: tuple[Source, ...]
    looks: Looks
    count: Callable[[Tables, Expression], Expression]
    as_it_stood: bool = False
    note: str = ""

    def stood(self, table: str) -> bool:
        """Whether it reads a table as it stood at each period's end. Who somebody is does not change."""
        return self.as_it_stood and table != "children"

    def columns(self, table: str) -> tuple[str, ...]:
        """The columns to read of a table: what is needed, and who holds the case where the table says."""
        own = TABLES[table].own
        staff = tuple(name for name in STAFF if name in own and name not in self.needs[table])
        return (*EVERYWHERE, *self.needs[table], *staff)


@dataclass(frozen=True)
class Measure:
    """A measure: a code, its definition in words, and its ways, the first that is possible being taken.

    `over` is what a rate is of: children under 18, from the populations that the caller has.
    """

    code: str
    title: str
    unit: Unit
    numerator: str
    denominator: str = ""
    exclusions: str = ""
    basis: str = ""
    ways: list[Way] = field(default_factory=list)

    def counted_by(
        self,
        *,
        sources: tuple[Source, ...],
        needs: Mapping[str, tuple[str, ...]],
        looks: Looks,
        as_it_stood: bool = False,
        note: str = "",
    ) -> Callable[[Callable[[Tables, Expression], Expression]], Measure]:
        """Add a way to count it, after those that it has."""
        for table, columns in needs.items():
            if unknown := set(columns) - TABLES[table].columns.keys():
                raise ValueError(f"{self.code}: {table} has no column {', '.join(sorted(unknown))}")

        def add(count: Callable[[Tables, Expression], Expression]) -> Measure:
            self.ways.append(Way(needs, sources, looks, count, as_it_stood, note))
            return self

        return add

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source that can carry it, the preferred first."""
        return tuple(dict.fromkeys(source for way in self.ways for source in way.sources))


MEASURES: dict[str, Measure] = {}


def measure(
    code: str, *, title: str, unit: Unit, numerator: str, denominator: str = "", exclusions: str = "",
    basis: str = "",
) -> Measure:  # fmt: skip
    """Define a measure and enter it in `MEASURES`; `counted_by` then says how. Raises for a code taken."""
    if code in MEASURES:
        raise ValueError(f"There is a measure {code} already")
    MEASURES[code] = Measure(code, title, unit, numerator, denominator, exclusions, basis)
    return MEASURES[code]


class Tables:
    """The tables that a way asked for, as Ibis tables with the columns it asked for and no others."""

    def __init__(self, way: Way, source: Source) -> None:
        self._way = way
        self._source = source

    def __getattr__(self, name: str) -> Expression:
        import ibis

        if name not in self._way.needs:
            raise AttributeError(f"The table {name} is not among what this way needs")
        kinds = TABLES[name].columns
        schema = {column: str(kinds[column]) for column in self._way.columns(name)} | {"load": "string"}
        if self._way.stood(name):
            schema["period"] = "string"
        return ibis.table(schema, name=table_name(self._source, name, self._way))

    @property
    def calendar(self) -> Expression:
        """Each `day` with its number among `working` days, counted from the calendar's first."""
        import ibis

        return ibis.table({"day": "date", "working": "int64"}, name=CALENDAR)


CALENDAR = "calendar"
PERIODS = "periods"


def table_name(source: Source, table: str, way: Way) -> str:
    """An engine's name for a table of a source; another where it holds each period's own snapshot."""
    return f"{source}_{table}_as_it_stood" if way.stood(table) else f"{source}_{table}"
