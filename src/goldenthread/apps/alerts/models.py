"""Practice alerts: what a reviewing officer raised on a case, level after level until it is resolved.

No child is named: a case is a reference (`rulebook.case_references`). When a step is due is worked out
(`rulebook.practice_alerts`), so that no stored day can disagree with it.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from goldenthread.apps.trail.history import kept, never_deleted


@kept
class AlertKind(models.Model):
    """What an alert is about: drift, a missing plan. A good-practice notice asks for no answer."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120, unique=True)
    good_practice = models.BooleanField(default=False)

    class Meta:
        ordering = ["good_practice", "id"]

    def __str__(self) -> str:
        return self.name


@never_deleted
@kept
class AlertLevel(models.Model):
    """A rung of the council's ladder: who answers, in how many working days.

    One that changes is retired and another takes its position: an alert keeps the days it was put with.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    formal = models.BooleanField()
    working_days = models.PositiveSmallIntegerField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["position"], condition=Q(retired_at=None), name="alerts_one_level_a_position"
            ),
            models.CheckConstraint(
                condition=Q(working_days__gte=1) & ~Q(name=""), name="alerts_a_level_has_days"
            ),
        ]

    def __str__(self) -> str:
        return self.name


@never_deleted
@kept
class Alert(models.Model):
    """An alert, or a good-practice notice. `raised_by` is a post; `resolved_told_at` when we were told."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveIntegerField(unique=True)
    kind = models.ForeignKey(AlertKind, on_delete=models.PROTECT, related_name="alerts")
    case_reference = models.CharField(max_length=30)
    service = models.CharField(max_length=120)
    raised_on = models.DateField()
    raised_by = models.CharField(max_length=120)
    words = models.TextField()
    resolved_on = models.DateField(null=True, blank=True)
    resolved_how = models.TextField(blank=True)
    resolved_told_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-raised_on", "-number"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(words="") & ~Q(service="") & ~Q(raised_by=""), name="alerts_alert_says_what"
            ),
            models.CheckConstraint(
                condition=Q(resolved_on=None, resolved_how="")
                | (Q(resolved_on__gte=F("raised_on")) & ~Q(resolved_how="")),
                name="alerts_resolved_after_raised_and_how",
            ),
        ]

    def __str__(self) -> str:
        return f"Alert {self.reference}"

    @property
    def reference(self) -> str:
        return f"AL-{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("alerts:alert", args=[self.uuid])


@never_deleted
@kept
class AlertStep(models.Model):
    """An alert put to a level, why (where it was escalated), and what was answered."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="steps")
    level = models.ForeignKey(AlertLevel, on_delete=models.PROTECT, related_name="steps")
    put_on = models.DateField()
    reason = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["alert", "id"]
        constraints = [
            models.UniqueConstraint(fields=["alert", "level"], name="alerts_a_level_once"),
            models.CheckConstraint(
                condition=Q(answered_on=None, answer="") | (Q(answered_on__gte=F("put_on")) & ~Q(answer="")),
                name="alerts_an_answer_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.alert} to {self.level}"
