"""The one place that reads the clock.

`now` is the instant at which something is recorded (UTC). `today` is the council's day, on which things fall
due (Europe/London). A demonstration council's clock was set back when it was made, and runs on from there:
its day and its instants agree, and what was recorded later is later.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse

LONDON = ZoneInfo("Europe/London")
MORNING = time(9)


def real_now() -> datetime:
    """The present instant of the machine, in UTC: for what is about the machine, such as a back-up's name."""
    return datetime.now(UTC)


def now() -> datetime:
    """The present instant of the council, in UTC."""
    return real_now() + _offset()


def today() -> date:
    """The council's day: the date in London at its present instant."""
    return day_of(now())


def day_of(instant: datetime) -> date:
    """The date in London at an instant."""
    return instant.astimezone(LONDON).date()


def offset_to(day: date) -> timedelta:
    """What sets a demonstration council's clock to nine in the morning of a day."""
    return datetime.combine(day, MORNING, LONDON) - real_now()


def _offset() -> timedelta:
    from goldenthread.apps.people.queries import the_council

    council = the_council()
    return (council.clock_offset if council else None) or timedelta(0)


class ClockMiddleware:
    """Give every request its `now` and `today`, read once, so that a page agrees with itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.now = now()  # type: ignore[attr-defined]
        request.today = day_of(request.now)  # type: ignore[attr-defined]
        return self.get_response(request)
