"""Kappa and its interval against another package's outputs, and against worked examples in print."""

import json
from typing import Any

import pytest

from goldenthread.rulebook.agreement import Weights, agreement
from goldenthread.rulebook.proportions import difference
from tests.conformance.vectors import vector_files

ROWS = [
    row
    for path in vector_files("kappa_vectors.json")
    for row in json.loads(path.read_text(encoding="utf-8"))["kappa"]
]


def near(value: float) -> Any:
    return pytest.approx(value, rel=1e-9, abs=1e-12)


def test_kappa_and_its_interval_are_those_of_the_other_package() -> None:
    for row in ROWS:
        ours = agreement(row["table"], Weights(row["weights"]))
        assert (ours.kappa, ours.error) == (near(row["kappa"]), near(row["error"])), row["name"]
        assert ours.lower == near(max(row["lower"], -1.0)), row["name"]
        assert ours.upper == near(min(row["upper"], 1.0)), row["name"]


# Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, table 18.1; the 85 mammograms of the
# manual of a statistics package, read by two radiologists; both as printed.
DIAGNOSES = [[75, 1, 4], [5, 4, 1], [0, 0, 10]]
MAMMOGRAMS = [[21, 12, 0, 0], [4, 17, 1, 0], [3, 9, 15, 2], [0, 0, 0, 1]]


@pytest.mark.parametrize(
    ("table", "weights", "observed", "expected", "kappa"),
    [
        (DIAGNOSES, Weights.NONE, 0.89, 0.66, 0.676),
        (MAMMOGRAMS, Weights.NONE, 0.6353, 0.3082, 0.4728),
        (MAMMOGRAMS, Weights.LINEAR, 0.8667, 0.6911, 0.5684),
        (MAMMOGRAMS, Weights.QUADRATIC, 0.9477, 0.8409, 0.6714),
    ],
)
def test_worked_examples_in_print(
    table: list[list[int]], weights: Weights, observed: float, expected: float, kappa: float
) -> None:
    ours = agreement(table, weights)
    printed = (observed, expected, kappa)
    assert (ours.observed, ours.expected, ours.kappa) == tuple(pytest.approx(n, abs=6e-4) for n in printed)


@pytest.mark.parametrize(
    ("later", "earlier", "lower", "upper"),
    # Newcombe, 1998, table II: method 10.
    [((56, 70), (48, 80), 0.0524, 0.3339), ((9, 10), (3, 10), 0.1705, 0.8090)],
)
def test_differences_in_print(
    later: tuple[int, int], earlier: tuple[int, int], lower: float, upper: float
) -> None:
    ours = difference(earlier, later)
    assert (ours.lower, ours.upper) == (pytest.approx(lower, abs=6e-5), pytest.approx(upper, abs=6e-5))
