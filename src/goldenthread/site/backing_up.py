"""Back-up and restore: the database, the kept files and the case store in one archive, the keys in another.

The archive is useless without the keys (files are encrypted with one of them), so the two are kept apart. A
restore goes into an empty place only, and ends with proof: every content is read and compared with its
digest, and the ledger is walked to the head that the back-up wrote down.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sysconfig
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg.conninfo import make_conninfo

from goldenthread.apps.files import store
from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.trail.queries import head
from goldenthread.apps.trail.verification import verify
from goldenthread.site import backing_up_cases, postgres
from goldenthread.site.backing_up_cases import CannotTake

FORMAT = 2
READS = (1, 2)
"""Format 1 knew no case data."""
MANIFEST, DATABASE, FILES = "manifest.json", "database.sql.gz", "files"
KEYS = ("files.key", "session.key", "casedata.key")
HEAD_LINES = 50
OURS = re.compile(
    rf"manifest\.json|database\.sql\.gz|files/[0-9a-f]{{2}}/[0-9a-f]{{64}}|{backing_up_cases.OURS}"
)


class CannotBackUp(Exception):
    """A back-up or a restore cannot be done; the message says why, and what to do."""


@dataclass(frozen=True)
class Manifest:
    """What an archive says of itself. `position` and `digest` are the ledger's head when it was written.

    `loads` counts those of case data.
    """

    format: int
    product: str
    written_at: str
    position: int
    digest: str
    database_sha256: str
    files: int
    loads: int = 0


@dataclass(frozen=True)
class Written:
    """Where a back-up was put. `keys` is None where the keys come from the environment, and are not ours."""

    archive: Path
    keys: Path | None
    manifest: Manifest


@dataclass(frozen=True)
class Restored:
    """What a restore proved: contents read and compared, events walked."""

    manifest: Manifest
    files: int
    events: int


def back_up(folder: Path, *, at: datetime) -> Written:
    """Write a back-up into a folder. It may run while people work: what they then add is in the next one.

    Raises CannotBackUp where there is nothing to back up, or the database's own tools fail.
    """
    if not _is_set_up():
        raise CannotBackUp("There is nothing to back up: the database was never set up.")
    folder.mkdir(parents=True, exist_ok=True)
    name = f"goldenthread-{at:%Y-%m-%dT%H%M%SZ}"
    archive, keys = folder / f"{name}.backup", folder / f"{name}.keys"
    with tempfile.TemporaryDirectory(dir=folder, prefix=".unfinished-") as aside:
        dump, unfinished = Path(aside) / DATABASE, Path(aside) / archive.name
        # The head is read before the dump, so that the dump is sure to hold it.
        position, digest = head() or (0, "")
        _dump(dump)
        # Contents are only ever added, so those that the dump names are there when it is done.
        contents = sorted(path for path in Path(settings.FILES).glob("*/*") if not path.name.startswith("."))
        try:
            manifest = _write_archive(unfinished, dump, contents, at=at, position=position, digest=digest)
        except CannotTake as refusal:
            raise CannotBackUp(str(refusal)) from refusal
        unfinished.rename(archive)
    return Written(archive, keys if _write_keys(keys) else None, manifest)


def _write_archive(
    unfinished: Path, dump: Path, contents: list[Path], *, at: datetime, position: int, digest: str
) -> Manifest:
    with backing_up_cases.case_files() as cases:
        loads = backing_up_cases.number_of_loads(cases)
        manifest = Manifest(
            FORMAT,
            version("goldenthread"),
            at.isoformat(),
            position,
            digest,
            _sha256(dump),
            len(contents),
            loads,
        )
        with _private(unfinished) as target, tarfile.open(fileobj=target, mode="w") as tar:
            _add_text(tar, MANIFEST, json.dumps(asdict(manifest), indent=1))
            tar.add(dump, DATABASE)
            for path in contents:
                tar.add(path, f"{FILES}/{path.parent.name}/{path.name}", recursive=False)
            for name, path in cases:
                tar.add(path, name, recursive=False)
    return manifest


def restore(archive: Path, *, keys: Path | None) -> Restored:
    """Bring a back-up into an empty place: `GOLDENTHREAD_HOME`, or the database of `DATABASE_URL`.

    Raises CannotBackUp where the place is not empty, the archive is not ours or was altered, the keys are
    missing or others, or what was restored is not what was backed up.
    """
    if _is_set_up():
        raise CannotBackUp(
            "There is a council here already, and a restore never writes over one. Set GOLDENTHREAD_HOME to "
            "a new folder, or DATABASE_URL and DATABASE_OWNER_URL to a new, empty database."
        )
    with tempfile.TemporaryDirectory() as aside:
        manifest = unpack(archive, Path(aside))
        if keys is not None:
            _read_keys(keys)
        elif not os.environ.get("GOLDENTHREAD_FILE_KEY"):
            raise CannotBackUp("Name the keys too (--keys FILE), or set GOLDENTHREAD_FILE_KEY.")
        # Files first: where the keys are not theirs, the database stays empty, and one can begin again.
        files = _bring_files(Path(aside) / FILES)
        try:
            backing_up_cases.bring_cases(Path(aside) / backing_up_cases.FOLDER, manifest.loads)
        except CannotTake as refusal:
            raise CannotBackUp(str(refusal)) from refusal
        _load(Path(aside) / DATABASE)
    connections.close_all()
    call_command("set_up", verbosity=0)
    _check_files()
    return Restored(manifest, files, _check_ledger(manifest))


def _is_set_up() -> bool:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT to_regclass('trail_event') IS NOT NULL")
        return bool(cursor.fetchone()[0])


def _dump(into: Path) -> None:
    """The database as SQL, which a server of another version than the one that it came from reads too."""
    command = [*_tool("pg_dump"), "--no-owner", "--no-privileges", "--compress=gzip:6", "--file", str(into)]
    with _running(command):
        pass


def _load(dump: Path) -> None:
    """Run the SQL of a back-up, all of it or none."""
    command = [*_tool("psql"), "--quiet", "--no-psqlrc", "--single-transaction", "--set", "ON_ERROR_STOP=1"]
    with _running(command, stdin=subprocess.PIPE) as psql, gzip.open(dump) as sql, suppress(BrokenPipeError):
        for number, line in enumerate(sql):
            # The one setting in its head that a server older than the one it came from does not know.
            if number < HEAD_LINES and line.startswith(b"SET transaction_timeout"):
                continue
            psql.stdin.write(line)


def _tool(program: str) -> list[str]:
    """One of PostgreSQL's own programs, with the database as its owner sees it.

    Ours serve every server up to our version; a newer one needs its own, which then are on PATH.
    """
    ours = Path(sysconfig.get_paths()["purelib"]) / postgres.INSTALL / "bin" / program
    newer = connections["owner"].pg_version // 10_000 > postgres.MAJOR
    found = shutil.which(program) if newer else str(ours)
    if found is None:
        raise CannotBackUp(f"The server is newer than ours. Install its own {program}, and try again.")
    database = settings.DATABASES["owner"]
    named = {"host": "HOST", "port": "PORT", "dbname": "NAME", "user": "USER"}
    parts = {name: str(database.get(theirs) or "") for name, theirs in named.items()}
    parts |= {name: value for name, value in database["OPTIONS"].items() if isinstance(value, str)}
    return [found, "--dbname", make_conninfo(**{name: value for name, value in parts.items() if value})]


@contextmanager
def _running(command: list[str], *, stdin: int = subprocess.DEVNULL) -> Iterator[subprocess.Popen[bytes]]:
    """A program of PostgreSQL's runs in this block. Raises CannotBackUp with its words where it fails."""
    # The password goes by the environment, where other users of the machine do not see it.
    environment = os.environ | {"PGPASSWORD": str(settings.DATABASES["owner"].get("PASSWORD") or "")}
    with tempfile.TemporaryFile() as said:
        with subprocess.Popen(
            command, stdin=stdin, stdout=subprocess.DEVNULL, stderr=said, env=environment
        ) as process:
            yield process
        if process.returncode:
            said.seek(0)
            words = said.read().decode(errors="replace").strip()[-1000:]
            raise CannotBackUp(f"{Path(command[0]).name} failed: {words}")


