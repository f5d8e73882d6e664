"""What others wrote to an action or a plan while somebody filled in a form: shown beside their own words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.apps.plans.models import Action, Plan
from goldenthread.apps.trail.queries import Happening, about

SHOWN = 3
DID = {
    "plans.update_posted": "posted an update",
    "plans.action_revised": "changed the action",
    "plans.completion_asked": "asked for completion",
    "plans.completion_accepted": "accepted the completion",
    "plans.completion_returned": "returned the action",
    "plans.completion_withdrawn": "withdrew the request for completion",
    "plans.plan_loaded": "loaded a new file of the plan",
}
DID_TO_PLAN = {"plans.settings_changed": "changed the plan's settings"}
# What an event wrote → how a page calls it. The rest is on the action's page.
LABELS = {
    "rating": "Rating",
    "narrative": "What was done",
    "next_steps": "What is next",
    "title": "Action",
    "due": "Due",
    "leads": "Leads",
    "detailed_in": "The plan that it is",
    "statement": "What was done",
    "completed_on": "Completed on",
    "words": "The file",
    "name": "Name",
    "kind": "Kind",
    "inspections": "Inspections that it answers",
    "accountable_body": "Accountable body",
    "starts": "Starts",
    "due_soon_days": "Due soon, in days",
    "stale_after_days": "No recent update after, in days",
    "evidence_months": "Newest evidence no older than, in months",
    "rating_key": "Rating key",
}


@dataclass(frozen=True)
class Written:
    """One thing that somebody did, with the fields that it wrote: (label, text or day)."""

    who: str
    did: str
    at: datetime
    fields: list[tuple[str, str | date]]
    why: str


def written_since(thing: Action | Plan, version: int) -> list[Written]:
    """What was written since somebody saw `version`, newest first. Each write raises the version by one."""
    did = DID_TO_PLAN if isinstance(thing, Plan) else DID
    count = min(max(thing.version - version, 1), SHOWN)
    events = [event for event in about(thing.uuid) if event.verb in did][:count]
    return [
        Written(event.actor, did[event.verb], event.at, list(_fields(event)), event.why) for event in events
    ]


def _fields(event: Happening) -> Iterator[tuple[str, str | date]]:
    for name, label in LABELS.items():
        value = (event.after or {}).get(name)
        if isinstance(value, list):
            value = ", ".join(str(one) for one in value)
        if value:
            yield label, _day_or_text(str(value))


def _day_or_text(value: str) -> str | date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return value
