"""A council beside other areas as SVG: a row and a mark for each, the best place on top, the average a line.

Nothing is said by colour alone: the council is a full diamond, a neighbour a ring, a region a square, a
nation a triangle, and words stand at both ends of each row. A thin bar is an area's 95% interval, where it is
known. The same areas give the same bytes.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from xml.sax.saxutils import escape, quoteattr

from goldenthread.documents.axis import Axis, near_axis
from goldenthread.documents.charts import ACCENT, BAND, FONT, GRID, INK, MUTED, Drawing
from goldenthread.documents.wording import counted, listed

WIDTH, LEFT, RIGHT, TOP, ROW = 640, 210, 560, 40, 24
LABEL_CHARACTERS, WORDS_CHARACTERS = 28, 12


class Role(StrEnum):
    """What an area is to the council."""

    COUNCIL = "council"
    NEIGHBOUR = "neighbour"
    REGION = "region"
    NATION = "nation"


@dataclass(frozen=True)
class Dot:
    """An area with its figure. ``words`` is the figure as printed or, without a value, why there is none.

    ``interval`` is its 95% interval in the figure's unit, and ``interval_words`` that in words.
    """

    label: str
    role: Role
    value: Decimal | None
    words: str
    interval: tuple[Decimal, Decimal] | None = None
    interval_words: str = ""


def strip(
    title: str, dots: Sequence[Dot], *, unit: str | None = None, average: Decimal | None = None,
    average_words: str = "", low_is_good: bool = False,
) -> Drawing | None:  # fmt: skip
    """The areas in order, the best first; those without a figure last. None without any number."""
    known = [dot for dot in dots if dot.value is not None]
    if not known:
        return None
    axis = near_axis(_ends(known), [average] if average is not None else [], unit=unit)
    rows = [*_in_order(known, low_is_good=low_is_good), *(dot for dot in dots if dot.value is None)]
    bottom = TOP + ROW * len(rows)
    alt = describe(title, dots, average_words=average_words, low_is_good=low_is_good)
    if not axis.starts_at_zero:
        alt = f"{alt} The axis does not start at zero."
    parts = [
        *_bands(rows),
        *_axis(axis, bottom, unit),
        *_average(average, average_words, axis, bottom),
        *(part for number, dot in enumerate(rows) for part in _row(dot, TOP + ROW * number + ROW / 2, axis)),
    ]
    height = bottom + 30
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}" role="img" aria-label={quoteattr(alt)} font-family="{FONT}">'
    )
    return Drawing(f"{head}{''.join(parts)}</svg>", alt, WIDTH, height)


def describe(title: str, dots: Sequence[Dot], *, average_words: str = "", low_is_good: bool = False) -> str:
    """The strip in plain English, for those who do not see it: ends, the council, the average, the gaps."""
    known = _in_order([dot for dot in dots if dot.value is not None], low_is_good=low_is_good)
    if not known:
        return f"No chart of {title}: there is no number to draw."
    first, last = known[0], known[-1]
    sentences = [
        f"Dot strip of {title}: {counted(len(known), 'area')}, from {first.label}, {first.words}, to "
        f"{last.label}, {last.words}."
    ]
    sentences += [f"{dot.label}: {_in_words(dot)}." for dot in known if dot.role is not Role.NEIGHBOUR]
    if with_bars := [dot for dot in known if dot.interval is not None]:
        sentences.append(f"Thin bars show the 95% interval of {counted(len(with_bars), 'area')}.")
    if average_words:
        sentences.append(f"{average_words}.")
    if missing := [f"{dot.label} ({dot.words.lower()})" for dot in dots if dot.value is None]:
        sentences.append(f"No number: {listed(missing)}.")
    return " ".join(sentences)


def _in_words(dot: Dot) -> str:
    return f"{dot.words}, {dot.interval_words}" if dot.interval_words else dot.words


def _ends(dots: Sequence[Dot]) -> list[Decimal]:
    """Everything that is drawn on the axis."""
    return [end for dot in dots if dot.value is not None for end in (dot.value, *(dot.interval or ()))]


def _in_order(dots: Sequence[Dot], *, low_is_good: bool) -> list[Dot]:
    """The best first; of equal ones the council, then as given."""
    placed = sorted(dots, key=lambda dot: dot.role is not Role.COUNCIL)
    return sorted(placed, key=lambda dot: dot.value or Decimal(0), reverse=not low_is_good)


def _x(value: Decimal, axis: Axis) -> float:
    return LEFT + float((value - axis.low) / (axis.high - axis.low)) * (RIGHT - LEFT)


def _bands(rows: Sequence[Dot]) -> Iterator[str]:
    """A band behind the council's row."""
    for number, dot in enumerate(rows):
        if dot.role is Role.COUNCIL:
            place = f'x="0" y="{TOP + ROW * number}" width="{WIDTH}" height="{ROW}"'
            yield f'<rect {place} fill="{BAND}"/>'


