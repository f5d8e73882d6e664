"""Judges what is left open of many suppressed counts with as few computations as will do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from goldenthread.rulebook.codes import Code
from goldenthread.rulebook.disclosure_judge import SDC_13, SDC_16, Finding, Need, Quantity, fault
from goldenthread.rulebook.disclosure_model import Model, State, components
from goldenthread.rulebook.disclosure_solve import Group, Integers


class Examiner:
    """Judges quantities, and remembers every set of values that it has found to fit.

    Values found once often show at no cost that other cells are free too, now or when less is suppressed.
    """

    def __init__(self, model: Model) -> None:
        self.model = model
        self._pool: list[Integers] = [model.truth]

    def failing(self, state: State, judged: Sequence[Quantity], *, only_first: bool = False) -> list[Finding]:
        """Those that fail, in the order given."""
        if state.contradicts is not None:
            return [Finding(one, 0, None, SDC_13) for one in judged]
        found: dict[Quantity, Finding] = {}
        waiting: dict[int, list[Quantity]] = {}
        for one in judged:
            low, high = self._outer(state, one)
            code = fault(self.model.policy, one.need, low, high)
            if code is not None:
                found[one] = self._finding(one, low, high, code)
            elif free := [place for place in self._places(one) if not state.fixed(place)]:
                waiting.setdefault(free[0], []).append(one)
        for variables, rows in components(state) if waiting and not (found and only_first) else ():
            here = [one for variable in variables for one in waiting.get(variable, ())]
            if here and rows:
                group = Group(state, variables, rows, self.model.cap)
                for finding in self._failing_in(group, state, here):
                    found[finding.quantity] = finding
                    if only_first:
                        return [finding]
        return [found[one] for one in judged if one in found]

    def interval(self, state: State, one: Quantity) -> tuple[int, int | None, bool]:
        """The least and the greatest that it could be, and whether both are proved."""
        low, high = self._outer(state, one)
        free = {place for place in self._places(one) if not state.fixed(place)}
        if not free or low == high:
            return low, high, True
        low = sum(state.lows[place] for place in self._places(one) if place not in free)
        high, proved = low, True
        for variables, rows in components(state):
            here = sorted(free.intersection(variables))
            if not here:
                continue
            group = Group(state, variables, rows, self.model.cap)
            least, most = group.extreme(here, -1), group.extreme(here, 1)
            self._keep(group, least.witness)
            self._keep(group, most.witness)
            low += least.value or 0
            high = None if high is None or most.value is None else high + most.value
            proved = proved and least.proved and most.proved
        return low, high, proved

    def _failing_in(self, group: Group, state: State, judged: Sequence[Quantity]) -> Iterator[Finding]:
        left = [one for one in judged if not self._shown_free(group, one)]
        if len(left) > 1:
            self._keep(group, group.stretch({self._free(group, one): self._aim(group, one) for one in left}))
            left = [one for one in left if not self._shown_free(group, one)]
        for one in left:
            proved = True
            for way in (1, -1):
                if self._shown_free(group, one):
                    break
                extreme = group.extreme(self._free(group, one), way)
                self._keep(group, extreme.witness)
                proved &= extreme.proved
            else:
                if not self._shown_free(group, one):
                    low, high = self._seen(group, one) or (0, None)
                    code = fault(self.model.policy, one.need, low, high)
                    exposed = code if proved and code is not None else SDC_13
                    yield self._finding(one, low, high, exposed)

    def _finding(self, one: Quantity, low: int, high: int | None, code: Code) -> Finding:
        if len(one.keys) > 1 and code is not SDC_13:
            code = SDC_16
        return Finding(one, low, high, code)

    def _aim(self, group: Group, one: Quantity) -> int:
        """How high it must reach to be free, given the lowest that was seen."""
        policy = self.model.policy
        seen = self._seen(group, one)
        low = seen[0] if seen else 0
        if one.need is Need.WIDTH:
            return max(policy.threshold + 1, low + policy.protection_width)
        return low + 1 if one.need is Need.DOUBT else policy.threshold + 1

    def _shown_free(self, group: Group, one: Quantity) -> bool:
        """Whether values already found prove that it passes."""
        seen = self._seen(group, one)
        return seen is not None and fault(self.model.policy, one.need, *seen) is None

    def _seen(self, group: Group, one: Quantity) -> tuple[int, int] | None:
        """The least and greatest among the values found that fit this group."""
        values = self._fitting(group)
        if not len(values):
            return None
        sums = values[:, [group.place[place] for place in self._free(group, one)]].sum(axis=1)
        fixed = sum(group.fixed[place] for place in self._places(one) if place not in group.place)
        return int(sums.min()) + fixed, int(sums.max()) + fixed

    def _fitting(self, group: Group) -> Integers:
        """The values found so far that fit this group. It remembers which it has already asked of."""
        if group.asked < len(self._pool):
            new = np.stack(self._pool[group.asked :])[:, group.variables]
            group.asked = len(self._pool)
            group.fitting = np.vstack([group.fitting, new[group.holds_of(new)]])
        return group.fitting

    def _keep(self, group: Group, values: Integers | None) -> None:
        if values is not None:
            whole = self.model.truth.copy()
            whole[group.variables] = values
            self._pool.append(whole)

    def _places(self, one: Quantity) -> list[int]:
        return [self.model.index[key] for key in one.keys]

    def _free(self, group: Group, one: Quantity) -> tuple[int, ...]:
        return tuple(place for place in self._places(one) if place in group.place)

    def _outer(self, state: State, one: Quantity) -> tuple[int, int | None]:
        """Bounds that hold for certain, from plain arithmetic; what is possible may be narrower."""
        low: int = 0
        high: int | None = 0
        for place in self._places(one):
            low += state.lows[place]
            upper = state.highs[place]
            high = None if high is None or upper is None else high + upper
        return low, high
