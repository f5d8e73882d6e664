"""Charts of audits: how the judgements of each stream fall, and how a share goes over the quarters.

SVG by our own code, the same bytes for the same figures. A grade is told by its place in the row, its tone
and its number, never by a colour alone. Coordinates are SVG units from the top left.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.documents.charts import ACCENT, GRID, INK, MUTED, Drawing, svg, text
from goldenthread.documents.wording import listed

WIDTH = 640
BAR_LEFT, BAR_RIGHT, BAR_HEIGHT, ROW = 190, 620, 26, 40
# From the best grade to the worst, as far apart in lightness as print in grey needs.
TONES = ("#0b4f5c", "#4b8a96", "#a9ced6", "#e4eef0", "#c9c9c9", "#8e8e8e")
NARROWEST_NUMBER = 20

LEFT, RIGHT, TOP, BOTTOM = 46, 620, 26, 220
LIMIT_DASH, CHART_HEIGHT = "6 4", 292


@dataclass(frozen=True)
class Distribution:
    """One stream: the cases of each grade, best first."""

    label: str
    by_grade: tuple[int, ...]


@dataclass(frozen=True)
class SharePoint:
    """One period: a share in percent with its limits by chance, and how many cases stand behind it.

    ``lower`` and ``upper`` are its interval; ``chart_lower`` and ``chart_upper`` the chart's limits. None
    where there is none.
    """

    period: str
    percent: Decimal
    cases: int | None
    lower: float | None = None
    upper: float | None = None
    chart_lower: float | None = None
    chart_upper: float | None = None


def distribution(title: str, grades: Sequence[str], streams: Sequence[Distribution]) -> Drawing | None:
    """Bars of 100%, one a stream, from the best grade to the worst. None without a case."""
    drawn = [one for one in streams if sum(one.by_grade)]
    if not drawn:
        return None
    legend = list(_legend(grades))
    top = 18 * len(legend) + 14
    parts = [part for place, row in enumerate(legend) for part in _legend_row(row, 12 + 18 * place)]
    for place, one in enumerate(drawn):
        parts += _bar(one, top + ROW * place)
    height = top + ROW * len(drawn)
    said = "; ".join(f"{one.label}: {_in_words(grades, one.by_grade)}" for one in drawn)
    alt = f"{title}, cases by grade. {said}."
    return Drawing(svg(WIDTH, height, alt, parts), alt, WIDTH, height)


def _in_words(grades: Sequence[str], by_grade: Sequence[int]) -> str:
    pairs = zip(grades, by_grade, strict=True)
    return listed([f"{count} {grade.lower()}" for grade, count in pairs if count])


def _legend(grades: Sequence[str]) -> Iterator[list[tuple[float, str, str]]]:
    """Rows of (x, tone, grade) that fit the width."""
    row: list[tuple[float, str, str]] = []
    x = 10.0
    for place, grade in enumerate(grades):
        wide = 30 + 6.6 * len(grade)
        if row and x + wide > WIDTH:
            yield row
            row, x = [], 10.0
        row.append((x, TONES[place % len(TONES)], grade))
        x += wide
    yield row


def _legend_row(row: Sequence[tuple[float, str, str]], y: float) -> Iterator[str]:
    for x, tone, grade in row:
        yield f'<rect x="{x:.1f}" y="{y - 10:.1f}" width="12" height="12" fill="{tone}" stroke="{INK}"/>'
        yield text(x + 18, y, grade, anchor="start")


def _bar(one: Distribution, y: float) -> list[str]:
    total = sum(one.by_grade)
    lines = textwrap.wrap(one.label, 26)[:2] or [""]
    start = y + 17 - 7 * (len(lines) - 1)
    parts = [
        text(BAR_LEFT - 10, start + 14 * n, line, anchor="end", bold=True) for n, line in enumerate(lines)
    ]
    x = float(BAR_LEFT)
    for place, count in enumerate(one.by_grade):
        wide = (BAR_RIGHT - BAR_LEFT) * count / total
        if not count:
            continue
        tone = TONES[place % len(TONES)]
        parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{BAR_HEIGHT}" fill="{tone}" '
            f'stroke="{INK}" stroke-width="1"/>'
        )
        if wide >= NARROWEST_NUMBER:
            colour = "#ffffff" if place < 1 else INK
            parts.append(text(x + wide / 2, y + 18, str(count), colour=colour, bold=True))
        x += wide
    return parts


def shares_over_time(
    title: str, points: Sequence[SharePoint], *, average: float | None = None, sentence: str = ""
) -> Drawing | None:
    """Shares by period, each with its interval; with the average and the chart's limits where there are any.

    Percent on an axis from 0 to 100. None without a point.
    """
    if not points:
        return None
    alt = _share_words(title, points, average, sentence)
    step = (RIGHT - LEFT) / len(points)
    places = [LEFT + (n + 0.5) * step for n in range(len(points))]
    parts = [*_percent_axis()]
    has_limits = any(point.chart_upper is not None for point in points)
    key = "Upright bar: how far chance could move the share (95%)"
    key += ". Dashed: limits of chance." if has_limits else "."
    parts.append(text(LEFT, 12, key, anchor="start", colour=MUTED, size=11))
    if average is not None:
        parts.append(f'<path d="M{LEFT} {_y(average):.1f}H{RIGHT}" stroke="{INK}" stroke-width="1.4"/>')
    parts += _chart_limits(points, places, step)
    parts += _line(points, places)
    parts += [part for point, x in zip(points, places, strict=True) for part in _point(point, x)]
    if average is not None:
        words, edge = f"Average {average:.0f}%", 'stroke="#ffffff" stroke-width="4" stroke-linejoin="round"'
        parts.append(text(RIGHT, _y(average) + 14, words, anchor="end", colour=MUTED, extra=edge))
        parts.append(text(RIGHT, _y(average) + 14, words, anchor="end", colour=MUTED))
    parts += _periods(points, places)
    return Drawing(svg(WIDTH, CHART_HEIGHT, alt, parts), alt, WIDTH, CHART_HEIGHT)


def _share_words(title: str, points: Sequence[SharePoint], average: float | None, sentence: str) -> str:
    told = [
        f"{one.period} {one.percent.normalize():f}%" + (f" of {one.cases} cases" if one.cases else "")
        for one in points
    ]
    parts = [f"{title}: {listed(told)}."]
    if average is not None:
        parts.append(f"Average {average:.0f}%.")
    return " ".join([*parts, f"{sentence}." if sentence else ""]).strip()


def _y(percent: float) -> float:
    return BOTTOM - percent / 100 * (BOTTOM - TOP)


def _percent_axis() -> Iterator[str]:
    for tick in (0, 25, 50, 75, 100):
        y = _y(tick)
        yield f'<path d="M{LEFT} {y:.1f}H{RIGHT}" stroke="{GRID if tick else MUTED}"/>'
        yield text(LEFT - 8, y + 4, f"{tick}%", anchor="end", colour=MUTED)


def _chart_limits(points: Sequence[SharePoint], places: Sequence[float], step: float) -> Iterator[str]:
    for point, x in zip(points, places, strict=True):
        for limit in (point.chart_lower, point.chart_upper):
            if limit is not None:
                yield (
                    f'<path d="M{x - step / 2:.1f} {_y(limit):.1f}h{step:.1f}" stroke="{MUTED}" '
                    f'stroke-width="1.6" stroke-dasharray="{LIMIT_DASH}"/>'
                )


def _line(points: Sequence[SharePoint], places: Sequence[float]) -> Iterator[str]:
    if len(points) > 1:
        path = "L".join(
            f"{x:.1f} {_y(float(point.percent)):.1f}" for point, x in zip(points, places, strict=True)
        )
        yield f'<path d="M{path}" fill="none" stroke="{ACCENT}" stroke-width="2"/>'


def _point(point: SharePoint, x: float) -> Iterator[str]:
    """The interval as a bar with feet, the share as a dot; hollow where the sample is not known."""
    y = _y(float(point.percent))
    if point.lower is not None and point.upper is not None:
        low, high = _y(point.lower), _y(point.upper)
        yield (
            f'<path d="M{x:.1f} {low:.1f}V{high:.1f}M{x - 5:.1f} {low:.1f}h10M{x - 5:.1f} {high:.1f}h10" '
            f'stroke="{ACCENT}" stroke-width="1.4" fill="none"/>'
        )
    fill = ACCENT if point.cases else "#ffffff"
    yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.2" fill="{fill}" stroke="{ACCENT}" stroke-width="2"/>'
    words = f"{point.percent.normalize():f}%"
    edge = 'stroke="#ffffff" stroke-width="4" stroke-linejoin="round"'
    yield text(x + 8, y - 8, words, anchor="start", bold=True, extra=edge)
    yield text(x + 8, y - 8, words, anchor="start", bold=True)


def _periods(points: Sequence[SharePoint], places: Sequence[float]) -> Iterator[str]:
    every = 1 + (len(points) - 1) // 10
    for n, (point, x) in enumerate(zip(points, places, strict=True)):
        if (len(points) - 1 - n) % every:
            continue
        lines = [*textwrap.wrap(point.period, 9)[:3], f"of {point.cases}" if point.cases else "of ?"]
        for place, words in enumerate(lines):
            colour = MUTED if place == len(lines) - 1 else INK
            yield text(x, BOTTOM + 17 + 13 * place, words, size=11, colour=colour)
