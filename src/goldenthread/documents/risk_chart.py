"""A risk's score over time as SVG: the current score in steps, the target and the inherent score as lines.

They differ by their lines and the shape of their points, and only then by colour: a solid line with discs, a
dashed one with squares, a dotted one with diamonds. The bands are lines with their words. Sizes are SVG units
from the top left.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from goldenthread.documents.charts import ACCENT, GRID, INK, MUTED, Drawing, svg, text
from goldenthread.documents.wording import uk_date

WIDTH, HEIGHT = 640, 280
LEFT, RIGHT, TOP, BOTTOM = 46, 520, 42, 232
DASHES = {"Current": "", "Target": "6 4", "Inherent": "2 3"}
COLOURS = {"Current": ACCENT, "Target": "#a8123a", "Inherent": MUTED}
MOST_DAYS = 5


@dataclass(frozen=True)
class ScorePoint:
    """A score of a day. ``band`` is the word of its band, on the scale of the day."""

    on: date
    value: int
    band: str


@dataclass(frozen=True)
class RiskChart:
    """Scores of a risk, the oldest first. ``bands`` of the scale of today: where each starts, and its word.

    ``until`` is the day up to which the newest score holds. ``highest`` is the highest score of the scale.
    """

    title: str
    current: tuple[ScorePoint, ...]
    target: tuple[ScorePoint, ...]
    inherent: tuple[ScorePoint, ...]
    bands: tuple[tuple[int, str], ...]
    until: date
    highest: int

    @property
    def lines(self) -> tuple[tuple[str, tuple[ScorePoint, ...]], ...]:
        return ("Inherent", self.inherent), ("Target", self.target), ("Current", self.current)


def draw(chart: RiskChart) -> Drawing | None:
    """The chart; None where there is no current score."""
    if not chart.current:
        return None
    first = min(points[0].on for _, points in chart.lines if points)
    place = _Place(first, max(chart.until, first), max(chart.highest, 1))
    alt = describe(chart)
    parts = [*_bands(chart, place), *_days(chart, place)]
    for name, points in chart.lines:
        parts += _line(name, points, place)
    parts += _legend(chart)
    return Drawing(svg(WIDTH, HEIGHT, alt, parts), alt, WIDTH, HEIGHT)


def describe(chart: RiskChart) -> str:
    """The chart in plain English, for those who do not see it."""
    said = [f"Line chart of {chart.title}, its score over time."]
    for name, points in reversed(chart.lines):
        if points:
            told = "; ".join(f"{one.value} {one.band} from {uk_date(one.on)}" for one in points)
            said.append(f"{name}: {told}.")
    return " ".join(said)


@dataclass(frozen=True)
class _Place:
    first: date
    last: date
    highest: int

    def x(self, day: date) -> float:
        return (
            LEFT + 14 + (day - self.first).days / max((self.last - self.first).days, 1) * (RIGHT - LEFT - 28)
        )

    def y(self, value: int) -> float:
        return BOTTOM - value / self.highest * (BOTTOM - TOP)


def _bands(chart: RiskChart, place: _Place) -> Iterator[str]:
    yield f'<path d="M{LEFT} {BOTTOM}H{RIGHT}" stroke="{MUTED}"/>'
    for starts, word in chart.bands:
        y = place.y(starts)
        yield f'<path d="M{LEFT} {y:.1f}H{RIGHT}" stroke="{GRID}"/>'
        yield text(LEFT - 8, y + 4, str(starts), anchor="end", colour=MUTED)
        yield text(RIGHT + 8, y + 4, f"{word} from {starts}", anchor="start", colour=MUTED)


def _days(chart: RiskChart, place: _Place) -> Iterator[str]:
    days = sorted({one.on for one in chart.current} | {place.first, place.last})
    every = 1 + (len(days) - 1) // MOST_DAYS
    shown: list[float] = []
    for day in [*days[::every], days[-1]]:
        x = place.x(day)
        if any(abs(x - other) < 84 for other in shown):
            continue
        shown.append(x)
        yield text(x, BOTTOM + 18, f"{day.day} {day:%b %Y}", anchor="middle", colour=INK)


def _line(name: str, points: Sequence[ScorePoint], place: _Place) -> Iterator[str]:
    if not points:
        return
    colour, dash = COLOURS[name], DASHES[name]
    path = f"M{place.x(points[0].on):.1f} {place.y(points[0].value):.1f}"
    for _, after in pairwise(points):
        path += f"H{place.x(after.on):.1f}V{place.y(after.value):.1f}"
    path += f"H{place.x(place.last):.1f}"
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    yield f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2"{dashed}/>'
    for one in points:
        x, y = place.x(one.on), place.y(one.value)
        yield _point(name, x, y, colour)
        if name == "Current":
            yield text(x + 7, y - 8, str(one.value), anchor="start", colour=INK)


def _point(name: str, x: float, y: float, colour: str) -> str:
    if name == "Current":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>'
    if name == "Target":
        return f'<path d="M{x - 4:.1f} {y - 4:.1f}h8v8h-8z" fill="{colour}"/>'
    return f'<path d="M{x:.1f} {y - 5:.1f}l5 5-5 5-5-5z" fill="{colour}"/>'


def _legend(chart: RiskChart) -> Iterator[str]:
    x = float(LEFT)
    for name, points in reversed(chart.lines):
        if not points:
            continue
        dash = f' stroke-dasharray="{DASHES[name]}"' if DASHES[name] else ""
        yield f'<path d="M{x} 18h28" stroke="{COLOURS[name]}" stroke-width="2"{dash}/>'
        yield _point(name, x + 14, 18, COLOURS[name])
        yield text(x + 36, 22, name, anchor="start", colour=INK)
        x += 130
