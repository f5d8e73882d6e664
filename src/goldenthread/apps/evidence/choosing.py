"""What a person may choose when bringing evidence: records of other rooms, and places where it may bear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from goldenthread.apps.evidence.kinds import Choice, EvidenceKind
from goldenthread.apps.evidence.models import Piece
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.people.models import Person

MOST = 20


@dataclass(frozen=True)
class Offered:
    """The records that a page offers, and how many more there are."""

    records: tuple[Choice, ...]
    more: int

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(token(one), one.title) for one in self.records]

    def title_of(self, chosen: str) -> str:
        return dict(self.choices).get(chosen, "")


def offered_records(
    kind: EvidenceKind, recommendation: Recommendation, person: Person, today: date, words: str
) -> Offered:
    """Records of a kind with all these words in their titles, those of the recommendation first."""
    wanted = words.casefold().split()
    fitting = [
        one for one in kind.choices(person, today) if all(word in one.title.casefold() for word in wanted)
    ]
    near = kind.near(recommendation) if kind.near else set()
    fitting.sort(key=lambda one: one.uuid not in near)
    return Offered(tuple(fitting[:MOST]), max(0, len(fitting) - MOST))


def token(one: Choice) -> str:
    """A record, and where in it, as one value of a form."""
    return f"{one.uuid} {one.at}".strip()


def taken(chosen: str) -> tuple[UUID, str]:
    """The record of a value that was offered."""
    uuid, _, at = chosen.partition(" ")
    return UUID(uuid), at


def places(piece: Piece) -> Sequence[tuple[str, str]]:
    """Every recommendation and element that a piece does not bear on yet."""
    ties = piece.bearings.select_related("recommendation", "element")
    taken_up = {(tie.element or tie.recommendation).uuid for tie in ties}
    found: list[tuple[str, str]] = []
    for one in Recommendation.objects.select_related("inspection").prefetch_related("elements"):
        found.append((str(one.uuid), f"{one.reference} {one.title} ({one.inspection})"))
        found += [
            (str(part.uuid), f"{one.reference}{part.reference} {part.title} ({one.inspection})")
            for part in one.elements.all()
        ]
    return [place for place in found if UUID(place[0]) not in taken_up]
