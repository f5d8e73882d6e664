"""The numbers that a printed figure may stand for, so that rounding is never taken for a fault.

A percentage printed as 82 may be anything from 81.5 to 82.5; a count printed as 82 is 82. Suppressed is
some number from 0. Both ends of a span count as inside it: where it is doubtful, figures agree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.rulebook.arithmetic_model import Cell, Row
from goldenthread.rulebook.arithmetic_words import Scale, scale_of
from goldenthread.rulebook.figures import Figure, Status, print_quantity
from goldenthread.rulebook.periods import Period

_ZERO, _HUNDRED = Decimal(0), Decimal(100)
_HALF = Decimal("0.5")
_SHORTENED = re.compile(r"[0-9]\s?(?:k|m|mn|bn|thousand|million|billion)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Span:
    """From `low` to `high`, both included; None is no end on that side."""

    low: Decimal | None
    high: Decimal | None

    def meets(self, other: Span) -> bool:
        """Whether one number may lie in both."""
        return not self.is_below(other) and not other.is_below(self)

    def is_below(self, other: Span) -> bool:
        """Whether every number of this is less than every number of the other."""
        return self.high is not None and other.low is not None and self.high < other.low

    def plus(self, other: Span) -> Span:
        """Every sum of a number of this and one of the other."""
        return Span(_added(self.low, other.low), _added(self.high, other.high))

    def minus(self, other: Span) -> Span:
        """Every difference of a number of this and one of the other."""
        return self.plus(
            Span(
                None if other.high is None else -other.high,
                None if other.low is None else -other.low,
            )
        )

    def times(self, factor: Decimal) -> Span:
        """Every number of this, times a factor above zero."""
        return Span(
            None if self.low is None else self.low * factor,
            None if self.high is None else self.high * factor,
        )

    def over(self, other: Span) -> Span:
        """Every quotient; of numbers from zero up, which counts, shares and populations are."""
        low = max(self.low or _ZERO, _ZERO)
        return Span(
            low / other.high if other.high else _ZERO,
            self.high / other.low if self.high is not None and other.low else None,
        )


ANY_NUMBER = Span(_ZERO, None)
"""What may stand in a cell without a figure, of a measure that is never negative."""


def point(number: Decimal | int) -> Span:
    """A number that is exact."""
    return Span(Decimal(number), Decimal(number))


def _added(first: Decimal | None, second: Decimal | None) -> Decimal | None:
    return None if first is None or second is None else first + second


def figure_span(figure: Figure, scale: Scale, decimal_places: int | None = None) -> Span | None:
    """What a figure may stand for; None where it says no number, or a change or a composition."""
    if figure.status is Status.SUPPRESSED:
        return Span(_ZERO, _HUNDRED if scale is Scale.SHARE else None)
    if not figure.status.has_a_figure:
        return None
    if figure.value is not None:
        half = _half_a_step(figure.value, figure, scale, decimal_places)
        return Span(figure.value - half, figure.value + half)
    if figure.is_range and figure.low is not None and figure.high is not None:
        half = _half_a_step(figure.low, figure, scale, decimal_places)
        return Span(figure.low - half, figure.high + half)
    if figure.bound is not None:
        from_zero = _ZERO if figure.high is not None and figure.high >= 0 else None
        return Span(figure.low if figure.low is not None else from_zero, figure.high)
    share = figure.proportion
    return point(share) if share is not None and scale is Scale.SHARE else None


def _half_a_step(value: Decimal, figure: Figure, scale: Scale, decimal_places: int | None) -> Decimal:
    """Half of the last place that is printed; nothing for a count, which is not rounded.

    An estimate and a number in thousands are rounded at the last digit that is not a zero.
    """
    shortest = int(value.normalize().as_tuple().exponent) if value else 0
    if figure.status is Status.ESTIMATED or _SHORTENED.search(figure.text):
        return _HALF.scaleb(shortest)
    printed = int(value.as_tuple().exponent)
    if decimal_places is not None:
        # A stored 82.0000 of a measure with one decimal place was printed as 82.0.
        printed = min(shortest, max(printed, -decimal_places), 0)
    if scale is Scale.COUNT and printed >= 0:
        return _ZERO
    return _HALF.scaleb(printed)


def cell_span(row: Row, cell: Cell) -> Span | None:
    """What a cell of the row may stand for, or None."""
    return figure_span(cell.figure, scale_of(row), row.decimal_places)


def span_at(row: Row, period: Period) -> Span | None:
    """What the row's figure for a period may stand for, or None without one."""
    cell = row.cells.get(period)
    return None if cell is None else cell_span(row, cell)


def number_at(row: Row, period: Period) -> Decimal | None:
    """The one number that the row prints for a period, or None."""
    cell = row.cells.get(period)
    return None if cell is None else number_in(cell.figure)


def number_in(figure: Figure) -> Decimal | None:
    """The one number that a figure says, or None for a bound, a range or no figure."""
    return figure.value if figure.value is not None else figure.proportion


def are_one_figure(first: Figure, second: Figure, row: Row) -> bool | None:
    """Whether two printed figures may be one; None where either says no number or is suppressed.

    Printed with the same decimals they are one only when they are equal: one number is not printed as 97 and
    as 98, though both may stand for 97.5.
    """
    if Status.SUPPRESSED in (first.status, second.status):
        return None
    spans = [figure_span(figure, scale_of(row), row.decimal_places) for figure in (first, second)]
    if spans[0] is None or spans[1] is None:
        return None
    if first.value is not None and second.value is not None:
        same_places = first.value.as_tuple().exponent == second.value.as_tuple().exponent
        if first.value == second.value or same_places:
            return first.value == second.value
    return spans[0].meets(spans[1])


def in_words(span: Span, row: Row) -> str:
    """A span as one would print it in the row's unit: "63.3", "63.2 to 63.3", "at least 40"."""
    unit = row.unit if row.unit == "%" or scale_of(row) is not Scale.SHARE else "%"
    places = _places_printed(row)
    low, high = (None if end is None else _rounded(end, places) for end in (span.low, span.high))
    if low is None or high is None:
        if low is not None:
            return f"at least {print_quantity(low, unit)}"
        return "any number" if high is None else f"at most {print_quantity(high, unit)}"
    if low == high:
        return print_quantity(low, unit)
    return f"{low:,f} to {print_quantity(high, unit)}"


def _places_printed(row: Row) -> int:
    values = [cell.figure.value for cell in row.cells.values() if cell.figure.value is not None]
    printed = max((-int(value.as_tuple().exponent) for value in values), default=0)
    return max(printed if row.decimal_places is None else min(printed, row.decimal_places), 0)


def _rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), rounding="ROUND_HALF_UP")
