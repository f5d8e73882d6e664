"""What this room shows on the pages of rooms before it: a recommendation's thread, and a meeting."""

from __future__ import annotations

from datetime import date, datetime

import rules

from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.inspections.neighbours import Panel as RecommendationPanel
from goldenthread.apps.inspections.queries import standings
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.meetings.neighbours import Panel as MeetingPanel
from goldenthread.apps.people.models import Person
from goldenthread.apps.signoff import queries


def phases_of_recommendation(
    recommendation: Recommendation, on: date, known_at: datetime | None
) -> RecommendationPanel:
    """On a recommendation's thread: how its phases stood on a day, and, now, what changed since sign-off."""
    lines = standings([recommendation], as_at=on, known_at=known_at)
    rows = queries.rows_of(lines, on, known_at=known_at)
    return RecommendationPanel("signoff/on_recommendation.html", {
        "rows": rows, "elements": bool(lines[0].elements), "now": known_at is None,
    })  # fmt: skip


def sign_offs_of_meeting(meeting: Meeting, person: Person, today: date) -> MeetingPanel | None:
    """On a meeting's page: the cases that go to it, and what it decided."""
    cases = queries.cases_of_meeting(meeting)
    if not cases or not rules.has_perm("signoff.see", person):
        return None
    records = meeting.held_on <= today and rules.has_perm("signoff.record", person)
    return MeetingPanel("signoff/on_meeting.html", {"cases": cases, "records": records}, place=52)
