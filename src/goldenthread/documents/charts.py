"""Charts as SVG text, the same bytes for the same figures, for paper and page alike.

They are drawn directly rather than through a charting library: two forms are needed, a line over time and a
sparkline, and compiling each through an embedded JavaScript engine measured 52 ms after a cold start of
0.75 s, against 0.2 ms here. A page with forty small charts must not wait two seconds for them.

Coordinates are SVG units from the top left; figures are ``Decimal`` until they become coordinates.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from goldenthread.documents.axis import Axis, axis_for
from goldenthread.documents.board_report import SeriesPoint
from goldenthread.documents.paper_figures import Figure, FigureStatus, Target
from goldenthread.documents.wording import counted, listed, printed

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
ACCENT, INK, MUTED, BAND, GRID = "#0b4f5c", "#0b0c0c", "#484f54", "#d5e6ea", "#dfe2e4"

CHART_WIDTH, CHART_HEIGHT = 640, 260
SPARK_WIDTH, SPARK_HEIGHT = 96, 22

# The plot's edges inside the chart.
LEFT, RIGHT, TOP, BOTTOM = 46, 612, 42, 218

UNSETTLED = frozenset({FigureStatus.PROVISIONAL, FigureStatus.ESTIMATED})
MOST_PERIOD_LABELS = 13


@dataclass(frozen=True)
class Drawing:
    """A drawing with its alternative text; sizes in SVG units, for their proportion."""

    svg: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True)
class _Point:
    """A point of the series on the page. ``y`` is None where there is no number, and ``text`` says why."""

    x: float
    y: float | None
    text: str
    hollow: bool


def chart(
    title: str, series: Sequence[SeriesPoint], *, unit: str | None = None, target: Target | None = None
) -> Drawing | None:
    """A measure over time: line, points with their figures, target line or range. None without any number.

    A provisional or estimated point is hollow. Where there is no number the line breaks, and the reason
    stands upright on the axis.
    """
    if not any(_value(point) is not None for point in series):
        return None
    axis = axis_of(series, unit=unit, target=target)
    alt = describe(title, series, unit=unit, target=target)
    points = _placed(series, axis)
    parts = [
        *_value_axis(axis, unit),
        *_target(target, axis),
        *_period_axis(series, points),
        *_line(points, 2),
        *_marks(points),
        *_figures(points),
    ]
    return Drawing(svg(CHART_WIDTH, CHART_HEIGHT, alt, parts), alt, CHART_WIDTH, CHART_HEIGHT)


def sparkline(series: Sequence[SeriesPoint]) -> Drawing | None:
    """A small line without axes for a table's cell, its end marked. None below two numbers."""
    values = _values(series)
    if len(values) < 2:
        return None
    low, room = min(values), (max(values) - min(values)) or Decimal(1)
    step = (SPARK_WIDTH - 8) / max(1, len(series) - 1)
    points = []
    for n, point in enumerate(series):
        value = _value(point)
        y = None if value is None else SPARK_HEIGHT - 4 - float((value - low) / room) * (SPARK_HEIGHT - 8)
        points.append(_Point(4 + n * step, y, "", False))
    last = next(point for point in reversed(points) if point.y is not None)
    alt = "Trend: " + ", ".join(printed(point.figure) for point in series) + "."
    parts = [*_line(points, 1.5), f'<circle cx="{last.x:.1f}" cy="{last.y:.1f}" r="2.4" fill="{ACCENT}"/>']
    return Drawing(svg(SPARK_WIDTH, SPARK_HEIGHT, alt, parts), alt, SPARK_WIDTH, SPARK_HEIGHT)


