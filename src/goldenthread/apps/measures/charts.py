"""Charts of a measure's series: drawn once for the same figures and kept by their digest."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.core.cache import cache

from goldenthread.apps.measures.queries import Point
from goldenthread.apps.measures.scorecards import FigureCell
from goldenthread.documents import board_report, charts, paper_figures
from goldenthread.rulebook.periods import Period
from goldenthread.rulebook.rating import Target

KEPT_FOR = 24 * 60 * 60


@dataclass(frozen=True)
class Drawn:
    """A chart as SVG, empty where there is no number to draw, and the same in words."""

    svg: str
    description: str


def paper_figure(cell: FigureCell | None) -> paper_figures.Figure | None:
    """A figure as papers and charts take it."""
    if cell is None:
        return None
    figure = cell.figure
    return paper_figures.Figure(
        figure.text, figure.value, figure.low, figure.high, figure.unit,
        paper_figures.FigureStatus(figure.status.value), figure.qualifier,
    )  # fmt: skip


def paper_benchmark(cell: FigureCell | None, period: Period) -> paper_figures.Figure | None:
    """A benchmark beside figures of a period: one of another period says which."""
    made = paper_figure(cell)
    if made is None or cell is None or not (other := cell.period_beside(period)):
        return made
    return replace(made, text=f"{made.text} ({other})")


def paper_target(target: Target | None) -> paper_figures.Target | None:
    """A target as papers and charts take it: a line where only one end counts."""
    if target is None:
        return None
    ends = [end for end in (target.floor, target.ceiling) if end is not None]
    return paper_figures.Target(str(target), min(ends, default=None), max(ends, default=None))


def draw(title: str, points: Sequence[Point], unit: str) -> Drawn:
    """A line chart of a series with the target of its last period."""
    series = tuple(
        board_report.SeriesPoint(str(point.cell.period), paper_figure(point.cell)) for point in points
    )
    target = paper_target(points[-1].target) if points else None
    digest = hashlib.sha256(repr((title, series, unit, target)).encode()).hexdigest()
    key = f"measures.chart.{digest}"
    drawn = cache.get(key)
    if drawn is None:
        drawing = charts.chart(title, series, unit=unit or None, target=target)
        words = charts.describe(title, series, unit=unit or None, target=target)
        drawn = Drawn(drawing.svg if drawing else "", words)
        cache.set(key, drawn, KEPT_FOR)
    return drawn
