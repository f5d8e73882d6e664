"""What is watched as at a day, found once for each state of the case store and the council's limits.

To find it takes a second or two for a council, so it is kept in memory by this process until a load comes or
goes, a limit is set, or the day turns.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from goldenthread.apps.cases.stores import store_of
from goldenthread.apps.trackers.limits import Limits, limits
from goldenthread.casedata.keys import NoKey, WrongKey
from goldenthread.casedata.sources import Source
from goldenthread.casedata.store import Store
from goldenthread.casedata.trackers import board as boards
from goldenthread.casedata.trackers.board import Board
from goldenthread.casedata.trackers.listing import Found, find

WATCHED_SOURCES = (Source.ANNEX_A, Source.CIN_CENSUS, Source.SEN2, Source.ANNEX_A_SEND)


def watched(as_at: date) -> Found:
    """Every clock that runs and every case that drifts. Raises NoKey, WrongKey."""
    store = store_of()
    return _found(_Same(store), as_at, limits())


def board(as_at: date) -> Board:
    """The 20 weeks of every open request. Raises NoKey, WrongKey."""
    return _board(_Same(store_of()), as_at)


def known_on(as_at: date) -> dict[Source, date]:
    """The day of the newest load of each source that the trackers read."""
    newest: dict[Source, date] = {}
    for manifest in store_of().manifests(as_at):
        if manifest.source in WATCHED_SOURCES:
            newest[manifest.source] = manifest.snapshot_on
    return newest


def has_a_store() -> bool:
    """Whether case data can be read here at all."""
    try:
        return bool(store_of().manifests())
    except (NoKey, WrongKey):
        return False


class _Same:
    """A store that is the same as another when both hold the same loads in the same place."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._is = (str(store.home), tuple(manifest.id for manifest in store.manifests()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self._is == other._is

    def __hash__(self) -> int:
        return hash(self._is)


@lru_cache(maxsize=2)
def _found(same: _Same, as_at: date, limits: Limits) -> Found:
    return find(same.store, as_at, unseen_days=limits.unseen_days, own=dict(limits.own))


@lru_cache(maxsize=2)
def _board(same: _Same, as_at: date) -> Board:
    return boards.board(same.store, as_at)
