"""What this room shows on an action's page: what complaints taught that it does."""

from __future__ import annotations

from datetime import date, datetime

from goldenthread.apps.feedback.queries import learned_for
from goldenthread.apps.plans.models import Action
from goldenthread.apps.plans.neighbours import Panel


def complaints_of_action(action: Action, on: date, known_at: datetime | None) -> Panel | None:
    """Nothing where no complaint led to it. What was learned later is left out of a page of the past."""
    learned = [
        one
        for one in learned_for([action])
        if one.learned_on <= on
        and (known_at is None or one.recorded_at is None or one.recorded_at <= known_at)
    ]
    return Panel("feedback/on_action.html", {"learned": learned}) if learned else None
