"""Where everything of a control chart stands. Coordinates are SVG units from the top left."""

import textwrap
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from goldenthread.documents.axis import Axis, near_axis
from goldenthread.documents.control_chart_signs import legend_entries
from goldenthread.documents.control_figures import FLAG_WORDS, ControlChart

WIDTH = 720
LEFT, RIGHT, PLOT_HEIGHT = 58, 592, 210
FLAG_ROW, LINE = 18, 13
NOT_FROM_ZERO = "The axis does not start at zero"
MOST_PERIOD_LABELS, PERIOD_LINES = 11, 4


@dataclass(frozen=True)
class Plan:
    """Where everything of a chart stands."""

    chart: ControlChart

    @cached_property
    def axis(self) -> Axis:
        return axis_of(self.chart)

    @cached_property
    def step(self) -> float:
        return (RIGHT - LEFT) / len(self.chart.points)

    def x(self, place: float) -> float:
        return LEFT + (place + 0.5) * self.step

    def y(self, value: Decimal | float) -> float:
        share = (float(value) - float(self.axis.low)) / float(self.axis.high - self.axis.low)
        return self.bottom - share * PLOT_HEIGHT

    @cached_property
    def flag_rows(self) -> tuple[int, ...]:
        """The row of each flag: one that would cover another stands above it."""
        ends: list[float] = []
        rows = []
        for flag in self.chart.flags:
            x = self.x(flag.at)
            row = next((n for n, end in enumerate(ends) if x - end >= FLAG_ROW), len(ends))
            ends[row : row + 1] = [x]
            rows.append(row)
        return tuple(rows)

    @cached_property
    def top(self) -> float:
        return 24 + FLAG_ROW * (max(self.flag_rows, default=-1) + 1)

    @property
    def bottom(self) -> float:
        return self.top + PLOT_HEIGHT

    @cached_property
    def period_lines(self) -> dict[int, list[str]]:
        """The periods that are written out, by place: every one, or every so many, the last among them."""
        points = self.chart.points
        every = 1 + (len(points) - 1) // MOST_PERIOD_LABELS
        return {
            n: textwrap.wrap(point.period, 9)[:PERIOD_LINES]
            for n, point in enumerate(points)
            if (len(points) - 1 - n) % every == 0
        }

    @property
    def legend_top(self) -> float:
        return self.bottom + 24 + LINE * max(len(lines) for lines in self.period_lines.values())

    @cached_property
    def legend(self) -> list[list[tuple[str, str]]]:
        """Rows of (sign, words) that fit the width."""
        rows: list[list[tuple[str, str]]] = [[]]
        room = 0.0
        told = [] if self.axis.starts_at_zero else [("", NOT_FROM_ZERO)]
        for sign, words in [*legend_entries(self.chart), *told]:
            wide = 34 + 6.2 * len(words)
            if room + wide > WIDTH - 20 and rows[-1]:
                rows.append([])
                room = 0.0
            rows[-1].append((sign, words))
            room += wide
        return rows

    @cached_property
    def marks(self) -> list[tuple[int, list[str]]]:
        """Each mark in words, on as many lines as it takes."""
        return [
            (n, textwrap.wrap(f"{flag.day}. {FLAG_WORDS[flag.kind]}: {flag.words}", 108)[:3])
            for n, flag in enumerate(self.chart.flags, start=1)
        ]

    @property
    def marks_top(self) -> float:
        return self.legend_top + 20 * len(self.legend) + 4

    @property
    def height(self) -> int:
        lines = sum(len(lines) for _, lines in self.marks)
        return int(self.marks_top + 15 * lines + 4 * len(self.marks) + 4)


def axis_of(chart: ControlChart) -> Axis:
    """The vertical axis of a chart with at least one number: its figures, limits and targets are inside."""
    ends = [end for one in chart.stretches for end in (one.lower, one.upper, one.mean) if end is not None]
    targets = [end for one in chart.points for end in (one.target, one.target_high) if end is not None]
    return near_axis([*chart.values, *map(_decimal, ends)], [*map(_decimal, targets)], unit=chart.unit)


def _decimal(number: float) -> Decimal:
    return Decimal(repr(round(number, 6)))
