"""Highlight reports begun and not sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from goldenthread.apps.highlights.queries import open_drafts
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.waiting import Waiting


def drafts_to_send(person: Person, today: date) -> Iterator[Waiting]:
    """For who began them."""
    for draft in open_drafts().filter(started_by=person):
        yield Waiting(
            what=str(draft),
            why="You began it. Its body reads it when it is sent.",
            do="Finish and send it",
            href=draft.get_absolute_url(),
            since=timezone.localtime(draft.started_at).date(),
        )
