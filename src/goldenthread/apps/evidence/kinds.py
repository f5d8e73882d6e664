"""Records of other rooms that may be evidence: a measure at a period, an audit's result, a survey, a minute.

A room calls `register_kind(EvidenceKind(...))` when it starts. A piece of such a kind names the record; its
version keeps what the record said then (`Said`), with a digest, so that what it says now can be compared.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.people.models import Person


class NothingSaid(LookupError):
    """The record said nothing by that day, or as far as was known. Its text is for the person who asked."""


@dataclass(frozen=True)
class Choice:
    """A record that may be brought as evidence, and where in it: `at` is a period, as text, or empty."""

    uuid: UUID
    at: str
    title: str


@dataclass(frozen=True)
class Said:
    """What a record says of itself. `figures`: label, value as printed, id of the version of the value."""

    title: str
    effective_on: date
    period: str
    finding: str
    sample: str
    figures: tuple[tuple[str, str, str], ...] = ()
    href: str = ""

    def as_json(self) -> dict[str, Any]:
        """As it is kept: canonical text of it is what the digest is over. Its address is no part of it."""
        return {
            "title": self.title,
            "effective_on": self.effective_on.isoformat(),
            "period": self.period,
            "finding": self.finding,
            "sample": self.sample,
            "figures": [list(figure) for figure in self.figures],
        }


@dataclass(frozen=True)
class EvidenceKind:
    """A kind of record. `choices` offers those that somebody may see; `near` the ids of those that belong to
    a recommendation already, to be offered first. `say(uuid, at, as_at, known_at)` raises NothingSaid.
    """

    key: str
    label: str
    source: str
    find: Callable[[UUID], object | None]
    choices: Callable[[Person, date], Sequence[Choice]]
    say: Callable[[UUID, str, date, datetime | None], Said]
    near: Callable[[Recommendation], set[UUID]] | None = None


_kinds: dict[str, EvidenceKind] = {}


def register_kind(kind: EvidenceKind) -> None:
    """Take records of this kind as evidence. Twice is once."""
    _kinds[kind.key] = kind


def kind_called(key: str) -> EvidenceKind | None:
    """The registered kind of this key; None for our own, and for what no room registers any more."""
    return _kinds.get(key)


def kinds() -> tuple[EvidenceKind, ...]:
    """Every registered kind, in the order in which rooms registered."""
    return tuple(_kinds.values())


OWN_WORDS = {"file": "File", "link": "Link", "named": "Kept elsewhere"}


def kind_words(key: str) -> str:
    """The words for a kind."""
    kind = _kinds.get(key)
    return OWN_WORDS.get(key) or (kind.label if kind else key.replace("_", " ").capitalize())


def kind_choices() -> list[tuple[str, str]]:
    """Every kind with its words, those of no other room first."""
    return [*OWN_WORDS.items(), *((kind.key, kind.label) for kind in _kinds.values())]
