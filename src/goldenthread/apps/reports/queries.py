"""Finding papers and drafts, and what a draft says."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from goldenthread.apps.reports.assembling import NO_WORDS, OwnWords
from goldenthread.apps.reports.authors import Authors
from goldenthread.apps.reports.models import Draft, Paper
from goldenthread.apps.trail.models import Event


def paper_called(uuid: UUID, **_slug: str) -> Paper:
    """The paper of this id. Raises Http404."""
    return get_object_or_404(Paper.objects.select_related("body", "frozen_by"), uuid=uuid)


def draft_called(uuid: UUID, **_slug: str) -> Draft:
    """The draft of this id. Raises Http404."""
    return get_object_or_404(Draft.objects.select_related("body", "scorecard"), uuid=uuid)


def all_papers() -> QuerySet[Paper]:
    """Every frozen paper, newest first, without its text."""
    return Paper.objects.select_related("body", "frozen_by").defer("document").order_by("-frozen_at", "-id")


def all_drafts() -> QuerySet[Draft]:
    """Every draft, the newest period first."""
    return Draft.objects.select_related("body", "scorecard").order_by("-ends", "body__name")


def editions_of(draft: Draft) -> QuerySet[Paper]:
    """The papers frozen for a draft's body and period, newest first."""
    return all_papers().filter(
        body=draft.body, period_kind=draft.period_kind, starts=draft.starts, ends=draft.ends
    )


def words_of(draft: Draft | None, today: date) -> OwnWords:
    """An officer's own words, signed with the role of the one who saved them last."""
    if draft is None:
        return NO_WORDS
    saved = Event.objects.filter(subjects__uuid=draft.uuid, verb="reports.draft_saved").order_by("-position")
    writer = saved.values_list("actor_id", flat=True).first()
    return OwnWords(
        introduction=draft.introduction,
        introduction_by=Authors([writer]).title(writer, today) or None,
        next_steps=draft.next_steps,
        contact=draft.contact,
    )
