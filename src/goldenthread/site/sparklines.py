"""The points of a small line chart that stands in a row of figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString

WIDTH, HEIGHT, MARGIN = 110, 28, 4


@dataclass(frozen=True)
class Sparkline:
    """What to draw, in SVG units: a polyline for each unbroken run, a dot for a lone figure, the end."""

    lines: tuple[str, ...]
    dots: tuple[tuple[str, str], ...]
    last: tuple[str, str] | None


def sparkline(values: Sequence[Decimal | float | None]) -> Sparkline:
    """Draw `values`, oldest first, evenly spaced. None leaves a gap: a missing figure is not joined over."""
    known = [float(value) for value in values if value is not None]
    if not known:
        return Sparkline((), (), None)
    low, spread = min(known), (max(known) - min(known)) or 1.0
    step = (WIDTH - 2 * MARGIN) / max(len(values) - 1, 1)
    runs: list[list[tuple[str, str]]] = [[]]
    for place, value in enumerate(values):
        if value is None:
            runs.append([])
            continue
        x = MARGIN + place * step
        y = HEIGHT - MARGIN - (float(value) - low) / spread * (HEIGHT - 2 * MARGIN)
        runs[-1].append((f"{x:.1f}", f"{y:.1f}"))
    runs = [run for run in runs if run]
    return Sparkline(
        lines=tuple(" ".join(f"{x},{y}" for x, y in run) for run in runs if len(run) > 1),
        dots=tuple(run[0] for run in runs if len(run) == 1),
        last=runs[-1][-1],
    )


def drawn(values: Sequence[Decimal | float | None], title: str, description: str = "") -> SafeString:
    """The line as SVG, or words without a figure. Not by a template: a scorecard has one in each row."""
    line = sparkline(values)
    if line.last is None:
        return SafeString('<span class="gt-secondary">No figures yet</span>')
    shapes = [f'<polyline class="gt-sparkline__line" points="{points}"/>' for points in line.lines]
    shapes += [f'<circle class="gt-sparkline__last" cx="{x}" cy="{y}" r="2"/>' for x, y in line.dots]
    x, y = line.last
    shapes.append(f'<circle class="gt-sparkline__last" cx="{x}" cy="{y}" r="3"/>')
    told = format_html("<desc>{}</desc>", description) if description else ""
    return format_html(
        '<svg class="gt-sparkline" viewBox="0 0 110 28" role="img" focusable="false"><title>{}</title>{}{}'
        "</svg>",
        title, told, SafeString("".join(shapes)),
    )  # fmt: skip
