"""What a control chart shows, as plain data, and what it says in words.

The enumerations are the papers' own: a later rulebook cannot change what an old chart says. Positions are
places in the row of periods, from 0.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import groupby

from goldenthread.documents.wording import counted, listed


class Variation(StrEnum):
    """What a point, or the latest of a process, says beside chance."""

    COMMON = "common_cause"
    IMPROVING_HIGH = "improvement_high"
    IMPROVING_LOW = "improvement_low"
    CONCERNING_HIGH = "concern_high"
    CONCERNING_LOW = "concern_low"
    HIGH = "neutral_high"
    LOW = "neutral_low"


class Assurance(StrEnum):
    """Whether the process will meet its target as long as it stays as it is."""

    PASSES = "pass"
    FAILS = "fail"
    HIT_AND_MISS = "inconsistent"


class Special(StrEnum):
    """What a point that is more than chance means."""

    BETTER = "better"
    WORSE = "worse"
    HIGH = "high"
    LOW = "low"


SPECIAL_WORDS: dict[Special, str] = {
    Special.BETTER: "Better than chance explains",
    Special.WORSE: "Worse than chance explains",
    Special.HIGH: "Higher than chance explains",
    Special.LOW: "Lower than chance explains",
}


@dataclass(frozen=True)
class ControlPoint:
    """A period. Without a number ``value`` is None and ``text`` says why; else ``text`` is as printed.

    ``special`` is None for a point that is within chance or not judged; ``cause`` says why it is marked
    ("Above the upper limit"). ``target`` and ``target_high`` are the ends to reach in this period.
    """

    period: str
    value: Decimal | None
    text: str
    special: Special | None = None
    cause: str = ""
    unsettled: bool = False
    target: float | None = None
    target_high: float | None = None


@dataclass(frozen=True)
class Stretch:
    """Points ``first`` to ``last`` with one average and one pair of limits, None where it has none."""

    first: int
    last: int
    mean: float | None = None
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True)
class Flag:
    """A mark at a place on the time axis: 3.5 is between points 3 and 4. ``kind`` as in `FLAG_WORDS`."""

    at: float
    kind: str
    day: str
    words: str


FLAG_WORDS = {"event": "What happened", "definition": "Definition changed", "step": "Limits worked out anew"}


@dataclass(frozen=True)
class Finding:
    """An answer of the chart: its words, the rule that gave it, and its icon where it has one."""

    words: str
    code: str
    icon: Variation | Assurance | None = None


@dataclass(frozen=True)
class ControlChart:
    """A series with its limits, and what the rules say of it.

    ``sentence`` is the whole in plain words. ``target`` is the target in force, as printed.
    """

    title: str
    unit: str | None
    points: tuple[ControlPoint, ...]
    stretches: tuple[Stretch, ...]
    sentence: str
    variation: Finding
    assurance: Finding | None = None
    flags: tuple[Flag, ...] = ()
    target: str = ""

    @property
    def values(self) -> list[Decimal]:
        return [point.value for point in self.points if point.value is not None]

    @property
    def latest(self) -> ControlPoint | None:
        """The newest point that has a number."""
        return next((point for point in reversed(self.points) if point.value is not None), None)


def number_words(value: float, unit: str | None) -> str:
    """A limit or an average for people: one decimal place below 1,000, none above; "12.5%", "9 days"."""
    text = f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.1f}".removesuffix(".0")
    text = "0" if text == "-0" else text
    return f"{text}%" if unit == "%" else f"{text} {unit}" if unit else text


def description(chart: ControlChart) -> str:
    """The chart in words, for those who do not see it."""
    latest = chart.latest
    if latest is None:
        return f"No chart of {chart.title}: there is no number to draw."
    first = next(point for point in chart.points if point.value is not None)
    count = len(chart.values)
    said = [
        f"Control chart of {chart.title}: {counted(count, 'figure')} from {first.period} to {latest.period}.",
        f"First {first.text}, latest {latest.text}." if count > 1 else f"{latest.text}.",
        chart.sentence,
    ]
    for name, finding in (("Variation", chart.variation), ("Assurance", chart.assurance)):
        if finding and finding.icon:
            said.append(f"{name}: {_inside(finding.words)}.")
    said += [*_stretches(chart), *_targets(chart), *_causes(chart)]
    said += [f"Mark {n}, {_flag(flag)}." for n, flag in enumerate(chart.flags, start=1)]
    if unsettled := [point.period for point in chart.points if point.unsettled]:
        said.append(f"Provisional or estimated: {listed(unsettled)}.")
    if gaps := [f"{point.period} ({point.text})" for point in chart.points if point.value is None]:
        said.append(f"No number: {listed(gaps)}.")
    return " ".join(said)


def _stretches(chart: ControlChart) -> Iterator[str]:
    for stretch in chart.stretches:
        if stretch.mean is None:
            continue
        where = ""
        if len(chart.stretches) > 1:
            first, last = chart.points[stretch.first].period, chart.points[stretch.last].period
            where = f" from {first} to {last}" if first != last else f" in {first}"
        words = f"Average{where} {number_words(stretch.mean, chart.unit)}"
        if stretch.lower is not None and stretch.upper is not None:
            low, high = (number_words(end, chart.unit) for end in (stretch.lower, stretch.upper))
            words += f", limits {low} and {high}"
        yield f"{words}."


def _targets(chart: ControlChart) -> Iterator[str]:
    """Each target with the period from which it held, where it changed; else the one."""
    spans = [
        (ends, next(span).period)
        for ends, span in groupby(chart.points, key=lambda point: (point.target, point.target_high))
    ]
    if len(spans) == 1 or not chart.target:
        if chart.target:
            yield f"Target: {chart.target}."
        return
    told = [
        f"{' to '.join(number_words(end, chart.unit) for end in ends if end is not None)} from {period}"
        if any(end is not None for end in ends)
        else f"none from {period}"
        for ends, period in spans
    ]
    yield f"Targets: {listed(told)}."


def _causes(chart: ControlChart) -> Iterator[str]:
    """What is more than chance, run by run: "Worse than chance explains: 2016-17 Q1 to 2017-18 Q3 (7)"."""
    for special, run in groupby(chart.points, key=lambda point: point.special):
        points = list(run)
        if special is None:
            continue
        ends = dict.fromkeys((points[0].period, points[-1].period))
        count = f" ({len(points)} points)" if len(points) > 1 else ""
        yield f"{SPECIAL_WORDS[special]}: {' to '.join(ends)}{count}, {_inside(points[-1].cause)}."


def _inside(words: str) -> str:
    """Words as they stand inside a sentence."""
    return words[:1].lower() + words[1:]


def _flag(flag: Flag) -> str:
    return f"{flag.day}, {_inside(FLAG_WORDS[flag.kind])}: {flag.words.rstrip('.')}"
