"""What a council sets for its trackers. No child is in here: cases stand in the case store."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from goldenthread.apps.trail.history import kept


@kept
class OwnLimit(models.Model):
    """A limit of the council's own: of a local clock, of caseloads, of days without a visit.

    `of` is the clock's name, or one of `limits.CASELOAD` and `limits.UNSEEN`. `says` is as it was typed.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    of = models.SlugField(max_length=60, unique=True)
    says = models.CharField(max_length=40)

    class Meta:
        ordering = ["of"]
        constraints = [models.CheckConstraint(condition=~Q(says=""), name="trackers_limit_says_something")]

    def __str__(self) -> str:
        return f"{self.of}: {self.says}"
