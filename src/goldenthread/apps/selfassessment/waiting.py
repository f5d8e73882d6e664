"""What waits for whom: parts to write or mend, parts to review, and a document that may be frozen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import rules
from django.db.models import Count, F, Q
from django.utils import timezone

from goldenthread.apps.people.access import standing
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.waiting import Waiting
from goldenthread.apps.selfassessment.access import MANAGERS
from goldenthread.apps.selfassessment.models import Part, PartState, SelfAssessment, State
from goldenthread.apps.selfassessment.progress import TO_WRITE
from goldenthread.apps.selfassessment.queries import last_review
from goldenthread.apps.selfassessment.reviewing import wrote
from goldenthread.rulebook.self_assessment import may_review

_WITH = ("document__plan", "recommendation", "writer", "reviewer", "handed_in_by")


def parts_to_write(person: Person, today: date) -> Iterator[Waiting]:
    """For who holds the post that writes them: what is not handed in, and what was returned."""
    posts = standing(person).posts
    if not posts:
        return
    found = Part.objects.filter(writer__in=posts, state__in=TO_WRITE, document__state=State.WRITING)
    for one in found.select_related(*_WITH).order_by("due_on", "id"):
        due = one.due_on or one.document.due_on
        why = f"{one.writer} writes this part of {one.document}: {one.get_state_display().lower()}."
        since = timezone.localtime(one.document.started_at).date()
        if one.state == PartState.RETURNED and (review := last_review(one)):
            why, since = f"It was returned: {review.words}", timezone.localtime(review.made_at).date()
        yield Waiting(
            what=f"{one}", why=why, do="Write it and hand it in", href=one.get_absolute_url(), since=since,
            due=due,
        )  # fmt: skip


def parts_to_review(person: Person, today: date) -> Iterator[Waiting]:
    """For who holds the post that reviews them; a head or director where none is named. Never their own."""
    held = standing(person)
    asked = Q(reviewer__in=held.posts)
    if held.has(*MANAGERS):
        asked |= Q(reviewer=None)
    found = Part.objects.filter(asked, state=PartState.WRITTEN, document__state=State.WRITING)
    for one in found.select_related(*_WITH).order_by("handed_in_at", "id"):
        if not may_review(person.pk, wrote=wrote(one)):
            continue
        yield Waiting(
            what=f"{one}",
            why=f"{one.handed_in_by or 'Somebody'} handed in this part of {one.document}.",
            do="Review it",
            href=one.get_absolute_url(),
            since=timezone.localtime(one.handed_in_at).date() if one.handed_in_at else None,
        )


def documents_to_freeze(person: Person, today: date) -> Iterator[Waiting]:
    """For who keeps them: a self-assessment all of whose parts are reviewed."""
    if not rules.has_perm("selfassessment.keep", person):
        return
    done = Count("parts", filter=Q(parts__state=PartState.REVIEWED))
    found = SelfAssessment.objects.filter(state=State.WRITING).annotate(in_all=Count("parts"), done=done)
    for one in found.filter(done=F("in_all")).order_by("id"):
        yield Waiting(
            what=str(one), why="Every part is reviewed. Its body reads it once it is frozen.",
            do="Freeze it", href=one.get_absolute_url(),
        )  # fmt: skip
