"""What this room itself shows on its pages, beside what later rooms do."""

from __future__ import annotations

from datetime import date, datetime

from django.urls import reverse

from goldenthread.apps.plans.milestones import milestones_of
from goldenthread.apps.plans.models import Action, Completion
from goldenthread.apps.plans.neighbours import Panel


def milestones_on_the_way(action: Action, on: date, known_at: datetime | None) -> Panel:
    """On an action's page: its milestones, and for who may update it the way to change them."""
    found = milestones_of(Action.objects.filter(pk=action.pk), as_at=on, known_at=known_at)
    accepted = action.completions.filter(outcome=Completion.Outcome.ACCEPTED).exists()
    return Panel("plans/milestones.html", {
        "action": action,
        "milestones": found.get(action.pk, []),
        "open": action.gone_on is None and not accepted,
        "address": reverse("plans:milestone", args=[action.uuid, action.slug]),
    })  # fmt: skip
