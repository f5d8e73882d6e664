"""Adoptions from the SSDA903 return: decisions of two files, and what the episodes tell of each child."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from goldenthread.casedata.codes import CODES
from goldenthread.casedata.reading.care_periods import Periods
from goldenthread.casedata.reading.columns import Indices
from goldenthread.casedata.reading.sink import schema
from goldenthread.casedata.reading.writer import OPEN, Writer

_PLACED, _ADOPTED = ("A3", "A4", "A5", "A6"), ("E11", "E12")


@dataclass
class Adoptions:
    """One row for a child and a decision; few, so they are kept until all files are read."""

    _rows: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    _periods: Periods | None = None

    def know(self, periods: Periods) -> None:
        self._periods = periods

    def add(self, child: pa.Array, rows: Indices, columns: dict[str, pa.Array]) -> None:
        """Rows of either file. Two rows of a child are one when their decisions are of one day, or when each
        says what the other does not."""
        values = {name: column.to_pylist() for name, column in columns.items()}
        for index, one in enumerate(child.to_pylist()):
            new = {name: column[index] for name, column in values.items()}
            known = self._rows.setdefault(one, [])
            same = next((row for row in known if row["decided"] == new["decided"]), None)
            if same is None and "matched" in new:
                same = next((row for row in known if "matched" not in row and not row.get("reversed")), None)
            if same is None:
                known.append({**new, "row": int(rows[index])})
            else:
                same.update({name: value for name, value in new.items() if same.get(name) is None})

    def write(self, writer: Writer, files: set[str]) -> None:
        """Give the rows to the sink. What no file of these could say is left out of the columns."""
        if not files:
            return
        told = {"decided", "concluded"}
        told |= {"reversed", "reason_reversed"} if "PlacedAdoption" in files else set()
        told |= {"matched"} if "AD1" in files else set()
        if self._periods is not None:
            told |= {"entered_care", "placement_order", "placed", "adopted"}
        rows = [
            (child, row | self._of_episodes(child, row)) for child, own in self._rows.items() for row in own
        ]
        for _, row in rows:
            row["concluded"] = row.get("adopted") or row.get("reversed")
        shape = schema("adoptions")
        columns = {
            name: pa.array([row.get(name) for _, row in rows], shape.field(name).type)
            for name in sorted(told)
        }
        child = pa.array([one for one, _ in rows], pa.int64())
        writer.write("adoptions", child, np.array([row["row"] for _, row in rows], dtype=np.int64), columns)

    def _of_episodes(self, child: int, row: dict[str, Any]) -> dict[str, Any]:
        """Entry to care, placement order, placement and adoption, from the child's latest period of care."""
        if self._periods is None:
            return {}
        every = self._periods
        start, stop = np.searchsorted(every.child, [child, child + 1])
        firsts = every.first[(every.first >= start) & (every.first < stop)]
        if not len(firsts):
            return {}
        own = slice(int(firsts[-1]), int(stop))
        days, ended = every.started[own], every.ended[own]
        order = every.codes["legal_status"][own] == _index("legal_status", "E1")
        placed = np.isin(every.codes["placement"][own], [_index("placement", one) for one in _PLACED])
        adopted = np.isin(every.codes["reason_ended"][own], [_index("ceased", one) for one in _ADOPTED])
        adopted &= ended != OPEN
        return {
            "entered_care": _day(days[0]),
            "placement_order": _day(days[order][0]) if order.any() else None,
            "placed": _day(days[placed][0]) if placed.any() else None,
            "adopted": _day(ended[adopted][-1]) if adopted.any() else None,
        }


def _index(codes: str, code: str) -> int:
    return list(CODES[codes]).index(code)


def _day(number: np.int32) -> Any:
    return pa.scalar(int(number), pa.int32()).cast(pa.date32()).as_py()
