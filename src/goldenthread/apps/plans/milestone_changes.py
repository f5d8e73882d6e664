"""What changed of milestones between two instants: added, moved, reached. Two statements."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from goldenthread.apps.plans.milestones import UNDECLARED
from goldenthread.apps.plans.models import Milestone, MilestoneStep
from goldenthread.apps.trail.changes import Change, Changed, Span, day_words


def changes_of_milestones(actions: Any, span: Span) -> tuple[Changed, ...]:
    """`actions`: the ids of the actions whose milestones are meant, as a subquery."""
    told = span.told(published=UNDECLARED)
    in_order = ("action__plan", "action__position", "position")
    moves = MilestoneStep.objects.filter(milestone=OuterRef("pk"), due_before__isnull=False).order_by("id")
    first_due = Coalesce(Subquery(moves.values("due_before")[:1]), "due")
    added = (
        Milestone.objects.filter(told, action__in=actions)
        .annotate(first_due=first_due)
        .select_related("action__plan", "recorded_by")
        .order_by(*in_order)
    )
    steps = (
        MilestoneStep.objects.filter(told, milestone__action__in=actions)
        .select_related("milestone__action__plan", "recorded_by")
        .order_by(*(f"milestone__{name}" for name in in_order), "id")
    )
    new = [_line(one, one, after=f"Due {day_words(one.first_due)}", on=None) for one in added]
    moved, reached = [], []
    for step in steps:
        if step.reached_on:
            words = f"Reached on {day_words(step.reached_on)}"
            reached.append(_line(step.milestone, step, after=words, on=step.reached_on))
        else:
            before, after = day_words(step.due_before), day_words(step.due_after)
            line = _line(
                step.milestone, step, before=before, after=after, on=step.effective_on, why=step.reason
            )
            moved.append(line)
    return (
        Changed("milestones", "New milestones", "new milestones", "grey", tuple(new)),
        Changed("milestones-moved", "Milestones moved", "milestones moved", "amber", tuple(moved)),
        Changed("milestones-reached", "Milestones reached", "milestones reached", "green", tuple(reached)),
    )


def _line(milestone: Milestone, told: Milestone | MilestoneStep, **said: Any) -> Change:
    action = milestone.action
    return Change(
        action.reference, milestone.text, href=action.get_absolute_url(), of=action.plan.name,
        recorded_at=told.recorded_at, by=str(told.recorded_by or ""), **said,
    )  # fmt: skip
