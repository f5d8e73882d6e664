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
    """A piece on a page: a part, a chart with its drawing, or words. `id` and `label` are its own there."""

    part: Part | None = None
    chart: Chart | None = None
    drawing: Drawing | None = None
    words: str = ""
    id: str = ""
    label: str = ""


@register.simple_tag(takes_context=True)
def pieces(
    context: template.Context,
    told: Told,
    charts: Iterable[Chart] | None = None,
    evidence: Iterable[Evidence] | None = None,
    year: str = "",
) -> list[Shown]:
    """`{% pieces told charts evidence year as shown %}`: what stands under a heading, in order.

    `year` tells charts and tables apart where two years stand side by side.
    """
    found = list(
        _shown(told, {one.key: one for one in charts or ()}, {one.key: one for one in evidence or ()})
    )
    # Two years stand side by side, and two recommendations may share a measure: each chart and each table has
    # a name of its own on the page.
    for one in found:
        name = one.chart.title if one.chart else one.part.name if one.part and one.part.rows else ""
        if name:
            named = context.request.pieces_named = getattr(context.request, "pieces_named", [])
            one.label = f"{name}, {year}" if year else name
            one.label += f" ({len(named) + 1})" if one.label in named else ""
            named.append(one.label)
            one.id = f"piece-{len(named)}"
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
