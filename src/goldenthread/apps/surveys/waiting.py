"""What waits in this room: answers to count, words to read, words for the public to approve."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import rules
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from goldenthread.apps.people.models import Person
from goldenthread.apps.people.waiting import Waiting
from goldenthread.apps.surveys.models import Said, Wave, Words
from goldenthread.rulebook.surveys import may_count


def what_waits(person: Person, today: date) -> Iterator[Waiting]:
    """Surveys to open and to count, words that nobody has read, and words that wait for approval."""
    if rules.has_perm("surveys.keep", person):
        yield from _to_open(today)
        yield from _to_count(today)
    if rules.has_perm("surveys.read_words", person):
        yield from _to_read()
    if rules.has_perm("surveys.approve_said", person):
        yield from _to_approve(person)


def _to_open(today: date) -> Iterator[Waiting]:
    planned = Wave.objects.filter(state=Wave.State.PLANNED, opens_on__lte=today).select_related("survey")
    for one in planned:
        yield Waiting(
            what=str(one), why="Its first day has come, and it takes no answers yet.", do="Open it",
            href=reverse("surveys:open_wave", args=[one.uuid]), since=one.opens_on, due=one.opens_on,
        )  # fmt: skip


def _to_count(today: date) -> Iterator[Waiting]:
    running = Wave.objects.filter(state__in=(Wave.State.OPEN, Wave.State.CLOSED)).select_related("survey")
    for one in running:
        if may_count(today, one.closes_on, closed=one.state == Wave.State.CLOSED):
            yield Waiting(
                what=str(one), why="It takes no more answers.", do="Type in paper, then count the answers",
                href=reverse("surveys:count", args=[one.uuid]), since=one.closes_on + timedelta(days=1),
            )  # fmt: skip


def _to_read() -> Iterator[Waiting]:
    unread = Count("words", filter=Q(words__state=Words.State.UNREAD))
    waves = Wave.objects.exclude(state=Wave.State.SET_ASIDE).select_related("survey")
    for one in waves.annotate(unread=unread).filter(unread__gt=0):
        yield Waiting(
            what=str(one), why="People wrote, and nobody has read it. Somebody may be in danger.",
            do="Read what people wrote", href=reverse("surveys:words", args=[one.uuid]), since=one.opens_on,
        )  # fmt: skip


def _to_approve(person: Person) -> Iterator[Waiting]:
    asked = Said.objects.filter(state=Said.State.ASKED).select_related("written_by")
    for one in asked.exclude(written_by=person):
        yield Waiting(
            what=f"You said, we did: {one}", why=f"{one.written_by} wrote it. Another person approves it.",
            do="Read it and approve it", href=one.get_absolute_url(),
            since=timezone.localtime(one.written_at).date(),
        )  # fmt: skip
