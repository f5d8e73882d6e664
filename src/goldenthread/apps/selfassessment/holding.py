"""Taking hold of a document or a part to write on it: locked, open, and what an event about it is about."""

from __future__ import annotations

from goldenthread.apps.plans.models import Plan
from goldenthread.apps.selfassessment.models import Part, SelfAssessment, State
from goldenthread.apps.trail.refusals import Refused


def locked(document: SelfAssessment) -> SelfAssessment:
    """The document as it stands, held until the transaction ends."""
    with_it = ("plan", "body", "previous")
    return SelfAssessment.objects.select_for_update(of=("self",)).select_related(*with_it).get(pk=document.pk)


def locked_part(part: Part) -> Part:
    """The part with its document, both held until the transaction ends. Raises Refused for a frozen one.

    The document is held too, so that nobody freezes it meanwhile.
    """
    SelfAssessment.objects.select_for_update().get(pk=part.document_id)
    with_it = ("document__plan", "recommendation__inspection", "writer", "reviewer")
    part = Part.objects.select_for_update(of=("self",)).select_related(*with_it).get(pk=part.pk)
    check_open(part.document)
    return part


def check_open(document: SelfAssessment) -> None:
    """Raises Refused for a document that is frozen."""
    if document.state == State.FROZEN:
        raise Refused("This self-assessment is frozen. Reopen it to begin the next edition.", code="frozen")


def records_of(document: SelfAssessment) -> list[SelfAssessment | Plan]:
    """What an event about a document is about."""
    return [document, document.plan]
