"""A measure's figure for a period: the division, and the words where there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.casedata.measures.definition import Measure, Unit
from goldenthread.casedata.sources import Source
from goldenthread.rulebook.calendar_words import in_words
from goldenthread.rulebook.derived import round_half_up
from goldenthread.rulebook.period_kinds import Period

_FACTORS = {Unit.PERCENT: Decimal(100), Unit.RATE: Decimal(10_000), Unit.DAYS: Decimal(1)}
_PLACES = {Unit.PERCENT: 1, Unit.RATE: 1, Unit.DAYS: 0}

# Children under 18 in the middle of a year, by authority and year.
Populations = Mapping[tuple[str, int], int]


@dataclass(frozen=True)
class By:
    """One value of the dimension that figures are split by. `value` is None where the rows have none."""

    dimension: str
    value: str | None


@dataclass(frozen=True)
class Figure:
    """A measure in a period: a value, or `why` there is none. `source` is what it was counted from.

    A percentage is 83.1, never 0.831. `value` is rounded as printed: percentages and rates to one decimal
    place, days to whole ones. A count has no denominator.
    """

    measure: str
    period: Period
    value: Decimal | None = None
    numerator: int | None = None
    denominator: int | None = None
    by: By | None = None
    source: Source | None = None
    why: str = ""

    def as_json(self) -> dict[str, object]:
        """As the command prints it; `by` is an object of the dimension and its value, or null."""
        said: dict[str, object] = {
            "measure": self.measure,
            "period": str(self.period),
            "value": None if self.value is None else _number(self.value),
            "numerator": self.numerator,
            "denominator": self.denominator,
            "by": None if self.by is None else {self.by.dimension: self.by.value},
            "source": self.source,
        }
        return said | {"why": self.why} if self.value is None else said


def figure(
    measure: Measure, period: Period, counted: tuple[int, int], source: Source, *,
    by: By | None, population: int | None,
) -> Figure:  # fmt: skip
    """The figure of summed numerators and denominators; a rate takes the population as what it is of."""
    numerator, denominator = counted
    if measure.unit is Unit.COUNT:
        return Figure(measure.code, period, Decimal(numerator), numerator, None, by, source)
    if measure.unit is Unit.RATE:
        if population is None:
            of = f" by {by.dimension}" if by and by.dimension != "authority" else ""
            why = f"The number of children under 18 is not known{of} for {in_words(period.last_day)}."
            return Figure(measure.code, period, None, numerator, None, by, source, why)
        denominator = population
    if not denominator:
        why = "There was nothing to count: the denominator is 0."
        return Figure(measure.code, period, None, numerator, 0, by, source, why)
    value = round_half_up(_FACTORS[measure.unit] * numerator / denominator, _PLACES[measure.unit])
    return Figure(measure.code, period, value, numerator, denominator, by, source)


def population_on(populations: Populations, authorities: set[str], period: Period) -> int | None:
    """Children under 18 of these authorities: the latest estimate of a June on or before the last day.

    None where one of them has none within the five years before.
    """
    last = period.last_day
    newest = last.year if (last.month, last.day) >= (6, 30) else last.year - 1
    found = [
        next(
            (number for year in range(newest, newest - 5, -1) if (number := populations.get((name, year)))),
            None,
        )
        for name in authorities
    ]
    numbers = [number for number in found if number is not None]
    return sum(numbers) if numbers and len(numbers) == len(found) else None


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
