"""Finding plans and actions, and the lists that pages and papers ask for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.people.models import Post
from goldenthread.apps.plans.action_state import ActionState, Named
from goldenthread.apps.plans.models import Action, Completion, Plan, Service, Update
from goldenthread.apps.plans.states import states_of
from goldenthread.apps.plans.then import put_plans_back
from goldenthread.apps.trail.moments import in_force_by, known_by
from goldenthread.rulebook.progress import State

# Fields of a revision, as a page calls them.
REVISED = {
    "reference": "Reference",
    "title": "Action",
    "section": "Section",
    "outcome": "Outcome",
    "detailed_in": "The plan that it is",
    "description": "Description",
    "sources": "Sources",
    "workstream_text": "Workstream as printed",
    "leads": "Leads",
    "lead_text": "Lead as printed",
    "starts": "Starts",
    "due": "Due",
    "due_text": "Due as printed",
    "ongoing": "Ongoing",
    "success_indicators": "Success indicators",
    "evidence_checks": "Evidence checks",
    "other_columns": "Other columns",
    "completed_on": "Completed on",
    "gone_on": "No longer in the plan since",
}

COUNTED = ("PROG-1", "PROG-2", "PROG-3")
DATES = frozenset({"starts", "due", "completed_on", "gone_on"})


def plan_called(uuid: UUID, **_slug: str) -> Plan:
    """The plan of this id. Raises Http404."""
    return get_object_or_404(Plan.objects.select_related("accountable_body", "rating_key"), uuid=uuid)


def action_called(uuid: UUID, **_slug: str) -> Action:
    """The action of this id, gone ones included. Raises Http404."""
    action = Action.objects.select_related("plan__rating_key", "outcome", "workstream", "detailed_in")
    return get_object_or_404(action, uuid=uuid)


def completion_called(uuid: UUID) -> Completion:
    """The request for completion of this id. Raises Http404."""
    completion = Completion.objects.select_related("action__plan", "asked_by", "decided_by")
    return get_object_or_404(completion, uuid=uuid)


def actions_of(
    plan: Plan,
    *,
    today: date,
    within: Q | None = None,
    as_at: date | None = None,
    known_at: datetime | None = None,
) -> list[ActionState]:
    """A plan's actions in their order, those that have left it included. `within` is `access.scope_of`."""
    actions = plan.actions.all() if within is None else plan.actions.filter(within)
    return states_of(actions, today=today, as_at=as_at, known_at=known_at)


def actions_serving(
    recommendation: Recommendation,
    *,
    today: date,
    as_at: date | None = None,
    known_at: datetime | None = None,
) -> list[ActionState]:
    """The actions in a plan that serve a recommendation or an element of it."""
    actions = Action.objects.filter(
        pk__in=Service.ever.filter(in_force_by(known_at), recommendation=recommendation).values("action")
    )
    return in_the_plan(states_of(actions, today=today, as_at=as_at, known_at=known_at))


def actions_led_by(posts: Iterable[Post | int], *, today: date) -> list[ActionState]:
    """Actions in a plan that one of these posts leads and that are not completed."""
    led = Action.objects.filter(leads__in=list(posts), gone_on=None).values("pk")
    states = states_of(Action.objects.filter(pk__in=led), today=today)
    return [state for state in states if not state.is_completed]


def waiting_for_decision() -> QuerySet[Completion]:
    """Requests for completion that nobody has decided, the oldest first."""
    asked = Completion.objects.filter(outcome=Completion.Outcome.ASKED)
    return asked.select_related("action__plan", "asked_by").order_by("asked_at")


@dataclass(frozen=True)
class Changed:
    """One change of what an action says: (what, before, after) in words."""

    on: date
    by: str
    file: str
    reason: str
    fields: list[tuple[str, str, str]]


def last_return(action: Action) -> Completion | None:
    """The newest request for completion, if it came back: what was wanted stands as its reason."""
    newest = action.completions.select_related("decided_by").order_by("-id").first()
    return newest if newest and newest.outcome == Completion.Outcome.RETURNED else None


def changes_of(
    action: Action, *, as_at: date | None = None, known_at: datetime | None = None
) -> list[Changed]:
    """What an action said before, change by change, the newest first."""
    told = action.revisions.filter(known_by(known_at, published="load__published_on"))
    told = told.filter(effective_on__lte=as_at) if as_at else told
    revisions = list(told.select_related("recorded_by", "load__file").order_by("version"))
    return [
        Changed(
            revision.effective_on,
            str(revision.recorded_by or ""),
            revision.load.file.name if revision.load else "",
            revision.reason,
            differing,
        )
        for before, revision in reversed(list(pairwise(revisions)))
        if (differing := _differing(before.fields, revision.fields))
    ]


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    return [
        (label, said_in_words(name, before.get(name)), said_in_words(name, after.get(name)))
        for name, label in REVISED.items()
        if before.get(name) != after.get(name)
    ]


