"""The file that holds the case store's key: 32 random bytes as 64 hexadecimal digits, for its owner alone."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from goldenthread.casedata.keys import KEY_BYTES, NoKey
from goldenthread.casedata.store import CHECK
from goldenthread.casedata.written import FILE as WRITTEN


def make_key(path: Path, store: Path | None = None) -> bool:
    """Make the key where there is none, with mode 0600; whether one was made. One that is there stays.

    Raises NoKey where this store was begun already: a new key would not open what is in it.
    """
    if path.exists():
        return False
    if store is not None and any((store / name).exists() for name in (CHECK, WRITTEN)):
        raise NoKey(
            f"There is case data, but its key is gone ({path}). Put it back, from the keys of a back-up: no "
            "other opens it, and none is made in its place."
        )
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Written aside and linked into place: two who make it at once agree on one, and none reads half of it.
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_hex(KEY_BYTES))
    with suppress(FileExistsError):
        os.link(aside, path)
    aside.unlink()
    return True


def read_key(path: Path) -> bytes:
    """The key, 32 bytes. Raises NoKey where there is no file, or it holds something else."""
    try:
        key = bytes.fromhex(path.read_text("ascii").strip())
    except FileNotFoundError:
        raise NoKey(
            f"There is no key for the case data ({path.name}). Where there is case data already, put its own "
            "key back; else `goldenthread set-up` makes one."
        ) from None
    except ValueError:
        raise NoKey(f"What {path.name} holds is not a key: put the case data's own back.") from None
    if len(key) != KEY_BYTES:
        raise NoKey(f"What {path.name} holds is not a key: put the case data's own back.")
    return key
