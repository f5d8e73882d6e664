"""What a body asked for and is owed until it closes it, and what was decided between its meetings."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.people.models import Post
from goldenthread.apps.people.words import words_of
from goldenthread.apps.plans.models import Action
from goldenthread.apps.trail.history import append_only, decided_stays, kept, never_deleted, unchanging


@kept
@decided_stays(outcome="waiting")
class Decision(models.Model):
    """A decision between meetings, under an authority. A minute of the next meeting endorses it, or not."""

    class Kind(models.TextChoices):
        DELEGATED = "delegated", "Delegated to a post"
        VIRTUAL = "virtual", "By the members, in writing"
        URGENT = "urgent", "Urgent, by the chair"

    class Outcome(models.TextChoices):
        WAITING = "waiting", "To be endorsed"
        ENDORSED = "endorsed", "Endorsed"
        NOT_ENDORSED = "not_endorsed", "Not endorsed"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=20, choices=Kind)
    words = models.TextField()
    authority = models.TextField(help_text="The minute or the part of the constitution that allows it.")
    decided_by = models.CharField(max_length=200)
    decided_on = models.DateField()
    restricted = models.BooleanField(default=False)
    outcome = models.CharField(max_length=20, choices=Outcome, default=Outcome.WAITING)
    endorsed_by = models.ForeignKey(
        "minutes.ItemMinute", null=True, blank=True, on_delete=models.PROTECT, related_name="endorses"
    )
    outcome_words = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-decided_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(words="") & ~Q(authority="") & ~Q(decided_by=""),
                name="minutes_decision_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(outcome="waiting", endorsed_by=None)
                | (~Q(outcome="waiting") & Q(endorsed_by__isnull=False)),
                name="minutes_decision_is_endorsed_by_a_minute",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return reverse("minutes:decision", args=[self.uuid])


@kept
@never_deleted
@unchanging("body_id", "number", "minute_id", "resolution_id", "decision_id", "raised_on", "due_words")
class BodyAction(models.Model):
    """An action that a body asked for, until the body closes it.

    It comes of a resolution, of a decision between meetings, or of words in a minute. `due_words` are the
    words of time as minuted ("a future meeting"); `due_on` None: undated, put forward for a date.
    `restricted`: it comes of part 2. `place` is where it stood in a file that was brought in.
    """

    class State(models.TextChoices):
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="body_actions")
    number = models.PositiveIntegerField()
    minute = models.ForeignKey(
        "minutes.ItemMinute", null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    resolution = models.ForeignKey(
        "minutes.Resolution", null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    words = models.TextField()
    owner = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.PROTECT, related_name="body_actions"
    )
    owner_words = models.CharField(max_length=200, blank=True)
    raised_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    due_words = models.CharField(max_length=200, blank=True)
    restricted = models.BooleanField(default=False)
    state = models.CharField(max_length=20, choices=State, default=State.OPEN)
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(
        "minutes.ItemMinute", null=True, blank=True, on_delete=models.PROTECT, related_name="closes"
    )
    closed_words = models.TextField(blank=True)
    recommendation = models.ForeignKey(
        Recommendation, null=True, blank=True, on_delete=models.PROTECT, related_name="body_actions"
    )
    plan_action = models.ForeignKey(
        Action, null=True, blank=True, on_delete=models.PROTECT, related_name="body_actions"
    )
    place = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["body", "number"]
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="minutes_one_action_a_number"),
            models.CheckConstraint(condition=~Q(words=""), name="minutes_action_says_what"),
            models.CheckConstraint(
                condition=Q(minute__isnull=False) | Q(decision__isnull=False),
                name="minutes_action_comes_of_a_minute",
            ),
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | ~Q(owner_words=""), name="minutes_action_has_owner"
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_on=None, closed_by=None)
                | (Q(state="closed", closed_on__isnull=False) & (Q(closed_by__isnull=False) | ~Q(place=""))),
                name="minutes_closed_at_a_meeting",
            ),
        ]
        indexes = [
            models.Index(fields=["body", "state", "due_on"], name="minutes_action_log"),
            GinIndex(words_of("words"), name="minutes_action_words"),
        ]

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return reverse("minutes:action", args=[self.uuid])

    @property
    def reference(self) -> str:
        return f"A{self.number}"

    @property
    def owner_name(self) -> str:
        """The post that owes it, or what a past minute says of who does."""
        return str(self.owner) if self.owner else self.owner_words

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


@append_only
class DueChange(models.Model):
    """The day by which an action is wanted was given, or moved. The first row has no day before."""

    action = models.ForeignKey(BodyAction, on_delete=models.PROTECT, related_name="due_changes")
    before = models.DateField(null=True, blank=True)
    after = models.DateField()
    reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(before=None) | ~Q(reason=""), name="minutes_moved_has_reason"),
            models.CheckConstraint(
                condition=Q(before=None) | ~Q(before=F("after")), name="minutes_due_moves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before} to {self.after}"


@append_only
class ActionReport(models.Model):
    """How an action stands, reported back to the body. `done`: whoever reports thinks it can be closed."""

    action = models.ForeignKey(BodyAction, on_delete=models.PROTECT, related_name="reports")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    words = models.TextField()
    done = models.BooleanField(default=False)
    effective_on = models.DateField()
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="action_reports"
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["effective_on", "id"]
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="minutes_report_says_something")]

    def __str__(self) -> str:
        return self.words
