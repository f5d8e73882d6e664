"""Who reads evidence, who brings it, who keeps it, and to whom a restricted piece is open.

A restricted piece is open to those who keep improvement plans, to heads and directors, to whoever sits on a
body that answers for a recommendation that it bears on, to who vouches for it, and to who brought it.
"""

from __future__ import annotations

from uuid import UUID

import rules
from django.db.models import Q, QuerySet
from rules.permissions import permissions

from goldenthread.apps.bodies.access import reads
from goldenthread.apps.evidence.models import Bearing, Piece, PieceVersion, Sensitivity
from goldenthread.apps.files.closed import is_closed_to
from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.inspections.models import Accountability
from goldenthread.apps.people.access import READERS, holds, standing
from goldenthread.apps.people.models import Person, Role, Scope

KEEPERS = (Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER)
HEADS = (Role.HEAD_OF_SERVICE, Role.DIRECTOR)
BRINGERS = (Role.ACTION_LEAD, Role.TEAM_MANAGER, Role.PERFORMANCE_ANALYST)
keeps = holds(*KEEPERS)
opens_all = holds(*KEEPERS, *HEADS)


def piece_of(about: Piece | Bearing | PieceVersion | None) -> Piece | None:
    """The piece that a record of this room is, or is of."""
    return about.piece if isinstance(about, Bearing | PieceVersion) else about


def open_pieces(person: Person, pieces: QuerySet[Piece] | None = None) -> QuerySet[Piece]:
    """Those of these pieces (all) that somebody who reads evidence may open."""
    pieces = Piece.objects.all() if pieces is None else pieces
    if opens_all(person):
        return pieces
    theirs = Q(recorded_by=person) | Q(vouched_by__in=list(standing(person).posts))
    if bodies := _bodies_sat_on(person):
        answered = Accountability.objects.filter(body__uuid__in=bodies, ended_at=None)
        bearing = Bearing.objects.filter(recommendation__in=answered.values("recommendation"))
        theirs |= Q(pk__in=bearing.values("piece"))
    return pieces.filter(Q(sensitivity=Sensitivity.ORDINARY) | theirs)


def files_closed_to(person: Person) -> QuerySet[StoredFile]:
    """The files of pieces that somebody may not open."""
    if opens_all(person):
        return StoredFile.objects.none()
    restricted = Piece.objects.filter(sensitivity=Sensitivity.RESTRICTED)
    closed = restricted.exclude(pk__in=open_pieces(person, restricted).values("pk"))
    return StoredFile.objects.filter(evidence_versions__piece__in=closed.values("pk"))


def _bodies_sat_on(person: Person) -> list[UUID]:
    """The ids of the bodies over which somebody has a role of their own."""
    over = (Scope.BODY, Scope.WORKSTREAM)
    grants = standing(person).grants
    return [uuid for role, scope, uuid in grants if uuid and role in READERS and scope in over]


@rules.predicate
def brings(person: Person) -> bool:
    """An action lead or a team manager brings evidence whatever their role is over."""
    return standing(person).has_anywhere(*BRINGERS)


@rules.predicate
def is_open(person: Person, about: object = None) -> bool:
    """Not restricted, or open to this person. Asked of no piece in particular: true."""
    piece = piece_of(about)
    if piece is None or piece.sensitivity == Sensitivity.ORDINARY:
        return True
    return open_pieces(person, Piece.objects.filter(pk=piece.pk)).exists()


@rules.predicate
def brought_it(person: Person, about: object = None) -> bool:
    piece = piece_of(about)
    return piece is not None and piece.recorded_by_id == person.pk


@rules.predicate
def opens_as_evidence(person: Person, file: StoredFile | None) -> bool:
    """Whether a file is of a piece that somebody may open, whatever their role is over, and not closed."""
    if file is None or not reads(person) or is_closed_to(person, file):
        return False
    return open_pieces(person, Piece.objects.filter(versions__file=file)).exists()


rules.add_perm("evidence.see", reads)
rules.add_perm("evidence.see_piece", reads & is_open)
rules.add_perm("evidence.bring", opens_all | brings)
rules.add_perm("evidence.change", is_open & (opens_all | (brings & brought_it)))
rules.add_perm("evidence.use", is_open & (opens_all | brings))
rules.add_perm("evidence.answer", is_open & (opens_all | brings))
rules.add_perm("evidence.withdraw", keeps)
rules.set_perm("files.open_file", permissions["files.open_file"] | opens_as_evidence)
