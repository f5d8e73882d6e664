"""Complaints and compliments: what was said, by when it was answered, and what was learned. Never by whom.

A complaint has a reference of the council's own and says who raised it by kind alone. Its stages are dated
rows; when each is due is worked out (`rulebook.complaints`), so that no stored day can disagree with it.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from goldenthread.apps.loads.models import Load
from goldenthread.apps.plans.models import Action
from goldenthread.apps.trail.history import kept, never_deleted
from goldenthread.apps.trail.models import Link


@kept
class Theme(models.Model):
    """What feedback is about, under one name: "Contact with a social worker"."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


@kept
class Procedure(models.Model):
    """A council's own procedure for complaints outside the Children Act, with its working days by stage.

    `first` and `extended` are {"1": 10}: a stage that is not in `extended` cannot be put off.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120, unique=True)
    basis = models.CharField(max_length=300, blank=True)
    first = models.JSONField()
    extended = models.JSONField(default=dict)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class RaisedBy(models.TextChoices):
    """Who raised it, by kind."""

    YOUNG_PERSON = "young_person", "Child or young person"
    PARENT = "parent", "Parent or carer"
    ADVOCATE = "advocate", "Advocate"
    OTHER = "other", "Somebody else"


class Outcome(models.TextChoices):
    """What a stage found."""

    UPHELD = "upheld", "Upheld"
    PARTLY = "partly_upheld", "Partly upheld"
    NOT_UPHELD = "not_upheld", "Not upheld"
    WITHDRAWN = "withdrawn", "Withdrawn"


@never_deleted
@kept
class Complaint(models.Model):
    """A complaint, by its reference. `procedure` is empty for the procedure of the Children Act 1989.

    `same` is what two ways of writing the reference have in common.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(max_length=30)
    same = models.CharField(max_length=30, unique=True)
    procedure = models.ForeignKey(
        Procedure, null=True, blank=True, on_delete=models.PROTECT, related_name="complaints"
    )
    service = models.CharField(max_length=120)
    raised_by = models.CharField(max_length=20, choices=RaisedBy)
    about = models.TextField(blank=True)
    themes = models.ManyToManyField(Theme, blank=True, related_name="complaints")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    load = models.ForeignKey(Load, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(service=""), name="feedback_complaint_has_a_service")
        ]

    def __str__(self) -> str:
        return f"Complaint {self.reference}"

    def get_absolute_url(self) -> str:
        return reverse("feedback:complaint", args=[self.uuid])


@never_deleted
@kept
class ComplaintStage(models.Model):
    """A stage of a complaint: when it began, whether it was put off, when and how it was answered.

    `ended_on` is the day of the answer, or of the withdrawal where that is the outcome; `ended_told_at` the
    instant at which we were told of it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="stages")
    stage = models.PositiveSmallIntegerField(choices=[(1, "Stage 1"), (2, "Stage 2"), (3, "Stage 3")])
    began_on = models.DateField()
    extended_because = models.TextField(blank=True)
    ended_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    recorded_at = models.DateTimeField()
    ended_told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["complaint", "stage"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "stage"], name="feedback_a_stage_once"),
            models.CheckConstraint(
                condition=Q(ended_on=None, outcome="") | (Q(ended_on__isnull=False) & ~Q(outcome="")),
                name="feedback_an_end_has_its_outcome",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("began_on")),
                name="feedback_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} of {self.complaint_id}"


@never_deleted
@kept
class Compliment(models.Model):
    """Thanks or praise for a service: from whom by kind, and what was good."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    received_on = models.DateField()
    service = models.CharField(max_length=120)
    raised_by = models.CharField(max_length=20, choices=RaisedBy)
    words = models.TextField()
    themes = models.ManyToManyField(Theme, blank=True, related_name="compliments")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    load = models.ForeignKey(Load, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-received_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(service="") & ~Q(words=""), name="feedback_compliment_says_something"
            )
        ]

    def __str__(self) -> str:
        return f"Compliment for {self.service}"


@never_deleted
@kept
class Learning(Link):
    """What a complaint taught, and the plan's action that it led to, where there is one."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="learning")
    text = models.TextField()
    learned_on = models.DateField()
    action = models.ForeignKey(
        Action, null=True, blank=True, on_delete=models.PROTECT, related_name="from_complaints"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="feedback_learning_says_something")]

    def __str__(self) -> str:
        return self.text
