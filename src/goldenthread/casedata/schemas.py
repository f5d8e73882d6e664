"""Rows brought into the exact columns of a table, whoever gives them."""

from __future__ import annotations

import pyarrow as pa

from goldenthread.casedata.reading import sink
from goldenthread.casedata.reading.sink import schema

NUMBERS = "numbers"
NUMBERS_SCHEMA = sink.NUMBERS


class NotThatTable(ValueError):
    """Rows do not have the columns of the table that they are for. Says which column, and no value."""


def conform(name: str, rows: pa.RecordBatch | pa.Table, *, authority: str, first_row: int = 1) -> pa.Table:
    """Rows as exactly this table: columns that are not there are null, `row` counts from the first.

    Raises NotThatTable for a column that the table does not have or that is of another kind, or without
    `child`.
    """
    wanted = schema(name)
    if strange := sorted(set(rows.schema.names) - set(wanted.names)):
        raise NotThatTable(f"{name} has no column {', '.join(strange)}.")
    if "child" not in rows.schema.names:
        raise NotThatTable(f"Rows of {name} need the column child.")
    columns = []
    for field in wanted:
        if field.name in rows.schema.names:
            columns.append(_as(field, rows.column(field.name), name))
        elif field.name == "authority":
            columns.append(pa.repeat(authority, rows.num_rows))
        elif field.name == "row":
            columns.append(pa.array(range(first_row, first_row + rows.num_rows), pa.int64()))
        else:
            columns.append(pa.nulls(rows.num_rows, field.type))
    return pa.table(columns, schema=wanted)


def _as(field: pa.Field, column: pa.ChunkedArray, name: str) -> pa.ChunkedArray:
    if column.type == field.type:
        return column
    if pa.types.is_null(column.type):
        return column.cast(field.type)
    # The value is not named: what Arrow would say of a failed cast holds it.
    raise NotThatTable(f"{name}.{field.name} is {field.type}, and was given as {column.type}.")
