"""What had been told of an action by a day, as far as was known at an instant: for its page of the past."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from goldenthread.apps.inspections.queries import REVISED
from goldenthread.apps.plans.completing import Asked
from goldenthread.apps.plans.models import Action, Completion, Service, SuccessIndicator, Update
from goldenthread.apps.trail.moments import day_ends, in_force_by, known_by
from goldenthread.apps.trail.said import put_back


def updates_told(updates: QuerySet[Update], as_at: date, known_at: datetime | None) -> QuerySet[Update]:
    """Of these updates those that speak of the day or before, as far as they were known."""
    return updates.filter(known_by(known_at), effective_on__lte=as_at)


def completions_told(action: Action, as_at: date, known_at: datetime | None) -> list[Completion]:
    """Requests for completion as they stood, newest first: one that was decided later was still open."""
    end = min(day_ends(as_at), known_at) if known_at else day_ends(as_at)
    asked = action.completions.filter(asked_at__lte=end).select_related("asked_by", "decided_by")
    found = list(asked.order_by("-id"))
    for one in found:
        if one.decided_at and one.decided_at > end:
            one.outcome, one.reason = Completion.Outcome.ASKED, ""
            one.decided_on = one.decided_at = one.decided_by = None
    return found


def services_told(action: Action, known_at: datetime | None) -> list[Service]:
    """The recommendations that the action was known to serve, in their words of then."""
    links = Service.ever.filter(in_force_by(known_at), action=action)
    links = links.select_related("recommendation__inspection", "element")
    found = list(links.order_by("recommendation__sort_key", "element__reference"))
    put_back([one.recommendation for one in found], known_at, REVISED)
    return found


def asked_then(said: Mapping[str, Any]) -> list[Asked]:
    """What the action had to show, by what it said then."""
    indicators = [Asked(text, SuccessIndicator(text=text)) for text in said["success_indicators"]]
    return indicators + [Asked(text) for text in said["evidence_checks"]]
