"""When bodies meet: the day, and each move of it, with its reason."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.trail.history import append_only, kept


@kept
class Meeting(models.Model):
    """A meeting of a body. `held_on` is the day as it stands now; a cancelled meeting stays on record."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    held_on = models.DateField(db_index=True)
    starts_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=200, blank=True, help_text="Such as Extraordinary meeting.")
    cancelled_on = models.DateField(null=True, blank=True)
    cancelled_reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["held_on", "starts_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "held_on", "starts_at"],
                condition=Q(cancelled_on=None),
                nulls_distinct=False,
                name="meetings_one_of_a_body_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_on=None) | ~Q(cancelled_reason=""), name="meetings_cancelled_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title or 'Meeting'} of the {self.body}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting", args=[self.uuid, slugify(self.body.name) or "meeting"])

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_on is not None


@append_only
class Move(models.Model):
    """A meeting went to another day. `before` and `after` are days; `recorded_at` when we were told."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="moves")
    before = models.DateField()
    after = models.DateField()
    reason = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="meetings_move_has_reason"),
            models.CheckConstraint(condition=~Q(before=F("after")), name="meetings_move_moves"),
        ]

    def __str__(self) -> str:
        return f"{self.before} to {self.after}"
