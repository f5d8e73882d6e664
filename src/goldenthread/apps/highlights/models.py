"""A workstream's one page for its board: a draft in its own words, then frozen as it was sent."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.trail.history import append_only, kept


@kept
class HighlightDraft(models.Model):
    """What a workstream is about to say of the days `since` … `until`. `version` guards a stale form.

    `sent_at` is set once, when it was frozen and sent; a workstream has one draft that is not sent.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    workstream = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="highlight_drafts")
    since = models.DateField()
    until = models.DateField()
    done = models.TextField(blank=True)
    next = models.TextField(blank=True)
    late = models.TextField(blank=True)
    risks = models.TextField(blank=True)
    decisions = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workstream"], condition=Q(sent_at=None), name="highlights_one_open_draft"
            ),
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="highlights_until_after_since"),
        ]

    def __str__(self) -> str:
        return f"Highlight report of {self.workstream}"

    def get_absolute_url(self) -> str:
        return reverse("highlights:draft", args=[self.uuid])


@append_only
class Highlight(models.Model):
    """A highlight report as it was sent to a body: one canonical JSON document with its digest."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.OneToOneField(HighlightDraft, on_delete=models.PROTECT, related_name="highlight")
    workstream = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="highlights")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="highlights_received")
    since = models.DateField()
    until = models.DateField()
    schema = models.PositiveIntegerField()
    document = models.TextField()
    digest = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ["-frozen_at", "-id"]

    def __str__(self) -> str:
        return f"Highlight report of {self.workstream} to {self.body}"

    def get_absolute_url(self) -> str:
        return reverse("highlights:highlight", args=[self.uuid])
