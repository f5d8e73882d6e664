"""Turn tables whose headings stand beside what they head into tables with a row of headings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from goldenthread.intake.headings import TITLE, plain_heading
from goldenthread.intake.plan_columns import Headings
from goldenthread.intake.tables import Cell, Row, Table

_LEADING_HEADINGS = 3
_SHARE_OF_LABELS = 0.6
_MOST_PAIRS = 3


def turned(table: Table, headings: Headings) -> Table | None:
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


def form_as_rows(table: Table, headings: Headings) -> Table | None:
    """A form, in which each label stands before its own cell, as a row of labels over a row for each action.

    A form may have its labels in two or three columns, and may start again for the next action. An action's
    row has the number of the row that names it. None for any other table.
    """
    labels = _label_columns(table, headings)
    if not labels:
        return None
    pairs = list(_pairs(table, labels))
    fields = {headings.certain(label.text) for _, label, _ in pairs} - {None}
    if len(fields) < _LEADING_HEADINGS or TITLE not in fields:
        return None
    places: dict[str, int] = {}
    heads: list[Cell] = []
    records: list[dict[str, Cell]] = [{}]
    numbers = [0]
    for row, label, value in pairs:
        name = plain_heading(label.text)
        if name not in places:
            places[name] = len(places) + 1
            heads.append(_moved(label, places[name]))
        if name in records[-1]:
            records.append({})
            numbers.append(0)
        records[-1][name] = _moved(value, places[name])
        if headings.certain(label.text) == TITLE or not numbers[-1]:
            numbers[-1] = row.number
    paired = {row.number for row, _, _ in pairs}
    above = [row for row in table.rows if row.number not in paired and not row.is_blank]
    rows = [
        Row(number, tuple(cell for cell in record.values() if cell.text))
        for number, record in zip(numbers, records, strict=True)
    ]
    return replace(table, rows=(*above, Row(pairs[0][0].number, tuple(heads)), *rows))


def _label_columns(table: Table, headings: Headings) -> tuple[int, ...]:
    """The columns that hold labels, the first of the table among them, with one column of cells after each;
    none where the table is no form."""
    rows = [row for row in table.rows if len(row.written) > 1]
    columns = sorted({cell.column for row in rows for cell in row.written})
    labels = []
    for column in columns:
        texts = [cell.text for row in rows if (cell := row.at(column)).text]
        if sum(headings.certain(text) is not None for text in texts) > _SHARE_OF_LABELS * len(texts):
            labels.append(column)
    if not labels or labels[0] != columns[0] or len(labels) > _MOST_PAIRS:
        return ()
    ends = [*labels[1:], table.width + 1]
    values = [
        {cell.column for row in rows for cell in row.written if label < cell.column < end}
        for label, end in zip(labels, ends, strict=True)
    ]
    return tuple(labels) if all(len(found) == 1 for found in values) else ()


def _pairs(table: Table, labels: tuple[int, ...]) -> Iterator[tuple[Row, Cell, Cell]]:
    """Each label with the cell after it, which may be blank. A row with a single cell has no pair."""
    ends = [*labels[1:], table.width + 1]
    for row in table.rows:
        if len(row.cells) == 1 and row.cells[0].columns >= table.width:
            continue
        for label, end in zip(labels, ends, strict=True):
            if row.at(label).text:
                values = [cell for cell in row.written if label < cell.column < end]
                yield row, row.at(label), values[0] if values else Cell("")


def _moved(cell: Cell, column: int) -> Cell:
    return replace(cell, column=column, origin=None, rows=1, columns=1)
