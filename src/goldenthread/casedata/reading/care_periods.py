"""Periods of care from the episodes of the SSDA903 return.

An episode whose reason is S begins a period, as does one that follows an episode with a reason for ceasing;
the episode that ceases for another reason than X1 ends it. The return holds only episodes of its year: of a
period that began before it, the earliest episode may be a later one, and stands for its beginning (`unsure`).

Episodes are kept as whole numbers until all are read: some 40 bytes for each.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from goldenthread.casedata.codes import CODES
from goldenthread.casedata.reading.columns import Indices
from goldenthread.casedata.reading.last_days import LastDays
from goldenthread.casedata.reading.sink import ROWS_A_BATCH
from goldenthread.casedata.reading.writer import OPEN

_CODED = {
    "reason_new": "reason_new",
    "legal_status": "legal_status",
    "category_of_need": "need",
    "placement": "placement",
    "provider": "provider",
    "reason_ended": "ceased",
}
OF_EPISODES = {
    "started",
    "ceased",
    "reason_ceased",
    "legal_status",
    "legal_status_from",
    "category_of_need",
    "placement",
    "provider",
    "placement_from",
    "again",
}
_MOVES = ("S", "P", "T", "B", "U")
_YEAR = 365
Whole = npt.NDArray[np.int32]
Small = npt.NDArray[np.int16]


@dataclass
class Episodes:
    """All episodes of a return, by columns."""

    _child: list[Indices] = field(default_factory=list)
    _row: list[Indices] = field(default_factory=list)
    _days: dict[str, list[Whole]] = field(default_factory=lambda: {"started": [], "ended": []})
    _codes: dict[str, list[Small]] = field(default_factory=lambda: {name: [] for name in _CODED})

    def add(self, child: pa.Array, rows: Indices, columns: dict[str, pa.Array]) -> None:
        self._child.append(child.to_numpy())
        self._row.append(rows)
        for name, kept in self._days.items():
            days = columns.get(name, pa.nulls(len(child), pa.date32()))
            kept.append(pc.fill_null(days.cast(pa.int32()), int(OPEN)).to_numpy())
        for name, codes in self._codes.items():
            values = columns.get(name, pa.nulls(len(child), pa.string()))
            index = pc.index_in(values, value_set=pa.array(list(CODES[_CODED[name]])))
            codes.append(pc.fill_null(index, -1).to_numpy().astype(np.int16))

    @property
    def any(self) -> bool:
        return any(len(part) for part in self._child)

    def periods(self) -> Periods:
        child, row = np.concatenate(self._child), np.concatenate(self._row)
        days = {name: np.concatenate(kept) for name, kept in self._days.items()}
        codes = {name: np.concatenate(kept) for name, kept in self._codes.items()}
        order = np.lexsort((days["ended"], days["started"], child))
        return Periods(
            child[order],
            row[order],
            days["started"][order],
            days["ended"][order],
            {name: kept[order] for name, kept in codes.items()},
        )


@dataclass
class Periods:
    """Episodes in order, and of each period its first and its last."""

    child: Indices
    row: Indices
    started: Whole
    ended: Whole
    codes: dict[str, Small]

    def __post_init__(self) -> None:
        reason_ended, fresh = self.codes["reason_ended"], np.ones(len(self.child), dtype=np.bool_)
        closed = (reason_ended >= 0) & (reason_ended != _code("reason_ended", "X1"))
        closed &= self.ended != OPEN
        fresh[1:] = (
            (self.child[1:] != self.child[:-1])
            | (self.codes["reason_new"][1:] == _code("reason_new", "S"))
            | closed[:-1]
        )
        self.first = np.flatnonzero(fresh)
        self.last = np.append(self.first[1:], len(self.child)) - 1
        self._fresh = fresh
        over = self.ended[self.last] != OPEN
        over &= reason_ended[self.last] != _code("reason_ended", "X1")
        self.ceased = np.where(over, self.ended[self.last], OPEN)

    @property
    def unsure(self) -> int:
        """How many periods have no episode that began them."""
        return int((self.codes["reason_new"][self.first] != _code("reason_new", "S")).sum())

    def batches(self, reviews: LastDays, asylum: Indices | None, on: date) -> Iterator[Batch903]:
        """The periods as columns of the table `care`, with their children and rows."""
        since = self._since(self._changed("legal_status"))
        moved = np.isin(self.codes["reason_new"], [_code("reason_new", one) for one in _MOVES])
        placed = self._since(self._fresh | moved)
        for start in range(0, len(self.first), ROWS_A_BATCH):
            some = slice(start, start + ROWS_A_BATCH)
            first, last, ceased = self.first[some], self.last[some], self.ceased[some]
            child = pa.array(self.child[first])
            columns = {
                "started": _days(self.started[first]),
                "ceased": _days(ceased),
                "reason_ceased": pc.if_else(
                    pa.array(ceased != OPEN), self._texts("reason_ended", last), pa.scalar(None, pa.string())
                ),
                "legal_status": self._texts("legal_status", last),
                "legal_status_from": _days(self.started[since[last]]),
                "category_of_need": self._texts("category_of_need", last),
                "placement": self._texts("placement", last),
                "provider": self._texts("provider", last),
                "placement_from": _days(self.started[placed[last]]),
                "again": pa.array(self._again(some)),
            }
            if asylum is not None:
                columns["asylum_seeking"] = pa.array(np.isin(self.child[first], asylum))
            if reviews.known:
                until = pc.fill_null(columns["ceased"], pa.scalar(on, pa.date32()))
                last_one = reviews.before(child, until)
                within = pc.fill_null(pc.greater_equal(last_one, columns["started"]), False)
                columns["last_review"] = pc.if_else(within, last_one, pa.scalar(None, pa.date32()))
            yield Batch903(child, self.row[last], columns)

    def _changed(self, name: str) -> npt.NDArray[np.bool_]:
        changed = self._fresh.copy()
        changed[1:] |= self.codes[name][1:] != self.codes[name][:-1]
        return changed

    def _since(self, changed: npt.NDArray[np.bool_]) -> Indices:
        """For each episode, the one in which the present state of a thing began."""
        at = np.arange(len(changed))
        return np.asarray(np.maximum.accumulate(np.where(changed, at, 0)), dtype=np.int64)

    def _again(self, some: slice) -> npt.NDArray[np.bool_]:
        """Whether the child's previous period ceased within a year before this one."""
        begun = np.zeros(len(self.first), dtype=np.bool_)
        before, after = self.first[:-1], self.first[1:]
        same = self.child[before] == self.child[after]
        ceased = self.ceased[:-1].astype(np.int64)
        gap = self.started[after].astype(np.int64) - ceased
        begun[1:] = same & (gap >= 0) & (gap <= _YEAR)
        return begun[some]

    def _texts(self, name: str, at: Indices) -> pa.Array:
        codes = self.codes[name][at].astype(np.int32)
        return pa.array(list(CODES[_CODED[name]]), pa.string()).take(pa.array(codes, mask=codes < 0))


@dataclass(frozen=True)
class Batch903:
    """Rows made from episodes: their children, the line of the last episode, their columns."""

    child: pa.Array
    rows: Indices
    columns: dict[str, pa.Array]


def _code(column: str, code: str) -> int:
    return list(CODES[_CODED[column]]).index(code)


def _days(days: Whole) -> pa.Array:
    return pa.array(days.astype(np.int32), mask=days == OPEN).cast(pa.date32())
