"""The picture at the head of a measure's part of the thread: its figures over time, and when it was assessed.

A line for each source, the days on which the recommendation was assessed as upright threads through it.
Coordinates are SVG units from the top left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from django.utils.safestring import SafeString

from goldenthread.apps.measures.scorecards import FigureCell
from goldenthread.apps.measures.shown import MeasureShown, Strand
from goldenthread.documents.axis import Axis, axis_for
from goldenthread.rulebook.periods import Period

WIDTH, HEIGHT = 960, 330
LEFT, RIGHT, TOP, BOTTOM = 48, 880, 72, 276
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
INK, GREY, GRID, THREAD, BRAND, RIVAL = "#0b0c0c", "#484f54", "#dfe2e4", "#f5b82e", "#14304d", "#a34a00"
PERIODS = 16  # the newest that still have room for their figures
STRANDS = 2


@dataclass(frozen=True)
class Mark:
    """A day on which it was assessed, and what was found: "Met", "July 2016"."""

    on: date
    status: str
    when: str


@dataclass(frozen=True)
class Scale:
    """From days and figures to the page."""

    first: date
    last: date
    axis: Axis

    def x(self, day: date) -> float:
        span = max((self.last - self.first).days, 1)
        return LEFT + 24 + (day - self.first).days / span * (RIGHT - LEFT - 40)

    def y(self, value: Decimal) -> float:
        share = (value - self.axis.low) / (self.axis.high - self.axis.low)
        return BOTTOM - float(share) * (BOTTOM - TOP)


def draw(measure: MeasureShown, marks: Sequence[Mark]) -> SafeString:
    """The picture as SVG, empty where there are not two numbers to draw. All text in it is escaped."""
    strands = [Strand(one.source, one.cells[-PERIODS:]) for one in measure.strands[:STRANDS]]
    points = [(cell, value) for one in strands for cell in one.cells if (value := cell.number) is not None]
    if len(points) < 2:
        return SafeString("")
    ends = (
        [end for end in (measure.target.floor, measure.target.ceiling) if end is not None]
        if measure.target
        else []
    )
    axis = axis_for([value for _, value in points], ends, unit=measure.measure.unit or None)
    days = [cell.period.last_day for cell, _ in points]
    scale = Scale(min(days), max(days), axis)
    marks = [mark for mark in marks if scale.first <= mark.on <= scale.last]
    parts = [
        *_ticks(scale, measure.measure.unit),
        *_periods(strands, scale),
        *_target(measure, ends, scale),
        *_marks(marks, scale),
        *_strands(strands, scale),
    ]  # fmt: skip
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" font-family="{FONT}"'
    words = f'role="img" aria-label={quoteattr(describe(measure, marks))}'
    return SafeString(f'<svg xmlns="http://www.w3.org/2000/svg" {size} {words}>{"".join(parts)}</svg>')


def describe(measure: MeasureShown, marks: Sequence[Mark]) -> str:
    """The picture in words."""
    said = [f"{measure.measure.title}."]
    for strand in measure.strands[:STRANDS]:
        figures = ", ".join(
            f"{cell.text or 'no figure'} in {cell.period}" for cell in strand.cells[-PERIODS:]
        )
        said.append(f"{strand.label}: {figures}.")
    if measure.target:
        said.append(f"Target: {measure.target}.")
    if marks:
        said.append("Assessed: " + ", ".join(f"{mark.status} in {mark.when}" for mark in marks) + ".")
    return " ".join(said)


def _ticks(scale: Scale, unit: str) -> Iterator[str]:
    for tick in scale.axis.ticks:
        y = scale.y(tick)
        yield f'<path d="M{LEFT} {y:.1f}H{RIGHT}" stroke="{GREY if tick == scale.axis.low else GRID}"/>'
        yield _text(
            LEFT - 8, y + 4, f"{tick.normalize():,f}{'%' if unit == '%' else ''}", anchor="end", colour=GREY
        )


def _periods(strands: Sequence[Strand], scale: Scale) -> Iterator[str]:
    """Each period under its point, in two lines; every second where there are many."""
    periods = sorted({cell.period for strand in strands for cell in strand.cells}, key=lambda one: one.end)
    every = 1 + (len(periods) - 1) // 11
    for number, period in enumerate(reversed(periods)):
        if number % every:
            continue
        x = scale.x(period.last_day)
        year, _, rest = str(period).partition(" ")
        yield _text(x, BOTTOM + 18, rest or year, colour=INK)
        if rest:
            yield _text(x, BOTTOM + 33, year, colour=GREY, size=11)


def _target(measure: MeasureShown, ends: Sequence[Decimal], scale: Scale) -> Iterator[str]:
    for end in ends:
        y = scale.y(end)
        yield f'<path d="M{LEFT} {y:.1f}H{RIGHT}" stroke="{GREY}" stroke-width="1.5" stroke-dasharray="6 4"/>'
    if ends:
        words = f"Target: {measure.target}"[:40]
        yield _text(LEFT + 4, scale.y(max(ends)) - 7, words, anchor="start", colour=GREY, halo=True)


def _marks(marks: Sequence[Mark], scale: Scale) -> Iterator[str]:
    for mark in marks:
        x = scale.x(mark.on)
        yield f'<path d="M{x:.1f} {TOP - 18}V{BOTTOM}" stroke="{THREAD}" stroke-width="4"/>'
        yield f'<circle cx="{x:.1f}" cy="{TOP - 18}" r="6" fill="#ffffff" stroke="{BRAND}" stroke-width="3"/>'
        anchor = "start" if x < LEFT + 60 else "end" if x > RIGHT - 40 else "middle"
        yield _text(x, TOP - 46, mark.status, bold=True, anchor=anchor, size=14)
        yield _text(x, TOP - 31, mark.when, colour=GREY, anchor=anchor)


def _strands(strands: Sequence[Strand], scale: Scale) -> Iterator[str]:
    """The first strand whole, the second in dashes; lines first, so that no line runs over a figure."""
    looks = list(zip(strands, (BRAND, RIVAL), ("", ' stroke-dasharray="3 5"'), strict=False))
    for strand, colour, dashes in looks:
        for here, there in pairwise(_place(cell, scale) for cell in strand.cells):
            if here and there:
                path = f"M{here[0]:.1f} {here[1]:.1f}L{there[0]:.1f} {there[1]:.1f}"
                look = f'stroke="{colour}" stroke-width="2.5" stroke-linecap="round"{dashes}'
                yield f'<path d="{path}" {look}/>'
    heights = [{cell.period: cell.number for cell in strand.cells} for strand in strands]
    for number, (strand, colour, _) in enumerate(looks):
        rival = heights[1 - number] if len(heights) > 1 else {}
        yield from _figures(strand, rival, colour, scale)
        if len(strands) > 1:
            yield from _label(strand, colour, scale)


def _figures(
    strand: Strand, rival: Mapping[Period, Decimal | None], colour: str, scale: Scale
) -> Iterator[str]:
    """Each point with its figure: under the lower of two of one period or under a dip, else above."""
    every = 1 + (len(strand.cells) - 1) // 11
    for number, cell in enumerate(strand.cells):
        value = cell.number
        if value is None:
            continue
        x, y = scale.x(cell.period.last_day), scale.y(value)
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="{colour}"/>'
        other = rival.get(cell.period)
        below = other > value if other is not None else _is_dip(strand, number, value)
        if (len(strand.cells) - 1 - number) % every == 0:
            dy = 21 if below and y < BOTTOM - 22 else -11
            yield _text(x, y + dy, cell.text[:12], bold=True, colour=colour, halo=True)


def _is_dip(strand: Strand, number: int, value: Decimal) -> bool:
    beside = [
        cell.number
        for cell in (*strand.cells[max(0, number - 1) : number], *strand.cells[number + 1 : number + 2])
    ]
    return all(other is not None and other > value for other in beside)


def _label(strand: Strand, colour: str, scale: Scale) -> Iterator[str]:
    """Whose line it is, after its last point."""
    last = next((place for cell in reversed(strand.cells) if (place := _place(cell, scale))), None)
    if last:
        yield _text(
            last[0] + 10, last[1] + 4, strand.label[:14], anchor="start", colour=colour, bold=True, halo=True
        )


def _place(cell: FigureCell, scale: Scale) -> tuple[float, float] | None:
    value = cell.number
    return None if value is None else (scale.x(cell.period.last_day), scale.y(value))


def _text(
    x: float, y: float, words: str, *, anchor: str = "middle", colour: str = INK, size: int = 12,
    bold: bool = False, halo: bool = False,
) -> str:  # fmt: skip
    """`halo` keeps words legible where a line runs behind them."""
    weight = ' font-weight="bold"' if bold else ""
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}"{weight}'
    edge = (
        f'<text {place} fill="#ffffff" stroke="#ffffff" stroke-width="4" stroke-linejoin="round" '
        f'aria-hidden="true">{escape(words)}</text>'
        if halo
        else ""
    )
    return f'{edge}<text {place} fill="{colour}">{escape(words)}</text>'
