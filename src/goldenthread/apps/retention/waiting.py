"""A deletion that waits for a second person, on the start page of those who may be that person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import rules
from django.utils import timezone

from goldenthread.apps.people.models import Person
from goldenthread.apps.people.waiting import Waiting
from goldenthread.apps.retention import access as access  # states the room's rules
from goldenthread.apps.retention.kinds import kind_called
from goldenthread.apps.retention.models import Deletion


def waiting(person: Person, today: date) -> Iterable[Waiting]:
    """Each deletion that somebody else asked for."""
    if not rules.has_perm("retention.decide", person):
        return
    asked = Deletion.objects.filter(outcome=Deletion.Outcome.ASKED).exclude(asked_by=person)
    for one in asked.select_related("asked_by"):
        kind = kind_called(one.kind)
        yield Waiting(
            what=f"Delete {one.count:,}: {kind.label if kind else one.kind}",
            why=f"{one.asked_by} asked; a second person decides",
            do="Decide",
            href=one.get_absolute_url(),
            since=timezone.localtime(one.asked_at).date(),
        )
