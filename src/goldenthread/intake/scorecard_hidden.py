"""Rows and columns of a scorecard that a person does not see in the sheet. They are read, and named."""

from collections.abc import Iterator, Sequence

from goldenthread.intake.problems import Level, Problem
from goldenthread.intake.scorecard_headers import Block
from goldenthread.intake.scorecard_model import PlannedColumn
from goldenthread.intake.scorecard_rows import MeasureRow

_COLUMN = "This column is hidden in the sheet. What is hidden was read too."
_ROW = "This row is hidden in the sheet. What is hidden was read too."


def hidden_in(
    block: Block, columns: Sequence[PlannedColumn], measures: Sequence[MeasureRow]
) -> Iterator[Problem]:
    """A note for each hidden column and each measure of a hidden row."""
    table = block.table
    header = block.header_rows[-1].number if block.header_rows else None
    for one in columns:
        if one.column in table.hidden_columns:
            heading = one.heading or table.place(one.column)
            yield Problem(table.sheet, header, heading, heading, _COLUMN, Level.NOTE)
    for found in measures:
        if found.row.hidden:
            yield Problem(table.sheet, found.row.number, "", found.title, _ROW, Level.NOTE)
