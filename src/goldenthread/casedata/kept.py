"""Encrypted files of rows, read: the columns that are asked for, of the days that a load speaks for."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow.parquet import encryption

from goldenthread.casedata.errors import Damaged
from goldenthread.casedata.holding import Span
from goldenthread.casedata.writing import file_key

LOAD = pa.field("load", pa.string())


def nothing(schema: pa.Schema, columns: list[str]) -> pa.Table:
    """No rows of these columns and `load`."""
    return pa.schema([*(schema.field(column) for column in columns), LOAD]).empty_table()


def held(place: Path, key: bytes, schema: pa.Schema, columns: list[str], span: Span, until: str) -> pa.Table:
    """The rows of a file that its load speaks for, by their `until` day."""
    rows = _read(place, key, schema, [*columns, until])
    day = rows.column(until)
    keep = pc.greater_equal(day, pa.scalar(span.starts, pa.date32()))
    if span.ends is None:
        keep = pc.fill_null(keep, True)
    else:
        keep = pc.and_(keep, pc.less(day, pa.scalar(span.ends, pa.date32())))
    return _of_load(rows.select(columns).filter(keep), place)


def newest(places: list[Path], key: bytes, schema: pa.Schema, columns: list[str]) -> pa.Table:
    """One row of each child: of the first file, in this order, that has the child."""
    parts = [_of_load(_read(place, key, schema, [*columns, "child"]), place) for place in places]
    rows = pa.concat_tables(parts)
    _, first = np.unique(rows.column("child").to_numpy(), return_index=True)
    return rows.take(pa.array(np.sort(first))).select([*columns, LOAD.name])


def numbers(place: Path, key: bytes, children: set[int]) -> dict[int, str]:
    """The council's own numbers of these children, as far as the file has them."""
    if not place.exists():
        return {}
    rows = _rows(place, key)
    chosen = rows.filter(pc.is_in(rows.column("child"), value_set=pa.array(children, pa.int64())))
    return dict(zip(chosen.column("child").to_pylist(), chosen.column("number").to_pylist(), strict=True))


def check(place: Path, key: bytes, rows: int) -> None:
    """Read a whole file and count its rows. Raises Damaged where it is not what it should be."""
    if not rows and not place.exists():
        return
    try:
        found = sum(batch.num_rows for batch in _open(place, key).iter_batches())
    except (OSError, pa.ArrowException) as failure:
        raise Damaged(place) from failure
    if found != rows:
        raise Damaged(place)


def _read(place: Path, key: bytes, schema: pa.Schema, columns: list[str]) -> pa.Table:
    """These columns of a file, each once; one that the file does not have is null."""
    wanted = pa.schema([schema.field(column) for column in dict.fromkeys(columns)])
    rows = _rows(place, key, wanted.names)
    there = rows.schema.names
    for field in wanted:
        if field.name not in there:
            rows = rows.append_column(field, pa.nulls(rows.num_rows, field.type))
    return rows.select(wanted.names).cast(wanted)


def _rows(place: Path, key: bytes, columns: list[str] | None = None) -> pa.Table:
    """Those of these columns that the file has. Raises Damaged, FileNotFoundError if its load went."""
    try:
        return _open(place, key).read(columns)
    except FileNotFoundError as failure:
        if place.parent.exists():
            raise Damaged(place) from failure
        raise
    except (OSError, pa.ArrowException) as failure:
        raise Damaged(place) from failure


def _open(place: Path, key: bytes) -> pq.ParquetFile:
    decryption = encryption.create_decryption_properties(
        footer_key=file_key(key, place.parent.name, place.stem)
    )
    return pq.ParquetFile(place, decryption_properties=decryption)


def _of_load(rows: pa.Table, place: Path) -> pa.Table:
    return rows.append_column(LOAD, pa.repeat(place.parent.name, rows.num_rows))
