"""A book of encrypted entries in one SQLite file: added to, never written over, found by keyed hash.

Who holds the file without the key sees how many entries of each kind were written on which day, and which of
them are about one thing; not what, nor whom. Each value is AES-GCM under a key of its kind, and is bound to
its row: one moved to another row, or to another version, does not open.
Several processes may use one book (WAL; a write waits its turn for half a minute). Not on a network drive.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from goldenthread.casedata.pseudonyms import derived
from goldenthread.casedata.store import WrongKey

WAIT = 30.0
"""Seconds that a write waits for another's."""
_NONCE_BYTES = 12
_HASH_BYTES = 16
_AT_ONCE = 500  # look-ups in one query

_MADE = """
CREATE TABLE IF NOT EXISTS entry (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    thing BLOB NOT NULL,
    version INTEGER NOT NULL,
    latest INTEGER NOT NULL,
    child BLOB NOT NULL,
    about BLOB NOT NULL,
    listed BLOB NOT NULL,
    day TEXT NOT NULL,
    sealed BLOB NOT NULL,
    UNIQUE (thing, version)
);
CREATE INDEX IF NOT EXISTS entry_about ON entry (kind, about, latest);
CREATE INDEX IF NOT EXISTS entry_listed ON entry (kind, listed, latest);
CREATE INDEX IF NOT EXISTS entry_child ON entry (child);
CREATE TABLE IF NOT EXISTS alike (name BLOB PRIMARY KEY, thing BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS alike_thing ON alike (thing);
CREATE TABLE IF NOT EXISTS proof (sealed BLOB NOT NULL);
"""
_COLUMNS = "id, kind, thing, version, child, about, listed, day, sealed"


@dataclass(frozen=True)
class Entry:
    """One version of one thing. `thing` is its id (32 hexadecimal digits), the same in every version."""

    id: int
    kind: str
    thing: str
    version: int
    day: date
    body: Mapping[str, Any]


@dataclass(frozen=True)
class About:
    """What an entry is found by: its child, what it is about, and the list it stands in."""

    child: int
    about: tuple[str, ...]
    listed: tuple[str, ...] = ()


class Stale(Exception):
    """Somebody wrote a version after the one that was seen. `current` is theirs."""

    def __init__(self, current: Entry) -> None:
        super().__init__("Somebody else changed this after you opened it.")
        self.current = current


class Alike(Exception):
    """A thing of this name stands there already: `thing`."""

    def __init__(self, thing: str) -> None:
        super().__init__("This stands in the list already.")
        self.thing = thing


class NoSuchEntry(LookupError):
    """No entry of this kind and id: it never was, or was deleted when its time was over."""


class Altered(Exception):
    """An entry was changed by another hand than ours. Names its number in the file only."""

    def __init__(self, id: int) -> None:
        super().__init__(f"Entry {id} of what is written on cases was altered. Restore a back-up.")


