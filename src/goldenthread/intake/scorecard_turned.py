"""Tables with their periods down the side and a measure in each column, turned round to be read as others."""

from dataclasses import replace

from goldenthread.intake.scorecard_by_rows import is_a_period
from goldenthread.intake.scorecard_columns import read_part
from goldenthread.intake.tables import Row, Table, cell_of

_LEAST_PERIODS = 2


def turned_round(table: Table) -> Table | None:
    """The table with a row for each measure, or None where it is not of this kind.

    Its rows are numbered by the columns that they were, and its columns by the rows. What stands above the
    headings comes `before` it. Merged cells and headings of anything but measures are left to a person.
    """
    rows = [row for row in table.rows if not row.is_blank]
    for index, header in enumerate(rows[:-_LEAST_PERIODS]):
        below = rows[index + 1 :]
        side = below[0].written[0].column
        if len(header.written) < 2 or not all(_names_a_period(row, side) for row in below):
            continue
        measures = [cell for cell in header.written if cell.column > side]
        if not measures or _is_merged(header) or any(read_part(cell.text)[0] for cell in measures):
            return None
        names = Row(side, (cell_of("Measure", column=header.number), *_turned(table, side, below).cells))
        figures = (_turned(table, cell.column, [header, *below]) for cell in measures)
        above = tuple(cell.text for row in rows[:index] for cell in row.written)
        return replace(
            table, rows=(names, *figures), before=(*table.before, *above), turned=True, blank_fills={},
            hidden_columns=frozenset(row.number for row in below if row.hidden),
        )  # fmt: skip
    return None


def _is_merged(row: Row) -> bool:
    return any(cell.origin is not None or cell.columns > 1 or cell.rows > 1 for cell in row.cells)


def _names_a_period(row: Row, side: int) -> bool:
    text = row.at(side).text
    return bool(text) and not _is_merged(row) and is_a_period(text, alone=True)


def _turned(table: Table, column: int, rows: list[Row]) -> Row:
    """A column as a row."""
    cells = tuple(replace(cell, column=row.number) for row in rows if (cell := row.at(column)).text)
    return Row(column, cells, hidden=column in table.hidden_columns)
