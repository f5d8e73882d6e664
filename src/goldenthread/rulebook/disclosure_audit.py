"""Could a suppressed count be worked out from what is published? The audit of a table's suppression.

The attacker knows every published figure, every relation and the policy, and so that c is at least 1 where
zeros are shown; but not which c stands for a small count and which was suppressed for another's sake. That a
c may be small is what c says by itself: the audit asks whether anything else says more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from goldenthread.rulebook.codes import Code
from goldenthread.rulebook.disclosure_examine import Examiner
from goldenthread.rulebook.disclosure_holding import leave_out_what_contradicts
from goldenthread.rulebook.disclosure_judge import (
    SDC_9,
    SDC_13,
    SDC_14,
    SDC_15,
    SDC_16,
    Finding,
    Need,
    Quantity,
    fault,
    quantities,
)
from goldenthread.rulebook.disclosure_model import Model, narrow
from goldenthread.rulebook.disclosure_policy import Policy, Zeros
from goldenthread.rulebook.disclosure_table import BadTable, LinkedTable, Ratio, Relation
from goldenthread.rulebook.disclosure_words import exposed_words


@dataclass(frozen=True)
class Exposed:
    """What could be worked out: ``cells`` is one cell, or the suppressed parts of a sum together.

    ``low`` and ``high`` are the least and the greatest that it can be; ``high`` is None where nothing limits
    it. ``through`` are the relations that give it away, as few as will do. Not for publishing.
    """

    cells: tuple[str, ...]
    low: int
    high: int | None
    code: Code
    through: tuple[Relation, ...]
    reason: str


@dataclass(frozen=True)
class LeftOut:
    """A relation that the figures contradict."""

    relation: Relation
    reason: str
    code: Code = field(default=SDC_14)


@dataclass(frozen=True)
class Published:
    """A small count that is out already."""

    cell: str
    reason: str
    code: Code


@dataclass(frozen=True)
class Audit:
    """What an audit found. ``intervals`` holds, where asked for, what each suppressed cell could be."""

    exposed: tuple[Exposed, ...]
    already_published: tuple[Published, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    intervals: Mapping[str, tuple[int, int | None]] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        return not self.exposed

    @property
    def code(self) -> Code:
        return SDC_9 if self.passed else self.exposed[0].code

    @property
    def reason(self) -> str:
        """The result in one sentence."""
        if self.passed:
            return "No suppressed count could be worked out from what is published"
        cells = len(self.exposed)
        return (
            f"{cells} suppressed {'count' if cells == 1 else 'counts'} could be worked out or narrowed down"
        )


def audit(
    table: LinkedTable, policy: Policy, suppressed: Collection[str], *, intervals: bool = False
) -> Audit:
    """Audit a table of which these cells and ratios are suppressed.

    ``intervals`` asks for the interval of every suppressed cell, which takes two computations for each.
    Raises `BadTable` when a key is not in the table, or a zero is suppressed by a policy that shows zeros:
    whoever knows the policy would take it for at least 1.
    """
    refuse_what_contradicts(table, policy, suppressed)
    model = Model(table, policy)
    leave_out_what_contradicts(model, ())
    return examined(Examiner(model), suppressed, intervals=intervals)


def refuse_what_contradicts(table: LinkedTable, policy: Policy, suppressed: Collection[str]) -> None:
    outputs = {output.key for output in table.outputs}
    for key in sorted(suppressed):
        if key not in table.cells and key not in table.ratios and key not in outputs:
            raise BadTable(f"{key} is suppressed and is not in the table.")
        cell = table.cells.get(key)
        if cell is not None and cell.value == 0 and policy.zeros is Zeros.SHOWN and not cell.is_out:
            raise BadTable(f"{cell.label} is 0 and suppressed, but the policy shows zeros.")


def examined(examiner: Examiner, suppressed: Collection[str], *, intervals: bool = False) -> Audit:
    """The audit by an examiner that may know fitting values from before."""
    model, table = examiner.model, examiner.model.table
    state = model.state(suppressed)
    judged = quantities(table, model.policy, suppressed, model.left_out)
    exposed = [_exposed(examiner, finding, suppressed) for finding in examiner.failing(state, judged)]
    asked = [key for key in sorted(suppressed) if key in table.cells] if intervals else []
    return Audit(
        tuple(exposed),
        tuple(_already_published(table, model.policy)),
        tuple(LeftOut(relation, reason) for relation, reason in model.left_out.items()),
        {key: examiner.interval(state, Quantity((key,), Need.DOUBT))[:2] for key in asked},
    )


def _already_published(table: LinkedTable, policy: Policy) -> Iterable[Published]:
    for cell in table.cells.values():
        if cell.shown and cell.is_out and policy.is_sensitive(cell.released):
            yield Published(cell.key, f"{cell.label} was published before as {cell.released}", SDC_15)


def _exposed(examiner: Examiner, finding: Finding, suppressed: Collection[str]) -> Exposed:
    model, one = examiner.model, finding.quantity
    state = model.state(suppressed)
    if finding.code is SDC_13 or state.contradicts is not None:
        return Exposed(
            one.keys, finding.low, finding.high, SDC_13, (), exposed_words(model, suppressed, finding, ())
        )
    low, high, proved = examiner.interval(state, one)
    code = fault(model.policy, one.need, low, high) if proved else SDC_13
    if len(one.keys) > 1 and code is not SDC_13:
        code = SDC_16
    exact = Finding(one, low, high, code or SDC_13)
    through = _through(examiner, exact, suppressed)
    return Exposed(one.keys, low, high, exact.code, through, exposed_words(model, suppressed, exact, through))


def _through(examiner: Examiner, finding: Finding, suppressed: Collection[str]) -> tuple[Relation, ...]:
    """As few relations as still give the interval away: the nearest that do, less each that is not needed."""
    near = _growing(examiner, finding, suppressed)
    for relation in list(near):
        fewer = [one for one in near if one != relation]
        if _gives_away(examiner, finding, suppressed, fewer):
            near = fewer
    return tuple(near)


def _growing(examiner: Examiner, finding: Finding, suppressed: Collection[str]) -> list[Relation]:
    """The relations around the cell, one step further at a time, until they give it away."""
    model = examiner.model
    said = [one for one in model.table.relations if one not in model.left_out]
    said = [one for one in said if not isinstance(one, Ratio) or one.released or one.key not in suppressed]
    reached, near = set(finding.quantity.keys), list[Relation]()
    while True:
        more = [one for one in said if one not in near and not reached.isdisjoint(one.names)]
        near += more
        if not more or _gives_away(examiner, finding, suppressed, near):
            return near
        reached |= {key for one in more for key in one.names if model.is_open(key, suppressed)}


def _gives_away(
    examiner: Examiner, finding: Finding, suppressed: Collection[str], relations: Collection[Relation]
) -> bool:
    """Whether these relations alone leave no more open than all of them do."""
    model = examiner.model
    state = model.bounds(suppressed)
    state.rows = [row for one in relations for row in model.rows_of(one)] + model.rounding
    narrow(state)
    low, high, _ = examiner.interval(state, finding.quantity)
    return (low, high) == (finding.low, finding.high)
