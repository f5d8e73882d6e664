"""Analyses and services in the world of the tests: one with a cause and a lesson, one with a family."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from goldenthread.apps.learning.analysing import (
    AnalysisFields,
    begin_analysis,
    check_whether_it_helped,
    find_cause,
    recommend,
)
from goldenthread.apps.learning.serving import (
    FamilyFields,
    ServiceFields,
    add_family,
    add_scale,
    add_service,
    score_family,
)
from goldenthread.apps.people.models import Person, Post
from goldenthread.apps.plans.models import Action

Addresses = list[tuple[Callable[[str], bool], dict[str, Any]]]


def learning_addresses(action: Action, owner: Post, by: Person, now: datetime, today: date) -> Addresses:
    """One of everything of the room, with the addresses of its parts."""
    told: dict[str, Any] = {"by": by, "at": now}
    says = AnalysisFields("root_cause", "Why do children wait?", today, ["A-12", "A-13"])
    analysis = begin_analysis(says, today=today, **told)
    cause = find_cause(analysis, "Staff turnover", in_cases=2, **told)
    lesson = recommend(analysis, "Hand over in writing", owner=owner, action=action, **told)
    check_whether_it_helped(lesson, "helped", "An audit shows it", checked_on=today, today=today, **told)
    service = add_service(ServiceFields("Families together", "A charity", today, "others"), **told)
    scale = add_scale(service, "Boundaries", lowest=Decimal(0), highest=Decimal(10), **told)
    family = add_family(service, FamilyFields("F-1", 2, today), today=today, **told)
    score_family(family, {scale: Decimal(4)}, moment="start", scored_on=today, today=today, **told)

    def named(*names: str) -> Callable[[str], bool]:
        return lambda url: url.startswith("learning:") and url.partition(":")[2] in names

    return [
        (named("analyses", "begin", "services", "add_service"), {}),
        (named("analysis", "revise", "find_cause", "recommend"), {"uuid": analysis.uuid}),
        (named("take_back_cause"), {"uuid": cause.uuid}),
        (named("check", "take_back_lesson"), {"uuid": lesson.uuid}),
        (named("family", "revise_family", "score"), {"uuid": family.uuid}),
        (lambda url: url.startswith("learning:"), {"uuid": service.uuid}),
    ]
