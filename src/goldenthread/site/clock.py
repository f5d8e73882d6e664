"""The one place that reads the clock.

`now` is the instant at which something is recorded (UTC). `today` is the council's day, on which things fall
due (Europe/London). A demonstration council lives on a fixed day, kept in its own record, so that its plans
of 2018 are neither all overdue nor all forgotten.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The council's day: fixed for a demonstration council, else the date in London."""
    from goldenthread.apps.people.queries import the_council

    council = the_council()
    if council is not None and council.fixed_today is not None:
        return council.fixed_today
    return now().astimezone(LONDON).date()


class ClockMiddleware:
    """Give every request its `now` and `today`, read once, so that a page agrees with itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.now = now()  # type: ignore[attr-defined]
        request.today = today()  # type: ignore[attr-defined]
        return self.get_response(request)
