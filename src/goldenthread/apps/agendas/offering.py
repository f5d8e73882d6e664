"""What the rooms below offer an agenda: sign-offs that were asked for, red measures, late actions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from goldenthread.apps.agendas.suggestions import Suggestion
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.measures.models import Scorecard
from goldenthread.apps.measures.scorecard_rows import ScorecardRow
from goldenthread.apps.measures.scorecards import figures_for, period_slug, periods_of
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.plans.action_state import OVERDUE, ActionState
from goldenthread.apps.plans.models import Action, Completion
from goldenthread.apps.plans.queries import waiting_for_decision
from goldenthread.apps.plans.states import states_of
from goldenthread.apps.trail.changes import day_words
from goldenthread.rulebook.periods import Period

SIGN_OFFS, RED_MEASURES, LATE_ACTIONS = "Sign-offs asked for", "Red measures", "Late actions"
SHOWN = 25
"""So many of a kind are offered: a board takes up no more. The plan lists them all."""


def of_body(body: Body, path: str = "") -> Q:
    """Actions of the body: of a plan that it answers for, or its own, or of one that reports to it."""
    return (
        Q(**{f"{path}plan__accountable_body": body})
        | Q(**{f"{path}workstream": body})
        | Q(**{f"{path}workstream__reports_to": body})
    )


def sign_offs(meeting: Meeting, today: date) -> Sequence[Suggestion]:
    """Requests for completion that nobody has decided, the oldest first."""
    asked = waiting_for_decision().filter(of_body(meeting.body, "action__"), action__gone_on=None)[:SHOWN]
    return [_sign_off(one) for one in asked]


def _sign_off(completion: Completion) -> Suggestion:
    on = timezone.localtime(completion.asked_at).date()
    return Suggestion(
        origin="sign-off", key=str(completion.uuid), title=f"Sign-off: {completion.action}"[:300],
        why=f"{completion.asked_by} asked for completion on {day_words(on)}. Nobody has decided.",
        href=completion.action.get_absolute_url(), group=SIGN_OFFS, purpose="decision",
    )  # fmt: skip


def red_measures(meeting: Meeting, today: date) -> Sequence[Suggestion]:
    """Measures that are red on the body's scorecards in the newest period that had ended by the meeting."""
    return [one for card in Scorecard.objects.filter(body=meeting.body) for one in _red_on(card, today)]


def _red_on(card: Scorecard, today: date) -> Iterator[Suggestion]:
    period = next(iter(periods_of(card, as_at=today)), None)
    if period is None:
        return
    for row in figures_for(card, period).red[:SHOWN]:
        yield _red(card, period, row)


def _red(card: Scorecard, period: Period, row: ScorecardRow) -> Suggestion:
    measure = row.measure
    return Suggestion(
        origin="red-measure", key=str(measure.uuid), title=f"{row.reference} {measure.title}".strip()[:300],
        why=f"Red in {period}: {_reason(row)}.",
        href=reverse("measures:red_measure", args=[card.uuid, period_slug(period), measure.uuid]),
        group=RED_MEASURES, presenter=str(measure.lead or ""),
    )  # fmt: skip


def _reason(row: ScorecardRow) -> str:
    if row.override:
        return f"rated so by a person, who says: {row.override.reason}".rstrip(".")
    return f"{row.verdict.reason} ({row.verdict.code})"


def late(body: Body, today: date) -> QuerySet[Action]:
    """A body's actions that are past their day, the longest first, before their state is looked at."""
    actions = Action.objects.filter(of_body(body), gone_on=None, completed_on=None, due__lt=today)
    return actions.order_by("due", "pk")


def late_actions(meeting: Meeting, today: date) -> Sequence[Suggestion]:
    """Actions that are overdue, the longest first. One whose sign-off is asked for is offered as that."""
    # Some past their day are not late by the rules: twice as many are looked at as are shown.
    keys = list(late(meeting.body, today).values_list("pk", flat=True)[: 2 * SHOWN])
    states = states_of(Action.objects.filter(pk__in=keys), today=today) if keys else []
    found = [one for one in states if one.is_overdue and one.completion != Completion.Outcome.ASKED]
    found.sort(key=lambda one: (one.due or date.max, one.sort_key))
    return [_late(one) for one in found[:SHOWN]]


def _late(state: ActionState) -> Suggestion:
    reason = next(flag.reason for flag in state.flags if flag.code == OVERDUE)
    return Suggestion(
        origin="late-action", key=str(state.uuid), title=f"Late: {state}"[:300],
        why=f"{reason} ({OVERDUE}). Led by {state.led_by or 'nobody named'}.",
        href=reverse("plans:action", args=[state.uuid, state.slug]), group=LATE_ACTIONS,
        presenter=state.led_by[:200],
    )  # fmt: skip
