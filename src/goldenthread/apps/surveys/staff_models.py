"""What was counted of the care that staff get: supervision, development plans, training."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from goldenthread.apps.loads.models import Load
from goldenthread.apps.trail.history import append_only


class StaffKind(models.TextChoices):
    SUPERVISION = "supervision", "Supervision held when due"
    DEVELOPMENT = "development", "Development plans in place"
    TRAINING = "training", "Training finished that was due"
    VISITS = "visits", "Frontline visits by leaders"


@append_only
class StaffCount(models.Model):
    """So many done of so many due, of a team or of all, in a quarter. Of one thing the newest row counts."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=StaffKind)
    quarter = models.DateField(help_text="The first day of the quarter.")
    team = models.CharField(max_length=100, blank=True, help_text="Empty: all staff.")
    done = models.PositiveIntegerField()
    due = models.PositiveIntegerField()
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was corrected.")
    load = models.ForeignKey(Load, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    published_on = models.DateField(null=True, blank=True, help_text="Declared: known from this day.")

    class Meta:
        ordering = ["kind", "-quarter", "team", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(due__gte=1), name="surveys_something_was_due"),
            models.CheckConstraint(condition=Q(done__lte=F("due")), name="surveys_done_of_due"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.done} of {self.due}"
