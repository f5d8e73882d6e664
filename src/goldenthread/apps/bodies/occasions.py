"""What a body's readers compare with: when it met, when a paper for it was frozen. Later rooms register.

A later room calls `register_occasions(function)` when it starts. The function takes the body and gives its
occasions in any order, those still to come left out or not: a page takes what lies before its own instant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from goldenthread.apps.bodies.models import Body


@dataclass(frozen=True)
class Occasion:
    """A meeting or a paper. `known_at` is the instant whose knowledge its readers had.

    `kind` and `uuid` are how an address names it: "meeting", "paper". `words` end a sentence that begins with
    "since": "the meeting of 10 July 2018".
    """

    kind: str
    uuid: UUID
    words: str
    known_at: datetime


Source = Callable[[Body], Iterable[Occasion]]
_sources: list[Source] = []


def register_occasions(source: Source) -> None:
    """Offer these occasions wherever two are compared. Twice is once."""
    if source not in _sources:
        _sources.append(source)


def occasions_of(body: Body | None, at: datetime) -> list[Occasion]:
    """A body's meetings and papers up to an instant, the newest first; none for no body."""
    if body is None:
        return []
    found = (occasion for source in _sources for occasion in source(body))
    return sorted((one for one in found if one.known_at <= at), key=lambda one: one.known_at, reverse=True)
