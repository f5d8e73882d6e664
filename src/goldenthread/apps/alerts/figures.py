"""What a quarter's alerts say in numbers, as leaders and a board read them: never an alert by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from goldenthread.apps.alerts.queries import AlertShown, alerts
from goldenthread.rulebook.complaints import shown_counts
from goldenthread.rulebook.periods import Period, PeriodKind


@dataclass(frozen=True)
class Quarter:
    """Alerts and good-practice notices raised in a quarter, and the alerts resolved in it."""

    period: Period
    raised: tuple[AlertShown, ...]
    good: tuple[AlertShown, ...]
    resolved: tuple[AlertShown, ...]

    def __bool__(self) -> bool:
        return bool(self.raised or self.good or self.resolved)

    @property
    def slug(self) -> str:
        """Its part of an address: 2018-19-q1."""
        return str(self.period).lower().replace(" ", "-")

    @property
    def formally(self) -> int:
        return sum(one.formal for one in self.resolved)

    @property
    def informally(self) -> int:
        return len(self.resolved) - self.formally

    @property
    def median_days(self) -> float | None:
        """The middle of the working days that the resolved took; None where none was."""
        taken = [one.days_taken for one in self.resolved if one.days_taken is not None]
        return median(taken) if taken else None

    @property
    def median_words(self) -> str:
        return "None resolved" if self.median_days is None else f"{self.median_days:g}"

    @property
    def by_kind(self) -> list[tuple[str, str]]:
        return _counts(one.alert.kind.name for one in self.raised)

    @property
    def by_service(self) -> list[tuple[str, str]]:
        return _counts(one.alert.service for one in self.raised)


def _counts(labels: Iterable[str]) -> list[tuple[str, str]]:
    """How many of each in words, those below the threshold hidden (CMP-6)."""
    return list(shown_counts(Counter(labels)))


def quarter(period: Period, today: date) -> Quarter:
    """A quarter, or any period, in numbers."""
    return _quarter(period, alerts(today))


def quarters(today: date, *, number: int = 8, known_at: datetime | None = None) -> list[Quarter]:
    """The last quarters up to the day's own, the newest first, as far as was known."""
    every, found = alerts(today, known_at=known_at), list[Quarter]()
    period = Period.containing(PeriodKind.FINANCIAL_QUARTER, today)
    for _ in range(number):
        found.append(_quarter(period, every))
        period = period.previous()
    while len(found) > 1 and not found[-1]:
        found.pop()
    return found


def _quarter(period: Period, every: Iterable[AlertShown]) -> Quarter:
    every = list(every)
    raised = [one for one in every if one.alert.raised_on in period]
    return Quarter(
        period,
        tuple(one for one in raised if one.steps),
        tuple(one for one in raised if not one.steps),
        tuple(one for one in every if one.alert.resolved_on and one.alert.resolved_on in period),
    )
