"""Suppresses what must be, and for its sake no more than is needed, until the audit passes.

Complementary suppression in the order that statistical offices use: first every sum in which one cell stands
alone gets a partner; then, while the audit finds a cell exposed, the worst one gets another; at last every
partner that the audit can spare is shown again, the most valuable first. Zeros are never partners where the
policy shows them, totals are the last resort, and what is published is never altered.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.disclosure_audit import Audit, examined
from goldenthread.rulebook.disclosure_examine import Examiner
from goldenthread.rulebook.disclosure_holding import leave_out_what_contradicts
from goldenthread.rulebook.disclosure_judge import Finding, quantities
from goldenthread.rulebook.disclosure_model import Model, State
from goldenthread.rulebook.disclosure_policy import OURS, Policy, Zeros
from goldenthread.rulebook.disclosure_primary import derived, may_be_suppressed, primary
from goldenthread.rulebook.disclosure_table import BadTable, LinkedTable, Ratio, Relation, Sum

SUPPRESSED = "c"

SDC_8 = define_rule(
    "SDC-8",
    title="Suppressed: for the sake of another cell",
    meaning="A cell is suppressed when a small count could otherwise be worked out. Smaller ones are taken "
    "before greater, totals last; a zero is not taken where zeros are shown, nor a cell that was published "
    "before. In what is published it looks like every other c.",
    basis="Complementary suppression, as in the Department for Education's releases. The order is "
    "a convention of this product.",
    boundaries=(
        "Quarters 13, 7, 9 and 3 with a year of 32: 7 goes with 3, for 7 and 3 leave 1 to 9.",
        "Quarters 2, 1, 9 and 20 with a year of 32: 9 goes with 2 and 1, which alone would leave 1 or 2.",
        "0 and 3 with a total of 30 and another part of 27: 27 goes with 3, and 0 is shown.",
    ),
)

SDC_18 = define_rule(
    "SDC-18",
    title="Suppressed: the source told no number",
    meaning="A cell that the source suppressed, or told as a range of small counts, is printed as every "
    "other c, and protected as a small count is.",
    basis=OURS,
    boundaries=("Quarters 13, c and 21 with a year of 43: 13 goes with c, which would else be 9.",),
)


@dataclass(frozen=True)
class Protected:
    """A table with its suppression and the audit of it.

    ``printed`` is what may be published of every cell, ratio and output that is shown: its figure, ``c``,
    ``low``, ``x`` where there is none; of an output nothing when it stays. It never tells what was suppressed
    for its own sake from what was for another's. ``reasons`` does, and is for our own eyes.
    """

    printed: Mapping[str, str]
    reasons: Mapping[str, Code]
    audit: Audit

    @property
    def suppressed(self) -> frozenset[str]:
        return frozenset(self.reasons)

    @property
    def may_be_published(self) -> bool:
        return self.audit.passed


def protect(
    table: LinkedTable,
    policy: Policy | None = None,
    *,
    hidden: Collection[str] = (),
    intervals: bool = False,
) -> Protected:
    """Suppress a table by a policy, by default 1 to 5 with zeros shown, and audit it.

    ``hidden`` are cells whose number nobody has told us, and that are printed as c. ``intervals`` asks what
    each suppressed cell could be. Where no suppression will do, because an earlier release has told too much,
    ``audit`` says which cells are exposed, and the table is not for publishing. Raises `BadTable` for a
    hidden key that is no such cell.
    """
    policy = Policy() if policy is None else policy
    for key in hidden:
        if key not in table.cells or table.cells[key].value is not None:
            raise BadTable(f"{key} is no cell without a number.")
    model = Model(table, policy)
    leave_out_what_contradicts(model, hidden)
    return _Protection(model, hidden).done(intervals=intervals)


class _Protection:
    """One run: ``partners`` are the cells and ratios taken for another's sake, in the order taken."""

    def __init__(self, model: Model, hidden: Collection[str]) -> None:
        self.model, self.table, self.policy = model, model.table, model.policy
        self.examiner = Examiner(model)
        self.primary = primary(self.table, self.policy) | dict.fromkeys(hidden, SDC_18)
        self.partners: list[str] = []
        self.sums = [
            one for one in self.table.relations if isinstance(one, Sum) and one not in model.left_out
        ]
        self._proved: set[object] = set()

    def done(self, *, intervals: bool) -> Protected:
        self._add_until_it_passes()
        self._show_what_can_be_spared()
        suppressed = self._suppressed(self.partners)
        reasons = dict.fromkeys(self.partners, SDC_8)
        reasons |= derived(self.table, self.policy, [*self.primary, *self.partners]) | self.primary
        audit = examined(self.examiner, suppressed, intervals=intervals)
        return Protected(dict(self._printed(reasons)), dict(sorted(reasons.items())), audit)

    def _printed(self, gone: Collection[str]) -> Iterator[tuple[str, str]]:
        for key, cell in self.table.cells.items():
            if cell.shown:
                yield key, SUPPRESSED if key in gone else self.model.printed(key)
        for ratio in self.table.ratios.values():
            value = self.model.printed_ratio(ratio)
            yield ratio.key, SUPPRESSED if ratio.key in gone else "x" if value is None else str(value)
        for output in self.table.outputs:
            if output.key in gone:
                yield output.key, SUPPRESSED

    def _suppressed(self, partners: Collection[str]) -> set[str]:
        own = {*self.primary, *partners}
        return own | set(derived(self.table, self.policy, own))

    def _add_until_it_passes(self) -> None:
        """Take partners until nothing fails, or nothing is left to take."""
        while True:
            self._give_each_a_partner()
            suppressed = self._suppressed(self.partners)
            failing = self._failing(suppressed)
            if not failing:
                return
            for finding in sorted(failing, key=lambda one: (one.width, one.quantity.keys)):
                candidates = self._around(finding, suppressed)
                if candidates:
                    self.partners.append(candidates[0])
                    break
            else:
                return

    def _failing(self, suppressed: Collection[str]) -> list[Finding]:
        """What fails now. What was free with less suppressed is still free, and is not asked again."""
        judged = quantities(self.table, self.policy, suppressed, self.model.left_out)
        judged = [one for one in judged if one not in self._proved]
        failing = self.examiner.failing(self.model.state(suppressed), judged)
        self._proved |= set(judged) - {one.quantity for one in failing}
        return failing

    def _give_each_a_partner(self) -> None:
        """Where one cell of a sum is hidden and must stay so, suppress the cheapest of the others too."""
        stuck: set[Relation] = set()
        while alone := [one for one in self._alone() if one not in stuck]:
            candidates = self._cheapest(alone[0].names, alone)
            if candidates:
                self.partners.append(candidates[0])
            else:
                stuck.add(alone[0])

    def _alone(self) -> list[Sum]:
        gone = {*self.primary, *self.partners}
        found = []
        for one in self.sums:
            hidden = [key for key in one.names if self.model.is_open(key, gone)]
            if len(hidden) == 1 and (hidden[0] in gone or self._is_sensitive(hidden[0])):
                found.append(one)
        return found

    def _is_sensitive(self, key: str) -> bool:
        cell = self.table.cells[key]
        return may_be_suppressed(cell, self.policy) and self.policy.is_sensitive(cell.value)

    def _cheapest(self, keys: Collection[str], alone: Collection[Sum] = ()) -> list[str]:
        """Those that may be taken, the cheapest first: totals last, then zeros, then what leaves other sums
        with one hidden cell, then the greater."""
        gone = {*self.primary, *self.partners}

        def price(key: str) -> tuple[object, ...]:
            value = self.table.cells[key].value
            closes = sum(key in one.names for one in alone)
            return self.table.heights[key], not value, -closes, value, key

        return sorted((key for key in set(keys) if key not in gone and self._may_be_taken(key)), key=price)

    def _may_be_taken(self, key: str) -> bool:
        cell = self.table.cells[key]
        if not cell.shown or cell.is_out or cell.value is None:
            return False
        shown_zero = cell.value == 0 and self.policy.zeros is Zeros.SHOWN
        return may_be_suppressed(cell, self.policy) and not shown_zero

    def _around(self, finding: Finding, suppressed: Collection[str]) -> list[str]:
        """What may be taken for an exposed cell: a ratio that gives it away, else a cell near to it."""
        reached = set(finding.quantity.keys)
        while True:
            near = [one for one in self.table.relations if not reached.isdisjoint(one.names)]
            ratios = [one for one in near if isinstance(one, Ratio)]
            free = sorted(one.key for one in ratios if self._ratio_may_be_taken(one, suppressed))
            cells = self._cheapest({key for one in near for key in one.names})
            if free or cells:
                return [*free, *cells]
            wider = reached | {
                key for one in near for key in one.names if self.model.is_open(key, suppressed)
            }
            if wider == reached:
                return []
            reached = wider

    def _ratio_may_be_taken(self, ratio: Ratio, suppressed: Collection[str]) -> bool:
        """Whether the ratio tells something that its printed cells do not, and can be withheld."""
        if ratio.released or ratio.key in suppressed or not self.policy.protects(ratio.kind):
            return False
        exempt = not may_be_suppressed(self.table.cells[ratio.numerator], self.policy)
        hidden = any(self.model.is_open(key, suppressed) for key in ratio.names)
        return hidden and not exempt and self.model.units(ratio) is not None

    def _show_what_can_be_spared(self) -> None:
        """Show partners again, the most valuable first, as long as nothing that passed comes to fail."""
        allowed = {one.quantity for one in self._failing_of(self.partners)}

        def worth(key: str) -> tuple[int, int, str]:
            cell = self.table.cells.get(key)
            return (-self.table.heights[key], -(cell.value or 0), key) if cell else (0, 0, key)

        for key in sorted(self.partners, key=worth):
            if key not in self.partners:
                continue
            fewer = self._without(key)
            if fewer is not None and not self._fails(fewer, allowed):
                self.partners = fewer

    def _without(self, key: str) -> list[str] | None:
        """The partners without one, and without those that plain arithmetic would then tell.

        None where it would tell a small count.
        """
        fewer = [one for one in self.partners if one != key]
        state = self._state(fewer)
        told = {one for one in self.table.cells if state.fixed(self.model.index[one])}
        if any(self._is_sensitive(one) and not self.table.cells[one].is_out for one in told):
            return None
        return [one for one in fewer if one not in told]

    def _state(self, partners: Collection[str]) -> State:
        return self.model.state(self._suppressed(partners))

    def _failing_of(self, partners: Collection[str]) -> list[Finding]:
        suppressed = self._suppressed(partners)
        judged = quantities(self.table, self.policy, suppressed, self.model.left_out)
        return self.examiner.failing(self.model.state(suppressed), judged)

    def _fails(self, partners: Collection[str], allowed: Collection[object]) -> bool:
        """Whether something fails that is not among what fails anyhow."""
        suppressed = self._suppressed(partners)
        judged = quantities(self.table, self.policy, suppressed, self.model.left_out)
        judged = [one for one in judged if one not in allowed]
        return bool(self.examiner.failing(self.model.state(suppressed), judged, only_first=True))
