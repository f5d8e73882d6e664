"""What a published figure says, apart from how it was written."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

HUNDRED = Decimal(100)

TO_DATE = "year to date"
"""The qualifier of a year's figure that was given before the year was over."""


class Status(StrEnum):
    """How far a figure may be relied on, or why there is none."""

    FINAL = "final"
    PROVISIONAL = "provisional"
    ESTIMATED = "estimated"
    SUPPRESSED = "suppressed"
    NOT_RELEASED = "not_released"
    NOT_APPLICABLE = "not_applicable"
    NOT_COLLECTED = "not_collected"

    @property
    def has_a_figure(self) -> bool:
        """Whether a number goes with this status; the other four say why there is none."""
        return self in (Status.FINAL, Status.PROVISIONAL, Status.ESTIMATED)


class NotAFigure(ValueError):
    """A text that cannot be read as a figure, with the reason in words for an officer."""

    def __init__(self, text: str, why: str) -> None:
        super().__init__(f"{text!r}: {why}")
        self.text = text
        self.why = why


@dataclass(frozen=True)
class Figure:
    """One published figure. Two figures are equal when they mean the same, however they were written.

    A figure says exactly one of these things:

    - a number: ``value`` (a percentage as 83, never 0.83; decimals as printed, so 57.0 stays 57.0);
    - a range: ``low`` and ``high``, both ends included;
    - a bound: ``bound`` with ``high`` for ``<`` and ``<=``, with ``low`` for ``>`` and ``>=``;
    - a change against something not named here: ``change``, negative for a decrease, in ``unit``;
    - a composition: ``parts``, all in ``unit``;
    - a count out of a count without a percentage: ``numerator`` and ``denominator`` alone;
    - nothing, and then ``status`` says why.

    ``numerator`` and ``denominator`` may also stand beside a value. ``qualifier`` is what else the text
    said, in its own words. ``text`` and ``precise`` say where the figure came from and take no part in
    equality: the text as written, and the number a spreadsheet held behind the one that it showed.
    """

    text: str = field(compare=False)
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    bound: str | None = None
    unit: str | None = None
    status: Status = Status.FINAL
    qualifier: str | None = None
    change: Decimal | None = None
    parts: tuple[Decimal, ...] = ()
    numerator: int | None = None
    denominator: int | None = None
    precise: Decimal | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        """Refuse a contradiction, such as a suppressed figure that carries its number."""
        said = (
            self.value is not None,
            self.low is not None or self.high is not None,
            self.change is not None,
            bool(self.parts),
            self.value is None and self.numerator is not None,
        )
        if sum(said) != (1 if self.status.has_a_figure else 0):
            raise ValueError(f"A figure of status {self.status} says one thing, or says why not: {self!r}")
        if (self.numerator is None) != (self.denominator is None):
            raise ValueError("A numerator and a denominator come together")
        self._check_ends()

    def _check_ends(self) -> None:
        if self.bound is None and (self.low is None) != (self.high is None):
            raise ValueError("A range has two ends")
        if self.bound is not None:
            given, other = (self.high, self.low) if self.bound.startswith("<") else (self.low, self.high)
            if given is None or other is not None:
                raise ValueError(f"A bound of {self.bound} has one end, on its own side")

    @property
    def is_range(self) -> bool:
        """Whether both ends are given."""
        return self.low is not None and self.high is not None

    @property
    def proportion(self) -> Decimal | None:
        """The numerator as a percentage of the denominator, or None without both or over zero."""
        if self.numerator is None or not self.denominator:
            return None
        return HUNDRED * self.numerator / self.denominator
