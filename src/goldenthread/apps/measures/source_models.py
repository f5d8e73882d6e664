"""Which of a measure's sources the board uses, from a period on: a person's choice, with its reason."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.apps.trail.history import append_only


@append_only
class ChosenSource(models.Model):
    """The board uses the figures of this source for periods that end on or after `starts` (SRC-1).

    An empty `source` is the council's own. A later choice does not overwrite: it is another row. The choice
    named a period; `starts` is its first day, `period` its name as printed.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    measure = models.ForeignKey("measures.Measure", on_delete=models.PROTECT, related_name="chosen_sources")
    source = models.CharField(max_length=100, blank=True)
    starts = models.DateField()
    period = models.CharField(max_length=60)
    reason = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ["measure", "id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="measures_choice_has_reason")]

    def __str__(self) -> str:
        return f"{self.source or 'own'} from {self.period}"
