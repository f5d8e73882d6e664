"""Agreement of two auditors who judged the same cases: Cohen's kappa, plain and weighted, with its interval.

Two who judge by throwing dice agree on some cases; kappa is how far they agree beyond that. 1 is full
agreement, 0 what chance gives. On a scale with an order (outstanding, good, requires improvement, inadequate)
one grade apart is nearer than three: a weighted kappa counts it so, by steps (linear) or by steps squared.

A table's rows are the first auditor's grades and its columns the second's, best first, in the same order.
Shares are float64.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.intervals import ImpossibleInput, Number, as_confidence, normal_quantile

LEAST_CASES = 10
"""Below this many cases judged by two, nothing is said of a kappa in words."""

_OURS = "A convention of this product, shown wherever the rule speaks."

KAP_1 = define_rule(
    "KAP-1",
    title="Cohen's kappa",
    meaning="The share of cases on which two auditors agree, less the share that chance gives from how often "
    "each used each grade, over 1 less that share. Only cases that both judged count.",
    basis="Cohen, 1960: A coefficient of agreement for nominal scales.",
    boundaries=(
        "75, 1, 4 / 5, 4, 1 / 0, 0, 10 of 100: observed 0.89, by chance 0.66, kappa 0.676.",
        "20, 5 / 10, 15 of 50: kappa 0.4.",
    ),
)
KAP_2 = define_rule(
    "KAP-2",
    title="Weighted kappa: linear and quadratic",
    meaning="Of k grades, i and j apart count as 1 - |i - j| / (k - 1), linear, or 1 - (i - j)² / (k - 1)², "
    "quadratic. With two grades both are the plain kappa.",
    basis="Cohen, 1968: Weighted kappa. Linear weights as Cicchetti and Allison, quadratic as Fleiss and "
    "Cohen.",
    boundaries=(
        "85 mammograms in four grades: plain 0.473, linear 0.568, quadratic 0.671.",
        "Of four grades one apart counts two thirds by steps and eight ninths by steps squared.",
    ),
)
KAP_3 = define_rule(
    "KAP-3",
    title="The interval of a kappa",
    meaning="The large-sample standard error of Fleiss, Cohen and Everitt, times the normal quantile, to "
    "either side; cut off at -1 and 1. It is not the smaller error that a test against chance uses.",
    basis="Fleiss, Cohen and Everitt, 1969: Large sample standard errors of kappa and weighted kappa.",
    boundaries=(
        "The table of KAP-1: standard error 0.088, 95% from 0.505 to 0.848.",
        "Full agreement over two grades or more: from 1 to 1.",
    ),
)
KAP_4 = define_rule(
    "KAP-4",
    title="No kappa: chance leaves no room",
    meaning="Where both auditors gave one and the same grade to every case, or no case was judged by two, "
    "kappa divides by nothing. The share of agreement is shown without it.",
    basis="The formula of kappa.",
    boundaries=(
        "10 of 10 cases judged good by both: agreement 100%, no kappa.",
        "9 of 10 agreed, one auditor alone using a second grade: kappa is 0.",
    ),
)
KAP_5 = define_rule(
    "KAP-5",
    title="A kappa in words",
    meaning="Below 0 worse than chance, from 0 slight, above 0.20 fair, above 0.40 moderate, above 0.60 "
    "substantial, above 0.80 almost perfect. The words are a habit, not a test.",
    basis="Landis and Koch, 1977: The measurement of observer agreement for categorical data.",
    boundaries=("0.60 is moderate and 0.61 substantial; 0 is slight and -0.01 worse than chance.",),
)
KAP_6 = define_rule(
    "KAP-6",
    title="Too few cases to judge agreement",
    meaning=f"Of fewer than {LEAST_CASES} cases judged by two, kappa and its interval are shown and no word "
    "is given to them.",
    basis=_OURS,
    boundaries=(f"{LEAST_CASES - 1} cases: no word; {LEAST_CASES} cases: a word.",),
)


class Weights(StrEnum):
    """How far grades that differ count as agreement."""

    NONE = "none"
    LINEAR = "linear"
    QUADRATIC = "quadratic"


WEIGHTS_WORDS = {
    Weights.NONE: "Plain kappa",
    Weights.LINEAR: "Weighted kappa, by steps",
    Weights.QUADRATIC: "Weighted kappa, by steps squared",
}


@dataclass(frozen=True)
class Agreement:
    """How far two agree. ``observed`` and ``expected`` are shares of agreement, weighted as ``weights`` says.

    ``cases`` were judged by two, on ``same`` of them alike. ``kappa`` and its limits are None where there is
    none, and ``code`` says why.
    """

    cases: int
    same: int
    weights: Weights
    observed: float | None
    expected: float | None
    kappa: float | None
    error: float | None
    lower: float | None
    upper: float | None
    code: Code

    @property
    def verdict(self) -> tuple[str, Code]:
        """Kappa in words, and the rule that chose them."""
        if self.kappa is None:
            return "No kappa: both used one grade only" if self.cases else "No case was judged by two", KAP_4
        if self.cases < LEAST_CASES:
            return f"Too few cases to judge agreement ({self.cases} of {LEAST_CASES})", KAP_6
        return strength(self.kappa), KAP_5


_STRENGTHS = (
    (0.20, "Slight agreement"),
    (0.40, "Fair agreement"),
    (0.60, "Moderate agreement"),
    (0.80, "Substantial agreement"),
)


def strength(kappa: float) -> str:
    """A kappa in the words of KAP-5. What is printed decides: it is rounded to two places first."""
    shown = round(kappa, 2)
    if shown < 0:
        return "Worse than chance"
    return next((words for limit, words in _STRENGTHS if shown <= limit), "Almost perfect agreement")


def cross_table(pairs: Iterable[tuple[int, int]], grades: int) -> list[list[int]]:
    """The table of pairs of grades, by their places on the scale from 0. Raises `ImpossibleInput`."""
    table = [[0] * grades for _ in range(grades)]
    for first, second in pairs:
        if not (0 <= first < grades and 0 <= second < grades):
            raise ImpossibleInput(f"{first} and {second}: the scale has {grades} grades, from 0")
        table[first][second] += 1
    return table


def agreement(
    table: Sequence[Sequence[int]], weights: Weights = Weights.NONE, *, confidence: Number = 0.95
) -> Agreement:
    """Kappa of a square table of counts, with its interval. Raises `ImpossibleInput` for no such table."""
    level = as_confidence(confidence)
    counts = _checked(table)
    cases, same = int(counts.sum()), int(np.trace(counts))
    if cases == 0:
        return Agreement(0, 0, weights, None, None, None, None, None, None, KAP_4)
    shares = counts / cases
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    weight = _weights(len(counts), weights)
    observed = float((weight * shares).sum())
    expected = float((weight * np.outer(rows, columns)).sum())
    if math.isclose(expected, 1):
        return Agreement(cases, same, weights, observed, expected, None, None, None, None, KAP_4)
    kappa = (observed - expected) / (1 - expected)
    error = _standard_error(shares, weight, kappa, expected, cases)
    reach = normal_quantile(level) * error
    lower, upper = max(kappa - reach, -1.0), min(kappa + reach, 1.0)
    code = KAP_1 if weights is Weights.NONE else KAP_2
    return Agreement(cases, same, weights, observed, expected, kappa, error, lower, upper, code)


def _checked(table: Sequence[Sequence[int]]) -> NDArray[np.float64]:
    counts = np.asarray(table, dtype=np.float64)
    if counts.ndim != 2 or counts.shape[0] != counts.shape[1] or counts.shape[0] < 2:
        raise ImpossibleInput("A table of agreement has as many rows as columns, and two at least")
    if not np.isfinite(counts).all() or (counts < 0).any() or (counts != np.floor(counts)).any():
        raise ImpossibleInput("A table of agreement holds whole numbers of cases, none below 0")
    return counts


def _weights(grades: int, weights: Weights) -> NDArray[np.float64]:
    if weights is Weights.NONE:
        return np.eye(grades)
    places = np.arange(grades)
    apart = np.abs(places[:, None] - places[None, :]) / (grades - 1)
    return np.asarray(1 - (apart if weights is Weights.LINEAR else apart**2), dtype=np.float64)


def _standard_error(
    shares: NDArray[np.float64], weight: NDArray[np.float64], kappa: float, expected: float, cases: int
) -> float:
    """The square root of Fleiss, Cohen and Everitt's variance, written with kappa itself.

    [Σ pᵢⱼ (wᵢⱼ - (w̄ᵢ. + w̄.ⱼ)(1 - κ))² - (κ - pₑ(1 - κ))²] / (n (1 - pₑ)²), where w̄ᵢ. is the mean weight of
    row i by the columns' shares and w̄.ⱼ that of column j by the rows'.
    """
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    mean_of_row, mean_of_column = weight @ columns, rows @ weight
    apart = weight - (mean_of_row[:, None] + mean_of_column[None, :]) * (1 - kappa)
    spread = float((shares * apart**2).sum()) - (kappa - expected * (1 - kappa)) ** 2
    return math.sqrt(max(spread, 0.0) / cases) / (1 - expected)
