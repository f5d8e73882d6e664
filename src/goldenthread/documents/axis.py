"""The vertical axis of a chart: where it starts, where it ends, and its ticks."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import floor


@dataclass(frozen=True)
class Axis:
    """Ends of the axis and the step between its ticks, in the measure's own unit."""

    low: Decimal
    high: Decimal
    step: Decimal

    @property
    def starts_at_zero(self) -> bool:
        """A line that does not start at zero exaggerates, so the reader is told when it does not."""
        return self.low == 0

    @property
    def ticks(self) -> tuple[Decimal, ...]:
        """Every step from low; the top edge is a tick only when a step falls on it."""
        return tuple(self.low + n * self.step for n in range(int((self.high - self.low) / self.step) + 1))


def axis_for(values: Sequence[Decimal], targets: Sequence[Decimal] = (), *, unit: str | None = None) -> Axis:
    """The axis of some figures, with their targets inside it.

    It starts at zero, unless all lies in the top tenth (96% to 99%), where a line from zero would be flat.
    A percentage's axis ends at 100 unless the figures pass it. Raises ``ValueError`` without any value.
    """
    everything = [*values, *targets]
    low, high = min(everything), max(everything)
    in_top_tenth = high > low >= high * Decimal("0.9")
    base = low if low < 0 or in_top_tenth else Decimal(0)
    step = nice_step((max(high, Decimal(0)) if base < 0 else high) - base or abs(high) or Decimal(1))
    bottom = step * floor(base / step)
    top = step * -floor(-max(high, Decimal(0)) / step)
    if top <= bottom or (top == high and unit != "%"):
        top += step
    return Axis(bottom, min(top, Decimal(100)) if unit == "%" and high <= 100 else top, step)


def near_axis(values: Sequence[Decimal], targets: Sequence[Decimal] = (), *, unit: str | None = None) -> Axis:
    """The axis of a chart that shows how figures move about an average: it lies close around them.

    It starts at zero where the lowest is below half of the highest; a line that is told apart by its limits
    would else be flat. Raises ``ValueError`` without any value.
    """
    everything = [*values, *targets]
    low, high = min(everything), max(everything)
    if low <= high / 2 or low == high:
        return axis_for(values, targets, unit=unit)
    step = nice_step(high - low)
    bottom, top = step * floor(low / step), step * -floor(-high / step)
    return Axis(bottom, min(top, Decimal(100)) if unit == "%" and high <= 100 else top, step)


def nice_step(span: Decimal) -> Decimal:
    """A step of 1, 2 or 5 times a power of ten that cuts a positive span into three to ten parts."""
    rough = span / 5
    power = Decimal(10) ** rough.adjusted()
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
