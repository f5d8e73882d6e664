"""What every page says: whose council, and what the person may go to."""

from __future__ import annotations

from typing import Any

import rules
from django.http import HttpRequest

from goldenthread.apps.people.queries import the_council

# The service navigation: words, URL name, and the permission that shows it.
NAVIGATION = (
    ("Recommendations", "inspections:recommendations", "inspections.see_recommendations"),
    ("Plans", "plans:plans", "plans.see_plans"),
    ("Requests", "chasing:rounds", "chasing.see_rounds"),
    ("Measures", "measures:measures", "measures.see_measures"),
    ("Scorecards", "measures:scorecards", "measures.see_measures"),
    ("Benchmarks", "benchmarks:benchmarks", "benchmarks.see"),
    ("Trackers", "trackers:home", "trackers.see"),
    ("Reports", "reports:reports", "reports.see_reports"),
    ("Bodies", "bodies:bodies", "bodies.see_bodies"),
    ("Meetings", "meetings:meetings", "meetings.see"),
    ("Files", "loads:loads", "loads.see_loads"),
    ("People", "people:people", "people.see_people"),
)


def site(request: HttpRequest) -> dict[str, Any]:
    """`council`, `demonstration` (its notice, if any) and `navigation` for the base template."""
    council = the_council()
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    return {
        "council": council,
        "demonstration": {"text": council.notice} if council and council.notice else None,
        "navigation": [
            (words, name)
            for words, name, permission in NAVIGATION
            if signed_in and rules.has_perm(permission, user)
        ],
        "today": getattr(request, "today", None),
        "moment": getattr(request, "moment", None),
    }
