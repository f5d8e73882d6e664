"""Charts as SVG, drawn on the server without network or browser, the same bytes for the same figures.

They are Vega specifications given to ``vl-convert`` as data. Vega rather than Vega-Lite on purpose: measured
on two cores, a Vega-Lite chart of this kind costs 45 ms to compile each time and a Vega one 2 ms.
"""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from math import floor, log10
from pathlib import Path

import vl_convert

from goldenthread.documents.board_report import FigureStatus, SeriesPoint, Target
from goldenthread.documents.wording import counted, listed, printed

FONTS = Path(__file__).parent / "fonts"
FONT = "Liberation Sans"
ACCENT, INK, MUTED, BAND, GRID = "#0b4f5c", "#0b0c0c", "#505a5f", "#d5e6ea", "#e3e5e6"

# In SVG units (pixels), margins included.
CHART_WIDTH, CHART_HEIGHT = 640, 260
SPARK_WIDTH, SPARK_HEIGHT = 96, 22

_UNSETTLED = (FigureStatus.PROVISIONAL, FigureStatus.ESTIMATED)
_MOST_LABELS = 13

Spec = dict[str, object]


@dataclass(frozen=True)
class Axis:
    """The vertical axis: its ends, and the step between its ticks."""

    low: float
    high: float
    step: float

    @property
    def starts_at_zero(self) -> bool:
        """A line that does not start at zero exaggerates; the reader is told."""
        return self.low == 0


def chart(series: Sequence[SeriesPoint], *, unit: str | None = None, target: Target | None = None) -> str:
    """A measure over time: line, points with their figures, target line or range.

    A provisional or estimated point is hollow. Where there is no number the line breaks, and the reason
    stands upright on the axis. Empty string when no point has a number.
    """
    rows = _rows(series)
    known = [row for row in rows if row["drawn"]]
    if not known:
        return ""
    axis = axis_for(series, unit=unit, target=target)
    margins = {"left": 46, "right": 28, "top": 24, "bottom": 40}
    scales = [
        {"name": "x", "type": "point", "domain": list(range(len(rows))), "range": "width", "padding": 0.4},
        {
            "name": "y",
            "type": "linear",
            "domain": [axis.low, axis.high],
            "range": "height",
            "zero": False,
        },
    ]
    spec: Spec = {
        **_frame(CHART_WIDTH, CHART_HEIGHT, margins),
        "data": [
            {"name": "points", "values": rows},
            {"name": "drawn", "values": known},
            {"name": "absent", "values": [row for row in rows if row["absence"]]},
        ],
        "scales": scales,
        "axes": [_value_axis(axis, unit), _period_axis(series)],
        "marks": [*_target_marks(target, axis), _line(2), _points(), _labels(), _absences()],
    }
    return _svg(spec)


def sparkline(series: Sequence[SeriesPoint]) -> str:
    """A small line without axes for a table's cell, its end marked. Empty string below two numbers."""
    rows = _rows(series)
    known = [row for row in rows if row["drawn"]]
    if len(known) < 2:
        return ""
    values = _numbers(series)
    room = (max(values) - min(values)) or 1.0
    spec: Spec = {
        **_frame(SPARK_WIDTH, SPARK_HEIGHT, {"left": 3, "right": 4, "top": 4, "bottom": 4}),
        "data": [{"name": "points", "values": rows}, {"name": "last", "values": known[-1:]}],
        "scales": [
            {"name": "x", "type": "point", "domain": list(range(len(rows))), "range": "width"},
            {
                "name": "y",
                "type": "linear",
                "domain": [min(values), min(values) + room],
                "range": "height",
                "zero": False,
            },
        ],
        "marks": [
            _line(1.4),
            {
                "type": "symbol",
                "from": {"data": "last"},
                "encode": {"enter": {**_AT, "size": {"value": 18}, "fill": {"value": ACCENT}}},
            },
        ],
    }
    return _svg(spec)