def describe(
    title: str, series: Sequence[SeriesPoint], *, unit: str | None = None, target: Target | None = None
) -> str:
    """A chart in plain English, for those who do not see it: ends, extremes, target, gaps, what may move."""
    known = [(_value(point), point) for point in series]
    drawn = [(value, point.period, printed(point.figure)) for value, point in known if value is not None]
    if not drawn:
        return f"No chart of {title}: there is no number to draw."
    _, first_period, first = drawn[0]
    _, last_period, last = drawn[-1]
    _, low_period, lowest = min(drawn, key=lambda item: item[0])
    _, high_period, highest = max(drawn, key=lambda item: item[0])
    sentences = [
        f"Line chart of {title}: {counted(len(drawn), 'figure')} from {first_period} to {last_period}.",
        f"First {first}, last {last}. Lowest {lowest} in {low_period}, highest {highest} in {high_period}.",
    ]
    if target:
        sentences.append(f"Target: {target.text}.")
    unsettled = [point.period for _, point in known if point.figure and point.figure.status in UNSETTLED]
    if unsettled:
        sentences.append(f"Provisional or estimated: {listed(unsettled)}.")
    if gaps := [f"{point.period} ({_absence(point)})" for value, point in known if value is None]:
        sentences.append(f"No number: {listed(gaps)}.")
    if not axis_of(series, unit=unit, target=target).starts_at_zero:
        sentences.append("The axis does not start at zero.")
    return " ".join(sentences)


def axis_of(series: Sequence[SeriesPoint], *, unit: str | None = None, target: Target | None = None) -> Axis:
    """The vertical axis of a chart with at least one number."""
    return axis_for(_values(series), target_ends(target), unit=unit)


def target_ends(target: Target | None) -> list[Decimal]:
    """The values at which a target's lines are drawn: one, two, or none."""
    return sorted({end for end in (target.low, target.high) if end is not None}) if target else []


def _value(point: SeriesPoint) -> Decimal | None:
    return point.figure.value if point.figure else None


def _values(series: Sequence[SeriesPoint]) -> list[Decimal]:
    return [value for value in map(_value, series) if value is not None]


def _absence(point: SeriesPoint) -> str:
    """Why a point has no number, in a word or two: a range or a bound is printed as it is."""
    return "no figure" if point.figure is None else printed(point.figure).lower()


def _placed(series: Sequence[SeriesPoint], axis: Axis) -> list[_Point]:
    step = (RIGHT - LEFT) / len(series)
    placed = []
    for n, point in enumerate(series):
        value = _value(point)
        text = _absence(point) if value is None else _label(point.figure)
        hollow = bool(point.figure and point.figure.status in UNSETTLED)
        placed.append(
            _Point(LEFT + (n + 0.5) * step, None if value is None else _y(value, axis), text, hollow)
        )
    return placed


def _label(figure: Figure | None) -> str:
    """A point's figure without the words in brackets after it, which the table beside the chart prints."""
    number, _, _ = printed(figure).partition(" (")
    return textwrap.shorten(number, 14, placeholder="…")


def _y(value: Decimal, axis: Axis) -> float:
    return BOTTOM - float((value - axis.low) / (axis.high - axis.low)) * (BOTTOM - TOP)


def _value_axis(axis: Axis, unit: str | None) -> Iterator[str]:
    sign = "%" if unit == "%" else ""
    for tick in axis.ticks:
        y = _y(tick, axis)
        base = MUTED if tick == axis.low else GRID
        yield f'<path d="M{LEFT} {y:.1f}H{RIGHT}" stroke="{base}" stroke-width="1"/>'
        yield text(LEFT - 8, y + 4, f"{tick.normalize():,f}{sign}", anchor="end", colour=MUTED)


def _period_axis(series: Sequence[SeriesPoint], points: Sequence[_Point]) -> Iterator[str]:
    """Labels on two short lines; every second or third when there are many, the last always among them."""
    every = 1 + (len(series) - 1) // MOST_PERIOD_LABELS
    for n, (item, point) in enumerate(zip(series, points, strict=True)):
        yield f'<path d="M{point.x:.1f} {BOTTOM}v4" stroke="{MUTED}"/>'
        if (len(series) - 1 - n) % every == 0:
            for line, words in enumerate(textwrap.wrap(item.period, 9)[:3]):
                yield text(point.x, BOTTOM + 17 + 13 * line, words, size=11)


