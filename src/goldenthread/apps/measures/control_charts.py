"""Control charts of a measure's page: drawn once for the same figures, and kept by their digest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.core.cache import cache

from goldenthread.apps.measures.control import Controlled
from goldenthread.apps.measures.marks_models import MarkKind
from goldenthread.apps.measures.marks_queries import MarkThen, drawn_marks
from goldenthread.apps.measures.models import Measure
from goldenthread.documents import control_chart
from goldenthread.documents.control_figures import (
    Assurance,
    ControlChart,
    ControlPoint,
    Finding,
    Flag,
    Special,
    Stretch,
    Variation,
    description,
    number_words,
)
from goldenthread.documents.wording import uk_date
from goldenthread.rulebook.figures import Status
from goldenthread.rulebook.periods import Period, PeriodKind
from goldenthread.rulebook.rating import Target
from goldenthread.rulebook.spc_chart import ControlChart as Judged
from goldenthread.rulebook.spc_verdicts import Assurance as JudgedAssurance
from goldenthread.rulebook.spc_verdicts import PointType

KEPT_FOR = 24 * 60 * 60
PERIODS = {
    PeriodKind.FINANCIAL_QUARTER: "quarters",
    PeriodKind.MONTH: "months",
    PeriodKind.TERM: "terms",
    PeriodKind.HALF_TERM: "half-terms",
}
_SPECIALS = {
    PointType.IMPROVEMENT: Special.BETTER,
    PointType.CONCERN: Special.WORSE,
    PointType.NEUTRAL_HIGH: Special.HIGH,
    PointType.NEUTRAL_LOW: Special.LOW,
}
_UNSETTLED = (Status.PROVISIONAL, Status.ESTIMATED)


@dataclass(frozen=True)
class ChartShown:
    """A chart on a page. `svg` is empty without a number to draw; `strict` is what the other method says."""

    title: str
    svg: str
    description: str
    sentence: str
    variation: Finding
    assurance: Finding | None
    strict: str


def shown(measure: Measure, one: Controlled, marks: Sequence[MarkThen]) -> ChartShown:
    """The chart of a series with what the rules say of it."""
    chart = paper_chart(measure, one, marks)
    digest = hashlib.sha256(repr(chart).encode()).hexdigest()
    key = f"measures.control.{digest}"
    drawn = cache.get(key)
    if drawn is None:
        drawing = control_chart.draw(chart)
        drawn = (drawing.svg, drawing.alt) if drawing else ("", description(chart))
        cache.set(key, drawn, KEPT_FOR)
    # A measure may have several series: each chart has a name of its own.
    title = f"{measure.title}, {one.series.title[:1].lower()}{one.series.title[1:]}"
    svg, words = drawn
    return ChartShown(
        title, svg, words, chart.sentence, chart.variation, chart.assurance, strict_words(measure, one)
    )


def paper_chart(measure: Measure, one: Controlled, marks: Sequence[MarkThen]) -> ControlChart:
    """A series with its limits as papers and pages take it."""
    judged, target = one.chart, one.series.points[-1].target
    variation = Finding(one.refused, one.refused_by)
    assurance, sentence = None, f"{one.refused}."
    if judged is not None:
        variation = Finding(judged.variation_words, judged.variation.code, _variation(judged))
        if judged.assurance.icon or (variation.icon and judged.assurance is JudgedAssurance.NO_TARGET):
            assurance = Finding(judged.assurance_words, judged.assurance.code, _assurance(judged))
        sentence = judged.sentence(period_words(one), _aim(target) or "its target")
    return ControlChart(
        title=measure.title,
        unit=measure.unit or None,
        points=tuple(_points(one)),
        stretches=tuple(_stretches(one)),
        sentence=sentence,
        variation=variation,
        assurance=assurance,
        flags=tuple(_flags(one.periods, drawn_marks(marks))),
        target=_aim(target),
    )


def _aim(target: Target | None) -> str:
    """A target as it is printed: "95%"."""
    return (target.text or str(target)) if target else ""


def period_words(one: Controlled) -> str:
    """What the points are: "quarters"."""
    return PERIODS.get(PeriodKind(one.series.kind), "years")


def _variation(judged: Judged) -> Variation | None:
    return Variation(judged.variation.icon) if judged.variation.icon else None


def _assurance(judged: Judged) -> Assurance | None:
    return Assurance(judged.assurance.icon) if judged.assurance.icon else None


def _points(one: Controlled) -> Iterator[ControlPoint]:
    for at, (period, cell, number, ends) in enumerate(
        zip(one.periods, one.cells, one.numbers, one.ends, strict=True)
    ):
        judged = one.chart.points[at] if one.chart else None
        special = _SPECIALS.get(judged.point_type) if judged else None
        yield ControlPoint(
            period=str(period),
            value=number,
            text=cell.text if cell and cell.text.strip() else "No figure",
            special=special,
            cause=judged.words if judged and special else "",
            unsettled=bool(cell and cell.figure.status in _UNSETTLED),
            target=ends[0],
            target_high=ends[1],
        )


def _stretches(one: Controlled) -> Iterator[Stretch]:
    """Each phase with its average and limits; a phase without limits shows no average either."""
    for _, run in groupby(range(len(one.phases)), key=lambda at: one.phases[at]):
        places = list(run)
        point = one.chart.points[places[0]] if one.chart else None
        if point is None or point.lower is None:
            yield Stretch(places[0], places[-1])
        else:
            yield Stretch(places[0], places[-1], point.mean, point.lower, point.upper)


def _flags(periods: Sequence[Period], marks: Sequence[MarkThen]) -> Iterator[Flag]:
    """Where each mark stands: what happened at its day, a break before the first period that it is of."""
    for one in marks:
        day = one.mark.day
        if day is None or (place := _place(periods, day, one.kind)) is None:
            continue
        yield Flag(place, one.mark.kind, uk_date(day), one.mark.words)


def _place(periods: Sequence[Period], day: date, kind: MarkKind) -> float | None:
    """None for a day before the chart or after it, and for a break with nothing before it."""
    first = next((at for at, period in enumerate(periods) if day <= period.last_day), None)
    if first is None:
        return None
    if kind is not MarkKind.EVENT:
        return first - 0.5 if first else None
    period = periods[first]
    if day < period.start:
        return first - 0.5 if first else None
    return round(first - 0.5 + (day - period.start).days / (period.end - period.start).days, 3)


def strict_words(measure: Measure, one: Controlled) -> str:
    """What the reference method would say, without the care that ours takes."""
    if one.strict is None:
        return f"It would give no answer. {one.strict_refused}" if one.strict_refused else ""
    last = one.strict.points[-1]
    words = [f"Variation: {one.strict.variation_words}."]
    if one.strict.assurance is not JudgedAssurance.NO_TARGET:
        words.append(f"Assurance: {one.strict.assurance_words}.")
    if last.mean is not None and last.lower is not None and last.upper is not None:
        mean, low, high = (
            number_words(number, measure.unit or None) for number in (last.mean, last.lower, last.upper)
        )
        words.append(f"Average {mean}, limits {low} and {high}.")
    else:
        words.append("No limits can be worked out.")
    return " ".join(words)
