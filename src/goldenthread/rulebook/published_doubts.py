"""What a file of national statistics says and can hardly mean: a doubt for a person, never a correction.

The rules look at a column at a time, as arrays of float64 where NaN is no number: a file has hundreds of
thousands of figures. Each answers which of them are in doubt; `intake.statistics_doubts` says where they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from goldenthread.rulebook.codes import define_rule
from goldenthread.rulebook.periods import Period

Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]

_OURS = "A convention of this product, shown wherever the rule speaks."

NSD_1 = define_rule(
    "NSD-1",
    title="A part above its whole",
    meaning="A percentage's numerator that is more than its denominator is in doubt.",
    basis="Arithmetic.",
    boundaries=("52 of 52 is not in doubt; 53 of 52 is. 60 visits per 52 children is a rate and is not.",),
)
NSD_2 = define_rule(
    "NSD-2",
    title="Below zero",
    meaning="A count, a percentage or a rate below 0 is in doubt, unless its column is of a change, a "
    "difference, progress or a score.",
    basis=_OURS,
    boundaries=("0 is not in doubt, -1 is; -1 in a column named annual_change is not.",),
)
NSD_3 = define_rule(
    "NSD-3",
    title="A percentage above 100",
    meaning="A percentage above 100 is in doubt, unless its column is of a change or a difference.",
    basis=_OURS,
    boundaries=("100 is not in doubt, 100.1 is; 130 in a column named pct_change is not.",),
)
NSD_4 = define_rule(
    "NSD-4",
    title="A percentage written as a share of 1",
    meaning="Percentages none of which passes 1 may be shares of 1, all of them. Where all that pass 1 are "
    "10 or more, one that is at most 1 and under a tenth of the smallest of them may be; so may one whose "
    "hundredfold is within half and double of what its area had in each of the other periods.",
    basis=_OURS,
    boundaries=(
        "0.82 beside 81, 79 and 90 is in doubt. 0.9 beside 9.9, 15 and 20 is not: small percentages occur.",
        "A column of 0.82, 0.79 and 1 is in doubt as a whole; one of 0, 0 and 1 is not.",
    ),
)
NSD_5 = define_rule(
    "NSD-5",
    title="Not its numerator over its denominator",
    meaning="A percentage or a rate that its numerator and denominator do not make is in doubt. What "
    "rounding hides is allowed for: of the figure to its decimals, of a column's counts to 10 or to 5, where "
    "nearly all are such.",
    basis="Arithmetic. Counts of England and its regions are published to the nearest 10.",
    boundaries=(
        "36 of 52 as 69.2 is not in doubt, as 70.0 it is.",
        "30 of 830 as 4 is not in doubt: they may be 34 of 826.",
    ),
)
NSD_6 = define_rule(
    "NSD-6",
    title="On another scale than before",
    meaning="Where an indicator's figures are, in the middle of the areas that have both, at least 8 times "
    "or at most an eighth of those of an earlier release or of the measure that it is mapped to, its scale "
    "is in doubt.",
    basis=_OURS,
    boundaries=("80 beside 10 is in doubt, 79 is not; 3.8 per 1,000 beside 38 per 10,000 is.",),
)
NSD_7 = define_rule(
    "NSD-7",
    title="A period missing inside a run",
    meaning="Where figures of a kind of period stop and go on, each period between them is in doubt: of the "
    "file, of an area, or of an indicator.",
    basis=_OURS,
    boundaries=("2015-16 and 2017-18 without 2016-17: in doubt. 2016-17 and 2017-18 alone are not.",),
)
NSD_8 = define_rule(
    "NSD-8",
    title="A figure given twice",
    meaning="Of two rows of one period, area and breakdown the first is read. Where the second says another "
    "number it is in doubt; where it says the same, the reading notes it.",
    basis=_OURS,
    boundaries=("83 and 83.0 are the same; 83 and 84 are in doubt.",),
)
NSD_9 = define_rule(
    "NSD-9",
    title="A code under another name",
    meaning="A code that the file, or an earlier one, gives to an area of another name is in doubt.",
    basis=_OURS,
    boundaries=("Bristol, City of and City of Bristol are one name; Bristol and Bath are not.",),
)
NSD_10 = define_rule(
    "NSD-10",
    title="A region that the file has no row of",
    meaning="Where a file has rows of regions, a region that only its authorities name is in doubt.",
    basis=_OURS,
    boundaries=("East beside rows of East is not in doubt, Eest is. A file without regional rows has none.",),
)
NSD_11 = define_rule(
    "NSD-11",
    title="Years among months, without an identifier",
    meaning="In a file that does not say what kind of period a row is, 201112 is read as 2011-12 and 201203 "
    "as March 2012. Where both kinds are read, those read as years are in doubt.",
    basis=_OURS,
    boundaries=("201112 beside 201203: in doubt. 201112 alone, or with an identifier, is not.",),
)

OFF_SCALE = 8.0
NEARLY_ALL = 0.9
_MAY_BE_NEGATIVE = re.compile(
    r"(^|[_\W])(change|changes|difference|diff|gap|progress\w*|score|scores|net|balance|growth|residual|"
    r"value_added|va|trend)($|[_\W])",
    re.IGNORECASE,
)


def is_of_change(name: str) -> bool:
    """Whether a column's name says that its numbers may be below 0, and a percentage above 100."""
    return _MAY_BE_NEGATIVE.search(name) is not None


