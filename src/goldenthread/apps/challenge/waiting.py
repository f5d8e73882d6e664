"""What waits on Today: a session whose day has come, and critical cases that nobody has taken."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import rules
from django.urls import reverse
from django.utils import timezone

from goldenthread.apps.challenge.access import leads
from goldenthread.apps.challenge.models import CriticalCase, Session
from goldenthread.apps.people.access import standing
from goldenthread.apps.people.models import Person, Role
from goldenthread.apps.people.waiting import Waiting


def sessions_to_hold(person: Person, today: date) -> Iterator[Waiting]:
    """For the head of a table: a session that was prepared, from its day until its pack is frozen."""
    if not standing(person).has_anywhere(Role.HEAD_OF_SERVICE, Role.DIRECTOR):
        return
    for session in Session.objects.filter(held_at=None, held_on__lte=today).select_related("service"):
        if leads(person, session.rung, session.service_id):
            yield Waiting(
                what=f"Challenge session: {session.table}",
                why="Its day has come. What is said in it goes to the next one.",
                do="Hold it, and freeze its pack",
                href=session.get_absolute_url(),
                since=session.held_on,
            )


def cases_to_take(person: Person, today: date) -> Iterator[Waiting]:
    """For the director: critical cases, by reference, until they are taken."""
    if not rules.has_perm("challenge.take_case", person):
        return
    waiting = CriticalCase.objects.filter(seen_at=None)
    if newest := waiting.first():
        yield Waiting(
            what=f"Critical cases: {waiting.count()}",
            why="They were taken up to you, by reference.",
            do="Say that they are with you",
            href=reverse("challenge:cases"),
            since=timezone.localtime(newest.raised_at).date(),
        )
