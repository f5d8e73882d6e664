"""What a measure aims at, and how far short of it is still amber."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from goldenthread.rulebook.figures import Figure, print_figure, print_quantity

_HUNDRED = Decimal(100)


class Polarity(StrEnum):
    """Which way a measure improves."""

    HIGH = "high"
    LOW = "low"
    NEITHER = "neither"
    RANGE = "range"


_POLARITY_WORDS = {
    "high": Polarity.HIGH,
    "higher": Polarity.HIGH,
    "bigger": Polarity.HIGH,
    "up": Polarity.HIGH,
    "low": Polarity.LOW,
    "lower": Polarity.LOW,
    "smaller": Polarity.LOW,
    "down": Polarity.LOW,
    "neither": Polarity.NEITHER,
    "neutral": Polarity.NEITHER,
    "none": Polarity.NEITHER,
    "n/a": Polarity.NEITHER,
    "-": Polarity.NEITHER,
    "": Polarity.NEITHER,
    "range": Polarity.RANGE,
    "within range": Polarity.RANGE,
    "a range": Polarity.RANGE,
}


def parse_polarity(text: str) -> Polarity | None:
    """Read "High is good", "Lower is better", "Neither" or an empty cell; None for anything else."""
    words = " ".join(text.casefold().split())
    for ending in (" is good", " is better", " good", " better"):
        words = words.removesuffix(ending)
    return _POLARITY_WORDS.get(words)


class TargetKind(StrEnum):
    """The forms that a target takes. A *value* is one with no side given: met by nothing but itself."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    RANGE = "range"
    THRESHOLDS = "thresholds"
    STATEMENT = "statement"
    VALUE = "value"


@dataclass(frozen=True)
class Target:
    """A target in the unit of its measure.

    ``low`` is the least that meets it and ``high`` the most; a target that is ``strict`` ("<15%") is not
    met at its end. A range has both ends, and where ``polarity`` is high or low only the end on the bad
    side counts. Thresholds carry ``amber``, the last value that is amber, beside the one end that green
    has. A statement may have a ``low`` that counts parts ("more than one source"). ``text`` is as printed.
    """

    kind: TargetKind
    low: Decimal | None = None
    high: Decimal | None = None
    text: str = ""
    strict: bool = False
    unit: str | None = None
    polarity: Polarity = Polarity.NEITHER
    amber: Decimal | None = None

    def __post_init__(self) -> None:
        ends = (self.low is not None, self.high is not None)
        wanted: dict[TargetKind, tuple[tuple[bool, bool], ...]] = {
            TargetKind.AT_LEAST: ((True, False),),
            TargetKind.AT_MOST: ((False, True),),
            TargetKind.RANGE: ((True, True),),
            TargetKind.VALUE: ((True, True),),
            TargetKind.THRESHOLDS: ((True, False), (False, True)),
            TargetKind.STATEMENT: ((False, False), (True, False)),
        }
        if ends not in wanted[self.kind]:
            raise ValueError(f"A target of kind {self.kind} has other ends than {self.low} and {self.high}")
        if (self.amber is not None) != (self.kind is TargetKind.THRESHOLDS):
            raise ValueError("Thresholds, and only thresholds, say where amber ends")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError("A target's low end is not above its high end")

    @property
    def floor(self) -> Decimal | None:
        """The end below which a value misses the target, or None when being low is no fault."""
        return None if self.kind is TargetKind.RANGE and self.polarity is Polarity.LOW else self.low

    @property
    def ceiling(self) -> Decimal | None:
        """The end above which a value misses the target, or None when being high is no fault."""
        return None if self.kind is TargetKind.RANGE and self.polarity is Polarity.HIGH else self.high

    def missed_end(self, value: Decimal) -> Decimal | None:
        """The end of the target that the value misses, or None when the value meets it."""
        if self.floor is not None and (value < self.floor or (self.strict and value == self.floor)):
            return self.floor
        if self.ceiling is not None and (value > self.ceiling or (self.strict and value == self.ceiling)):
            return self.ceiling
        return None

    def __str__(self) -> str:
        """The target in words, with its unit: "at least 85%", "less than 15%", "35 to 40"."""
        if self.kind is TargetKind.STATEMENT:
            return self.text
        if self.floor is not None and self.ceiling is not None:
            if self.floor == self.ceiling:
                return print_quantity(self.floor, self.unit)
            return f"{print_quantity(self.floor, self.unit)} to {print_quantity(self.ceiling, self.unit)}"
        if self.floor is not None:
            return f"{'more than' if self.strict else 'at least'} {print_quantity(self.floor, self.unit)}"
        if self.ceiling is not None:
            return f"{'less than' if self.strict else 'at most'} {print_quantity(self.ceiling, self.unit)}"
        return self.text


