"""Means that are the true mean of the numbers given, rounded once, for many rows together.

A plain sum loses the last bits, and then a point that equals its mean seems to lie above or below it.
`math.fsum` keeps them, but works on one row at a time and divides a sum that it has already rounded: three
times 0.1 sums to 0.30000000000000004, whose third is not 0.1. Here the sum is held as three doubles without
loss (Knuth's TwoSum, down the columns), and the division makes up for its own remainder.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

# Beyond this the parts of a product may overflow; below it they may underflow and the arithmetic is no
# longer free of error. Figures of councils are far inside both.
LARGEST = 1e100
_SMALLEST = 1e-200
_HALVES_OF_A_DOUBLE = float(2**27 + 1)


def exact_means(values: Floats, used: Bools) -> Floats:
    """The mean of the used numbers of each row, correctly rounded; NaN for a row that uses none.

    ``values`` and ``used`` are rows × columns. A number that is used is finite and at most `LARGEST` in
    size; one that is not may be anything.
    """
    counts = used.sum(axis=1).astype(np.float64)
    numbers = np.where(used, values, 0.0)
    high, low, rest = np.zeros((3, len(values)))
    lossless = np.ones(len(values), dtype=np.bool_)
    for column in np.ascontiguousarray(numbers.T):
        high, error = _two_sum(high, column)
        low, error = _two_sum(low, error)
        rest, error = _two_sum(rest, error)
        lossless &= error == 0
    low, rest = _two_sum(low, rest)
    high, low = _two_sum(high, low)
    low, rest = _two_sum(low, rest)
    with np.errstate(invalid="ignore", divide="ignore"):
        quotient = high / counts
        remainder = _remainder(high, quotient, counts) + low + rest
        means, tail = _two_sum(quotient, remainder / counts)
        doubtful = (counts > 0) & (~lossless | _near_a_tie(means, tail) | (_tiny(means) & (high != 0)))
    for row in np.flatnonzero(doubtful):
        exact = sum(map(Fraction, values[row, used[row]].tolist()), Fraction(0))
        means[row] = float(exact / int(counts[row]))
    return means


def _two_sum(a: Floats, b: Floats) -> tuple[Floats, Floats]:
    """The rounded sum and, exactly, what the rounding left over."""
    total = a + b
    part = total - a
    return total, (a - (total - part)) + (b - part)


def _remainder(dividend: Floats, quotient: Floats, divisor: Floats) -> Floats:
    """What a rounded division leaves over, exactly. The divisor is a whole number below 2**26."""
    scaled = quotient * _HALVES_OF_A_DOUBLE
    upper = scaled - (scaled - quotient)
    product = quotient * divisor
    error = (upper * divisor - product) + (quotient - upper) * divisor
    return (dividend - product) - error


def _near_a_tie(means: Floats, tail: Floats) -> Bools:
    """Whether the true mean lies so near the middle of two doubles that the tail cannot say which is nearer.

    Below a power of two the doubles lie twice as close, so that there a quarter counts as well.
    """
    step = np.spacing(np.abs(means))
    share = np.abs(tail) / step
    near = (np.abs(share - 0.5) < 1e-6) | (np.abs(share - 0.25) < 1e-6)
    return np.asarray((tail != 0) & near)


def _tiny(means: Floats) -> Bools:
    return np.asarray(np.abs(means) < _SMALLEST)
