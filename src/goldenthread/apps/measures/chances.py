"""What chance does to the figures of a series: the interval of each, and whether a change is beyond it.

Nothing here is public. A count, and with it an interval, is shown to whoever may see the figure itself; a
published edition has neither (`documents.published_scorecard`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from goldenthread.apps.measures.models import Measure
from goldenthread.apps.measures.queries import Series
from goldenthread.apps.measures.recorded import polarity_of
from goldenthread.apps.measures.scorecard_rows import FigureCell
from goldenthread.rulebook.chance_words import ChanceOf, chance_of, since_words, why_none
from goldenthread.rulebook.codes import Code
from goldenthread.rulebook.comparison import compare_areas
from goldenthread.rulebook.periods import Period


@dataclass(frozen=True)
class PointChance:
    """A figure with its interval, and in words what its change since the comparable period is beside chance.

    `since` is empty, and `since_code` None, where one of the two has no interval.
    """

    of: ChanceOf
    since: str = ""
    since_code: Code | None = None

    @property
    def beside(self) -> str:
        """The same without the period, for a table of periods: "Changed by no more than chance"."""
        return self.since.partition(" since ")[0]


@dataclass(frozen=True)
class Chances:
    """The figures of a series by period, and why none of them has an interval: each reason with its rule."""

    points: Mapping[Period, PointChance]
    why_none: tuple[tuple[str, Code], ...]

    @property
    def has_some(self) -> bool:
        """Whether a figure has an interval."""
        return any(one.of.chance.both for one in self.points.values())

    @property
    def has_few(self) -> bool:
        """Whether a figure is of few cases."""
        return any(one.of.is_few for one in self.points.values())

    @property
    def words(self) -> str:
        """What a paper says of the newest figure, or why nobody can say how far it could be off."""
        latest = self.latest
        if self.why_none:
            reasons = "; ".join(f"{words} ({code})" for words, code in self.why_none)
            return f"These figures have no 95% interval: {reasons}."
        if latest is None or not latest.of.figure.status.has_a_figure:
            return ""
        if not latest.of.sentence:
            chance = latest.of.chance
            return f"The newest figure has no 95% interval. {chance.reason} ({chance.code})."
        told = [latest.of.sentence]
        told += [f"{latest.of.few_words} (CI-6)."] if latest.of.is_few else []
        told += [f"{latest.since} ({latest.since_code})."] if latest.since else []
        return " ".join(told)

    @property
    def latest(self) -> PointChance | None:
        """That of the newest figure."""
        return self.points[max(self.points, key=lambda period: period.start)] if self.points else None


def cell_chance(measure: Measure, cell: FigureCell) -> ChanceOf:
    """What chance does to one figure of a measure."""
    return chance_of(cell.figure, measure.unit, cell.counts, decimal_places=measure.decimal_places)


def chances_of(measure: Measure, series: Series) -> Chances:
    """What chance does to each figure of a series.

    A change is held against the period of the direction of travel: never across a change of definition or of
    source (BEN-4, BEN-5).
    """
    found = {point.cell.period: cell_chance(measure, point.cell) for point in series.points}
    polarity = polarity_of(measure)
    points = {}
    for point in series.points:
        now, before = found[point.cell.period], point.compared.previous
        if before is None or found[before].chance.at_95 is None or now.chance.at_95 is None:
            points[point.cell.period] = PointChance(now)
        else:
            compared = compare_areas(now.chance.at_95, found[before].chance.at_95, polarity)
            points[point.cell.period] = PointChance(now, since_words(compared, before), compared.code)
    return Chances(points, why_none(found.values()))
