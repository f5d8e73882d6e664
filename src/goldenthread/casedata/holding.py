"""Which load speaks for which day (docs/decisions/0025, 5). Plain functions of days; no rows, no files.

A load covers the days from its start of cover. For each day, the newest load whose cover begins on it or
before speaks: the newest by its own day, and of one day by when it was recorded. So a load speaks for one
run of days, from its start of cover to the first day that any newer load covers. An open spell, which has no
`until` day, comes after every day: the newest load of all speaks for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.casedata.sources import Source
from goldenthread.rulebook.workdays import add_months

NEWEST_ROW = frozenset({"children"})
"""Tables of who somebody is: a child who is in no newer load still is who the last load said."""
YEAR_LISTS = frozenset({"adoptions", "adopters"})
"""Annex A's lists 10 and 11, which go back twelve months and not six."""
APRIL, JANUARY = 4, 1


@dataclass(frozen=True)
class Cover:
    """What a load says of itself for one table: its first day, its own day, when it was recorded."""

    load: str
    starts: date
    day: date
    recorded: datetime

    @property
    def age(self) -> tuple[date, datetime, str]:
        """Sorts from the oldest load to the newest."""
        return self.day, self.recorded, self.load


@dataclass(frozen=True)
class Span:
    """The days for which a load speaks: from `starts` to before `ends`; no end, and open spells, if None."""

    load: str
    starts: date
    ends: date | None

    def holds(self, until: date | None) -> bool:
        """Whether a row of this `until` day belongs to the load."""
        if until is None:
            return self.ends is None
        return self.starts <= until and (self.ends is None or until < self.ends)

    def reaches(self, first: date, last: date) -> bool:
        """Whether it speaks for any of these days, both ends included."""
        return self.starts <= last and (self.ends is None or self.ends > first)


def spans(covers: Iterable[Cover]) -> list[Span]:
    """What each load of a source, authority and table speaks for, oldest first; silent ones left out."""
    found: list[Span] = []
    covered_by_newer: date | None = None
    for cover in sorted(covers, key=lambda cover: cover.age, reverse=True):
        if covered_by_newer is None or cover.starts < covered_by_newer:
            found.append(Span(cover.load, cover.starts, covered_by_newer))
            covered_by_newer = cover.starts
    return found[::-1]


def unbroken(covers: Iterable[Cover]) -> tuple[date, date] | None:
    """The first and the last day of the unbroken cover that ends with the newest load."""
    newest_first = sorted(covers, key=lambda cover: cover.age, reverse=True)
    if not newest_first:
        return None
    first, last = newest_first[0].starts, newest_first[0].day
    for cover in newest_first[1:]:
        if (first - cover.day).days <= 1:
            first = min(first, cover.starts)
    return first, last


def covers_from(source: Source, table: str, snapshot_on: date) -> date:
    """The first day that a source covers, where nobody says otherwise.

    Annex A: six months before its day, twelve for adoption. The census and the 903 return: 1 April of their
    year. SEN2, whose day is in January: 1 January of the year before (of the day a month earlier). Annex A
    for area SEND lists what stands on its day, and no more.
    """
    if source is Source.ANNEX_A:
        return add_months(snapshot_on, -12 if table in YEAR_LISTS else -6)
    if source is Source.ANNEX_A_SEND:
        return snapshot_on
    if source is Source.SEN2:
        return date(add_months(snapshot_on, -1).year, JANUARY, 1)
    year = snapshot_on.year - (snapshot_on.month < APRIL)
    return date(year, APRIL, 1)
