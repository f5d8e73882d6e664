"""Finding evidence by the words of its title and of what it found: only what somebody may open."""

from __future__ import annotations

import rules
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils.html import escape
from django.utils.safestring import SafeString

from goldenthread.apps.evidence.access import open_pieces
from goldenthread.apps.evidence.models import Piece, PieceVersion
from goldenthread.apps.people.finding import Hit
from goldenthread.apps.people.finding_rows import RowFinder
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.words import words_of


def _pieces(person: Person) -> QuerySet[Piece] | None:
    if not rules.has_perm("evidence.see", person):
        return None
    return open_pieces(person)


def _findings(person: Person) -> QuerySet[PieceVersion] | None:
    """The version that stands of each piece."""
    pieces = _pieces(person)
    if pieces is None:
        return None
    newest = PieceVersion.objects.filter(piece=OuterRef("piece")).order_by("-number").values("number")[:1]
    versions = PieceVersion.objects.filter(number=Subquery(newest), piece__in=pieces.order_by().values("pk"))
    return versions.select_related("piece")


def _piece(piece: Piece, title: SafeString, _excerpt: SafeString) -> Hit:
    withdrawn = ", withdrawn" if piece.withdrawn_at else ""
    return Hit(title, piece.get_absolute_url(), where=f"{piece.reference}{withdrawn}")


def _finding(version: PieceVersion, _title: SafeString, excerpt: SafeString) -> Hit:
    piece = version.piece
    return Hit(escape(piece), piece.get_absolute_url(), excerpt=excerpt, on=version.effective_on)


PIECES = RowFinder(
    "evidence", "Evidence", _pieces, words_of("reference", "title"), order=("-number",), show=_piece,
    title="title", reference=F("reference"),
)  # fmt: skip
FINDINGS = RowFinder(
    "evidence-findings", "What evidence found", _findings, words_of("finding"),
    order=("-effective_on", "-id"), show=_finding, text=("finding",),
)  # fmt: skip
