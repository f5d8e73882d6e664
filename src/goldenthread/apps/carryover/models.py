"""What is left when a plan ends: moved to a service plan, and monitored where it is not yet met.

All of it is only ever added: what a board may have seen stays as it was said.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.plans.models import Action, Plan
from goldenthread.apps.trail.history import append_only


@append_only
class CarryOver(models.Model):
    """Actions of one plan went on in another from a day."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    from_plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="carried_from")
    to_plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="carried_to")
    carried_on = models.DateField()
    reason = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["carried_on", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(from_plan=F("to_plan")), name="carryover_to_another_plan"),
            models.CheckConstraint(condition=~Q(reason=""), name="carryover_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.from_plan} to {self.to_plan}"


@append_only
class Carried(models.Model):
    """One action of a carry-over, and the action that it goes on as. Each is carried once."""

    carry_over = models.ForeignKey(CarryOver, on_delete=models.PROTECT, related_name="carried")
    action = models.OneToOneField(Action, on_delete=models.PROTECT, related_name="carried_to")
    new_action = models.OneToOneField(Action, on_delete=models.PROTECT, related_name="carried_from")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.action} goes on as {self.new_action}"


@append_only
class MonitoringArrangement(models.Model):
    """How an unmet recommendation is watched from a day on, in its newest version of that day.

    With no body it says that there is none, and why. `supported_by` are reports and audits in words; what the
    product holds of them is in `Support`.
    """

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="monitoring_arrangements"
    )
    number = models.PositiveIntegerField()
    effective_on = models.DateField()
    supported_by = models.TextField(blank=True)
    planned_actions = models.TextField(blank=True)
    why_none = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["effective_on", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "number"], name="carryover_arrangements_are_numbered"
            )
        ]

    def __str__(self) -> str:
        return f"Monitoring of {self.recommendation}, version {self.number}"


@append_only
class Through(models.Model):
    """A body through which a recommendation is monitored."""

    arrangement = models.ForeignKey(MonitoringArrangement, on_delete=models.PROTECT, related_name="through")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="monitors")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["arrangement", "body"], name="carryover_through_a_body_once")
        ]

    def __str__(self) -> str:
        return str(self.body)


@append_only
class Support(models.Model):
    """A record of a later room (a scorecard) that supports an arrangement: its id, and its name of then."""

    arrangement = models.ForeignKey(MonitoringArrangement, on_delete=models.PROTECT, related_name="supports")
    kind = models.CharField(max_length=40)
    subject = models.UUIDField()
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["arrangement", "subject"], name="carryover_supported_once_by_a_record"
            )
        ]

    def __str__(self) -> str:
        return self.name
