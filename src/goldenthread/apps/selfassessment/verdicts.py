"""A verdict is proposed by whoever writes the part. It is an assessment only once the part is approved.

What stands is always the inspections room's assessment as at the document's day: no verdict is kept here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from goldenthread.apps.inspections.assessing import assess
from goldenthread.apps.inspections.models import Assessment, Element
from goldenthread.apps.people.models import Person
from goldenthread.apps.selfassessment.holding import locked_part, records_of
from goldenthread.apps.selfassessment.models import Fate, Part, Proposal
from goldenthread.apps.selfassessment.writing import reopen_words
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused

Status = Assessment.Status


@dataclass(frozen=True)
class Says:
    """What is proposed of a recommendation, or of one of its elements. An empty status leaves what stands."""

    element: Element | None
    status: str
    condition: str = ""
    reason: str = ""


@transaction.atomic
def propose(part: Part, says: Sequence[Says], *, version: int, by: Person, at: datetime) -> list[Proposal]:
    """Propose the verdict of a part: for the recommendation, or for each of its elements.

    What was proposed before and waits is withdrawn. Raises Refused for a chapter, for a whole whose elements
    are assessed one by one, for an element of another recommendation, without a condition or reason where one
    is needed, and with the code "stale" where the part changed.
    """
    part = locked_part(part)
    asked = part.recommendation
    if asked is None:
        raise Refused("Only a recommendation has a verdict.")
    if version != part.version:
        raise Refused("Somebody else saved this part while you were writing.", code="stale")
    says = [one for one in says if one.status]
    has_elements = asked.elements.exists()
    for one in says:
        _check(part, one, has_elements)
    withdrawn = _withdraw(part, by=by, at=at)
    seen = asked.assessments.count()
    made = [
        Proposal.objects.create(
            part=part, element=one.element, status=one.status, condition=one.condition.strip(),
            reason=one.reason.strip(), seen=seen, proposed_at=at, proposed_by=by,
        )
        for one in says
    ]  # fmt: skip
    if not (made or withdrawn):
        return made
    reopen_words(part)
    part.version += 1  # a reviewer who reads the part meanwhile is told
    part.save(update_fields=["state", "version", "handed_in_by", "handed_in_at"])
    record(
        "selfassessment.verdict_proposed", by=by, at=at, on=[part, asked, *records_of(part.document)],
        after={
            one.element.reference if one.element else "whole": Status(one.status).label for one in made
        } | {"withdrawn": len(withdrawn)},
    )  # fmt: skip
    return made


def write_verdicts(part: Part, *, by: Person, at: datetime, today: date) -> list[Assessment]:
    """Write the verdicts that wait as assessments of the document's day. The part is locked by the caller.

    Raises Refused with the code "stale" where the recommendation was assessed since they were proposed, and
    as `inspections.assess` does.
    """
    waiting = list(part.proposals.filter(fate=Fate.WAITING).select_related("element").order_by("id"))
    made: list[Assessment] = []
    for one in waiting:
        reason = f"{part.document.title}. {one.reason}".strip()
        assessment = assess(
            part.recommendation, status=one.status, assessed_on=part.document.as_at, today=today, by=by,
            at=at, element=one.element, condition=one.condition, reason=reason, seen=one.seen + len(made),
        )  # fmt: skip
        one.fate, one.assessment, one.settled_at, one.settled_by = Fate.WRITTEN, assessment, at, by
        one.save(update_fields=["fate", "assessment", "settled_at", "settled_by"])
        made.append(assessment)
    return made


def _withdraw(part: Part, *, by: Person, at: datetime) -> list[Proposal]:
    waiting = list(part.proposals.filter(fate=Fate.WAITING))
    for one in waiting:
        one.fate, one.settled_at, one.settled_by = Fate.WITHDRAWN, at, by
        one.save(update_fields=["fate", "settled_at", "settled_by"])
    return waiting


def _check(part: Part, says: Says, has_elements: bool) -> None:
    if says.element is None and has_elements:
        raise Refused("Its verdict follows from its elements. Propose theirs.", code="REC-3")
    if says.element is not None and says.element.recommendation_id != part.recommendation_id:
        raise Refused("That element is of another recommendation.")
    if Status(says.status) is Status.MET_SUBJECT_TO_CONDITION and not says.condition.strip():
        raise Refused("Say what the condition is.", field="condition")
    if Status(says.status) is Status.NO_LONGER_APPLICABLE and not says.reason.strip():
        raise Refused("Say why it no longer applies.", field="reason")
