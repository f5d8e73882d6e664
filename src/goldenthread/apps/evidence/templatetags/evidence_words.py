"""What pages of other rooms show of evidence: by source, and only what its reader may open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django import template
from django.template import Context

from goldenthread.apps.evidence.access import open_pieces
from goldenthread.apps.evidence.models import Piece, Source
from goldenthread.apps.evidence.queries import Shown, by_source

register = template.Library()


@dataclass(frozen=True)
class Opened:
    """The four sources with what a reader may open of each; `closed`: how many pieces they may not."""

    sources: Sequence[tuple[Source, list[Shown]]]
    closed: int


@register.simple_tag(takes_context=True)
def open_to_reader(context: Context, shown: Sequence[Shown]) -> Opened:
    """What of this evidence the reader of the page may open. One query where some is restricted."""
    restricted = {one.uuid for one in shown if one.restricted}
    if restricted:
        pieces = Piece.objects.filter(uuid__in=restricted)
        restricted -= set(open_pieces(context["request"].user, pieces).values_list("uuid", flat=True))
    opened = [one for one in shown if one.uuid not in restricted]
    return Opened(by_source(opened), len(restricted))
