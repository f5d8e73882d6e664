"""The heads of the chain that minutes print, for those who verify it."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.apps.minutes.models import Minutes
from goldenthread.apps.trail.changes import day_words
from goldenthread.apps.trail.heads import Head


def heads_in_minutes() -> Iterator[Head]:
    """Of each minutes that were agreed since heads are kept, the one that they print."""
    found = Minutes.objects.filter(head_position__isnull=False).select_related("meeting__body")
    for one in found.exclude(state=Minutes.State.DRAFT):
        where = f"minutes of the {one.meeting.body} of {day_words(one.meeting.held_on)}"
        yield Head(one.head_position, one.head_digest, one.head_on, where)


def head_words(minutes: Minutes) -> str:
    """As minutes print it, in groups that a reader can compare; empty where none is kept."""
    if minutes.head_position is None or minutes.is_draft:
        return ""
    digest = " ".join(minutes.head_digest[place : place + 8] for place in range(0, 64, 8))
    return f"{day_words(minutes.head_on)}: event {minutes.head_position}, SHA-256 {digest}"
