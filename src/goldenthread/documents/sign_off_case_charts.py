"""The control charts of a frozen case, drawn from what the case itself says."""

from __future__ import annotations

from decimal import Decimal

from goldenthread.documents import control_chart
from goldenthread.documents.blocks import Picture
from goldenthread.documents.charts import Drawing
from goldenthread.documents.control_figures import (
    Assurance,
    ControlChart,
    ControlPoint,
    Finding,
    Stretch,
    Variation,
)
from goldenthread.documents.sign_off_case import (
    CaseChart,
    CaseMeasure,
    ChartFinding,
    ChartPoint,
    ChartStretch,
)

MILLIMETRES = 150.0
_PLACES = Decimal("0.000001")


def frozen(chart: ControlChart, *, of: str, said: str) -> CaseChart:
    """A chart as a case keeps it. Limits are kept to six places: the last bits of a float are no fact."""
    return CaseChart(
        of=of,
        said=said,
        sentence=chart.sentence,
        variation=_finding(chart.variation),
        assurance=_finding(chart.assurance) if chart.assurance else None,
        target=chart.target,
        points=tuple(
            ChartPoint(
                one.period, one.value, one.text, one.special, one.cause, one.unsettled,
                _kept(one.target), _kept(one.target_high),
            )
            for one in chart.points
        ),
        stretches=tuple(
            ChartStretch(one.first, one.last, _kept(one.mean), _kept(one.lower), _kept(one.upper))
            for one in chart.stretches
        ),
    )  # fmt: skip


def _finding(finding: Finding) -> ChartFinding:
    icon = finding.icon
    return ChartFinding(
        finding.words,
        finding.code,
        icon if isinstance(icon, Variation) else None,
        icon if isinstance(icon, Assurance) else None,
    )


def _kept(number: float | None) -> Decimal | None:
    if number is None:
        return None
    kept = Decimal(repr(float(number))).quantize(_PLACES).normalize()
    # Zero has no sign, and 100 is not 1E+2.
    return kept.quantize(Decimal(1)) + 0 if kept == kept.to_integral_value() else kept


def thawed(measure: CaseMeasure, chart: CaseChart) -> ControlChart:
    """The chart as it is drawn."""
    return ControlChart(
        title=measure.title,
        unit=measure.unit or None,
        points=tuple(
            ControlPoint(
                one.period, one.value, one.text, one.special, one.cause, one.unsettled,
                _number(one.target), _number(one.target_high),
            )
            for one in chart.points
        ),
        stretches=tuple(
            Stretch(one.first, one.last, _number(one.mean), _number(one.lower), _number(one.upper))
            for one in chart.stretches
        ),
        sentence=chart.sentence,
        variation=Finding(chart.variation.words, chart.variation.code, chart.variation.variation),
        assurance=Finding(chart.assurance.words, chart.assurance.code, chart.assurance.assurance)
        if chart.assurance
        else None,
        target=chart.target,
    )  # fmt: skip


def _number(kept: Decimal | None) -> float | None:
    return None if kept is None else float(kept)


def drawing(measure: CaseMeasure) -> Drawing | None:
    """The chart of a measure as SVG with its description; None where there is none, or one number alone."""
    if measure.chart is None or sum(one.value is not None for one in measure.chart.points) < 2:
        return None
    return control_chart.draw(thawed(measure, measure.chart))


def picture(measure: CaseMeasure) -> Picture | None:
    """The chart as a picture on paper."""
    drawn = drawing(measure)
    if drawn is None:
        return None
    return Picture(drawn.svg, drawn.alt, MILLIMETRES, MILLIMETRES * drawn.height / drawn.width)
