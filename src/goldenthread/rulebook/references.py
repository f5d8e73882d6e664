"""Printed references, and the order in which people read them."""

from __future__ import annotations

import re

LONGEST_KEY = 120
_DIGITS_IN_KEY = 6
_NUMBER = re.compile(r"\d+")


def sort_key(reference: str) -> str:
    """A text by which references sort as people do: 1.9 before 1.10, A-2 before A-10, 17 before L1.

    Case and space are no part of it. It is at most `LONGEST_KEY` characters; an empty reference has an empty
    key, and so comes first.
    """
    plain = "".join(reference.split()).casefold()
    return _NUMBER.sub(lambda number: number[0].lstrip("0").zfill(_DIGITS_IN_KEY), plain)[:LONGEST_KEY]
