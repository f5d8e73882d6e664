"""How far the counts of one group could go, by mixed-integer programming, checked in whole numbers.

SciPy is imported where it solves: it takes longer to import than most commands take.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from goldenthread.rulebook.disclosure_model import Row, State

if TYPE_CHECKING:
    from scipy.sparse import csr_array

# Nodes, not seconds, so that a slow machine finds what a fast one finds; the seconds are a last resort.
_LIMITS = {"mip_rel_gap": 0.0, "node_limit": 5_000, "time_limit": 20.0}
_NO_LIMIT = 2**62
_WHOLE = 1e-7

Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Extreme:
    """The least or greatest of what was asked: None if nothing limits it.

    ``witness`` are values of the group's variables that reach it, and obey every row exactly. Without
    ``proved`` the solver ran out of nodes, or its answer did not survive the check.
    """

    value: int | None
    witness: Integers | None
    proved: bool


class Group:
    """Variables that rows join, as a mixed-integer programme. ``variables`` are places in the model.

    ``fixed`` gives what is fixed its value. ``fitting`` and ``asked`` are the examiner's notes.
    """

    def __init__(self, state: State, variables: Sequence[int], rows: Sequence[Row], cap: int) -> None:
        self.variables = list(variables)
        self.place = {variable: place for place, variable in enumerate(self.variables)}
        self.lows: Integers = np.array([state.lows[one] for one in variables], dtype=np.int64)
        highs = [state.highs[one] for one in variables]
        self.highs: Integers = np.array([_NO_LIMIT if one is None else one for one in highs], dtype=np.int64)
        self.cap = max(cap, int(self.lows.max()) * 2)
        self.fixed = state.lows
        self.fitting: Integers = np.empty((0, len(self.variables)), dtype=np.int64)
        self.asked = 0
        self._fill(state, rows)

    def _fill(self, state: State, rows: Sequence[Row]) -> None:
        """The rows without what is fixed."""
        from scipy.sparse import csr_array

        self.matrix: Integers = np.zeros((len(rows), len(self.variables)), dtype=np.int64)
        self.row_lows: Integers = np.full(len(rows), -_NO_LIMIT, dtype=np.int64)
        self.row_highs: Integers = np.full(len(rows), _NO_LIMIT, dtype=np.int64)
        for number, row in enumerate(rows):
            fixed = 0
            for variable, sign in row.terms:
                if variable in self.place:
                    self.matrix[number, self.place[variable]] += sign
                else:
                    fixed += sign * state.lows[variable]
            if row.low is not None:
                self.row_lows[number] = row.low - fixed
            if row.high is not None:
                self.row_highs[number] = row.high - fixed
        self._sparse = csr_array(self.matrix.astype(float))

    def holds_of(self, values: Integers) -> NDArray[np.bool_]:
        """Whether each line of values, one column to a variable of the group, obeys every bound and row."""
        sums = values @ self.matrix.T
        bounds = (values >= self.lows) & (values <= self.highs)
        rows = (sums >= self.row_lows) & (sums <= self.row_highs)
        return np.asarray(bounds.all(axis=1) & rows.all(axis=1), dtype=np.bool_)

    def extreme(self, of: Sequence[int], way: int) -> Extreme:
        """The least (-1) or greatest (1) that these variables can be together."""
        objective = np.zeros(len(self.variables))
        objective[[self.place[variable] for variable in of]] = -way
        first = self._extreme(objective, way, self.cap)
        if first.witness is None or not (first.witness >= self.cap).any():
            return first
        further = self._extreme(objective, way, 2 * self.cap)
        return first if further.value == first.value else Extreme(None, first.witness, first.proved)

    def _extreme(self, objective: NDArray[np.float64], way: int, cap: int) -> Extreme:
        found, finished = self._solve(objective, self._sparse, self.row_lows, self.row_highs, cap)
        if found is None:
            return Extreme(None, None, False)
        return Extreme(round(-way * float(objective @ found)), found, finished)

    def stretch(self, aims: Mapping[tuple[int, ...], int]) -> Integers | None:
        """Values that bring each of these sets of variables as near to its aim, from below, as they can.

        One answer often shows that many cells are free at once; it proves nothing of those it leaves short.
        """
        from scipy.sparse import csr_array

        own, more = len(self.variables), len(aims)
        extra = np.zeros((more, own + more))
        for line, variables in enumerate(aims):
            extra[line, [self.place[variable] for variable in variables]] = -1
            extra[line, own + line] = 1
        wide = np.hstack([self.matrix.astype(float), np.zeros((len(self.matrix), more))])
        objective = np.concatenate([np.zeros(own), -np.ones(more)])
        found, _ = self._solve(
            objective,
            csr_array(np.vstack([wide, extra])),
            np.concatenate([self.row_lows, np.full(more, -_NO_LIMIT)]),
            np.concatenate([self.row_highs, np.zeros(more, dtype=np.int64)]),
            self.cap,
            list(aims.values()),
        )
        return found

    def _solve(
        self,
        objective: NDArray[np.float64],
        matrix: csr_array,
        lows: Integers,
        highs: Integers,
        cap: int,
        aims: Sequence[int] = (),
    ) -> tuple[Integers | None, bool]:
        """Values that were checked, and whether the solver finished."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        most = np.concatenate([np.minimum(self.highs, cap), np.array(aims, dtype=np.int64)])
        least = np.concatenate([self.lows, np.zeros(len(aims), dtype=np.int64)])
        own = len(self.variables)
        rows = [LinearConstraint(matrix, _open(lows), _open(highs))] if matrix.shape[0] else []
        # Most tables have whole corners, and then the plain programme is answered in a third of the time.
        for whole in (0, 1):
            result = milp(
                objective,
                integrality=np.concatenate([np.full(own, whole), np.zeros(len(aims))]),
                bounds=Bounds(least, most),
                constraints=rows,
                options=_LIMITS,
            )
            if result.x is None:
                return None, False
            values = np.rint(result.x[:own]).astype(np.int64)
            is_whole = bool(np.abs(result.x[:own] - values).max() < _WHOLE)
            if (whole or is_whole) and self.holds_of(values[np.newaxis, :])[0]:
                return values, result.status == 0
        return None, False

    @property
    def is_possible(self) -> bool | None:
        """Whether any values obey every row; None where the solver could not say."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        objective = np.zeros(len(self.variables))
        most = np.minimum(self.highs, self.cap)
        rows = [LinearConstraint(self._sparse, _open(self.row_lows), _open(self.row_highs))]
        result = milp(
            objective,
            integrality=np.ones(len(self.variables)),
            bounds=Bounds(self.lows, most),
            constraints=rows if len(self.matrix) else [],
            options=_LIMITS,
        )
        if result.status == 2:
            return False
        return True if result.status == 0 else None


def _open(limits: Integers) -> NDArray[np.float64]:
    wide = limits.astype(float)
    wide[limits >= _NO_LIMIT] = np.inf
    wide[limits <= -_NO_LIMIT] = -np.inf
    return wide
