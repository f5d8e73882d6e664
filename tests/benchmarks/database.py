"""A database for the benchmarks alone: made by its owner, used as the application, dropped."""

from __future__ import annotations

import io
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from psycopg import sql

from goldenthread.site import postgres

ONE_AT_A_TIME = 0x62656E6368


def server() -> AbstractContextManager[None]:
    """The embedded server runs in this block; a server named by DATABASE_URL is taken as it is."""
    return postgres.running(settings.EMBEDDED) if settings.EMBEDDED else nullcontext()


@contextmanager
def bench_database() -> Iterator[None]:
    """The database stands, migrated and empty, inside this block. The product's own is never opened.

    A second run waits until the first has dropped its own.
    """
    with _maintenance() as turn:
        turn.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        _drop()
        _as_owner("CREATE DATABASE {}")
        try:
            call_command("set_up", verbosity=1, stdout=io.StringIO())
            yield
        finally:
            connections.close_all()
            _drop()
            shutil.rmtree(settings.FILES, ignore_errors=True)


def _drop() -> None:
    _as_owner("DROP DATABASE IF EXISTS {} WITH (FORCE)")


def _as_owner(statement: str) -> None:
    name = sql.Identifier(settings.DATABASES["owner"]["NAME"])
    with _maintenance() as beside:
        beside.execute(sql.SQL(statement).format(name))


def _maintenance() -> psycopg.Connection[tuple[object, ...]]:
    owner = settings.DATABASES["owner"]
    names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    given = {name: owner[key] for name, key in names.items() if owner.get(key)}
    return psycopg.connect(dbname="postgres", autocommit=True, **given)


def version() -> str:
    """PostgreSQL's version: "18.1"."""
    with _maintenance() as beside:
        major, minor = divmod(beside.info.server_version, 10_000)
    return f"{major}.{minor}"


def settle() -> None:
    """Let the planner know what was loaded, as autovacuum does within a minute of a load."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def cpu() -> float:
    """Seconds of CPU used so far by us, and by our connection's server where it is the embedded one."""
    return time.process_time() + (_backend_cpu() if settings.EMBEDDED else 0.0)


def _backend_cpu() -> float:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [pid] = cursor.fetchone()
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    user, system = int(fields[11]), int(fields[12])
    return (user + system) / os.sysconf("SC_CLK_TCK")
