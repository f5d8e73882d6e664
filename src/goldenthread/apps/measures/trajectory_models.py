"""Trajectories of measures in their versions, and which measures are the parts of a whole."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from goldenthread.apps.trail.history import append_only, kept, never_deleted, unchanging
from goldenthread.apps.trail.models import Link


@append_only
class TrajectoryVersion(models.Model):
    """A trajectory as a person planned it. Append-only: a change is a new version, the old one stays.

    `period_kind`, `starts` and `ends` are the baseline's, `baseline` is as printed, and `baseline_value` the
    figure that it was taken from, empty where it was typed. `reading` is one of `rulebook.trajectory`, empty
    where no step needs one. A version that is `withdrawn` says that there is no trajectory from then on.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    measure = models.ForeignKey(
        "measures.Measure", on_delete=models.PROTECT, related_name="trajectories"
    )  # by name: `models` imports this module
    number = models.PositiveIntegerField()
    withdrawn = models.BooleanField(default=False)
    period_kind = models.CharField(max_length=20, blank=True)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    baseline = models.CharField(max_length=500, blank=True)
    baseline_value = models.ForeignKey(
        "measures.Value", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reading = models.CharField(max_length=30, blank=True)
    reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["measure", "number"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "number"], name="measures_one_trajectory_a_version"),
            models.CheckConstraint(
                condition=Q(withdrawn=True, starts=None, ends=None, baseline="") & ~Q(reason="")
                | (Q(withdrawn=False, ends__gt=F("starts")) & ~Q(baseline="") & ~Q(period_kind="")),
                name="measures_trajectory_has_a_baseline_or_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"Trajectory, version {self.number}"


@append_only
class TrajectoryStep(models.Model):
    """What a version asks for by the end of a period, as printed: "Percentage increase of 15%", "> 45"."""

    version = models.ForeignKey(TrajectoryVersion, on_delete=models.PROTECT, related_name="steps")
    period_kind = models.CharField(max_length=20)
    starts = models.DateField()
    ends = models.DateField()
    text = models.CharField(max_length=300)

    class Meta:
        ordering = ["version", "starts"]
        constraints = [
            models.UniqueConstraint(fields=["version", "starts"], name="measures_one_step_a_period"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="measures_step_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.text


@never_deleted
@unchanging("whole", "part", "split", "name", "recorded_at", "recorded_by")  # it ends; another is said anew
@kept
class PartOfWhole(Link):
    """A measure is a part of another: a person said so, and it stands until a person ends it.

    `split` is the way of splitting ("Responsible body", "Reason") and `name` what the part is called in it
    ("Health"). One whole may be split in more than one way.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    whole = models.ForeignKey("measures.Measure", on_delete=models.PROTECT, related_name="parts")
    part = models.ForeignKey("measures.Measure", on_delete=models.PROTECT, related_name="wholes")
    split = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["whole", "part", "split"],
                condition=Q(ended_at=None),
                name="measures_one_part_in_a_split",
            ),
            models.UniqueConstraint(
                fields=["whole", "split", "name"],
                condition=Q(ended_at=None),
                name="measures_one_part_of_a_name",
            ),
            models.CheckConstraint(condition=~Q(whole=F("part")), name="measures_part_of_another"),
            models.CheckConstraint(
                condition=~Q(split="") & ~Q(name=""), name="measures_part_says_what_it_is"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.whole_id}"
