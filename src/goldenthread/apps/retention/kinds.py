"""Classes of record that have a time: each room says what it keeps, from which day, and how it goes.

A room calls `register(Kind(…))` when it starts. How long a class is kept, and by which basis, a council sets
(`models.KeepingTime`); the kind only suggests it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Item:
    """One record that is past its time: its key in its table, the SHA-256 of what it says, and its day."""

    key: str
    digest: str
    on: date


@dataclass(frozen=True)
class Kind:
    """A class of record. `due` gives what counts from a day or before it; `delete` takes these, on a day.

    `what_goes` says in words what a deletion takes away, and what stays.
    """

    key: str
    label: str
    counts_from: str
    what_goes: str
    months: int
    basis: str
    due: Callable[[date], Sequence[Item]]
    delete: Callable[[Sequence[Item], date], None]


Holder = Callable[[Collection[str]], set[str]]
_holders: list[Holder] = []
_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Give a class of record a place in the schedule. The same key again replaces it."""
    _kinds[kind.key] = kind


def register_holder(holder: Holder) -> None:
    """Say which of some contents of the store a room holds beside files: those stay. Twice is once."""
    if holder not in _holders:
        _holders.append(holder)


def held(sha256s: Collection[str]) -> set[str]:
    """Those of these contents that some room holds."""
    return {sha256 for holder in _holders for sha256 in holder(sha256s)}


def all_kinds() -> list[Kind]:
    """Every class, by its name."""
    return sorted(_kinds.values(), key=lambda one: one.label)


def kind_called(key: str) -> Kind | None:
    """The class of this key; None for none."""
    return _kinds.get(key)
