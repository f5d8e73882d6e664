"""What alerts want of those who answer: a step that is late, or due within a few days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import rules
from django.urls import reverse

from goldenthread.apps.alerts.queries import OPEN, Wanted, alerts
from goldenthread.apps.people.access import standing
from goldenthread.apps.people.models import Person, Role
from goldenthread.apps.people.waiting import Waiting
from goldenthread.apps.trail.changes import day_words

SOON = timedelta(days=3)


def answers_due(person: Person, today: date) -> Iterator[Waiting]:
    """Of heads of service and team managers, since they answer."""
    answers = standing(person).has(Role.HEAD_OF_SERVICE, Role.TEAM_MANAGER)
    if not answers or not rules.has_perm("alerts.raise", person):
        return
    for one in alerts(today, Wanted(OPEN)):
        last = one.latest
        if last and not last.step.answered_on and last.due <= today + SOON:
            yield Waiting(
                what=f"{one.alert}, {one.alert.kind.name.lower()}: {one.alert.service}",
                why=f"{last.step.level} answers by {day_words(last.due)} (ALR-1).",
                do="Record the answer",
                href=reverse("alerts:answer", args=[last.step.uuid]),
                since=last.step.put_on,
                due=last.due,
            )