def describe(
    title: str, series: Sequence[SeriesPoint], *, unit: str | None = None, target: Target | None = None
) -> str:
    """A chart in plain English, for those who do not see it: ends, extremes, target, gaps, what is unsettled."""
    known = [
        (point.period, point.figure) for point in series if point.figure and point.figure.value is not None
    ]
    if not known:
        return f"No chart of {title}: there is no number to draw."
    lowest = min(known, key=lambda pair: pair[1].value or Decimal(0))
    highest = max(known, key=lambda pair: pair[1].value or Decimal(0))
    sentences = [
        f"Line chart of {title}: {counted(len(known), 'figure')} from {known[0][0]} to {known[-1][0]}.",
        f"First {known[0][1].text}, last {known[-1][1].text}.",
        f"Lowest {lowest[1].text} in {lowest[0]}, highest {highest[1].text} in {highest[0]}.",
    ]
    if target:
        sentences.append(f"Target: {target.text}.")
    if unsettled := [period for period, figure in known if figure.status in _UNSETTLED]:
        sentences.append(f"Provisional or estimated: {listed(unsettled)}.")
    if gaps := [f"{row['period']} ({row['absence']})" for row in _rows(series) if row["absence"]]:
        sentences.append(f"No number: {listed(gaps)}.")
    if not axis_for(series, unit=unit, target=target).starts_at_zero:
        sentences.append("The axis does not start at zero.")
    return " ".join(sentences)


def describe_sparkline(series: Sequence[SeriesPoint]) -> str:
    """The figures that a sparkline draws, in order."""
    return "Trend: " + ", ".join(printed(point.figure) for point in series) + "."


def axis_for(series: Sequence[SeriesPoint], *, unit: str | None = None, target: Target | None = None) -> Axis:
    """The vertical axis of a series, with its target inside.

    It starts at zero, unless all lies in the top fifth (96% to 99%), where a line from zero would be flat.
    A percentage never rises above 100 unless the figures do.
    """
    values = _numbers(series) + [float(end) for end in _ends(target)]
    low, high = min(values, default=0.0), max(values, default=1.0)
    base = 0.0 if low >= 0 and low < 0.8 * high else low
    step = _nice_step((high - base) or abs(high) or 1.0)
    bottom = step * floor(base / step)
    top = step * (floor(high / step) + (0 if high == step * floor(high / step) and high > bottom else 1))
    if unit == "%" and high <= 100 < top:
        top = 100.0
    return Axis(bottom, top, step)


_AT: dict[str, object] = {"x": {"scale": "x", "field": "at"}, "y": {"scale": "y", "field": "value"}}


def _rows(series: Sequence[SeriesPoint]) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for at, point in enumerate(series):
        figure = point.figure
        drawn = figure is not None and figure.value is not None
        rows.append(
            {
                "at": at,
                "period": point.period,
                "drawn": drawn,
                "value": float(figure.value) if figure and figure.value is not None else None,
                "text": textwrap.shorten(figure.text, 12, placeholder="…") if figure else "",
                "hollow": bool(figure and figure.status in _UNSETTLED),
                "absence": "" if drawn else ("no figure" if figure is None else printed(figure).lower()),
            }
        )
    return rows


def _numbers(series: Sequence[SeriesPoint]) -> list[float]:
    return [float(point.figure.value) for point in series if point.figure and point.figure.value is not None]


def _ends(target: Target | None) -> list[Decimal]:
    return [end for end in (target.low, target.high) if end is not None] if target else []


def _nice_step(span: float) -> float:
    """A step of 1, 2 or 5 times a power of ten that gives some four to eight ticks."""
    rough = span / 5
    power = float(10 ** floor(log10(rough)))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)


def _frame(width: int, height: int, margins: Mapping[str, int]) -> Spec:
    return {
        "$schema": "https://vega.github.io/schema/vega/v5.json",
        "width": width - margins["left"] - margins["right"],
        "height": height - margins["top"] - margins["bottom"],
        "padding": dict(margins),
        "autosize": "none",
        "background": None,
        "config": {"text": {"font": FONT}, "axis": {"labelFont": FONT, "titleFont": FONT}},
    }


def _value_axis(axis: Axis, unit: str | None) -> Spec:
    sign = "%" if unit == "%" else ""
    digits = max(0, -floor(log10(axis.step)))
    ticks = []
    tick = axis.low
    while tick <= axis.high + axis.step / 1000:
        ticks.append(round(tick, digits))
        tick += axis.step
    return {
        "orient": "left",
        "scale": "y",
        "values": ticks,
        "format": f",.{digits}f",
        "encode": {
            "labels": {"update": {"text": {"signal": f"format(datum.value, ',.{digits}f') + '{sign}'"}}}
        },
        "grid": True,
        "gridColor": GRID,
        "domain": False,
        "ticks": False,
        "labelColor": MUTED,
        "labelFontSize": 12,
        "labelPadding": 6,
    }


