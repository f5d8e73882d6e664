"""Writes about pieces of evidence: bringing one, a new version, its particulars, withdrawing it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max

from goldenthread.apps.evidence.kinds import NothingSaid, Said, kind_called
from goldenthread.apps.evidence.models import (
    FILE,
    LINK,
    NAMED,
    OURS,
    Piece,
    PieceVersion,
    Sensitivity,
    Source,
)
from goldenthread.apps.evidence.queries import REVISED, VERSION_ADDED
from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.people.models import Person, Post
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.chain import canonical
from goldenthread.apps.trail.moments import day_ends
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.evidence import EVD_7, may_speak_of

_NUMBERS_LOCK = 0x65766964


@dataclass(frozen=True)
class Particulars:
    """What is said about a piece, whatever it says itself."""

    title: str
    source: Source | str
    sensitivity: Sensitivity | str = Sensitivity.ORDINARY
    vouched_by: Post | None = None
    vouched_text: str = ""
    expires_on: date | None = None

    def columns(self) -> dict[str, Any]:
        return {
            "title": " ".join(self.title.split()),
            "source": str(self.source),
            "sensitivity": str(self.sensitivity),
            "vouched_by": self.vouched_by,
            "vouched_text": " ".join(self.vouched_text.split()) or str(self.vouched_by or ""),
            "expires_on": self.expires_on,
        }


@dataclass(frozen=True)
class Content:
    """What a piece says: a file, an address, where else it is kept (`named`), or a record of another room
    (`subject`, of a registered `kind`); and what was found.

    Without a day, period, finding or sample of its own, that of a record is taken.
    """

    effective_on: date | None = None
    period: str = ""
    sample: str = ""
    finding: str = ""
    file: StoredFile | None = None
    url: str = ""
    named: str = ""
    kind: str = ""
    subject: UUID | None = None
    subject_at: str = ""


@transaction.atomic
def bring(
    about: Particulars, content: Content, *, today: date, by: Person | None, at: datetime,
    published_on: date | None = None, their_reference: str = "",
) -> Piece:  # fmt: skip
    """Bring a piece of evidence. It bears on nothing yet (`bearing.bear`).

    Raises Refused for no title, for not one of a file, an address and a record, for a record that says
    nothing, and for a day to come (EVD-7). `their_reference` is what a register calls it.
    """
    columns = about.columns()
    if not columns["title"]:
        raise Refused("Say what it is called.", field="title")
    kind = _kind_of(content)
    said = _said_by(kind, content.subject, content.subject_at, today, published_on)
    with connection.cursor() as cursor:  # so that two do not take one number
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_NUMBERS_LOCK])
    number = (Piece.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    piece = Piece.objects.create(
        number=number, reference=f"E-{number}", kind=kind, subject_uuid=content.subject,
        subject_at=content.subject_at, their_reference=their_reference.strip(), recorded_at=at,
        recorded_by=by, **columns,
    )  # fmt: skip
    version = _add_version(
        piece, content, said, today=today, by=by, at=at, published_on=published_on, reason=""
    )
    record("evidence.evidence_brought", by=by, at=at, on=_subjects(piece, version), after={
        "reference": piece.reference, "kind": kind, **_told(piece), **_told_version(version),
    })  # fmt: skip
    return piece


@transaction.atomic
def add_version(
    piece: Piece, content: Content, *, reason: str, version: int, today: date, by: Person | None,
    at: datetime, expires_on: date | None = None, published_on: date | None = None,
) -> PieceVersion:  # fmt: skip
    """Record what a piece says now. What it said before stays; of a record, what it says now is kept.

    Without `expires_on` its last day stays too. Raises Refused without a reason, when somebody changed it
    since `version`, when it was withdrawn, for another kind of content than the piece is of, and as `bring`.
    """
    piece = _locked(piece, version)
    if not reason.strip():
        raise Refused("Say why there is a new version.", field="reason")
    if piece.kind in OURS and _kind_of(content) != piece.kind:
        raise Refused(f"{piece.reference} is another kind of evidence. Bring this as a piece of its own.")
    said = _said_by(piece.kind, piece.subject_uuid, piece.subject_at, today, published_on)
    made = _add_version(
        piece, content, said, today=today, by=by, at=at, published_on=published_on, reason=reason.strip()
    )
    before = {"expires_on": piece.expires_on}
    piece.expires_on = expires_on or piece.expires_on
    piece.version += 1
    piece.save(update_fields=["expires_on", "version"])
    record(
        VERSION_ADDED, by=by, at=at, on=_subjects(piece, made), why=reason.strip(), before=before,
        after=_told_version(made) | {"expires_on": piece.expires_on},
    )  # fmt: skip
    return made


@transaction.atomic
def revise(
    piece: Piece, about: Particulars, *, version: int, by: Person, at: datetime, reason: str = ""
) -> Piece:
    """Change what is said about a piece: its title, source, who vouches, its last day, who may open it.

    Raises Refused for no title or no reason, when somebody changed it since `version`, and when withdrawn.
    """
    piece = _locked(piece, version)
    columns = about.columns()
    if not columns["title"]:
        raise Refused("Say what it is called.", field="title")
    if all(getattr(piece, name) == value for name, value in columns.items()):
        return piece
    if not reason.strip():
        raise Refused("Say why it changes.", field="reason")
    before = _told(piece)
    for name, value in columns.items():
        setattr(piece, name, value)
    piece.version += 1
    piece.save()
    record(REVISED, by=by, at=at, on=piece, before=before, after=_told(piece), why=reason.strip())
    return piece


@transaction.atomic
def withdraw(piece: Piece, *, reason: str, version: int, by: Person, at: datetime) -> Piece:
    """Say that a piece is no evidence any more. It stays on record, and in every case that was frozen.

    Raises Refused without a reason, when somebody changed it since `version`, and when withdrawn before.
    """
    piece = _locked(piece, version)
    if not reason.strip():
        raise Refused("Say why it is withdrawn.", field="reason")
    piece.withdrawn_at, piece.withdrawn_by, piece.withdrawn_reason = at, by, reason.strip()
    piece.version += 1
    piece.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason", "version"])
    bears_on = [tie.recommendation for tie in piece.bearings.select_related("recommendation")]
    record(
        "evidence.evidence_withdrawn",
        by=by,
        at=at,
        on=[piece, *bears_on],
        why=reason.strip(),
        before=_told(piece),
    )
    return piece


def _locked(piece: Piece, version: int) -> Piece:
    piece = Piece.objects.select_for_update(of=("self",)).select_related("vouched_by").get(pk=piece.pk)
    if piece.version != version:
        raise Refused(
            "Somebody changed this piece while you were writing. Read what it says now, then save again.",
            code="stale",
        )
    if piece.withdrawn_at is not None:
        raise Refused(f"{piece.reference} was withdrawn: {piece.withdrawn_reason}")
    return piece


def _kind_of(content: Content) -> str:
    """The one kind that a content is of. Raises Refused for none, and for two at once."""
    given = {
        FILE: content.file, LINK: content.url, NAMED: content.named.strip(), content.kind: content.subject
    }  # fmt: skip
    found = [kind for kind, what in given.items() if what]
    if not found:
        raise Refused(
            "Choose a file, or give its address, or say where it is kept: evidence is of something.",
            field="file",
        )
    if len(found) > 1:
        raise Refused("Bring one thing at a time: a file, an address, or where it is kept.", field="url")
    return found[0]


def _said_by(
    kind: str, subject: UUID | None, subject_at: str, today: date, published_on: date | None
) -> Said | None:
    """What a record says today, or said on the day from which the piece is declared to be known.

    None for a file, or what is kept elsewhere.
    """
    if kind in OURS:
        return None
    registered = kind_called(kind)
    if registered is None or subject is None:
        raise Refused("Records of that kind are not taken as evidence.", field="kind")
    try:
        known_at = day_ends(published_on) if published_on else None
        return registered.say(subject, subject_at, published_on or today, known_at)
    except NothingSaid as nothing:
        raise Refused(str(nothing), field="subject") from nothing


def _add_version(
    piece: Piece, content: Content, said: Said | None, *, today: date, by: Person | None, at: datetime,
    published_on: date | None, reason: str,
) -> PieceVersion:  # fmt: skip
    effective_on = content.effective_on or (said.effective_on if said else None)
    if effective_on is None:
        raise Refused("Say which day it speaks of.", field="effective_on")
    if not may_speak_of(effective_on, today):
        raise Refused(
            "Evidence cannot speak of a day that is still to come.", code=EVD_7, field="effective_on"
        )
    kept = None if content.file else said.as_json() if said else _elsewhere(content)
    sha256 = content.file.sha256 if content.file else hashlib.sha256(canonical(kept).encode()).hexdigest()
    last = piece.versions.order_by("-number").values_list("number", flat=True).first()
    return PieceVersion.objects.create(
        piece=piece,
        number=(last or 0) + 1,
        effective_on=effective_on,
        period=content.period.strip() or (said.period if said else ""),
        sample=content.sample.strip() or (said.sample if said else ""),
        finding=content.finding.strip() or (said.finding if said else ""),
        file=content.file,
        url=content.url,
        said=kept,
        sha256=sha256,
        reason=reason,
        recorded_at=at,
        recorded_by=by,
        published_on=published_on,
    )


def _elsewhere(content: Content) -> dict[str, str]:
    """What is kept of what we do not hold: where it is."""
    return {"url": content.url} if content.url else {"named": content.named.strip()}


def _subjects(piece: Piece, version: PieceVersion) -> list[Any]:
    bears_on = [tie.recommendation for tie in piece.bearings.select_related("recommendation")]
    return [piece, *([version.file] if version.file else []), *bears_on]


def _told(piece: Piece) -> dict[str, Any]:
    """For the trail, by the names of the columns, so that they can be put back (`trail.said`)."""
    return {
        "title": piece.title,
        "source": piece.source,
        "sensitivity": piece.sensitivity,
        "vouched_text": piece.vouched_text,
        "expires_on": piece.expires_on,
    }


def _told_version(version: PieceVersion) -> dict[str, Any]:
    return {
        "number": version.number,
        "effective_on": version.effective_on,
        "period": version.period,
        "sample": version.sample,
        "finding": version.finding,
        "sha256": version.sha256,
        "published_on": version.published_on,
    }
