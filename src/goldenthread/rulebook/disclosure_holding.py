"""Which relations the figures contradict: those determine nothing and are left out."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from goldenthread.rulebook.disclosure_model import Model, components, narrow
from goldenthread.rulebook.disclosure_solve import Group
from goldenthread.rulebook.disclosure_table import Ratio, Relation, Sum
from goldenthread.rulebook.disclosure_words import with_figures


def leave_out_what_contradicts(model: Model, suppressed: Collection[str]) -> None:
    """Leave out of the model what is contradicted where these are suppressed, and say why.

    First what the true values contradict and what cannot hold by itself; then, where the rest cannot hold
    together, whichever comes to contradict those before it.
    """
    left = {one: _why(model, suppressed, one) for one in model.left_out}
    held = [one for one in model.table.relations if one not in left]
    open_ones = [one for one in held if not _is_known(model, one)]
    for one in open_ones:
        if _possible(model, suppressed, [one]) is False:
            left[one] = _why(model, suppressed, one)
    held = [one for one in held if one not in left]
    if open_ones and _possible(model, suppressed, held) is False:
        kept: list[Relation] = []
        for one in held:
            if _possible(model, suppressed, [*kept, one]) is False:
                said = with_figures(model, suppressed, one)
                left[one] = f"{said} contradicts the other relations, so it is left out"
            else:
                kept.append(one)
    model.left_out = left


def _is_known(model: Model, relation: Relation) -> bool:
    """Whether the true value of each of its cells is known, so that they were held against it already."""
    return all(model.table.cells[key].truth is not None for key in relation.names)


def _possible(model: Model, suppressed: Collection[str], relations: Iterable[Relation]) -> bool | None:
    """Whether any counts fit these relations; None where the solver could not say."""
    state = model.bounds(suppressed)
    state.rows = [
        row
        for one in relations
        if not isinstance(one, Ratio) or one.released or one.key not in suppressed
        for row in model.rows_of(one)
    ] + model.rounding
    narrow(state)
    if state.contradicts is not None:
        return False
    if model.is_met_by_truth(state):
        return True
    answers = [
        Group(state, variables, rows, model.cap).is_possible for variables, rows in components(state) if rows
    ]
    return False if False in answers else None if None in answers else True


def _why(model: Model, suppressed: Collection[str], relation: Relation) -> str:
    """Why a relation cannot hold, with the count that its one unknown cell would have to be."""
    said = f"{with_figures(model, suppressed, relation)} does not hold among the figures"
    if isinstance(relation, Sum):
        signs = {relation.total: -1, **dict.fromkeys(relation.parts, 1), **dict.fromkeys(relation.less, -1)}
        hidden = [key for key in relation.names if model.is_open(key, suppressed)]
        known = sum(
            sign * (model.table.cells[key].truth or 0) for key, sign in signs.items() if key not in hidden
        )
        if len(hidden) == 1:
            would = -known * signs[hidden[0]]
            figure = f"−{-would}" if would < 0 else str(would)
            said += f": {model.table.cells[hidden[0]].label} would be {figure}"
    return f"{said}, so it is left out"
