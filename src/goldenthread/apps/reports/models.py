"""Papers for a body: drafted from live data, then frozen as one document that never changes."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.measures.models import Scorecard
from goldenthread.apps.measures.recorded import period_of
from goldenthread.apps.trail.history import append_only, kept
from goldenthread.rulebook.periods import Period


@kept
class Draft(models.Model):
    """The officer's own words for the report of a period. `version` guards against a stale form."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="drafts")
    scorecard = models.ForeignKey(Scorecard, null=True, blank=True, on_delete=models.PROTECT)
    period_kind = models.CharField(max_length=20)
    starts = models.DateField()
    ends = models.DateField()
    introduction = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)
    contact = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "period_kind", "starts", "ends"], name="reports_one_draft"
            ),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="reports_draft_period_in_order"),
        ]

    def __str__(self) -> str:
        return f"Report to {self.body}, {self.period}"

    @property
    def period(self) -> Period:
        return period_of(self)

    def get_absolute_url(self) -> str:
        return reverse("reports:draft", args=[self.uuid, _slug(self)])


@append_only
class Paper(models.Model):
    """A frozen paper: one canonical, schema-versioned JSON document, whole, with its digest. Never altered.

    A later freeze of the same period is the next edition. `as_at` is the council's day that it speaks of.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=40)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="papers")
    period_kind = models.CharField(max_length=20)
    starts = models.DateField()
    ends = models.DateField()
    edition = models.PositiveIntegerField()
    schema = models.PositiveIntegerField()
    document = models.TextField()
    digest = models.CharField(max_length=64)
    as_at = models.DateField()
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ["-frozen_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "body", "period_kind", "starts", "ends", "edition"],
                name="reports_one_edition",
            )
        ]

    def __str__(self) -> str:
        return f"Report to {self.body}, {self.period}, edition {self.edition}"

    @property
    def period(self) -> Period:
        return period_of(self)

    def get_absolute_url(self) -> str:
        return reverse("reports:paper", args=[self.uuid, _slug(self)])


def _slug(report: Draft | Paper) -> str:
    """What stands in its address for people to read: the body and the period."""
    return slugify(f"{report.body.name} {report.period}") or "report"
