"""Pages of evidence: what there is, and one piece with its versions and what it bears on."""

from __future__ import annotations

import rules
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.apps.evidence import listing, queries
from goldenthread.apps.evidence.forms import NarrowEvidence
from goldenthread.apps.evidence.models import Piece
from goldenthread.apps.people.access import may
from goldenthread.apps.trail.moments import shows_moments

ON_A_PAGE = 50


@may("evidence.see")
@shows_moments
def evidence(request: HttpRequest) -> HttpResponse:
    """The council's evidence, also as it stood and was known at a moment."""
    moment = request.moment
    found = listing.rows_of(request.user, as_at=moment.as_at or request.today, known_at=moment.known_at)
    form = NarrowEvidence(request.GET)
    rows = listing.narrowed(found, form.asked())
    rows = listing.ordered(rows, request.GET.get("sort", ""), request.GET.get("direction", ""))
    if request.GET.get("format") == "csv":
        response = HttpResponse(listing.rows_as_csv(rows), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="evidence.csv"'
        return response
    return render(request, "evidence/evidence.html", {
        "any": bool(found),
        "page": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page")),
        "form": form,
        "tiles": [(words, state, sum(row.is_in(state) for row in found)) for state, words in TILES],
    })  # fmt: skip


TILES = (
    (listing.UNANSWERED, "not answered"),
    (listing.EXPIRED, "expired"),
    (listing.NOTHING, "do not count"),
)


@may("evidence.see_piece", on=queries.piece_called)
def piece(request: HttpRequest, piece: Piece) -> HttpResponse:
    """A piece: what it says and said, who uses it for what, what was answered, what the record says now."""
    story = queries.story_of(piece, as_at=request.today)
    stands = piece.withdrawn_at is None

    def can(act: str) -> bool:
        return stands and rules.has_perm(f"evidence.{act}", request.user, piece)

    return render(request, "evidence/piece.html", {
        "piece": piece,
        "story": story,
        "may_change": can("change"),
        "may_use": can("use"),
        "may_answer": can("answer"),
        "may_withdraw": can("withdraw"),
    })  # fmt: skip