def _private(path: Path) -> BinaryIO:
    """A new file that only its owner can read."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _add_text(tar: tarfile.TarFile, name: str, text: str) -> None:
    with tempfile.TemporaryFile() as file:
        file.write(text.encode())
        file.seek(0)
        entry = tarfile.TarInfo(name)
        entry.size = len(text.encode())
        tar.addfile(entry, file)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_keys(path: Path) -> bool:
    """The keys that this home made, as JSON; False where they come from the environment."""
    found = {name: settings.HOME / "keys" / name for name in KEYS}
    kept = {name: place.read_text() for name, place in found.items() if place.exists()}
    if not kept:
        return False
    with _private(path) as file:
        file.write(json.dumps(kept).encode())
    return True


def _read_keys(path: Path) -> None:
    try:
        kept: dict[str, Any] = json.loads(path.read_text())
        texts = {name: str(kept[name]) for name in KEYS if name in kept}
    except (OSError, ValueError, TypeError, KeyError) as failure:
        raise CannotBackUp(f"{path} does not hold the keys of a back-up.") from failure
    folder = settings.HOME / "keys"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).unlink(missing_ok=True)
        with _private(folder / name) as file:
            file.write(text.encode())
    if "files.key" in texts and not os.environ.get("GOLDENTHREAD_FILE_KEY"):
        settings.FILE_SECRET = texts["files.key"].strip()


def unpack(archive: Path, into: Path) -> Manifest:
    """The archive's parts in a folder. Only plain files of the names that we write are taken out of it."""
    not_ours = CannotBackUp(f"{archive} is not a back-up of Golden Thread, or is cut short.")
    try:
        with tarfile.open(archive) as tar:
            for entry in tar:
                content = tar.extractfile(entry) if OURS.fullmatch(entry.name) else None
                if content is None:
                    raise not_ours
                place = into / entry.name
                place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                with _private(place) as file:
                    shutil.copyfileobj(content, file)
        says = json.loads((into / MANIFEST).read_text())
    except (OSError, tarfile.TarError, ValueError) as failure:
        raise not_ours from failure
    if says.get("format") not in READS:
        raise CannotBackUp(f"{archive} is of format {says.get('format')}; this version reads up to {FORMAT}.")
    manifest = Manifest(**says)
    if not (into / DATABASE).exists() or _sha256(into / DATABASE) != manifest.database_sha256:
        raise CannotBackUp(f"{archive} was altered: its database is not the one that was backed up.")
    return manifest


