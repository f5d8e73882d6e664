"""A register of evidence on its way in: what a reading would change, and the change itself.

A piece is found again by the register's own reference, or without one by its title. A row that says something
new of it is a new version; loading the same rows again writes nothing. What a register leaves out stays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from goldenthread.apps.evidence.actions import Content, Particulars, add_version, bring
from goldenthread.apps.evidence.bearing import answer, bear
from goldenthread.apps.evidence.models import OURS, Bears, Piece, PieceVersion
from goldenthread.apps.evidence.queries import newest_version
from goldenthread.apps.inspections.models import Element, Recommendation
from goldenthread.apps.loads.models import Load
from goldenthread.apps.people.models import Person, Post
from goldenthread.intake.evidence_register import (
    COLUMNS,
    RegisterReading,
    read_register,
    references_in,
)
from goldenthread.intake.reading import Workbook

FOUND = {"finding": "What was found", "period": "Period", "sample": "Sample", "effective_on": "Speaks of"}
WHY_NEW = "As the register says"


@dataclass(frozen=True)
class Place:
    """What a row says that a piece bears on."""

    recommendation: Recommendation
    element: Element | None


class Places:
    """Recommendations and elements by what a register calls them, those of its own inspection first."""

    def __init__(self, source_name: str) -> None:
        self.found: dict[str, list[Place]] = {}
        preferred = source_name.casefold()
        everything = Recommendation.objects.select_related("inspection").prefetch_related("elements")
        for one in sorted(everything, key=lambda one: one.inspection.name.casefold() not in preferred):
            self._add(one.reference, Place(one, None), preferred)
            for element in one.elements.all():
                self._add(f"{one.reference}{element.reference}", Place(one, element), preferred)

    def _add(self, called: str, place: Place, preferred: str) -> None:
        there = self.found.setdefault(called.casefold(), [])
        if there and there[0].recommendation.inspection.name.casefold() in preferred:
            return
        there.append(place)

    def of(self, called: str) -> Place | None:
        """The one place of this name; None for none, and for a name of two inspections."""
        there = self.found.get(called.casefold().removeprefix("recommendation ").strip(), [])
        return there[0] if len(there) == 1 else None


class EvidenceImporter:
    """Takes in a register of evidence: see `loads.importers.Importer`."""

    kind = "evidence"
    title = "Evidence register, with what each piece found"
    fields: Mapping[str, str] = COLUMNS

    def read(self, workbook: Workbook, mapping: Mapping[str, str]) -> RegisterReading:
        return read_register(workbook, mapping)

    def preview(self, reading: Mapping[str, Any], source_name: str) -> dict[str, Any]:
        """What accepting the reading would do, row by row; nothing is written."""
        stored, places = _stored(), Places(source_name)
        found: dict[str, Any] = {"new": [], "changed": [], "gone": [], "unsure": [], "unchanged": 0}
        for row in reading["evidence"]:
            piece = _held(stored, row)
            changes = _unplaced(row, places)
            item = {
                "key": str(row.get("reference") or row["title"]), "label": row["title"],
                "place": f"Sheet {row['sheet']}, row {row['row']}", "changes": changes, "candidates": [],
            }  # fmt: skip
            if piece is None:
                found["new"].append(item)
                continue
            item["changes"] = changes + _changes(piece, newest_version(piece), row, places)
            if item["changes"]:
                found["changed"].append(item)
            else:
                found["unchanged"] += 1
        return found

    @transaction.atomic
    def accept(
        self, load: Load, *, decisions: Mapping[str, Any], by: Person | None, at: datetime, effective_on: date
    ) -> dict[str, str]:
        """Write a load's reading."""
        words = load_register(
            load.reading["evidence"], load.source.name, today=at.date(), by=by, at=at,
            published_on=load.published_on,
        )  # fmt: skip
        return {"url": reverse("evidence:evidence"), "words": words}


@transaction.atomic
def load_register(
    rows: Sequence[Mapping[str, Any]], source_name: str, *, today: date, by: Person | None, at: datetime,
    published_on: date | None = None,
) -> str:  # fmt: skip
    """Write a register's rows, as `intake.evidence_register` read them; says what was written. Idempotent.

    `published_on` is the declared day from which all of it was known. Raises Refused as the actions do.
    """
    writing = _Writing(source_name, today, by, at, published_on)
    for row in rows:
        writing.write(row)
    added, versions, ties = writing.counted
    return f"{added} pieces of evidence and {versions} new versions, used in {ties} places."


