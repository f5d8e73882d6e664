"""Folders that appear whole or not at all: written aside, renamed into place, taken away the same way.

A folder aside is locked by the process that writes it. A killed process loses its lock with its life, so the
next one knows what was left, and clears it away.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ASIDE, GONE, LOCK = ".aside-", ".gone-", ".lock"


@contextmanager
def turn(home: Path) -> Iterator[None]:
    """Processes that make, show or take away folders of a home take turns."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (home / LOCK).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def aside(home: Path) -> Iterator[Path]:
    """A new folder to write into. Whatever is in it at the end of the block goes, unless it was `shown`."""
    with turn(home):
        sweep(home)
        place = home / f"{ASIDE}{secrets.token_hex(8)}"
        place.mkdir(mode=0o700)
        lock = (place / LOCK).open("w")
        fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
        lock.close()


def show(place: Path, name: str) -> None:
    """Rename a folder aside to its name, when all in it is on the disk. Raises OSError where there is one."""
    for path in sorted(place.iterdir()):
        if path.name != LOCK:
            _flush(path)
    with turn(place.parent):
        (place / LOCK).unlink()  # whoever sweeps waits for its turn, and then no longer finds it aside
        _flush(place)
        place.rename(place.parent / name)
        _flush(place.parent)


def take_away(home: Path, name: str) -> bool:
    """Take a folder away, at once for whoever looks. False where there is none."""
    gone = home / f"{GONE}{secrets.token_hex(8)}"
    with turn(home):
        try:
            (home / name).rename(gone)
        except FileNotFoundError:
            return False
    shutil.rmtree(gone, ignore_errors=True)
    return True


def sweep(home: Path) -> None:
    """Clear away what killed processes left. For whoever has the turn."""
    for place in home.glob(f"{GONE}*"):
        shutil.rmtree(place, ignore_errors=True)
    for place in home.glob(f"{ASIDE}*"):
        if not _is_written(place):
            shutil.rmtree(place, ignore_errors=True)


def _is_written(place: Path) -> bool:
    """Whether a living process holds the lock of a folder aside."""
    with suppress(FileNotFoundError), (place / LOCK).open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _flush(path: Path) -> None:
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