def _target(target: Target | None, axis: Axis) -> Iterator[str]:
    """The target's line or band, and its words over the plot, where no point can hide them."""
    ends = [_y(end, axis) for end in target_ends(target)]
    if target is None or not ends:
        return
    if len(ends) == 2:
        bottom, top = ends
        place = f'x="{LEFT}" y="{top:.1f}" width="{RIGHT - LEFT}" height="{bottom - top:.1f}"'
        yield f'<rect {place} fill="{BAND}"/>'
    yield from (_dashes(LEFT, y, RIGHT - LEFT) for y in ends)
    words = f"Target {textwrap.shorten(target.text, 26, placeholder='…')}"
    yield _dashes(RIGHT - 7 * len(words) - 32, 10, 22)
    yield text(RIGHT, 14, words, anchor="end", colour=MUTED, bold=True)


def _dashes(x: float, y: float, length: float) -> str:
    stroke = f'stroke="{MUTED}" stroke-width="1.5" stroke-dasharray="6 4"'
    return f'<path d="M{x:.1f} {y:.1f}h{length:.1f}" {stroke}/>'


def _line(points: Sequence[_Point], width: float) -> Iterator[str]:
    """One path for each unbroken run of points."""
    for known, run in groupby(points, key=lambda point: point.y is not None):
        ends = list(run)
        if known and len(ends) > 1:
            path = "L".join(f"{point.x:.1f} {point.y:.1f}" for point in ends)
            stroke = f'stroke="{ACCENT}" stroke-width="{width}" stroke-linejoin="round"'
            yield f'<path d="M{path}" fill="none" {stroke}/>'


def _marks(points: Sequence[_Point]) -> Iterator[str]:
    for point in points:
        if point.y is not None:
            fill = "#ffffff" if point.hollow else ACCENT
            place = f'cx="{point.x:.1f}" cy="{point.y:.1f}"'
            yield f'<circle {place} r="4.2" fill="{fill}" stroke="{ACCENT}" stroke-width="2"/>'


def _figures(points: Sequence[_Point]) -> Iterator[str]:
    for n, point in enumerate(points):
        if point.y is None:
            place = f'transform="translate({point.x + 4:.1f} {BOTTOM - 6}) rotate(-90)"'
            yield text(0, 0, point.text, anchor="start", colour=MUTED, size=11, extra=place)
            continue
        y = point.y + (19 if _is_dip(points, n) and point.y < BOTTOM - 24 else -10)
        # A white edge keeps the figure legible where the line runs behind it.
        edge = 'stroke="#ffffff" stroke-width="4" stroke-linejoin="round"'
        yield text(point.x, y, point.text, bold=True, extra=edge)
        yield text(point.x, y, point.text, bold=True)


def _is_dip(points: Sequence[_Point], n: int) -> bool:
    """Whether both neighbours stand higher on the page, so that the line leaves room below the point only."""
    here = points[n].y
    beside = [point.y for point in (*points[max(0, n - 1) : n], *points[n + 1 : n + 2])]
    return here is not None and bool(beside) and all(y is not None and y < here for y in beside)


def text(
    x: float,
    y: float,
    words: str,
    *,
    anchor: str = "middle",
    colour: str = INK,
    size: int = 12,
    bold: bool = False,
    extra: str = "",
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return (
        f'<text {place} font-size="{size}"{weight} fill="{colour}"{" " + extra if extra else ""}>'
        f"{escape(words)}</text>"
    )


def svg(width: int, height: int, alt: str, parts: Sequence[str]) -> str:
    """A whole drawing, named by its alternative text."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-label={quoteattr(alt)} '
        f'font-family="{FONT}">'
    )
    return f"{head}{''.join(parts)}</svg>"
