"""Writes about review: approve a part, with its verdicts written, or return it with a comment."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from goldenthread.apps.people.models import Person
from goldenthread.apps.selfassessment.holding import locked_part, records_of
from goldenthread.apps.selfassessment.models import Answer, Fate, How, Part, PartState, Review
from goldenthread.apps.selfassessment.verdicts import write_verdicts
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.self_assessment import SLF_3, may_review

_WRITING = (How.SAVED, How.STILL_HOLDS)


def wrote(part: Part) -> set[int | None]:
    """Who saved a word of a part in this edition, handed it in, or proposed a verdict that waits."""
    saved = part.versions.filter(edition=part.document.edition, how__in=_WRITING)
    proposed = part.proposals.filter(fate=Fate.WAITING)
    return {
        part.handed_in_by_id,
        *saved.values_list("made_by", flat=True),
        *proposed.values_list("proposed_by", flat=True),
    }


@transaction.atomic
def review(
    part: Part, answer: Answer, *, version: int, by: Person, at: datetime, today: date, words: str = ""
) -> Review:
    """Approve a part that was handed in, or return it with a comment.

    Approval writes the verdicts that were proposed as assessments of the document's day. `version` is the one
    that was read. Raises Refused for one's own part (SLF-3), one that was not handed in, without a comment
    where it is returned, with the code "stale" where part or recommendation changed since, and as
    `inspections.assess` does; then nothing is written.
    """
    part, words = locked_part(part), words.strip()
    if part.state != PartState.WRITTEN:
        raise Refused("This part was not handed in, so there is nothing to review.", code="not_written")
    if not may_review(by.pk, wrote=wrote(part)):
        raise Refused("You wrote some of this part, so somebody else reviews it.", code=SLF_3)
    if version != part.version:
        raise Refused("The part changed while you were reading. Read it again.", code="stale")
    if answer == Answer.RETURNED and not words:
        raise Refused("Say what has to change.", field="words")
    assessed = write_verdicts(part, by=by, at=at, today=today) if answer == Answer.APPROVED else []
    made = Review.objects.create(
        part=part, edition=part.document.edition, at_version=part.version, answer=answer, words=words,
        handed_in_by=part.handed_in_by, made_at=at, made_by=by,
    )  # fmt: skip
    part.state = PartState.REVIEWED if answer == Answer.APPROVED else PartState.RETURNED
    part.save(update_fields=["state"])
    on = [made, part, *records_of(part.document), *filter(None, [part.recommendation])]
    record(f"selfassessment.{answer}", by=by, at=at, on=on, why=words, after={
        "part": str(part), "version": part.version,
        "verdicts": [one.get_status_display() for one in assessed],
    })  # fmt: skip
    return made
