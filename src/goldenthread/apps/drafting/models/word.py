"""A report that went out as a Word document, and what came back."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from goldenthread.apps.drafting.models.reports import Report, Version
from goldenthread.apps.drafting.models.templates import PERSON
from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.trail.history import append_only, decided_stays


@append_only
class Sent(models.Model):
    """A Word document that was made of a version. `reading` is what its own reader finds in it, as JSON.

    The document carries this `uuid`, and `digest`: that of the canonical text of the version's words.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="sent")
    at_version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    reading = models.JSONField()
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-sent_at", "-id"]

    def __str__(self) -> str:
        return f"{self.report}, version {self.at_version}, as Word"


class Fate(models.TextChoices):
    """What became of a document that came back."""

    READ = "read", "Read, nothing taken yet"
    TAKEN = "taken", "Taken"
    LEFT = "left", "Left"


@decided_stays(fate="read")
class Returned(models.Model):
    """A Word document that came back, what was read in it, and the version that was made of it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="returned")
    sent = models.ForeignKey(Sent, on_delete=models.PROTECT, related_name="returned")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    reading = models.JSONField()
    read_at = models.DateTimeField()
    read_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    fate = models.CharField(max_length=10, choices=Fate, default=Fate.READ)
    version = models.ForeignKey(Version, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-read_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fate="taken", version__isnull=False) | (~Q(fate="taken") & Q(version=None)),
                name="drafting_taken_has_its_version",
            )
        ]

    def __str__(self) -> str:
        return f"{self.file} for {self.report}"

    def get_absolute_url(self) -> str:
        return reverse("drafting:returned", args=[self.uuid])
