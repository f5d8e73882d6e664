"""Better, similar or worse: an area's interval held against a benchmark, or against another area's.

A benchmark (a national average) is taken as fixed, without an interval of its own. Where nothing says
which way is good the words are higher and lower, and the pages show them in blue. A comparison speaks only
of chance: it does not say that the two figures are of one period, one scale or one definition.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.figures import print_quantity
from goldenthread.rulebook.intervals import ImpossibleInput, Interval, Number, level_words, one_number
from goldenthread.rulebook.targets import Polarity

_PROFILES = "The method of England's public health profiles."

BEN_0 = define_rule(
    "BEN-0",
    title="Not compared: an interval or the benchmark is missing",
    meaning="The area has no interval, or there is nothing to hold it against.",
    basis="A convention of this product, shown wherever the rule speaks.",
    boundaries=("Suppressed against 70% is not compared; 0 of 100 against 70% is.",),
)
BEN_1 = define_rule(
    "BEN-1",
    title="Similar: the benchmark is within the interval",
    meaning="The benchmark is not outside the area's interval, so chance alone may explain the difference. "
    "A limit is within.",
    basis=_PROFILES,
    boundaries=("An interval of 60 to 70: 60 and 70 are similar, 59.9 and 70.1 are not.",),
    unverified=True,
)
BEN_2 = define_rule(
    "BEN-2",
    title="Better or worse: the benchmark is outside the interval",
    meaning="The whole interval is on one side of the benchmark. Above is better where high is good and "
    "worse where low is good.",
    basis=_PROFILES,
    boundaries=(
        "60 to 70 against 59.9: better where high is good, worse where low is good.",
        "60 to 70 against 70.1: worse where high is good, better where low is good.",
    ),
    unverified=True,
)
BEN_3 = define_rule(
    "BEN-3",
    title="Higher or lower, without a judgement",
    meaning="The two differ by more than chance, and nothing says which way is good: the measure has no "
    "polarity, or a range is good.",
    basis=_PROFILES,
    boundaries=("60 to 70 against 59.9 without polarity is higher, against 70.1 lower.",),
    unverified=True,
)
BEN_4 = define_rule(
    "BEN-4",
    title="Similar: the two intervals meet",
    meaning="The intervals of two areas, or of one area at two times, overlap or touch. This is cautious: "
    "two figures may differ by more than chance though their intervals overlap a little.",
    basis=_PROFILES,
    boundaries=("60 to 70 and 70 to 80 are similar; 60 to 70 and 70.1 to 80 are not.",),
)
BEN_5 = define_rule(
    "BEN-5",
    title="Better or worse: the two intervals do not meet",
    meaning="The whole of one interval is above the other. Above is better where high is good and worse "
    "where low is good.",
    basis=_PROFILES,
    boundaries=("70.1 to 80 against 60 to 70: better where high is good, worse where low is good.",),
)


class Standing(StrEnum):
    """How an area compares. The last three are for measures where nothing says which way is good."""

    BETTER = "better"
    SIMILAR = "similar"
    WORSE = "worse"
    HIGHER = "higher"
    LOWER = "lower"
    NOT_COMPARED = "not_compared"


@dataclass(frozen=True)
class Compared:
    """How an area compares, at which confidence (a share), the rule, and the reason in words.

    ``two_intervals`` says that both sides had an interval; else the other side was taken as fixed.
    """

    standing: Standing
    code: Code
    reason: str
    confidence: float | None = None
    two_intervals: bool = False

    @property
    def differs(self) -> bool:
        """Whether the difference is more than chance."""
        return self.standing not in (Standing.SIMILAR, Standing.NOT_COMPARED)

    @property
    def sure(self) -> str:
        """How sure it is: "beyond chance at 99.8%", "within chance at 95%"; empty where not compared."""
        if self.confidence is None:
            return ""
        return f"{'beyond' if self.differs else 'within'} chance at {level_words(self.confidence)}"

    def beside(self, other: str) -> str:
        """The comparison with what `other` names: "Worse than the average, beyond chance at 99.8%"."""
        if self.standing is Standing.NOT_COMPARED:
            return f"Not compared with {other}. {self.reason}"
        joined = "to" if self.standing is Standing.SIMILAR else "than"
        return f"{self.standing.capitalize()} {joined} {other}, {self.sure}"


class UnlikeIntervals(ImpossibleInput):
    """Two intervals of different confidence, which cannot be compared."""

    def __init__(self, one: Interval, other: Interval) -> None:
        super().__init__(f"An interval at {one.level} cannot be compared with one at {other.level}")


def compare_with_benchmark(
    interval: Interval | None,
    benchmark: Number | None,
    polarity: Polarity,
    *,
    unit: str | None = None,
    decimals: int = 1,
) -> Compared:
    """Hold an interval against a benchmark in the same unit. ``unit`` and ``decimals`` are for the words."""
    limits = interval.limits() if interval is not None else None
    if interval is None or limits is None:
        return Compared(Standing.NOT_COMPARED, BEN_0, "No interval for this figure")
    if benchmark is None:
        return Compared(Standing.NOT_COMPARED, BEN_0, "No benchmark for this period")
    fixed = one_number("The benchmark", benchmark)
    lower, upper = limits
    shown = _shown(fixed, unit, decimals)
    words = f"the {interval.level} interval, {_range(limits, unit, decimals)}"
    if lower <= fixed <= upper:
        return Compared(
            Standing.SIMILAR, BEN_1, f"Similar to {shown}, which is within {words}", interval.confidence
        )
    side = "above" if lower > fixed else "below"
    return _differing(
        is_above=lower > fixed,
        polarity=polarity,
        judged_by=BEN_2,
        than=f"than {shown}: {words}, is {side} it",
        confidence=interval.confidence,
    )


def compare_at_both_levels(
    intervals: tuple[Interval, Interval],
    benchmark: Number | None,
    polarity: Polarity,
    *,
    unit: str | None = None,
    decimals: int = 1,
) -> Compared:
    """The comparison at 99.8% where it finds a difference, else that at 95%.

    The first of the two is the narrower, as `at_both_levels` gives them. The ``confidence`` of what comes
    back says how sure it is.
    """
    at_95, at_998 = (
        compare_with_benchmark(interval, benchmark, polarity, unit=unit, decimals=decimals)
        for interval in intervals
    )
    return at_998 if at_998.differs else at_95


def compare_areas_at_both_levels(
    intervals: tuple[Interval, Interval],
    others: tuple[Interval, Interval],
    polarity: Polarity,
    *,
    unit: str | None = None,
    decimals: int = 1,
) -> Compared:
    """`compare_areas` at 99.8% where it finds a difference, else at 95%; the narrower interval first."""
    at_95, at_998 = (
        compare_areas(interval, other, polarity, unit=unit, decimals=decimals)
        for interval, other in zip(intervals, others, strict=True)
    )
    return at_998 if at_998.differs else at_95


def compare_areas(
    interval: Interval | None,
    other: Interval | None,
    polarity: Polarity,
    *,
    unit: str | None = None,
    decimals: int = 1,
) -> Compared:
    """Hold an area's interval against another's, or against its own of an earlier period.

    Raises `UnlikeIntervals` when the two have different confidence.
    """
    mine = interval.limits() if interval is not None else None
    theirs = other.limits() if other is not None else None
    if interval is None or other is None or mine is None or theirs is None:
        return Compared(Standing.NOT_COMPARED, BEN_0, "One of the two has no interval")
    if abs(interval.confidence - other.confidence) > 1e-9:
        raise UnlikeIntervals(interval, other)
    words = (
        f"the {interval.level} intervals, {_range(mine, unit, decimals)} and {_range(theirs, unit, decimals)}"
    )
    if mine[0] <= theirs[1] and theirs[0] <= mine[1]:
        return Compared(Standing.SIMILAR, BEN_4, f"Similar: {words}, meet", interval.confidence, True)
    differing = _differing(
        is_above=mine[0] > theirs[1],
        polarity=polarity,
        judged_by=BEN_5,
        than=f"than the other: {words}, do not meet",
        confidence=interval.confidence,
    )
    return replace(differing, two_intervals=True)


def _differing(
    *, is_above: bool, polarity: Polarity, judged_by: Code, than: str, confidence: float
) -> Compared:
    if polarity in (Polarity.HIGH, Polarity.LOW):
        good = is_above == (polarity is Polarity.HIGH)
        standing = Standing.BETTER if good else Standing.WORSE
        return Compared(standing, judged_by, f"{standing.capitalize()} {than}", confidence)
    standing = Standing.HIGHER if is_above else Standing.LOWER
    return Compared(standing, BEN_3, f"{standing.capitalize()} {than}", confidence)


def _range(limits: tuple[float, float], unit: str | None, decimals: int) -> str:
    return f"{_shown(limits[0], unit, decimals)} to {_shown(limits[1], unit, decimals)}"


def _shown(number: float, unit: str | None, decimals: int) -> str:
    """A limit to so many decimals; an infinite one has no digits to print."""
    if number in (float("inf"), float("-inf")):
        return "no limit"
    # Adding 0.0 turns the negative zero of a small negative number into 0.
    return print_quantity(Decimal(f"{round(number, decimals) + 0.0:.{decimals}f}"), unit)
