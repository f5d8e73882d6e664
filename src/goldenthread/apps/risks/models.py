"""The council's risk scale, and its risks: what each says, its scores and controls, what it bears on.

A score is a dated record on the version of the scale that was in force, and is never overwritten. So is
what a risk said, each step in its life and each assurance of a control. A treatment is an action of a plan:
it has no state here.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.loads.models import Load
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.people.models import Post
from goldenthread.apps.people.words import words_of
from goldenthread.apps.plans.models import Action
from goldenthread.apps.trail.history import append_only, kept, never_deleted
from goldenthread.apps.trail.models import Link


class Recorded(models.Model):
    """A dated record: the day that it holds from, and the instant at which we were told."""

    effective_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    published_on = models.DateField(null=True, blank=True, help_text="Declared: known from this day.")

    class Meta:
        abstract = True


@append_only
class RiskScale(Recorded):
    """A version of the council's scale: levels with their words, bands, and what it accepts. Data, not code.

    `likelihood`, `impact`: [{"level", "word", "meaning"}] from 1 up. `bands`: [{"word", "shape", "colour",
    "starts_at", "accepted"}]. `cells`: [{"likelihood", "impact", "band"}], which stand in another band than
    their score. A change is a new version, and scores keep the one that they were given on.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveIntegerField(unique=True)
    likelihood = models.JSONField()
    impact = models.JSONField()
    bands = models.JSONField()
    cells = models.JSONField(default=list)
    stale_days = models.PositiveSmallIntegerField(default=90)
    review_days = models.PositiveSmallIntegerField(default=90)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"Version {self.number} of the risk scale"

    def get_absolute_url(self) -> str:
        return f"{reverse('risks:scale')}#version-{self.number}"


@never_deleted
@kept
class Risk(models.Model):
    """A risk as it now stands. What it said before is in `RiskRevision`, what became of it in `RiskStep`."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(max_length=40, unique=True)
    sort_key = models.CharField(max_length=120)
    title = models.CharField(max_length=300)
    cause = models.TextField(blank=True)
    event = models.TextField(blank=True)
    effect = models.TextField(blank=True)
    category = models.CharField(max_length=100, blank=True)
    owner = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="risks")
    owner_text = models.CharField(max_length=200, blank=True, help_text="As printed, where it came by file.")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="risks")
    opened_on = models.DateField()
    review_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["sort_key", "id"]
        indexes = [
            GinIndex(words_of("reference", "title", "cause", "event", "effect"), name="risks_risk_words")
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="risks_risk_has_a_title"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                name="risks_closed_after_it_opened",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def slug(self) -> str:
        return slugify(self.reference) or "risk"

    def get_absolute_url(self) -> str:
        return reverse("risks:risk", args=[self.uuid, self.slug])


@append_only
class RiskRevision(Recorded):
    """What a risk said from a day on, with who changed it and why."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="revisions")
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    cause = models.TextField(blank=True)
    event = models.TextField(blank=True)
    effect = models.TextField(blank=True)
    category = models.CharField(max_length=100, blank=True)
    owner = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    owner_text = models.CharField(max_length=200, blank=True)
    review_on = models.DateField(null=True, blank=True)
    load = models.ForeignKey(Load, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["risk", "version"]
        constraints = [
            models.UniqueConstraint(fields=["risk", "version"], name="risks_one_revision_a_version")
        ]

    def __str__(self) -> str:
        return f"version {self.version} of risk {self.risk_id}"


@append_only
class RiskScore(Recorded):
    """A score of a risk as of a day. `by_on` is, of a target, the day by which it is to be reached."""

    class Kind(models.TextChoices):
        INHERENT = "inherent", "Inherent"
        CURRENT = "current", "Current"
        TARGET = "target", "Target"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="scores")
    kind = models.CharField(max_length=10, choices=Kind)
    likelihood = models.PositiveSmallIntegerField()
    impact = models.PositiveSmallIntegerField()
    scale = models.ForeignKey(RiskScale, on_delete=models.PROTECT, related_name="scores")
    by_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    load = models.ForeignKey(Load, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["risk", "effective_on", "id"]
        indexes = [models.Index(fields=["risk", "kind", "-effective_on", "-id"], name="risks_score_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(likelihood__gte=1, impact__gte=1), name="risks_levels_count_from_one"
            ),
            models.CheckConstraint(
                condition=Q(by_on=None) | Q(kind="target"), name="risks_target_has_the_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.likelihood} × {self.impact}, {self.effective_on}"


@append_only
class RiskStep(Recorded):
    """What became of a risk on a day: escalated, given back, reviewed, closed, opened again; who and why.

    `body` is the body on whose register it then stands.
    """

    class Kind(models.TextChoices):
        OPENED = "opened", "Opened"
        ESCALATED = "escalated", "Escalated"
        DE_ESCALATED = "de_escalated", "De-escalated"
        REVIEWED = "reviewed", "Reviewed"
        CLOSED = "closed", "Closed"
        REOPENED = "reopened", "Opened again"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=20, choices=Kind)
    from_body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["risk", "effective_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["opened", "reviewed"]) | ~Q(reason=""), name="risks_step_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["escalated", "de_escalated"]) | Q(body__isnull=False),
                name="risks_moved_to_a_body",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.effective_on}"


@never_deleted
@kept
class RiskControl(models.Model):
    """What is in place already against a risk. `gone_on`: the day from which it is no longer relied on."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="controls")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    owner = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()
    published_on = models.DateField(null=True, blank=True, help_text="Declared: known from this day.")
    gone_on = models.DateField(null=True, blank=True)
    gone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["risk", "position"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="risks_control_says_something"),
            models.CheckConstraint(
                condition=Q(gone_on=None, gone_at=None) | Q(gone_on__isnull=False, gone_at__isnull=False),
                name="risks_control_gone_when_told",
            ),
        ]

    def __str__(self) -> str:
        return self.text


@append_only
class ControlAssurance(Recorded):
    """What was found of a control on a day."""

    class Found(models.TextChoices):
        WORKING = "working", "Working"
        NOT_TESTED = "not_tested", "Not tested"
        FAILING = "failing", "Failing"

    control = models.ForeignKey(RiskControl, on_delete=models.PROTECT, related_name="assurances")
    found = models.CharField(max_length=20, choices=Found)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["control", "effective_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(found="not_tested") | ~Q(words=""),
                name="risks_tested_control_says_what_was_found",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_found_display()}, {self.effective_on}"


class RiskTie(Link):
    """A risk bears on something. It ends, with who ended it, and is never deleted."""

    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_on = models.DateField(null=True, blank=True, help_text="Declared: known from this day.")

    class Meta:
        abstract = True


@never_deleted
@kept
class RiskOfRecommendation(RiskTie):
    """The risk stands in the way of a recommendation."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="of_recommendations")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="risk_ties")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["risk", "recommendation"], condition=Q(ended_at=None),
                name="risks_one_tie_a_recommendation",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.risk} bears on {self.recommendation}"


@never_deleted
@kept
class RiskTreatment(RiskTie):
    """An action of a plan treats the risk. Its state and its day are the action's."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="treatments")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="risk_ties")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["risk", "action"], condition=Q(ended_at=None), name="risks_one_tie_an_action"
            )
        ]

    def __str__(self) -> str:
        return f"{self.action} treats {self.risk}"


@never_deleted
@kept
class RiskOfMeasure(RiskTie):
    """A measure shows whether the risk comes about."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="of_measures")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="risk_ties")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["risk", "measure"], condition=Q(ended_at=None), name="risks_one_tie_a_measure"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} shows {self.risk}"
