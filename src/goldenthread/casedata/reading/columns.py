"""Columns of a batch, read by their distinct values: a value is looked at once however often it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from goldenthread.casedata.reading.cells import BLANK, Cell, CellReader
from goldenthread.casedata.reading.report import Place, ProblemKind, Report, said

Indices = npt.NDArray[np.int64]
DONE: dict[ProblemKind, str] = {
    ProblemKind.NOT_A_DAY: "the cell is left empty",
    ProblemKind.MONTH_FIRST: "the cell is left empty; dates are read day first",
    ProblemKind.BORN_IN_FUTURE: "the cell is left empty",
    ProblemKind.DAY_IN_FUTURE: "kept as it stands",
    ProblemKind.UNKNOWN_CODE: "the cell is left empty",
    ProblemKind.OTHER_YEAR: "kept as it stands",
    ProblemKind.NOT_A_COUNT: "the cell is left empty",
    ProblemKind.STOP_BEFORE_START: "the stop is left empty",
    ProblemKind.NO_NUMBER: "the row is set aside",
    ProblemKind.NO_START: "the row is set aside",
    ProblemKind.DUPLICATED: "the row is set aside: the first of them is kept",
    ProblemKind.BIRTHS_DIFFER: "the first one read is kept",
    ProblemKind.NO_SUCH_PARENT: "the row is set aside",
    ProblemKind.PASSED_OVER: "the row is set aside",
    ProblemKind.LIST_MISSING: "the rest is read",
    ProblemKind.COLUMN_MISSING: "the rest is read",
    ProblemKind.UNKNOWN_COLUMN: "not read",
    ProblemKind.COLUMN_TWICE: "the first of them is read",
    ProblemKind.LIST_TWICE: "all are read, and rows that repeat are set aside",
    ProblemKind.UNKNOWN_LIST: "not read",
    ProblemKind.TRUNCATED: "what could be read is kept",
    ProblemKind.UNREADABLE_FILE: "not read",
    ProblemKind.REFUSED: "not read",
    ProblemKind.ENCODING: "read as that encoding",
    ProblemKind.LONG_ROW: "the row is set aside",
}
_MEMO_AT_MOST = 200_000


@dataclass
class Cells:
    """One column of a batch as it was read: its distinct values, and for each row which of them it holds."""

    distinct: list[object]
    which: Indices

    @classmethod
    def of_list(cls, values: Sequence[object]) -> Cells:
        seen: dict[object, int] = {}
        which = np.fromiter(
            (seen.setdefault(value, len(seen)) for value in values), dtype=np.int64, count=len(values)
        )
        return cls(list(seen), which)

    @classmethod
    def of_arrow(cls, array: pa.Array) -> Cells:
        encoded = array.dictionary_encode(null_encoding="encode")
        distinct = ["" if value is None else value for value in encoded.dictionary.to_pylist()]
        return cls(distinct, encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64))

    def text(self, row: int) -> object:
        return self.distinct[int(self.which[row])]

    def only(self, keep: npt.NDArray[np.bool_]) -> Cells:
        return Cells(self.distinct, self.which[keep])


@dataclass
class Batch:
    """Rows of one part: where they stand, and their cells by the name of the column they go to."""

    file: str
    part: str
    rows: Indices
    cells: dict[str, Cells]
    headings: dict[str, str] = field(default_factory=dict)

    def only(self, keep: npt.NDArray[np.bool_]) -> Batch:
        if keep.all():
            return self
        cells = {name: column.only(keep) for name, column in self.cells.items()}
        return Batch(self.file, self.part, self.rows[keep], cells, self.headings)

    def places(
        self, at: Sequence[int] | Indices, column: str = "", say: Callable[[int], str | None] | None = None
    ) -> list[Place]:
        heading = self.headings.get(column, column)
        return [
            Place(self.file, self.part, int(self.rows[i]), heading, say(int(i)) if say else None)
            for i in at[:100]
        ]


@dataclass
class ColumnReader:
    """Reads one column. `secret` columns (numbers, birth dates) never have a text said."""

    read: CellReader
    kind: pa.DataType
    secret: bool = False
    day: bool = False
    memo: dict[object, Cell] = field(default_factory=dict)

    def array(
        self, batch: Batch, column: str, report: Report | None, secrets: Sequence[str] = ()
    ) -> pa.Array:
        """The column's values; what was put right and what is wrong goes to the report, if there is one."""
        cells = batch.cells[column]
        if len(self.memo) > _MEMO_AT_MOST:
            self.memo.clear()
        read = [self._cell(value) for value in cells.distinct]
        told = [(index, cell) for index, cell in enumerate(read) if cell.right or cell.wrong]
        if told and report is not None:
            counts = np.bincount(cells.which, minlength=len(read))
            wrong: dict[ProblemKind, list[int]] = {}
            for index, cell in told:
                for what in cell.right:
                    report.put_right(what, int(counts[index]))
                if cell.wrong and counts[index]:
                    wrong.setdefault(cell.wrong, []).append(index)
            for kind, bad in wrong.items():
                self._tell(kind, bad, batch, column, report, secrets)
        values = pa.array([cell.value for cell in read], self.kind)
        return values.take(pa.array(cells.which))

    def _cell(self, value: object) -> Cell:
        if value == "" or value is None:
            return BLANK
        cell = self.memo.get(value)
        if cell is None:
            cell = self.memo[value] = self.read(value)
        return cell

    def _tell(
        self,
        kind: ProblemKind,
        bad: list[int],
        batch: Batch,
        column: str,
        report: Report,
        secrets: Sequence[str],
    ) -> None:
        cells = batch.cells[column]
        at = np.flatnonzero(np.isin(cells.which, bad))

        def say(row: int) -> str | None:
            # A day to come could be a day of birth that slipped into another column.
            if self.secret or kind is ProblemKind.DAY_IN_FUTURE:
                return None
            own = [batch.cells[name].text(row) for name in secrets if name in batch.cells]
            return said(cells.text(row), day=self.day, secrets=own)

        report.found(kind, DONE[kind], batch.places(at, column, say), count=len(at))


def distinct_rows(seen: set[int], rows: Sequence[Any]) -> npt.NDArray[np.bool_]:
    """For each row, whether it is the first of its kind; `seen` remembers between batches."""
    first = np.ones(len(rows), dtype=np.bool_)
    for index, row in enumerate(rows):
        mark = hash(row)
        if mark in seen:
            first[index] = False
        else:
            seen.add(mark)
    return first
