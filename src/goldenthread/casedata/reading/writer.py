"""Gives rows to the sink in the shape of their table, and remembers until when each child is seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from goldenthread.casedata.reading.columns import DONE, Batch, ColumnReader, Indices
from goldenthread.casedata.reading.reader import Load
from goldenthread.casedata.reading.report import Part, ProblemKind, Report
from goldenthread.casedata.reading.sink import NUMBERS, ROWS_A_BATCH, schema
from goldenthread.casedata.tables import TABLES

# Of each table, what stops what: a stop before its start is left out.
SPELLS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "contacts": (("contacted", "decided"),),
    "early_help": (("started", "completed"),),
    "referrals": (("referred", "decided"),),
    "assessments": (("started", "authorised"),),
    "section_47": (("started", "conference"),),
    "need": (("started", "ended"), ("referred", "ended")),
    "protection_plans": (("started", "ended"),),
    "protection_reviews": (("plan_started", "reviewed"),),
    "care_episodes": (("started", "ended"),),
    "care": (("started", "ceased"),),
    "missing": (("began", "ended"),),
    "adoptions": (("entered_care", "adopted"), ("decided", "reversed")),
    "adopters": (("stage_1_started", "stage_1_ended"), ("stage_2_started", "stage_2_ended")),
    "ehc_requests": (("received", "decided"), ("received", "assessed"), ("received", "issued")),
    "ehc_plans": (("issued", "ended"),),
    "ehc_reviews": (("met", "decided"),),
}
OPEN = np.iinfo(np.int32).max
_ZERO = date(1970, 1, 1)


@dataclass
class SeenUntil:
    """Of every child, the latest day on which a row of theirs grows old; `OPEN` where one is open."""

    child: Indices = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    until: npt.NDArray[np.int32] = field(default_factory=lambda: np.empty(0, dtype=np.int32))
    _fresh: list[tuple[Indices, npt.NDArray[np.int32]]] = field(default_factory=list)
    _waiting: int = 0

    def add(self, child: pa.Array, until: pa.Array) -> None:
        """`until` holds days; null is open."""
        days = pc.fill_null(until.cast(pa.int32()), int(OPEN))
        self._fresh.append((child.to_numpy(), days.to_numpy()))
        self._waiting += len(child)
        if self._waiting > 500_000:
            self.settle()

    def settle(self) -> None:
        child = np.concatenate([self.child, *(one for one, _ in self._fresh)])
        until = np.concatenate([self.until, *(one for _, one in self._fresh)])
        self._fresh, self._waiting = [], 0
        order = np.lexsort((until, child))
        child, until = child[order], until[order]
        last = np.append(child[1:] != child[:-1], True) if len(child) else np.empty(0, dtype=np.bool_)
        self.child, self.until = child[last], until[last]

    def days(self, child: Indices, otherwise: date) -> pa.Array:
        """The days of these children, null where open; `otherwise` for a child with no rows."""
        if self._fresh:
            self.settle()
        at = np.minimum(np.searchsorted(self.child, child), max(len(self.child) - 1, 0))
        known = self.child[at] == child if len(self.child) else np.zeros(len(child), dtype=np.bool_)
        days = np.where(known, self.until[at] if len(self.child) else 0, (otherwise - _ZERO).days).astype(
            np.int32
        )
        return pa.array(days, mask=days == OPEN).cast(pa.date32())


@dataclass
class Writer:
    """Writes batches of the tables to the sink."""

    load: Load
    report: Report
    seen: SeenUntil = field(default_factory=SeenUntil)
    given: dict[str, set[str]] = field(default_factory=dict)
    _children: dict[str, int] = field(default_factory=dict)

    def children(self, numbers: pa.Array, kind: str = "") -> pa.Array:
        """The hashes of the children's numbers, which go to the sink too. `kind` parts those who are not
        children (adopters) from children with the same number."""
        encoded = numbers.dictionary_encode()
        if len(self._children) > 200_000:
            self._children.clear()
        hashes, fresh = [], []
        for number in encoded.dictionary.to_pylist():
            key = kind + number
            hashed = self._children.get(key)
            if hashed is None:
                hashed = self._children[key] = self.load.pseudonym(key)
                fresh.append((hashed, number))
            hashes.append(hashed)
        if fresh:
            child, number = zip(*fresh, strict=True)
            self.load.sink.numbers(
                pa.record_batch([pa.array(child, pa.int64()), pa.array(number, pa.string())], schema=NUMBERS)
            )
        return pa.array(hashes, pa.int64()).take(encoded.indices)

    def write(self, table: str, child: pa.Array, rows: Indices, columns: Mapping[str, pa.Array]) -> None:
        """Rows of a table. Columns not given are null."""
        self.given.setdefault(table, set()).update(columns)
        if not len(child):
            return
        if table != "children":
            until = columns.get(TABLES[table].until)
            self.seen.add(child, pa.nulls(len(child), pa.date32()) if until is None else until)
        whole: dict[str, Any] = {
            "authority": pa.array([self.load.authority], pa.string()).take(
                pa.array(np.zeros(len(child), dtype=np.int64))
            ),
            "child": child,
            "row": pa.array(rows, pa.int64()),
            **columns,
        }
        shape = schema(table)
        arrays = [whole.get(name, pa.nulls(len(child), shape.field(name).type)) for name in shape.names]
        batch = pa.record_batch(arrays, schema=shape)
        for start in range(0, len(child), ROWS_A_BATCH):
            self.load.sink.write(table, batch.slice(start, ROWS_A_BATCH))

    def said(self) -> None:
        """Tell the report what each table got."""
        self.report.gives = {
            table: ["authority", "child", "row", *(c for c in TABLES[table].own if c in columns)]
            for table, columns in sorted(self.given.items())
        }


def in_order(table: str, batch: Batch, columns: dict[str, pa.Array], report: Report) -> None:
    """Leave out stops that stand before their starts, and say where."""
    for start, stop in SPELLS.get(table, ()):
        if start not in columns or stop not in columns:
            continue
        wrong = pc.fill_null(pc.less(columns[stop], columns[start]), False)
        at = np.flatnonzero(wrong.to_numpy(zero_copy_only=False))
        if len(at):
            kind = ProblemKind.STOP_BEFORE_START
            report.found(kind, DONE[kind], batch.places(at, stop), count=len(at))
            columns[stop] = pc.if_else(wrong, pa.scalar(None, columns[stop].type), columns[stop])


def numbered(
    batch: Batch, column: str, reader: ColumnReader, part: Part, report: Report
) -> tuple[Batch, pa.Array]:
    """The rows that have a child's number, and the numbers; the others are set aside."""
    numbers = reader.array(batch, column, report)
    has = numbers.is_valid().to_numpy(zero_copy_only=False)
    _set_aside(batch, ~has, column, ProblemKind.NO_NUMBER, part, report)
    return batch.only(has), numbers.filter(pa.array(has))


def begun(
    batch: Batch, child: pa.Array, start: str, columns: dict[str, pa.Array], part: Part, report: Report
) -> tuple[Batch, pa.Array, dict[str, pa.Array]]:
    """The rows that have the day they begin; the others are set aside."""
    has = columns[start].is_valid().to_numpy(zero_copy_only=False)
    if has.all():
        return batch, child, columns
    _set_aside(batch, ~has, start, ProblemKind.NO_START, part, report)
    keep = pa.array(has)
    return batch.only(has), child.filter(keep), {name: array.filter(keep) for name, array in columns.items()}


def _set_aside(
    batch: Batch, which: npt.NDArray[np.bool_], column: str, kind: ProblemKind, part: Part, report: Report
) -> None:
    at = np.flatnonzero(which)
    if len(at):
        part.set_aside += len(at)
        report.found(kind, DONE[kind], batch.places(at, column), count=len(at))
