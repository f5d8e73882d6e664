"""Which day, or which instant, a tracker is looked at."""

from __future__ import annotations

from datetime import date, datetime

from django.http import HttpRequest
from django.utils import timezone

from goldenthread.apps.localtrackers.defined import Definition
from goldenthread.rulebook.limits import HOURS


def as_at_of(definition: Definition, request: HttpRequest) -> date | datetime:
    """The request's day; for a clock in hours its instant, as London's clocks show it."""
    clock = definition.clock
    if clock is not None and clock.limits[-1].unit is HOURS:
        return timezone.localtime(request.now).replace(tzinfo=None)
    day: date = request.today
    return day
