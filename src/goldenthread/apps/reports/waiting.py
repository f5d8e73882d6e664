"""Reports that wait: to be frozen, for who writes them; to be read, for who sits on the body."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

import rules
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from goldenthread.apps.bodies.models import Membership
from goldenthread.apps.people.access import standing
from goldenthread.apps.people.models import Person, Scope
from goldenthread.apps.people.queries import in_force
from goldenthread.apps.people.waiting import Waiting
from goldenthread.apps.reports.assembling import KIND
from goldenthread.apps.reports.models import Paper
from goldenthread.apps.reports.queries import all_drafts, all_papers
from goldenthread.apps.trail.models import Event

NEW_FOR_DAYS = 14
_SAME_REPORT = ("kind", "body", "period_kind", "starts", "ends")


def drafts_to_freeze(person: Person, today: date) -> Iterator[Waiting]:
    """Drafts of which no edition was ever frozen: the body has nothing to read."""
    if not rules.has_perm("reports.freeze", person):
        return
    same = {name: OuterRef(name) for name in _SAME_REPORT if name != "kind"}
    drafts = list(all_drafts().exclude(Exists(Paper.objects.filter(kind=KIND, **same))))
    begun = _begun([draft.uuid for draft in drafts])
    for draft in drafts:
        yield Waiting(
            what=str(draft),
            why="It is a draft. The body reads it when it is frozen.",
            do="Finish and freeze it",
            href=draft.get_absolute_url(),
            since=timezone.localtime(begun[draft.uuid]).date() if draft.uuid in begun else None,
        )


def _begun(drafts: list[UUID]) -> dict[UUID, datetime]:
    """When each of these drafts was started, by the ledger."""
    started = Event.objects.filter(verb="reports.draft_started", subjects__uuid__in=drafts)
    return dict(started.values_list("subjects__uuid", "at")) if drafts else {}


def papers_to_read(person: Person, today: date) -> Iterator[Waiting]:
    """The newest editions of the last fourteen days, for the bodies that somebody sits on."""
    if not rules.has_perm("reports.see_reports", person):
        return
    held = standing(person)
    sits_on = Q(
        body__uuid__in=[uuid for _, scope, uuid in held.grants if scope in (Scope.BODY, Scope.WORKSTREAM)]
    )
    seats = Membership.objects.filter(in_force(today), post__in=held.posts)
    sits_on |= Q(body__in=seats.values("body"))
    newer = {name: OuterRef(name) for name in _SAME_REPORT}
    papers = (
        all_papers()
        .filter(sits_on, as_at__gt=today - timedelta(days=NEW_FOR_DAYS))
        .exclude(frozen_by=person)
        .exclude(Exists(Paper.objects.filter(**newer, edition__gt=OuterRef("edition"))))
    )
    for paper in papers:
        yield Waiting(
            what=f"Report to {paper.body}, {paper.period}",
            why=f"You sit on this body. Edition {paper.edition} is new.",
            do="Read the report",
            href=paper.get_absolute_url(),
            since=paper.as_at,
        )