class ToleranceKind(StrEnum):
    """How it is said where amber ends."""

    POINTS = "points"
    PERCENT = "percent"
    THRESHOLD = "threshold"
    NONE = "none"


@dataclass(frozen=True)
class Tolerance:
    """How far beyond its target a value is still amber.

    ``amount`` is in the measure's own unit (points), in percent of the end that was missed, or the last
    value that is amber (threshold).
    """

    kind: ToleranceKind
    amount: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        if self.kind in (ToleranceKind.POINTS, ToleranceKind.PERCENT) and self.amount < 0:
            raise ValueError("A tolerance is not negative")

    def allows(self, value: Decimal, end: Decimal) -> bool:
        """Whether a value that misses this end of the target is still amber. The limit itself is."""
        if self.kind is ToleranceKind.NONE:
            return False
        if self.kind is ToleranceKind.THRESHOLD:
            return min(end, self.amount) <= value <= max(end, self.amount)
        return abs(value - end) <= self.width(end)

    def width(self, end: Decimal) -> Decimal:
        """How far amber reaches from this end of the target, in the measure's unit."""
        if self.kind is ToleranceKind.PERCENT:
            return abs(end) * self.amount / _HUNDRED
        return abs(self.amount - end) if self.kind is ToleranceKind.THRESHOLD else self.amount


NO_TOLERANCE = Tolerance(ToleranceKind.NONE)


def target_from(figure: Figure, polarity: Polarity) -> Target | None:
    """The target that a figure states for a measure of this polarity; None where it states none.

    A bound says its own side. A bare number takes its side from the polarity and is a plain value without
    one. What a number cannot judge (a composition, a change from a baseline) is a statement.
    """
    text = figure.text.strip() or print_figure(figure)
    if not figure.status.has_a_figure:
        return None
    if figure.parts or figure.change is not None:
        return Target(TargetKind.STATEMENT, text=text, unit=figure.unit)
    if figure.bound is not None:
        return _from_bound(figure, polarity, text)
    if figure.low is not None and figure.high is not None:
        return Target(TargetKind.RANGE, figure.low, figure.high, text, unit=figure.unit, polarity=polarity)
    value, unit = figure.value, figure.unit
    if value is None:
        value, unit = figure.proportion, "%"
    return None if value is None else _from_value(value, unit, polarity, text)


def _from_bound(figure: Figure, polarity: Polarity, text: str) -> Target:
    if figure.unit == "sources" and figure.low is not None:
        low = figure.low if figure.bound == ">" else figure.low - 1
        return Target(TargetKind.STATEMENT, low=low, text=text, strict=True, unit=figure.unit)
    kind = TargetKind.AT_LEAST if figure.low is not None else TargetKind.AT_MOST
    strict = figure.bound in ("<", ">")
    return Target(kind, figure.low, figure.high, text, strict, figure.unit, polarity)


def _from_value(value: Decimal, unit: str | None, polarity: Polarity, text: str) -> Target:
    if polarity is Polarity.HIGH:
        return Target(TargetKind.AT_LEAST, low=value, text=text, unit=unit, polarity=polarity)
    if polarity is Polarity.LOW:
        return Target(TargetKind.AT_MOST, high=value, text=text, unit=unit, polarity=polarity)
    return Target(TargetKind.VALUE, value, value, text, unit=unit, polarity=polarity)
