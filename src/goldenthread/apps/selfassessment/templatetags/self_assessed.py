"""Showing what a self-assessment says: its pieces with charts drawn, and its rule-given words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django import template

from goldenthread.documents.charts import Drawing
from goldenthread.documents.report_parts import Part
from goldenthread.documents.self_assessment import Chart, Evidence, PieceKind, Told
from goldenthread.documents.self_assessment_pages import drawing_of, evidence_sentence, without_line

register = template.Library()


@dataclass
class Shown:
    """A piece on a page: a part, a chart with its drawing and id, or words."""

    part: Part | None = None
    chart: Chart | None = None
    drawing: Drawing | None = None
    words: str = ""
    id: str = ""


@register.simple_tag(takes_context=True)
def pieces(
    context: template.Context,
    told: Told,
    charts: Iterable[Chart] | None = None,
    evidence: Iterable[Evidence] | None = None,
) -> list[Shown]:
    """`{% pieces told charts evidence as shown %}`: what stands under a heading, in order."""
    found = list(
        _shown(told, {one.key: one for one in charts or ()}, {one.key: one for one in evidence or ()})
    )
    # Two years stand side by side, and two recommendations may share a measure: each chart has its own id.
    for one in found:
        if one.chart:
            number = context.request.charts_shown = getattr(context.request, "charts_shown", 0) + 1
            one.id = f"chart-{number}"
    return found


def _shown(told: Told, charts: dict[str, Chart], evidence: dict[str, Evidence]) -> Iterator[Shown]:
    for piece in told.pieces:
        if piece.kind is PieceKind.PART:
            yield Shown(part=piece.part)
        elif piece.kind is PieceKind.CHART and piece.key in charts:
            one = charts[piece.key]
            drawing = drawing_of(one)
            yield Shown(chart=one, drawing=drawing) if drawing else Shown(words=without_line(one))
        elif piece.key in evidence:
            yield Shown(words=evidence_sentence(evidence[piece.key]))
