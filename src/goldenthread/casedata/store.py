"""The store of case data: dated snapshots, pseudonymised and encrypted, and what holds of them."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from goldenthread.casedata import aside, kept
from goldenthread.casedata.errors import Damaged, NoSuchLoad, NothingLoaded, WrongKey
from goldenthread.casedata.holding import NEWEST_ROW, Cover, Span, covers_from, spans, unbroken
from goldenthread.casedata.keys import NoKey
from goldenthread.casedata.pseudonyms import derived, pseudonyms
from goldenthread.casedata.reading import NothingToRead, read, told_apart
from goldenthread.casedata.reading.sink import schema
from goldenthread.casedata.schemas import NUMBERS
from goldenthread.casedata.snapshots import ID, KeptFile, Manifest, from_json, kept_file, to_json
from goldenthread.casedata.sources import Source
from goldenthread.casedata.tables import EVERYWHERE, TABLES
from goldenthread.casedata.writing import Unfinished

__all__ = ["Damaged", "NoKey", "NoSuchLoad", "NothingLoaded", "NothingToRead", "Store", "Writing", "WrongKey"]

MANIFEST, CHECK = "manifest.json", "key.check"


class Writing(Unfinished):
    """A load in the making. Set what it says of itself before the block ends; then `manifest` is there."""

    manifest: Manifest

    def __init__(self, place: Path, load: str, *, authority: str, key: bytes) -> None:
        super().__init__(place, load, authority=authority, key=key)
        self.gives: dict[str, Iterable[str]] = {}
        self.files: tuple[KeptFile, ...] = ()
        self.report: Mapping[str, Any] = {}


class Store:
    """The case data of one installation, in a folder of its own, under one key of 32 bytes or more.

    Raises WrongKey where the folder was begun with another key.
    """

    def __init__(self, home: Path, key: bytes) -> None:
        self.home = home
        self._key = key
        self._check = derived(key, "check").hex()
        self._known: dict[str, Manifest] = {}
        said = self._said_check()
        if said is not None and not hmac.compare_digest(said, self._check):
            raise WrongKey

    def pseudonym(self, authority: str) -> Callable[[str], int]:
        """What turns this authority's number for a child into the child's 63 bits."""
        return pseudonyms(self._key, authority)

    # Writing

    @contextmanager
    def writing(
        self,
        *,
        source: Source,
        authority: str,
        snapshot_on: date,
        at: datetime,
        covers_from: date | Mapping[str, date] | None = None,
    ) -> Iterator[Writing]:
        """A new load, aside until the block ends; where it ends in an error, nothing is left.

        It speaks for the tables of its `gives`, or of its rows where a table's columns are not given.
        `covers_from` is the first day covered, for all tables or for each; else the source's own.
        """
        with aside.aside(self.home) as place:
            self._begin()
            load = f"{snapshot_on.isoformat()}-{source.value}-{secrets.token_hex(4)}"
            writing = Writing(place, load, authority=authority, key=self._key)
            yield writing
            writing.close()
            gives = {table: tuple(columns) for table, columns in writing.gives.items()}
            for table in writing.rows:
                gives.setdefault(table, tuple(TABLES[table].own))
            covers = {table: _starts(source, table, snapshot_on, covers_from) for table in gives}
            manifest = Manifest(
                id=load,
                source=source,
                authority=authority,
                snapshot_on=snapshot_on,
                recorded=at,
                covers=covers,
                gives=gives,
                rows={table: writing.rows.get(table, 0) for table in gives},
                before_cover=writing.before(covers),
                children=writing.children,
                files=writing.files,
                report=writing.report,
            )
            (place / MANIFEST).write_text(to_json(manifest), "utf-8")
            aside.show(place, load)
            writing.manifest = manifest

    def load(
        self,
        files: Sequence[Path],
        *,
        authority: str,
        snapshot_on: date,
        at: datetime,
        covers_from: date | Mapping[str, date] | None = None,
    ) -> Manifest:
        """Read files of one source into a load of their own. The manifest's report says how each list fared.

        Raises NothingToRead where the files are of no source that is known, or of several; NothingLoaded
        where not one row could be kept.
        """
        source, recognised = told_apart(files)
        with self.writing(
            source=source, authority=authority, snapshot_on=snapshot_on, at=at, covers_from=covers_from
        ) as writing:
            writing.files = tuple(kept_file(path) for one in recognised for path in one.files)
            report = read(
                files,
                authority=authority,
                snapshot_on=snapshot_on,
                pseudonym=self.pseudonym(authority),
                sink=writing,
            )
            if not any(writing.rows.values()):
                raise NothingLoaded(report)
            writing.gives = dict(report.gives)
            writing.report = report.as_json()
        return writing.manifest

    def write(
        self,
        *,
        source: Source,
        authority: str,
        snapshot_on: date,
        at: datetime,
        tables: Mapping[str, pa.Table],
        covers_from: date | Mapping[str, date] | None = None,
        gives: Mapping[str, Iterable[str]] | None = None,
        numbers: Mapping[int, str] | None = None,
    ) -> Manifest:
        """A load of rows that are there already. Columns left out are null, and are not given.

        A table of no rows is spoken for. Raises NotThatTable for columns that a table does not have.
        """
        with self.writing(
            source=source, authority=authority, snapshot_on=snapshot_on, at=at, covers_from=covers_from
        ) as writing:
            for name, rows in tables.items():
                writing.write(name, rows)
                writing.gives[name] = [column for column in rows.schema.names if column in TABLES[name].own]
            writing.gives |= gives or {}
            if numbers:
                writing.numbers(
                    pa.table({"child": pa.array(numbers, pa.int64()), "number": [*numbers.values()]})
                )
        return writing.manifest

    def delete(self, load: str) -> Manifest:
        """Delete a load, rows and all; what it said of itself. Raises NoSuchLoad."""
        manifest = self.manifest(load)
        if not aside.take_away(self.home, manifest.id):
            raise NoSuchLoad(load)
        self._known.pop(load, None)
        return manifest

    # What is there

    def manifests(self, as_at: date | None = None) -> list[Manifest]:
        """Every load of a day up to this one, oldest first; of one day, by when they were recorded."""
        names = [path.name for path in self.home.iterdir()] if self.home.exists() else []
        found = [manifest for name in names if ID.fullmatch(name) and (manifest := self._read(name))]
        known = [manifest for manifest in found if as_at is None or manifest.snapshot_on <= as_at]
        return sorted(known, key=lambda manifest: (manifest.snapshot_on, manifest.recorded, manifest.id))

    def manifest(self, load: str) -> Manifest:
        """What a load says of itself. Raises NoSuchLoad."""
        found = self._read(load) if ID.fullmatch(load) else None
        if found is None:
            raise NoSuchLoad(load)
        return found

    def gives(
        self,
        name: str,
        source: Source,
        as_at: date,
        *,
        authorities: Iterable[str] | None = None,
        days: tuple[date, date] | None = None,
    ) -> frozenset[str]:
        """The columns of a table that every load gives that speaks for any of these days (first and last).

        Empty where none speaks for the table. Without `days`: for any day at all.
        """
        columns: frozenset[str] | None = None
        for manifest, span in self._speaking(name, source, as_at, authorities):
            if days and not span.reaches(*days):
                continue
            given = frozenset(manifest.gives[name])
            columns = given if columns is None else columns & given
        return frozenset() if columns is None else columns | frozenset(EVERYWHERE)

    def covers(
        self, name: str, source: Source, as_at: date, *, authorities: Iterable[str] | None = None
    ) -> tuple[date, date] | None:
        """The first and the last day that a table is known for without a gap; both belong to it.

        Of several authorities, the days that all of them cover. None where there is no such day.
        """
        each = [
            days
            for covers in self._covers(name, source, as_at, authorities).values()
            if (days := unbroken(covers))
        ]
        if not each:
            return None
        first, last = max(days[0] for days in each), min(days[1] for days in each)
        return (first, last) if first <= last else None

    # Rows

    def table(
        self,
        name: str,
        *,
        source: Source,
        as_at: date,
        columns: Iterable[str] | None = None,
        authorities: Iterable[str] | None = None,
        days: tuple[date, date] | None = None,
    ) -> pa.Table:
        """The rows of a table that hold as at a day, of one source: the columns asked for, then `load`.

        Each row is of the load that speaks for its `until` day. Of `children`, which says who somebody is,
        the newest row of each child. A column that a load does not have is null. Raises KeyError for a name
        that no table has.

        With `days`: of the loads that speak for any of these days (first and last) only, which hold every
        row whose `until` day is one of them.
        """
        names = [*schema(name).names] if columns is None else [*columns]
        for _ in range(3):
            try:
                return self._table(name, source, as_at, names, authorities, days)
            except FileNotFoundError:
                self._known.clear()  # deleted while we read: what is left is read anew
        return self._table(name, source, as_at, names, authorities, days)

    def numbers(self, children: Iterable[int], *, loads: Iterable[str] | None = None) -> dict[int, str]:
        """The council's own numbers for these children, as the newest load (of these loads) has them.

        For a tracker only. A child that no load knows is left out. Raises NoSuchLoad.
        """
        asked, found = set(children), dict[int, str]()
        chosen = self.manifests() if loads is None else [self.manifest(load) for load in loads]
        for manifest in sorted(chosen, key=lambda one: (one.snapshot_on, one.recorded), reverse=True):
            if missing := asked - found.keys():
                found |= kept.numbers(self._place(manifest, NUMBERS), self._key, missing)
        return found

    def check(self) -> int:
        """Read every row of every load; how many loads there are. Raises Damaged."""
        manifests = self.manifests()
        for manifest in manifests:
            for name, rows in manifest.rows.items():
                kept.check(self._place(manifest, name), self._key, rows)
            kept.check(self._place(manifest, NUMBERS), self._key, manifest.children)
        return len(manifests)

    def _table(
        self,
        name: str,
        source: Source,
        as_at: date,
        columns: list[str],
        authorities: Iterable[str] | None,
        days: tuple[date, date] | None,
    ) -> pa.Table:
        if name in NEWEST_ROW:
            by_authority: dict[str, list[Path]] = {}
            with_rows = [one for one in self._loads(name, source, as_at, authorities) if one.rows[name]]
            for manifest in reversed(with_rows):
                by_authority.setdefault(manifest.authority, []).append(self._place(manifest, name))
            parts = [
                kept.newest(places, self._key, schema(name), columns) for places in by_authority.values()
            ]
        else:
            parts = [
                kept.held(
                    self._place(manifest, name), self._key, schema(name), columns, span, TABLES[name].until
                )
                for manifest, span in self._speaking(name, source, as_at, authorities)
                if manifest.rows[name] and (days is None or span.reaches(*days))
            ]
        return pa.concat_tables([kept.nothing(schema(name), columns), *parts])

    def _loads(
        self, name: str, source: Source, as_at: date, authorities: Iterable[str] | None
    ) -> list[Manifest]:
        wanted = None if authorities is None else frozenset(authorities)
        return [
            manifest
            for manifest in self.manifests(as_at)
            if manifest.source is source
            and name in manifest.covers
            and (wanted is None or manifest.authority in wanted)
        ]

    def _covers(
        self, name: str, source: Source, as_at: date, authorities: Iterable[str] | None
    ) -> dict[str, list[Cover]]:
        found: dict[str, list[Cover]] = {}
        for manifest in self._loads(name, source, as_at, authorities):
            cover = Cover(manifest.id, manifest.covers[name], manifest.snapshot_on, manifest.recorded)
            found.setdefault(manifest.authority, []).append(cover)
        return found

    def _speaking(
        self, name: str, source: Source, as_at: date, authorities: Iterable[str] | None
    ) -> list[tuple[Manifest, Span]]:
        return [
            (self._known[span.load], span)
            for covers in self._covers(name, source, as_at, authorities).values()
            for span in spans(covers)
        ]

    def _place(self, manifest: Manifest, name: str) -> Path:
        return self.home / manifest.id / f"{name}.parquet"

    def _read(self, load: str) -> Manifest | None:
        if not (self.home / load).is_dir():
            return None
        if load not in self._known:
            try:
                self._known[load] = from_json((self.home / load / MANIFEST).read_text("utf-8"))
            except FileNotFoundError:
                return None
        return self._known[load]

    def _said_check(self) -> str | None:
        try:
            return (self.home / CHECK).read_text()
        except FileNotFoundError:
            return None

    def _begin(self) -> None:
        """Write down which key this store was begun with."""
        with aside.turn(self.home):
            if self._said_check() is None:
                unfinished = self.home / f".{CHECK}"
                unfinished.write_text(self._check)
                unfinished.rename(self.home / CHECK)  # whoever looks without a turn finds all of it
        if self._said_check() != self._check:
            raise WrongKey


def _starts(source: Source, table: str, snapshot_on: date, stated: date | Mapping[str, date] | None) -> date:
    if isinstance(stated, date):
        return stated
    return (stated or {}).get(table) or covers_from(source, table, snapshot_on)
