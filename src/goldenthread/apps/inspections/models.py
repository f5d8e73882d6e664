"""Inspections, their judgements and recommendations, and each dated assessment of whether these are met."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.loads.models import Load
from goldenthread.apps.people.words import words_of
from goldenthread.apps.trail.history import append_only, kept, never_deleted
from goldenthread.apps.trail.models import Link, Tie


class Framework(models.Model):
    """An inspection framework: the areas that it grades, and on which scale. Data, not code."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    inspectorate = models.CharField(max_length=100)
    in_force_from = models.DateField(null=True, blank=True)
    grades = models.JSONField(help_text="Best first; empty where the framework gives no grade.")
    areas = models.JSONField(help_text="The areas that it judges, in order.")
    basis = models.CharField(max_length=300)
    unverified = models.BooleanField(default=False, help_text="Not yet checked at source.")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


@kept
class Inspection(models.Model):
    """An inspection, or any other source of recommendations: peer review, scrutiny review, internal audit."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60, default="Inspection")
    framework = models.ForeignKey(Framework, null=True, blank=True, on_delete=models.PROTECT)
    inspectorate = models.CharField(max_length=100, blank=True)
    fieldwork_starts = models.DateField(null=True, blank=True)
    fieldwork_ends = models.DateField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    published_text = models.CharField(
        max_length=60, blank=True, help_text="As known, when the day is not: 2015."
    )
    lead_inspector = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["-published_on", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fieldwork_ends=None)
                | Q(fieldwork_starts=None)
                | Q(fieldwork_ends__gte=F("fieldwork_starts")),
                name="inspections_fieldwork_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("inspections:inspection", args=[self.uuid, slugify(self.name) or "inspection"])


class Judgement(models.Model):
    """One area's grade. Grades of two frameworks are not comparable."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="judgements")
    area = models.CharField(max_length=200)
    grade = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inspection", "area"], name="inspections_one_grade_an_area")
        ]

    def __str__(self) -> str:
        return f"{self.area}: {self.grade}"


@kept
class Recommendation(models.Model):
    """A recommendation as printed. `reference_is_ours` where the paper prints bullets without one."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="recommendations")
    reference = models.CharField(max_length=40)
    sort_key = models.CharField(max_length=120)
    reference_is_ours = models.BooleanField(default=False)
    title = models.CharField(max_length=400)
    text = models.TextField(blank=True)
    paragraphs = models.CharField(max_length=200, blank=True, help_text="Of the inspection's report.")
    theme = models.CharField(max_length=200, blank=True)
    deadline = models.CharField(max_length=60, blank=True, help_text="Immediately, within three months …")
    due = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["inspection", "sort_key"]
        indexes = [
            GinIndex(words_of("reference", "title", "text", "theme"), name="inspections_recommended_words")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "reference"], name="inspections_one_recommendation_a_reference"
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def slug(self) -> str:
        """What stands in its address for people to read: its reference, or its first words."""
        return slugify(self.reference) or slugify(self.title)[:40].strip("-") or "recommendation"

    def get_absolute_url(self) -> str:
        """Its thread: the place of a recommendation."""
        return reverse("thread:recommendation", args=[self.uuid, self.slug])


@kept
class Element(models.Model):
    """A part of a recommendation (a, b, c …) with a status of its own."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="elements")
    reference = models.CharField(max_length=40)
    title = models.CharField(max_length=400)
    paragraphs = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["recommendation", "reference"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "reference"], name="inspections_one_element_a_reference"
            )
        ]

    def __str__(self) -> str:
        return f"{self.recommendation.reference}{self.reference} {self.title}"


@never_deleted
@kept
class Accountability(Tie):
    """The body that answers for a recommendation, from a day until a day (not included) or still.

    `ended_at` is the instant at which we were told of `ends`.
    """

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="accountabilities"
    )
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="accountabilities")
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True, help_text="Declared: known from this day.")

    class Meta:
        ordering = [F("starts").desc(nulls_last=True)]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends=None) | Q(starts=None) | Q(ends__gt=F("starts")),
                name="inspections_accountability_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.body} for {self.recommendation}"


@never_deleted
@kept
class Recurrence(Link):
    """The same was found before: `earlier` is a recommendation of an earlier inspection.

    It stands until it is withdrawn, which keeps who and why.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="recurrences")
    earlier = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="came_back")
    reason = models.TextField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "earlier"],
                condition=Q(ended_at=None),
                name="inspections_found_before_once",
            ),
            models.CheckConstraint(
                condition=~Q(recommendation=F("earlier")), name="inspections_not_found_before_itself"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | ~Q(withdrawn_reason=""),
                name="inspections_recurrence_withdrawn_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation} was found before: {self.earlier}"


@append_only
class Assessment(models.Model):
    """Whether a recommendation, or one element of it, is met on a day. Dated, and never overwritten.

    `assessed_on` is the day it holds from; `recorded_at` the instant we were told. Status values are those of
    `rulebook.standing`.
    """

    class Status(models.TextChoices):
        NOT_MET = "not_met", "Not met"
        PARTLY_MET = "partly_met", "Partly met"
        MET = "met", "Met"
        MET_SUBJECT_TO_CONDITION = "met_subject_to_condition", "Met subject to a condition"
        NO_LONGER_APPLICABLE = "no_longer_applicable", "No longer applicable"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="assessments")
    element = models.ForeignKey(
        Element, null=True, blank=True, on_delete=models.PROTECT, related_name="assessments"
    )
    status = models.CharField(max_length=30, choices=Status)
    assessed_on = models.DateField()
    assessed_text = models.CharField(
        max_length=60, blank=True, help_text="As printed, when the day is not: July 2016."
    )
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT)
    condition = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    published_on = models.DateField(null=True, blank=True, help_text="Declared: known from this day.")
    load = models.ForeignKey(Load, null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ["assessed_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="met_subject_to_condition") | ~Q(condition=""),
                name="inspections_condition_is_said",
            ),
            models.CheckConstraint(
                condition=~Q(status="no_longer_applicable") | ~Q(reason=""),
                name="inspections_not_applicable_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()} on {self.assessed_on}"
