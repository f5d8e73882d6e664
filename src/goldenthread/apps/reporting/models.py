"""The reporting calendar: which report each body is owed, from whom and how often, and which came."""

from __future__ import annotations

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.people.models import Post
from goldenthread.apps.trail.history import kept, never_deleted, unchanging
from goldenthread.rulebook import reports_owed


class Rhythm(models.TextChoices):
    """How often, as the rulebook counts it (OWED-1)."""

    MONTH = "month", reports_owed.WORDS[reports_owed.Rhythm.MONTH]
    QUARTER = "quarter", reports_owed.WORDS[reports_owed.Rhythm.QUARTER]
    TERM = "term", reports_owed.WORDS[reports_owed.Rhythm.TERM]
    HALF_YEAR = "half_year", reports_owed.WORDS[reports_owed.Rhythm.HALF_YEAR]
    YEAR = "year", reports_owed.WORDS[reports_owed.Rhythm.YEAR]
    ONCE = "once", reports_owed.WORDS[reports_owed.Rhythm.ONCE]


@never_deleted
@kept
class ReportOwed(models.Model):
    """A report that a body is owed, from a post or from another body, in a rhythm from a first day on.

    `ends` is the first day from which it is no longer owed: what fell due before it stays owed.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="reports_owed")
    title = models.CharField(max_length=200)
    from_post = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.PROTECT, related_name="reports_owed"
    )
    from_body = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="owes_reports"
    )
    rhythm = models.CharField(max_length=20, choices=Rhythm)
    first_due = models.DateField()
    ends = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=200, blank=True)
    basis = models.CharField(max_length=300, blank=True, help_text="Where it is said that it is owed.")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["body__name", "title", "id"]
        verbose_name_plural = "reports owed"
        constraints = [
            models.CheckConstraint(
                condition=Q(from_post=None, from_body__isnull=False)
                | Q(from_post__isnull=False, from_body=None),
                name="reporting_from_a_post_or_a_body",
            ),
            models.CheckConstraint(
                condition=~Q(from_body=F("body")), name="reporting_none_owes_itself_a_report"
            ),
            models.UniqueConstraint(
                fields=["body", "title"], condition=Q(ends=None), name="reporting_one_title_a_body"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reporting:report", args=[self.uuid, slugify(self.title) or "report"])

    @property
    def from_whom(self) -> str:
        """The post or the body that owes it, in words."""
        return str(self.from_post or self.from_body)


class How(models.TextChoices):
    RECEIVED = "received", "Received"
    DONE_WITHOUT = "done_without", "Done without"


@never_deleted
@pgtrigger.register(
    pgtrigger.Protect(
        name="taken_back_once",
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(old__taken_back_at__isnull=False),
    )
)
@unchanging(
    "uuid", "report_id", "due_on", "how", "on", "meeting_id", "words", "recorded_at", "recorded_by_id"
)
class Settled(models.Model):
    """What was owed on a day was received, or the body said that it does without it. May be taken back."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    report = models.ForeignKey(ReportOwed, on_delete=models.PROTECT, related_name="settled")
    due_on = models.DateField()
    how = models.CharField(max_length=20, choices=How)
    on = models.DateField()
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="reports_received"
    )
    words = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-due_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "due_on"], condition=Q(taken_back_at=None), name="reporting_settled_once"
            ),
            models.CheckConstraint(
                condition=Q(how="received") | ~Q(words=""), name="reporting_done_without_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None) | ~Q(taken_back_because=""),
                name="reporting_taken_back_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_how_display()}: {self.report}, {self.due_on}"
