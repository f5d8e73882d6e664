"""Means of many rows: the true mean, rounded once, whatever the numbers are."""

import math
from fractions import Fraction

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from goldenthread.rulebook.exact_means import LARGEST, exact_means

ANY = st.floats(min_value=-LARGEST, max_value=LARGEST)
FIGURES = st.decimals(min_value=-1000, max_value=1000, places=2).map(float)
ROWS = st.lists(st.one_of(ANY, FIGURES), min_size=1, max_size=30)


def mean_of(row: list[float]) -> float:
    return float(exact_means(np.array([row]), np.ones((1, len(row)), dtype=bool))[0])


@given(ROWS)
@example([0.1, 0.1, 0.1])
@example([1e100, 1.0, -1e100])
@example([1.0, 1.0 + 2**-52])
@example([5e-324, 5e-324, 0.0])
@example([1e90, 1e45, 1.0, -1e90, -1e45])
@example([-0.0])
def test_the_mean_is_the_true_one_rounded_once(row: list[float]) -> None:
    assert mean_of(row) == float(sum(map(Fraction, row), Fraction(0)) / len(row))


@given(st.lists(FIGURES, min_size=16, max_size=16))
def test_the_mean_of_sixteen_figures_is_that_of_fsum(row: list[float]) -> None:
    assert mean_of(row) == math.fsum(row) / 16


@given(
    st.lists(st.one_of(ANY, FIGURES), min_size=1, max_size=12).map(lambda row: row + [-x for x in row[1:]])
)
def test_numbers_that_cancel_leave_nothing_behind(row: list[float]) -> None:
    assert mean_of(row) == float(Fraction(row[0]) / len(row))


@given(st.lists(st.lists(FIGURES, min_size=6, max_size=6), min_size=1, max_size=5), st.data())
def test_only_the_numbers_that_are_used_count(rows: list[list[float]], data: st.DataObject) -> None:
    values = np.array(rows)
    used = np.array([[data.draw(st.booleans()) for _ in row] for row in rows])
    values[~used] = np.nan
    for row, picked, mean in zip(values, used, exact_means(values, used), strict=True):
        assert math.isnan(mean) if not picked.any() else mean == mean_of(row[picked].tolist())


def test_a_constant_row_means_its_constant_where_a_plain_mean_does_not() -> None:
    assert math.fsum([0.1] * 3) / 3 != 0.1
    assert mean_of([0.1] * 3) == 0.1
