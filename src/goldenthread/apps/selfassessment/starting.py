"""Writes that begin a self-assessment: from last year's text, with a part for each recommendation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.people.models import Person
from goldenthread.apps.plans.models import Plan
from goldenthread.apps.selfassessment.headings import CHAPTERS
from goldenthread.apps.selfassessment.holding import check_open, locked, records_of
from goldenthread.apps.selfassessment.models import How, Part, PartState, SelfAssessment, Version, Words
from goldenthread.apps.selfassessment.queries import (
    NOTHING,
    Typed,
    headings_of,
    recommendations_of,
    said_of,
    without_a_part,
    words_of,
)
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.self_assessment import state_of_words


@transaction.atomic
def start(
    plan: Plan, *, title: str, as_at: date, by: Person | None, at: datetime,
    previous: SelfAssessment | None = None, compared_on: date | None = None, body: Body | None = None,
    due_on: date | None = None,
) -> SelfAssessment:  # fmt: skip
    """Begin a self-assessment of a plan as at a day, each part with what `previous` says of it.

    `compared_on` is the previous one's day where it is not said. Writers and reviewers go on too. Raises
    Refused without a title, where the plan answers nothing or has one of that day, and where
    `previous` is not earlier.
    """
    Plan.objects.select_for_update().get(pk=plan.pk)  # so that two do not begin the same year
    title = " ".join(title.split())
    if not title:
        raise Refused("Say what the self-assessment is called.", field="title")
    asked = list(recommendations_of(plan))
    if not asked:
        raise Refused("This plan answers no inspection with recommendations.", field="plan")
    if SelfAssessment.objects.filter(plan=plan, as_at=as_at).exists():
        raise Refused("The plan has a self-assessment of that day already.", field="as_at")
    if previous is not None and (previous.plan_id != plan.pk or previous.as_at >= as_at):
        raise Refused("Begin from an earlier self-assessment of the same plan.", field="previous")
    compared_on = compared_on or (previous.as_at if previous else None)
    if compared_on is not None and compared_on >= as_at:
        raise Refused("The day compared with is before the document’s own day.", field="compared_on")
    document = SelfAssessment.objects.create(
        plan=plan, title=title, as_at=as_at, compared_on=compared_on, previous=previous,
        body=body or plan.accountable_body, due_on=due_on, started_at=at, started_by=by,
    )  # fmt: skip
    parts = [Part(document=document, key=key) for key in CHAPTERS]
    parts += [_part_for(document, one) for one in asked]
    _begin(parts, previous, by=by, at=at)
    record("selfassessment.started", by=by, at=at, on=records_of(document), after={
        "title": title, "as_at": as_at, "compared_on": compared_on, "parts": len(parts),
        "from": str(previous or ""),
    })  # fmt: skip
    return document


@transaction.atomic
def add_missing_parts(document: SelfAssessment, *, by: Person | None, at: datetime) -> list[Part]:
    """Add a part for each recommendation that came after the document was begun. Raises Refused for none."""
    document = locked(document)
    check_open(document)
    late = without_a_part(document)
    if not late:
        raise Refused("Every recommendation has its part.")
    parts = _begin([_part_for(document, one) for one in late], document.previous, by=by, at=at)
    record("selfassessment.parts_added", by=by, at=at, on=[*records_of(document), *late], after={
        "recommendations": [one.reference for one in late],
    })  # fmt: skip
    return parts


def _part_for(document: SelfAssessment, recommendation: Recommendation) -> Part:
    return Part(document=document, key=str(recommendation.uuid), recommendation=recommendation)


def _begin(
    parts: Iterable[Part], previous: SelfAssessment | None, *, by: Person | None, at: datetime
) -> list[Part]:
    """Keep new parts with their first words: last year's, else what each heading begins with."""
    earlier = {one.key: one for one in previous.parts.all()} if previous else {}
    said = words_of(earlier.values())
    begun, rows = [], []
    for part in parts:
        before = earlier.get(part.key)
        words = {
            heading.key: _first_words(heading.default, said.get(before.pk, {}).get(heading.key, NOTHING))
            if before
            else Typed(heading.default, False)
            for heading in headings_of(part)
        }
        if before is not None:
            part.writer_id, part.reviewer_id = before.writer_id, before.reviewer_id
        part.state = PartState(state_of_words(said_of(part, words)))
        begun.append(part)
        rows.append(words)
    Part.objects.bulk_create(begun)
    versions = Version.objects.bulk_create(
        Version(
            part=part, number=1, edition=1, made_at=at, made_by=by,
            how=How.LAST_YEAR if part.key in earlier else How.BEGUN,
        )
        for part in begun
    )  # fmt: skip
    Words.objects.bulk_create(
        Words(version=version, key=key, text=typed.text, from_last_year=typed.from_last_year)
        for version, words in zip(versions, rows, strict=True)
        for key, typed in words.items()
    )
    return begun


def _first_words(default: str, last_year: Typed) -> Typed:
    """Last year's text, marked as such; what a heading begins with where last year said no more than that."""
    if not last_year.text.strip() or last_year.text.strip() == default.strip():
        return Typed(default, False)
    return Typed(last_year.text, True)
