"""A measure as a page explains it: its words, what each way needs, and the code that counts."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass

from goldenthread.casedata.measures.computing import rows_sql
from goldenthread.casedata.measures.definition import MEASURES, Way
from goldenthread.casedata.measures.windows import DAYS_AFTER
from goldenthread.casedata.sources import NAMES


@dataclass(frozen=True)
class WayExplained:
    """One way to count a measure. `code` is the function that counts; `needs` the columns by table."""

    sources: tuple[str, ...]
    needs: Mapping[str, tuple[str, ...]]
    days: str
    note: str
    code: str


@dataclass(frozen=True)
class Definition:
    """All that is said of a measure. Empty words: there is nothing to say."""

    code: str
    title: str
    unit: str
    numerator: str
    denominator: str
    exclusions: str
    basis: str
    ways: tuple[WayExplained, ...]


def definition(code: str) -> Definition:
    """What a measure is. Raises KeyError for a code that none has."""
    measure = MEASURES[code]
    return Definition(
        code=code,
        title=measure.title,
        unit=measure.unit,
        numerator=measure.numerator,
        denominator=measure.denominator,
        exclusions=measure.exclusions,
        basis=measure.basis,
        ways=tuple(_explained(way) for way in measure.ways),
    )


def sql_of(code: str, way: int = 0, engine: str = "duckdb") -> str:
    """The SQL that an engine runs for a way's rows, over its first source."""
    return rows_sql(engine, code, way, MEASURES[code].ways[way].sources[0])


def days_in_words(way: Way) -> str:
    """Which days a way is about, and where it needs a snapshot of its own for each period."""
    if way.as_it_stood:
        return f"{way.looks}, from a snapshot of that day or up to {DAYS_AFTER} days after it"
    return str(way.looks)


def _explained(way: Way) -> WayExplained:
    return WayExplained(
        sources=tuple(NAMES[source] for source in way.sources),
        needs=way.needs,
        days=days_in_words(way),
        note=way.note,
        code=inspect.getsource(way.count),
    )
