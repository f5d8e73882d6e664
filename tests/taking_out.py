"""Taking out what a test committed: as the owner, triggers off, with what the database kept of it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection, transaction

WATCHED, WRITTEN = "trail_watched", "trail_written"


def take_out(tables: Mapping[str, str]) -> None:
    """Delete from these tables, in their order, the rows that each condition names; empty for all of them.

    Digests go with the rows that they are of. Which tables are watched stays: triggers write its keys.
    """
    tables = {name: condition for name, condition in tables.items() if name not in (WATCHED, WRITTEN)}
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        for table in (*tables, WRITTEN):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        with transaction.atomic():
            for table, condition in tables.items():
                cursor.execute(f"DELETE FROM {table} WHERE {condition or 'true'}")
            cursor.execute(
                f"DELETE FROM {WRITTEN} WHERE watched_id IN "
                f"(SELECT id FROM {WATCHED} w WHERE w.table = ANY(%s))",
                [list(tables)],
            )
        for table in (*tables, WRITTEN):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    connection.close()
