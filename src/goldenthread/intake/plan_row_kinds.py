"""Tell rows of a plan that are no actions from those that are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from goldenthread.intake.headings import TITLE
from goldenthread.intake.plan_cells import leading_reference, text_of
from goldenthread.intake.plan_columns import Header, looks_like_reference
from goldenthread.intake.plan_habits import Habits
from goldenthread.intake.plan_headings import is_numbered_heading, names_an_outcome
from goldenthread.intake.tables import Cell, Row

_COLOURS = frozenset(
    [
        "red",
        "amber",
        "green",
        "blue",
        "grey",
        "gray",
        "yellow",
        "purple",
        "black",
        "white",
        "brag",
        "rag",
        "key",
    ]
)


def is_labelled(refs: Sequence[str], own: Mapping[str, list[Cell]], *, has_own: bool) -> bool:
    """True for a row such as "Total actions | 3" or "Success statement | …" among numbered actions."""
    if has_own or own.get("lead") or not own.get("ref"):
        return False
    ref = text_of(own["ref"])
    numbered = sum(map(looks_like_reference, refs))
    return numbered * 2 > len(refs) and " " in ref and not any(letter.isdigit() for letter in ref)


def stands_alone(header: Header, habits: Habits, row: Row, cell: Cell, name: str | None) -> bool:
    """True for a row whose only cell is a heading: it is wide, or stands where no action does."""
    merged_down = any(other.origin and other.origin[0] < row.number for other in row.cells)
    fields = {header.field_at(column) for column in range(cell.column, cell.column + cell.columns)}
    if cell.columns >= 2 and len(fields) >= 2 and cell.columns * 2 >= header.last_column:
        return True
    if merged_down:
        return False
    if name in {"outcome", "section", "workstream"}:
        return True
    if name == TITLE:
        bold = cell.bold and not habits.bold_titles
        # Where the actions themselves are numbered 1, 2, 3, a number makes no heading.
        numbered = is_numbered_heading(cell.text) and habits.titles_numbered != "plain"
        outcome = names_an_outcome(cell.text)
        return bool(bold or outcome or numbered)
    before_titles = cell.column < min(
        (column for column, found in header.fields.items() if found == TITLE), default=0
    )
    if name == "ref":
        return (not looks_like_reference(cell.text) and leading_reference(cell.text) is None) or bool(
            is_numbered_heading(cell.text)
        )
    return name is None and before_titles


def is_colour_key(row: Row, own: Mapping[str, list[Cell]]) -> bool:
    """True for a row of a key to colours, typed under the actions: "Red | Late"."""
    first = row.written[0].text.lower().strip(" :")
    return len(row.written) <= 3 and first in _COLOURS and not own.get("due") and not own.get("lead")
