"""Addresses of cases: what a page's address says in place of a child, readable by this store's key only.

A token is made anew each time, so two addresses of one case look unlike; it works for the purpose and the
person it was made for, and dies within a day. It may stand in a browser's history or a proxy's log: what it
says cannot be read there, nor its length told.
"""

from __future__ import annotations

import base64
import binascii
import json
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from goldenthread.casedata.pseudonyms import derived

LIVES = timedelta(days=1)
LONGEST = 1500  # characters: longer ones are nobody's address
_NONCE_BYTES = 12
_PAD_TO = 128


class BadToken(ValueError):
    """An address that does not open anything. `expired` tells one that was good once; says what to do."""

    def __init__(self, words: str, *, expired: bool = False) -> None:
        super().__init__(words)
        self.words = words
        self.expired = expired


class Tokens:
    """Makes and opens the addresses of one purpose, such as "trackers.case"."""

    def __init__(self, key: bytes, purpose: str) -> None:
        """`key` is the case store's. Raises NoKey."""
        self._cipher = AESGCM(derived(key, f"tokens of {purpose}"))

    def make(self, says: Mapping[str, str | int], *, whom: str, now: datetime) -> str:
        """The address of what `says` names, for one person (`whom`), good until a day after `now`."""
        words = json.dumps([int(now.timestamp()), dict(says)], separators=(",", ":")).encode()
        words += b" " * (-len(words) % _PAD_TO)
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = nonce + self._cipher.encrypt(nonce, words, whom.encode())
        return base64.urlsafe_b64encode(sealed).rstrip(b"=").decode()

    def open(self, token: str, *, whom: str, now: datetime) -> dict[str, str | int]:
        """What an address names. Raises BadToken for one that is forged, another's or out of time."""
        try:
            sealed = base64.urlsafe_b64decode(token[:LONGEST] + "=" * (-len(token) % 4))
            words = self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], whom.encode())
        except (binascii.Error, ValueError, InvalidTag):
            raise BadToken(
                "This address does not open a case for you. Addresses of cases work for one person only. "
                "Open the case from its list."
            ) from None
        made, says = json.loads(words)
        if not 0 <= now.timestamp() - made <= LIVES.total_seconds():
            raise BadToken(
                "This address was good for one day, which is over. Open the case from its list again.",
                expired=True,
            )
        return dict(says)
