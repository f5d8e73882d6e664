"""Joins assessments to the referrals that led to them: Annex A gives each in a list of its own."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from goldenthread.casedata.reading.columns import Indices

_DAYS = 100_000


@dataclass
class Referrals:
    """The referrals of a workbook: whose, and on which day."""

    _child: list[Indices] = field(default_factory=list)
    _day: list[Indices] = field(default_factory=list)
    joined: int = 0
    asked: int = 0

    @property
    def known(self) -> bool:
        return bool(self._child)

    def add(self, child: pa.Array, referred: pa.Array) -> None:
        self._child.append(child.to_numpy())
        self._day.append(_as_numbers(referred))

    def nearest(self, child: pa.Array, started: pa.Array) -> pa.Array:
        """For each start, the day of the child's last referral on or before it; null where there is none."""
        self.asked += len(child)
        whose, days = np.concatenate(self._child), np.concatenate(self._day)
        known, rank = np.unique(whose, return_inverse=True)
        if not len(known):
            return pa.nulls(len(child), pa.date32())
        keys = np.sort(rank * _DAYS + days)
        asked, starts = child.to_numpy(), _as_numbers(started)
        at = np.minimum(np.searchsorted(known, asked), len(known) - 1)
        mine = known[at] == asked
        before = np.searchsorted(keys, at * _DAYS + starts, side="right") - 1
        key = keys[np.maximum(before, 0)]
        found = mine & (before >= 0) & (key // _DAYS == at)
        self.joined += int(found.sum())
        return pa.array((key % _DAYS).astype(np.int32), mask=~found).cast(pa.date32())


def _as_numbers(days: pa.Array) -> Indices:
    return np.asarray(pc.fill_null(days.cast(pa.int32()), 0).to_numpy(), dtype=np.int64)
