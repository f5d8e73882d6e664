"""Evidence as it stood on a day and as far as it was known: what each piece says, and whether it counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse

from goldenthread.apps.evidence.access import open_pieces
from goldenthread.apps.evidence.kinds import EvidenceKind, NothingSaid, Said, kind_called, kind_words
from goldenthread.apps.evidence.models import (
    Bearing,
    Bears,
    ContradictionAnswer,
    Piece,
    PieceVersion,
    Sensitivity,
    Source,
)
from goldenthread.apps.inspections.models import Element, Recommendation
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.moments import in_force_by, known_by
from goldenthread.apps.trail.said import copied, put_back
from goldenthread.rulebook.evidence import Worth, has_expired, is_answered, worth_of

REVISED = "evidence.evidence_revised"
VERSION_ADDED = "evidence.evidence_version_added"
"""The events that tell what the particulars of a piece said before."""
ORDER = tuple(Source)


@dataclass(frozen=True)
class Answer:
    """What was answered to a contradiction. `stands`: it answers the version that stands (EVD-6)."""

    text: str
    by: str
    at: datetime
    stands: bool = True


@dataclass(frozen=True)
class Shown:
    """A piece as it bears on a recommendation, on a day. `source`, `bears`: values of `rulebook.evidence`.

    `figures`: label, value as printed, version id, as the record said them when the piece was recorded.
    `says_now` is what the record says on the page's day, where that is another; `href` the piece's page.
    """

    uuid: UUID
    reference: str
    title: str
    source: str
    source_label: str
    kind: str
    kind_label: str
    bears: str
    why: str
    version: int
    sha256: str
    effective_on: date
    period: str
    sample: str
    finding: str
    expires_on: date | None
    expired: bool
    counts: bool
    counts_code: str
    counts_words: str
    vouched: str
    restricted: bool
    answers: tuple[Answer, ...]
    href: str
    figures: tuple[tuple[str, str, str], ...]
    answered: bool = False
    element: str = ""
    bearing: UUID | None = None
    file: UUID | None = None
    file_name: str = ""
    url: str = ""
    kept_at: str = ""
    recorded_at: datetime | None = None
    says_now: Said | None = None

    @property
    def contradicts(self) -> bool:
        return self.bears == Bears.CONTRADICTS

    @property
    def unanswered(self) -> bool:
        """A contradiction that nobody answered since it last said something."""
        return self.contradicts and not self.answered


def piece_called(uuid: UUID) -> Piece:
    """The piece of this id, withdrawn ones included. Raises Http404."""
    pieces = Piece.objects.select_related("vouched_by", "recorded_by", "withdrawn_by")
    return get_object_or_404(pieces, uuid=uuid)


def bearing_called(uuid: UUID) -> Bearing:
    """The bearing of this id, one that was taken off included. Raises Http404."""
    ties = Bearing.ever.select_related("piece", "recommendation__inspection", "element")
    return get_object_or_404(ties, uuid=uuid)


def evidence_for(
    recommendation: Recommendation, element: Element | None = None, *, as_at: date,
    known_at: datetime | None = None, person: Person | None = None, compare: bool = True,
) -> tuple[Shown, ...]:  # fmt: skip
    """What bears on a recommendation (its elements included) or on one element, by source, newest first.

    `person` leaves out what is restricted to others; `compare` asks each record of another room what it says
    on the day. Withdrawn pieces are left out, from the instant of withdrawal.
    """
    ties = Bearing.ever.filter(recommendation=recommendation)
    if element is not None:
        ties = ties.filter(element=element)
    shown = _shown(ties, as_at=as_at, known_at=known_at, person=person, compare=compare)
    return tuple(shown)


def closed_for(
    recommendation: Recommendation, *, as_at: date, known_at: datetime | None, person: Person
) -> int:
    """How many pieces bear on a recommendation that somebody may not open."""
    pieces = standing_pieces(known_at).filter(sensitivity=Sensitivity.RESTRICTED)
    ties = Bearing.ever.filter(in_force_by(known_at), recommendation=recommendation)
    told = PieceVersion.objects.filter(known_by(known_at), effective_on__lte=as_at)
    pieces = pieces.filter(pk__in=ties.values("piece")).filter(pk__in=told.values("piece"))
    return pieces.exclude(pk__in=open_pieces(person, pieces).values("pk")).count()


def by_source(shown: Iterable[Shown]) -> list[tuple[Source, list[Shown]]]:
    """All four sources, each with what comes from it, or nothing."""
    found: dict[str, list[Shown]] = defaultdict(list)
    for one in shown:
        found[one.source].append(one)
    return [(source, found[source]) for source in ORDER]


def standing_pieces(known_at: datetime | None) -> QuerySet[Piece]:
    """Pieces that were not withdrawn, as far as was known at an instant."""
    stands = Q(withdrawn_at=None)
    return Piece.objects.filter(stands if known_at is None else stands | Q(withdrawn_at__gt=known_at))


def versions_on(
    pieces: Iterable[int], *, as_at: date, known_at: datetime | None = None
) -> dict[int, PieceVersion]:
    """By key of piece the version that stood: the last known of those that speak of a day by then."""
    told = PieceVersion.objects.filter(known_by(known_at), piece__in=list(pieces), effective_on__lte=as_at)
    told = told.select_related("file", "recorded_by").order_by("piece_id", "-number").distinct("piece_id")
    return {version.piece_id: version for version in told}


def _shown(
    ties: QuerySet[Bearing], *, as_at: date, known_at: datetime | None, person: Person | None, compare: bool
) -> list[Shown]:
    ties = ties.filter(in_force_by(known_at)).select_related("piece__vouched_by", "element")
    pieces = standing_pieces(known_at)
    if person is not None:
        pieces = open_pieces(person, pieces)
    found = list(ties.filter(piece__in=pieces.values("pk")).order_by("pk"))
    versions = versions_on({tie.piece_id for tie in found}, as_at=as_at, known_at=known_at)
    then = {tie.piece_id: copied(tie.piece) for tie in found}
    put_back(then.values(), known_at, REVISED, VERSION_ADDED)
    answers = answers_to((tie.pk for tie in found), known_at=known_at)
    shown = [
        show(then[tie.piece_id], versions[tie.piece_id], tie, answers[tie.pk], as_at, known_at, compare)
        for tie in found
        if tie.piece_id in versions
    ]
    return sorted(shown, key=_order)


def _order(one: Shown) -> tuple[int, int, str]:
    return ORDER.index(Source(one.source)), -one.effective_on.toordinal(), one.reference


def answers_to(
    ties: Iterable[int], *, known_at: datetime | None = None
) -> dict[int, list[ContradictionAnswer]]:
    """By the key of each bearing what was answered to it, the oldest first."""
    told = ContradictionAnswer.objects.filter(known_by(known_at), bearing__in=list(ties))
    found: dict[int, list[ContradictionAnswer]] = defaultdict(list)
    for answer in told.select_related("recorded_by").order_by("pk"):
        found[answer.bearing_id].append(answer)
    return found


def show(
    piece: Piece, version: PieceVersion, tie: Bearing, answers: Sequence[ContradictionAnswer], as_at: date,
    known_at: datetime | None, compare: bool,
) -> Shown:  # fmt: skip
    """A piece at one of its versions, as it bears on a recommendation."""
    worth = worth_of(
        finding=version.finding, period=version.period, sample=version.sample, expires_on=piece.expires_on,
        on=as_at,
    )  # fmt: skip
    said = version.said or {}
    return Shown(
        uuid=piece.uuid,
        reference=piece.reference,
        title=piece.title,
        source=piece.source,
        source_label=Source(piece.source).label,
        kind=piece.kind,
        kind_label=kind_words(piece.kind),
        bears=tie.bears,
        why=tie.why,
        version=version.number,
        sha256=version.sha256,
        effective_on=version.effective_on,
        period=version.period,
        sample=version.sample,
        finding=version.finding,
        expires_on=piece.expires_on,
        expired=has_expired(piece.expires_on, as_at),
        counts=worth.counts,
        counts_code=str(worth.code),
        counts_words=worth.words,
        vouched=piece.vouched_text,
        restricted=piece.sensitivity == Sensitivity.RESTRICTED,
        answers=tuple(_answer(one, version) for one in answers),
        href=reverse("evidence:piece", args=[piece.uuid]),
        figures=tuple((label, value, where) for label, value, where in said.get("figures", ())),
        answered=is_answered(version.number, {one.version_number for one in answers}),
        element=tie.element.reference if tie.element else "",
        bearing=tie.uuid,
        file=version.file.uuid if version.file else None,
        file_name=version.file.name if version.file else "",
        url=version.url,
        kept_at=said.get("named", ""),
        recorded_at=version.recorded_at,
        says_now=says_now(piece, version, as_at=as_at, known_at=known_at) if compare else None,
    )


def says_now(
    piece: Piece, version: PieceVersion, *, as_at: date, known_at: datetime | None = None
) -> Said | None:
    """What the record of a piece says, where that is another than the version kept; None for the same.

    What can no longer be asked (the record says nothing, or no room registers the kind) is no change.
    """
    kind = kind_called(piece.kind)
    said = record_says(kind, piece, as_at, known_at) if kind else None
    return said if said is not None and _says_another(version, said) else None


def _says_another(version: PieceVersion, said: Said) -> bool:
    """Whether a record's figures, period or sample are others than were kept.

    So its finding, where the piece took it as it was; a person's own words stay true beside another target.
    """
    kept, now = version.said or {}, said.as_json()
    own = version.finding == kept.get("finding")
    return any(kept.get(name) != now[name] for name in ("figures", "period", "sample", *["finding"] * own))


def versions_of(piece: Piece) -> QuerySet[PieceVersion]:
    """All that a piece said, the newest first."""
    return piece.versions.select_related("file", "recorded_by").order_by("-number")


def newest_version(piece: Piece) -> PieceVersion:
    """What a piece says now."""
    return versions_of(piece)[0]


def record_says(kind: EvidenceKind, piece: Piece, on: date, known_at: datetime | None = None) -> Said | None:
    """What the record of a piece says on a day; None where it says nothing any more."""
    try:
        return kind.say(piece.subject_uuid, piece.subject_at, on, known_at) if piece.subject_uuid else None
    except NothingSaid:
        return None


@dataclass(frozen=True)
class Story:
    """A piece by itself: its versions, what it bears on and did, and what its record says now."""

    version: PieceVersion
    versions: tuple[PieceVersion, ...]
    worth: Worth
    expired: bool
    ties: tuple[tuple[Bearing, tuple[Answer, ...], bool], ...]
    ended: tuple[Bearing, ...]
    says_now: Said | None
    record_href: str

    @property
    def figures(self) -> Sequence[Sequence[str]]:
        return (self.version.said or {}).get("figures", ())

    @property
    def kept_at(self) -> str:
        return (self.version.said or {}).get("named", "")


def story_of(piece: Piece, *, as_at: date) -> Story:
    """All that a piece's page shows. `ties`: each bearing, its answers, whether it still wants one."""
    versions = tuple(versions_of(piece))
    version = versions[0]
    ties = list(
        Bearing.ever.filter(piece=piece).select_related(
            "recommendation__inspection", "element", "recorded_by", "ended_by"
        )
    )
    told = answers_to(tie.pk for tie in ties)
    kind = kind_called(piece.kind)
    said = record_says(kind, piece, as_at) if kind else None
    return Story(
        version=version,
        versions=versions,
        worth=worth_of(
            finding=version.finding, period=version.period, sample=version.sample,
            expires_on=piece.expires_on, on=as_at,
        ),
        expired=has_expired(piece.expires_on, as_at),
        ties=tuple(_tied(tie, version, told[tie.pk]) for tie in ties if tie.ended_at is None),
        ended=tuple(tie for tie in ties if tie.ended_at is not None),
        says_now=said if said is not None and _says_another(version, said) else None,
        record_href=said.href if said else "",
    )  # fmt: skip


def _tied(
    tie: Bearing, version: PieceVersion, told: Sequence[ContradictionAnswer]
) -> tuple[Bearing, tuple[Answer, ...], bool]:
    answers = tuple(_answer(one, version) for one in told)
    wants = tie.bears == Bears.CONTRADICTS and not any(one.stands for one in answers)
    return tie, answers, wants


def _answer(one: ContradictionAnswer, version: PieceVersion) -> Answer:
    return Answer(
        one.text, str(one.recorded_by or "the system"), one.recorded_at, one.version_number == version.number
    )
