"""Since when a register's movement is shown: the body's last meeting, or a day that was asked for."""

from __future__ import annotations

from datetime import date, timedelta

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.meetings.queries import last_before

USUAL_DAYS = 90


def since_when(body: Body | None, on: date, asked: date | None) -> tuple[date, str]:
    """The day to compare with, and what it is in words."""
    if asked is not None and asked < on:
        return asked, f"{asked.day} {asked:%B %Y}"
    if meeting := last_before(body, on) if body else None:
        day = meeting.held_on
        return day, f"the meeting of {day.day} {day:%B %Y}"
    day = on - timedelta(days=USUAL_DAYS)
    return day, f"{day.day} {day:%B %Y}, {USUAL_DAYS} days before"
