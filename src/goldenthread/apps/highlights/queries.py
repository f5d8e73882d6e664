"""Finding highlight reports and drafts, the body that one goes to, and whom it is sent to."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from goldenthread.apps.bodies.models import WORKSTREAM, Body
from goldenthread.apps.bodies.queries import members_of
from goldenthread.apps.highlights.models import Highlight, HighlightDraft
from goldenthread.apps.people.models import Grant, Person, Scope
from goldenthread.apps.people.queries import holders, in_force
from goldenthread.documents import canonical
from goldenthread.documents.highlight_report import HighlightReport


class NotAsFrozen(Exception):
    """The stored document does not give the digest under which it was frozen."""


def workstream_called(uuid: UUID) -> Body:
    """The workstream of this id. Raises Http404, also for a body that is not a workstream."""
    return get_object_or_404(Body.objects.select_related("reports_to"), uuid=uuid, kind=WORKSTREAM)


def draft_called(uuid: UUID) -> HighlightDraft:
    """The draft of this id. Raises Http404."""
    drafts = HighlightDraft.objects.select_related("workstream__reports_to", "highlight")
    return get_object_or_404(drafts, uuid=uuid)


def highlight_called(uuid: UUID) -> Highlight:
    """The report of this id. Raises Http404."""
    highlights = Highlight.objects.select_related("workstream", "body", "frozen_by")
    return get_object_or_404(highlights, uuid=uuid)


def all_highlights() -> QuerySet[Highlight]:
    """Every report that was sent, newest first, without its text."""
    return Highlight.objects.select_related("workstream", "body", "frozen_by").defer("document")


def open_drafts() -> QuerySet[HighlightDraft]:
    """Drafts begun and not sent, the oldest first."""
    return HighlightDraft.objects.filter(sent_at=None).select_related("workstream").order_by("started_at")


def workstreams() -> QuerySet[Body]:
    """Every workstream, with the body that it reports to."""
    return Body.objects.filter(kind=WORKSTREAM).select_related("reports_to").order_by("name")


def members(body: Body, today: date) -> QuerySet[Person]:
    """Who sits on a body on a day: by a seat of their post, or by a role over the body."""
    seated = holders(members_of(body, today).order_by().values_list("post", flat=True), today)
    granted = Grant.objects.filter(in_force(today), scope=Scope.BODY, scope_uuid=body.uuid)
    on_it = Q(pk__in=seated.values("person")) | Q(pk__in=granted.values("person"))
    return Person.objects.filter(on_it, is_active=True).order_by("name")


def document_of(highlight: Highlight) -> HighlightReport:
    """The frozen document. Raises NotAsFrozen."""
    if canonical.digest(highlight.document) != highlight.digest:
        raise NotAsFrozen(f"The document of {highlight} was altered after it was frozen.")
    return HighlightReport.from_json(highlight.document)
