"""What complaints of a quarter taught, as evidence from children and families."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import NAMESPACE_URL, UUID, uuid5

import rules
from django.urls import reverse

from goldenthread.apps.evidence.kinds import Choice, EvidenceKind, NothingSaid, Said
from goldenthread.apps.feedback.figures import Quarter, quarters
from goldenthread.apps.people.models import Person
from goldenthread.rulebook.periods import Period, PeriodKind

_FIRST_YEAR = 2010


def _id(period: Period) -> UUID:
    """A quarter has no row of its own: its id is made from its name, always the same."""
    return uuid5(NAMESPACE_URL, f"feedback/{period}")


def _period(uuid: UUID) -> Period | None:
    """The quarter of an id: there are some hundred, so they are tried."""
    for year in range(_FIRST_YEAR, _FIRST_YEAR + 40):
        for month in (1, 4, 7, 10):
            period = Period.containing(PeriodKind.FINANCIAL_QUARTER, date(year, month, 1))
            if _id(period) == uuid:
                return period
    return None


def choices(person: Person, today: date) -> Sequence[Choice]:
    """Each quarter of the last three years in which something was received or answered."""
    if not rules.has_perm("feedback.see_numbers", person):
        return []
    return [
        Choice(_id(one.period), str(one.period), f"Complaints and compliments, {one.period}")
        for one in quarters(today, number=12)
        if one.received or one.stages or one.compliments
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
    one = next(
        (found for found in quarters(as_at, number=60, known_at=known_at) if found.period == period), None
    )
    if one is None or not (one.received or one.stages or one.compliments):
        raise NothingSaid(f"Nothing was received in {period}.")
    return Said(
        title=f"Complaints and compliments, {period}",
        effective_on=min(period.last_day, as_at),
        period=str(period),
        finding=_finding(one),
        sample=f"{len(one.received)} complaints, {len(one.compliments)} compliments",
        figures=(("Answered on time", one.share_words, f"{period}/{one.on_time}/{one.counted}"),),
        href=reverse("feedback:quarter", args=[one.slug]),
    )


def _finding(one: Quarter) -> str:
    """The learning itself; without any, what was answered on time."""
    taught = " ".join(f"{learned.text.rstrip('.')}." for learned in one.learned)
    return f"Answered on time: {one.share_words}. {taught}".strip()


COMPLAINTS = EvidenceKind(
    "complaints", "Complaints and compliments", "children_and_families", _period, choices, say
)
