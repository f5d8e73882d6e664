"""Writes about what evidence bears on: a piece supports or contradicts, is taken off, is answered."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from goldenthread.apps.evidence.models import Bearing, Bears, ContradictionAnswer, Piece
from goldenthread.apps.inspections.models import Element, Recommendation
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused


@transaction.atomic
def bear(
    piece: Piece, recommendation: Recommendation, bears: Bears | str, *, by: Person | None, at: datetime,
    element: Element | None = None, why: str = "", published_on: date | None = None,
) -> Bearing:  # fmt: skip
    """Say that a piece supports or contradicts a recommendation, or one element of it: a link, not a copy.

    Raises Refused for a piece that was withdrawn, that bears on it already, an element of another
    recommendation, and a contradiction that does not say what it contradicts.
    """
    piece = Piece.objects.select_for_update().get(pk=piece.pk)
    if piece.withdrawn_at is not None:
        raise Refused(f"{piece.reference} was withdrawn: {piece.withdrawn_reason}")
    if element is not None and element.recommendation_id != recommendation.pk:
        raise Refused("That element is of another recommendation.", field="element")
    if bears == Bears.CONTRADICTS and not why.strip():
        raise Refused("Say what it contradicts, so that it can be answered.", field="why")
    if Bearing.objects.filter(piece=piece, recommendation=recommendation, element=element).exists():
        raise Refused(f"{piece.reference} bears on it already.", field="recommendation")
    tie = Bearing.objects.create(
        piece=piece, recommendation=recommendation, element=element, bears=bears, why=why.strip(),
        recorded_at=at, recorded_by=by, published_on=published_on,
    )  # fmt: skip
    record("evidence.evidence_used", by=by, at=at, on=[piece, recommendation, tie], after={
        "piece": piece.reference, "bears": bears, "why": tie.why, "on": str(element or recommendation),
        "published_on": published_on,
    })  # fmt: skip
    return tie


@transaction.atomic
def take_off(tie: Bearing, *, reason: str, by: Person, at: datetime) -> Bearing:
    """Say that a piece no longer bears on a recommendation. The piece stays.

    Raises Refused without a reason, and when it was taken off before.
    """
    tie = _locked(tie)
    if not reason.strip():
        raise Refused("Say why it is taken off.", field="reason")
    tie.ended_at, tie.ended_by, tie.ended_reason = at, by, reason.strip()
    tie.save(update_fields=["ended_at", "ended_by", "ended_reason"])
    record(
        "evidence.evidence_taken_off", by=by, at=at, on=[tie.piece, tie.recommendation, tie],
        why=reason.strip(), before={"piece": tie.piece.reference, "bears": tie.bears},
    )  # fmt: skip
    return tie


@transaction.atomic
def answer(
    tie: Bearing, text: str, *, seen: int, by: Person | None, at: datetime, published_on: date | None = None
) -> ContradictionAnswer:
    """Answer a contradiction: why it is no objection, or what is done about it. Earlier answers stay.

    `seen` is the version of the piece that was read. Raises Refused without words, for what supports, for
    one that was taken off or withdrawn, and when a newer version was recorded since `seen`.
    """
    tie = _locked(tie)
    if tie.bears != Bears.CONTRADICTS:
        raise Refused("It supports the recommendation: there is nothing to answer.")
    if tie.piece.withdrawn_at is not None:
        raise Refused(f"{tie.piece.reference} was withdrawn: there is nothing to answer.")
    newest = tie.piece.versions.order_by("-number").values_list("number", flat=True).first()
    if newest != seen:
        raise Refused(
            "It says something else since you read it. Read the new version, then save again.", code="stale"
        )
    if not text.strip():
        raise Refused("Say what is answered to it.", field="text")
    made = ContradictionAnswer.objects.create(
        bearing=tie, version_number=seen, text=text.strip(), recorded_at=at, recorded_by=by,
        published_on=published_on,
    )  # fmt: skip
    record("evidence.contradiction_answered", by=by, at=at, on=[tie.piece, tie.recommendation, tie], after={
        "piece": tie.piece.reference, "version": seen, "text": made.text, "published_on": published_on,
    })  # fmt: skip
    return made


def _locked(tie: Bearing) -> Bearing:
    ties = Bearing.ever.select_for_update(of=("self",)).select_related("piece", "recommendation")
    tie = ties.get(pk=tie.pk)
    if tie.ended_at is not None:
        raise Refused(f"{tie.piece.reference} was taken off: {tie.ended_reason}")
    return tie
