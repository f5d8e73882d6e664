"""The records compared with what the database kept of them, and with the ledger: what does not fit.

Three comparisons, each in SQL over whole tables, in one snapshot:

1. Each row of a table that only grows, with the digest that was taken when it came (`watching`).
2. Each row of a kept table, with the newest of its versions that the history triggers wrote.
3. Each of these writes, with the events: one whose transaction wrote no event bypassed the actions.

What was written before the first event that knows its transaction is left aside by the third.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from goldenthread.apps.trail.models import Event, Watched
from goldenthread.apps.trail.sealing import Seal, broken_seals, seals
from goldenthread.apps.trail.watching import (
    NOT_WATCHED,
    TRIGGER,
    digest_of,
    history_models,
    spell,
    watched_tables,
)

MOST = 50
"""How many rows of one table are named one by one; more are counted."""
MARKS = ("pgh_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pgh_context_id")


@dataclass(frozen=True)
class Finding:
    """A row that does not fit. `what` says how; `at` is the database's instant of the write, if known."""

    table: str
    row: int | None
    what: str
    at: datetime | None = None

    @property
    def words(self) -> str:
        row = f", row {self.row}" if self.row is not None else ""
        at = f" ({self.at:%Y-%m-%d %H:%M:%S.%f} UTC)" if self.at else ""
        return f"{self.table}{row}: {self.what}{at}."


@dataclass(frozen=True)
class Compared:
    """What was found, and on how much: rows with a digest, rows with a history, and from when on."""

    findings: tuple[Finding, ...]
    bypasses: tuple[Finding, ...]
    rows: int
    since: datetime | None
    seals: int = 0
    broken_seals: tuple[Seal, ...] = ()


def compare() -> Compared:
    """Compare all of it. Reads only; while it reads, what others write is not seen."""
    with _snapshot() as cursor:
        spell(cursor)
        findings = [*_watches_that_are_off(cursor)]
        rows = 0
        for watched in _by_table():
            found, count = _of_digests(cursor, watched)
            findings += found
            rows += count
        for model in sorted(history_models(), key=lambda one: one._meta.db_table):
            findings += _of_history(cursor, model)
        since = _since()
        bypasses = _bypasses(cursor, since) if since else []
        return Compared(
            tuple(findings), tuple(bypasses), rows, since, len(list(seals())), tuple(broken_seals())
        )


def _since() -> datetime | None:
    """The database's instant from which on events know their transaction."""
    known = Event.objects.filter(transaction_started__isnull=False).order_by("position")
    return known.values_list("transaction_started", flat=True).first()


@contextmanager
def _snapshot() -> Iterator[CursorWrapper]:
    """One view of the database for all that is read, where the caller has not begun a transaction."""
    alone = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if alone:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield cursor


def _watches_that_are_off(cursor: CursorWrapper) -> Iterator[Finding]:
    """Tables whose triggers were left off, or never made: what is written meanwhile is not kept."""
    cursor.execute(
        """
        SELECT c.relname, bool_or(t.tgname = %s) AS watched, bool_or(t.tgenabled <> 'O') AS off
        FROM pg_class c LEFT JOIN pg_trigger t ON t.tgrelid = c.oid AND NOT t.tgisinternal
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname = ANY(%s)
        GROUP BY c.relname ORDER BY c.relname
        """,
        [TRIGGER, sorted({*watched_tables(), *_kept_tables(), *NOT_WATCHED})],
    )
    only_grow = set(watched_tables())
    for table, watched, off in cursor.fetchall():
        if off:
            yield Finding(table, None, "a trigger that guards it is turned off")
        if table in only_grow and not watched:
            yield Finding(
                table, None, "nothing takes the digests of its rows; `goldenthread set-up` mends it"
            )


def _kept_tables() -> list[str]:
    return [model.pgh_tracked_model._meta.db_table for model in history_models()]


def _by_table() -> list[list[Watched]]:
    tables: dict[str, list[Watched]] = {}
    for one in Watched.objects.filter(replaced_at=None).order_by("id"):
        tables.setdefault(one.table, []).append(one)
    wanted = set(watched_tables())
    return [tables[name] for name in sorted(tables) if name in wanted]


def _of_digests(cursor: CursorWrapper, watched: Sequence[Watched]) -> tuple[list[Finding], int]:
    """Rows of one table that are not as they came, that came past the trigger, or that are gone."""
    newest = watched[-1]
    key = sql.Identifier("t", newest.key)
    digest = sql.SQL(" ").join(
        sql.SQL("WHEN {} THEN {}").format(sql.Literal(one.pk), digest_of("t", one.columns)) for one in watched
    )
    cursor.execute(
        sql.SQL(
            """
            SELECT COALESCE(w.id, {key}), w.id IS NULL, {key} IS NULL, w.transaction_started, count(*) OVER ()
            FROM (SELECT u.id, u.digest, x.watched_id, x.transaction_started
                  FROM trail_written x, unnest(x.ids, x.digests) AS u(id, digest)
                  WHERE x.watched_id = ANY({these})) w
            FULL JOIN {table} t ON {key} = w.id
            WHERE w.id IS NULL
               OR ({key} IS NULL AND NOT EXISTS (
                    SELECT FROM trail_erased g WHERE g.table = {name} AND w.id = ANY(g.ids)))
               OR w.digest <> CASE w.watched_id {digest} END
            ORDER BY 1 LIMIT {most}
            """
        ).format(
            key=key, these=sql.Literal([one.pk for one in watched]), table=sql.Identifier(newest.table),
            name=sql.Literal(newest.table), digest=digest, most=sql.Literal(MOST),
        )
    )  # fmt: skip
    found, total = [], 0
    for row, unwatched, gone, at, count in cursor.fetchall():
        total = count
        if unwatched:
            what = "it was put in with the triggers turned off"
        elif gone:
            what = "it was taken out by hand"
        else:
            what = "it was edited by hand: it is not as it was written"
        found.append(Finding(newest.table, row, what, at))
    if total > MOST:
        found.append(Finding(newest.table, None, f"{total - MOST:,} more of its rows do not fit"))
    cursor.execute(
        "SELECT COALESCE(sum(cardinality(ids)), 0) FROM trail_written WHERE watched_id = ANY(%s)",
        [[one.pk for one in watched]],
    )
    return found, cursor.fetchone()[0]


