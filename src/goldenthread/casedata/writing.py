"""A load that is being written: the sink of a reader. Rows go into encrypted files as they come."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow.parquet import encryption

from goldenthread.casedata.holding import NEWEST_ROW
from goldenthread.casedata.pseudonyms import derived
from goldenthread.casedata.reading.sink import schema
from goldenthread.casedata.schemas import NUMBERS, NUMBERS_SCHEMA, conform
from goldenthread.casedata.tables import TABLES

ROWS_AT_ONCE = 65_536
COMPRESSION = "zstd"


def file_key(key: bytes, load: str, name: str) -> bytes:
    """The key of one file of one load: no file can be passed off as another."""
    return derived(key, f"file {load}/{name}")


class EncryptedFile:
    """One Parquet file, encrypted as it is written; rows are gathered until there are enough for a group."""

    def __init__(self, place: Path, schema: pa.Schema, key: bytes) -> None:
        # Made by us, so that nobody else can read even its size of blocks.
        self._file = os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
        self._writer = pq.ParquetWriter(
            self._file,
            schema,
            compression=COMPRESSION,
            encryption_properties=encryption.create_encryption_properties(footer_key=key),
        )
        self._schema, self._waiting, self._waits = schema, list[pa.Table](), 0

    def write(self, rows: pa.Table) -> None:
        """Add rows of exactly the file's schema."""
        self._waiting.append(rows)
        self._waits += rows.num_rows
        if self._waits >= ROWS_AT_ONCE:
            self._write_group()

    def close(self) -> None:
        """Write what waits, and the footer. Without it the file cannot be read."""
        self._write_group()
        self._writer.close()
        self._file.close()

    def _write_group(self) -> None:
        if self._waiting:
            together = pa.concat_tables(self._waiting).combine_chunks()
            self._writer.write_table(together, row_group_size=max(together.num_rows, 1))
            self._waiting, self._waits = [], 0


class Unfinished:
    """What is written of a load so far. `write` and `numbers` are what a reader gives its rows to."""

    def __init__(self, place: Path, load: str, *, authority: str, key: bytes) -> None:
        self.id, self.authority = load, authority
        self._place, self._key = place, key
        self._files: dict[str, EncryptedFile] = {}
        self._children: set[int] = set()
        self.rows: dict[str, int] = {}
        # How many rows grew old on each day: what tells how many lie before the start of cover.
        self._days: dict[str, dict[date | None, int]] = {}

    @property
    def children(self) -> int:
        """How many children's numbers there are."""
        return len(self._children)

    def write(self, table: str, batch: pa.RecordBatch | pa.Table) -> None:
        """Add rows to a table of `TABLES`. Raises NotThatTable for other columns, KeyError for no table."""
        before = self.rows.get(table, 0)
        rows = conform(table, batch, authority=self.authority, first_row=before + 1)
        self._file(table, schema(table)).write(rows)
        self.rows[table] = before + rows.num_rows
        days = self._days.setdefault(table, {})
        counted = pc.value_counts(rows.column(TABLES[table].until))
        for day, number in zip(counted.field(0).to_pylist(), counted.field(1).to_pylist(), strict=True):
            days[day] = days.get(day, 0) + number

    def numbers(self, batch: pa.RecordBatch | pa.Table) -> None:
        """Add the council's own numbers of children: `child`, `number`. Said again, they change nothing."""
        rows = pa.Table.from_batches([batch]) if isinstance(batch, pa.RecordBatch) else batch
        new = []
        for place, child in enumerate(rows.column("child").to_pylist()):
            if child not in self._children:
                self._children.add(child)
                new.append(place)
        if new:
            fresh = rows.take(pa.array(new)).select(NUMBERS_SCHEMA.names).cast(NUMBERS_SCHEMA)
            self._file(NUMBERS, NUMBERS_SCHEMA).write(fresh)

    def before(self, covers: Mapping[str, date]) -> dict[str, int]:
        """For each table, how many rows lie before its start of cover; tables without any are left out."""
        found = {
            table: sum(number for day, number in days.items() if day is not None and day < covers[table])
            for table, days in self._days.items()
            if table in covers and table not in NEWEST_ROW
        }
        return {table: number for table, number in found.items() if number}

    def close(self) -> None:
        """Finish the files."""
        for file in self._files.values():
            file.close()
        self._files = {}

    def _file(self, name: str, shape: pa.Schema) -> EncryptedFile:
        if name not in self._files:
            place = self._place / f"{name}.parquet"
            self._files[name] = EncryptedFile(place, shape, file_key(self._key, self.id, name))
        return self._files[name]
