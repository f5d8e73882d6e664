"""Finds a child's last day of one kind on or before another day: the referral before an assessment, say."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from goldenthread.casedata.reading.columns import Indices

_DAYS = 100_000


@dataclass
class LastDays:
    """Days of children: whose, and which."""

    _child: list[Indices] = field(default_factory=list)
    _day: list[Indices] = field(default_factory=list)
    joined: int = 0
    asked: int = 0

    @property
    def known(self) -> bool:
        return bool(self._child)

    def add(self, child: pa.Array, day: pa.Array) -> None:
        self._child.append(child.to_numpy())
        self._day.append(_as_numbers(day))

    def before(self, child: pa.Array, day: pa.Array) -> pa.Array:
        """For each day, the same child's last of these days on or before it; null where there is none."""
        self.asked += len(child)
        if not self._child:
            return pa.nulls(len(child), pa.date32())
        whose, days = np.concatenate(self._child), np.concatenate(self._day)
        self._child, self._day = [whose], [days]
        known, rank = np.unique(whose, return_inverse=True)
        if not len(known):
            return pa.nulls(len(child), pa.date32())
        keys = np.sort(rank * _DAYS + days)
        asked, starts = child.to_numpy(), _as_numbers(day)
        at = np.minimum(np.searchsorted(known, asked), len(known) - 1)
        mine = known[at] == asked
        before = np.searchsorted(keys, at * _DAYS + starts, side="right") - 1
        key = keys[np.maximum(before, 0)]
        found = mine & (before >= 0) & (key // _DAYS == at)
        self.joined += int(found.sum())
        return pa.array((key % _DAYS).astype(np.int32), mask=~found).cast(pa.date32())


def _as_numbers(days: pa.Array) -> Indices:
    return np.asarray(pc.fill_null(days.cast(pa.int32()), 0).to_numpy(), dtype=np.int64)
