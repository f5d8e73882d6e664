"""Self-assessments as papers of an agenda: what may be put before a body, and the PDF of what is frozen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from goldenthread.apps.agendas.models import PaperOn
from goldenthread.apps.agendas.sources import Offered, PaperSource
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.selfassessment.access import KIND
from goldenthread.apps.selfassessment.models import SelfAssessment
from goldenthread.apps.selfassessment.queries import NotAsFrozen, document_of
from goldenthread.apps.trail.changes import day_words
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents import self_assessment as doc
from goldenthread.documents.printed_figures import Printed, of_self_assessment
from goldenthread.documents.self_assessment_pages import render_pdf

LOOKS_BACK = timedelta(days=730)
"""A self-assessment of a day longer ago is not offered for a new meeting."""


def offers(body: Body, today: date) -> Sequence[Offered]:
    """The self-assessments that a body gets, or of plans that it answers for, the newest day first."""
    theirs = Q(body=body) | Q(body=None, plan__accountable_body=body)
    found = SelfAssessment.objects.filter(theirs, as_at__gte=today - LOOKS_BACK)
    return [_offered(one) for one in found.order_by("-as_at", "-id")]


def describe(uuid: UUID) -> Offered | None:
    """One self-assessment, None where there is none of that id."""
    document = SelfAssessment.objects.filter(uuid=uuid).first()
    return _offered(document) if document else None


def pdf(uuid: UUID) -> bytes:
    """The newest frozen edition as PDF/UA-1. Raises Refused where none is frozen, or where it was altered."""
    return render_pdf(_paper(uuid))


def printed(uuid: UUID) -> Printed:
    """What that edition prints of measures. Raises Refused as `pdf` does."""
    return of_self_assessment(_paper(uuid))


def _paper(uuid: UUID) -> doc.SelfAssessment:
    document = SelfAssessment.objects.filter(uuid=uuid).first()
    frozen = document and document.editions.order_by("-edition").first()
    if not frozen:
        raise Refused("The self-assessment is not frozen yet. Freeze it once all of it is reviewed.")
    try:
        return document_of(frozen)
    except NotAsFrozen as altered:
        raise Refused(str(altered)) from altered


def _offered(document: SelfAssessment) -> Offered:
    frozen = document.editions.defer("document").order_by("-edition").first()
    state = f"Edition {document.edition}: {document.get_state_display().lower()}"
    if frozen is not None:
        day = day_words(timezone.localtime(frozen.frozen_at).date())
        state = f"Edition {frozen.edition}, frozen on {day}"
    return Offered(
        uuid=document.uuid, title=document.title, state=state, ready=frozen is not None,
        # Whoever reads the paper reads what is frozen; what is being written is the officers' own.
        href=(frozen or document).get_absolute_url(),
    )  # fmt: skip


@dataclass(frozen=True)
class OnAgenda:
    """An item that a self-assessment is a paper of."""

    words: str
    href: str


def agenda_items_of(document: SelfAssessment) -> list[OnAgenda]:
    """The items that it is a paper of, the newest meeting first."""
    found = PaperOn.objects.filter(paper__source=KIND, paper__source_uuid=document.uuid)
    found = found.exclude(item__position=None).select_related("item__agenda__meeting")
    return [
        OnAgenda(
            f"item {one.item.number}, {day_words(one.item.agenda.meeting.held_on)}: {one.item.title}",
            one.item.get_absolute_url(),
        )
        for one in found.order_by("-item__agenda__meeting__held_on", "item__position")
    ]


SOURCE = PaperSource(KIND, "A self-assessment", offers, describe, pdf, printed)
