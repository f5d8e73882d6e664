"""The tables as Arrow sees them: the one shape in which rows are read, kept and handed to an engine."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pyarrow as pa

from goldenthread.casedata.tables import TABLES, Kind

TYPES: Mapping[Kind, pa.DataType] = {
    Kind.TEXT: pa.string(),
    Kind.DAY: pa.date32(),
    Kind.INSTANT: pa.timestamp("us"),
    Kind.WHOLE: pa.int64(),
    Kind.YES_NO: pa.bool_(),
}
NUMBERS = "numbers"
NUMBERS_SCHEMA = pa.schema([pa.field("child", pa.int64(), nullable=False), pa.field("number", pa.string())])


class NotThatTable(ValueError):
    """Rows do not have the columns of the table that they are for. Says which column, and no value."""


@cache
def schema(name: str) -> pa.Schema:
    """The columns of a table of `TABLES`, in their order. Raises KeyError for a name that none has."""
    return pa.schema([pa.field(column, TYPES[kind]) for column, kind in TABLES[name].columns.items()])


def conform(name: str, rows: pa.RecordBatch | pa.Table, *, authority: str) -> pa.Table:
    """Rows as exactly this table: columns that are not there are null, `row` counts from 1.

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
            columns.append(pa.array(range(1, rows.num_rows + 1), pa.int64()))
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
