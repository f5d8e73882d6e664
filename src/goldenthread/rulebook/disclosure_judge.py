"""What must be left open of each suppressed count, and the rules by which an interval fails."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.disclosure_policy import OURS, Policy
from goldenthread.rulebook.disclosure_table import LinkedTable, Relation, Sum

_METHOD = "Interval audit of complementary suppression, as statistical offices do it, in whole numbers."

SDC_9 = define_rule(
    "SDC-9",
    title="Protected",
    meaning="Somebody who knows all that is published, the relations and the policy can work out of the "
    "small count only an interval at least as wide as the threshold, and one that does not lie within the "
    "small counts.",
    basis=_METHOD,
    boundaries=("Threshold 5: 1 to 6 is protected; 1 to 5, 2 to 6 and 6 to 10 are not.",),
)
SDC_10 = define_rule(
    "SDC-10",
    title="Exposed: it can be worked out",
    meaning="Only one number fits all that is published. This holds of every suppressed cell, for a cell "
    "that can be worked out is not suppressed.",
    basis=_METHOD,
    boundaries=("Quarters 13, 7, 9 and c with a year of 32: c is 3.",),
)
SDC_11 = define_rule(
    "SDC-11",
    title="Exposed: it is known to be small",
    meaning="Every number that fits lies within the small counts.",
    basis=_METHOD,
    boundaries=(
        "Threshold 5: 1 to 5 is exposed, 1 to 6 is not. Zeros suppressed as well: 0 to 5 is exposed.",
    ),
)
SDC_12 = define_rule(
    "SDC-12",
    title="Exposed: too little is left open",
    meaning="The ends of what fits differ by less than the policy's width, by default the threshold.",
    basis=_METHOD,
    boundaries=("Threshold 5: 4 to 8 is exposed, 4 to 9 is not. 0 to 1 is exposed.",),
)
SDC_13 = define_rule(
    "SDC-13",
    title="Not proved",
    meaning="The computation did not finish, or its answer did not survive the check in whole numbers. What "
    "is not proved is not published.",
    basis=OURS,
    boundaries=("A computation stopped at its limit is not proved, whatever it had found.",),
)
SDC_14 = define_rule(
    "SDC-14",
    title="A relation that does not hold is left out",
    meaning="A sum or ratio that the figures contradict, because their counting rules differ, determines "
    "nothing and is left out.",
    basis=OURS,
    boundaries=("Quarters 13, 7, 9 and c with a year of 27 do not add: left out. With 32 they may: kept.",),
)
SDC_15 = define_rule(
    "SDC-15",
    title="Published before",
    meaning="An earlier release printed the count. Suppressing it now takes nothing back: it is named, "
    "counts as known, and hides no other cell.",
    basis="Differencing between releases.",
    boundaries=("Released as 3 and 3 now: known. Released as 3 and revised to 4: not known.",),
)
SDC_16 = define_rule(
    "SDC-16",
    title="Exposed: suppressed cells together are a small count",
    meaning="The suppressed parts of one sum are together a small count, and that is held to what is held of "
    "a small count.",
    basis=_METHOD,
    boundaries=("Zeros as partners: two cells together 5 are exposed though each may be 0 to 5; 6 are not.",),
)


class Need(Enum):
    """What must be left open: a whole width; more than one number; or only that it need not be small."""

    WIDTH = "width"
    DOUBT = "doubt"
    NOT_SMALL = "not small"


@dataclass(frozen=True)
class Quantity:
    """A cell, or the suppressed parts of a sum together, that the audit judges."""

    keys: tuple[str, ...]
    need: Need


@dataclass(frozen=True)
class Finding:
    """What could be worked out of a quantity that fails. ``high`` is None where nothing limits it."""

    quantity: Quantity
    low: int
    high: int | None
    code: Code

    @property
    def width(self) -> float:
        return float("inf") if self.high is None else self.high - self.low


def fault(policy: Policy, need: Need, low: int, high: int | None) -> Code | None:
    """The rule by which an interval fails, or None."""
    if need is not Need.NOT_SMALL and low == high:
        return SDC_10
    if need is Need.DOUBT or high is None:
        return None
    if low >= policy.smallest_sensitive and high <= policy.threshold:
        return SDC_11
    if need is Need.WIDTH and high - low < policy.protection_width:
        return SDC_12
    return None


def quantities(
    table: LinkedTable, policy: Policy, suppressed: Collection[str], left_out: Collection[Relation]
) -> list[Quantity]:
    """What the audit judges when these are suppressed: small counts, whatever is suppressed, small sums."""
    found = []
    for cell in table.cells.values():
        if cell.is_out or cell.level in policy.exempt_levels:
            continue
        if cell.value is None:
            found.append(Quantity((cell.key,), Need.WIDTH if cell.key in suppressed else Need.NOT_SMALL))
        elif policy.is_sensitive(cell.value):
            found.append(Quantity((cell.key,), Need.WIDTH))
        elif cell.key in suppressed:
            found.append(Quantity((cell.key,), Need.DOUBT))
    found += [
        Quantity(keys, need)
        for relation in table.relations
        if isinstance(relation, Sum) and relation not in left_out
        for keys in _suppressed_sides(table, relation, suppressed)
        if (need := _need_together(table, policy, keys)) is not None
    ]
    return list(dict.fromkeys(found))


def _suppressed_sides(
    table: LinkedTable, relation: Sum, suppressed: Collection[str]
) -> Iterator[tuple[str, ...]]:
    for side in (relation.parts, relation.less):
        keys = tuple(key for key in side if key in suppressed and not table.cells[key].is_out)
        if len(keys) > 1:
            yield keys


def _need_together(table: LinkedTable, policy: Policy, keys: Iterable[str]) -> Need | None:
    """What must be left open of suppressed cells together; None where nothing must."""
    values = [table.cells[key].value for key in keys]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return Need.NOT_SMALL if sum(known) <= policy.threshold else None
    return Need.WIDTH if policy.is_sensitive(sum(known)) else None
