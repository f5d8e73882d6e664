"""Minutes of the past that were read and wait for a person to correct them. Nothing of them counts before."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.minutes.models import Minutes
from goldenthread.apps.trail.history import never_deleted


@never_deleted
class PastDraft(models.Model):
    """One paper as it was read (`found`, by `reading.as_plain`), and how a person has it by now (`typed`).

    `typed` holds the fields of the page as they were sent last; empty until somebody saved them. It is done
    once it has `minutes`, or was set aside.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=300)
    file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="past_minutes"
    )
    found = models.JSONField()
    typed = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)
    minutes = models.OneToOneField(
        Minutes, null=True, blank=True, on_delete=models.PROTECT, related_name="brought_by"
    )
    set_aside_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField()
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-read_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes=None) | Q(set_aside_at=None), name="pastminutes_saved_or_set_aside"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("pastminutes:draft", args=[self.uuid])

    @property
    def is_open(self) -> bool:
        return self.minutes_id is None and self.set_aside_at is None
