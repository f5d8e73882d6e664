"""A yearly self-assessment of a plan: its parts, their words in versions, reviews, verdicts, and what froze.

Verdicts are not here: they are the inspections room's assessments, read as at the document's day.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.inspections.models import Assessment, Element, Recommendation
from goldenthread.apps.people.models import Post
from goldenthread.apps.plans.models import Plan
from goldenthread.apps.trail.history import append_only, decided_stays, kept, never_deleted

PERSON = settings.AUTH_USER_MODEL
LONGEST_KEY = 28


class State(models.TextChoices):
    """How far a self-assessment is."""

    WRITING = "writing", "In writing"
    FROZEN = "frozen", "Frozen"


@kept
@never_deleted
class SelfAssessment(models.Model):
    """A plan's self-assessment of a year. Verdicts and figures are those of `as_at`.

    `compared_on` is the day beside which verdicts are set: last year's. `previous` is the document whose text
    this one began with. `body` is the one that gets it. `edition` is the one in writing, or that stands.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="self_assessments")
    title = models.CharField(max_length=200)
    as_at = models.DateField()
    compared_on = models.DateField(null=True, blank=True)
    previous = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by"
    )
    body = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="self_assessments"
    )
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WRITING)
    edition = models.PositiveIntegerField(default=1)
    why_again = models.TextField(blank=True)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-as_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "as_at"], name="selfassessment_one_a_day_and_plan"),
            models.CheckConstraint(
                condition=Q(compared_on=None) | Q(compared_on__lt=F("as_at")),
                name="selfassessment_compared_with_an_earlier_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("selfassessment:document", args=[self.uuid, slugify(self.title) or "self-assessment"])

    @property
    def look(self) -> str:
        """Its key among the status tags."""
        return "report_frozen" if self.state == State.FROZEN else "in_writing"


class PartState(models.TextChoices):
    """How far a part is (SLF-2)."""

    NOT_BEGUN = "not_begun", "Not begun"
    LAST_YEAR = "last_year", "From last year"
    IN_WRITING = "in_writing", "Being written"
    WRITTEN = "written", "Written"
    REVIEWED = "reviewed", "Reviewed"
    RETURNED = "returned", "Returned with comment"


@kept
@never_deleted
class Part(models.Model):
    """What one post writes: the section of a recommendation, or a chapter such as the summary.

    `version` counts its saves and guards a stale form.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    document = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="parts")
    key = models.CharField(max_length=60)
    recommendation = models.ForeignKey(
        Recommendation, null=True, blank=True, on_delete=models.PROTECT, related_name="self_assessed"
    )
    writer = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=PartState, default=PartState.NOT_BEGUN)
    version = models.PositiveIntegerField(default=1)
    handed_in_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    handed_in_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["document", "id"]
        constraints = [
            models.UniqueConstraint(fields=["document", "key"], name="selfassessment_one_part_of_a_key"),
            models.UniqueConstraint(
                fields=["document", "recommendation"], name="selfassessment_one_part_a_recommendation"
            ),
            models.CheckConstraint(
                condition=Q(writer=None) | Q(reviewer=None) | ~Q(writer=F("reviewer")),
                name="selfassessment_reviewer_is_not_the_writer",
            ),
        ]

    def __str__(self) -> str:
        from goldenthread.apps.selfassessment.headings import CHAPTERS

        return str(self.recommendation) if self.recommendation else CHAPTERS[self.key].title

    def get_absolute_url(self) -> str:
        return reverse("selfassessment:part", args=[self.uuid])

    @property
    def look(self) -> str:
        """Its key among the status tags."""
        return f"part_{self.state}"


class How(models.TextChoices):
    """What made a version."""

    BEGUN = "begun", "Begun"
    LAST_YEAR = "last_year", "Taken from last year"
    SAVED = "saved", "Saved"
    STILL_HOLDS = "still_holds", "Last year’s text still holds"
    REOPENED = "reopened", "Reopened"


@append_only
class Version(models.Model):
    """A save of a part. Its words are those of the headings that it changed; the others stay as before."""

    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    edition = models.PositiveIntegerField()
    how = models.CharField(max_length=12, choices=How)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["part", "-number"]
        constraints = [models.UniqueConstraint(fields=["part", "number"], name="selfassessment_one_version")]

    def __str__(self) -> str:
        return f"{self.part}, version {self.number}"


@append_only
class Words(models.Model):
    """What stands under a heading from a version on, as typed; figures, charts, evidence as their places."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="words")
    key = models.CharField(max_length=LONGEST_KEY)
    text = models.TextField(blank=True)
    from_last_year = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="selfassessment_words_of_a_heading_once")
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.key}"


class Answer(models.TextChoices):
    APPROVED = "approved", "Approved"
    RETURNED = "returned", "Returned with comment"


@append_only
class Review(models.Model):
    """What a reviewer found of a part as it stood at a version."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="reviews")
    edition = models.PositiveIntegerField()
    at_version = models.PositiveIntegerField()
    answer = models.CharField(max_length=10, choices=Answer)
    words = models.TextField(blank=True)
    handed_in_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["part", "-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(handed_in_by=None) | ~Q(handed_in_by=F("made_by")),
                name="selfassessment_not_reviewed_by_who_handed_in",
            ),
            models.CheckConstraint(
                condition=~Q(answer="returned") | ~Q(words=""), name="selfassessment_returned_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_answer_display()}: {self.part}"


class Fate(models.TextChoices):
    """What became of a proposed verdict."""

    WAITING = "waiting", "Waits for the review"
    WRITTEN = "written", "Written as an assessment"
    WITHDRAWN = "withdrawn", "Withdrawn"


@decided_stays(fate="waiting")
class Proposal(models.Model):
    """A verdict that a writer proposes. Approval of the part writes it as an assessment, in one transaction.

    `seen` is how many assessments the recommendation had when it was proposed.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="proposals")
    element = models.ForeignKey(Element, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=30, choices=Assessment.Status)
    condition = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    seen = models.PositiveIntegerField()
    fate = models.CharField(max_length=10, choices=Fate, default=Fate.WAITING)
    assessment = models.OneToOneField(
        Assessment, null=True, blank=True, on_delete=models.PROTECT, related_name="self_assessed"
    )
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["part", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["part", "element"], condition=Q(fate="waiting"), nulls_distinct=False,
                name="selfassessment_one_verdict_waits",
            ),
            models.CheckConstraint(
                condition=Q(fate="written") ^ Q(assessment=None), name="selfassessment_written_is_assessed"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_status_display()}: {self.element or self.part}"


@append_only
class Reminder(models.Model):
    """Somebody was reminded of their parts, on a day."""

    document = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="reminders")
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["document", "-at", "-id"]

    def __str__(self) -> str:
        return f"{self.person}, {self.on}"


@append_only
class Frozen(models.Model):
    """An edition, frozen as one canonical JSON document with its digest. Never altered."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    document_of = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="editions")
    edition = models.PositiveIntegerField()
    schema = models.PositiveIntegerField()
    document = models.TextField()
    digest = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["document_of", "-edition"]
        constraints = [
            models.UniqueConstraint(fields=["document_of", "edition"], name="selfassessment_one_edition")
        ]

    def __str__(self) -> str:
        return f"{self.document_of}, edition {self.edition}"

    def get_absolute_url(self) -> str:
        return reverse("selfassessment:edition", args=[self.uuid])
