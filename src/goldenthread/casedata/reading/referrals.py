"""Joins assessments to the referrals that led to them: Annex A gives each in a list of its own."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from goldenthread.casedata.reading.last_days import LastDays


def clock_starts(referrals: LastDays, child: pa.Array, started: pa.Array) -> pa.Array:
    """For each assessment, the day of the child's last referral on or before its start.

    An assessment starts its clock by itself, and is given its own start, where it is a second one after the
    same referral or where the list has no referral of the child by then. Left out, the older months of a list
    would be judged by their quick assessments alone: a slow one's referral is older than the list.
    Null without a start.
    """
    referred = referrals.before(child, started)
    days = np.asarray(referred.cast(pa.int32()).fill_null(-1))
    starts = np.asarray(started.cast(pa.int32()).fill_null(-1))
    whose = child.to_numpy()
    order = np.lexsort((starts, days, whose))
    follows = (whose[order][1:] == whose[order][:-1]) & (days[order][1:] == days[order][:-1])
    later = np.zeros(len(days), dtype=bool)
    later[order[1:]] = follows
    clock = np.where(later | (days < 0), starts, days)
    return pa.array(clock, mask=clock < 0).cast(pa.date32())
