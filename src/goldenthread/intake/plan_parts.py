"""Find the parts of a file that are the plan: which tables, under which headers, read which way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from goldenthread.intake.headings import TITLE
from goldenthread.intake.plan_columns import Header, Headings, guess_actions, with_unheaded_columns
from goldenthread.intake.tables import Cell, Row, Table, Workbook

_LEADING_HEADINGS = 3


@dataclass(frozen=True)
class Part:
    """The rows of one table under one header, with the rows above it and those below that are no plan's.

    `continues` is a table without a header that goes on with the one before; `guessed` one whose column of
    actions was guessed; `turned` one whose headings stand down its first column.
    """

    table: Table
    header: Header
    body: tuple[Row, ...]
    above: tuple[Row, ...] = ()
    below: tuple[Row, ...] = ()
    continues: bool = False
    guessed: bool = False
    turned: bool = False


def find_parts(workbook: Workbook, headings: Headings) -> tuple[list[Part], list[tuple[Table, str]]]:
    """The parts of the file that are the plan, and the tables that are not with the reason.

    Only where no table has a column of actions is one guessed from the columns beside it.
    """
    parts, left_out = _find(workbook, headings, guess=False)
    return (parts, left_out) if parts else _find(workbook, headings, guess=True)


def _find(
    workbook: Workbook, headings: Headings, *, guess: bool
) -> tuple[list[Part], list[tuple[Table, str]]]:
    parts: list[Part] = []
    left_out: list[tuple[Table, str]] = []
    for table in workbook.tables:
        if table.hidden:
            left_out.append((table, "This sheet is hidden. It was left out."))
        elif found := _parts_of(table, headings, guess=guess):
            parts.extend(found)
        elif parts and _fits(table, parts[-1]):
            parts.append(Part(table, parts[-1].header, table.rows, continues=True))
        elif any(not row.is_blank for row in table.rows):
            left_out.append((table, "This table is not part of the plan: it has no headings of one."))
    return parts, left_out


def _parts_of(table: Table, headings: Headings, *, guess: bool) -> list[Part]:
    """A table's parts by its certain headings, else turned on its side, else by headings that come near."""
    turned = _turned(table, headings)
    if turned is not None:
        found = _cut(turned, headings, guess=guess, loose=False)
        if found:
            return [replace(part, turned=True) for part in found]
    return _cut(table, headings, guess=guess, loose=False) or _cut(table, headings, guess=guess, loose=True)


def _cut(table: Table, headings: Headings, *, guess: bool, loose: bool) -> list[Part]:
    """Cut a table at its headers. A header repeated after a page break starts a part like any other."""
    starts: list[tuple[int, Header]] = []
    index = 0
    while index < len(table.rows):
        header = None if loose and starts else headings.header_at(table, index, loose=loose)
        if header is not None:
            starts.append((index, header))
        index += len(header.rows) if header is not None else 1
    above_from = 0
    found: list[Part] = []
    for number, (index, header) in enumerate(starts):
        end = starts[number + 1][0] if number + 1 < len(starts) else len(table.rows)
        body = table.rows[index + len(header.rows) : end]
        header = with_unheaded_columns(header, table, body, headings)
        guessed = guess_actions(header, body) if guess else None
        header = guessed or header
        if header.is_a_plan and (guess or not loose or header.is_surely_a_plan):
            above = table.rows[above_from:index]
            found.append(Part(table, header, body, above, guessed=guessed is not None))
            above_from = end
    if found and above_from < len(table.rows):
        found[-1] = replace(found[-1], below=table.rows[above_from:])
    return found


def _fits(table: Table, before: Part) -> bool:
    """True for a Word table without a header that goes on with the one before: as many columns, and not
    itself started by something that looks like a header."""
    if table.letters or not table.rows or before.turned:
        return False
    first = table.rows[0]
    if first.is_header or (len(first.written) > 1 and all(cell.bold for cell in first.written)):
        return False
    return table.width == max(before.header.last_column, before.table.width)


def _turned(table: Table, headings: Headings) -> Table | None:
    """A table whose headings stand down its first column, turned so that they stand in a row.

    A row's number is then the number of the column that it was. None for any other table.
    """
    first = [row.at(1).text for row in table.rows]
    known = [field for text in first if text and (field := headings.certain(text))]
    across = {headings.certain(cell.text) for cell in table.rows[0].written} - {None} if table.rows else set()
    written = sum(bool(text) for text in first)
    if (
        len(set(known)) < _LEADING_HEADINGS
        or TITLE not in known
        or len(known) * 2 < written
        or len(across) > 1
    ):
        return None
    columns = [
        Row(column, tuple(_moved(row.at(column), number) for number, row in enumerate(table.rows, start=1)))
        for column in range(1, table.width + 1)
    ]
    rows = tuple(replace(row, cells=tuple(cell for cell in row.cells if cell.text)) for row in columns)
    return replace(table, rows=rows)


def _moved(cell: Cell, column: int) -> Cell:
    return replace(cell, column=column, origin=None, rows=1, columns=1)


def hidden_rows(parts: Sequence[Part]) -> list[tuple[Table, list[int]]]:
    """The numbers of written rows that are hidden, by table."""
    found = [
        (part.table, [row.number for row in part.body if row.hidden and not row.is_blank]) for part in parts
    ]
    return [(table, numbers) for table, numbers in found if numbers]