def _bring_files(unpacked: Path) -> int:
    """Put each content into its place, read it there, and compare it with its digest."""
    brought = 0
    for path in sorted(unpacked.glob("*/*")):
        place = store.place_of(path.name)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.move(path, place)
        try:
            content = store.get(path.name)
        except store.Unreadable as failure:
            raise CannotBackUp(
                "The keys are not those of this back-up: its files cannot be read."
            ) from failure
        if hashlib.sha256(content).hexdigest() != path.name:
            raise CannotBackUp(f"The content {path.name[:12]}… is not what its name says.")
        brought += 1
    return brought


def _check_files() -> None:
    """Every content that the database names is there."""
    kept = StoredFile.objects.filter(content_deleted_on=None)
    named = kept.order_by().values_list("sha256", flat=True).distinct()
    missing = [sha256 for sha256 in named if not store.place_of(sha256).exists()]
    if missing:
        raise CannotBackUp(f"{len(missing)} of the files that the database names are not in the back-up.")


def _check_ledger(manifest: Manifest) -> int:
    """Walk the ledger; its head is the one that was written down, or one that was added while backing up."""
    found = verify()
    if not found.whole:
        raise CannotBackUp(f"The trail is broken at event {found.position}: {found.problem}.")
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT digest FROM trail_event WHERE position = %s", [manifest.position])
        row = cursor.fetchone()
    if manifest.position and row != (manifest.digest,):
        raise CannotBackUp("The trail does not hold the head that the back-up wrote down.")
    return found.events
