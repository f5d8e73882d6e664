"""Pieces of evidence, the versions of what each says, and what each supports or contradicts.

A piece is shared by links (`Bearing`), never copied. What it says is only ever added to (`PieceVersion`): of
a file, of what is kept elsewhere, or of a record of another room, whose words of that day are kept with
their digest.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.inspections.models import Element, Recommendation
from goldenthread.apps.people.models import Post
from goldenthread.apps.people.words import words_of
from goldenthread.apps.trail.history import append_only, kept, never_deleted
from goldenthread.apps.trail.models import Link
from goldenthread.rulebook import evidence as rule

FILE, LINK, NAMED = "file", "link", "named"
OURS = (FILE, LINK, NAMED)
"""The kinds of piece that are no record of another room; every other kind is registered (`kinds`).

A named piece is kept elsewhere, without an address: a paper in the audit team's own folder.
"""


class Source(models.TextChoices):
    """Which of the four sources a piece comes from. Values are those of `rulebook.evidence`."""

    FIGURES = "figures", rule.SOURCE_WORDS[rule.Source.FIGURES]
    AUDIT = "audit", rule.SOURCE_WORDS[rule.Source.AUDIT]
    CHILDREN_AND_FAMILIES = "children_and_families", rule.SOURCE_WORDS[rule.Source.CHILDREN_AND_FAMILIES]
    STAFF = "staff", rule.SOURCE_WORDS[rule.Source.STAFF]


class Sensitivity(models.TextChoices):
    """Who may open a piece: `restricted` is closed to readers without permission."""

    ORDINARY = "ordinary", "Ordinary"
    RESTRICTED = "restricted", "Restricted"


class Bears(models.TextChoices):
    """What a piece does for a recommendation. Values are those of `rulebook.evidence`."""

    SUPPORTS = "supports", "Supports"
    CONTRADICTS = "contradicts", "Contradicts"


@never_deleted
@kept
class Piece(models.Model):
    """A piece of evidence as it now stands; what it says is in its versions.

    `subject_uuid` and `subject_at` name a record of another room, and where in it (a period), for registered
    kinds. `vouched_text` are the words for who vouches, also where `vouched_by` names a post. `expires_on`
    is the last day on which it may be used.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveIntegerField(unique=True)
    reference = models.CharField(max_length=20, unique=True)
    their_reference = models.CharField(
        max_length=60, blank=True, help_text="As the register that it was loaded from calls it."
    )
    title = models.CharField(max_length=300)
    source = models.CharField(max_length=30, choices=Source)
    kind = models.CharField(max_length=40)
    subject_uuid = models.UUIDField(null=True, blank=True)
    subject_at = models.CharField(max_length=100, blank=True)
    sensitivity = models.CharField(max_length=20, choices=Sensitivity, default=Sensitivity.ORDINARY)
    vouched_by = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.PROTECT, related_name="vouched_evidence"
    )
    vouched_text = models.CharField(max_length=200, blank=True)
    expires_on = models.DateField(null=True, blank=True, help_text="The last day on which it may be used.")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-number"]
        indexes = [GinIndex(words_of("reference", "title"), name="evidence_piece_words")]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="evidence_piece_has_title"),
            models.CheckConstraint(
                condition=Q(source__in=Source.values), name="evidence_one_of_four_sources"
            ),
            models.CheckConstraint(
                condition=Q(sensitivity__in=Sensitivity.values), name="evidence_sensitivity_is_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=list(OURS), subject_uuid=None)
                | (~Q(kind__in=list(OURS)) & ~Q(subject_uuid=None)),
                name="evidence_registered_kind_names_its_record",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_reason=""),
                name="evidence_withdrawn_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("evidence:piece", args=[self.uuid])


@append_only
class PieceVersion(models.Model):
    """What a piece says, from one version to the next. Nothing of it is ever changed.

    `effective_on` is the day that it speaks of, apart from the instant at which we were told. `sha256` is
    of the file; without one, of `said`: canonical JSON of an address, or of what the record said then.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    piece = models.ForeignKey(Piece, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    effective_on = models.DateField(help_text="The day that it speaks of.")
    period = models.CharField(max_length=100, blank=True)
    sample = models.CharField(max_length=300, blank=True)
    finding = models.TextField(blank=True)
    file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence_versions"
    )
    url = models.URLField(max_length=1000, blank=True)
    said = models.JSONField(null=True, blank=True)
    sha256 = models.CharField(max_length=64)
    reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    published_on = models.DateField(null=True, blank=True, help_text="Declared: known from this day.")

    class Meta:
        ordering = ["piece", "number"]
        indexes = [GinIndex(words_of("finding"), name="evidence_finding_words")]
        constraints = [
            models.UniqueConstraint(fields=["piece", "number"], name="evidence_one_version_a_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="evidence_versions_from_one"),
            models.CheckConstraint(
                condition=Q(sha256__regex="^[0-9a-f]{64}$"), name="evidence_version_has_digest"
            ),
            models.CheckConstraint(
                condition=Q(file__isnull=False, url="", said=None) | Q(file=None, said__isnull=False),
                name="evidence_version_is_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of piece {self.piece_id}"


@never_deleted
@kept
class Bearing(Link):
    """A piece supports or contradicts a recommendation, or one element of it. One piece may bear on many.

    It stands until it is taken off, which keeps who and why.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    piece = models.ForeignKey(Piece, on_delete=models.PROTECT, related_name="bearings")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="evidence")
    element = models.ForeignKey(
        Element, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence"
    )
    bears = models.CharField(max_length=20, choices=Bears)
    why = models.TextField(blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    published_on = models.DateField(null=True, blank=True, help_text="Declared: known from this day.")
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["piece", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["piece", "recommendation", "element"],
                condition=Q(ended_at=None),
                nulls_distinct=False,
                name="evidence_one_bearing_a_pair",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | ~Q(ended_reason=""), name="evidence_taken_off_has_reason"
            ),
            models.CheckConstraint(condition=Q(bears__in=Bears.values), name="evidence_bears_one_way"),
        ]

    def __str__(self) -> str:
        return f"{self.piece} {self.get_bears_display().lower()} {self.recommendation}"


@append_only
class ContradictionAnswer(models.Model):
    """What is answered to a contradiction as it stood at a version: why it is no objection, what is done."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bearing = models.ForeignKey(Bearing, on_delete=models.PROTECT, related_name="answers")
    version_number = models.PositiveIntegerField(help_text="The version of the piece that it answers.")
    text = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    published_on = models.DateField(null=True, blank=True, help_text="Declared: known from this day.")

    class Meta:
        ordering = ["bearing", F("id").asc()]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="evidence_answer_says_something")]

    def __str__(self) -> str:
        return self.text
