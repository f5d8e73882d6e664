"""The 20 weeks of education, health and care plans: where each request stands, and how many were in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.casedata.sources import Source
from goldenthread.casedata.tables import EVERYWHERE, STAFF
from goldenthread.casedata.trackers.listing import Held, case_words
from goldenthread.rulebook.clocks import State, Tally, tally
from goldenthread.rulebook.twenty_weeks import Progress, Request, Stage, progress

SOURCES = (Source.SEN2, Source.ANNEX_A_SEND)
_DAYS = (
    "received",
    "decided",
    "advice_asked",
    "advice_given",
    "assessed",
    "draft_sent",
    "issued",
    "concluded",
)
_TOLD_BY = {
    Stage.DECISION: "decided",
    Stage.ADVICE: "advice_given",
    Stage.PLAN: "assessed",
    Stage.DRAFT: "draft_sent",
}
TABLE = "ehc_requests"
CLOSED_WITHIN = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Place:
    """One open request and where it stands."""

    authority: str
    child: int
    load: str
    of: str
    team: str | None
    worker: str | None
    received: date
    progress: Progress


_NONE = tally(())


@dataclass(frozen=True)
class Board:
    """Every open request, and how those of the last 12 months that were due stand, excepted or not.

    `untold` are the stages whose days the source does not carry: no request is taken to wait for them.
    `source` is None where nothing is held.
    """

    as_at: date
    source: Source | None
    places: tuple[Place, ...] = ()
    year: Tally = _NONE
    untold: tuple[Stage, ...] = ()


def board(held: Held, as_at: date) -> Board:
    """The board as at a day. A request that ended without a plan is not on it."""
    for source in SOURCES:
        given = held.gives(TABLE, source, as_at)
        if {"received", "issued"} <= given:
            break
    else:
        return Board(as_at, None)
    columns = (*EVERYWHERE, *_DAYS, "excepted", *STAFF)
    rows = held.table(TABLE, source=source, as_at=as_at, columns=columns).to_pylist()
    untold = frozenset(stage for stage, name in _TOLD_BY.items() if name not in given)
    places, due = [], []
    for row in rows:
        asked = _request(row)
        if asked.received is None:
            due.append(State.NOT_COMPUTABLE)
            continue
        found = progress(asked, as_at, untold=untold)
        if found.stage is not Stage.DONE:
            places.append(_place(row, asked.received, found))
        if _is_of_the_year(asked, found, as_at):
            due.append(found.whole.state)
    places.sort(key=_most_pressing)
    return Board(as_at, source, tuple(places), tally(due), tuple(stage for stage in Stage if stage in untold))


def _request(row: dict[str, object]) -> Request:
    days = {name: row[name] for name in _DAYS if name != "concluded"}
    ended = row["concluded"] if row["issued"] is None else None
    # The return marks that an exception was recorded, not which.
    return Request(**days, ended=ended, exception="personal-circumstances" if row["excepted"] else None)  # type: ignore[arg-type]


def _is_of_the_year(asked: Request, found: Progress, as_at: date) -> bool:
    """Plans issued in the last 12 months, and those that are open past their deadline."""
    if asked.issued and asked.issued <= as_at:
        return asked.issued > as_at - CLOSED_WITHIN
    return found.stage is not Stage.DONE and found.whole.state in {State.OVERDUE, State.EXCEPTED}


def _place(row: dict[str, object], received: date, found: Progress) -> Place:
    whose = {name: row[name] for name in ("authority", "child", "load", "team", "worker")}
    return Place(**whose, of=case_words(TABLE, received), received=received, progress=found)  # type: ignore[arg-type]


def _most_pressing(place: Place) -> tuple[bool, bool, date]:
    found = place.progress
    return not found.will_be_late, not found.cannot_be_in_time, place.received


def by_stage(places: Sequence[Place]) -> dict[Stage, int]:
    """How many stand at each stage."""
    return {
        stage: sum(place.progress.stage is stage for place in places) for stage in Stage if stage != "done"
    }
