"""What waits for whoever owes a body a report."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import rules

from goldenthread.apps.people.models import Person
from goldenthread.apps.people.waiting import Waiting
from goldenthread.apps.reporting.queries import owed_by
from goldenthread.rulebook.reports_owed import lateness

BEFORE = timedelta(days=28)


def reports_that_somebody_owes(person: Person, today: date) -> Iterable[Waiting]:
    """Each report that is owed within four weeks or is late, from a post of theirs."""
    if not rules.has_perm("reporting.see", person):
        return
    for one in owed_by(person, today, today + BEFORE):
        yield Waiting(
            what=one.title,
            why=f"{one.report.body} is owed it. {lateness(one.due_on, today).reason}",
            do="See what is owed",
            href=f"{one.report.get_absolute_url()}#{one.due_on.isoformat()}",
            due=one.due_on,
        )
