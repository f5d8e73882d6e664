"""What was verified, who gets the head of the chain, how long things are kept, and what was deleted."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from goldenthread.apps.mail.models import Message
from goldenthread.apps.trail.history import append_only, decided_stays, kept, never_deleted
from goldenthread.apps.trail.models import Link

PERSON = settings.AUTH_USER_MODEL


@append_only
class Check(models.Model):
    """One verification of the record and what it found. `problems` are sentences; none where it was whole."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    checked_at = models.DateTimeField()
    checked_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    events = models.BigIntegerField()
    head = models.CharField(max_length=64)
    rows = models.BigIntegerField()
    whole = models.BooleanField()
    problems = models.JSONField(default=list)

    class Meta:
        ordering = ["-checked_at", "-id"]

    def __str__(self) -> str:
        return "Whole" if self.whole else "Not whole"


class Every(models.TextChoices):
    """How often the head goes to somebody."""

    DAY = "day", "Every day"
    WEEK = "week", "Every week"
    MONTH = "month", "Every month"


@never_deleted
@kept
class HeadReader(Link):
    """Somebody to whom the head of the chain goes by e-mail: it is held where nobody here can write."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    every = models.CharField(max_length=10, choices=Every, default=Every.WEEK)
    recorded_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at=None), name="retention_one_reader_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_every_display().lower()}"


@append_only
class HeadSent(models.Model):
    """A head that went to somebody: position and digest of the last event, and the letter that said so."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    to = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="+")
    position = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    on = models.DateField()
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["-sent_at", "-id"]

    def __str__(self) -> str:
        return f"Event {self.position:,} to {self.to}"


@never_deleted
@kept
class KeepingTime(models.Model):
    """How long a class of record is kept, by which basis, and who decides on its deletion."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=40, unique=True)
    months = models.PositiveIntegerField()
    basis = models.TextField()
    decides = models.CharField(max_length=200)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(basis="") & ~Q(decides=""), name="retention_time_has_basis"),
            models.CheckConstraint(condition=Q(months__gte=1), name="retention_kept_a_month_at_least"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.months} months"


@decided_stays(outcome="asked")
@kept
class Deletion(models.Model):
    """Records of a class that are past their time, asked to be deleted; a second person decides.

    `digest` is over the digests of all that is to go, so that what is approved is what was asked for.
    """

    class Outcome(models.TextChoices):
        ASKED = "asked", "Asked for"
        DONE = "done", "Deleted"
        REFUSED = "refused", "Not deleted"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=40)
    cut_off = models.DateField(help_text="What counts from this day or before is past its time.")
    months = models.PositiveIntegerField()
    basis = models.TextField()
    decides = models.CharField(max_length=200)
    count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    why = models.TextField(blank=True)
    asked_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.ASKED)
    decided_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"], condition=Q(outcome="asked"), name="retention_one_asked_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(outcome="asked", decided_by=None, decided_at=None)
                | (~Q(outcome="asked") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="retention_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=models.F("asked_by")), name="retention_two_people"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.count:,} of {self.kind}"

    def get_absolute_url(self) -> str:
        return reverse("retention:deletion", args=[self.uuid])


@append_only
class Certificate(models.Model):
    """What a deletion did, as canonical JSON with its digest. Whose records went, it does not say."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveIntegerField(unique=True)
    deletion = models.OneToOneField(Deletion, on_delete=models.PROTECT, related_name="certificate")
    document = models.TextField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"Certificate of deletion {self.number}"
