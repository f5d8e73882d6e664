"""The store of contents: named by the SHA-256 of what they say, encrypted at rest, outside the web root.

A content is written once, aside and then moved into place, so a killed upload leaves nothing half written.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_BYTES = 12
JUST_NOW = 60
"""Seconds. Whoever brings a content writes its row after it, which others see only when all is done."""


class Unreadable(Exception):
    """A content is missing, was altered, or is under another key. Names the content by its digest only."""


def put(content: bytes) -> str:
    """Keep a content; its SHA-256 in hexadecimal. Keeping it again changes nothing."""
    sha256 = hashlib.sha256(content).hexdigest()
    place = place_of(sha256)
    with suppress(FileNotFoundError):
        os.utime(place)  # somebody brings it now: `forget` leaves it
    if not place.exists():
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        nonce = secrets.token_bytes(NONCE_BYTES)
        # The digest is bound to the ciphertext: one content cannot be passed off as another.
        sealed = nonce + AESGCM(_key()).encrypt(nonce, content, sha256.encode())
        aside = place.with_name(f".{sha256}.{secrets.token_hex(4)}")
        try:
            _write(aside, sealed)
            aside.rename(place)
        except OSError:  # a full disk: what was written of it would only fill it more
            aside.unlink(missing_ok=True)
            raise
    return sha256


def _write(place: Path, sealed: bytes) -> None:
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())


def get(sha256: str) -> bytes:
    """The content of this digest, which is worked out again. Raises Unreadable where it is another."""
    try:
        sealed = place_of(sha256).read_bytes()
        content = AESGCM(_key()).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], sha256.encode())
    except (OSError, InvalidTag) as failure:
        raise Unreadable(sha256) from failure
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Unreadable(sha256)
    return content


def forget(sha256: str) -> bool:
    """Take a content out of the store. False where there is none, or where somebody brought it just now."""
    place = place_of(sha256)
    try:
        if time.time() - place.stat().st_mtime < JUST_NOW:
            return False
        place.unlink()
    except FileNotFoundError:
        return False
    return True


def place_of(sha256: str) -> Path:
    """Where the content of this digest lies, or would lie, encrypted."""
    return Path(settings.FILES) / sha256[:2] / sha256


def _key() -> bytes:
    """The key of this installation's files (32 bytes), made on first use with mode 0600."""
    return hashlib.sha256(settings.FILE_SECRET.encode()).digest()
