"""A council after ten years, made fast: its rows straight into the tables, past the actions and their trail.

All of it is made up. For timing pages, and for tests that a page's number of queries does not grow.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from goldenthread.apps.bodies.models import WORKSTREAM, Body
from goldenthread.apps.inspections.models import (
    Accountability,
    Assessment,
    Element,
    Inspection,
    Recommendation,
)
from goldenthread.apps.measures.models import Measure, RecommendationMeasure, Scorecard
from goldenthread.apps.people.models import Council, Grant, Organisation, Person, Post, Role
from goldenthread.apps.plans.models import Plan
from goldenthread.rulebook.references import sort_key
from goldenthread.site import clock
from tests.benchmarks.volume_instants import told_on
from tests.benchmarks.volume_measures import add_scorecard
from tests.benchmarks.volume_plans import Cast, add_plan

THEMES = ("Leadership", "Timely help", "Quality of practice", "Voice of the child")
STATUSES = (Assessment.Status.NOT_MET, Assessment.Status.PARTLY_MET, Assessment.Status.MET)


@dataclass(frozen=True)
class Volume:
    """How much there is. `actions` counts each plan's; benchmarks are yearly."""

    actions: tuple[int, ...] = (200, 1800)
    updates_per_action: int = 20
    measures: int = 75
    quarters: int = 40
    recommendations: int = 17
    elements: int = 4
    measures_per_recommendation: int = 6


@dataclass(frozen=True)
class Town:
    """What was made: a person who may read everything, and the records whose pages are asked for."""

    officer: Person
    recommendations: list[Recommendation]
    plans: list[Plan]
    scorecard: Scorecard
    measures: list[Measure]


@transaction.atomic
def build(volume: Volume, *, today: date, now: datetime) -> Town:
    """Make a council of this volume, living on `today`."""
    Council.objects.create(name="The demonstration council", clock_offset=clock.offset_to(today))
    cast = _cast(today)
    board = Body.objects.create(name="Improvement board", kind="Board")
    recommendations = _recommendations(volume, board, now)
    scorecard, measures = add_scorecard(
        board, measures=volume.measures, quarters=volume.quarters, until=today, now=now
    )
    plans = [
        add_plan(
            f"Improvement plan {number}", cast, recommendations, measures, actions=actions,
            updates=volume.updates_per_action, today=today, now=now,
        )
        for number, actions in enumerate(volume.actions, start=1)
    ]  # fmt: skip
    RecommendationMeasure.objects.bulk_create(
        RecommendationMeasure(
            recommendation=one, measure=measures[(7 * place + step) % len(measures)], recorded_at=now
        )
        for place, one in enumerate(recommendations)
        for step in range(min(volume.measures_per_recommendation, len(measures)))
    )
    return Town(cast.officer, recommendations, plans, scorecard, measures)


def _cast(today: date) -> Cast:
    organisations = Organisation.objects.bulk_create(
        Organisation(name=name) for name in ("The council", "Health", "Police", "Schools", "Probation")
    )
    posts = Post.objects.bulk_create(
        Post(title=f"Head of service {number}", organisation=organisations[number % len(organisations)])
        for number in range(40)
    )
    workstreams = Body.objects.bulk_create(
        Body(name=f"Workstream {number}", kind=WORKSTREAM) for number in range(1, 9)
    )
    officer = Person.objects.create_user("officer@example.org", name="Improvement officer")
    director = Person.objects.create_user("director@example.org", name="Director")
    Grant.objects.create(person=officer, role=Role.IMPROVEMENT_OFFICER, starts=today)
    return Cast(officer, director, posts, workstreams)


def _recommendations(volume: Volume, board: Body, now: datetime) -> list[Recommendation]:
    inspection = Inspection.objects.create(name="Inspection of 2015", published_on=date(2015, 9, 1))
    made = Recommendation.objects.bulk_create(
        Recommendation(
            inspection=inspection, reference=str(number), sort_key=sort_key(str(number)),
            title=f"Ensure that the work of area {number} is timely and that managers check it",
            theme=THEMES[number % len(THEMES)], recorded_at=told_on(inspection.published_on, now),
        )
        for number in range(1, volume.recommendations + 1)
    )  # fmt: skip
    elements = Element.objects.bulk_create(
        Element(recommendation=one, reference="abcdefghij"[number], title=f"Part {number + 1} of it")
        for one in made
        for number in range(volume.elements)
    )
    Accountability.objects.bulk_create(Accountability(recommendation=one, body=board) for one in made)
    Assessment.objects.bulk_create(
        Assessment(
            recommendation=element.recommendation, element=element, body=board,
            status=STATUSES[half_year // 2], assessed_on=day, recorded_at=told_on(day, now),
        )
        for element in elements
        for half_year, day in enumerate(date(2016, 1, 31) + timedelta(182 * half) for half in range(5))
    )  # fmt: skip
    return made