def _of_history(cursor: CursorWrapper, model: type) -> list[Finding]:
    """Rows of one kept table that are not as the newest of their versions says."""
    tracked = model.pgh_tracked_model._meta
    columns = [field.column for field in model._meta.concrete_fields if field.column not in MARKS]
    row, version = (
        sql.SQL("ROW({})").format(sql.SQL(", ").join(sql.Identifier(where, name) for name in columns))
        for where in ("t", "h")
    )
    cursor.execute(
        sql.SQL(
            """
            SELECT COALESCE({key}, h.pgh_obj_id), h.pgh_obj_id IS NULL, {key} IS NULL, h.pgh_label, {changed},
                   h.pgh_created_at, count(*) OVER ()
            FROM (SELECT DISTINCT ON (pgh_obj_id) * FROM {history} ORDER BY pgh_obj_id, pgh_id DESC) h
            FULL JOIN {table} t ON {key} = h.pgh_obj_id
            WHERE h.pgh_obj_id IS NULL
               OR ({key} IS NULL) <> (h.pgh_label = 'delete')
               OR ({key} IS NOT NULL AND {row} IS DISTINCT FROM {version})
            ORDER BY 1 LIMIT {most}
            """
        ).format(
            key=sql.Identifier("t", tracked.pk.column), history=sql.Identifier(model._meta.db_table),
            table=sql.Identifier(tracked.db_table), row=row, version=version, most=sql.Literal(MOST),
            changed=_changed(columns),
        )
    )  # fmt: skip
    found, total = [], 0
    for key, without, gone, label, changed, at, count in cursor.fetchall():
        total = count
        if without:
            what = "it has no history: it was put in by hand, or its history was taken out"
        elif gone:
            what = "it was taken out with the triggers turned off"
        elif label == "delete":
            what = "it was deleted, and put in again with the triggers turned off"
        else:
            what = f"it was edited by hand: its history says something else of {', '.join(changed)}"
        found.append(Finding(tracked.db_table, key, what, at))
    if total > MOST:
        found.append(Finding(tracked.db_table, None, f"{total - MOST:,} more of its rows do not fit"))
    return found


def _changed(columns: Sequence[str]) -> sql.Composable:
    """The names of the columns in which a row and its version differ, as SQL."""
    cases = sql.SQL(", ").join(
        sql.SQL("CASE WHEN {} IS DISTINCT FROM {} THEN {} END").format(
            sql.Identifier("t", name), sql.Identifier("h", name), sql.Literal(name)
        )
        for name in columns
    )
    return sql.SQL("array_remove(ARRAY[{}], NULL)").format(cases)


def _bypasses(cursor: CursorWrapper, since: datetime) -> list[Finding]:
    """Writes since an instant in whose transaction no event was written."""
    histories = {model._meta.db_table: model for model in history_models()}
    writes = [
        sql.SQL(
            "SELECT {name} AS source, pgh_obj_id AS row, pgh_label AS how, pgh_created_at AS at "
            "FROM {history}"
        ).format(name=sql.Literal(table), history=sql.Identifier(table))
        for table in sorted(histories)
    ]
    writes.append(
        sql.SQL(
            "SELECT w.table, u.id, 'insert', x.transaction_started FROM trail_written x "
            "JOIN trail_watched w ON w.id = x.watched_id, unnest(x.ids) AS u(id) "
            "WHERE NOT x.found AND w.table <> ALL({histories})"
        ).format(histories=sql.Literal(sorted(histories)))
    )
    writes.append(
        sql.SQL(
            "SELECT g.table, u.id, 'delete', g.transaction_started "
            "FROM trail_erased g, unnest(g.ids) AS u(id)"
        )
    )
    cursor.execute(
        sql.SQL(
            """
            SELECT source, row, how, at, n FROM (
                SELECT w.*, count(*) OVER (PARTITION BY source) AS n,
                       row_number() OVER (PARTITION BY source ORDER BY at, row) AS place
                FROM ({writes}) w
                WHERE at >= {since} AND NOT EXISTS (
                    SELECT FROM trail_event e WHERE e.transaction_started = w.at)
            ) found WHERE place <= {most} ORDER BY at, source, row
            """
        ).format(writes=sql.SQL(" UNION ALL ").join(writes), since=sql.Literal(since), most=sql.Literal(MOST))
    )
    found, more = [], {}
    for source, row, how, at, count in cursor.fetchall():
        model = histories.get(source)
        table = model.pgh_tracked_model._meta.db_table if model else source
        done = {"insert": "put in", "update": "changed", "delete": "deleted"}[how]
        found.append(Finding(table, row, f"{done} in a transaction that wrote no event", at))
        more[table] = count - MOST
    return [
        *found,
        *(Finding(table, None, f"{n:,} more such writes") for table, n in sorted(more.items()) if n > 0),
    ]