def _axis(axis: Axis, bottom: float, unit: str | None) -> Iterator[str]:
    sign = "%" if unit == "%" else ""
    for tick in axis.ticks:
        x = _x(tick, axis)
        yield f'<path d="M{x:.1f} {TOP}V{bottom}" stroke="{GRID}" stroke-width="1"/>'
        yield _text(x, bottom + 18, f"{tick.normalize():,f}{sign}", anchor="middle", colour=MUTED)


def _average(average: Decimal | None, words: str, axis: Axis, bottom: float) -> Iterator[str]:
    if average is None:
        return
    x = _x(average, axis)
    stroke = f'stroke="{MUTED}" stroke-width="1.5" stroke-dasharray="6 4"'
    yield f'<path d="M{x:.1f} {TOP - 10}V{bottom}" {stroke}/>'
    anchor = "start" if x < (LEFT + RIGHT) / 2 else "end"
    yield _text(x, TOP - 16, words, anchor=anchor, colour=MUTED, bold=True)


def _row(dot: Dot, y: float, axis: Axis) -> Iterator[str]:
    bold = dot.role is Role.COUNCIL
    label = textwrap.shorten(dot.label, LABEL_CHARACTERS, placeholder="…")
    yield _text(LEFT - 12, y + 4, label, anchor="end", bold=bold)
    words = textwrap.shorten(dot.words, WORDS_CHARACTERS, placeholder="…")
    if dot.value is None:
        yield _text(LEFT + 6, y + 4, dot.words, anchor="start", colour=MUTED)
        return
    if dot.interval is not None:
        yield _bar(_x(dot.interval[0], axis), _x(dot.interval[1], axis), y)
    x = _x(dot.value, axis)
    yield _MARKS[dot.role].format(x=x, y=y, left=x - 5.5, top=y - 5.5, right=x + 5.5, bottom=y + 5.5)
    yield _text(WIDTH - 4, y + 4, words, anchor="end", bold=bold)


def _bar(left: float, right: float, y: float) -> str:
    """The interval, with an end at each limit."""
    ends = f"M{left:.1f} {y - 4:.1f}V{y + 4:.1f}M{right:.1f} {y - 4:.1f}V{y + 4:.1f}"
    return f'<path d="M{left:.1f} {y:.1f}H{right:.1f}{ends}" fill="none" stroke="{ACCENT}" stroke-width="1"/>'


_STROKE = f'stroke="{ACCENT}" stroke-width="2"'
_MARKS = {
    Role.COUNCIL: f'<path d="M{{x:.1f}} {{top:.1f}}L{{right:.1f}} {{y:.1f}}L{{x:.1f}} {{bottom:.1f}}'
    f'L{{left:.1f}} {{y:.1f}}Z" fill="{ACCENT}" {_STROKE}/>',
    Role.NEIGHBOUR: f'<circle cx="{{x:.1f}}" cy="{{y:.1f}}" r="4.5" fill="#ffffff" {_STROKE}/>',
    Role.REGION: f'<rect x="{{left:.1f}}" y="{{top:.1f}}" width="11" height="11" fill="#ffffff" {_STROKE}/>',
    Role.NATION: f'<path d="M{{x:.1f}} {{top:.1f}}L{{right:.1f}} {{bottom:.1f}}L{{left:.1f}} {{bottom:.1f}}'
    f'Z" fill="#ffffff" {_STROKE}/>',
}


def _text(x: float, y: float, words: str, *, anchor: str, colour: str = INK, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text {place} font-size="12"{weight} fill="{colour}">{escape(words)}</text>'
