"""The interval of a recorded figure: how far it could be from what it stands for, by chance alone.

`intervals` has the methods. This says which of them a figure takes, from its unit and from the counts behind
it, and in words why another figure has none.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from goldenthread.rulebook.arithmetic_spans import figure_span, point
from goldenthread.rulebook.arithmetic_words import Scale
from goldenthread.rulebook.benchmarks import pooled_times
from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.figures import Figure
from goldenthread.rulebook.intervals import (
    CI_5,
    ImpossibleInput,
    Interval,
    at_both_levels,
    proportion,
    rate,
    reliable,
)

_OURS = "A convention of this product, shown wherever the rule speaks."

CI_9 = define_rule(
    "CI-9",
    title="No interval: the figure is no share and no rate",
    meaning="A number of children is what was counted, without a sample behind it; how much such a number "
    "moves by chance is what its control chart says. An average needs the spread of what it is the average "
    "of, which is not recorded.",
    basis=_OURS,
    boundaries=("477 children and 32.8 weeks have no interval; 38.1 per 10,000 of 287 children has one.",),
)
CI_10 = define_rule(
    "CI-10",
    title="No interval: the counts do not make the figure",
    meaning="The figure is not its numerator over its denominator, so an interval from these would be "
    "another figure's. What does not agree is to be put right first.",
    basis=_OURS,
    boundaries=("69.2% of 36 out of 52 has an interval; 70% of them has none.",),
)


@dataclass(frozen=True)
class ByChance:
    """The interval of a figure at 95% and at 99.8%, or the reason why there is none.

    `is_reliable` is None where the figure's numerator is not known (CI-6).
    """

    at_95: Interval | None
    at_998: Interval | None
    code: Code
    reason: str
    is_reliable: bool | None = None

    @property
    def both(self) -> tuple[Interval, Interval] | None:
        """The two intervals, the narrower first; None without."""
        return None if self.at_95 is None or self.at_998 is None else (self.at_95, self.at_998)


def by_chance(
    figure: Figure,
    unit: str,
    counts: tuple[Decimal | int, Decimal | int] | None = None,
    *,
    decimal_places: int | None = None,
) -> ByChance:
    """The interval of a figure of a measure in `unit` ("%", "per 10,000", "" for a count).

    `counts` are the numerator and the denominator, where they are not the figure's own. `decimal_places` are
    those of the measure, for a figure whose printed decimals are lost.
    """
    if counts is None and figure.numerator is not None and figure.denominator is not None:
        counts = figure.numerator, figure.denominator
    is_share_of_counts = figure.value is None and figure.proportion is not None
    times = Decimal(100) if is_share_of_counts else pooled_times(figure.unit or unit)
    if not figure.status.has_a_figure:
        return ByChance(None, None, CI_5, "There is no figure")
    if times is None or (figure.value is None and not is_share_of_counts):
        return ByChance(None, None, CI_9, "It is no share and no rate")
    if counts is None:
        return ByChance(None, None, CI_5, "Its numerator and denominator are not recorded")
    if not _makes(figure, counts, times, decimal_places):
        return ByChance(None, None, CI_10, "Its numerator and denominator do not make it")
    numerator, denominator = counts
    method = proportion if times == 100 else rate
    try:
        at_95, at_998 = at_both_levels(method, numerator, denominator, multiplier=times)
        return ByChance(at_95, at_998, at_95.code, "", reliable(numerator))
    except ImpossibleInput as refused:
        return ByChance(None, None, CI_10, str(refused))


def _makes(
    figure: Figure, counts: tuple[Decimal | int, Decimal | int], times: Decimal, places: int | None
) -> bool:
    """Whether the counts make the figure, as far as it was rounded."""
    numerator, denominator = counts
    if figure.value is None:
        return True
    span = figure_span(figure, Scale.SHARE if times == 100 else Scale.RATE, places)
    if span is None or not denominator:
        return False
    return span.meets(point(times * Decimal(numerator) / Decimal(denominator)))
