"""A report that is written for a body: its words in versions, what is said of them, and what was frozen."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.drafting.models.templates import LONGEST_KEY, PERSON, TemplateVersion
from goldenthread.apps.measures.models import Scorecard
from goldenthread.apps.measures.recorded import period_of
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.plans.models import Plan
from goldenthread.apps.trail.history import append_only, kept, never_deleted
from goldenthread.rulebook.periods import Period


class State(models.TextChoices):
    """How far a report is."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "In clearance"
    CLEARED = "cleared", "Cleared"
    FROZEN = "frozen", "Frozen"


@kept
@never_deleted
class Report(models.Model):
    """A report that is written for a body. `version` counts its saves and guards a stale form.

    `edition` is the one that is written, or that stands frozen.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    form = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, related_name="reports")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="written_reports")
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="written_reports"
    )
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    edition = models.PositiveIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)
    writer = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="written_reports")
    scorecard = models.ForeignKey(
        Scorecard, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    period_kind = models.CharField(max_length=20, blank=True)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-saved_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(scorecard=None, starts=None, ends=None)
                | Q(scorecard__isnull=False, starts__isnull=False, ends__gt=F("starts")),
                name="drafting_scorecard_has_its_period",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("drafting:report", args=[self.uuid, slugify(self.title) or "report"])

    @property
    def period(self) -> Period | None:
        return period_of(self) if self.starts else None

    @property
    def look(self) -> str:
        """Its key among the status tags."""
        return f"report_{self.state}"


class How(models.TextChoices):
    """What made a version."""

    BEGUN = "begun", "Begun"
    SAVED = "saved", "Saved here"
    WORD = "word", "From Word"
    FIGURES = "figures", "Begun again from the records"
    REOPENED = "reopened", "Reopened"


@append_only
class Version(models.Model):
    """A save of a report. Its words are those of the sections that it changed; the others stay as before."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    edition = models.PositiveIntegerField()
    how = models.CharField(max_length=10, choices=How)
    why = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["report", "-number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="drafting_one_version")]

    def __str__(self) -> str:
        return f"{self.report}, version {self.number}"


@append_only
class Words(models.Model):
    """What a section says from a version on, as typed; its figures stand as `{figure key}`."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="words")
    key = models.CharField(max_length=LONGEST_KEY)
    text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="drafting_words_of_a_section_once")
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.key}"


class CommentState(models.TextChoices):
    OPEN = "open", "Open"
    ANSWERED = "answered", "Answered"
    SETTLED = "settled", "Settled"


@kept
@never_deleted
class Comment(models.Model):
    """What somebody says of a section as it stood at a version, and what became of it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="comments")
    key = models.CharField(max_length=LONGEST_KEY)
    at_version = models.PositiveIntegerField()
    text = models.TextField()
    state = models.CharField(max_length=10, choices=CommentState, default=CommentState.OPEN)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="drafting_comment_says_something")]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def look(self) -> str:
        """Its key among the status tags."""
        return f"comment_{self.state}"


@append_only
class Reply(models.Model):
    """An answer to a comment."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="replies")
    text = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return self.text[:60]


@append_only
class Frozen(models.Model):
    """An edition of a report, frozen as one canonical JSON document with its digest. Never altered."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="editions")
    edition = models.PositiveIntegerField()
    at_version = models.PositiveIntegerField()
    schema = models.PositiveIntegerField()
    document = models.TextField()
    digest = models.CharField(max_length=64)
    as_at = models.DateField()
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["report", "-edition"]
        constraints = [models.UniqueConstraint(fields=["report", "edition"], name="drafting_one_edition")]

    def __str__(self) -> str:
        return f"{self.report}, edition {self.edition}"

    def get_absolute_url(self) -> str:
        return reverse("drafting:edition", args=[self.uuid])
