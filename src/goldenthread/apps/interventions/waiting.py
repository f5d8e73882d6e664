"""What an intervention wants of officers and directors: submissions, adviser meetings, letters, windows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import rules

from goldenthread.apps.interventions.queries import Line, Wanted, intervention_list
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.waiting import Waiting

PRESSING = frozenset({"late", "returned", "overdue", "due_soon", "letter_to_come", "open"})


def wanted_by_interventions(person: Person, today: date) -> Iterator[Waiting]:
    """What is late, due within 30 days, returned, or open. What is further off is in the list only."""
    if not rules.has_perm("interventions.edit", person):
        return
    for line in intervention_list(Wanted(show="wanted"), today):
        if line.standing.state in PRESSING or line.standing.code:
            yield _waiting(line)


def _waiting(line: Line) -> Waiting:
    standing, inspection = line.standing, line.record.inspection
    what = "Adviser meeting" if line.kind == "noticetoimprove" else str(line.record)
    return Waiting(
        what=f"{what}, {inspection}",
        why=f"{standing.reason}.",
        do=standing.wanted,
        href=line.record.get_absolute_url(),
        due=standing.by,
    )
