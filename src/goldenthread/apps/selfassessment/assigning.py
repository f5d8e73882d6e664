"""Writes about who writes what by when, and about the document's own facts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.people.models import Person, Post
from goldenthread.apps.selfassessment.holding import check_open, locked, records_of
from goldenthread.apps.selfassessment.models import Part, SelfAssessment
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused


@dataclass(frozen=True)
class Assigned:
    """Who writes and reviews, and by when. None leaves what stands."""

    writer: Post | None = None
    reviewer: Post | None = None
    due_on: date | None = None


@transaction.atomic
def assign(
    document: SelfAssessment, parts: Collection[Part], says: Assigned, *, by: Person, at: datetime
) -> list[Part]:
    """Give these parts a writer, a reviewer, a day; those that change.

    Raises Refused for a frozen document, for no part, where nothing is said, and where one post would both
    write and review a part (SLF-3).
    """
    document = locked(document)
    check_open(document)
    if not parts:
        raise Refused("Choose the parts.", field="parts")
    if says == Assigned():
        raise Refused("Choose a writer, a reviewer or a day.", field="writer")
    keys = [part.pk for part in parts]
    rows = Part.objects.select_for_update(of=("self",)).filter(document=document, pk__in=keys)
    changed = []
    for part in rows.select_related("recommendation", "writer", "reviewer").order_by("id"):
        if _set(part, says):
            part.save(update_fields=["writer", "reviewer", "due_on"])
            changed.append(part)
    if changed:
        record("selfassessment.assigned", by=by, at=at, on=[*changed, *records_of(document)], after={
            "parts": [str(part) for part in changed], "writer": str(says.writer or ""),
            "reviewer": str(says.reviewer or ""), "due_on": says.due_on,
        })  # fmt: skip
    return changed


def _set(part: Part, says: Assigned) -> bool:
    before = (part.writer_id, part.reviewer_id, part.due_on)
    part.writer = says.writer or part.writer
    part.reviewer = says.reviewer or part.reviewer
    part.due_on = says.due_on or part.due_on
    if part.writer_id and part.writer_id == part.reviewer_id:
        raise Refused(
            f"{part.writer} writes {part}, so another post reviews it.", field="reviewer", code="SLF-3"
        )
    return before != (part.writer_id, part.reviewer_id, part.due_on)


@transaction.atomic
def place(
    document: SelfAssessment, *, title: str, body: Body | None, due_on: date | None, by: Person, at: datetime
) -> SelfAssessment:
    """Say what a self-assessment is called, which body gets it, and by when. Refused without a title."""
    document = locked(document)
    check_open(document)
    title = " ".join(title.split())
    if not title:
        raise Refused("Say what the self-assessment is called.", field="title")
    before = {"title": document.title, "body": str(document.body or ""), "due_on": document.due_on}
    after = {"title": title, "body": str(body or ""), "due_on": due_on}
    if before == after:
        return document
    document.title, document.body, document.due_on = title, body, due_on
    document.save(update_fields=["title", "body", "due_on"])
    record("selfassessment.placed", by=by, at=at, on=records_of(document), before=before, after=after)
    return document
