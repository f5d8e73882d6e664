"""What the alerts of a quarter say, as evidence of practice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import NAMESPACE_URL, UUID, uuid5

import rules
from django.urls import reverse

from goldenthread.apps.alerts.figures import Quarter, quarters
from goldenthread.apps.evidence.kinds import Choice, EvidenceKind, NothingSaid, Said
from goldenthread.apps.people.models import Person
from goldenthread.rulebook.periods import Period, PeriodKind

_FIRST_YEAR = 2010


def _id(period: Period) -> UUID:
    """A quarter has no row of its own: its id is made from its name, always the same."""
    return uuid5(NAMESPACE_URL, f"alerts/{period}")


def _period(uuid: UUID) -> Period | None:
    """The quarter of an id: there are some hundred, so they are tried."""
    for year in range(_FIRST_YEAR, _FIRST_YEAR + 40):
        for month in (1, 4, 7, 10):
            period = Period.containing(PeriodKind.FINANCIAL_QUARTER, date(year, month, 1))
            if _id(period) == uuid:
                return period
    return None


def choices(person: Person, today: date) -> Sequence[Choice]:
    """Each quarter of the last three years in which an alert was raised or resolved."""
    if not rules.has_perm("alerts.see_numbers", person):
        return []
    return [
        Choice(_id(one.period), str(one.period), f"Practice alerts, {one.period}")
        for one in quarters(today, number=12)
        if one
    ]


def say(uuid: UUID, at: str, as_at: date, known_at: datetime | None) -> Said:
    """What the quarter says, as far as was known.

    Raises NothingSaid for a quarter that had not begun by the day, and for one without anything.
    """
    period = _period(uuid)
    if period is None:
        raise NothingSaid("There is no such quarter.")
    if period.start > as_at:
        raise NothingSaid(f"{period} had not begun by then.")
    listed = quarters(as_at, number=60, known_at=known_at)
    one = next((found for found in listed if found.period == period), None)
    if not one:
        raise NothingSaid(f"No alert was raised in {period}.")
    version = f"{period}/{len(one.raised)}/{len(one.resolved)}"
    return Said(
        title=f"Practice alerts, {period}",
        effective_on=min(period.last_day, as_at),
        period=str(period),
        finding=_finding(one),
        sample=f"{len(one.raised)} alerts raised, {len(one.resolved)} resolved",
        figures=(
            ("Alerts raised", str(len(one.raised)), version),
            ("Resolved informally", str(one.informally), version),
            ("Resolved formally", str(one.formally), version),
            ("Median working days to resolve", one.median_words, version),
        ),
        href=reverse("alerts:quarter", args=[one.slug]),
    )


def _finding(one: Quarter) -> str:
    taken = "" if one.median_days is None else f" Half were resolved within {one.median_words} working days."
    return f"{one.informally} resolved informally, {one.formally} formally.{taken}"


ALERTS = EvidenceKind("practice_alerts", "Practice alerts", "audit", _period, choices, say)
