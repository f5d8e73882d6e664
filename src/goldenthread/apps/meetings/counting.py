"""How the council counts clear days: the choice, and who made it."""

from __future__ import annotations

from datetime import datetime, time

from django.db import transaction

from goldenthread.apps.meetings.models import CountingChoice
from goldenthread.apps.people.models import Council, Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.notices import STRICTEST, Counting


def counting_chosen() -> Counting:
    """As the council counts now; the strictest reading where nobody has chosen."""
    choice = CountingChoice.objects.last()
    return choice.counting if choice else STRICTEST


@transaction.atomic
def choose_counting(
    *, exclude_weekends: bool, exclude_bank_holidays: bool, cut_off: time | None, reason: str,
    by: Person | None, at: datetime,
) -> CountingChoice:  # fmt: skip
    """Say how clear days are counted from now on. Refused without a reason, and where nothing changes."""
    council = Council.objects.select_for_update().first()
    reason = reason.strip()
    if not reason:
        raise Refused("Say where the council decided this.", field="reason")
    before, now = counting_chosen(), Counting(exclude_weekends, exclude_bank_holidays, cut_off)
    if CountingChoice.objects.exists() and now == before:
        raise Refused("Clear days are counted so already.")
    choice = CountingChoice.objects.create(
        exclude_weekends=exclude_weekends, exclude_bank_holidays=exclude_bank_holidays, cut_off=cut_off,
        reason=reason, decided_by=by, recorded_at=at,
    )  # fmt: skip
    record("meetings.counting_chosen", by=by, at=at, on=[council] if council else [], why=reason,
           before={"counting": _plain(before)}, after={"counting": _plain(now)})  # fmt: skip
    return choice


def _plain(counting: Counting) -> str:
    cut_off = f", cut-off {counting.cut_off:%H:%M}" if counting.cut_off else ""
    return f"{counting.words}{cut_off}"
