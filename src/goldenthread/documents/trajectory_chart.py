"""A plan against what happened, as SVG: the planned path in steps, the figures, and where they lead.

Plan, figures and forecast differ by their lines and by the shape of their points, and only then by colour: a
dashed line with squares at the steps, a solid line with discs, a dotted line to a diamond with its interval.
Sizes are SVG units from the top left; figures are ``Decimal`` until they become coordinates.
"""

import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from goldenthread.documents.axis import Axis, axis_for
from goldenthread.documents.charts import (
    ACCENT,
    BOTTOM,
    CHART_HEIGHT,
    CHART_WIDTH,
    GRID,
    INK,
    LEFT,
    MUTED,
    RIGHT,
    TOP,
    Drawing,
    svg,
    text,
)
from goldenthread.documents.wording import counted, listed

PLAN, AHEAD = "#6f777b", "#a8123a"
PLAN_DASH, AHEAD_DASH = "6 4", "2 3"
MOST_PERIOD_LABELS = 8  # "September" needs the room of two months of a year
MOST_FIGURES = 16
"""With more figures only the first and the last are written out, so that none hides another."""


@dataclass(frozen=True)
class PlanPoint:
    """A period: what was planned, what came, None where there is none; whether a step is of it.

    ``unsettled`` is a figure that is provisional or estimated: its disc is hollow.
    """

    period: str
    planned: Decimal | None
    actual: Decimal | None
    is_step: bool = False
    unsettled: bool = False


@dataclass(frozen=True)
class Ahead:
    """What is forecast for a period, with the ends of its interval."""

    period: str
    expected: Decimal
    lower: Decimal
    upper: Decimal


@dataclass(frozen=True)
class PlanChart:
    """A measure's plan and its figures, oldest first. ``verdict`` is what the rule says, in words."""

    title: str
    unit: str | None
    points: tuple[PlanPoint, ...]
    verdict: str
    ahead: Ahead | None = None


def draw(chart: PlanChart) -> Drawing | None:
    """The chart; None where there is neither a plan nor a figure to draw."""
    if not _values(chart):
        return None
    axis = axis_for(_values(chart), unit=chart.unit)
    alt = describe(chart)
    place = _places(chart.points)
    parts = [
        *_value_axis(axis, chart.unit),
        *_period_axis(chart.points, place),
        *_path(chart, axis, place, lambda point: point.planned, PLAN, PLAN_DASH, 2),
        *_forecast(chart, axis, place),
        *_path(chart, axis, place, lambda point: point.actual, ACCENT, "", 2.4),
        *_marks(chart, axis, place),
        *_figures(chart, axis, place),
        *_legend(chart),
    ]
    return Drawing(svg(CHART_WIDTH, CHART_HEIGHT, alt, parts), alt, CHART_WIDTH, CHART_HEIGHT)


def describe(chart: PlanChart) -> str:
    """The chart in plain English, for those who do not see it."""
    planned = [(point.period, point.planned) for point in chart.points if point.planned is not None]
    actual = [(point.period, point.actual) for point in chart.points if point.actual is not None]
    sentences = [f"Line chart of {chart.title}, planned against actual."]
    if planned:
        (first, start), (last, end) = planned[0], planned[-1]
        words = f"Planned: {_words(start, chart.unit)} in {first}"
        sentences.append(f"{words}." if first == last else f"{words} to {_words(end, chart.unit)} in {last}.")
    if actual:
        period, value = actual[-1]
        newest = f"the newest {_words(value, chart.unit)} in {period}"
        sentences.append(f"{counted(len(actual), 'figure')}, {newest}.")
    else:
        sentences.append("No figure yet.")
    if unsettled := [point.period for point in chart.points if point.unsettled]:
        sentences.append(f"Provisional or estimated, with a hollow disc: {listed(unsettled)}.")
    if chart.ahead:
        one = chart.ahead
        between = f"{_words(one.lower, chart.unit)} to {_words(one.upper, chart.unit)}"
        sentences.append(
            f"Forecast for {one.period}: {_words(one.expected, chart.unit)}, interval {between}."
        )
    sentences.append(f"Verdict: {chart.verdict}.")
    if not axis_for(_values(chart), unit=chart.unit).starts_at_zero:
        sentences.append("The axis does not start at zero.")
    return " ".join(sentences)


