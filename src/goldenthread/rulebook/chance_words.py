"""What chance does to a figure, in words: its interval, its few cases, what has changed since, why nothing.

The words are for somebody who has to act on the figure and has no time for statistics. The rule's code goes
beside them, so that whoever wants to know more can.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.rulebook.benchmarks import plain_unit, pooled_times
from goldenthread.rulebook.by_chance import ByChance, by_chance
from goldenthread.rulebook.codes import Code
from goldenthread.rulebook.comparison import Compared, Standing
from goldenthread.rulebook.figures import Figure
from goldenthread.rulebook.intervals import Interval, Method

Counts = tuple[Decimal | int, Decimal | int]

FEW_CASES = "few cases"
"""What marks a figure of fewer cases than make it reliable (CI-6)."""

METHOD_WORDS = {
    Method.WILSON: "Wilson’s method for a share",
    Method.EXACT: "The exact Poisson method, for a rate of fewer than 10 cases",
    Method.BYARS: "Byar’s method, for a rate of 10 cases or more",
}

_WHY_NONE = {
    "CI-5": "their numerators and denominators are not recorded",
    "CI-9": "they are no shares and no rates",
    "CI-10": "their numerators and denominators do not make them",
}


@dataclass(frozen=True)
class ChanceOf:
    """A figure with what chance does to it. `unit` is "%", "per 10,000" or empty, `places` those of its ends.

    `counts` are its numerator and denominator, None where they are not known.
    """

    figure: Figure
    chance: ByChance
    unit: str
    counts: Counts | None
    places: int

    @property
    def is_few(self) -> bool:
        """Whether it has an interval and fewer cases than make it reliable (CI-6)."""
        return self.chance.both is not None and self.chance.is_reliable is False

    @property
    def at_95(self) -> str:
        """The 95% interval: "82.4% to 85.6%", "33.8 to 42.7"; nothing without one."""
        return self._range(self.chance.at_95)

    @property
    def at_998(self) -> str:
        return self._range(self.chance.at_998)

    @property
    def method(self) -> str:
        """The method in words; nothing without an interval."""
        made = self.chance.at_95.method if self.chance.at_95 else None
        return METHOD_WORDS.get(made, str(made)) if made else ""

    @property
    def sentence(self) -> str:
        """ "84% is 1,596 of 1,900: between 82.3% and 85.6% could be chance alone."; nothing without one."""
        ends = self._ends(self.chance.at_95)
        if ends is None or self.counts is None:
            return ""
        numerator, denominator = (_count(one) for one in self.counts)
        said = self.figure.text
        if f"{numerator}/{denominator}" not in said:  # "12/15" has said its counts already
            said = f"{said} is {numerator} of {denominator}"
        return f"{said}: between {ends[0]} and {ends[1]} could be chance alone."

    @property
    def few_words(self) -> str:
        """ "With so few cases, one more or one fewer moves it by 5.6 points"; nothing for enough."""
        return f"With so few cases, one more or one fewer moves it by {self.step}" if self.step else ""

    @property
    def step(self) -> str:
        """What one case more or fewer moves a figure of few cases by: "5.6 points"; nothing for enough."""
        if not self.is_few or self.counts is None:
            return ""
        times = Decimal(100) if self._is_share else pooled_times(self.unit) or Decimal(1)
        step = f"{times / Decimal(self.counts[1]):,.{self.places}f}"
        return f"{step} points" if self._is_share else step

    @property
    def _is_share(self) -> bool:
        return self.figure.value is None or plain_unit(self.unit) == "%"

    def _range(self, interval: Interval | None) -> str:
        ends = self._ends(interval)
        return f"{ends[0]} to {ends[1]}" if ends else ""

    def _ends(self, interval: Interval | None) -> tuple[str, str] | None:
        limits = interval.limits() if interval is not None else None
        if limits is None:
            return None
        sign = "%" if self._is_share else ""
        low, high = (f"{limit:,.{self.places}f}{sign}" for limit in limits)
        return low, high


def chance_of(
    figure: Figure, unit: str, counts: Counts | None = None, *, decimal_places: int | None = None
) -> ChanceOf:
    """What chance does to a figure of a measure in `unit`; the arguments are those of `by_chance`."""
    if counts is None and figure.numerator is not None and figure.denominator is not None:
        counts = figure.numerator, figure.denominator
    found = by_chance(figure, unit, counts, decimal_places=decimal_places)
    places = max(1, _printed_places(figure), decimal_places or 0)
    return ChanceOf(figure, found, figure.unit or unit, counts, places)


def since_words(compared: Compared, period: object) -> str:
    """What a change since an earlier period is beside chance; nothing where the two are not compared."""
    if compared.standing is Standing.NOT_COMPARED:
        return ""
    return f"Changed by {'more' if compared.differs else 'no more'} than chance since {period}"


def why_none(found: Iterable[ChanceOf]) -> tuple[tuple[str, Code], ...]:
    """Why none of these figures has an interval, each reason once with its rule.

    Empty where one has an interval, and where there is no figure at all.
    """
    reasons: dict[Code, str] = {}
    for one in found:
        if one.chance.both is not None:
            return ()
        if one.figure.status.has_a_figure:
            code = one.chance.code
            reasons.setdefault(code, _WHY_NONE.get(str(code), one.chance.reason))
    return tuple((words, code) for code, words in reasons.items())


def _printed_places(figure: Figure) -> int:
    exponent = figure.value.as_tuple().exponent if figure.value is not None else 0
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _count(number: Decimal | int) -> str:
    """A count as people write it: 1,600, or 2.5."""
    return f"{Decimal(number).normalize():,f}"
