"""What children, parents and carers, professionals and audits will show when a plan has worked.

A statement is answered, each time with its finding: dated records, never overwritten. So is what it says.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.plans.models import Outcome, Plan
from goldenthread.apps.trail.history import append_only, kept


class Source(models.TextChoices):
    """Who will show it."""

    CHILDREN = "children", "Children"
    PARENTS = "parents", "Parents and carers"
    PROFESSIONALS = "professionals", "Professionals"
    AUDITS = "audits", "Audits"


class Verdict(models.TextChoices):
    """Whether what was found shows what the statement says."""

    SHOWN = "shown", "Shown"
    PARTLY_SHOWN = "partly_shown", "Partly shown"
    NOT_SHOWN = "not_shown", "Not shown"
    NOT_KNOWN = "not_known", "Not known"


@kept
class SuccessStatement(models.Model):
    """A statement as it now stands. What it said before is in `StatementRevision`.

    Without an outcome it is of the plan as a whole. `gone_on`: the day from which it is no longer asked.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="success_statements")
    outcome = models.ForeignKey(
        Outcome, null=True, blank=True, on_delete=models.PROTECT, related_name="success_statements"
    )
    source = models.CharField(max_length=20, choices=Source)
    text = models.TextField()
    position = models.PositiveIntegerField()
    gone_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["plan", "position"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="success_statement_says_something")]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("success:statement", args=[self.uuid])


@append_only
class StatementRevision(models.Model):
    """What a statement said from a day on, with who changed it and why."""

    statement = models.ForeignKey(SuccessStatement, on_delete=models.PROTECT, related_name="revisions")
    version = models.PositiveIntegerField()
    outcome = models.ForeignKey(Outcome, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=20, choices=Source)
    text = models.TextField()
    gone = models.BooleanField(default=False)
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    published_on = models.DateField(null=True, blank=True, help_text="Declared: known from this day.")
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["statement", "version"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "version"], name="success_one_revision_a_version")
        ]

    def __str__(self) -> str:
        return f"version {self.version} of statement {self.statement_id}"


@append_only
class StatementAnswer(models.Model):
    """What was found of a statement, as of a day. A file without a finding is no answer."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    statement = models.ForeignKey(SuccessStatement, on_delete=models.PROTECT, related_name="answers")
    effective_on = models.DateField(help_text="The day that it speaks of.")
    verdict = models.CharField(max_length=20, choices=Verdict)
    finding = models.TextField()
    sample = models.CharField(max_length=200, blank=True, help_text="How many were asked or looked at, whom.")
    text = models.TextField(help_text="What the statement said when it was answered.")
    evidence = models.ManyToManyField(StoredFile, blank=True, related_name="statement_answers")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    published_on = models.DateField(null=True, blank=True, help_text="Declared: known from this day.")

    class Meta:
        ordering = ["statement", "effective_on", "id"]
        indexes = [models.Index(fields=["statement", "-effective_on", "-id"], name="success_answer_newest")]
        constraints = [models.CheckConstraint(condition=~Q(finding=""), name="success_answer_has_finding")]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}, {self.effective_on}"
