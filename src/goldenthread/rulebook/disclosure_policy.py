"""What a council publishes of small counts: threshold, zeros, rounding, and which outputs follow a cell."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from goldenthread.rulebook.codes import define_rule

PRACTICE = (
    "The Department for Education's practice in its releases on children in need and children looked after: "
    "counts of 1 to 5 become c, with secondary suppression where necessary."
)
OURS = "A convention of this product, shown wherever the rule speaks."

SDC_1 = define_rule(
    "SDC-1",
    title="Suppressed: a small count",
    meaning="A count from 1 to the policy's threshold is never published below an exempt level.",
    basis=PRACTICE,
    boundaries=("Threshold 5: 1 and 5 are suppressed; 0 and 6 are not.",),
)
SDC_2 = define_rule(
    "SDC-2",
    title="Suppressed: a zero that is sensitive",
    meaning="Where the policy treats zeros as sensitive, 0 is suppressed as the small counts are. Where it "
    "shows zeros, 0 is never suppressed, so that c proves at least 1. Where zeros may be partners, 0 is not "
    "sensitive but may be suppressed for the sake of another cell.",
    basis="The policy's own choice: zeros are shown unless it says otherwise.",
    boundaries=("0 is shown by default, and suppressed where zeros are sensitive.",),
)
SDC_3 = define_rule(
    "SDC-3",
    title="Suppressed: a percentage or rate of small counts",
    meaning="A ratio is suppressed when its numerator or its denominator is a count that would be "
    "suppressed, or when the rest of the denominator is, where the numerator is counted among it.",
    basis="Statistical disclosure control of ratios: each of the three can be worked out from the other two.",
    boundaries=(
        "Threshold 5: 5 of 60 and 55 of 60 are suppressed; 6 of 60, 54 of 60 and 60 of 60 are not.",
        "A rate of 5 over a population is suppressed; of 6 it is not.",
    ),
)
SDC_4 = define_rule(
    "SDC-4",
    title="Suppressed: a percentage of too few",
    meaning="A ratio over a denominator below the policy's minimum is suppressed. 0% or 100% of a few "
    "children says something of each of them.",
    basis="The policy's own choice; by default no minimum beyond the threshold.",
    boundaries=("Minimum 10: 0 of 9 and 9 of 9 are suppressed; 0 of 10 and 10 of 10 are not.",),
)
SDC_5 = define_rule(
    "SDC-5",
    title="Suppressed: it would name a suppressed cell",
    meaning="A percentage, rate, interval, rank, chart point or text that is made from a suppressed cell is "
    "suppressed with it, unless the policy leaves that kind of output unprotected.",
    basis=PRACTICE,
    boundaries=(
        "The rate of a count that is suppressed for another's sake is suppressed; of its neighbour not.",
    ),
)
SDC_6 = define_rule(
    "SDC-6",
    title="Shown: an exempt level",
    meaning="A cell of a level that the policy exempts is shown whatever it is, and never suppressed for the "
    "sake of another.",
    basis="National figures are published without suppression.",
    boundaries=("England exempt: 3 for England is shown, 3 for a council is suppressed.",),
)
SDC_7 = define_rule(
    "SDC-7",
    title="Rounded after suppression",
    meaning="What is left is rounded half up to the policy's base, on whole numbers, totals by themselves "
    "and percentages from rounded parts. What rounds to 0 and is not 0 is printed as low.",
    basis="Department for Education releases: national and regional totals to the nearest 10; the code low.",
    boundaries=(
        "Base 5: 7 becomes 5, 8 becomes 10. Base 10: 14 becomes 10, 15 becomes 20.",
        "Base 10 without a threshold: 4 is low, 0 is 0.",
    ),
)


class Zeros(StrEnum):
    """What the policy does with 0."""

    SHOWN = "shown"
    SENSITIVE = "sensitive"
    MAY_PARTNER = "may_partner"


class Kind(StrEnum):
    """What kind of output is made from cells."""

    PERCENTAGE = "percentage"
    RATE = "rate"
    INTERVAL = "interval"
    MEAN = "mean"
    RANK = "rank"
    CHANGE = "change"
    CHART = "chart"
    TEXT = "text"


class BadPolicy(ValueError):
    """A policy that contradicts itself, in words."""


@dataclass(frozen=True)
class Policy:
    """What is suppressed and how the rest is printed. It is public: whoever attacks the table knows it.

    ``threshold`` is the largest count that is suppressed; ``width`` is by how much the ends of what could be
    worked out of a small count must differ, by default the threshold. ``cell_base`` and ``total_base`` are
    1 (not rounded), 5 or 10; a total is a cell that is the total of a sum. ``minimum_denominator`` is the
    smallest denominator whose percentage is published. Kinds in ``unprotected`` are published even where
    their cell is suppressed, and the audit then counts them among what an attacker knows.

    Raises `BadPolicy`.
    """

    threshold: int = 5
    zeros: Zeros = Zeros.SHOWN
    cell_base: int = 1
    total_base: int = 1
    minimum_denominator: int = 1
    unprotected: frozenset[Kind] = frozenset()
    exempt_levels: frozenset[str] = frozenset()
    width: int | None = None

    def __post_init__(self) -> None:
        if self.threshold < 1:
            raise BadPolicy(f"The threshold is {self.threshold}. Give 1 or more.")
        for base in (self.cell_base, self.total_base):
            if base not in (1, 5, 10):
                raise BadPolicy(f"Figures cannot be rounded to {base}. Give 1, 5 or 10.")
        if self.minimum_denominator < 1:
            raise BadPolicy(f"The minimum denominator is {self.minimum_denominator}. Give 1 or more.")
        if self.width is not None and self.width < 1:
            raise BadPolicy(f"The protection width is {self.width}. Give 1 or more.")

    @property
    def smallest_sensitive(self) -> int:
        return 0 if self.zeros is Zeros.SENSITIVE else 1

    @property
    def least_suppressed(self) -> int:
        """The least that a suppressed cell can be: 1 where zeros are shown, for then c proves it."""
        return 1 if self.zeros is Zeros.SHOWN else 0

    @property
    def protection_width(self) -> int:
        return self.threshold if self.width is None else self.width

    def is_sensitive(self, value: int | None) -> bool:
        """Whether a count is one that must not be published."""
        return value is not None and self.smallest_sensitive <= value <= self.threshold

    def protects(self, kind: Kind) -> bool:
        return kind not in self.unprotected


def rounded(value: int, base: int) -> int:
    """A count to the nearest multiple of the base, half up, on whole numbers only."""
    return base * ((2 * value + base) // (2 * base))


def values_behind(printed: int, base: int) -> tuple[int, int]:
    """The least and the greatest count that is printed as this multiple of the base.

    0 stands for 0 alone, because what rounds to 0 and is not 0 is printed as low. A number that is no
    multiple of the base was not rounded.
    """
    if printed == 0 or printed % base:
        return printed, printed
    return printed - base // 2, printed + (base - 1) // 2


def values_behind_low(base: int) -> tuple[int, int]:
    """The least and the greatest count that is printed as low."""
    return 1, (base - 1) // 2
