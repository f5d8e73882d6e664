"""A table that somebody else has published with suppressions: could what is suppressed be worked out?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from enum import Enum

from goldenthread.rulebook.codes import define_rule
from goldenthread.rulebook.disclosure_audit import Audit, Published, examined
from goldenthread.rulebook.disclosure_examine import Examiner
from goldenthread.rulebook.disclosure_holding import leave_out_what_contradicts
from goldenthread.rulebook.disclosure_model import Model
from goldenthread.rulebook.disclosure_policy import PRACTICE, Policy, Zeros
from goldenthread.rulebook.disclosure_table import BadTable, LinkedTable, Relation, Sum

SDC_17 = define_rule(
    "SDC-17",
    title="A small count was published",
    meaning="What was published holds a count that the policy would have suppressed.",
    basis=PRACTICE,
    boundaries=("Threshold 5: a published 5 is named; 0 and 6 are not.",),
)


class Mark(Enum):
    """What is printed where there is no figure."""

    SUPPRESSED = "c"


def exposure(
    table: LinkedTable,
    published: Mapping[str, int | Decimal | Mark],
    policy: Policy | None = None,
) -> Audit:
    """What could be worked out of the suppressed cells of a published table, with every interval.

    ``published`` gives by key what is printed of the table's cells and ratios: a count, the value of a ratio,
    or `Mark.SUPPRESSED`. What it does not name is not published. True values in the table are set aside: the
    question is what a reader can tell. Relations that the published figures contradict are left out, and
    ``left_out`` says why. Where they fit only if a suppressed cell is 0, c is not taken to prove that it is
    not. Raises `BadTable` when a key is not in the table or a printed figure cannot be.
    """
    policy = Policy() if policy is None else policy
    seen = _as_published(table, published)
    suppressed = {key for key, printed in published.items() if printed is Mark.SUPPRESSED}
    suppressed |= {key for key in seen.ratios if key not in published}
    model = Model(seen, policy, half_up=False)
    leave_out_what_contradicts(model, suppressed)
    if model.left_out and policy.zeros is Zeros.SHOWN:
        looser = Model(seen, replace(policy, zeros=Zeros.MAY_PARTNER), half_up=False)
        leave_out_what_contradicts(looser, suppressed)
        model = looser if len(looser.left_out) < len(model.left_out) else model
    found = examined(Examiner(model), suppressed, intervals=True)
    hidden = tuple(one for one in found.exposed if not _is_printed(seen, suppressed, one.cells))
    return replace(found, exposed=hidden, already_published=(*found.already_published, *_small(seen, policy)))


def _is_printed(table: LinkedTable, suppressed: set[str], cells: Sequence[str]) -> bool:
    return len(cells) == 1 and table.cells[cells[0]].shown and cells[0] not in suppressed


def _as_published(table: LinkedTable, published: Mapping[str, int | Decimal | Mark]) -> LinkedTable:
    """The table as its reader has it: no figure but what is printed."""
    if missing := sorted(set(published) - set(table.cells) - set(table.ratios)):
        raise BadTable(f"{', '.join(missing)} is published and is not in the table.")
    cells = []
    for key, cell in table.cells.items():
        printed = published.get(key)
        if isinstance(printed, Decimal):
            raise BadTable(f"{cell.label}: {printed} is not a count. Give a whole number from 0.")
        if key in table.rests or key in table.wholes:
            continue
        value = printed if isinstance(printed, int) else None
        cells.append(replace(cell, value=value, shown=cell.shown and key in published))
    known = {cell.key: cell.truth for cell in cells}
    return LinkedTable(cells, (_as_read(one, published, known) for one in table.given))


def _as_read(
    relation: Relation, published: Mapping[str, int | Decimal | Mark], known: Mapping[str, int | None]
) -> Relation:
    """A ratio says what is printed of it. A numerator greater than its denominator is no part of it."""
    if isinstance(relation, Sum):
        return relation
    printed = published.get(relation.key)
    value = None if printed is None or isinstance(printed, Mark) else Decimal(printed)
    below = relation.denominator
    whole = below if isinstance(below, int) else known[below]
    above = known[relation.numerator]
    part = relation.part and (above is None or whole is None or above <= whole)
    return replace(relation, printed=value, released=False, part=part)


def _small(table: LinkedTable, policy: Policy) -> Iterator[Published]:
    for cell in table.cells.values():
        exempt = cell.is_out or cell.level in policy.exempt_levels
        if cell.shown and not exempt and policy.is_sensitive(cell.value):
            yield Published(cell.key, f"{cell.label} is published as {cell.value}", SDC_17)
