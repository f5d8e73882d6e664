"""How one table of a plan is written, found from all of its rows before any is sorted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from goldenthread.intake.headings import TITLE
from goldenthread.intake.plan_cells import leading_reference
from goldenthread.intake.plan_columns import Header
from goldenthread.intake.tables import Cell, Row, Table


def cells_of(header: Header, row: Row, name: str, *, blanks: bool = False) -> list[Cell]:
    columns = [column for column, found in header.fields.items() if found == name]
    return [cell for column in sorted(columns) if (cell := row.at(column)).text or blanks]


@dataclass(frozen=True)
class Habits:
    """How one table is written, found from all of its rows before any is sorted."""

    uses_references: bool
    bold_titles: bool
    blank_lead_means_above: bool
    titles_numbered: str
    dates_or_leads: bool


def habits_of(table: Table, header: Header, body: Sequence[Row]) -> Habits:
    """Find a table's habits.

    A blank lead can mean "as above" or "nobody yet". Where the same lead is typed out in one row after the
    other, or merged down, more often than it is left blank, a blank one is nobody's.
    """
    titles = [cell for row in body for cell in cells_of(header, row, TITLE) if cell.text]
    # A row with nothing but a text is a heading, or more of the action above, more often than an action.
    actions = [row for row in body if cells_of(header, row, TITLE) and len(row.written) > 1]
    referenced = sum(
        bool(cells_of(header, row, "ref"))
        or any(leading_reference(cell.text) for cell in cells_of(header, row, TITLE))
        for row in actions
    )
    leads = [
        cell
        for row in body
        if any(cell.text for cell in cells_of(header, row, TITLE))
        for cell in cells_of(header, row, "lead", blanks=True)[:1]
    ]
    merged = sum(cell.origin is not None for cell in leads)
    blank = sum(cell.origin is None and not cell.text for cell in leads)
    repeated = sum(bool(first.text) and first.text == second.text for first, second in pairwise(leads))
    return Habits(
        uses_references=bool(actions) and referenced >= 0.8 * len(actions),
        bold_titles=bool(titles) and sum(cell.bold for cell in titles) > 0.5 * len(titles),
        blank_lead_means_above=blank >= merged + repeated,
        dates_or_leads=sum(_has_date_or_lead(header, row) for row in body) >= 0.5 * len(titles),
        titles_numbered=_most_common(leading_reference(cell.text) for cell in titles),
    )


def _has_date_or_lead(header: Header, row: Row) -> bool:
    return any(cells_of(header, row, name) for name in ("due", "lead", "progress"))


def _most_common(references: Iterable[tuple[str, str, str] | None]) -> str:
    """The kind of reference that at least half of the texts start with; "" where there is none."""
    found = list(references)
    kinds = Counter(reference[2] for reference in found if reference)
    kind, count = kinds.most_common(1)[0] if kinds else ("", 0)
    return kind if count * 2 >= len(found) else ""
