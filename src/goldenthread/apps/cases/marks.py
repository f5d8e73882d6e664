"""What a child is called where their number is not shown: eight letters and digits, the same everywhere."""

from __future__ import annotations

import base64
import hmac

from django.conf import settings

from goldenthread.casedata.key_file import read_key
from goldenthread.casedata.pseudonyms import derived


class Marks:
    """Gives the marks of children: "K7F3-Q2XA". No way leads back from a mark without the store's key."""

    def __init__(self) -> None:
        """Raises NoKey."""
        self._key = derived(read_key(settings.CASE_KEY), "marks")

    def of(self, child: int) -> str:
        """The mark of a child (the snapshots' keyed hash)."""
        digest = hmac.digest(self._key, child.to_bytes(8, "big"), "sha256")
        letters = base64.b32encode(digest[:5]).decode()
        return f"{letters[:4]}-{letters[4:]}"
