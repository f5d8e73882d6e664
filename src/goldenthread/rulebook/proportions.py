"""Proportions of samples side by side: is one better than another, and is a run of them changing?

45% of 20 cases is not 45% of 200. The difference of two shares has an interval of its own, and a chart of
shares has limits that widen where the sample was small. Shares are float64, from 0 to 1; more is better.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.intervals import Number, as_confidence, proportion
from goldenthread.rulebook.spc_verdicts import LEAST_POINTS

LEAST_EXPECTED = 5
"""A point is judged where at least so many cases are expected on either side of the average share."""
RUN = 7
"""So many points in a row on one side of the average are more than chance."""

_OURS = "A convention of this product, shown wherever the rule speaks."
_SHEWHART = "The p-chart of statistical process control: three standard errors of a proportion."

DIFF_1 = define_rule(
    "DIFF-1",
    title="The interval of a difference of two proportions",
    meaning="Newcombe's method from the two Wilson intervals: from d - √((p₁ - l₁)² + (u₂ - p₂)²) to "
    "d + √((u₁ - p₁)² + (p₂ - l₂)²), where d is the first share less the second.",
    basis="Newcombe, 1998: Interval estimation for the difference between independent proportions; "
    "method 10.",
    boundaries=(
        "56 of 70 and 48 of 80: difference 20 points, 95% from 5.2 to 33.4.",
        "9 of 10 and 3 of 10: 60 points, from 17.1 to 80.9.",
    ),
)
DIFF_2 = define_rule(
    "DIFF-2",
    title="Better or worse than chance explains",
    meaning="The second share is better, or worse, when the interval of the difference leaves out 0. Else "
    "the difference may be chance.",
    basis=_OURS,
    boundaries=(
        "48 of 80, then 56 of 70: better. 9 of 20, then 11 of 20: may be chance.",
        "90 of 200, then 110 of 200: 10 points as well, and better.",
    ),
)
DIFF_3 = define_rule(
    "DIFF-3",
    title="Not compared: a sample is not known",
    meaning="Without how many cases stand behind each share nothing is said of their difference.",
    basis=_OURS,
    boundaries=("34% of an unknown number beside 9 of 20 is not compared.",),
)
PCH_1 = define_rule(
    "PCH-1",
    title="The limits of a chart of proportions",
    meaning="The average is all that count over all that were looked at. Each point has limits of its own, "
    "three standard errors of that average for its own sample to either side, within 0 and 100%.",
    basis=_SHEWHART,
    boundaries=(
        "Average 50%: a point of 100 cases has limits 35% and 65%, one of 25 cases 20% and 80%.",
        "A limit below 0 is 0.",
    ),
)
PCH_2 = define_rule(
    "PCH-2",
    title="A chart of proportions is changing",
    meaning=f"The last point lies beyond its limit, or the last {RUN} points lie on one side of the average. "
    "Above is improving, below deteriorating.",
    basis=_SHEWHART,
    boundaries=(
        "A point on its limit is within it.",
        f"{RUN} points above the average are improving, {RUN - 1} are not; one on it breaks the run.",
    ),
)
PCH_3 = define_rule(
    "PCH-3",
    title="Too few points for a chart of proportions",
    meaning=f"Below {LEAST_POINTS} points no limits are drawn: each point is shown with its own interval.",
    basis="The number from which this product's control charts have limits (SPC-1).",
    boundaries=(f"{LEAST_POINTS - 1} points: no limits; {LEAST_POINTS} points: limits.",),
)
PCH_4 = define_rule(
    "PCH-4",
    title="A sample too small to be judged by a chart",
    meaning=f"A point where fewer than {LEAST_EXPECTED} cases are expected above or below the average has no "
    "limits and neither marks a change nor breaks a run.",
    basis="The usual condition for the normal approximation to a proportion.",
    boundaries=("Average 50%: 9 cases have no limits, 10 cases have.",),
)


class Compared(StrEnum):
    """The second share beside the first."""

    BETTER = "better"
    WORSE = "worse"
    MAY_BE_CHANCE = "may_be_chance"
    NOT_COMPARED = "not_compared"


COMPARED_WORDS = {
    Compared.BETTER: "Better than chance explains",
    Compared.WORSE: "Worse than chance explains",
    Compared.MAY_BE_CHANCE: "The difference may be chance",
    Compared.NOT_COMPARED: "Not compared: a sample is not known",
}


@dataclass(frozen=True)
class Difference:
    """The later share less the earlier, with its limits; None where it is not compared."""

    difference: float | None
    lower: float | None
    upper: float | None
    verdict: Compared
    code: Code

    @property
    def words(self) -> str:
        return COMPARED_WORDS[self.verdict]


Counted = tuple[int | None, int | None]
"""How many count, of how many."""


def difference(earlier: Counted, later: Counted, *, confidence: Number = 0.95) -> Difference:
    """The later share less the earlier (DIFF-1), and whether that is more than chance (DIFF-2).

    Raises `intervals.ImpossibleInput` for more good cases than cases.
    """
    level = as_confidence(confidence)
    if None in (*earlier, *later) or not (earlier[1] and later[1]):
        return Difference(None, None, None, Compared.NOT_COMPARED, DIFF_3)
    second, first = proportion(*later, confidence=level), proportion(*earlier, confidence=level)
    limits = (second.value, second.lower, second.upper, first.value, first.lower, first.upper)
    p2, l2, u2, p1, l1, u1 = (float(one if one is not None else math.nan) for one in limits)
    apart = p2 - p1
    lower = apart - math.hypot(p2 - l2, u1 - p1)
    upper = apart + math.hypot(u2 - p2, p1 - l1)
    verdict = Compared.BETTER if lower > 0 else Compared.WORSE if upper < 0 else Compared.MAY_BE_CHANCE
    return Difference(apart, lower, upper, verdict, DIFF_2)


class Changing(StrEnum):
    """What a chart of proportions says of its newest points."""

    IMPROVING = "improving"
    DETERIORATING = "deteriorating"
    CHANCE = "only_chance"
    TOO_FEW = "too_few_points"


@dataclass(frozen=True)
class ProportionPoint:
    """One sample: its share, and its limits where it has them. ``side`` is 1 above the average, -1 below."""

    good: int
    cases: int
    share: float
    lower: float | None
    upper: float | None
    side: int

    @property
    def beyond(self) -> int:
        """1 above the upper limit, -1 below the lower, 0 within or not judged."""
        if self.lower is None or self.upper is None:
            return 0
        # A share on its limit is within it, whatever the last digit of a float.
        if self.share > self.upper and not math.isclose(self.share, self.upper):
            return 1
        return -1 if self.share < self.lower and not math.isclose(self.share, self.lower) else 0


@dataclass(frozen=True)
class ProportionChart:
    """Samples in their order, with the average of all. ``average`` is None where there are too few points."""

    points: tuple[ProportionPoint, ...]
    average: float | None
    changing: Changing
    code: Code

    @property
    def words(self) -> str:
        """What the chart says, in a sentence."""
        if self.changing is Changing.TOO_FEW:
            return f"Too few points for limits ({len(self.points)} of {LEAST_POINTS})"
        if self.changing is Changing.CHANCE:
            return "No change that chance would not explain"
        return "Improving" if self.changing is Changing.IMPROVING else "Deteriorating"


def proportion_chart(samples: Sequence[tuple[int, int]]) -> ProportionChart:
    """Samples (good, cases), oldest first, as a p-chart. Raises `intervals.ImpossibleInput`."""
    shares = [proportion(good, cases).value or 0.0 for good, cases in samples]
    if len(samples) < LEAST_POINTS:
        bare = tuple(
            ProportionPoint(good, cases, share, None, None, 0)
            for (good, cases), share in zip(samples, shares, strict=True)
        )
        return ProportionChart(bare, None, Changing.TOO_FEW, PCH_3)
    average = sum(good for good, _ in samples) / sum(cases for _, cases in samples)
    points = tuple(
        _point(good, cases, share, average) for (good, cases), share in zip(samples, shares, strict=True)
    )
    return ProportionChart(points, average, _changing(points), PCH_2)


def _point(good: int, cases: int, share: float, average: float) -> ProportionPoint:
    side = 0 if math.isclose(share, average) else 1 if share > average else -1
    if cases * min(average, 1 - average) < LEAST_EXPECTED:
        return ProportionPoint(good, cases, share, None, None, side)
    reach = 3 * math.sqrt(average * (1 - average) / cases)
    return ProportionPoint(good, cases, share, max(average - reach, 0.0), min(average + reach, 1.0), side)


def _changing(points: Sequence[ProportionPoint]) -> Changing:
    judged = [point for point in points if point.lower is not None]
    if not judged:
        return Changing.CHANCE
    last = judged[-RUN:]
    side = judged[-1].beyond if points[-1] is judged[-1] else 0
    if not side and len(last) == RUN and abs(sum(point.side for point in last)) == RUN:
        side = last[-1].side
    return {1: Changing.IMPROVING, -1: Changing.DETERIORATING}.get(side, Changing.CHANCE)
