"""Milestones of an action: what is to be reached on the way, by when, and each move of that day."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from goldenthread.apps.trail.history import append_only, kept


@kept
class Milestone(models.Model):
    """A step on the way, as it now stands. What it said before is in its steps; nothing of it is lost."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    action = models.ForeignKey("plans.Action", on_delete=models.PROTECT, related_name="milestones")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    due = models.DateField()
    reached_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ["action", "position"]
        constraints = [
            models.UniqueConstraint(fields=["action", "position"], name="plans_one_milestone_a_place")
        ]

    def __str__(self) -> str:
        return self.text


@append_only
class MilestoneStep(models.Model):
    """A milestone was moved to another day, with the reason, or reached. It holds from `effective_on`."""

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="steps")
    due_before = models.DateField(null=True, blank=True)
    due_after = models.DateField(null=True, blank=True)
    reached_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ["milestone", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reached_on__isnull=False, due_before=None, due_after=None)
                | (
                    Q(reached_on=None, due_before__isnull=False, due_after__isnull=False)
                    & ~Q(due_before=F("due_after"))
                    & ~Q(reason="")
                ),
                name="plans_milestone_is_moved_or_reached",
            )
        ]

    def __str__(self) -> str:
        return f"reached {self.reached_on}" if self.reached_on else f"{self.due_before} to {self.due_after}"
