"""What runs on for too long: open cases that drift, and since which day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import ibis

from goldenthread.casedata.sources import Source
from goldenthread.casedata.tables import EVERYWHERE, STAFF
from goldenthread.casedata.trackers.watches import IN_CARE, SOCIAL_CARE
from goldenthread.rulebook.codes import Code
from goldenthread.rulebook.drifting import (
    DRI_1,
    DRI_2,
    DRI_3,
    DRI_4,
    DRI_5,
    MONTHS,
    first_day_not_drifting,
)

Expression = Any


@dataclass(frozen=True)
class Drift:
    """One way to drift, over one table. `begins` names the case; `since` the day from which it is counted.

    `select` keeps the rows that drift on a day, given the council's days without a visit, and adds `since`.
    """

    name: str
    code: Code
    words: str
    table: str
    begins: str
    needs: tuple[str, ...]
    sources: tuple[Source, ...]
    select: Callable[[Expression, date, int], Expression]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns to read: what is needed, and who holds the case."""
        return (*EVERYWHERE, *dict.fromkeys((self.begins, *self.needs)), *STAFF)


def _day(day: date) -> Expression:
    return ibis.literal(day, type="date")


def _open(rows: Expression, ended: str, as_at: date) -> Expression:
    return rows.filter(rows[ended].isnull() | (rows[ended] > _day(as_at)))


def _longer(months: int) -> Callable[[Expression, date, int], Expression]:
    def select(rows: Expression, as_at: date, unseen: int) -> Expression:
        plans = _open(rows, "ended", as_at)
        plans = plans.filter(plans.started < _day(first_day_not_drifting(as_at, months)))
        return plans.mutate(since=plans.started)

    return select


def _in_need(rows: Expression, as_at: date, unseen: int) -> Expression:
    return _longer(MONTHS[DRI_5])(rows.filter(rows.status == "CIN"), as_at, unseen)


def _repeat(rows: Expression, as_at: date, unseen: int) -> Expression:
    plans = _open(rows, "ended", as_at)
    plans = plans.filter(plans.previous_plans > 0)
    return plans.mutate(since=plans.started)


def _unseen(ended: str, seen: str) -> Callable[[Expression, date, int], Expression]:
    def select(rows: Expression, as_at: date, unseen: int) -> Expression:
        going = _open(rows, ended, as_at)
        since = going[seen].coalesce(going.started)
        going = going.mutate(since=since)
        return going.filter(going.since < _day(as_at - timedelta(days=unseen)))

    return select


DRIFTS = (
    Drift("long-plan", DRI_1, "Protection plan over 9 months", "protection_plans", "started", ("ended",),
          SOCIAL_CARE, _longer(MONTHS[DRI_1])),
    Drift("repeat-plan", DRI_2, "Repeat protection plan", "protection_plans", "started",
          ("ended", "previous_plans"), SOCIAL_CARE, _repeat),
    Drift("need-plan", DRI_5, "Child in need plan over 6 months", "need_plans", "started", ("ended",),
          (Source.CIN_CENSUS,), _longer(MONTHS[DRI_5])),
    Drift("need-spell", DRI_5, "In need with a plan, open over 6 months", "need", "started",
          ("ended", "status"), IN_CARE, _in_need),
    Drift("unseen-on-plan", DRI_4, "On a protection plan, no visit", "protection_plans", "started",
          ("ended", "last_visit"), IN_CARE, _unseen("ended", "last_visit")),
    Drift("unseen-in-care", DRI_4, "In care, no visit", "care", "started",
          ("ceased", "last_visit"), IN_CARE, _unseen("ceased", "last_visit")),
    Drift("unseen-in-need", DRI_4, "In need, not seen", "need", "started",
          ("ended", "last_seen"), IN_CARE, _unseen("ended", "last_seen")),
)  # fmt: skip

NOT_IN_ANY_LIST = {"pre-proceedings": (DRI_3, "Pre-proceedings over 6 months")}
"""What drifts too, and no national list holds: a tracker of the council's own does."""
