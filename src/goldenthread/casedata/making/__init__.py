"""Councils that never were: coherent child-level data of realistic size and rates, from a seed.

`make` simulates what happened; `files.write` writes the returns and lists of it; `direct.tables` gives the
same rows as tables, without files between. No child is real: nothing here is made from anybody's record.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from goldenthread.casedata.making.span import Place, Span
from goldenthread.casedata.making.truth import Truth, happened
from goldenthread.rulebook.workdays import add_months

__all__ = ["FEWEST_CHILDREN", "Place", "Span", "Truth", "make"]

FEWEST_CHILDREN = 0.01
"""The smallest scale: of a hundredth of a council there is still somebody in every list."""


def make(authorities: int, years: int, seed: int, ends_on: date, *, scale: float = 1.0) -> Iterator[Truth]:
    """So many made-up councils, one after another, each with so many years up to and including `ends_on`.

    `scale` 1 is a council of about 76,000 children. The same arguments give the same councils. The rates of
    the last financial year that is over by `ends_on` are those published of 2017-18.

    Raises ValueError for no authority, no year, or a scale under a hundredth.
    """
    if authorities < 1 or years < 1 or scale < FEWEST_CHILDREN:
        raise ValueError("There must be a council, a year, and at least a hundredth of a council's children.")
    span = Span(add_months(ends_on + timedelta(days=1), -12 * years), ends_on, scale)
    for number in range(1, authorities + 1):
        yield happened(Place(number, seed, span))