class Book:
    """The entries of one file. Made on first use, mode 0600. Raises NoKey, and WrongKey when it is opened."""

    def __init__(self, place: Path, key: bytes) -> None:
        self.place = place
        self._key = key
        self._hashes = derived(key, "written: look-ups")
        self._ciphers: dict[str, AESGCM] = {}

    @contextmanager
    def writing(self) -> Iterator[Pen]:
        """All that is written inside stands together, or none of it."""
        with self._connected() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield Pen(self, connection)
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def about(self, kind: str, abouts: Iterable[tuple[str, ...]]) -> list[Entry]:
        """The latest version of each thing about these; what was written last comes last."""
        return self._found(kind, "about", (self.hashed(kind, *about) for about in set(abouts)))

    def listed(self, kind: str, listed: tuple[str, ...]) -> list[Entry]:
        """The latest version of each thing in a list; what was written last comes last."""
        return self._found(kind, "listed", [self.hashed(kind, *listed)])

    def of_children(self, kind: str, children: Iterable[int]) -> list[Entry]:
        """The latest version of each thing of this kind about these children, in the same order."""
        return self._found(kind, "child", (self.hashed_child(child) for child in set(children)))

    def all(self, kind: str) -> list[Entry]:
        """The latest version of every thing of a kind; what was written last comes last."""
        with self._connected() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM entry WHERE kind = ? AND latest ORDER BY id", (kind,)
            ).fetchall()
        return [self.opened(row) for row in rows]

    def versions(self, kind: str, thing: str) -> list[Entry]:
        """Every version of one thing, the first first. Raises NoSuchEntry."""
        with self._connected() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM entry WHERE kind = ? AND thing = ? ORDER BY version",
                (kind, _id(thing)),
            ).fetchall()
        if not rows:
            raise NoSuchEntry("There is no such entry.")
        return [self.opened(row) for row in rows]

    def count(self, kind: str) -> int:
        """How many things of a kind stand here."""
        with self._connected() as connection:
            said = connection.execute("SELECT count(*) FROM entry WHERE kind = ? AND latest", (kind,))
            return int(said.fetchone()[0])

    def forget(
        self, *, children: Iterable[int] = (), things: Iterable[str] = (), before: date | None = None,
        kinds: Sequence[str] = (),
    ) -> dict[str, int]:  # fmt: skip
        """Delete, past recovery, what is about these children, these things, and what is of before a day.

        That is what was last written before it; `kinds` narrows it. Gives how many things went, by kind.
        """
        with self.writing() as pen:
            gone = pen.gone([self.hashed_child(child) for child in set(children)], before, kinds, set(things))
        if gone:
            self._compact()
        return gone

    def copy_to(self, place: Path) -> None:
        """A copy, as encrypted as this, of one moment: for a back-up, while others write."""
        with self._connected() as connection:
            _make_file(place)
            copy = sqlite3.connect(place)
            try:
                connection.backup(copy)
            finally:
                copy.close()

    def hashed(self, kind: str, *parts: str) -> bytes:
        """The look-up of some words, for entries of one kind."""
        return _hashed(self._hashes, kind, *parts)

    def hashed_child(self, child: int) -> bytes:
        return _hashed(self._hashes, "child", str(child))

    def sealed(self, kind: str, bound: bytes, body: Mapping[str, Any]) -> bytes:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        words = json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode()
        return nonce + self._cipher(kind).encrypt(nonce, words, bound)

    def opened(self, row: Sequence[Any]) -> Entry:
        id_, kind, thing, version, child, about, listed, day, sealed = row
        bound = _bound(kind, thing, version, child, about, listed, day)
        try:
            words = self._cipher(kind).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], bound)
        except InvalidTag:
            raise Altered(id_) from None
        return Entry(id_, kind, thing.hex(), version, date.fromisoformat(day), json.loads(words))

    def _found(self, kind: str, column: str, hashes: Iterable[bytes]) -> list[Entry]:
        wanted, rows = list(hashes), []
        with self._connected() as connection:
            for start in range(0, len(wanted), _AT_ONCE):
                some = wanted[start : start + _AT_ONCE]
                marks = ",".join("?" * len(some))
                rows += connection.execute(
                    f"SELECT {_COLUMNS} FROM entry WHERE kind = ? AND {column} IN ({marks}) AND latest",
                    (kind, *some),
                ).fetchall()
        first = sorted(rows, key=lambda row: row[0])
        return [self.opened(row) for row in first]

    def _cipher(self, kind: str) -> AESGCM:
        if kind not in self._ciphers:
            self._ciphers[kind] = AESGCM(derived(self._key, f"written: {kind}"))
        return self._ciphers[kind]

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        """A connection of its own for each use: threads and forked processes share none."""
        assert self._ready
        connection = _connection(self.place)
        try:
            yield connection
        finally:
            connection.close()

    @cached_property
    def _ready(self) -> bool:
        """Make the file, or find that it opens under this key. Raises WrongKey."""
        _make_file(self.place)
        connection = _connection(self.place)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(_MADE)
            connection.execute("BEGIN IMMEDIATE")
            row = connection.execute("SELECT sealed FROM proof").fetchone()
            if row is None:
                proof = self.sealed("proof", b"proof", {})
                connection.execute("INSERT INTO proof VALUES (?)", (proof,))
            connection.execute("COMMIT")
        finally:
            connection.close()
        if row is not None:
            with suppress(InvalidTag):
                self._cipher("proof").decrypt(row[0][:_NONCE_BYTES], row[0][_NONCE_BYTES:], b"proof")
                return True
            raise WrongKey
        return True

    def _compact(self) -> None:
        """Leave nothing of what was deleted in the file or beside it."""
        with self._connected() as connection:
            with suppress(
                sqlite3.OperationalError
            ):  # a reader is at it: overwritten already, and done next time
                connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class Pen:
    """Writes in one transaction of a book."""

    def __init__(self, book: Book, connection: sqlite3.Connection) -> None:
        self._book = book
        self._connection = connection

    def add(
        self, kind: str, body: Mapping[str, Any], where: About, *, day: date, name: tuple[str, ...] = ()
    ) -> Entry:
        """A new thing. `name` is what no two things of a kind share; raises Alike."""
        thing = secrets.token_bytes(_HASH_BYTES)
        if name:
            self._name(kind, thing, name)
        book = self._book
        child, about = book.hashed_child(where.child), book.hashed(kind, *where.about)
        return self._write(kind, thing, 1, (child, about, book.hashed(kind, *where.listed)), day, body)

    def replace(
        self, kind: str, thing: str, body: Mapping[str, Any], *, seen: int, day: date,
        name: tuple[str, ...] = (),
    ) -> Entry:  # fmt: skip
        """A later version of a thing, of which version `seen` was read. Raises Stale, Alike, NoSuchEntry."""
        row = self._connection.execute(
            f"SELECT {_COLUMNS} FROM entry WHERE kind = ? AND thing = ? AND latest", (kind, _id(thing))
        ).fetchone()
        if row is None:
            raise NoSuchEntry("There is no such entry.")
        if row[3] != seen:
            raise Stale(self._book.opened(row))
        if name:
            self._connection.execute("DELETE FROM alike WHERE thing = ?", (row[2],))
            self._name(kind, row[2], name)
        self._connection.execute("UPDATE entry SET latest = 0 WHERE id = ?", (row[0],))
        return self._write(kind, row[2], seen + 1, (row[4], row[5], row[6]), day, body)

    def gone(
        self, children: Sequence[bytes], before: date | None, kinds: Sequence[str], ids: set[str]
    ) -> dict[str, int]:
        """Delete what `Book.forget` says; how many things went, by kind."""
        wanted = [("child", child) for child in children] + [("thing", _id(id)) for id in ids]
        things = {
            thing: kind
            for column, value in wanted
            for kind, thing in self._connection.execute(
                f"SELECT kind, thing FROM entry WHERE {column} = ? AND latest", (value,)
            )
        }
        if before is not None:
            old = self._connection.execute(
                "SELECT kind, thing FROM entry WHERE latest AND day < ?", (before.isoformat(),)
            )
            things |= {thing: kind for kind, thing in old if not kinds or kind in kinds}
        went: dict[str, int] = {}
        for thing, kind in things.items():
            self._connection.execute("DELETE FROM entry WHERE thing = ?", (thing,))
            self._connection.execute("DELETE FROM alike WHERE thing = ?", (thing,))
            went[kind] = went.get(kind, 0) + 1
        return went

    def _name(self, kind: str, thing: bytes, name: tuple[str, ...]) -> None:
        hashed = self._book.hashed(kind, "name", *name)
        row = self._connection.execute("SELECT thing FROM alike WHERE name = ?", (hashed,)).fetchone()
        if row is not None:
            raise Alike(row[0].hex())
        self._connection.execute("INSERT INTO alike VALUES (?, ?)", (hashed, thing))

    def _write(
        self, kind: str, thing: bytes, version: int, found_by: tuple[bytes, bytes, bytes], day: date,
        body: Mapping[str, Any],
    ) -> Entry:  # fmt: skip
        in_the_clear = (kind, thing, version, *found_by, day.isoformat())
        row = (*in_the_clear, self._book.sealed(kind, _bound(*in_the_clear), body))
        cursor = self._connection.execute(
            "INSERT INTO entry (kind, thing, version, latest, child, about, listed, day, sealed) "
            "VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?)",
            row,
        )
        return Entry(cursor.lastrowid or 0, kind, thing.hex(), version, day, dict(body))


def _connection(place: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(place, timeout=WAIT, isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")
    return connection


def _make_file(place: Path) -> None:
    """An empty file that its owner alone reads; SQLite gives what it writes beside it the same mode."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(place, os.O_RDWR | os.O_CREAT, 0o600))


def _hashed(key: bytes, *parts: str) -> bytes:
    """A hash of some words under a key: equal for equal words in equal parts."""
    said = b"".join(len(part.encode()).to_bytes(4, "big") + part.encode() for part in parts)
    return hmac.new(key, said, hashlib.sha256).digest()[:_HASH_BYTES]


def _bound(
    kind: str, thing: bytes, version: int, child: bytes, about: bytes, listed: bytes, day: str
) -> bytes:
    """What a value is bound to: all of its row that is not the value."""
    return b"|".join((kind.encode(), thing, str(version).encode(), child, about, listed, day.encode()))


def _id(thing: str) -> bytes:
    """The bytes of a thing's id. Raises NoSuchEntry for what cannot be one."""
    try:
        return bytes.fromhex(thing)
    except ValueError:
        raise NoSuchEntry("There is no such entry.") from None
