"""Joins assessments to the referrals that led to them: Annex A gives each in a list of its own."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from goldenthread.casedata.reading.last_days import LastDays


def clock_starts(referrals: LastDays, child: pa.Array, started: pa.Array) -> pa.Array:
    """For each assessment, the day of the child's last referral on or before its start; null without one.

    A second assessment after the same referral starts its clock by itself: it is given its own start.
    """
    referred = referrals.before(child, started)
    days = np.asarray(referred.cast(pa.int32()).fill_null(-1))
    starts = np.asarray(started.cast(pa.int32()).fill_null(-1))
    whose = child.to_numpy()
    order = np.lexsort((starts, days, whose))
    follows = (whose[order][1:] == whose[order][:-1]) & (days[order][1:] == days[order][:-1])
    later = np.zeros(len(days), dtype=bool)
    later[order[1:]] = follows
    clock = np.where(later & (days >= 0), starts, days)
    return pa.array(clock, mask=days < 0).cast(pa.date32())
