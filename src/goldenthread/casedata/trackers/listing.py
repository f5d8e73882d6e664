"""Finds, for all cases at once as at a day, how their clocks stand, what drifts, and who holds how many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Protocol

import ibis
import pyarrow as pa
import pyarrow.compute as pc

from goldenthread.casedata.clocks import deadlines, deadlines_name, with_standing
from goldenthread.casedata.engines import DuckDB, sql_for
from goldenthread.casedata.sources import NAMES, Source
from goldenthread.casedata.tables import EVERYWHERE, STAFF, TABLES
from goldenthread.casedata.trackers.drifts import DRIFTS, Drift
from goldenthread.casedata.trackers.watches import WATCHES, Watch
from goldenthread.rulebook.clocks import OPEN, State
from goldenthread.rulebook.drifting import DRI_4
from goldenthread.rulebook.limits import Limit

MISSED_WITHIN = timedelta(days=56)
"""How long ago a clock may have been missed and still ask for its reason."""


class Held(Protocol):
    """What is held of case data: the store."""

    def table(
        self, name: str, *, source: Source, as_at: date, columns: Sequence[str] | None = None
    ) -> pa.Table:
        """The rows that speak, with these columns and the `load` of each."""

    def gives(self, name: str, source: Source, as_at: date) -> frozenset[str]:
        """The columns that the source carries; none where nothing is held."""


@dataclass(frozen=True, slots=True)
class Item:
    """One clock of one case that is open, or was missed of late.

    `of` names the case: its table and the day on which it began. `last` is the day of the last thing done.
    """

    watch: Watch
    authority: str
    child: int
    load: str
    of: str
    team: str | None
    worker: str | None
    start: date | None
    stop: date | None
    last: date | None
    deadline: date | None
    state: State
    days_left: int | None


@dataclass(frozen=True, slots=True)
class Drifting:
    """One case that drifts. `since` is the day from which it is counted, `days` how many have gone."""

    drift: Drift
    authority: str
    child: int
    load: str
    of: str
    team: str | None
    worker: str | None
    since: date
    days: int


@dataclass(frozen=True, slots=True)
class Load:
    """How many children somebody holds open cases of."""

    team: str | None
    worker: str | None
    children: int


@dataclass(frozen=True)
class Found:
    """Everything that is watched, as at a day. `lacking` says what cannot be watched, and why."""

    as_at: date
    items: tuple[Item, ...]
    drifting: tuple[Drifting, ...]
    caseloads: tuple[Load, ...]
    lacking: tuple[tuple[str, str], ...] = field(default=())


def find(held: Held, as_at: date, *, unseen_days: int, own: Mapping[str, Limit] | None = None) -> Found:
    """Watch every clock and drift. `own` are the council's limits for local clocks, by the clock's name."""
    with DuckDB() as engine:
        asking = _Asking(held, engine, as_at)
        items: list[Item] = []
        drifting: list[Drifting] = []
        for watch in WATCHES:
            items += asking.items(watch, (own or {}).get(watch.clock.name))
        for drift in DRIFTS:
            drifting += asking.drifting(drift, unseen_days)
        return Found(as_at, tuple(items), tuple(drifting), tuple(asking.caseloads()), asking.lacks())


class _Asking:
    """Reads each table once, whatever is asked of it."""

    def __init__(self, held: Held, engine: DuckDB, as_at: date) -> None:
        self._held, self._engine, self._as_at = held, engine, as_at
        self._read: dict[tuple[str, Source], pa.Table] = {}
        self._lacking: list[tuple[str, str]] = []
        self._watched: set[str] = set()

    def lacks(self) -> tuple[tuple[str, str], ...]:
        """What cannot be watched and why; not what another list is watched for by the same rule."""
        return tuple((what, why) for what, why in self._lacking if what not in self._watched)

    def items(self, watch: Watch, own: Limit | None) -> Iterator[Item]:
        source = self._source(watch.table, watch.columns, watch.sources, watch.clock.title)
        if source is None:
            return
        if watch.needs_birth:
            self._hand_over("children", source)
        starts = deadlines(watch.clock, self._days_in(watch.table, source), own=own)
        self._engine.put(deadlines_name(watch.clock), starts)
        names = (*_WHOSE, watch.begins, *_OF_ITEMS)
        for row in self._engine.ask(_items_sql(watch, source, self._as_at, own)):
            said = dict(zip(names, row, strict=True))
            of, state = case_words(watch.table, said.pop(watch.begins)), State(said.pop("state"))
            yield Item(watch=watch, of=of, state=state, **said)

    def drifting(self, drift: Drift, unseen_days: int) -> Iterator[Drifting]:
        source = self._source(drift.table, drift.columns, drift.sources, drift.words)
        if source is None:
            return
        self._watched |= {other.words for other in DRIFTS if other.code == drift.code != DRI_4}
        names = (*_WHOSE, drift.begins, "since")
        for row in self._engine.ask(_drifting_sql(drift, source, self._as_at, unseen_days)):
            said = dict(zip(names, row, strict=True))
            of, days = case_words(drift.table, said.pop(drift.begins)), (self._as_at - said["since"]).days
            yield Drifting(drift=drift, of=of, days=days, **said)

    def caseloads(self) -> Iterator[Load]:
        """Children with an open spell in need, on a plan, in care or with a request, once for each holder."""
        there = []
        for table, ended, sources in _OPEN_CASES:
            columns = ("authority", "child", "row", ended, *(("status",) if table == "need" else ()))
            source = self._source(table, columns, sources, "")
            if source is not None:
                there.append((table, ended, source))
        if there:
            for team, worker, children in self._engine.ask(_loads_sql(tuple(there), self._as_at)):
                yield Load(team, worker, children)

    def _source(
        self, table: str, columns: Sequence[str], sources: Sequence[Source], what: str
    ) -> Source | None:
        """The first source that carries all these columns of a table, handed over; None where none does."""
        why = "Nothing is loaded that holds it."
        for source in sources:
            given = self._held.gives(table, source, self._as_at)
            missing = [name for name in columns if name not in given and name not in STAFF]
            if given and missing:
                why = f"{NAMES[source]} does not give: {', '.join(missing)}."
            if given and not missing:
                self._hand_over(table, source)
                return source
        if what:
            self._lacking.append((what, why))
        return None

    def _hand_over(self, table: str, source: Source) -> None:
        if (table, source) not in self._read:
            rows = self._held.table(table, source=source, as_at=self._as_at, columns=_NEEDED[table])
            self._read[table, source] = rows
            self._engine.put(_name(table, source), rows)

    def _days_in(self, table: str, source: Source) -> set[date]:
        """Every day in a table: on some of them a clock starts."""
        found: set[date] = set()
        for column in self._read[table, source].columns:
            if column.type == pa.date32():
                found.update(day for day in pc.unique(column).to_pylist() if day)
        return found


def _name(table: str, source: Source) -> str:
    return f"{source.value}_{table}"


def _rows(table: str, source: Source) -> Any:
    kinds = TABLES[table].columns
    schema = {column: str(kinds[column]) for column in _NEEDED[table]} | {"load": "string"}
    return ibis.table(schema, name=_name(table, source))


# To build and compile an expression takes some tens of milliseconds, so each is done once for a day.


@lru_cache(maxsize=256)
def _items_sql(watch: Watch, source: Source, as_at: date, own: Limit | None) -> str:
    rows = _rows(watch.table, source)
    if watch.needs_birth:
        who = _rows("children", source)
        who = who.group_by("authority", "child").agg(born=who.born.max())
        rows = rows.left_join(who, ["authority", "child"]).drop("authority_right", "child_right")
    permits = bool(watch.clock.exceptions) and "excepted" in watch.needs
    timed = with_standing(
        watch.select(rows, as_at), watch.clock, start="start", stop="stop", as_at=as_at,
        born="born" if watch.needs_birth else None, excepted="excepted" if permits else None, own=own,
    )  # fmt: skip
    recent = ibis.literal(as_at - MISSED_WITHIN, type="date")
    is_open = timed.state.isin([state.value for state in OPEN])
    timed = timed.filter(is_open | ((timed.state == State.MISSED.value) & (timed.stop >= recent)))
    return sql_for("duckdb", _staffed(timed).select(*_WHOSE, watch.begins, *_OF_ITEMS))


@lru_cache(maxsize=64)
def _drifting_sql(drift: Drift, source: Source, as_at: date, unseen_days: int) -> str:
    found = drift.select(_rows(drift.table, source), as_at, unseen_days)
    return sql_for("duckdb", _staffed(found).select(*_WHOSE, drift.begins, "since"))


@lru_cache(maxsize=16)
def _loads_sql(there: tuple[tuple[str, str, Source], ...], as_at: date) -> str:
    parts = []
    for table, ended, source in there:
        rows = _rows(table, source)
        if table == "need":  # those on a plan or in care are counted where they are
            rows = rows.filter(rows.status.isnull() | ~rows.status.isin(["CPP", "CLA"]))
        still = rows[ended].isnull() | (rows[ended] > ibis.literal(as_at, type="date"))
        parts.append(rows.filter(still).select("authority", "child", "team", "worker"))
    held = ibis.union(*parts, distinct=True) if len(parts) > 1 else parts[0].distinct()
    return sql_for("duckdb", held.group_by("team", "worker").agg(children=held.count()))


_OPEN_CASES = (
    ("need", "ended", (Source.ANNEX_A,)),
    ("protection_plans", "ended", (Source.ANNEX_A,)),
    ("care", "ceased", (Source.ANNEX_A,)),
    ("ehc_requests", "concluded", (Source.ANNEX_A_SEND, Source.SEN2)),
)


def _needed() -> dict[str, tuple[str, ...]]:
    """Of each table the columns that anything here asks for, so that it is read once."""
    found: dict[str, dict[str, None]] = {"children": dict.fromkeys((*EVERYWHERE, "born"))}
    for each in (*WATCHES, *DRIFTS):
        found.setdefault(each.table, {}).update(dict.fromkeys(each.columns))
    for table, ended, _ in _OPEN_CASES:
        found.setdefault(table, {}).update(dict.fromkeys((*EVERYWHERE, ended, *STAFF)))
    return {table: tuple(columns) for table, columns in found.items()}


_NEEDED = _needed()
_WHOSE = ("authority", "child", "load", "team", "worker")
_OF_ITEMS = ("start", "stop", "last", "deadline", "state", "days_left")


def _staffed(rows: Any) -> Any:
    """The rows with a team and a worker, also of a table that names neither."""
    lacking = {name: ibis.null("string") for name in ("team", "worker") if name not in rows.columns}
    return rows.mutate(**lacking) if lacking else rows


def case_words(table: str, began: date | None) -> str:
    """What of a child is meant, in words that stay from load to load: the table and the day it began."""
    return f"{table} {began.isoformat()}" if began else table
