"""What minutes want of somebody: an action that they owe a body, a text to put together, minutes to agree."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from goldenthread.apps.minutes.models import BodyAction, OtherText
from goldenthread.apps.people.access import standing
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.waiting import Waiting
from goldenthread.apps.trail.changes import day_words


def owed_to_bodies(person: Person, today: date) -> Iterator[Waiting]:
    """Open actions of the posts that somebody holds or acts for, but those that they reported as done."""
    rows = BodyAction.objects.filter(owner__in=standing(person).posts, state=BodyAction.State.OPEN)
    for one in rows.exclude(reports__done=True).select_related("body", "owner"):
        wanted = f", wanted by {day_words(one.due_on)}" if one.due_on else ", not dated yet"
        yield Waiting(
            what=f"{one.reference}: {one.words}",
            why=f"The {one.body} asked for it on {day_words(one.raised_on)}{wanted}.",
            do="Report back",
            href=f"{one.get_absolute_url()}report/",
            since=one.raised_on,
            due=one.due_on,
        )


def texts_to_put_together(person: Person, today: date) -> Iterator[Waiting]:
    """What somebody typed into a minute that another saved meanwhile."""
    rows = OtherText.objects.filter(recorded_by=person, settled_at=None, minute__minutes__state="draft")
    for one in rows.select_related("minute"):
        yield Waiting(
            what=f"Your text of minute {one.minute.label}",
            why="Somebody else saved the minute while you wrote. Both texts are kept.",
            do="Put them together",
            href=f"{one.minute.get_absolute_url()}put-together/",
            since=timezone.localtime(one.recorded_at).date(),
        )
