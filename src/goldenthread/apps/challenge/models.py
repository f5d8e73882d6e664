"""Performance challenge sessions: their figures as they stood, outliers that are asked about until closed.

No child is in here: figures are of teams, workers and services, and a critical case is a reference.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from goldenthread.apps.cases.models import Service
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.people.models import Post
from goldenthread.apps.trail.history import append_only, kept, never_deleted


class Rung(models.TextChoices):
    """Who sits at the table. Each rung takes up what the one below could not settle."""

    TEAMS = "teams", "Service manager with team managers"
    SERVICES = "services", "Head of service with service managers"
    DIRECTOR = "director", "Director with heads of service"


EVERY_MONTHS = {Rung.TEAMS: 1, Rung.SERVICES: 1, Rung.DIRECTOR: 2}


def _by() -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


@never_deleted
@kept
class Session(models.Model):
    """One sitting. `lines` are its figures as they were counted, `document` its pack once it was held.

    `lines` is a list of the fields of `documents.challenge_pack.Line`. The period is half-open.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    rung = models.CharField(max_length=10, choices=Rung)
    service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.PROTECT, related_name="challenges"
    )
    held_on = models.DateField()
    period_kind = models.CharField(max_length=20)
    starts = models.DateField()
    ends = models.DateField()
    as_at = models.DateField()
    lines = models.JSONField(default=list)
    document = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)
    prepared_at = models.DateTimeField()
    prepared_by = _by()
    held_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-held_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["rung", "service", "held_on"], nulls_distinct=False, name="challenge_one_a_day"
            ),
            models.CheckConstraint(
                condition=Q(rung="director", service=None) | (~Q(rung="director") & ~Q(service=None)),
                name="challenge_of_a_service",
            ),
            models.CheckConstraint(
                condition=Q(held_at=None, document="") | (~Q(held_at=None) & ~Q(document="")),
                name="challenge_held_has_its_pack",
            ),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="challenge_period_ends"),
        ]

    def __str__(self) -> str:
        return f"{self.table}, {self.held_on}"

    @property
    def table(self) -> str:
        """Who sits at it, and of which service."""
        return self.get_rung_display() + (f": {self.service}" if self.service else "")

    def get_absolute_url(self) -> str:
        return reverse("challenge:session", args=[self.uuid])


@never_deleted
@kept
class Outlier(models.Model):
    """A figure that is asked about, from the session that raised it until one closes it.

    `who` is the team, worker or service as the figures name it; `said` its figure when it was raised; `code`
    the rule that proposed it, empty where somebody named it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    raised_in = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="raised")
    rung = models.CharField(max_length=10, choices=Rung)
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="challenged")
    who = models.CharField(max_length=200)
    said = models.CharField(max_length=200)
    code = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=400)
    raised_at = models.DateTimeField()
    raised_by = _by()
    closed_in = models.ForeignKey(
        Session, null=True, blank=True, on_delete=models.PROTECT, related_name="closed"
    )
    closed_because = models.TextField(blank=True)
    closed_by = _by()

    class Meta:
        ordering = ["measure__sort_key", "who", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["rung", "service", "measure", "who"], condition=Q(closed_in=None),
                nulls_distinct=False, name="challenge_asked_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(closed_in=None, closed_because="") | (~Q(closed_in=None) & ~Q(closed_because="")),
                name="challenge_closed_because",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.measure}: {self.who}"

    def get_absolute_url(self) -> str:
        return reverse("challenge:outlier", args=[self.uuid])


@append_only
class Turn(models.Model):
    """What was asked, answered and agreed of an outlier in a session. The newest holds; those before stay."""

    outlier = models.ForeignKey(Outlier, on_delete=models.PROTECT, related_name="turns")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="turns")
    question = models.TextField()
    answer = models.TextField(blank=True)
    action = models.TextField(blank=True)
    owner = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = _by()

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(question=""), name="challenge_asks_something")]

    def __str__(self) -> str:
        return self.question


@never_deleted
@kept
class CriticalCase(models.Model):
    """A case that goes up to the director: by the council's own reference and by nothing else.

    `same` is what two ways of writing the reference have in common.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=30)
    same = models.CharField(max_length=30)
    raised_at = models.DateTimeField()
    raised_by = _by()
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = _by()

    class Meta:
        ordering = ["-raised_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "same"], condition=Q(seen_at=None), name="challenge_one_open_a_case"
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference}, {self.service}"
