"""Boards, committees, groups and workstreams, and who reports to whom."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify

from goldenthread.apps.people.models import Post
from goldenthread.apps.trail.history import kept

WORKSTREAM = "Workstream"


@kept
class Body(models.Model):
    """A body. `kind` and `cadence` are the council's own words; an assumed cadence says so."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60)
    reports_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="reported_by"
    )
    cadence = models.CharField(max_length=60, blank=True)
    cadence_assumed = models.BooleanField(default=False)
    purpose = models.TextField(blank=True)
    in_public = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "bodies"
        constraints = [
            models.CheckConstraint(condition=~Q(reports_to=F("id")), name="bodies_none_reports_to_itself")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("bodies:body", args=[self.uuid, slugify(self.name) or "body"])


class Membership(models.Model):
    """A post has a seat on a body, from a day until a day (not included) or still."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="memberships")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="memberships")
    capacity = models.CharField(max_length=60, blank=True, help_text="Chair, member, secretary …")
    voting = models.BooleanField(default=True)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gt=F("starts")), name="bodies_membership_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.post}, {self.body}"
