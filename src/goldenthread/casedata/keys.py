"""What is said of the case store's key where it is not there, or does not fit."""

from __future__ import annotations

KEY_BYTES = 32


class NoKey(Exception):
    """The key of the case store is not there, or is not a key. Says in words what to do."""


class WrongKey(Exception):
    """What is asked for was written under another key. Names no value."""
