"""This year beside last year: each verdict, and each text side by side and word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.apps.selfassessment.composing import composed
from goldenthread.apps.selfassessment.models import Part, SelfAssessment
from goldenthread.apps.selfassessment.queries import (
    NOTHING,
    document_of,
    headings_of,
    newest_frozen,
    words_of,
)
from goldenthread.documents import self_assessment as doc
from goldenthread.documents.self_assessment_text import as_text
from goldenthread.documents.word_changes import Change, word_changes


@dataclass(frozen=True)
class Beside:
    """A heading in both years. `changes` are word by word, from last year's reading to this one's."""

    title: str
    before: doc.Told | None
    now: doc.Told
    changes: tuple[Change, ...]

    @property
    def differs(self) -> bool:
        return any(change.kind != "same" for change in self.changes)


@dataclass(frozen=True)
class PartBeside:
    """A part in both years with its verdicts; `name` as people call it."""

    name: str
    key: str
    headings: tuple[Beside, ...]
    now: doc.Recommendation | None = None
    before: doc.Recommendation | None = None

    @property
    def differs(self) -> bool:
        return any(one.differs for one in self.headings)


def last_years(document: SelfAssessment, today: date) -> doc.SelfAssessment | None:
    """Last year's document as it was frozen, or as it stands where it never was; None where there is none.

    Raises NotAsFrozen.
    """
    if document.previous is None:
        return None
    frozen = newest_frozen(document.previous)
    return document_of(frozen) if frozen else composed(document.previous, today)


def beside(before: doc.SelfAssessment | None, now: doc.SelfAssessment) -> list[PartBeside]:
    """Every part of this year's document with last year's: by its key, a recommendation by its reference."""
    chapters = {one.key: one for one in before.chapters} if before else {}
    earlier = {(one.inspection, one.ref): one for one in before.recommendations} if before else {}
    found = [
        PartBeside(one.title, one.key, _headings(chapters.get(one.key), one.told)) for one in now.chapters
    ]
    for one in now.recommendations:
        last = earlier.get((one.inspection, one.ref))
        found.append(PartBeside(one.name, one.ref, _headings(last, one.told), one, last))
    return found


def _headings(before: doc.Chapter | doc.Recommendation | None, now: Sequence[doc.Told]) -> tuple[Beside, ...]:
    said = {told.key: told for told in before.told} if before else {}
    found = []
    for told in now:
        last = said.get(told.key)
        found.append(
            Beside(told.title, last, told, word_changes(as_text(last) if last else "", as_text(told)))
        )
    return tuple(found)


def between_versions(part: Part, before: int, after: int) -> list[tuple[str, tuple[Change, ...]]]:
    """The headings that read otherwise at a later version, places as typed."""
    if before == after:
        return []
    old = words_of([part], number=before).get(part.pk, {})
    new = words_of([part], number=after).get(part.pk, {})
    return [
        (heading.title, word_changes(old.get(heading.key, NOTHING).text, new.get(heading.key, NOTHING).text))
        for heading in headings_of(part)
        if old.get(heading.key, NOTHING).text != new.get(heading.key, NOTHING).text
    ]