def _values(chart: PlanChart) -> list[Decimal]:
    ahead = [chart.ahead.lower, chart.ahead.upper, chart.ahead.expected] if chart.ahead else []
    both = (value for point in chart.points for value in (point.planned, point.actual))
    return [*(value for value in both if value is not None), *ahead]


def _places(points: Sequence[PlanPoint]) -> list[float]:
    step = (RIGHT - LEFT) / len(points)
    return [LEFT + (number + 0.5) * step for number in range(len(points))]


def _y(value: Decimal, axis: Axis) -> float:
    return BOTTOM - float((value - axis.low) / (axis.high - axis.low)) * (BOTTOM - TOP)


def _words(value: Decimal, unit: str | None) -> str:
    """A number for people: to one place below 1,000, none above; "12.5%", "9 days"."""
    number = f"{value:,.0f}" if abs(value) >= 1000 else f"{value:,.1f}".removesuffix(".0")
    number = "0" if number == "-0" else number
    return f"{number}%" if unit == "%" else f"{number} {unit}" if unit else number


def _value_axis(axis: Axis, unit: str | None) -> Iterator[str]:
    sign = "%" if unit == "%" else ""
    for tick in axis.ticks:
        y = _y(tick, axis)
        base = MUTED if tick == axis.low else GRID
        yield f'<path d="M{LEFT} {y:.1f}H{RIGHT}" stroke="{base}" stroke-width="1"/>'
        yield text(LEFT - 8, y + 4, f"{tick.normalize():,f}{sign}", anchor="end", colour=MUTED)


def _period_axis(points: Sequence[PlanPoint], place: Sequence[float]) -> Iterator[str]:
    every = 1 + (len(points) - 1) // MOST_PERIOD_LABELS
    for number, (point, x) in enumerate(zip(points, place, strict=True)):
        yield f'<path d="M{x:.1f} {BOTTOM}v4" stroke="{MUTED}"/>'
        if (len(points) - 1 - number) % every == 0:
            for line, words in enumerate(textwrap.wrap(point.period, 9)[:3]):
                yield text(x, BOTTOM + 17 + 13 * line, words, size=11)


def _path(
    chart: PlanChart,
    axis: Axis,
    place: Sequence[float],
    value_of: Callable[[PlanPoint], Decimal | None],
    colour: str,
    dash: str,
    width: float,
) -> Iterator[str]:
    """One line for each unbroken run of values."""
    values = [(x, value_of(point)) for x, point in zip(place, chart.points, strict=True)]
    for known, run in groupby(values, key=lambda one: one[1] is not None):
        ends = [f"{x:.1f} {_y(value, axis):.1f}" for x, value in run if value is not None]
        if known and len(ends) > 1:
            yield _line("M" + "L".join(ends), colour, dash, width)


def _line(path: str, colour: str, dash: str, width: float) -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    stroke = f'stroke="{colour}" stroke-width="{width}" stroke-linejoin="round"{dashes}'
    return f'<path d="{path}" fill="none" {stroke}/>'


def _forecast(chart: PlanChart, axis: Axis, place: Sequence[float]) -> Iterator[str]:
    """From the newest figure to what is expected, and the interval as a bar with its ends."""
    if chart.ahead is None:
        return
    at = [point.period for point in chart.points].index(chart.ahead.period)
    x, y = place[at], _y(chart.ahead.expected, axis)
    lower, upper = _y(chart.ahead.lower, axis), _y(chart.ahead.upper, axis)
    known = [number for number, point in enumerate(chart.points) if point.actual is not None]
    if known and known[-1] < at:
        newest = chart.points[known[-1]].actual
        if newest is not None:
            start = f"M{place[known[-1]]:.1f} {_y(newest, axis):.1f}"
            yield _line(f"{start}L{x:.1f} {y:.1f}", AHEAD, AHEAD_DASH, 2)
    yield _line(f"M{x - 6:.1f} {upper:.1f}h12m-6 0V{lower:.1f}m-6 0h12", AHEAD, "", 2)
    yield _diamond(x, y)


