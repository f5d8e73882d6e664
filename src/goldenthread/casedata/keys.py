"""Keys for each purpose, derived from the case store's one key; and what is said when it does not fit."""

from __future__ import annotations

import hashlib
import hmac

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32


class NoKey(Exception):
    """The key of the case store is not there, or is not a key. Says so in words."""


class WrongKey(Exception):
    """What is asked for was written under another key, or was altered. Names no value."""


def derived(key: bytes, purpose: str) -> bytes:
    """The key for one purpose (32 bytes), from the store's: HKDF with SHA-256, RFC 5869.

    Raises NoKey for a key of another length than 32 bytes.
    """
    if len(key) != KEY_BYTES:
        raise NoKey(f"The case store needs its key: {KEY_BYTES} bytes, made when the product was set up.")
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode()).derive(key)


def keyed_hash(key: bytes, *parts: str) -> bytes:
    """A hash (32 bytes) of some words under a derived key: equal for equal words in equal parts."""
    said = b"".join(len(part.encode()).to_bytes(4, "big") + part.encode() for part in parts)
    return hmac.new(key, said, hashlib.sha256).digest()
