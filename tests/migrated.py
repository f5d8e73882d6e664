"""A database that is migrated already, for tests to copy: migrating takes longer than many a run of tests.

It is kept in the embedded server of the tests, under a name that tells which migrations made it, and is made
anew when one of them changes.
"""

from __future__ import annotations

import fcntl
import hashlib
from pathlib import Path

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[1]


def template_name() -> str:
    """The name of the copy that these migrations, and these versions of what they use, have made."""
    migrations = [
        *sorted((ROOT / "src").rglob("migrations/*.py")),
        ROOT / "src/goldenthread/apps/trail/at_once.py",
        ROOT / "src/goldenthread/apps/trail/watching.py",
    ]
    made_by = hashlib.sha256((ROOT / "uv.lock").read_bytes())
    for path in migrations:
        made_by.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return f"migrated_{made_by.hexdigest()[:16]}"


class Server:
    """The embedded server, as the one who may make and drop databases."""

    def __init__(self, socket: Path, superuser: str, owner: str) -> None:
        self.socket, self.superuser, self.owner = socket, superuser, owner

    def copy(self, template: str, name: str) -> bool:
        """Make a database as a copy of another; False where there is no such other one."""
        if not self._has(template):
            return False
        self._run("CREATE DATABASE {} TEMPLATE {} OWNER {}", name, template, self.owner)
        return True

    def keep(self, name: str, template: str) -> None:
        """Keep a copy of a migrated database, in place of those that older migrations made."""
        for old in self._called("migrated\\_%"):
            self.drop(old)
        self._run("CREATE DATABASE {} TEMPLATE {}", template, name)

    def drop(self, name: str) -> None:
        self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def _has(self, name: str) -> bool:
        return bool(self._called(name.replace("_", "\\_")))

    def _called(self, pattern: str) -> list[str]:
        with self._connected() as connection:
            rows = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [pattern])
            return [name for (name,) in rows.fetchall()]

    def _run(self, statement: str, *names: str) -> None:
        with self._connected() as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def _connected(self) -> psycopg.Connection:
        return psycopg.connect(host=str(self.socket), user=self.superuser, dbname="postgres", autocommit=True)


class Copy:
    """The database of one run of tests. Two runs side by side migrate once: the second waits and copies."""

    def __init__(self, server: Server, name: str, home: Path) -> None:
        self.server, self.name, self.template = server, name, template_name()
        home.mkdir(parents=True, exist_ok=True)
        self._lock = (home / "migrated.lock").open("w")
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        self._copied = server.copy(self.template, name)
        if self._copied:
            self._lock.close()

    def is_migrated(self) -> None:
        """The run's database is migrated and nobody is connected to it: keep it for others to copy."""
        if not self._copied:
            self.server.keep(self.name, self.template)
            self._lock.close()
