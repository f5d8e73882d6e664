"""The audit programme: kinds of activity, activities with their days, and each step that was taken."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.people.models import Post
from goldenthread.apps.trail.history import append_only, kept, never_deleted
from goldenthread.rulebook.periods import PeriodKind

PERIOD_KINDS = [(kind.value, kind.value.replace("_", " ").capitalize()) for kind in PeriodKind]


class ActivityKind(models.Model):
    """A kind of activity: quarterly case audit, dip sample, mock inspection. Data, not code."""

    key = models.SlugField(unique=True)
    name = models.CharField(max_length=100, unique=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


@never_deleted
@kept
class Activity(models.Model):
    """Something that the programme plans for a period, with the day by which each step is wanted."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.ForeignKey(ActivityKind, on_delete=models.PROTECT, related_name="activities")
    title = models.CharField(max_length=200)
    theme = models.CharField(max_length=200, blank=True)
    period_kind = models.CharField(max_length=20, choices=PERIOD_KINDS)
    starts = models.DateField()
    ends = models.DateField(help_text="The first day that is no longer of the period.")
    lead = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    start_by = models.DateField()
    finish_by = models.DateField(null=True, blank=True)
    report_by = models.DateField(null=True, blank=True)
    close_by = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["starts", "start_by", "id"]
        verbose_name_plural = "activities"
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="audits_activity_has_a_period"),
            models.CheckConstraint(
                condition=Q(finish_by=None) | Q(finish_by__gte=F("start_by")),
                name="audits_finish_after_start",
            ),
            models.CheckConstraint(
                condition=Q(report_by=None) | Q(finish_by=None) | Q(report_by__gte=F("finish_by")),
                name="audits_report_after_finish",
            ),
            models.CheckConstraint(
                condition=Q(close_by=None) | Q(report_by=None) | Q(close_by__gte=F("report_by")),
                name="audits_close_after_report",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("audits:activity", args=[self.uuid])


class Step(models.TextChoices):
    """The steps of an activity, in their order. The values are those of `rulebook.audits.Stage`."""

    STARTED = "started", "Started"
    FINISHED = "finished", "Finished"
    REPORTED = "reported", "Reported"
    CLOSED = "actions_closed", "Actions closed"
    CANCELLED = "cancelled", "Cancelled"


@append_only
class ActivityStep(models.Model):
    """A step that was taken, on a day. Said again with another day, the last that was recorded counts."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=20, choices=Step)
    done_on = models.DateField()
    note = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ["activity", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(step="cancelled") | ~Q(note=""), name="audits_cancelled_has_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.done_on}"
