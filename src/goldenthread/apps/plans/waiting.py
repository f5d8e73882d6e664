"""What plans want of somebody today: a decision, an answer to a return, an update, somebody in post."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import rules
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from goldenthread.apps.people.access import standing
from goldenthread.apps.people.models import Person, Role
from goldenthread.apps.people.waiting import Source, Waiting
from goldenthread.apps.plans.access import UPDATERS
from goldenthread.apps.plans.action_state import OVERDUE, ActionState
from goldenthread.apps.plans.models import Completion, Update
from goldenthread.apps.plans.plan_page import NOBODY_IN_POST
from goldenthread.apps.plans.queries import actions_led_by, waiting_for_decision
from goldenthread.apps.plans.vacancies import vacant_actions

STALE = "PROG-3"


def completions_to_decide(person: Person, today: date) -> Iterator[Waiting]:
    """Requests of others that this person may decide."""
    if not rules.has_perm("plans.decide_completion", person):
        return
    for completion in waiting_for_decision().exclude(asked_by=person.pk):
        yield Waiting(
            what=str(completion.action),
            why=f"{completion.asked_by} asked for completion",
            do="Decide on completion",
            href=reverse("plans:decide_completion", args=[completion.uuid]),
            since=timezone.localtime(completion.asked_at).date(),
        )


def returned_actions(person: Person, today: date) -> Iterator[Waiting]:
    """Actions that came back to the one who asked, and to their leads, until somebody answers."""
    later = Completion.objects.filter(action=OuterRef("action"), pk__gt=OuterRef("pk"))
    answered = Update.objects.filter(action=OuterRef("action"), recorded_at__gt=OuterRef("decided_at"))
    mine = Q(asked_by=person.pk) | Q(action__leads__in=standing(person).posts)
    returned = (
        Completion.objects.filter(mine, ~Exists(later), ~Exists(answered), action__gone_on=None)
        .filter(outcome=Completion.Outcome.RETURNED)
        .select_related("action", "decided_by")
        .distinct()
    )
    for completion in returned:
        action = completion.action
        yield Waiting(
            what=str(action),
            why=f"{completion.decided_by} returned it: {completion.reason}",
            do="Show what is wanted and ask again",
            href=reverse("plans:ask_completion", args=[action.uuid, action.slug]),
            since=completion.decided_on,
        )


def late_and_silent(person: Person, today: date) -> Iterator[Waiting]:
    """Actions that this person leads, by a post of today, that are overdue or of which nothing was said."""
    posts = standing(person).posts
    if not posts or not standing(person).has_anywhere(*UPDATERS):
        return
    for state in actions_led_by(posts, today=today):
        if state.completion == Completion.Outcome.ASKED:
            continue
        href = reverse("plans:post_update", args=[state.uuid, state.slug])
        if state.is_overdue:
            yield Waiting(str(state), _reason(state, OVERDUE), "Post an update", href, state.due, state.due)
        elif state.has_flag(STALE):
            yield Waiting(str(state), _reason(state, STALE), "Post an update", href, _silent_since(state))


def _reason(state: ActionState, code: str) -> str:
    return next(flag.reason for flag in state.flags if flag.code == code)


def _silent_since(state: ActionState) -> date | None:
    """The day from which an update was wanted."""
    said = state.last_update or state.starts or state.added_on
    return said + timedelta(days=state.plan.stale_after_days) if said else None


def vacancies(person: Person, today: date) -> Iterator[Waiting]:
    """Plans with open actions that nobody in post leads, for the improvement officer."""
    if not standing(person).has(Role.IMPROVEMENT_OFFICER):
        return
    by_plan: dict[int, list[ActionState]] = {}
    for state in vacant_actions(today=today):
        by_plan.setdefault(state.plan.pk, []).append(state)
    for states in by_plan.values():
        plan, count = states[0].plan, len(states)
        yield Waiting(
            what=plan.name,
            why=f"{count} open actions have nobody in post"
            if count > 1
            else "1 open action has nobody in post",
            do="See them, and name who leads",
            href=f"{plan.get_absolute_url()}?lead={NOBODY_IN_POST}",
        )


SOURCES: tuple[Source, ...] = (completions_to_decide, returned_actions, late_and_silent, vacancies)
