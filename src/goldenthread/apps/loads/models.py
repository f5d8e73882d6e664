"""What came in by file: read, previewed, decided, accepted; and how each source names its columns."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.apps.files.models import StoredFile


class Source(models.Model):
    """Where files of one kind come from, for one plan or scorecard; remembers what its columns mean.

    `mapping` is heading → field, as an officer settled it.
    """

    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    mapping = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "name"], name="loads_one_source_a_name")]

    def __str__(self) -> str:
        return self.name


class Load(models.Model):
    """One file on its way in. `reading` is what was read of it, `preview` what would change, as JSON.

    `published_on` is declared by the officer: the day on which its figures were published. What a load
    brings is known from that day, and the page says that the day was declared.
    """

    class State(models.TextChoices):
        READ = "read", "Waiting for a decision"
        ACCEPTED = "accepted", "Accepted"
        SET_ASIDE = "set_aside", "Set aside"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="loads")
    source_name = models.CharField(max_length=200, help_text="What the source was called when it came.")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT)
    state = models.CharField(max_length=20, choices=State, default=State.READ)
    reading = models.JSONField()
    preview = models.JSONField()
    decisions = models.JSONField(default=dict)
    published_on = models.DateField(null=True, blank=True)
    read_at = models.DateTimeField()
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-read_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="read", decided_at=None) | (~Q(state="read") & Q(decided_at__isnull=False)),
                name="loads_decided_when_not_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.source}, {self.read_at:%Y-%m-%d}"
