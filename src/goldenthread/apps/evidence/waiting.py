"""What evidence wants of somebody: a contradiction without an answer, and a piece whose last day is near.

Of an improvement officer both, for the whole council; of who leads an action that serves the recommendation
the contradiction; of who brought a piece, or holds the post that vouches for it, its last day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import rules
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from goldenthread.apps.evidence.access import open_pieces
from goldenthread.apps.evidence.listing import place_of
from goldenthread.apps.evidence.models import Bearing, Bears, ContradictionAnswer, Piece, PieceVersion
from goldenthread.apps.people.access import standing
from goldenthread.apps.people.models import Person, Role
from goldenthread.apps.people.waiting import Waiting
from goldenthread.apps.plans.models import Service
from goldenthread.rulebook.evidence import has_expired

SOON = timedelta(days=30)


def wanted_by_evidence(person: Person, today: date) -> Iterator[Waiting]:
    """Contradictions to answer, then pieces whose last day is within 30 days or past."""
    if not rules.has_perm("evidence.bring", person):
        return
    for tie in _unanswered(person):
        yield Waiting(
            what=f"{tie.piece} speaks against recommendation {place_of(tie)}",
            why="Nobody has answered it.",
            do="Answer it",
            href=reverse("evidence:answer", args=[tie.uuid]),
            since=tie.recorded_at.date() if tie.recorded_at else None,
        )
    for piece in _expiring(person, today):
        gone = has_expired(piece.expires_on, today)
        yield Waiting(
            what=str(piece),
            why="It has expired and does not count." if gone else "Its last day is near.",
            do="Record a new version, or another last day",
            href=reverse("evidence:new_version", args=[piece.uuid]),
            due=piece.expires_on,
        )


def unanswered_ties() -> QuerySet[Bearing]:
    """Contradictions of standing pieces that nobody answered since the version that stands (EVD-6)."""
    newest = PieceVersion.objects.filter(piece=OuterRef("piece")).order_by("-number").values("number")[:1]
    answered = ContradictionAnswer.objects.filter(bearing=OuterRef("pk"), version_number=OuterRef("newest"))
    ties = Bearing.objects.filter(bears=Bears.CONTRADICTS, piece__withdrawn_at=None)
    return ties.annotate(newest=Subquery(newest)).filter(~Exists(answered))


def _unanswered(person: Person) -> QuerySet[Bearing]:
    ties = unanswered_ties().filter(piece__in=open_pieces(person).order_by().values("pk"))
    ties = ties.select_related("piece", "recommendation", "element").order_by("pk")
    if standing(person).has(Role.IMPROVEMENT_OFFICER):
        return ties
    led = Service.objects.filter(action__leads__in=list(standing(person).posts))
    return ties.filter(recommendation__in=led.values("recommendation"))


def _expiring(person: Person, today: date) -> QuerySet[Piece]:
    used = Bearing.objects.filter(piece=OuterRef("pk"))
    pieces = Piece.objects.filter(Exists(used), withdrawn_at=None, expires_on__lte=today + SOON)
    if not standing(person).has(Role.IMPROVEMENT_OFFICER):
        theirs = Q(recorded_by=person) | Q(vouched_by__in=list(standing(person).posts))
        pieces = pieces.filter(theirs)
    return pieces.order_by("expires_on", "number")
