"""The drawing of a control chart: SVG text by our own code, the same bytes for the same figures.

From the top: numbered flags of the marks, the plot with its limits named at the right, the periods, what the
signs mean, and the marks in words. What is more than chance has a shape of its own as well as a colour.
Coordinates are SVG units from the top left.
"""

import textwrap
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby, pairwise

from goldenthread.documents.charts import ACCENT, GRID, INK, MUTED, Drawing, svg, text
from goldenthread.documents.control_chart_plan import (
    FLAG_ROW,
    LEFT,
    LINE,
    NOT_FROM_ZERO,
    RIGHT,
    WIDTH,
    Plan,
)
from goldenthread.documents.control_chart_signs import (
    LIMIT,
    LIMIT_DASH,
    TARGET,
    TARGET_DASH,
    cross,
    rule,
    sign,
)
from goldenthread.documents.control_figures import (
    ControlChart,
    ControlPoint,
    Stretch,
    description,
    number_words,
)

LABEL_ALL = 13
NARROWEST_GAP = 12
NEAR = 4
"""How many points to either side a figure beside one may reach."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def draw(chart: ControlChart) -> Drawing | None:
    """The chart as SVG, with its description as alternative text. None where there is no number to draw."""
    if not chart.values:
        return None
    plan = Plan(chart)
    alt = description(chart) + ("" if plan.axis.starts_at_zero else f" {NOT_FROM_ZERO}.")
    parts = [
        *_value_axis(plan),
        *_period_axis(plan),
        *_flag_lines(plan),
        *_limits(plan),
        *_target(plan),
        *_gaps(plan),
        *_line(plan),
        *_points(plan),
        *_figures(plan),
        *_side_labels(plan),
        *_flags(plan),
        *_legend(plan),
        *_marks_in_words(plan),
    ]
    return Drawing(svg(WIDTH, plan.height, alt, parts), alt, WIDTH, plan.height)


def _value_axis(plan: Plan) -> Iterator[str]:
    sign = "%" if plan.chart.unit == "%" else ""
    for tick in plan.axis.ticks:
        y = plan.y(tick)
        base = MUTED if tick == plan.axis.low else GRID
        yield f'<path d="M{LEFT} {y:.1f}H{RIGHT}" stroke="{base}"/>'
        yield text(LEFT - 8, y + 4, f"{_tick(tick)}{sign}", anchor="end", colour=MUTED)


def _tick(tick: Decimal) -> str:
    """A tick that fits its margin: 1.25m for 1,250,000."""
    for power, letter in ((9, "bn"), (6, "m")):
        if abs(tick) >= 10**power:
            return f"{(tick / 10**power).normalize():f}{letter}"
    return f"{tick.normalize():,f}"


def _period_axis(plan: Plan) -> Iterator[str]:
    for n in range(len(plan.chart.points)):
        length = 5 if n in plan.period_lines else 3
        yield f'<path d="M{plan.x(n):.1f} {plan.bottom}v{length}" stroke="{MUTED}"/>'
    for n, lines in plan.period_lines.items():
        for line, words in enumerate(lines):
            yield text(plan.x(n), plan.bottom + 17 + LINE * line, words, size=11)


def _limits(plan: Plan) -> Iterator[str]:
    for one in plan.chart.stretches:
        start, end = plan.x(one.first - 0.5), plan.x(one.last + 0.5)
        if one.mean is not None:
            yield rule(start, end, plan.y(one.mean), INK, "", 1.4)
        if one.lower is not None and one.upper is not None:
            yield rule(start, end, plan.y(one.lower), LIMIT, LIMIT_DASH, 1.6)
            yield rule(start, end, plan.y(one.upper), LIMIT, LIMIT_DASH, 1.6)


def _target(plan: Plan) -> Iterator[str]:
    """The target as a line that steps where it changed; a range has two."""
    for ends in (
        [point.target for point in plan.chart.points],
        [point.target_high for point in plan.chart.points],
    ):
        place = 0
        for known, run in groupby(ends, key=lambda end: end is not None):
            values = list(run)
            if known:
                yield _steps(plan, place, [end for end in values if end is not None])
            place += len(values)


def _steps(plan: Plan, first: int, values: Sequence[float]) -> str:
    path = f"M{plan.x(first - 0.5):.1f} {plan.y(values[0]):.1f}"
    for n, (value, after) in enumerate(zip(values, [*values[1:], None], strict=True), start=first):
        if after != value:
            path += f"H{plan.x(n + 0.5):.1f}"
            path += "" if after is None else f"V{plan.y(after):.1f}"
    stroke = f'stroke="{TARGET}" stroke-width="1.6" stroke-dasharray="{TARGET_DASH}"'
    return f'<path d="{path}" fill="none" {stroke}/>'


def _gaps(plan: Plan) -> Iterator[str]:
    """Each period without a number: a cross on the axis, and why, upright; once for a crowd of the same."""
    points = plan.chart.points
    place = 0
    for (missing, words), run in groupby(points, key=lambda point: (point.value is None, point.text)):
        count = len(list(run))
        if missing:
            yield from (cross(plan.x(n), plan.bottom) for n in range(place, place + count))
            crowded = count > 1 and plan.step < NARROWEST_GAP
            at = [place + (count - 1) / 2] if crowded else range(place, place + count)
            said = f"{words}, {count} periods" if crowded else words
            for n in at:
                turn = f'transform="translate({plan.x(n) + 4:.1f} {plan.bottom - 8}) rotate(-90)"'
                shown = textwrap.shorten(said, 32, placeholder="…")
                yield text(0, 0, shown, anchor="start", colour=MUTED, size=11, extra=turn)
        place += count


def _breaks(chart: ControlChart) -> set[int]:
    """The places before which the definition changed: the line is not drawn across."""
    return {int(flag.at + 0.5) for flag in chart.flags if flag.kind == "definition"}


def _line(plan: Plan) -> Iterator[str]:
    breaks = _breaks(plan.chart)
    path, pen_down = "", False
    for n, point in enumerate(plan.chart.points):
        if point.value is None:
            pen_down = False
            continue
        joined = pen_down and n not in breaks
        path += f"{'L' if joined else 'M'}{plan.x(n):.1f} {plan.y(point.value):.1f}"
        pen_down = True
    yield f'<path d="{path}" fill="none" stroke="{ACCENT}" stroke-width="1.6" stroke-linejoin="round"/>'


def _points(plan: Plan) -> Iterator[str]:
    size = max(2.2, min(4.6, plan.step * 0.32))
    for n, point in enumerate(plan.chart.points):
        if point.value is not None:
            yield sign(point.special, plan.x(n), plan.y(point.value), size, hollow=point.unsettled)


def _figures(plan: Plan) -> Iterator[str]:
    """Figures beside points: all of a few; of many the latest, the ends of what is marked, the extremes.

    One that would cover another, or a name of a limit, is left out: the table has it. Each stands where it
    hides least of the line, above its point where that is free.
    """
    points = plan.chart.points
    taken: list[Box] = []
    for n in _worth_a_figure(points):
        point = points[n]
        if point.value is None:
            continue
        words = textwrap.shorten(point.text.partition(" (")[0], 14, placeholder="…")
        x, y = plan.x(n), plan.y(point.value)
        half = 3.6 * len(words) + 1
        over, beside = min(x, RIGHT + 6 - half), min(y + 4, plan.bottom - 4)
        aside = half + 5
        places = [(over, y - 11), (over, y + 20), (x + aside, beside), (x - aside, beside)]
        boxes = {(at, base): (at - half, base - 10, at + half, base + 3) for at, base in places}
        free = [place for place, box in boxes.items() if _is_free(plan, box, taken)]
        if free:
            at, base = min(free, key=lambda place: _hides(plan, n, boxes[place]))
            taken.append(boxes[at, base])
            edge = 'stroke="#ffffff" stroke-width="4" stroke-linejoin="round"'
            yield text(at, base, words, bold=True, extra=edge)
            yield text(at, base, words, bold=True)


def _worth_a_figure(points: Sequence[ControlPoint]) -> list[int]:
    """Places by how much their figures are wanted."""
    known = [n for n, point in enumerate(points) if point.value is not None]
    if len(known) <= LABEL_ALL:
        return [known[-1], *known[:-1]]
    special = [
        n for n in known
        if points[n].special and (n == known[-1] or points[n + 1].special != points[n].special)
    ]  # fmt: skip
    values = [point.value for point in points if point.value is not None]
    extremes = [next(n for n in known if points[n].value == end) for end in (max(values), min(values))]
    return list(dict.fromkeys([known[-1], *special, *extremes, known[0]]))


def _is_free(plan: Plan, box: Box, taken: Sequence[Box]) -> bool:
    """Whether a figure in this box is inside the plot and covers no other figure."""
    inside = plan.top - 12 <= box[1] and box[3] <= plan.bottom and box[2] <= RIGHT + 6
    return inside and box[0] >= LEFT - 10 and not any(_overlap(box, other) for other in taken)


def _hides(plan: Plan, place: int, box: Box) -> int:
    """How much of the chart a figure in this box hides: other points count most, then the line."""
    known = [
        (n, plan.x(n), plan.y(point.value))
        for n, point in enumerate(plan.chart.points)
        if point.value is not None and abs(n - place) <= NEAR
    ]
    signs = sum(n != place and _overlap(box, (x - 5, y - 5, x + 5, y + 5)) for n, x, y in known)
    lines = sum(_crosses(one[1:], other[1:], box) for one, other in pairwise(known))
    levels = [
        level for one in plan.chart.stretches if one.first <= place <= one.last
        for level in (one.mean, one.lower, one.upper, plan.chart.points[place].target) if level is not None
    ]  # fmt: skip
    return 5 * signs + 3 * lines + sum(box[1] <= plan.y(level) <= box[3] for level in levels)


def _crosses(start: tuple[float, float], end: tuple[float, float], box: Box) -> bool:
    """Whether the line from one point to the next goes through a box."""
    left, right = max(start[0], box[0]), min(end[0], box[2])
    if left >= right:
        return False
    slope = (end[1] - start[1]) / (end[0] - start[0])
    ys = [start[1] + slope * (x - start[0]) for x in (left, right)]
    return min(ys) <= box[3] and max(ys) >= box[1]


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _side_labels(plan: Plan) -> Iterator[str]:
    """The names of the last limits, average and target at the right, apart where they would touch."""
    wanted = sorted(_named_levels(plan), key=lambda label: label[0])
    placed: list[float] = []
    for y, _, _ in wanted:
        placed.append(max(y, placed[-1] + LINE) if placed else y)
    over = placed[-1] - plan.bottom if placed else 0.0
    if over > 0:
        placed[-1] = plan.bottom
        for n in reversed(range(len(placed) - 1)):
            placed[n] = min(placed[n], placed[n + 1] - LINE)
    for (y, words, colour), at in zip(wanted, placed, strict=True):
        if abs(at - y) > 1:
            lead = f"M{RIGHT + 1} {y:.1f}L{RIGHT + 6} {at:.1f}"
            yield f'<path d="{lead}" stroke="{colour}" stroke-width="0.8"/>'
        yield text(RIGHT + 8, at + 4, words, anchor="start", colour=colour, size=11, bold=colour == INK)


def _named_levels(plan: Plan) -> Iterator[tuple[float, str, str]]:
    chart = plan.chart
    last: Stretch | None = chart.stretches[-1] if chart.stretches else None
    if last is not None and last.mean is not None:
        yield plan.y(last.mean), f"Average {number_words(last.mean, _short(chart.unit))}", INK
    if last is not None and last.upper is not None and last.lower is not None:
        yield plan.y(last.upper), f"Upper limit {number_words(last.upper, _short(chart.unit))}", MUTED
        yield plan.y(last.lower), f"Lower limit {number_words(last.lower, _short(chart.unit))}", MUTED
    end = chart.points[-1]
    ends = [level for level in (end.target, end.target_high) if level is not None]
    for level in ends:
        yield plan.y(level), f"Target {number_words(level, _short(chart.unit))}", TARGET


def _short(unit: str | None) -> str | None:
    return unit if unit == "%" else None


def _flag_lines(plan: Plan) -> Iterator[str]:
    """A line down from each flag: whole for a change of definition, broken for a step, else dotted."""
    dashes = {"definition": "", "step": "6 3", "event": "1 4"}
    for flag, row in zip(plan.chart.flags, plan.flag_rows, strict=True):
        x = plan.x(flag.at)
        dash = f' stroke-dasharray="{dashes[flag.kind]}"' if dashes[flag.kind] else ""
        width = 2 if flag.kind == "definition" else 1.2
        top = _flag_y(plan, row)
        yield f'<path d="M{x:.1f} {top:.1f}V{plan.bottom}" stroke="{INK}" stroke-width="{width}"{dash}/>'


def _flag_y(plan: Plan, row: int) -> float:
    return plan.top - 20 - FLAG_ROW * row


def _flags(plan: Plan) -> Iterator[str]:
    for n, (flag, row) in enumerate(zip(plan.chart.flags, plan.flag_rows, strict=True), start=1):
        yield from _flag(plan.x(flag.at), _flag_y(plan, row), n)


def _flag(x: float, y: float, number: int) -> Iterator[str]:
    wide = 16 if number < 10 else 22
    place = f'x="{x - wide / 2:.1f}" y="{y - 8:.1f}" width="{wide}" height="16" rx="2"'
    yield f'<rect {place} fill="{INK}"/>'
    yield text(x, y + 4, str(number), colour="#ffffff", size=11, bold=True)


def _legend(plan: Plan) -> Iterator[str]:
    for row, entries in enumerate(plan.legend):
        x, y = 10.0, plan.legend_top + 20 * row
        for drawn, words in entries:
            yield f'<g transform="translate({x:.1f} {y:.1f})">{drawn}</g>'
            yield text(x + 23, y + 4, words, anchor="start", size=11)
            x += 34 + 6.2 * len(words)


def _marks_in_words(plan: Plan) -> Iterator[str]:
    y = plan.marks_top + 8
    for number, lines in plan.marks:
        yield from _flag(20, y - 4, number)
        for words in lines:
            yield text(38, y, words, anchor="start", size=11)
            y += 15
        y += 4
