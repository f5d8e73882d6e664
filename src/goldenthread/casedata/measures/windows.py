"""Which way and source speak for a measure in a period, or why none does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol

import pyarrow as pa

from goldenthread.casedata.measures.definition import Looks, Measure, Way
from goldenthread.casedata.sources import NAMES, Source
from goldenthread.casedata.tables import EVERYWHERE
from goldenthread.rulebook.calendar_words import in_words
from goldenthread.rulebook.period_kinds import Period
from goldenthread.rulebook.workdays import add_months

# A snapshot may be taken so many days after a period and still say how things stood at its end.
DAYS_AFTER = 14


class Held(Protocol):
    """What is held of case data: the store, or tables made for a test."""

    def table(
        self,
        name: str,
        *,
        source: Source,
        as_at: date,
        columns: tuple[str, ...],
        authorities: tuple[str, ...] | None,
    ) -> pa.Table:
        """The rows that speak, with these columns and the `load` of each."""

    def gives(self, name: str, source: Source, as_at: date) -> frozenset[str]:
        """The columns that the source carries."""

    def covers(self, name: str, source: Source, as_at: date) -> tuple[date, date] | None:
        """The first and the last day that are covered without a break; None when nothing is held."""


@dataclass(frozen=True)
class Choice:
    """The way and the source that speak for a period, as at a day; or `why` none does."""

    way: Way | None = None
    source: Source | None = None
    as_at: date = date.min
    why: str = ""


@dataclass
class Chooser:
    """Chooses for measures and periods, asking once for what a source carries and covers."""

    held: Held
    as_at: date
    _gives: dict[tuple[str, Source, date], frozenset[str]] = field(default_factory=dict)
    _covers: dict[tuple[str, Source, date], tuple[date, date] | None] = field(default_factory=dict)

    def choose(self, measure: Measure, period: Period, by: str | None) -> Choice:
        """The first way and source that carry what is needed and cover the days that count."""
        reasons: dict[str, None] = {}
        absent: dict[str, None] = {}
        for way in measure.ways:
            as_at = (
                min(self.as_at, period.last_day + timedelta(days=DAYS_AFTER))
                if way.as_it_stood
                else self.as_at
            )
            for source in way.sources:
                if any(self.covers(table, source, as_at) is None for table in way.needs):
                    absent[NAMES[source]] = None
                elif why := self._refused(way, source, as_at, period, by):
                    reasons[why] = None
                else:
                    return Choice(way, source, as_at)
        if not reasons:
            return Choice(why=f"Nothing is loaded that carries it: {', '.join(absent)}.")
        return Choice(why=" ".join(reasons))

    def _refused(self, way: Way, source: Source, as_at: date, period: Period, by: str | None) -> str:
        for table, columns in way.needs.items():
            given = self.gives(table, source, as_at)
            if lacking := [name for name in columns if name not in given]:
                return f"{NAMES[source]} has no {_listed(lacking)} for {_words(table)}."
        if (
            by is not None
            and by not in EVERYWHERE
            and not any(
                by in way.columns(table) and by in self.gives(table, source, as_at) for table in way.needs
            )
        ):
            return f"{NAMES[source]} does not say which {by} it was."
        first, last = window(way.looks, period)
        for table in way.needs:
            covered = self.covers(table, source, as_at)
            if covered is not None and not (covered[0] <= first and last <= covered[1]):
                return (
                    f"{NAMES[source]} covers {in_words(covered[0])} to {in_words(covered[1])} "
                    f"for {_words(table)}, and not all of {in_words(first)} to {in_words(last)}."
                )
        return ""

    def gives(self, table: str, source: Source, as_at: date) -> frozenset[str]:
        key = table, source, as_at
        if key not in self._gives:
            self._gives[key] = self.held.gives(*key)
        return self._gives[key]

    def covers(self, table: str, source: Source, as_at: date) -> tuple[date, date] | None:
        key = table, source, as_at
        if key not in self._covers:
            self._covers[key] = self.held.covers(*key)
        return self._covers[key]


def window(looks: Looks, period: Period) -> tuple[date, date]:
    """The first and the last day that a source must cover for a period."""
    first: Mapping[Looks, date] = {
        Looks.PERIOD: period.start,
        Looks.END: period.last_day,
        Looks.YEAR: add_months(period.end, -12),
        Looks.YEAR_BEFORE: add_months(period.start, -12),
        Looks.TWO_YEARS: add_months(period.end, -24),
    }
    return first[looks], period.last_day


def _words(name: str) -> str:
    return name.replace("_", " ")


def _listed(names: list[str]) -> str:
    return " and no ".join(_words(name) for name in names)
