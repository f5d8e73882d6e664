"""The children of a made-up council who are known to somebody."""

from __future__ import annotations

import numpy as np

from goldenthread.casedata.making import rates
from goldenthread.casedata.making.rows import Array, Days, Rows, chosen, later, texts
from goldenthread.casedata.making.span import Place

A_YEAR = 365.25
FIRST_WEEKS = 14  # nobody is younger in days when first heard of: no contact comes before a birth
# Numbers of ours begin here; two councils' numbers differ.
FIRST_NUMBER = 100_000


class Children:
    """Everybody made so far; a child is the index of their row."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._random = place.chance("children")
        self._born: list[Days] = []
        self._number = 0

    def add(self, born: Days) -> Array:
        """Children born on these days; their indexes."""
        index = np.arange(self._number, self._number + len(born))
        self._born.append(born)
        self._number += len(born)
        return index

    def of_ages(self, at: Days, ages: Array) -> Array:
        """Children who are so old, in years with parts, on these days."""
        return self.add(later(at, -np.maximum(ages * A_YEAR, FIRST_WEEKS)))

    @property
    def born(self) -> Days:
        if len(self._born) != 1:
            self._born = [np.concatenate(self._born)]
        return self._born[0]

    def rows(self) -> Rows:
        """All of them: child, number, born, sex, ethnicity, disabled, area, upn."""
        random, many = self._random, self._number
        number = self._place.number * 10_000_000 + FIRST_NUMBER + random.permutation(many)
        return Rows(
            {
                "child": np.arange(many),
                "number": texts(str(n) for n in number.tolist()),
                "born": self.born,
                "sex": np.where(random.random(many) < 0.52, "M", "F").astype(object),
                "ethnicity": chosen(random, rates.ETHNICITIES, many),
                "disabled": random.random(many) < 0.11,
                "area": random.integers(0, rates.AREAS, many),
            }
        )


def referral_ages(random: np.random.Generator, number: int) -> Array:
    """Ages of children when first referred: the youngest and those of 13 to 15 more often."""
    edges = np.array([0.0, 1.0, 5.0, 10.0, 13.0, 16.0, 17.3])
    shares = np.array(list(REFERRED.values()))
    band = random.choice(len(shares), number, p=shares / shares.sum())
    return np.asarray(edges[band] + random.random(number) * (edges[band + 1] - edges[band]))


REFERRED = {(0, 1): 0.11, (1, 5): 0.24, (5, 10): 0.27, (10, 13): 0.15, (13, 16): 0.17, (16, 18): 0.06}
