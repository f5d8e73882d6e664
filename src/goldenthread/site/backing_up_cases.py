"""The case store's part of a back-up: loads and what people wrote, still encrypted, of one moment."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

from goldenthread.apps.cases.stores import store_of, written_of
from goldenthread.casedata import aside
from goldenthread.casedata.keys import NoKey, WrongKey
from goldenthread.casedata.snapshots import ID
from goldenthread.casedata.store import CHECK, MANIFEST, Damaged
from goldenthread.casedata.written import FILE

FOLDER = "casedata"
OURS = rf"{FOLDER}/(?:{CHECK}|{FILE}|{ID.pattern}/(?:{MANIFEST}|[a-z0-9_]+\.parquet))"


class CannotTake(Exception):
    """The case store cannot be backed up or restored; the message says why, and what to do."""


@contextmanager
def case_files() -> Iterator[list[tuple[str, Path]]]:
    """The files of the case store by their names in the archive, for as long as the block lasts.

    What is loaded or deleted meanwhile changes nothing of them. Raises CannotTake without the store's key.
    """
    home = Path(settings.CASES)
    if not (home / CHECK).exists() and not (home / FILE).exists():
        yield []
        return
    with aside.aside(home) as place:
        with suppress(FileNotFoundError):
            os.link(home / CHECK, place / CHECK)
        if (home / FILE).exists():
            try:
                written_of().book.copy_to(place / FILE)
            except (NoKey, WrongKey) as refusal:
                raise CannotTake(str(refusal)) from refusal
        for load in [path for path in home.iterdir() if ID.fullmatch(path.name)]:
            _link(load, place / load.name)
        files = sorted(path for path in place.rglob("*") if path.is_file() and path.name != aside.LOCK)
        yield [(f"{FOLDER}/{path.relative_to(place)}", path) for path in files]


def _link(load: Path, place: Path) -> None:
    """The files of a load once more, without a copy; nothing of one that is deleted meanwhile."""
    place.mkdir(mode=0o700)
    try:
        for path in sorted(load.iterdir()):
            os.link(path, place / path.name)
    except FileNotFoundError:
        shutil.rmtree(place)


def number_of_loads(files: list[tuple[str, Path]]) -> int:
    return sum(path.name == MANIFEST for _, path in files)


def bring_cases(unpacked: Path, loads: int) -> None:
    """Put the case store into its place, read every row of it, and count its loads.

    Raises CannotTake where there is case data already, or what was brought does not open with the key or is
    not whole; then nothing of it stays.
    """
    home = Path(settings.CASES)
    if not unpacked.exists():
        return
    if (home / CHECK).exists() or (home / FILE).exists():
        raise CannotTake(f"There is case data here already: {home}. A restore never writes over it.")
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    for path in unpacked.iterdir():
        shutil.move(path, home / path.name)
    try:
        found = store_of().check()
        if (home / FILE).exists():
            written_of().children()
    except (NoKey, WrongKey, Damaged) as failure:
        shutil.rmtree(home)
        raise CannotTake(str(failure)) from failure
    if found != loads:
        shutil.rmtree(home)
        raise CannotTake(f"The back-up says that it has {loads} loads of case data, and holds {found}.")
