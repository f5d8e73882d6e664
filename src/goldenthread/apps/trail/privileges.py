"""What the application's role may do: everything to live rows, only read and add to the ledger."""

from __future__ import annotations

import pgtrigger
from django.apps import apps
from django.db import connections
from psycopg import sql

OWNER_WRITES = ("trail_watched", "trail_written", "trail_erased")
"""What only triggers and functions of the owner's write."""


def append_only_tables() -> list[str]:
    """The ledger, what a board may have seen, and the tables of the history triggers."""
    guarded = {
        model._meta.db_table for model, trigger in pgtrigger.registered() if trigger.name == "no_truncate"
    }
    history = {model._meta.db_table for model in apps.get_models() if hasattr(model, "pgh_tracked_model")}
    return sorted(guarded | history)


def grant(role: str, *, using: str) -> None:
    """Give the application's role its privileges; run by the owner after every migration. Idempotent."""
    name = sql.Identifier(role)
    with connections[using].cursor() as cursor:
        for statement in (
            "GRANT USAGE ON SCHEMA public TO {}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}",
            "GRANT EXECUTE ON FUNCTION trail_erase_payload(bigint) TO {}",
            "GRANT EXECUTE ON FUNCTION trail_erase_due(text, bigint[]) TO {}",
        ):
            cursor.execute(sql.SQL(statement).format(name))
        for table in OWNER_WRITES:
            cursor.execute(
                sql.SQL("REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {} FROM {}").format(
                    sql.Identifier(table), name
                )
            )
        for table in append_only_tables():
            cursor.execute(
                sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {} FROM {}").format(sql.Identifier(table), name)
            )
