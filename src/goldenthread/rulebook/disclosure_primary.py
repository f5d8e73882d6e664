"""What is suppressed for its own sake, and what goes with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from goldenthread.rulebook.codes import Code
from goldenthread.rulebook.disclosure_policy import SDC_1, SDC_2, SDC_3, SDC_4, SDC_5, Policy
from goldenthread.rulebook.disclosure_table import Cell, LinkedTable, Ratio


def primary(table: LinkedTable, policy: Policy) -> dict[str, Code]:
    """The cells and ratios that are suppressed for what they are, each with its rule."""
    found = {
        cell.key: SDC_1 if cell.value else SDC_2
        for cell in table.cells.values()
        if cell.shown and may_be_suppressed(cell, policy) and policy.is_sensitive(cell.value)
    }
    for ratio in table.ratios.values():
        code = ratio_fault(table, policy, ratio)
        if code is not None:
            found[ratio.key] = code
    return found


def may_be_suppressed(cell: Cell, policy: Policy) -> bool:
    return cell.level not in policy.exempt_levels


def ratio_fault(table: LinkedTable, policy: Policy, ratio: Ratio) -> Code | None:
    """The rule by which a ratio is suppressed for what it is made of, or None."""
    if not policy.protects(ratio.kind) or not may_be_suppressed(table.cells[ratio.numerator], policy):
        return None
    below = ratio.denominator
    denominator = below if isinstance(below, int) else table.cells[below].truth
    made_of = [table.cells[key].truth for key in ratio.names]
    if isinstance(below, int):
        made_of.append(below)
    if ratio.part:
        made_of.append(table.cells[ratio.rest].truth)
    if any(policy.is_sensitive(value) for value in made_of):
        return SDC_3
    return SDC_4 if denominator and denominator < policy.minimum_denominator else None


def derived(table: LinkedTable, policy: Policy, suppressed: Collection[str]) -> dict[str, Code]:
    """The ratios and other outputs that go with what is suppressed, each with its rule.

    A ratio goes where its numerator or denominator does; an output where anything that it names does.
    """
    gone: dict[str, Code] = {}
    for ratio in table.ratios.values():
        if policy.protects(ratio.kind) and any(key in suppressed for key in ratio.names):
            gone[ratio.key] = SDC_5
    kinds: Mapping[str, tuple[str, ...]] = {
        output.key: output.names for output in table.outputs if policy.protects(output.kind)
    }
    for _ in range(len(kinds) + 1):
        before = len(gone)
        for key, names in kinds.items():
            if any(name in suppressed or name in gone for name in names):
                gone[key] = SDC_5
        if len(gone) == before:
            break
    return {key: code for key, code in gone.items() if key not in suppressed}
