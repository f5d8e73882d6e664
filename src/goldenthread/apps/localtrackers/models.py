"""Lists that a council keeps for what no national return holds: how each is defined, version by version.

No child is in here. The rows lie in the case store (`casedata.written`) and are found by the tracker's uuid.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from goldenthread.apps.measures.models import Measure
from goldenthread.apps.trail.history import append_only, kept, never_deleted


@never_deleted
@kept
class LocalTracker(models.Model):
    """A list. `version` is the definition that holds; `closed_on` the first day on which it was no more."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120)
    version = models.PositiveIntegerField(default=1)
    closed_on = models.DateField(null=True, blank=True)
    measure = models.ForeignKey(Measure, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="localtrackers_one_of_a_name"),
            models.CheckConstraint(condition=~Q(name=""), name="localtrackers_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("localtrackers:tracker", args=[self.uuid])


@append_only
class DefinitionVersion(models.Model):
    """What a tracker's definition said from an instant on. `says` is read by `defined.from_json`."""

    tracker = models.ForeignKey(LocalTracker, on_delete=models.PROTECT, related_name="definitions")
    version = models.PositiveIntegerField()
    says = models.JSONField()
    why = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["tracker", "version"]
        constraints = [
            models.UniqueConstraint(fields=["tracker", "version"], name="localtrackers_one_of_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.tracker}, version {self.version}"
