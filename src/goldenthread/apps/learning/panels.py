"""What this room shows on an action's page: which analyses recommended it."""

from __future__ import annotations

from datetime import date, datetime

from goldenthread.apps.learning.queries import lessons_for
from goldenthread.apps.plans.models import Action
from goldenthread.apps.plans.neighbours import Panel


def lessons_of_action(action: Action, on: date, known_at: datetime | None) -> Panel | None:
    """On an action: what analyses recommended that it does. Nothing where none did."""
    lessons = [
        one
        for one in lessons_for([action])
        if known_at is None or one.recorded_at is None or one.recorded_at <= known_at
    ]
    return Panel("learning/on_action.html", {"lessons": lessons}) if lessons else None
