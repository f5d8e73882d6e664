"""Marks on a measure's series: what happened, where the definition changed, how its limits are worked out."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from goldenthread.apps.trail.history import kept, never_deleted, unchanging

LEAST_BASELINE = 12
"""The fewest points that limits may be fixed from (rule SPC, `rulebook.spc`)."""


class MarkKind(models.TextChoices):
    """What a mark says. Two of them change what a chart says of performance, and need a second person."""

    EVENT = "event", "Something that happened"
    DEFINITION = "definition", "Change of definition"
    STEP = "step", "Step change"
    BASELINE = "baseline", "Fixed baseline"
    TREND = "trend", "Points that make a trend"

    @property
    def needs_agreement(self) -> bool:
        """Whether it takes effect only when a second person agrees."""
        return self in (MarkKind.STEP, MarkKind.BASELINE)

    @property
    def has_a_day(self) -> bool:
        """Whether it is of a day: the others are of the whole series."""
        return self in (MarkKind.EVENT, MarkKind.DEFINITION, MarkKind.STEP)


@never_deleted
@unchanging(
    "measure", "kind", "day", "words", "link", "points", "recorded_at", "recorded_by"
)  # what was said stays as it was said; who agreed and who withdrew is added
@kept
class Mark(models.Model):
    """A mark. What it says is never changed: it is agreed to, or withdrawn, and another one is made.

    `day` is the first day that it is of. `words` are what happened, what changed, or the reason. `points` are
    those that a baseline is fixed from, or that make a trend. Days and instants: `day` is effective,
    `recorded_at`, `agreed_at` and `withdrawn_at` are when we were told.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    measure = models.ForeignKey("measures.Measure", on_delete=models.PROTECT, related_name="marks")
    kind = models.CharField(max_length=20, choices=MarkKind)
    day = models.DateField(null=True, blank=True)
    words = models.TextField()
    link = models.URLField(max_length=500, blank=True)
    points = models.PositiveSmallIntegerField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["measure", "day", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="measures_mark_says_something"),
            models.CheckConstraint(
                condition=(Q(kind__in=("event", "definition", "step")) & Q(day__isnull=False, points=None))
                | (Q(kind="baseline", day=None) & Q(points__gte=LEAST_BASELINE))
                | Q(kind="trend", day=None, points__in=(6, 7)),
                name="measures_mark_has_what_its_kind_needs",
            ),
            models.CheckConstraint(
                condition=Q(agreed_at=None, agreed_by=None)
                | (
                    Q(agreed_at__isnull=False, agreed_by__isnull=False, kind__in=("step", "baseline"))
                    & (Q(recorded_by=None) | ~Q(agreed_by=F("recorded_by")))
                ),
                name="measures_mark_agreed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="measures_mark_withdrawn_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.words}"
