"""When what `volume` makes was recorded: on the day that it holds from, so that ten years lie behind it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time


def told_on(day: date, now: datetime) -> datetime:
    """The evening of a day, never later than now."""
    return min(datetime.combine(day, time(17), tzinfo=UTC), now)