def _period_axis(series: Sequence[SeriesPoint]) -> Spec:
    """Labels on two short lines; every second or third one when there are many, the last always among them."""
    every = 1 + (len(series) - 1) // _MOST_LABELS
    shown = [at for at in range(len(series)) if (len(series) - 1 - at) % every == 0]
    lines = [textwrap.wrap(point.period, 9) for point in series]
    return {
        "orient": "bottom",
        "scale": "x",
        "values": shown,
        "encode": {"labels": {"update": {"text": {"signal": f"({lines!r})[datum.value]"}}}},
        "domainColor": MUTED,
        "tickColor": MUTED,
        "labelColor": INK,
        "labelFontSize": 11,
        "labelPadding": 4,
        "labelOverlap": False,
    }


def _target_marks(target: Target | None, axis: Axis) -> list[Spec]:
    ends = _ends(target)
    if not ends or target is None:
        return []
    across: Spec = {"x": {"value": 0}, "x2": {"signal": "width"}}
    low, high = float(min(ends)), float(max(ends))
    band: Spec = {
        "type": "rect",
        "encode": {
            "enter": {
                **across,
                "y": {"scale": "y", "value": high},
                "y2": {"scale": "y", "value": low},
                "fill": {"value": BAND},
            }
        },
    }
    lines: list[Spec] = [
        {
            "type": "rule",
            "encode": {
                "enter": {
                    **across,
                    "y": {"scale": "y", "value": float(end)},
                    "stroke": {"value": MUTED},
                    "strokeWidth": {"value": 1.5},
                    "strokeDash": {"value": [6, 4]},
                }
            },
        }
        for end in ends
    ]
    # Under the line when it runs along the top edge, where there is no room above it.
    below = high > axis.low + 0.9 * (axis.high - axis.low)
    label: Spec = {
        "type": "text",
        "encode": {
            "enter": {
                "x": {"signal": "width"},
                "dx": {"value": 24},
                "y": {"scale": "y", "value": high},
                "dy": {"value": 5 if below else -5},
                "baseline": {"value": "top" if below else "bottom"},
                "align": {"value": "right"},
                "text": {"value": f"Target {textwrap.shorten(target.text, 24, placeholder='…')}"},
                "fill": {"value": MUTED},
                "fontSize": {"value": 12},
                "fontWeight": {"value": "bold"},
            }
        },
    }
    return [*([band] if low != high else []), *lines, label]


def _line(width: float) -> Spec:
    return {
        "type": "line",
        "from": {"data": "points"},
        "encode": {
            "enter": {
                **_AT,
                "defined": {"field": "drawn"},
                "stroke": {"value": ACCENT},
                "strokeWidth": {"value": width},
                "strokeJoin": {"value": "round"},
            }
        },
    }


def _points() -> Spec:
    return {
        "type": "symbol",
        "from": {"data": "drawn"},
        "encode": {
            "enter": {
                **_AT,
                "size": {"value": 56},
                "fill": {"signal": f"datum.hollow ? 'white' : '{ACCENT}'"},
                "stroke": {"value": ACCENT},
                "strokeWidth": {"value": 2},
            }
        },
    }


def _labels() -> Spec:
    return {
        "type": "text",
        "from": {"data": "drawn"},
        "encode": {
            "enter": {
                **_AT,
                "dy": {"value": -9},
                "align": {"value": "center"},
                "baseline": {"value": "bottom"},
                "text": {"field": "text"},
                "fill": {"value": INK},
                "fontSize": {"value": 12},
                "fontWeight": {"value": "bold"},
            }
        },
    }


def _absences() -> Spec:
    return {
        "type": "text",
        "from": {"data": "absent"},
        "encode": {
            "enter": {
                "x": {"scale": "x", "field": "at"},
                "y": {"signal": "height"},
                "dx": {"value": 6},
                "angle": {"value": 270},
                "align": {"value": "left"},
                "baseline": {"value": "middle"},
                "text": {"field": "absence"},
                "fill": {"value": MUTED},
                "fontSize": {"value": 11},
            }
        },
    }


@cache
def _register_fonts() -> None:
    vl_convert.register_font_directory(str(FONTS))


def _svg(spec: Spec) -> str:
    _register_fonts()
    return str(vl_convert.vega_to_svg(spec, allowed_base_urls=[]))
