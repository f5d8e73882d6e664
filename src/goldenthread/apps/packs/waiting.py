"""Packs that wait: built and not published, for the clerks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import rules
from django.utils import timezone

from goldenthread.apps.packs.notices import notice_of
from goldenthread.apps.packs.queries import built_and_waiting
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.waiting import Waiting


def packs_to_publish(person: Person, today: date) -> Iterator[Waiting]:
    """Packs of meetings to come that were built, by the last day for their publication."""
    if not rules.has_perm("packs.publish", person):
        return
    for build in built_and_waiting().filter(meeting__held_on__gte=today, meeting__cancelled_on=None):
        yield Waiting(
            what=str(build), why="It is built. Look through it.", do="Publish it",
            href=build.get_absolute_url(), since=timezone.localtime(build.touched_at).date(),
            due=notice_of(build.meeting, build.touched_at).last_day,
        )  # fmt: skip
