"""The days that are made, the quarters whose rates are published, and chance in streams of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from goldenthread.casedata.making.rows import Array, Days, day, texts
from goldenthread.rulebook.workdays import add_months

FINANCIAL_YEAR_BEGINS = 4
# The front door is simulated from this many years before the first day asked for, so that who is open then
# came from somewhere; care and plans, which last for a childhood, from longer ago.
LEAD_IN, CHILDHOOD = 4, 17


@dataclass(frozen=True)
class Span:
    """From `starts` until `ends`, both days included; `scale` 1 is a council of about 76,000 children."""

    starts: date
    ends: date
    scale: float = 1.0

    @cached_property
    def reference_year(self) -> date:
        """1 April of the last financial year that is over at the end: it has the published rates."""
        ended = self.ends + timedelta(days=1)
        return date(ended.year - (1 if ended.month >= FINANCIAL_YEAR_BEGINS else 2), FINANCIAL_YEAR_BEGINS, 1)

    @property
    def front_door_from(self) -> date:
        return add_months(self.starts, -12 * LEAD_IN)

    @property
    def childhood_from(self) -> date:
        return add_months(self.starts, -12 * CHILDHOOD)

    def by_quarter(self, days: Days, rates: Sequence[float], otherwise: float, after: float = -1.0) -> Array:
        """The rate of the day's quarter in the reference year; `otherwise` before it, `after` behind it."""
        month = days.astype("M8[M]").astype("int64")
        quarter = (month - day(self.reference_year).astype("M8[M]").astype("int64")) // 3
        rate = np.array(rates)[np.clip(quarter, 0, 3)]
        rate = np.where(quarter < 0, otherwise, rate)
        return np.where(quarter > 3, otherwise if after < 0 else after, rate)

    def year_of(self, days: Days) -> Array:
        """Financial years after the reference year: 0 for it, -1 for the one before."""
        month = days.astype("M8[M]").astype("int64")
        return np.asarray((month - day(self.reference_year).astype("M8[M]").astype("int64")) // 12)


@dataclass(frozen=True)
class Place:
    """One made-up council: its number, its seed and its teams."""

    number: int
    seed: int
    span: Span

    @property
    def name(self) -> str:
        return f"Made-up council {self.number}"

    def chance(self, part: str) -> np.random.Generator:
        """A stream for one part of the work, so that a change in one part leaves the others as they were."""
        words = [self.seed, self.number, *part.encode()]
        return np.random.Generator(np.random.PCG64(np.random.SeedSequence(words)))


def share(random: np.random.Generator, rate: Array) -> Array:
    """True for this share of rows, evenly spread: of any stretch of rows the share is near the rate."""
    counted = np.cumsum(rate) + random.random()
    return np.diff(np.floor(counted), prepend=np.floor(counted[:1] - rate[:1])) > 0


def spread(random: np.random.Generator, start: date, end: date, a_year: float) -> Days:
    """Days from `start` until `end`, both included, at a yearly rate; in order."""
    length = (end - start).days + 1
    number = random.poisson(a_year * length / 365.25)
    days: Days = np.sort(day(start) + random.integers(0, max(length, 1), number).astype("m8[D]"))
    return days


def staff(
    random: np.random.Generator, team: tuple[str, int], first: int, number: Array, scale: float, workers: int
) -> tuple[Array, Array]:
    """The names of the team of this number (taken round) and of one of its workers, for each."""
    name, many = team[0], max(1, round(team[1] * min(scale, 1.0)))
    index = number % many
    worker = first + index * workers + random.integers(0, workers, len(number))
    teams = texts(f"{name} {n + 1}" for n in range(many))
    return teams[index], texts(f"Worker {n}" for n in worker)
