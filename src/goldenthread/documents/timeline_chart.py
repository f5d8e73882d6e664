"""The timeline of a plan as SVG: a bar an action, its slippage beyond it, milestones as diamonds, today.

Nothing is said by colour alone: what slipped is hatched, a first date is an open mark, a reached milestone a
full diamond, a completed action ends in a ring. Words stand at the end of each row. Coordinates are SVG units
from the top left. The same rows give the same bytes.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from goldenthread.documents.charts import ACCENT, FONT, GRID, INK, MUTED, Drawing
from goldenthread.documents.wording import counted, uk_date

AMBER, TODAY = "#b25c00", "#b3261e"

WIDTH = 1120
LEFT, RIGHT = 330, 900
TOP, ROW, HEADING = 92, 28, 30
SHORTEST = timedelta(days=60)
LABEL_CHARACTERS, WORDS_CHARACTERS, HEADING_CHARACTERS = 46, 34, 120
MOST_TICKS = 12


@dataclass(frozen=True)
class Mark:
    """A milestone: what, the day it is due, and whether it was reached (on that or another day)."""

    text: str
    on: date
    reached: bool


@dataclass(frozen=True)
class Row:
    """An action. Without ``starts`` a thin line begins at ``since``, when it was first planned.

    ``dues`` are the days on which it was to be completed, from the first recorded to the present one.
    ``words`` stand at the row's end: "Slipped by 61 days", "No date".
    """

    label: str
    starts: date | None = None
    since: date | None = None
    dues: tuple[date, ...] = ()
    completed_on: date | None = None
    milestones: tuple[Mark, ...] = ()
    words: str = ""

    @property
    def days(self) -> tuple[date, ...]:
        """Every day that the row has a mark for."""
        ends = (
            self.starts or self.since,
            *self.dues,
            self.completed_on,
            *(mark.on for mark in self.milestones),
        )
        return tuple(day for day in ends if day is not None)


@dataclass(frozen=True)
class Group:
    """Rows under one heading."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class _Scale:
    """From days to the page."""

    first: date
    last: date

    def x(self, day: date) -> float:
        return LEFT + (day - self.first).days / (self.last - self.first).days * (RIGHT - LEFT)


def timeline(title: str, groups: Sequence[Group], today: date) -> Drawing | None:
    """The picture of these groups, with today's line. None where no row has a date."""
    days = [day for group in groups for row in group.rows for day in row.days]
    if not days:
        return None
    scale = _scale(days, today)
    height = TOP + sum(HEADING + ROW * len(group.rows) for group in groups) + 16
    alt = describe(title, groups, today)
    parts = [*_legend(), *_months(scale, height), *_today(scale, today, height), *_groups(groups, scale)]
    size = f'width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}"'
    words = f'role="img" aria-label={quoteattr(alt)} font-family="{FONT}"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size} {words}>{"".join(parts)}</svg>'
    return Drawing(svg, alt, WIDTH, height)


def describe(title: str, groups: Sequence[Group], today: date) -> str:
    """The picture in plain English; its table says the rest."""
    rows = [row for group in groups for row in group.rows]
    moved = sum(len(row.dues) > 1 for row in rows)
    done = sum(row.completed_on is not None for row in rows)
    reached = [mark.reached for row in rows for mark in row.milestones]
    said = [f"Timeline of {title} on {uk_date(today)}: {counted(len(rows), 'action')}."]
    said.append(f"{counted(moved, 'date')} moved. {done} completed.")
    if reached:
        said.append(f"{sum(reached)} of {counted(len(reached), 'milestone')} reached.")
    return " ".join(said)


def _scale(days: Sequence[date], today: date) -> _Scale:
    first, last = min(*days, today), max(*days, today)
    last = max(last, first + SHORTEST)
    room = (last - first) / 40
    return _Scale((first - room).replace(day=1), last + room)


def _legend() -> Iterator[str]:
    """Each shape with its word, over the plot."""
    yield _path("M16 18h34v10h-34z", fill=ACCENT)
    yield _text(56, 28, "From its start")
    yield _path("M150 23h30", stroke=ACCENT)
    yield _text(186, 28, "Planned, no start given")
    yield from _first_due(344, 23)
    yield _text(354, 28, "First date")
    yield from _hatch(434, 470, 23)
    yield _text(476, 28, "Slipped")
    yield from _due(540, 23)
    yield _text(550, 28, "Due now")
    yield from _completed(624, 23)
    yield _text(637, 28, "Completed")
    yield from _diamond(722, 23, reached=False)
    yield _text(734, 28, "Milestone")
    yield from _diamond(816, 23, reached=True)
    yield _text(828, 28, "Milestone reached")
    yield _path("M962 14v18", stroke=TODAY, extra=' stroke-width="2" stroke-dasharray="5 3"')
    yield _text(970, 28, "The day of this page")


