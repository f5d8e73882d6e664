"""What plans and their actions said on a day, as far as it was known at an instant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.bodies.queries import REVISED_BODY
from goldenthread.apps.people.models import Post
from goldenthread.apps.people.queries import RENAMED_POST
from goldenthread.apps.plans.action_state import Named
from goldenthread.apps.plans.models import Action, Outcome, Plan, Revision
from goldenthread.apps.trail.moments import known_by
from goldenthread.apps.trail.said import put_back

SETTINGS_CHANGED = "plans.settings_changed"
"""The event that tells what a plan's settings were before."""
ACCOUNTABLE_BODY = "accountable_body_uuid"
"""Where that event keeps which body answered, beside its name of then."""
DETAILED_IN, LEADS, WORKSTREAM = "detailed_in_id", "leads_ids", "workstream_id"
"""Where `Revision.fields` keeps which plan, posts and body are meant, beside their names of then."""
_ANSWERS = Plan._meta.get_field("accountable_body")
_DATES = ("starts", "due", "completed_on", "gone_on")
_PLAIN = (
    "reference", "title", "section", "description", "sources", "workstream_text", "lead_text", "due_text",
    "ongoing", "evidence_checks", "other_columns",
)  # fmt: skip


def put_plans_back(plans: Iterable[Plan], known_at: datetime | None) -> None:
    """Make these plans read as they did at an instant: names, limits, who answered. None leaves them."""
    if known_at is None:
        return
    plans = list(plans)
    said = put_back(plans, known_at, SETTINGS_CHANGED)
    answered = {UUID(one[ACCOUNTABLE_BODY]) for one in said.values() if one.get(ACCOUNTABLE_BODY)}
    bodies = Body.objects.in_bulk(answered, field_name="uuid") if answered else {}
    fetched = [plan.accountable_body for plan in plans if _ANSWERS.is_cached(plan) and plan.accountable_body]
    put_back([*bodies.values(), *fetched], known_at, REVISED_BODY)
    for plan in plans:
        before = said.get(plan.uuid, {})
        if ACCOUNTABLE_BODY in before:
            plan.accountable_body = (
                bodies[UUID(before[ACCOUNTABLE_BODY])] if before[ACCOUNTABLE_BODY] else None
            )
        elif "accountable_body" in before:  # by name only, as events wrote it before they kept the id
            plan.accountable_body = Body.objects.filter(name=before["accountable_body"]).first()


def revisions_on(
    actions: QuerySet[Action] | Sequence[int], on: date | None, known_at: datetime | None
) -> dict[int, dict[str, Any]]:
    """What each action said on a day, as far as it was known; without a day, what it had last been given."""
    found = Revision.objects.filter(known_by(known_at, published="load__published_on"), action__in=actions)
    if on is not None:
        found = found.filter(effective_on__lte=on)
    newest = found.order_by("action_id", "-version").distinct("action_id")
    return dict(newest.values_list("action_id", "fields"))


class NamesOfThen:
    """The posts and workstreams that revisions mean, under the names that they had. Each read once."""

    def __init__(
        self, said: Iterable[Mapping[str, Any]], known_at: datetime | None,
        named: Callable[[UUID | None, str], Named],
    ) -> None:  # fmt: skip
        said = list(said)
        posts = Post.objects.in_bulk({pk for one in said for pk in one.get(LEADS, ())})
        bodies = Body.objects.in_bulk({one[WORKSTREAM] for one in said if one.get(WORKSTREAM)})
        put_back(posts.values(), known_at, RENAMED_POST)
        put_back(bodies.values(), known_at, REVISED_BODY)
        self._posts = {pk: named(post.uuid, post.title) for pk, post in posts.items()}
        self._bodies = {pk: named(body.uuid, body.name) for pk, body in bodies.items()}
        self._named = named

    def workstream(self, said: Mapping[str, Any], now: Named) -> Named:
        """By its id, where the revision keeps it, else by name: `now` where that is still the same."""
        if said.get(WORKSTREAM):
            return self._bodies[said[WORKSTREAM]]
        name = said["workstream"] or said["workstream_text"]
        return now if now.name == name else self._named(None, name)

    def leads(self, said: Mapping[str, Any], now: Iterable[Named]) -> tuple[Named, ...]:
        """By the posts' ids, where the revision keeps them, else by the titles that it printed."""
        if LEADS in said:
            return tuple(sorted((self._posts[pk] for pk in said[LEADS]), key=lambda lead: lead.name))
        still = {lead.name: lead for lead in now}
        return tuple(still.get(name) or self._named(None, name) for name in said["leads"])


def put_action_back(action: Action, on: date | None, known_at: datetime | None) -> Mapping[str, Any]:
    """Make an action read as it did; what it said, with its success indicators. It is for reading only."""
    said = revisions_on([action.pk], on, known_at)[action.pk]
    for name in _PLAIN:
        setattr(action, name, said[name])
    for name in _DATES:
        setattr(action, name, date.fromisoformat(said[name]) if said[name] else None)
    action.outcome = Outcome(plan=action.plan, text=said["outcome"]) if said["outcome"] else None
    now = Named(None, action.workstream.name if action.workstream else "")
    named = NamesOfThen([said], known_at, Named).workstream(said, now)
    action.workstream = Body(name=named.name) if named.name else None
    return said
