"""What an attacker knows, as whole-number inequalities: a linked table under a policy, part of it suppressed.

Every count is a whole number from 0. A printed count fixes its variable, or bounds it where it was rounded;
a sum is an equation; a printed ratio is two inequalities in whole numbers, so that no rounding of ours can
hide or invent a value.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from goldenthread.rulebook.disclosure_policy import Policy, rounded, values_behind, values_behind_low
from goldenthread.rulebook.disclosure_table import Cell, LinkedTable, Ratio, Relation, Sum, ratio_units

# A bound that creeps by one at each turn is left to the solver.
_TURNS = 40


@dataclass(frozen=True)
class Row:
    """The terms together lie between low and high; None is no limit. ``relation`` is where it comes from."""

    terms: tuple[tuple[int, int], ...]
    low: int | None
    high: int | None
    relation: Relation


@dataclass
class State:
    """The variables' bounds and the rows that hold, given what is suppressed. ``highs`` may be None."""

    lows: list[int]
    highs: list[int | None]
    rows: list[Row]
    contradicts: Row | None = field(default=None)

    def fixed(self, variable: int) -> bool:
        return self.lows[variable] == self.highs[variable]


class Model:
    """The variables of a table under a policy, and its rows; `state` says what holds when some is suppressed.

    A variable is a cell, or the printed multiple of a rounded cell that a ratio is made from. ``truth`` holds
    the true values, -1 where unknown. ``half_up`` says that a ratio is known to be rounded half up; without
    it both ends are allowed. Relations that the true values contradict are in ``left_out``, with the reason
    once `leave_out_what_contradicts` has looked.
    """

    def __init__(self, table: LinkedTable, policy: Policy, *, half_up: bool = True) -> None:
        self.table, self.policy, self.half_up = table, policy, half_up
        self.keys = list(table.cells)
        self.index = {key: place for place, key in enumerate(self.keys)}
        truths = [-1 if cell.truth is None else cell.truth for cell in table.cells.values()]
        self._multiples: dict[str, int] = {}
        rounding: list[tuple[Relation, Row]] = []
        for ratio in table.ratios.values():
            for key in ratio.names:
                if self.base(key) > 1 and key not in self._multiples:
                    place = self._multiples[key] = len(truths)
                    truth = truths[self.index[key]]
                    truths.append(-1 if truth < 0 else rounded(truth, self.base(key)) // self.base(key))
                    rounding.append((ratio, self._rounding_row(key, place, ratio)))
        self.truth: NDArray[np.int64] = np.array(truths, dtype=np.int64)
        self.rounding = [row for _, row in rounding]
        self.left_out = {one: "" for one in table.relations if self._contradicted_by_truth(one)}
        known = sum(truth for truth in truths if truth > 0)
        self.cap = 4 * known + 1000 * (policy.threshold + policy.protection_width)

    def base(self, key: str) -> int:
        """The base to which a cell is rounded where it is printed."""
        policy = self.policy
        if key in self.table.rests or not self.table.cells[key].shown:
            return 1
        return policy.total_base if self.table.heights[key] else policy.cell_base

    def _rounding_row(self, key: str, place: int, relation: Relation) -> Row:
        base = self.base(key)
        return Row(((self.index[key], 1), (place, -base)), -(base // 2), (base - 1) // 2, relation)

    def _contradicted_by_truth(self, relation: Relation) -> bool:
        values = {key: self.table.cells[key].truth for key in relation.names}
        if None in values.values():
            return False
        return not all(_within(row, self.truth) for row in self.rows_of(relation))

    def units(self, ratio: Ratio) -> int | None:
        """What is printed of a ratio, in units of its last decimal; None where nothing can be."""
        if ratio.printed is not None:
            return int(ratio.printed.scaleb(ratio.decimals))
        top, bottom = self._in_ratio(ratio.numerator), self._in_ratio(ratio.denominator)
        return ratio_units(top, bottom, ratio) if top >= 0 and bottom > 0 else None

    def _in_ratio(self, what: str | int) -> int:
        """The number that a printed ratio is made from, rounded where its cell is; -1 where unknown."""
        if isinstance(what, int):
            return what
        place, times = self._term(what)
        return times * int(self.truth[place])

    def _term(self, key: str) -> tuple[int, int]:
        """The variable that stands for a cell in a ratio, and by what it is multiplied."""
        if key in self._multiples:
            return self._multiples[key], self.base(key)
        return self.index[key], 1

    def rows_of(self, relation: Relation) -> Iterator[Row]:
        """The rows that say what a relation says."""
        if isinstance(relation, Sum):
            signs = [(relation.total, -1), *((key, 1) for key in relation.parts)]
            signs += [(key, -1) for key in relation.less]
            yield Row(tuple((self.index[key], sign) for key, sign in signs), 0, 0, relation)
            return
        units = self.units(relation)
        if units is None:
            return
        scale = 2 * relation.per * 10**relation.decimals
        top, times = self._term(relation.numerator)
        below = relation.denominator
        for edge, is_low in ((2 * units - 1, True), (2 * units + 1, False)):
            terms: tuple[tuple[int, int], ...] = ((top, scale * times),)
            limit = 0
            if isinstance(below, int):
                limit = edge * below
            else:
                bottom, multiple = self._term(below)
                terms = (*terms, (bottom, -edge * multiple))
            slack = 0 if is_low else int(self.half_up)
            yield Row(terms, limit if is_low else None, None if is_low else limit - slack, relation)

    def is_met_by_truth(self, state: State) -> bool:
        """Whether every true value is known and fits."""
        fits = all(low <= true for low, true in zip(state.lows, self.truth, strict=True))
        return fits and all(_within(row, self.truth) for row in state.rows)

    def state(self, suppressed: Collection[str]) -> State:
        """What holds when these cells and ratios are suppressed, narrowed as far as plain arithmetic goes."""
        state = self.bounds(suppressed)
        state.rows = [
            row
            for relation in self.table.relations
            if relation not in self.left_out
            if isinstance(relation, Sum) or relation.released or relation.key not in suppressed
            for row in self.rows_of(relation)
        ]
        state.rows += self.rounding
        narrow(state)
        return state

    def bounds(self, suppressed: Collection[str]) -> State:
        """What is known of each cell by itself."""
        state = State([0] * len(self.truth), [None] * len(self.truth), [])
        for place, cell in enumerate(self.table.cells.values()):
            state.lows[place], state.highs[place] = self._known(cell, cell.key in suppressed)
        for key, place in self._multiples.items():
            if key not in suppressed and self.truth[place] >= 0:
                state.lows[place] = state.highs[place] = int(self.truth[place])
        for ratio in self.table.ratios.values():
            told = ratio.released or ratio.key not in suppressed
            if told and isinstance(ratio.denominator, str) and self.units(ratio) is not None:
                below, _ = self._term(ratio.denominator)
                state.lows[below] = max(state.lows[below], 1)
        return state

    def _known(self, cell: Cell, suppressed: bool) -> tuple[int, int | None]:
        if cell.is_out:
            assert cell.released is not None
            return cell.released, cell.released
        if suppressed or cell.hidden_before:
            # Where zeros were hidden then and are shown now, an old c may have been one.
            return 0 if cell.value == 0 else self.policy.least_suppressed, None
        if cell.value is None or not cell.shown:
            return 0, None
        base = self.base(cell.key)
        printed = rounded(cell.value, base)
        if printed == 0 and cell.value:
            return values_behind_low(base)
        return values_behind(printed, base) if base > 1 else (cell.value, cell.value)

    def is_open(self, key: str, suppressed: Collection[str]) -> bool:
        """Whether somebody who reads what is published does not see exactly what the cell is."""
        low, high = self._known(self.table.cells[key], key in suppressed)
        return low != high

    def printed(self, key: str) -> str:
        """What is printed of a cell that is not suppressed: its figure, low, or x where there is none."""
        cell = self.table.cells[key]
        if cell.truth is None:
            return "x"
        figure = rounded(cell.truth, self.base(key))
        return "low" if figure == 0 and cell.truth else str(figure)

    def printed_ratio(self, ratio: Ratio) -> Decimal | None:
        """What a ratio says where it is published."""
        units = self.units(ratio)
        return None if units is None else Decimal(units).scaleb(-ratio.decimals)


def _within(row: Row, values: NDArray[np.int64]) -> bool:
    total = sum(sign * int(values[variable]) for variable, sign in row.terms)
    return (row.low is None or row.low <= total) and (row.high is None or total <= row.high)


def narrow(state: State) -> None:
    """Narrow the variables' bounds by each row, until nothing moves; note a row that cannot hold."""
    touching: dict[int, list[int]] = {}
    for number, row in enumerate(state.rows):
        for variable, _ in row.terms:
            touching.setdefault(variable, []).append(number)
    waiting = deque(range(len(state.rows)))
    queued = set(waiting)
    turns = [0] * len(state.rows)
    while waiting and state.contradicts is None:
        number = waiting.popleft()
        queued.discard(number)
        turns[number] += 1
        if turns[number] > _TURNS:
            continue
        for variable in _narrow_by(state, state.rows[number]):
            for other in touching[variable]:
                if other not in queued:
                    waiting.append(other)
                    queued.add(other)


def _narrow_by(state: State, row: Row) -> list[int]:
    """Narrow by one row. Returns the variables whose bounds moved."""
    least, endless_below = _end(state, row, -1)
    most, endless_above = _end(state, row, 1)
    if (row.high is not None and not endless_below and least > row.high) or (
        row.low is not None and not endless_above and most < row.low
    ):
        state.contradicts = row
        return []
    moved: list[int] = []
    for variable, sign in row.terms:
        low, high = state.lows[variable], state.highs[variable]
        if low == high:
            continue
        at_least, at_most = (low, high) if sign > 0 else (high, low)
        new_low, new_high = low, high
        others_least = _without(least, endless_below, sign, at_least)
        if row.high is not None and others_least is not None:
            room = row.high - others_least
            if sign > 0:
                new_high = _smaller(new_high, room // sign)
            else:
                new_low = max(new_low, -(room // -sign))
        others_most = _without(most, endless_above, sign, at_most)
        if row.low is not None and others_most is not None:
            need = row.low - others_most
            if sign > 0:
                new_low = max(new_low, -(-need // sign))
            else:
                new_high = _smaller(new_high, -need // -sign)
        if (new_low, new_high) == (low, high):
            continue
        if new_high is not None and new_low > new_high:
            state.contradicts = row
            return moved
        # The ends were counted with the old bounds; they stay true, only not the narrowest.
        state.lows[variable], state.highs[variable] = new_low, new_high
        least, endless_below = _end(state, row, -1)
        most, endless_above = _end(state, row, 1)
        moved.append(variable)
    return moved


def _end(state: State, row: Row, way: int) -> tuple[int, int]:
    """The least (-1) or the most (1) that a row's terms can be together, and how many have no end."""
    total = endless = 0
    for variable, sign in row.terms:
        bound = state.highs[variable] if sign * way > 0 else state.lows[variable]
        if bound is None:
            endless += 1
        else:
            total += sign * bound
    return total, endless


def _without(total: int, endless: int, sign: int, bound: int | None) -> int | None:
    """The end of the other terms; None where they have none."""
    if bound is None:
        return total if endless == 1 else None
    return None if endless else total - sign * bound


def _smaller(first: int | None, second: int) -> int:
    return second if first is None else min(first, second)


def components(state: State) -> Iterator[tuple[list[int], list[Row]]]:
    """The variables that are not fixed, in groups that no row joins, with the rows of each."""
    parent: dict[int, int] = {}

    def root(variable: int) -> int:
        while parent.setdefault(variable, variable) != variable:
            parent[variable] = parent[parent[variable]]
            variable = parent[variable]
        return variable

    open_rows: list[tuple[int, Row]] = []
    for row in state.rows:
        free = [variable for variable, _ in row.terms if not state.fixed(variable)]
        for other in free[1:]:
            parent[root(other)] = root(free[0])
        if free:
            open_rows.append((free[0], row))
    groups: dict[int, tuple[list[int], list[Row]]] = {}
    for variable in sorted(parent):
        groups.setdefault(root(variable), ([], []))[0].append(variable)
    for variable in range(len(state.lows)):
        if not state.fixed(variable) and variable not in parent:
            groups[variable] = ([variable], [])
    for first, row in open_rows:
        group = groups.setdefault(root(first), ([first], []))
        group[1].append(row)
    for first in sorted(groups, key=lambda one: groups[one][0]):
        yield groups[first]
