"""What somebody may do here today: a few places with their counts, and the late actions that they lead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import rules
from django.urls import reverse

from goldenthread.apps.inspections.queries import Count, counts_by_status, recommendation_list
from goldenthread.apps.people.access import standing
from goldenthread.apps.people.models import Person
from goldenthread.apps.plans.queries import actions_led_by, waiting_for_decision
from goldenthread.apps.plans.states import ActionState


@dataclass(frozen=True)
class Place:
    """Somewhere to go, and what for."""

    words: str
    href: str
    what_for: str


# words, URL name, permission, what for
PLACES = (
    ("Recommendations", "inspections:recommendations", "inspections.see_recommendations",
     "What inspectors asked for, and whether it is met. Each opens its thread."),
    ("Plans", "plans:plans", "plans.see_plans", "Actions, who leads them, and what is late."),
    ("Scorecards", "measures:scorecards", "measures.see_measures", "A quarter’s figures and their targets."),
    ("Measures", "measures:measures", "measures.see_measures", "What each figure means, and its source."),
    ("Reports", "reports:reports", "reports.see_reports", "Papers for a board, frozen as they were sent."),
    ("Bodies", "bodies:bodies", "bodies.see_bodies", "Who reports to whom."),
    ("Load a file", "loads:bring", "loads.bring_file", "Bring in a plan or a scorecard as you have it."),
    ("Files loaded", "loads:loads", "loads.see_loads", "What came in, and what it changed."),
    ("People", "people:people", "people.see_people", "Who may do what."),
)  # fmt: skip


@dataclass(frozen=True)
class Home:
    """The start page of one person on one day."""

    places: Sequence[Place]
    standings: Sequence[Count]
    late: Sequence[ActionState]
    led: int
    to_decide: int


def home_of(person: Person, today: date) -> Home:
    """The start page. Its number of queries does not grow with what is stored."""
    posts = standing(person).posts
    led = actions_led_by(posts, today=today) if posts else []
    late = sorted((state for state in led if state.is_overdue), key=lambda state: state.due or today)
    reads = rules.has_perm("inspections.see_recommendations", person)
    decides = rules.has_perm("plans.decide_completion", person)
    return Home(
        places=[
            Place(words, reverse(name), what_for)
            for words, name, permission, what_for in PLACES
            if rules.has_perm(permission, person)
        ],
        standings=counts_by_status(recommendation_list(as_at=today)) if reads else [],
        late=late,
        led=len(led),
        to_decide=waiting_for_decision().count() if decides else 0,
    )
