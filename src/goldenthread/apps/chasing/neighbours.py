"""What rooms after this one tell it: which papers were frozen while a round ran. They register at start.

A later room calls `register_frozen(source)`. The source takes a round and gives the papers that speak of what
it asks about and were frozen since it asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from goldenthread.apps.chasing.models import Round


@dataclass(frozen=True)
class Frozen:
    """A paper that was frozen: "edition 2 of the report to the board, 2017-18 Q4"."""

    words: str
    at: datetime
    href: str


FrozenSince = Callable[[Round], Iterable[Frozen]]
_sources: list[FrozenSince] = []


def register_frozen(source: FrozenSince) -> None:
    """Say on a round's page which replies came after these papers were frozen. Twice is once."""
    if source not in _sources:
        _sources.append(source)


def frozen_since(round: Round) -> list[Frozen]:
    """The papers that speak of what a round asks about, frozen since it asked, the newest first."""
    found = (paper for source in _sources for paper in source(round))
    return sorted(found, key=lambda paper: paper.at, reverse=True)
