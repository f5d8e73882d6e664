"""Keys and pseudonyms: what makes a child of a file into a number that means nothing outside this store.

The store has one key. A key for each purpose is derived from it (HKDF-SHA256, RFC 5869), and one for each
file, so that no two are encrypted with the same.
"""

from __future__ import annotations

import hmac
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from goldenthread.casedata.keys import NoKey

LEAST = 32
REMEMBERED = 50_000


def derived(key: bytes, purpose: str) -> bytes:
    """The 32 bytes for one purpose. Raises NoKey where the store's key is shorter than 32 bytes."""
    if len(key) < LEAST:
        raise NoKey(f"The key of the case data has {len(key)} bytes. It needs {LEAST} or more.")
    return HKDF(SHA256(), 32, salt=None, info=f"goldenthread case data: {purpose}".encode()).derive(key)


def pseudonyms(key: bytes, authority: str) -> Callable[[str], int]:
    """What turns the council's own number for a child into 63 bits, 0 to 2**63-1.

    The same number of the same authority is the same child in every list, source and snapshot; the same
    number of another authority is another child. Spaces around a number, its case, full-width or other forms
    of the same letters, and zeros before a number of digits (spreadsheets drop them) make no difference.
    """
    secret = derived(key, "pseudonyms")

    @lru_cache(REMEMBERED)
    def pseudonym(number: str) -> int:
        said = f"{authority}\0{plain(number)}".encode()
        return int.from_bytes(hmac.digest(secret, said, "sha256")[:8], "big") >> 1

    return pseudonym


def plain(number: str) -> str:
    """A number as it is hashed: two spellings of one number are one."""
    same = number if number.isascii() else unicodedata.normalize("NFKC", number)
    same = same.strip().upper()
    return same.lstrip("0") or same if same.isdigit() else same