class _Writing:
    """One register on its way in."""

    def __init__(
        self, source_name: str, today: date, by: Person | None, at: datetime, published_on: date | None
    ) -> None:
        self.places, self.today, self.stored = Places(source_name), today, _stored()
        self.told: dict[str, Any] = {"by": by, "at": at, "published_on": published_on}
        self.posts = {post.title.casefold(): post for post in Post.objects.order_by("-pk")}
        self.counted = [0, 0, 0]

    def write(self, row: Mapping[str, Any]) -> None:
        piece = _held(self.stored, row)
        if piece is None:
            self.counted[0] += 1
            piece = bring(
                self._particulars(row), _content(row), today=self.today,
                their_reference=row.get("reference", ""), **self.told,
            )  # fmt: skip
        elif _says_new(newest_version(piece), row):
            self.counted[1] += 1
            version = newest_version(piece)
            add_version(
                piece, _content(row, version), reason=WHY_NEW, version=piece.version, today=self.today,
                expires_on=_day(row, "expires_on"), **self.told,
            )  # fmt: skip
        for place in _placed(row, self.places):
            self._tie(piece, place, row)

    def _tie(self, piece: Piece, place: Place, row: Mapping[str, Any]) -> None:
        bears = row.get("bears", Bears.SUPPORTS)
        tie = piece.bearings.filter(recommendation=place.recommendation, element=place.element).first()
        if tie is None:
            self.counted[2] += 1
            tie = bear(
                piece, place.recommendation, bears, element=place.element, why=row.get("why", ""), **self.told
            )
        text = row.get("answer", "")
        if text and tie.bears == Bears.CONTRADICTS and not tie.answers.filter(text=text).exists():
            answer(tie, text, seen=newest_version(piece).number, **self.told)

    def _particulars(self, row: Mapping[str, Any]) -> Particulars:
        vouched = row.get("vouched", "")
        return Particulars(
            title=row["title"], source=row["source"], sensitivity=row.get("sensitivity", "ordinary"),
            vouched_by=self.posts.get(vouched.casefold()), vouched_text=vouched,
            expires_on=_day(row, "expires_on"),
        )  # fmt: skip


def _content(row: Mapping[str, Any], version: PieceVersion | None = None) -> Content:
    """What a row says; of a piece that is there, where it is stays unless the row says another place."""
    url, named = row.get("url", ""), row.get("kept", "")
    file = version.file if version else None
    if version is not None and not file:
        kept = (version.said or {}).get("named", "")
        url, named = (url or version.url, "") if version.url else ("", named or kept)
    elif version is not None:
        url = named = ""
    elif not url and not named:
        named = "Named in the register only"
    return Content(
        effective_on=_day(row, "effective_on"), period=row.get("period", ""), sample=row.get("sample", ""),
        finding=row.get("finding", ""), file=file, url=url, named="" if url else named,
    )  # fmt: skip


def _stored() -> dict[str, Piece]:
    """Pieces that a register may mean, by its reference and by their titles."""
    pieces = Piece.objects.filter(withdrawn_at=None, kind__in=OURS).order_by("-number")
    named = {piece.title.casefold(): piece for piece in pieces}
    return named | {piece.their_reference.casefold(): piece for piece in pieces if piece.their_reference}


def _held(stored: Mapping[str, Piece], row: Mapping[str, Any]) -> Piece | None:
    reference = str(row.get("reference", "")).casefold()
    return stored.get(reference) if reference else stored.get(row["title"].casefold())


def _says_new(version: PieceVersion, row: Mapping[str, Any]) -> bool:
    return any(name in row and row[name] != _text(version, name) for name in FOUND)


def _text(version: PieceVersion, name: str) -> str:
    value = getattr(version, name)
    return value.isoformat() if isinstance(value, date) else str(value)


def _placed(row: Mapping[str, Any], places: Places) -> list[Place]:
    found = (places.of(called) for called in references_in(row.get("recommendation", "")))
    return [place for place in found if place is not None]


def _unplaced(row: Mapping[str, Any], places: Places) -> list[dict[str, str]]:
    """What a row names that is no recommendation here, or one of two: it is said before it is accepted."""
    return [
        {"field": "Recommendation", "before": called, "after": "Not found here: left out"}
        for called in references_in(row.get("recommendation", ""))
        if places.of(called) is None
    ]


def _changes(
    piece: Piece, version: PieceVersion, row: Mapping[str, Any], places: Places
) -> list[dict[str, str]]:
    changes = [
        {"field": words, "before": _text(version, name), "after": row[name]}
        for name, words in FOUND.items()
        if name in row and row[name] != _text(version, name)
    ]
    for place in _placed(row, places):
        on = place.element or place.recommendation
        if not piece.bearings.filter(recommendation=place.recommendation, element=place.element).exists():
            changes.append({"field": "Bears on", "before": "", "after": str(on)})
    return changes


def _day(row: Mapping[str, Any], name: str) -> date | None:
    return date.fromisoformat(row[name]) if row.get(name) else None