def decimals_of(values: Floats) -> int:
    """The decimals to which the numbers of a column are written, 4 at most: trailing zeros are lost."""
    known = values[~np.isnan(values)]
    for places in range(4):
        scaled = known * 10.0**places
        if np.all(np.abs(scaled - np.rint(scaled)) < 1e-6 * np.maximum(1, np.abs(scaled))):
            return places
    return 4


def makes(
    values: Floats, tops: Floats, bottoms: Floats, times: float, decimals: int, wide: Marks | None = None
) -> Marks:
    """Whether each numerator over its denominator, times `times`, may be the figure (NSD-5).

    `wide` marks those of a nation or a region, whose counts are rounded apart from those of authorities.
    """
    half = 0.5 * 10.0**-decimals + 1e-9
    hidden_top, hidden_bottom = (_hidden(numbers, wide) for numbers in (tops, bottoms))
    with np.errstate(divide="ignore", invalid="ignore"):
        low = np.maximum(tops - hidden_top, 0) / (bottoms + hidden_bottom) * times
        high = (tops + hidden_top) / np.maximum(bottoms - hidden_bottom, 0) * times
        fits: Marks = (low <= values + half) & (high >= values - half)
    return fits


def _hidden(counts: Floats, wide: Marks | None) -> Floats:
    """By how much rounding may have moved each count: half of 10 or of 5, where nearly all are such."""
    hidden = np.zeros(counts.shape)
    for group in (np.ones(counts.shape, dtype=np.bool_),) if wide is None else (wide, ~wide):
        known = counts[group & ~np.isnan(counts)]
        for base in (10, 5):
            if known.size and np.mean(np.mod(known, base) == 0) >= NEARLY_ALL:
                hidden[group] = base / 2
                break
    return hidden


def are_shares(percentages: Floats) -> bool:
    """Whether a column of percentages may be of shares of 1, all of them (NSD-4)."""
    known = percentages[~np.isnan(percentages)]
    return bool(known.size and known.min() >= 0 and known.max() <= 1 and np.any((known > 0) & (known < 1)))


def stray_shares(percentages: Floats) -> Marks:
    """Those in a column of percentages that stand far below all that pass 1 (NSD-4)."""
    passing = percentages[percentages > 1]
    if passing.size < 3 or passing.min() < 10:
        return np.zeros(percentages.shape, dtype=np.bool_)
    strays: Marks = (percentages > 0) & (percentages <= 1) & (percentages < passing.min() / 10)
    return strays


def may_be_share_of(percentage: float, others: Floats) -> bool:
    """Whether a hundredfold is what its area had in the other periods (NSD-4)."""
    known = others[~np.isnan(others)]
    if not 0 < percentage <= 1 or known.size < 2:
        return False
    return bool(
        known.min() > 10 * percentage and np.all((known <= 200 * percentage) & (known >= 50 * percentage))
    )


def scale_between(new: Sequence[float], old: Sequence[float]) -> float | None:
    """How many times the old numbers the new ones are, in the middle, where that is off (NSD-6)."""
    ratios = [one / other for one, other in zip(new, old, strict=True) if one > 0 and other > 0]
    if not ratios:
        return None
    middle = float(np.median(ratios))
    return middle if middle >= OFF_SCALE or middle <= 1 / OFF_SCALE else None


def missing_between(periods: Iterable[Period]) -> list[Period]:
    """The periods that are missing inside the run of each kind (NSD-7), the earliest first."""
    missing: list[Period] = []
    ordered = sorted(set(periods), key=lambda one: (one.kind, one.start))
    for before, after in pairwise(ordered):
        step = after.previous()
        while before.kind is after.kind and step.start > before.start:
            missing.append(step)
            step = step.previous()
    return sorted(missing, key=lambda one: (one.start, one.end))
