"""Where a reader puts its rows: whoever keeps them gives a `Sink`."""

from __future__ import annotations

from typing import Protocol

import pyarrow as pa

from goldenthread.casedata.tables import TABLES, Kind

ROWS_A_BATCH = 20_000

ARROW = {
    Kind.TEXT: pa.string(),
    Kind.DAY: pa.date32(),
    Kind.INSTANT: pa.timestamp("us"),
    Kind.WHOLE: pa.int64(),
    Kind.YES_NO: pa.bool_(),
}
NUMBERS = pa.schema([("child", pa.int64()), ("number", pa.string())])


def schema(table: str) -> pa.Schema:
    """The columns of a table, in order, in Arrow's types."""
    return pa.schema([(name, ARROW[kind]) for name, kind in TABLES[table].columns.items()])


class Sink(Protocol):
    """Takes batches as they are read."""

    def write(self, table: str, batch: pa.RecordBatch) -> None:
        """Keep a batch of `schema(table)`, of about `ROWS_A_BATCH` rows at most."""

    def numbers(self, batch: pa.RecordBatch) -> None:
        """Keep the council's own numbers: a batch of `NUMBERS`. A child may be given more than once."""
