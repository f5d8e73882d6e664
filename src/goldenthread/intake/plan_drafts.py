"""An action of a plan while its rows are gathered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from goldenthread.intake.headings import TITLE
from goldenthread.intake.plan_cells import leading_reference, text_of
from goldenthread.intake.plan_columns import Header
from goldenthread.intake.tables import Cell

OWN_OF_AN_ACTION = (
    "due",
    "revised_due",
    "first_due",
    "progress",
    "rating",
    "starts",
    "completed_on",
)
"""Fields that each action has for itself: a row that has one is no mere continuation."""

_EACH_OF_SEVERAL = (*OWN_OF_AN_ACTION, "lead", "success_indicators", "evidence_checks", "comment")

Cells = dict[str, list[Cell]]


@dataclass
class Draft:
    """An action while its rows are gathered. `cells` are its own, by field; `above` those taken from
    above."""

    sheet: str
    header: Header
    rows: list[int]
    cells: Cells
    extra: Cells
    above: Cells
    heading_section: str = ""
    heading_outcome: str = ""
    heading_workstream: str = ""

    def own(self, name: str) -> list[Cell]:
        """Its own cells of a field."""
        return self.cells.get(name, [])

    @property
    def title(self) -> str:
        """Its action's text so far."""
        return text_of(self.own(TITLE))

    def extend(self, row: int, own: Mapping[str, list[Cell]], extra: Mapping[str, list[Cell]]) -> None:
        """Take in a row that goes on with this action. A date of the first row stands."""
        self.rows.append(row)
        for name, cells in own.items():
            if name in self.above and not self.own(name):
                # What the continuing row adds comes after what was taken from above.
                self.cells[name] = list(self.above[name])
            if name in OWN_OF_AN_ACTION and name != "progress" and self.own(name):
                continue
            self.cells.setdefault(name, []).extend(cells)
        for heading, cells in extra.items():
            self.extra.setdefault(heading, []).extend(cells)


def several_actions(own: Mapping[str, list[Cell]]) -> list[Cells]:
    """The cells of each action, where one cell holds several of them and each starts with its reference.

    Another cell of the row that has as many lines is parted with it; any other is said of all of them.
    """
    cells = own.get(TITLE, [])
    if own.get("ref") or len(cells) != 1:
        return [dict(own)]
    starts = [
        number
        for number, line in enumerate(cells[0].lines)
        if (found := leading_reference(line)) and found[2] == "dotted"
    ]
    references = {found[0] for line in cells[0].lines if (found := leading_reference(line))}
    if len(starts) < 2 or starts[0] != 0 or len(references) < len(starts):
        return [dict(own)]
    ends = [*starts[1:], len(cells[0].lines)]
    actions: list[Cells] = []
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        action = {name: list(each) for name, each in own.items()}
        for name, each in own.items():
            if name in _EACH_OF_SEVERAL and len(each) == 1 and len(each[0].lines) == len(starts):
                action[name] = [_lines(each[0], number, number + 1)]
        actions.append({**action, TITLE: [_lines(cells[0], start, end)]})
    return actions


def _lines(cell: Cell, start: int, end: int) -> Cell:
    lines = cell.lines[start:end]
    return replace(cell, text="\n".join(lines), lines=lines, bulleted=cell.bulleted[start:end], value=None)
