"""Which way and source speak for a measure in a period, or why none does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial
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
        columns: Iterable[str] | None = None,
        authorities: Iterable[str] | None = None,
        days: tuple[date, date] | None = None,
    ) -> pa.Table:
        """The rows that speak, with these columns and the `load` of each.

        With `days` (first and last): at least those whose `until` day is one of them, and the open spells.
        """

    def gives(
        self,
        name: str,
        source: Source,
        as_at: date,
        *,
        authorities: Iterable[str] | None = None,
        days: tuple[date, date] | None = None,
    ) -> frozenset[str]:
        """The columns that the source carries: always, or over these days."""

    def covers(
        self, name: str, source: Source, as_at: date, *, authorities: Iterable[str] | None = None
    ) -> tuple[date, date] | None:
        """The first and the last day that are covered without a break; None when nothing is held."""


@dataclass(frozen=True)
class Choice:
    """The way and the source that speak for a period, as at a day; or `why` none does."""

    way: Way | None = None
    source: Source | None = None
    as_at: date = date.min
    why: str = ""


class Chooser:
    """Chooses for measures and periods, asking once for what a source carries and covers."""

    def __init__(
        self,
        held: Held,
        as_at: date,
        columns: Callable[[str, int, Source], frozenset[str]],
        *,
        by: str | None = None,
        authorities: tuple[str, ...] | None = None,
    ) -> None:
        """`columns` says which a measure's rows have, by its code, the number of the way and the source."""
        self.as_at = as_at
        self._columns = columns
        self._by = by if by not in EVERYWHERE else None
        self._gives = cache(partial(held.gives, authorities=authorities))
        self._covers = cache(partial(held.covers, authorities=authorities))

    def choose(self, measure: Measure, period: Period) -> Choice:
        """The first way and source that carry what is needed and cover the days that count."""
        reasons: dict[str, None] = {}
        for number, way in enumerate(measure.ways):
            as_at = self.as_at
            if way.as_it_stood:
                as_at = min(as_at, period.last_day + timedelta(days=DAYS_AFTER))
            for source in way.sources:
                if why := self._refused(way, source, as_at, period):
                    reasons[why] = None
                elif self._by and self._by not in self._columns(measure.code, number, source):
                    reasons[f"It cannot be split by {self._by}: not all that it counts says which."] = None
                else:
                    return Choice(way, source, as_at)
        return Choice(why=" ".join(reasons))

    def _refused(self, way: Way, source: Source, as_at: date, period: Period) -> str:
        """Why a source gives no figure; nothing when it does."""
        days = window(way.looks, period)
        for table in way.needs:
            covered = self._covers(table, source, as_at)
            if covered is None:
                return f"No load of {NAMES[source]} has {_words(table)}."
            if not (covered[0] <= days[0] and days[1] <= covered[1]):
                return (
                    f"{NAMES[source]} covers {in_words(covered[0])} to {in_words(covered[1])} "
                    f"for {_words(table)}, and not {_days(*days)}."
                )
        if way.looks is Looks.MARCH and (period.end.month, period.end.day) != (4, 1):
            return f"{NAMES[source]} says how it stands on 31 March only."
        for table, columns in way.needs.items():
            if lacking := self._lacking(table, columns, source, as_at, days):
                return f"{NAMES[source]} has no {' and no '.join(map(_words, lacking))} for {_words(table)}."
        if self._by and not any(
            self._by in way.columns(table) and not self._lacking(table, (self._by,), source, as_at, days)
            for table in way.needs
        ):
            return f"{NAMES[source]} does not say which {self._by}."
        return ""

    def _lacking(
        self, table: str, columns: Iterable[str], source: Source, as_at: date, days: tuple[date, date]
    ) -> list[str]:
        # Most loads carry all that they could; only where one does not do the days matter.
        always = self._gives(table, source, as_at)
        if always.issuperset(columns):
            return []
        return [name for name in columns if name not in self._gives(table, source, as_at, days=days)]


def window(looks: Looks, period: Period) -> tuple[date, date]:
    """The first and the last day that a source must cover for a period."""
    first: Mapping[Looks, date] = {
        Looks.PERIOD: period.start,
        Looks.END: period.last_day,
        Looks.YEAR: add_months(period.end, -12),
        Looks.YEAR_BEFORE: add_months(period.start, -12),
        Looks.THIRTY_MONTHS: add_months(period.end, -30),
        Looks.MARCH: period.last_day,
    }
    return first[looks], period.last_day


def _days(first: date, last: date) -> str:
    return in_words(first) if first == last else f"all of {in_words(first)} to {in_words(last)}"


def _words(name: str) -> str:
    return name.replace("_", " ")
