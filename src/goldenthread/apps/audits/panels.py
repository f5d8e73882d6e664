"""What this room shows on the pages of rooms before it: audits behind an action and a recommendation."""

from __future__ import annotations

from datetime import date, datetime

from goldenthread.apps.audits.queries import learned_for, lines_of
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.inspections.neighbours import Panel as RecommendationPanel
from goldenthread.apps.plans.models import Action, Service
from goldenthread.apps.plans.neighbours import Panel
from goldenthread.apps.trail.moments import in_force_by


def audits_of_action(action: Action, on: date, known_at: datetime | None) -> Panel | None:
    """On an action: what audits taught that it does. Nothing where no audit led to it."""
    learned = [one for one in learned_for([action]) if known_at is None or _known(one.recorded_at, known_at)]
    return Panel("audits/on_action.html", {"learned": learned}) if learned else None


def _known(recorded: datetime | None, known_at: datetime) -> bool:
    return recorded is None or recorded <= known_at


def audits_of_recommendation(
    recommendation: Recommendation, as_at: date, known_at: datetime | None
) -> RecommendationPanel | None:
    """On a recommendation: the audits that led to its actions. What bears on it as evidence stands there."""
    serving = Service.ever.filter(in_force_by(known_at), recommendation=recommendation)
    learned = [
        one
        for one in learned_for(serving.values_list("action", flat=True))
        if (known_at is None or _known(one.recorded_at, known_at)) and one.audit.starts <= as_at
    ]
    if not learned:
        return None
    audits = list({one.audit.pk: one.audit for one in learned}.values())
    lines = {line.audit.pk: line for line in lines_of(audits, known_at)}
    return RecommendationPanel(
        "audits/on_recommendation.html", {"rows": [(lines[one.audit_id], one) for one in learned]}
    )
