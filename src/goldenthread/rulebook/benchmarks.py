"""What a council's figure may be held against: its scale, its period, and the average of neighbours.

Values are `Decimal` in the measure's own unit. Rank and quartile are in `neighbours`, the comparison by
interval in `comparison`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.periods import Period

_OURS = "A convention of this product, shown wherever the rule speaks."

BMK_1 = define_rule(
    "BMK-1",
    title="Figures are compared on one scale only",
    meaning="A published figure whose unit is not the measure's (a count beside a percentage) is shown as "
    "such, and is never ranked, averaged or compared with the council's.",
    basis=_OURS,
    boundaries=(
        "% and percent are one scale, and so are per 10,000 and rate per 10,000.",
        "A count beside a percentage is held; so is per 1,000 beside per 10,000.",
    ),
)
BMK_2 = define_rule(
    "BMK-2",
    title="A scale that its own numbers contradict is not compared",
    meaning="Percentages above 100 are counts or rates. Percentages none of which passes 1, beside a "
    "council's figure above 10, are shares of 1. Such figures are shown and never compared.",
    basis=_OURS,
    boundaries=(
        "A percentage of 100 is compared, one of 100.1 is held.",
        "Figures up to 1 beside the council's 10 are compared, beside 10.1 they are held.",
    ),
)
BMK_3 = define_rule(
    "BMK-3",
    title="A benchmark of another period is flagged",
    meaning="A benchmark whose days are not those of the council's figure is shown with both periods: "
    "2016-17 beside 2017-18.",
    basis=_OURS,
    boundaries=("2017-18 beside 2017-18 is not flagged; beside 2017-18 Q4 or 2016-17 it is.",),
)
BMK_4 = define_rule(
    "BMK-4",
    title="The neighbour average is the mean of the neighbours' figures",
    meaning="Each neighbour with a figure counts once, whatever its size; one without a figure does not "
    "count, and the average says of how many it is. Where every one of these has its numerator and "
    "denominator, the pooled figure is given too: all numerators over all denominators.",
    basis="How the average of statistical neighbours is published beside local authorities' figures.",
    boundaries=(
        "80, 90 and one suppressed have a mean of 85, of two neighbours.",
        "8 of 10 and 90 of 100 pool to 89.1%, with a mean of 85%.",
    ),
)
BMK_5 = define_rule(
    "BMK-5",
    title="A count is not held against that of a wider area",
    meaning="A number of children in England or in a region is shown beside a council's as what it is, and "
    "is never drawn on one scale with it or compared: a wider area has more children. Shares and rates are.",
    basis=_OURS,
    boundaries=("49,650 in England beside 28 in the council: shown. 83% beside 84%: compared.",),
)


@dataclass(frozen=True)
class Scale:
    """Whether published figures may be held against a measure's, with the rule and its reason."""

    comparable: bool
    code: Code
    reason: str


@dataclass(frozen=True)
class Beside:
    """Whether a benchmark is of the figure's own period; `words` flag it where it is not."""

    same: bool
    code: Code
    words: str


@dataclass(frozen=True)
class Average:
    """The mean of so many figures, and where their counts are known the pooled figure."""

    mean: Decimal
    of: int
    pooled: Decimal | None
    code: Code = BMK_4


def scale_of(
    unit: str, published_unit: str, values: Sequence[Decimal] = (), ours: Decimal | None = None
) -> Scale:
    """Whether figures in the published unit are on the measure's scale. `values` are in that unit."""
    here, there = plain_unit(unit), plain_unit(published_unit)
    if here != there:
        reason = f"The published figures are {_in_words(there)}, the measure is {_in_words(here)}"
        return Scale(False, BMK_1, reason)
    if here == "%" and values:
        largest = max(values)
        if largest > 100:
            return Scale(False, BMK_2, f"A published percentage is {largest:f}: these are no percentages")
        if ours is not None and 0 < largest <= 1 and ours > 10:
            return Scale(False, BMK_2, "No published figure passes 1: these are shares of 1, not of 100")
    return Scale(True, BMK_1, f"Both are {_in_words(here)}")


def plain_unit(unit: str) -> str:
    """A unit in one spelling; empty for a count."""
    tidy = " ".join(unit.casefold().replace(",", "").split()).removeprefix("rate ")
    tidy = tidy.removesuffix(" children").removesuffix(" population")
    if tidy in {"%", "percent", "per cent", "percentage", "pct", "% of"}:
        return "%"
    return "" if tidy in {"", "count", "number", "no."} else tidy


def _in_words(unit: str) -> str:
    return {"%": "percentages", "": "counts"}.get(unit, f"in {unit}" if not unit.startswith("per ") else unit)


def is_on_one_scale(unit: str, *, wider: bool) -> bool:
    """Whether figures in this unit are held against those of an area, `wider` than a council or not."""
    return not wider or plain_unit(unit) != ""


def beside(ours: Period, theirs: Period) -> Beside:
    """Whether a benchmark's period is that of the council's figure."""
    if (ours.start, ours.end) == (theirs.start, theirs.end):
        return Beside(True, BMK_3, "")
    return Beside(False, BMK_3, f"{theirs} beside {ours}")


def average(
    figures: Sequence[tuple[Decimal, Decimal | None, Decimal | None]], *, times: Decimal = Decimal(100)
) -> Average | None:
    """The average of (value, numerator, denominator) of neighbours; None without any.

    `times` turns a pooled share into the measure's unit: 100 for a percentage, 10,000 for a rate of it.
    """
    if not figures:
        return None
    mean = sum((value for value, _, _ in figures), Decimal(0)) / len(figures)
    counts = [(top, bottom) for _, top, bottom in figures if top is not None and bottom]
    pooled = None
    if len(counts) == len(figures):
        pooled = times * sum((top for top, _ in counts), Decimal(0)) / sum(bottom for _, bottom in counts)
    return Average(mean, len(figures), pooled)


def pooled_times(unit: str) -> Decimal | None:
    """What a share of 1 is multiplied by to be in this unit; None for a count, which does not pool."""
    plain = plain_unit(unit)
    if plain == "%":
        return Decimal(100)
    digits = plain.removeprefix("per ").split(" ")[0]
    return Decimal(digits) if plain.startswith("per ") and digits.isascii() and digits.isdigit() else None
