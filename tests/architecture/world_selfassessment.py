"""Self-assessments in the world of the tests: one frozen, and the next year's in writing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.people.models import Person, Post
from goldenthread.apps.plans.models import Plan
from goldenthread.apps.selfassessment.freezing import freeze
from goldenthread.apps.selfassessment.models import Answer
from goldenthread.apps.selfassessment.queries import headings_of
from goldenthread.apps.selfassessment.reviewing import review
from goldenthread.apps.selfassessment.starting import start
from goldenthread.apps.selfassessment.writing import hand_in, save

Addresses = list[tuple[Callable[[str], bool], dict[str, Any]]]


def selfassessment_addresses(
    plan: Plan, recommendation: Recommendation, writer: Post, officer: Person, director: Person,
    now: datetime, today: date,
) -> Addresses:  # fmt: skip
    by = {"by": officer, "at": now}
    last = start(plan, title="Last year", as_at=today - timedelta(days=365), **by)
    for part in last.parts.all():
        says = {heading.key: "Said in plain words." for heading in headings_of(part)}
        part = hand_in(save(part, says, version=1, **by), unknown=(), **by)
        review(part, Answer.APPROVED, version=part.version, by=director, at=now, today=today)
    edition = freeze(last, today=today, **by)
    document = start(plan, title="This year", as_at=today, previous=last, **by)
    part = document.parts.get(recommendation=recommendation)
    part.writer = writer
    part.save()
    of_part = (
        "part", "write", "still_holds", "verdict", "hand_in", "review", "last_year", "versions",
    )  # fmt: skip

    def named(*names: str) -> Callable[[str], bool]:
        return lambda url: url in {f"selfassessment:{name}" for name in names}

    return [
        (named("documents", "begin"), {}),
        (named(*of_part), {"uuid": part.uuid}),
        (named("edition"), {"uuid": edition.uuid}),
        (named("download"), {"uuid": edition.uuid, "suffix": "pdf"}),
        (named("draft_file"), {"uuid": document.uuid, "suffix": "pdf"}),
        (named("document"), {"uuid": document.uuid, "slug": "this-year"}),
        (lambda url: url.startswith("selfassessment:"), {"uuid": document.uuid}),
    ]
