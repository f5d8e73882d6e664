"""What complaints want of those who keep them: an answer that is due within a week, or late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import rules

from goldenthread.apps.feedback.queries import OPEN, Wanted, complaints
from goldenthread.apps.people.access import standing
from goldenthread.apps.people.models import Person, Role
from goldenthread.apps.people.waiting import Waiting

SOON = timedelta(days=7)
ANSWERERS = (Role.HEAD_OF_SERVICE, Role.TEAM_MANAGER)


def answers_due(person: Person, today: date) -> Iterator[Waiting]:
    """Of heads of service and team managers, since they answer."""
    if not rules.has_perm("feedback.keep", person) or not standing(person).has(*ANSWERERS):
        return
    for one in complaints(today, Wanted(OPEN)):
        if one.latest.due <= today + SOON:
            stage = one.latest.stage.get_stage_display().lower()
            yield Waiting(
                what=f"{one.complaint}, {stage}: {one.complaint.service}",
                why=f"{one.latest.timing.words} (CMP-3).",
                do="Say what it found",
                href=one.complaint.get_absolute_url(),
                since=one.latest.stage.began_on,
                due=one.latest.due,
            )
