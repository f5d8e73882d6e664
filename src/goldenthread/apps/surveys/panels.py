"""What this room shows on an action's page: what was said that caused it."""

from __future__ import annotations

from datetime import date, datetime

from goldenthread.apps.plans.models import Action
from goldenthread.apps.plans.neighbours import Panel
from goldenthread.apps.surveys.models import Said


def said_that_caused(action: Action, on: date, known_at: datetime | None) -> Panel | None:
    """“You said, we did”, where it led to this action and is published or on its way."""
    found = Said.objects.filter(action=action).exclude(state=Said.State.TAKEN_DOWN)
    if known_at is not None:
        found = found.filter(written_at__lte=known_at)
    listed = [one for one in found if one.written_at.date() <= on]
    return Panel("surveys/on_action.html", {"listed": listed, "action": action}) if listed else None
