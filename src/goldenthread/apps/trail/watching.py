"""Watching what only grows: the database itself writes down a digest of every row that comes into it.

A row that was edited, put in or taken out by somebody who turned the triggers off, or who never had to mind
them, then no longer fits its digest (`comparing`). One trigger a statement writes one row of `Written`,
whether ten thousand rows came or one. The triggers are made here and not by migrations, as privileges are:
run by the owner after every migration, it finds each table that a room promises only grows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.apps import apps
from django.db import connections, models, transaction
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from goldenthread.apps.trail.models import Erased, Event, Payload, Subject, Watched, Written
from goldenthread.apps.trail.privileges import append_only_tables

TRIGGER = "trail_written"
AT_ONCE = 1000
# The chain proves the ledger; the digests are proved by the seals.
NOT_WATCHED = {model._meta.db_table for model in (Event, Subject, Payload, Watched, Written, Erased)}
# A row has one spelling as text, whoever writes it and from wherever.
SPELLING = (
    ("TimeZone", "UTC"), ("DateStyle", "ISO, YMD"), ("IntervalStyle", "postgres"), ("bytea_output", "hex"),
    ("extra_float_digits", "1"), ("lc_monetary", "C"),
)  # fmt: skip


@dataclass(frozen=True)
class Table:
    """A table as the database has it: its key, and its columns in their order."""

    name: str
    key: str
    columns: tuple[str, ...]
    is_watched: bool


def watched_tables() -> list[str]:
    """Those to watch: what a board may have seen, and the histories of what may change."""
    left_out = NOT_WATCHED | set(anonymous_tables())
    return [name for name in append_only_tables() if name not in left_out]


def anonymous_tables() -> list[str]:
    """Those whose keys are random, so that nobody can tell who answered by when: a digest would tell."""
    random = {one._meta.db_table for one in apps.get_models() if isinstance(one._meta.pk, models.UUIDField)}
    return [name for name in append_only_tables() if name in random]


def digest_of(row: str, columns: Sequence[str]) -> sql.Composable:
    """The digest of a row, as SQL: SHA-256 over its columns as text. Needs `SPELLING` to be set."""
    parts = sql.SQL(", ").join(sql.Identifier(row, name) for name in columns)
    return sql.SQL("sha256(convert_to(ROW({})::text, 'UTF8'))").format(parts)


def spell(cursor: CursorWrapper) -> None:
    """Set, until the transaction ends, how a row is spelled as text."""
    for name, value in SPELLING:
        cursor.execute("SELECT set_config(%s, %s, true)", [name, value])


def watch(*, using: str) -> None:
    """Watch every table that only grows; run by the owner after every migration. Idempotent.

    Where a table is new here, its rows get their digests now. Where columns came, they are covered from now
    on. Where one went, the old digests cannot be compared, so that all are taken anew, and that is kept.
    """
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        spell(cursor)
        latest = {one.table: one for one in Watched.objects.using(using).order_by("id")}
        for table in _tables(cursor):
            known = latest.get(table.name)
            if known is None or tuple(known.columns) != table.columns:
                _watch_anew(cursor, table, known, using)
            elif not table.is_watched:
                _make_trigger(cursor, table, known.pk)


def _tables(cursor: CursorWrapper) -> list[Table]:
    cursor.execute(
        """
        SELECT c.relname, (SELECT k.attname FROM pg_index i JOIN pg_attribute k ON k.attrelid = c.oid
                            AND k.attnum = i.indkey[0] WHERE i.indrelid = c.oid AND i.indisprimary),
               array_agg(a.attname::text ORDER BY a.attnum),
               EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = %s)
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY(%s)
        GROUP BY c.oid, c.relname ORDER BY c.relname
        """,
        [TRIGGER, watched_tables()],
    )
    return [Table(name, key, tuple(columns), there) for name, key, columns, there in cursor.fetchall()]


def _watch_anew(cursor: CursorWrapper, table: Table, known: Watched | None, using: str) -> None:
    cursor.execute("SELECT transaction_timestamp()")
    now = cursor.fetchone()[0]
    lost = known is not None and not set(known.columns) <= set(table.columns)
    made = Watched.objects.using(using).create(
        table=table.name, key=table.key, columns=list(table.columns), since=now
    )
    if lost:
        Watched.objects.using(using).filter(table=table.name).exclude(pk=made.pk).update(replaced_at=now)
    _make_trigger(cursor, table, made.pk)
    if known is None or lost:
        cursor.execute(
            sql.SQL(
                "INSERT INTO trail_written (watched_id, ids, digests, transaction_started, found) "
                "SELECT {watched}, array_agg({key} ORDER BY {key}), array_agg({digest} ORDER BY {key}), "
                "transaction_timestamp(), true FROM {table} n GROUP BY {key} / {many}"
            ).format(
                watched=sql.Literal(made.pk), key=sql.Identifier("n", table.key),
                digest=digest_of("n", table.columns), table=sql.Identifier(table.name),
                many=sql.Literal(AT_ONCE),
            )
        )  # fmt: skip


def _make_trigger(cursor: CursorWrapper, table: Table, watched: int) -> None:
    """A function of the table's own: its plan is kept, where one for all would plan at each statement."""
    settings = sql.SQL(" ").join(
        sql.SQL("SET {} = {}").format(sql.Identifier(name), sql.Literal(value)) for name, value in SPELLING
    )
    body = sql.SQL(
        """
        BEGIN
            INSERT INTO trail_written (watched_id, ids, digests, transaction_started, found)
            SELECT {watched}, array_agg({key} ORDER BY {key}), array_agg({digest} ORDER BY {key}),
                   transaction_timestamp(), false
            FROM new_rows n HAVING count(*) > 0;
            RETURN NULL;
        END
        """
    ).format(
        watched=sql.Literal(watched), key=sql.Identifier("n", table.key), digest=digest_of("n", table.columns)
    )
    function = sql.Identifier(f"{TRIGGER}_{table.name}"[:63])
    cursor.execute(
        sql.SQL(
            "CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER "
            "SET search_path = public, pg_temp {settings} AS {body}"
        ).format(function=function, settings=settings, body=sql.Literal(body.as_string(cursor.connection)))
    )
    cursor.execute(
        sql.SQL(
            "CREATE OR REPLACE TRIGGER {trigger} AFTER INSERT ON {table} REFERENCING NEW TABLE AS new_rows "
            "FOR EACH STATEMENT EXECUTE FUNCTION {function}()"
        ).format(trigger=sql.Identifier(TRIGGER), table=sql.Identifier(table.name), function=function)
    )


def history_models() -> list[type]:
    """The models of the history triggers' tables, each with the model that it keeps."""
    return [model for model in apps.get_models() if hasattr(model, "pgh_tracked_model")]
