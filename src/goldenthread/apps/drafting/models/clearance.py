"""Who was asked to clear a report, of which version, by when, and what they answered."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from goldenthread.apps.drafting.models.reports import Report
from goldenthread.apps.drafting.models.templates import PERSON, RouteStep
from goldenthread.apps.trail.history import decided_stays


class Answer(models.TextChoices):
    """What became of a clearance that was asked for."""

    WAITING = "waiting", "Waiting"
    CLEARED = "cleared", "Cleared"
    COMMENTS = "comments", "Cleared with comments"
    BACK = "back", "Sent back"
    LAPSED = "lapsed", "No longer wanted"


@decided_stays(answer="waiting")
class Clearance(models.Model):
    """A clearance that was asked for, of the report as it stood at `at_version`, and what was answered.

    `due_on` is None where no meeting is known. Asked again is another row. Whoever writes or submits a
    report does not clear it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="clearances")
    step = models.ForeignKey(RouteStep, on_delete=models.PROTECT, related_name="+")
    edition = models.PositiveIntegerField()
    at_version = models.PositiveIntegerField()
    due_on = models.DateField(null=True, blank=True)
    why_again = models.TextField(blank=True)
    writer = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.WAITING)
    words = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "step"], condition=Q(answer="waiting"), name="drafting_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("writer")),
                name="drafting_not_cleared_by_its_writer",
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("asked_by")),
                name="drafting_not_cleared_by_who_asked",
            ),
            models.CheckConstraint(
                condition=~Q(answer__in=["back", "comments"]) | ~Q(words=""), name="drafting_answer_says_why"
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["waiting", "lapsed"]) | Q(answered_at__isnull=False),
                name="drafting_answer_has_its_instant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step}: {self.report}"

    def get_absolute_url(self) -> str:
        return reverse("drafting:clear", args=[self.uuid])

    @property
    def look(self) -> str:
        """Its key among the status tags."""
        return f"clearance_{self.answer}"
