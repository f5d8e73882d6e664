"""The straight lines of a plan: which periods lie between two, and the plan's value in each."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise

from goldenthread.rulebook.periods import Period


class UnlikePeriods(ValueError):
    """Two periods of which the second is not reached from the first by whole periods of its kind."""

    def __init__(self, first: Period, last: Period) -> None:
        super().__init__(f"{last} does not follow from {first} in whole periods of one kind")


def periods_between(first: Period, last: Period) -> tuple[Period, ...]:
    """Every period from ``first`` to ``last``, both included. Raises `UnlikePeriods`."""
    back = [last]
    while back[-1].start > first.start:
        back.append(back[-1].previous())
    if back[-1] != first:
        raise UnlikePeriods(first, last)
    return tuple(reversed(back))


def line_through(known: Mapping[Period, Decimal]) -> tuple[tuple[Period, Decimal], ...]:
    """The value in each period from the first that is known to the last, in a straight line between two."""
    ordered = sorted(known, key=lambda period: period.start)
    line = [(ordered[0], known[ordered[0]])] if ordered else []
    for first, last in pairwise(ordered):
        between = periods_between(first, last)
        rise, length = known[last] - known[first], len(between) - 1
        line += [
            (period, known[first] + rise * place / length) for place, period in enumerate(between[1:-1], 1)
        ]
        line.append((last, known[last]))
    return tuple(line)