def _months(scale: _Scale, height: int) -> Iterator[str]:
    """A line for each month, quarter or year, as many as have room."""
    months = [scale.first]
    while months[-1] <= scale.last:
        months.append((months[-1] + timedelta(days=32)).replace(day=1))
    inside = [month for month in months if month <= scale.last]
    every = next((n for n in (1, 3, 6, 12, 24, 60) if len(inside) <= n * MOST_TICKS), 120)
    for month in (one for one in inside if (one.year * 12 + one.month - 1) % every == 0):
        x = scale.x(month)
        yield _path(f"M{x:.1f} {TOP - 14}V{height - 8}", stroke=GRID)
        yield _text(x, TOP - 22, f"{month:%b %Y}", anchor="middle", colour=MUTED)


def _today(scale: _Scale, today: date, height: int) -> Iterator[str]:
    x = scale.x(today)
    line = ' stroke-width="2" stroke-dasharray="5 3"'
    yield _path(f"M{x:.1f} {TOP - 14}V{height - 8}", stroke=TODAY, extra=line)
    yield _text(x, TOP - 38, uk_date(today), anchor="middle", colour=TODAY, bold=True)


def _groups(groups: Sequence[Group], scale: _Scale) -> Iterator[str]:
    y = TOP
    for group in groups:
        yield _text(16, y + 20, _short(group.heading, HEADING_CHARACTERS), bold=True)
        yield _path(f"M16 {y + HEADING - 4}H{WIDTH - 16}", stroke=MUTED)
        y += HEADING
        for row in group.rows:
            yield from _row(row, y + ROW / 2, scale)
            y += ROW


def _row(row: Row, y: float, scale: _Scale) -> Iterator[str]:
    yield _text(16, y + 4, _short(row.label, LABEL_CHARACTERS))
    if row.dues:
        first, now = row.dues[0], row.dues[-1]
        if row.starts is None and row.since is not None and row.since < now:
            yield _path(f"M{scale.x(row.since):.1f} {y:.1f}H{scale.x(min(first, now)):.1f}", stroke=ACCENT)
        if row.starts is not None:
            # A date brought forward ends the bar; one that slipped goes on beyond it.
            yield from _bar(scale.x(row.starts), scale.x(min(first, now)), y)
        if now != first:
            yield from _hatch(scale.x(min(first, now)), scale.x(max(first, now)), y)
            yield from _first_due(scale.x(first), y)
        for before, day in pairwise(row.dues):
            if day not in (first, now) and day != before:
                yield _path(f"M{scale.x(day):.1f} {y - 5}v10", stroke=AMBER, extra=' stroke-width="2"')
        yield from _due(scale.x(now), y)
    for mark in row.milestones:
        yield from _diamond(scale.x(mark.on), y, reached=mark.reached, title=mark.text)
    if row.completed_on is not None:
        yield from _completed(scale.x(row.completed_on), y)
    yield _text(RIGHT + 14, y + 4, _short(row.words, WORDS_CHARACTERS), colour=MUTED)


def _bar(start: float, end: float, y: float) -> Iterator[str]:
    yield _path(f"M{start:.1f} {y - 5}H{max(end, start + 2):.1f}v10H{start:.1f}z", fill=ACCENT)


def _hatch(start: float, end: float, y: float) -> Iterator[str]:
    """A framed run with slanting strokes: told from a bar without its colour."""
    yield _path(f"M{start:.1f} {y - 5}H{end:.1f}v10H{start:.1f}z", stroke=AMBER, fill="#ffffff")
    strokes = "".join(f"M{start + n:.1f} {y + 5}l4 -10" for n in range(2, int(end - start) - 4, 6))
    if strokes:
        yield _path(strokes, stroke=AMBER)


def _first_due(x: float, y: float) -> Iterator[str]:
    yield _path(f"M{x - 3:.1f} {y - 8}h6v16h-6z", stroke=INK, fill="#ffffff")


def _due(x: float, y: float) -> Iterator[str]:
    yield _path(f"M{x - 2:.1f} {y - 8}h4v16h-4z", fill=INK)


def _completed(x: float, y: float) -> Iterator[str]:
    yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="7" fill="#ffffff" stroke="{INK}" stroke-width="2"/>'
    yield _path(
        f"M{x - 3.2:.1f} {y + 0.2:.1f}l2.4 2.6l4 -5.4", stroke=INK, extra=' stroke-width="2" fill="none"'
    )


def _diamond(x: float, y: float, *, reached: bool, title: str = "") -> Iterator[str]:
    fill = INK if reached else "#ffffff"
    said = f"<title>{escape(title)}</title>" if title else ""
    shape = f"M{x:.1f} {y - 7}l7 7l-7 7l-7 -7z"
    yield f'<path d="{shape}" fill="{fill}" stroke="{INK}" stroke-width="1.5">{said}</path>'


def _path(shape: str, *, stroke: str = "", fill: str = "", extra: str = "") -> str:
    drawn = (f' stroke="{stroke}"' if stroke else "") + (f' fill="{fill}"' if fill else "")
    return f'<path d="{shape}"{drawn}{extra}/>'


def _text(
    x: float, y: float, words: str, *, anchor: str = "start", colour: str = INK, bold: bool = False
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text {place} font-size="13"{weight} fill="{colour}">{escape(words)}</text>'


def _short(words: str, most: int) -> str:
    return textwrap.shorten(words, most, placeholder="…")
