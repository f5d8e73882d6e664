"""Reminders: one letter to a person with all that they have still to write or to review in a document."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from goldenthread.apps.mail.actions import Letter, post_many
from goldenthread.apps.mail.addresses import absolute
from goldenthread.apps.people.models import Person
from goldenthread.apps.selfassessment.holding import check_open, locked, records_of
from goldenthread.apps.selfassessment.models import Part, PartState, Reminder, SelfAssessment
from goldenthread.apps.selfassessment.progress import TO_WRITE, people_of
from goldenthread.apps.selfassessment.queries import parts_of
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.changes import day_words
from goldenthread.apps.trail.refusals import Refused


@dataclass
class Wanted:
    """What is wanted of a person."""

    to_write: list[Part] = field(default_factory=list)
    to_review: list[Part] = field(default_factory=list)


def wanted_of(document: SelfAssessment, today: date) -> dict[Person, Wanted]:
    """Each person with the parts that they have still to write or to review, by name."""
    parts = parts_of(document)
    posts = {part.writer_id for part in parts} | {part.reviewer_id for part in parts}
    people = people_of([post for post in posts if post], today)
    found: dict[Person, Wanted] = defaultdict(Wanted)
    for part in parts:
        if part.state in TO_WRITE:
            for person in people.get(part.writer_id, ()):
                found[person].to_write.append(part)
        elif part.state == PartState.WRITTEN:
            for person in people.get(part.reviewer_id, ()):
                found[person].to_review.append(part)
    return dict(sorted(found.items(), key=lambda pair: (pair[0].name, pair[0].pk)))


def reminded_on(document: SelfAssessment, day: date) -> set[int]:
    """Who was reminded on a day."""
    return set(Reminder.objects.filter(document=document, on=day).values_list("person", flat=True))


@transaction.atomic
def remind(document: SelfAssessment, *, today: date, by: Person, at: datetime) -> list[Person]:
    """Write to everybody who has something to write or to review. Nobody is reminded twice in a day.

    Raises Refused for a frozen document, and where there is nobody to remind.
    """
    document = locked(document)
    check_open(document)
    wanted = wanted_of(document, today)
    had_one = reminded_on(document, today)
    to = [person for person in wanted if person.pk not in had_one]
    if not wanted:
        raise Refused("There is nobody to remind: no post with a part to write or to review is held.")
    if not to:
        raise Refused("Everybody who has something to write was reminded today.")
    Reminder.objects.bulk_create(
        Reminder(document=document, person=person, on=today, at=at, by=by) for person in to
    )
    record("selfassessment.reminded", by=by, at=at, on=records_of(document), after={
        "people": [person.name for person in to],
    })  # fmt: skip
    post_many([_letter(document, person, wanted[person]) for person in to], kind="reminder", by=by, at=at)
    return to


def _letter(document: SelfAssessment, person: Person, wanted: Wanted) -> Letter:
    due = f" by {day_words(document.due_on)}" if document.due_on else ""
    paragraphs = [f"{person.name},"]
    if wanted.to_write:
        paragraphs += [f"{document.title}: these parts are wanted of you{due}.", _listed(wanted.to_write)]
    if wanted.to_review:
        paragraphs += ["These wait for your review.", _listed(wanted.to_review)]
    paragraphs.append("Each link opens the part. You sign in first, if you are not signed in.")
    count = len(wanted.to_write) + len(wanted.to_review)
    return Letter(
        to=person,
        subject=f"{document.title}: {count} part{'' if count == 1 else 's'} wait{'s' if count == 1 else ''}",
        text="\n\n".join(paragraphs) + "\n",
        about=[document],
    )


def _listed(parts: list[Part]) -> str:
    return "\n".join(f"- {part}{_due(part)}\n  {absolute(part.get_absolute_url())}" for part in parts)


def _due(part: Part) -> str:
    return f" ({part.get_state_display().lower()}{f', due {day_words(part.due_on)}' if part.due_on else ''})"