def _diamond(x: float, y: float) -> str:
    corners = f"M{x:.1f} {y - 6:.1f}l6 6l-6 6l-6 -6z"
    return f'<path d="{corners}" fill="#ffffff" stroke="{AHEAD}" stroke-width="2"/>'


def _square(x: float, y: float) -> str:
    place = f'x="{x - 4.5:.1f}" y="{y - 4.5:.1f}" width="9" height="9"'
    return f'<rect {place} fill="#ffffff" stroke="{PLAN}" stroke-width="2"/>'


def _disc(x: float, y: float, *, hollow: bool = False) -> str:
    ink = f'fill="{"#ffffff" if hollow else ACCENT}" stroke="{ACCENT}" stroke-width="2"'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.2" {ink}/>'


def _marks(chart: PlanChart, axis: Axis, place: Sequence[float]) -> Iterator[str]:
    for x, point in zip(place, chart.points, strict=True):
        if point.planned is not None and point.is_step:
            yield _square(x, _y(point.planned, axis))
    for x, point in zip(place, chart.points, strict=True):
        if point.actual is not None:
            yield _disc(x, _y(point.actual, axis), hollow=point.unsettled)


def _figures(chart: PlanChart, axis: Axis, place: Sequence[float]) -> Iterator[str]:
    """Figures in bold on the side of their point that is away from the plan, steps on the other side."""
    known = [number for number, point in enumerate(chart.points) if point.actual is not None]
    written = set(known) if len(known) <= MOST_FIGURES else {known[0], known[-1]}
    for number, (x, point) in enumerate(zip(place, chart.points, strict=True)):
        above = point.actual is None or point.planned is None or point.actual >= point.planned
        if point.planned is not None and point.is_step:
            beside = point.actual is not None and above
            y = _y(point.planned, axis)
            yield from _edged(
                x, y + 20 if beside and y < BOTTOM - 24 else y - 11, point.planned, chart, MUTED
            )
        if point.actual is not None and number in written:
            y = _y(point.actual, axis)
            yield from _edged(x, y - 11 if above or y > BOTTOM - 24 else y + 20, point.actual, chart, INK)


def _edged(x: float, y: float, value: Decimal, chart: PlanChart, colour: str) -> Iterator[str]:
    """A figure with a white edge, which keeps it legible where a line runs behind it."""
    words = _words(value, "%" if chart.unit == "%" else None)
    edge = 'stroke="#ffffff" stroke-width="4" stroke-linejoin="round"'
    yield text(x, y, words, colour=colour, bold=colour == INK, extra=edge)
    yield text(x, y, words, colour=colour, bold=colour == INK)


def _legend(chart: PlanChart) -> Iterator[str]:
    """What each line is, over the plot."""
    x = float(LEFT)
    yield _line(f"M{x:.1f} 14h30", PLAN, PLAN_DASH, 2)
    yield _square(x + 15, 14)
    yield text(x + 38, 18, "Planned, squares are steps", anchor="start", colour=MUTED)
    x += 218
    yield _line(f"M{x:.1f} 14h30", ACCENT, "", 2.4)
    yield _disc(x + 15, 14)
    yield text(x + 38, 18, "Actual", anchor="start", colour=MUTED)
    if chart.ahead:
        x += 102
        yield _line(f"M{x:.1f} 14h30", AHEAD, AHEAD_DASH, 2)
        yield _diamond(x + 15, 14)
        yield text(x + 38, 18, "Forecast and its interval", anchor="start", colour=MUTED)
