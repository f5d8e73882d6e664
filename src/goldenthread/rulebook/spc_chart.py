"""One control chart, point by point and in words, as pages and papers show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import ArrayLike

from goldenthread.rulebook.codes import Code
from goldenthread.rulebook.spc import ASSURANCES, POINT_TYPES, VARIATIONS, ControlCharts, control_charts
from goldenthread.rulebook.spc_causes import SPECIAL_CAUSES
from goldenthread.rulebook.spc_verdicts import (
    LEAST_POINTS,
    Assurance,
    Mode,
    PointType,
    SpecialCause,
    Variation,
)
from goldenthread.rulebook.spc_words import MarkedPoint, cause_code, cause_words
from goldenthread.rulebook.targets import Polarity

Number = float | int | Decimal | None


@dataclass(frozen=True)
class ChartPoint:
    """One period of a chart, in the measure's unit; None for what is not known or not shown.

    ``relative_to_mean`` is 1 above the average, 0 on it, -1 below it. ``words`` say why the point is marked
    or why it is not; ``code`` is the rule that decided.
    """

    value: float | None
    group: int
    mean: float | None
    lower: float | None
    upper: float | None
    near_lower: float | None
    near_upper: float | None
    outside: bool | None
    close: bool | None
    relative_to_mean: int | None
    special_cause: SpecialCause
    point_type: PointType
    code: Code
    words: str

    @property
    def missing(self) -> bool:
        return self.value is None


@dataclass(frozen=True)
class ControlChart:
    """A chart's points and its two verdicts. ``known`` counts the figures of the current phase."""

    points: tuple[ChartPoint, ...]
    variation: Variation
    assurance: Assurance
    known: int

    @property
    def missing(self) -> tuple[int, ...]:
        """Where periods without a figure stand, from 0: each is to be resolved (SPC-16)."""
        return tuple(at for at, point in enumerate(self.points) if point.missing)

    @property
    def variation_words(self) -> str:
        """What the icon of variation says: "Improving: high", "Too few points to tell (3 of 13)"."""
        return self._counted(self.variation.words, few=self.variation is Variation.TOO_FEW_POINTS)

    @property
    def assurance_words(self) -> str:
        """What the icon of assurance says: "Hit and miss", "Will consistently meet its target"."""
        return self._counted(self.assurance.words, few=self.assurance is Assurance.TOO_FEW_POINTS)

    def _counted(self, words: str, *, few: bool) -> str:
        return f"{words} ({self.known} of {LEAST_POINTS})" if few else words

    def sentence(self, periods: str = "points", target: str = "its target") -> str:
        """The chart in one sentence. ``periods`` is what the points are ("quarters"), ``target`` as printed.

        "12 of the last 16 quarters are within chance; the process will not reliably meet 100%."
        """
        if self.variation is Variation.TOO_FEW_POINTS:
            return f"{self.variation_words}."
        if self.variation is Variation.NOT_MEANINGFUL:
            return "Limits not meaningful: the figures hardly move from one point to the next."
        current = [
            point for point in self.points if point.group == self.points[-1].group and not point.missing
        ]
        chance = sum(point.point_type is PointType.COMMON_CAUSE for point in current)
        gaps = sum(point.group == self.points[-1].group for point in self.points) - len(current)
        counted = f"{len(current)} {periods} with a figure" if gaps else f"the last {len(current)} {periods}"
        said = f"{chance} of {counted} {'is' if chance == 1 else 'are'} within chance"
        if self.variation is Variation.NO_LAST_FIGURE:
            said += "; the last has no figure yet"
        judged = _ASSURANCE_SENTENCES.get(self.assurance)
        return f"{said}; {judged.format(target=target)}." if judged else f"{said}."

    def missing_words(self, labels: Sequence[str]) -> tuple[str, ...]:
        """One sentence for each period without a figure. ``labels`` name all periods, in their order."""
        return tuple(f"No figure for {labels[at]}. The chart does not bridge it." for at in self.missing)


_ASSURANCE_SENTENCES = {
    Assurance.PASS: "the process will consistently meet {target}",
    Assurance.FAIL: "the process will not reliably meet {target}",
    Assurance.INCONSISTENT: "the process will sometimes meet {target} and sometimes miss it",
}


def control_chart(
    values: Sequence[Number],
    *,
    direction: Polarity,
    target: Number | Sequence[Number] = None,
    target_high: Number | Sequence[Number] = None,
    group: Sequence[int] | None = None,
    fixed: int | None = None,
    screen_outliers: bool = True,
    trend_points: int = 7,
    mode: Mode = Mode.DEFAULT,
) -> ControlChart:
    """One chart; None in ``values`` is a missing figure. ``target`` is one number, or one to a point.

    For the rest see `spc.control_charts`, which this calls and whose `CannotChart` it raises.
    """
    charts = control_charts(
        np.array([[np.nan if value is None else float(value) for value in values]], dtype=np.float64),
        direction=direction,
        target=_ends(target),
        target_high=_ends(target_high),
        group=None if group is None else np.array([group], dtype=np.int64),
        fixed=fixed,
        screen_outliers=screen_outliers,
        trend_points=trend_points,
        mode=mode,
    )
    return chart_of(charts, 0)


def chart_of(charts: ControlCharts, series: int) -> ControlChart:
    """One series of many, without the places in which it has no point."""
    places = np.flatnonzero(charts.groups[series] >= 0).tolist()
    causes = [SPECIAL_CAUSES[charts.special_cause[series, at]] for at in places]
    marked = [
        MarkedPoint(
            _known(charts.values[series, at]),
            int(charts.groups[series, at]),
            int(charts.relative_to_mean[series, at]),
            cause,
        )
        for at, cause in zip(places, causes, strict=True)
    ]
    points = tuple(
        ChartPoint(
            value=marked[order].value,
            group=marked[order].group,
            mean=_known(charts.mean[series, at]),
            lower=_known(charts.lower[series, at]),
            upper=_known(charts.upper[series, at]),
            near_lower=_known(charts.near_lower[series, at]),
            near_upper=_known(charts.near_upper[series, at]),
            outside=bool(charts.outside[series, at]) if charts.judged[series, at] else None,
            close=bool(charts.close[series, at]) if charts.judged[series, at] else None,
            relative_to_mean=None if marked[order].value is None else marked[order].side,
            special_cause=marked[order].cause,
            point_type=POINT_TYPES[charts.point_type[series, at]],
            code=cause_code(marked, order),
            words=cause_words(marked, order),
        )
        for order, at in enumerate(places)
    )
    return ControlChart(
        points=points,
        variation=VARIATIONS[charts.variation[series]],
        assurance=ASSURANCES[charts.assurance[series]],
        known=int(charts.known[series]),
    )


def _known(number: float) -> float | None:
    return None if np.isnan(number) else float(number)


def _ends(target: Number | Sequence[Number]) -> ArrayLike | None:
    if target is None or isinstance(target, (float, int, Decimal)):
        return None if target is None else float(target)
    return [[np.nan if number is None else float(number) for number in target]]
