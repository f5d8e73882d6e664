"""Milestones of an action: added, moved with a reason, reached; and how they stood on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from goldenthread.apps.people.models import Person
from goldenthread.apps.plans.models import Action, Completion, Milestone, MilestoneStep
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.changes import day_words
from goldenthread.apps.trail.moments import known_by
from goldenthread.apps.trail.refusals import Refused

UNDECLARED = ""


@transaction.atomic
def add_milestone(action: Action, *, text: str, due: date, by: Person | None, at: datetime) -> Milestone:
    """Add a milestone to an action. Raises Refused without words, and for an action that is closed."""
    action = _open(action)
    text = " ".join(text.split())
    if not text:
        raise Refused("Enter what is to be reached.", field="text")
    last = action.milestones.aggregate(last=Max("position"))["last"]
    milestone = Milestone.objects.create(
        action=action, position=0 if last is None else last + 1, text=text, due=due, recorded_at=at,
        recorded_by=by,
    )  # fmt: skip
    record("plans.milestone_added", by=by, at=at, on=[action, milestone], after={"text": text, "due": due})
    return milestone


@transaction.atomic
def move_milestone(
    milestone: Milestone, *, due: date, seen_due: date, reason: str, today: date, by: Person | None,
    at: datetime,
) -> Milestone:  # fmt: skip
    """Move a milestone to another day. `seen_due` is the day that the person saw.

    Raises Refused when somebody moved or reached it since, without a reason, and where it does not move.
    """
    milestone, reason = _waiting(milestone, seen_due), reason.strip()
    if due == milestone.due:
        raise Refused(f"It is due on {day_words(due)} already.", field="due")
    if not reason:
        raise Refused("Say why the date moves.", field="reason")
    MilestoneStep.objects.create(
        milestone=milestone, due_before=milestone.due, due_after=due, reason=reason, effective_on=today,
        recorded_at=at, recorded_by=by,
    )  # fmt: skip
    before, milestone.due = milestone.due, due
    milestone.save(update_fields=["due"])
    record(
        "plans.milestone_moved", by=by, at=at, on=[milestone.action, milestone], why=reason,
        before={"due": before}, after={"due": due},
    )  # fmt: skip
    return milestone


@transaction.atomic
def reach_milestone(
    milestone: Milestone, *, reached_on: date, seen_due: date, today: date, by: Person | None, at: datetime
) -> Milestone:
    """Say on which day a milestone was reached. Raises Refused for a day to come, and for one reached."""
    milestone = _waiting(milestone, seen_due)
    if reached_on > today:
        raise Refused("The day on which it was reached is in the future.", field="reached_on")
    MilestoneStep.objects.create(
        milestone=milestone, reached_on=reached_on, effective_on=reached_on, recorded_at=at, recorded_by=by
    )
    milestone.reached_on = reached_on
    milestone.save(update_fields=["reached_on"])
    after = {"reached_on": reached_on}
    record("plans.milestone_reached", by=by, at=at, on=[milestone.action, milestone], after=after)
    return milestone


def _open(action: Action) -> Action:
    action = Action.objects.select_for_update().get(pk=action.pk)
    if action.gone_on is not None:
        raise Refused("This action is no longer in the plan.")
    if action.completions.filter(outcome=Completion.Outcome.ACCEPTED).exists():
        raise Refused("The completion of this action was accepted, so its milestones stay as they are.")
    return action


def _waiting(milestone: Milestone, seen_due: date) -> Milestone:
    """The milestone, locked with its action, when it still is what the person saw."""
    milestone.action = _open(milestone.action)
    milestone = Milestone.objects.select_for_update().select_related("action").get(pk=milestone.pk)
    if milestone.reached_on is not None:
        raise Refused(f"It was reached on {day_words(milestone.reached_on)} already.", code="stale")
    if milestone.due != seen_due:
        raise Refused(
            f"Somebody moved it to {day_words(milestone.due)} while you were writing.", code="stale"
        )
    return milestone


@dataclass(frozen=True)
class MilestoneThen:
    """A milestone as it stood: what, first due, due, the day on which it was reached, how often moved."""

    uuid: UUID
    text: str
    first_due: date
    due: date
    reached_on: date | None
    moves: int


def milestones_of(
    actions: QuerySet[Action], *, as_at: date | None = None, known_at: datetime | None = None
) -> dict[int, list[MilestoneThen]]:
    """Milestones by action, as they stood on a day and were known at an instant. Two statements."""
    ids = actions.order_by().values("pk")
    told = known_by(known_at, published=UNDECLARED)
    rows = list(Milestone.objects.filter(told, action__in=ids).order_by("action", "position"))
    steps: dict[int, list[MilestoneStep]] = defaultdict(list)
    for step in MilestoneStep.objects.filter(milestone__action__in=ids).order_by("id"):
        steps[step.milestone_id].append(step)
    found: dict[int, list[MilestoneThen]] = defaultdict(list)
    for row in rows:
        if as_at is None or timezone.localtime(row.recorded_at).date() <= as_at:
            found[row.action_id].append(_then(row, steps[row.pk], as_at, known_at))
    return found


def _then(
    row: Milestone, steps: Iterable[MilestoneStep], as_at: date | None, known_at: datetime | None
) -> MilestoneThen:
    moves = [step for step in steps if step.due_after]
    first = moves[0].due_before if moves else row.due
    reached = [step for step in steps if step.reached_on]
    held = [
        step
        for step in [*moves, *reached]
        if (as_at is None or step.effective_on <= as_at)
        and (known_at is None or step.recorded_at <= known_at)
    ]
    dues = [step.due_after for step in held if step.due_after]
    day = next((step.reached_on for step in held if step.reached_on), None)
    return MilestoneThen(row.uuid, row.text, first, dues[-1] if dues else first, day, len(dues))
