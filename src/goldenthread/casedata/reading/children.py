"""One row for each child of a file, gathered from every list that names them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from goldenthread.casedata.reading.columns import DONE, Batch
from goldenthread.casedata.reading.report import ProblemKind, Report
from goldenthread.casedata.reading.sink import ROWS_A_BATCH, schema
from goldenthread.casedata.reading.writer import Writer

_KEPT = ("born", "sex", "ethnicity", "disabled")
# What says nothing of a child gives way to what says something.
_WEAK = {"U", "NOBT", "REFU", None}


@dataclass
class Children:
    """Who the children of a file are, by hash: the first value of each thing that says something."""

    of: dict[int, list[object]] = field(default_factory=dict)
    columns: set[str] = field(default_factory=set)

    def add(self, batch: Batch, child: pa.Array, columns: Mapping[str, pa.Array], report: Report) -> None:
        """`columns` are of the table `children`, without the table's name."""
        self.columns.update(columns)
        values = [columns[name].to_pylist() if name in columns else None for name in _KEPT]
        differ: list[int] = []
        for index, one in enumerate(child.to_pylist()):
            known = self.of.get(one)
            if known is None:
                self.of[one] = [int(batch.rows[index]), *(v[index] if v else None for v in values)]
                continue
            for place, given in enumerate(values, start=1):
                value = given[index] if given else None
                if value is None or value == known[place]:
                    continue
                if known[place] in _WEAK:
                    known[place] = value
                elif place == 1:
                    differ.append(index)
        if differ:
            kind = ProblemKind.BIRTHS_DIFFER
            report.found(kind, DONE[kind], batch.places(differ, "children.born"), count=len(differ))

    def write(self, writer: Writer) -> None:
        """Give all of them to the sink, with the day until which each is seen."""
        shape = schema("children")
        everyone = list(self.of.items())
        for start in range(0, len(everyone), ROWS_A_BATCH):
            some = everyone[start : start + ROWS_A_BATCH]
            child = np.array([one for one, _ in some], dtype=np.int64)
            columns = {
                name: pa.array([kept[place] for _, kept in some], shape.field(name).type)
                for place, name in enumerate(_KEPT, start=1)
                if name in self.columns
            }
            columns["seen_until"] = writer.seen.days(child, writer.load.snapshot_on)
            rows = np.array([kept[0] for _, kept in some], dtype=np.int64)
            writer.write("children", pa.array(child), rows, columns)
