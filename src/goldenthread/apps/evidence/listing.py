"""The council's evidence as a list: every piece, what it says, what it bears on, whether it counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from goldenthread.apps.evidence.access import open_pieces
from goldenthread.apps.evidence.kinds import kind_words
from goldenthread.apps.evidence.models import Bearing, Bears, Piece, PieceVersion, Source
from goldenthread.apps.evidence.queries import (
    REVISED,
    VERSION_ADDED,
    answers_to,
    standing_pieces,
    versions_on,
)
from goldenthread.apps.people.models import Person
from goldenthread.apps.plans.exporting import table_as_csv
from goldenthread.apps.trail.moments import in_force_by
from goldenthread.apps.trail.said import put_back
from goldenthread.rulebook.evidence import Worth, has_expired, is_answered, worth_of

EXPIRED, NOTHING, CONTRADICTS, UNANSWERED, UNUSED = (
    "expired",
    "nothing",
    "contradicts",
    "unanswered",
    "unused",
)
STATES = (
    (CONTRADICTS, "Contradicts something"),
    (UNANSWERED, "A contradiction without an answer"),
    (EXPIRED, "Expired"),
    (NOTHING, "Does not count"),
    (UNUSED, "Bears on nothing"),
)


@dataclass(frozen=True)
class Row:
    """A piece at the version that stands. `unanswered`: those of its contradictions."""

    piece: Piece
    version: PieceVersion
    worth: Worth
    ties: tuple[Bearing, ...]
    unanswered: tuple[Bearing, ...]
    expired: bool

    @property
    def source(self) -> Source:
        return Source(self.piece.source)

    @property
    def kind(self) -> str:
        return kind_words(self.piece.kind)

    @property
    def supports(self) -> list[Bearing]:
        return [tie for tie in self.ties if tie.bears == Bears.SUPPORTS]

    @property
    def contradicts(self) -> list[Bearing]:
        return [tie for tie in self.ties if tie.bears == Bears.CONTRADICTS]

    def is_in(self, state: str) -> bool:
        """Whether it is one of `STATES`."""
        match state:
            case "expired":
                return self.expired
            case "nothing":
                return not self.worth.counts
            case "contradicts":
                return bool(self.contradicts)
            case "unanswered":
                return bool(self.unanswered)
            case "unused":
                return not self.ties
        return True


def rows_of(person: Person, *, as_at: date, known_at: datetime | None = None) -> list[Row]:
    """Every piece that somebody may open, as it stood; withdrawn ones are left out. Five queries."""
    pieces = list(open_pieces(person, standing_pieces(known_at)).select_related("vouched_by"))
    put_back(pieces, known_at, REVISED, VERSION_ADDED)
    versions = versions_on((one.pk for one in pieces), as_at=as_at, known_at=known_at)
    ties = Bearing.ever.filter(in_force_by(known_at), piece__in=list(versions))
    ties = ties.select_related("recommendation__inspection", "element").order_by(
        "recommendation__sort_key", "pk"
    )
    borne: dict[int, list[Bearing]] = defaultdict(list)
    for tie in ties:
        borne[tie.piece_id].append(tie)
    against = [tie.pk for found in borne.values() for tie in found if tie.bears == Bears.CONTRADICTS]
    answers = answers_to(against, known_at=known_at)
    return [
        _row(piece, versions[piece.pk], borne[piece.pk], answers, as_at)
        for piece in pieces
        if piece.pk in versions
    ]


def _row(
    piece: Piece, version: PieceVersion, ties: Sequence[Bearing], answers: dict[int, list[Any]], as_at: date
) -> Row:
    unanswered = tuple(
        tie
        for tie in ties
        if tie.bears == Bears.CONTRADICTS
        and not is_answered(version.number, {one.version_number for one in answers.get(tie.pk, ())})
    )
    worth = worth_of(
        finding=version.finding, period=version.period, sample=version.sample, expires_on=piece.expires_on,
        on=as_at,
    )  # fmt: skip
    return Row(piece, version, worth, tuple(ties), unanswered, has_expired(piece.expires_on, as_at))


def narrowed(rows: Iterable[Row], asked: dict[str, str]) -> list[Row]:
    """Those rows that fit what was asked: words, source, kind, state."""
    words = asked.get("find", "").casefold().split()
    return [
        row
        for row in rows
        if asked.get("source", row.piece.source) == row.piece.source
        and asked.get("kind", row.piece.kind) == row.piece.kind
        and row.is_in(asked.get("state", ""))
        and all(word in _searched(row) for word in words)
    ]


def _searched(row: Row) -> str:
    said = (row.piece.reference, row.piece.their_reference, row.piece.title, row.version.finding)
    return " ".join(said).casefold()


SORTS: dict[str, Callable[[Row], Any]] = {
    "reference": lambda row: row.piece.number,
    "title": lambda row: row.piece.title.casefold(),
    "source": lambda row: list(Source).index(row.source),
    "speaks_of": lambda row: row.version.effective_on,
    "expires": lambda row: row.piece.expires_on or date.max,
}


def ordered(rows: list[Row], sort: str, direction: str) -> list[Row]:
    """The rows by what a heading says; newest reference first where it says nothing."""
    if sort not in SORTS:
        return rows
    return sorted(rows, key=SORTS[sort], reverse=direction == "desc")


COLUMNS = (
    "Reference", "Register's reference", "Title", "Source", "Kind", "What was found", "Period", "Sample",
    "Speaks of", "Recorded", "Version", "Last day", "Vouched for by", "Counts", "Rule", "Supports",
    "Contradicts", "Contradictions without an answer", "Restricted", "SHA-256",
)  # fmt: skip


def rows_as_csv(rows: Iterable[Row]) -> str:
    """One row for each piece, dates ISO."""
    return table_as_csv(COLUMNS, (_cells(row) for row in rows))


def _cells(row: Row) -> list[str]:
    piece, version = row.piece, row.version
    return [
        piece.reference, piece.their_reference, piece.title, row.source.label, row.kind, version.finding,
        version.period, version.sample, version.effective_on.isoformat(),
        version.recorded_at.date().isoformat(), str(version.number),
        piece.expires_on.isoformat() if piece.expires_on else "", piece.vouched_text,
        "Yes" if row.worth.counts else "No", str(row.worth.code),
        "; ".join(place_of(tie) for tie in row.supports),
        "; ".join(place_of(tie) for tie in row.contradicts),
        "; ".join(place_of(tie) for tie in row.unanswered),
        "Yes" if piece.sensitivity == "restricted" else "No", version.sha256,
    ]  # fmt: skip


def place_of(tie: Bearing) -> str:
    """What a piece bears on, in short: "12", "7b"."""
    return f"{tie.recommendation.reference}{tie.element.reference if tie.element else ''}"