def said_in_words(name: str, value: Any) -> str:
    """What `Revision.fields` keeps of a field, as a page says it; empty for nothing."""
    if isinstance(value, list):
        return "; ".join(value)
    if isinstance(value, dict):
        return "; ".join(f"{heading}: {text}" for heading, text in value.items())
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if value and name in DATES:
        day = date.fromisoformat(value)
        return f"{day.day} {day:%B %Y}"
    return value or ""


def in_the_plan(states: Iterable[ActionState]) -> list[ActionState]:
    """Without those that a later version of the plan no longer lists."""
    return [state for state in states if state.is_in_plan]


@dataclass(frozen=True)
class Counts:
    """How many actions there are, and of these how many are what. One action may be counted in several."""

    actions: int
    completed: int
    in_progress: int
    at_risk: int
    not_started: int
    not_rated: int
    overdue: int
    due_soon: int
    no_recent_update: int


def counts(states: Iterable[ActionState]) -> Counts:
    """Counts over actions, those that have left their plan left out."""
    actions = in_the_plan(states)
    in_state = Counter(state.state for state in actions)
    flagged = Counter(code for state in actions for code in state.flagged(*COUNTED))
    return Counts(
        actions=len(actions),
        completed=in_state[State.COMPLETED],
        in_progress=in_state[State.IN_PROGRESS] + in_state[State.ONGOING],
        at_risk=in_state[State.AT_RISK],
        not_started=in_state[State.NOT_STARTED] + in_state[State.PENDING],
        not_rated=in_state[None],
        overdue=flagged["PROG-1"],
        due_soon=flagged["PROG-2"],
        no_recent_update=flagged["PROG-3"],
    )


@dataclass(frozen=True)
class PlanSummary:
    plan: Plan
    counts: Counts


def plan_summaries(
    *, today: date, within: Q | None = None, as_at: date | None = None, known_at: datetime | None = None
) -> list[PlanSummary]:
    """Every plan with its counts; `within`, those with an action in that scope, counted over it.

    Of the past: those that had an action by then, as they were then called.
    """
    actions = Action.objects.all() if within is None else Action.objects.filter(within)
    by_plan: dict[int, list[ActionState]] = {}
    for state in states_of(actions, today=today, as_at=as_at, known_at=known_at):
        by_plan.setdefault(state.plan.pk, []).append(state)
    plans = Plan.objects.select_related("accountable_body")
    if within is not None or as_at is not None:
        plans = plans.filter(pk__in=by_plan)
    put_plans_back(plans, known_at)
    return [PlanSummary(plan, counts(by_plan.get(plan.pk, ()))) for plan in plans]


def late_or_at_risk(
    *, today: date, plan: Plan | None = None, as_at: date | None = None, known_at: datetime | None = None
) -> list[ActionState]:
    """Actions that are overdue or stated as at risk, the longest overdue first: for the board's report."""
    actions = plan.actions.all() if plan else Action.objects.all()
    states = in_the_plan(states_of(actions, today=today, as_at=as_at, known_at=known_at))
    late = [state for state in states if state.is_overdue or state.is_at_risk]
    return sorted(late, key=lambda state: (not state.is_overdue, state.due or date.max, state.sort_key))


@dataclass(frozen=True)
class Silent:
    """An open action of which nothing was said since a day, with its last words and their day."""

    action: ActionState
    last_words: str
    said_on: date | None

    @property
    def leads(self) -> tuple[Named, ...]:
        return self.action.leads


def not_replied(plan: Plan, since: date, *, today: date, known_at: datetime | None = None) -> list[Silent]:
    """Who has not replied: open actions without an update on or after `since`, the longest silent first."""
    silent = [
        state
        for state in in_the_plan(actions_of(plan, today=today, known_at=known_at))
        if not state.is_completed and (state.last_update is None or state.last_update < since)
    ]
    words = last_words([state.pk for state in silent], known_at=known_at)
    found = [Silent(state, words.get(state.pk, ""), state.last_update) for state in silent]
    return sorted(found, key=lambda one: (one.said_on or date.min, one.action.sort_key, one.action.pk))


def last_update_of(action: Action) -> Update | None:
    """The newest update that says something of an action: not one that only moves its date."""
    said = action.updates.exclude(narrative="", stated_text="", level=None)
    said = said.select_related("level", "recorded_by", "load__file").prefetch_related("evidence")
    return said.order_by("-effective_on", "-id").first()


def last_words(
    actions: Iterable[int], *, as_at: date | None = None, known_at: datetime | None = None
) -> dict[int, str]:
    """The newest words said of each of these actions: the narrative, or the status as printed."""
    said = Update.objects.filter(known_by(known_at), action__in=list(actions))
    said = said.filter(effective_on__lte=as_at) if as_at else said
    said = said.exclude(narrative="", stated_text="")
    newest = said.order_by("action_id", "-effective_on", "-id").distinct("action_id")
    return {update.action_id: update.narrative or update.stated_text for update in newest}
