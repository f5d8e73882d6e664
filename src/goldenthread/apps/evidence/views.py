"""Pages of evidence: what there is, and one piece with its versions and what it bears on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.apps.evidence import queries
from goldenthread.apps.evidence.models import Piece
from goldenthread.apps.people.access import may


@may("evidence.see_piece", on=queries.piece_called)
def piece(request: HttpRequest, piece: Piece) -> HttpResponse:
    return render(request, "evidence/piece.html", {"piece": piece, "versions": queries.versions_of(piece)})
