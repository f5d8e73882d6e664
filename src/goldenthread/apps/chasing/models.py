"""Who was asked for what, by when, and when they were reminded. Who replied is computed (`replies`)."""

from __future__ import annotations

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from goldenthread.apps.measures.models import Measure, Scorecard
from goldenthread.apps.measures.recorded import period_of
from goldenthread.apps.people.models import Post
from goldenthread.apps.plans.models import Action, Plan
from goldenthread.apps.trail.history import append_only, kept
from goldenthread.rulebook.periods import Period


class Kind(models.TextChoices):
    """What is asked for: updates of a plan's actions, or words on a scorecard's measures in a period."""

    UPDATES = "updates", "Updates"
    COMMENTARY = "commentary", "Commentary"


@pgtrigger.register(pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete))
@kept
class Round(models.Model):
    """One asking of many people at once, by a day. One may be open for a plan, or a scorecard's period.

    `remind_before`: reminders go out by themselves that many days before `due_on`, and on it; None for none.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=Kind)
    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="rounds")
    scorecard = models.ForeignKey(
        Scorecard, null=True, blank=True, on_delete=models.PROTECT, related_name="rounds"
    )
    period_kind = models.CharField(max_length=20, blank=True)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    asked_on = models.DateField()
    due_on = models.DateField()
    message = models.TextField(blank=True)
    remind_before = models.PositiveSmallIntegerField(null=True, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=F("asked_on")), name="chasing_due_when_asked"),
            models.CheckConstraint(
                condition=Q(kind="updates", plan__isnull=False, scorecard=None, starts=None, ends=None)
                | Q(
                    kind="commentary", plan=None, scorecard__isnull=False, starts__isnull=False,
                    ends__isnull=False,
                ),
                name="chasing_round_is_of_its_kind",
            ),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(kind="updates", closed_at=None), name="chasing_one_open_a_plan"
            ),
            models.UniqueConstraint(
                fields=["scorecard", "period_kind", "starts", "ends"],
                condition=Q(kind="commentary", closed_at=None),
                name="chasing_one_open_a_period",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="chasing_closed_by_somebody",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        if self.scorecard:
            return f"Commentary on {self.scorecard}, {self.period}"
        return f"Updates of {self.plan}"

    @property
    def subject(self) -> Plan | Scorecard:
        """What it asks about."""
        found = self.plan or self.scorecard
        assert found is not None  # chasing_round_is_of_its_kind
        return found

    @property
    def period(self) -> Period | None:
        """Of a round for commentary."""
        return period_of(self) if self.period_kind else None

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def get_absolute_url(self) -> str:
        return reverse("chasing:round", args=[self.uuid])


@append_only
class Request(models.Model):
    """One person asked for one thing: an update of an action, or words on a measure. Never altered.

    An action that three posts lead has a request for each holder of each. `asked_of` is who was asked first;
    who has to answer now is computed from who holds the post. None: nobody held it. `lead_text` is the lead
    as it was called then: the post with its organisation, or as the paper prints it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="requests")
    asked_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    post = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lead_text = models.TextField(blank=True)
    action = models.ForeignKey(
        Action, null=True, blank=True, on_delete=models.PROTECT, related_name="requests"
    )
    measure = models.ForeignKey(
        Measure, null=True, blank=True, on_delete=models.PROTECT, related_name="requests"
    )

    class Meta:
        ordering = ["round", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "asked_of", "post", "action", "measure"],
                nulls_distinct=False,
                name="chasing_asked_once",
            ),
            models.CheckConstraint(
                condition=Q(action=None, measure__isnull=False) | Q(action__isnull=False, measure=None),
                name="chasing_request_is_for_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lead_text}: {self.subject}"

    @property
    def subject(self) -> Action | Measure:
        """What an answer is wanted about."""
        found = self.action or self.measure
        assert found is not None  # chasing_request_is_for_one_thing
        return found


@append_only
class Reminder(models.Model):
    """Somebody was reminded of what a round asks of them. `by` None: by the round's own schedule.

    Once a day, unless an officer gave a reason to write again.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="reminders")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "person", "on"], condition=Q(reason=""), name="chasing_reminded_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} reminded on {self.on}"
