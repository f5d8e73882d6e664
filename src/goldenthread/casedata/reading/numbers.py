"""A child's number as every source spells it: the same child must get the same hash from each."""

from __future__ import annotations

import re

_AS_A_NUMBER = re.compile(r"(\d+)\.0+")


def tidy_number(text: str) -> str | None:
    """The council's own number without what spreadsheets add: spaces at its ends (hard ones too), a leading
    apostrophe, ".0". None when nothing is left of it."""
    tidy = text.replace("\u00a0", " ").strip().lstrip("'\u2018\u2019").strip()
    if whole := _AS_A_NUMBER.fullmatch(tidy):
        tidy = whole.group(1)
    return tidy or None
