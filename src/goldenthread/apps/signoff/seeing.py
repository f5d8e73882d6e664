"""What of a case somebody may see: restricted evidence is left out, and counted."""

from __future__ import annotations

from dataclasses import dataclass, replace

from goldenthread.apps.evidence.access import open_pieces
from goldenthread.apps.evidence.models import Piece
from goldenthread.apps.people.models import Person
from goldenthread.documents.sign_off_case import SignOffCase


@dataclass(frozen=True)
class Seen:
    """A case without what its reader may not open; `withheld` counts those pieces."""

    case: SignOffCase
    withheld: int = 0


def seen_by(person: Person, case: SignOffCase) -> Seen:
    """The case as somebody may see it. No query where nothing in it is restricted."""
    restricted = [one.uuid for one in case.evidence if one.restricted]
    if not restricted:
        return Seen(case)
    pieces = open_pieces(person, Piece.objects.filter(uuid__in=restricted))
    shown = {str(uuid) for uuid in pieces.values_list("uuid", flat=True)}
    kept = tuple(one for one in case.evidence if not one.restricted or one.uuid in shown)
    return Seen(replace(case, evidence=kept), len(case.evidence) - len(kept))
