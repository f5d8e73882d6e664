"""Writes about what stands: freeze a reviewed self-assessment, reopen it for another edition."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from goldenthread.apps.people.models import Person
from goldenthread.apps.selfassessment.composing import Reading, composed, reading_of
from goldenthread.apps.selfassessment.holding import check_open, locked, records_of
from goldenthread.apps.selfassessment.models import Frozen, Part, SelfAssessment, State
from goldenthread.apps.selfassessment.queries import document_of, newest_frozen, waiting_verdicts
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents import canonical
from goldenthread.documents import self_assessment as doc
from goldenthread.documents.self_assessment_text import as_text
from goldenthread.rulebook.self_assessment import Open, PartFacts, PartState, what_is_open


class StillOpen(Refused):
    """A document that cannot be frozen yet, with all that is open."""

    def __init__(self, found: tuple[Open, ...]) -> None:
        first = f"{found[0].part}: {found[0].words}"
        more = f" There are {len(found) - 1} more." if len(found) > 1 else ""
        super().__init__(f"It cannot be frozen yet. {first}{more}", code="SLF-4")
        self.found = found


def open_in(reading: Reading) -> tuple[Open, ...]:
    """What keeps a document from being frozen (SLF-4)."""
    waiting = waiting_verdicts(reading.parts)

    def facts(part: Part) -> PartFacts:
        return PartFacts(str(part), PartState(part.state), part.pk in waiting, reading.unknown(part))

    chapters = [facts(part) for part in reading.parts if part.recommendation_id is None]
    sections = []
    for one in reading.held:
        part = reading.part_of(one)
        sections.append(facts(part) if part else PartFacts(str(one.recommendation), None))
    return what_is_open([*chapters, *sections])


@transaction.atomic
def freeze(document: SelfAssessment, *, by: Person | None, at: datetime, today: date) -> Frozen:
    """Fix every word, figure, chart and verdict in one document; nothing changes it afterwards.

    Raises StillOpen with all that is open, and Refused for one that is frozen.
    """
    document = locked(document)
    check_open(document)
    Part.objects.select_for_update().filter(document=document).count()
    reading = reading_of(document, today)
    if found := open_in(reading):
        raise StillOpen(found)
    paper = composed(document, today, draft=False, reading=reading)
    if before := newest_frozen(document):
        changed = _changed(document_of(before), paper)
        paper = composed(document, today, draft=False, reading=reading, changed=changed)
    text = paper.to_json()
    frozen = Frozen.objects.create(
        document_of=document, edition=document.edition, schema=doc.VERSION, document=text,
        digest=canonical.digest(text), frozen_at=at, frozen_by=by,
    )  # fmt: skip
    document.state = State.FROZEN
    document.save(update_fields=["state"])
    record("selfassessment.frozen", by=by, at=at, on=[frozen, *records_of(document)], after={
        "edition": frozen.edition, "digest": frozen.digest, "as_at": document.as_at,
    })  # fmt: skip
    return frozen


@transaction.atomic
def reopen(document: SelfAssessment, *, reason: str, by: Person, at: datetime) -> SelfAssessment:
    """Begin the next edition of a frozen self-assessment. What was frozen stays; parts stay reviewed.

    Raises Refused without a reason, and for one that is not frozen.
    """
    document, reason = locked(document), reason.strip()
    if document.state != State.FROZEN:
        raise Refused("Only a frozen self-assessment is reopened.", code="not_frozen")
    if not reason:
        raise Refused("Say why there has to be another edition.", field="reason")
    document.state, document.why_again = State.WRITING, reason
    document.edition += 1
    document.save(update_fields=["state", "why_again", "edition"])
    record("selfassessment.reopened", by=by, at=at, on=records_of(document), why=reason, after={
        "edition": document.edition,
    })  # fmt: skip
    return document


def _changed(before: doc.SelfAssessment, after: doc.SelfAssessment) -> tuple[str, ...]:
    """The parts that read otherwise, or whose verdict is another, as people call them."""
    said = {(part, told.key): as_text(told) for part, told in before.said()}
    verdicts = {one.ref: (one.outcome, one.verdict) for one in before.recommendations}
    changed = {part: None for part, told in after.said() if said.get((part, told.key)) != as_text(told)}
    for one in after.recommendations:
        if verdicts.get(one.ref) != (one.outcome, one.verdict):
            changed.setdefault(one.name)
    return tuple(changed)
