"""Measures, defined once; their observations, targets and ratings; and the scorecards that they appear on."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.loads.models import Load
from goldenthread.apps.measures.derived_models import ComputedFrom as ComputedFrom
from goldenthread.apps.measures.derived_models import Derivation as Derivation
from goldenthread.apps.measures.derived_models import Term as Term
from goldenthread.apps.measures.marks_models import Mark as Mark
from goldenthread.apps.measures.source_models import ChosenSource as ChosenSource
from goldenthread.apps.measures.trajectory_models import PartOfWhole as PartOfWhole
from goldenthread.apps.measures.trajectory_models import TrajectoryStep as TrajectoryStep
from goldenthread.apps.measures.trajectory_models import TrajectoryVersion as TrajectoryVersion
from goldenthread.apps.people.models import Post
from goldenthread.apps.people.words import words_of
from goldenthread.apps.plans.models import SuccessIndicator
from goldenthread.apps.trail.history import append_only, kept, never_deleted
from goldenthread.apps.trail.models import Link, Tie


@kept
class Measure(models.Model):
    """One measure of the library. Codes for `polarity` and `tolerance_kind` are those of `rulebook.rating`.

    `polarity` empty means that nobody has said. `tolerance` is in the measure's own unit (points), in percent
    of the target, or the last value that is amber (threshold). `version` counts its revisions.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(max_length=40, blank=True)
    sort_key = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=400)
    definition = models.TextField(blank=True)
    unit = models.CharField(max_length=40, blank=True)
    polarity = models.CharField(max_length=10, blank=True)
    numerator = models.TextField(blank=True)
    denominator = models.TextField(blank=True)
    frequency = models.CharField(max_length=40, blank=True)
    cumulative = models.BooleanField(default=False, help_text="Year to date, not for the period alone.")
    service_area = models.CharField(max_length=200, blank=True)
    lead = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT)
    lead_text = models.CharField(max_length=200, blank=True)
    decimal_places = models.PositiveSmallIntegerField(null=True, blank=True)
    plan_priority = models.CharField(max_length=200, blank=True)
    corporate_priority = models.CharField(max_length=200, blank=True)
    tolerance_kind = models.CharField(max_length=10, default="points")
    tolerance = models.DecimalField(max_digits=12, decimal_places=4, default=5)
    dead_band = models.DecimalField(max_digits=12, decimal_places=4, default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["sort_key", "title"]
        indexes = [GinIndex(words_of("reference", "title", "definition"), name="measures_measure_words")]
        constraints = [
            models.CheckConstraint(
                condition=Q(tolerance__gte=0, dead_band__gte=0), name="measures_tolerance_not_negative"
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}".strip()


class Scorecard(models.Model):
    """A named set of measures that a body reads each period."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200, unique=True)
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


@never_deleted
class Line(Tie):
    """A measure's place on a scorecard. `gone_on` is the day from which a later version no longer lists it.

    A line that goes or moves ends; one that moved or came back goes on in a new row.
    """

    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="lines")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="lines")
    section = models.CharField(max_length=200, blank=True)
    reference = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField()
    gone_on = models.DateField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True, help_text="Declared: known from this day.")

    class Meta:
        ordering = ["scorecard", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["scorecard", "measure"],
                condition=Q(ended_at=None),
                name="measures_one_line_a_measure",
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} on {self.scorecard}"


COUNCIL_AREA = "council"
STATISTICAL_NEIGHBOURS = "statistical_neighbours"
NATIONAL = "national"


class Observation(models.Model):
    """What is observed: a measure, for a period, an area and a cohort, from a source. Values are versions.

    Periods are half-open. `area` is "council", "statistical_neighbours", "national" or a named area. `source`
    tells rival figures apart. `period_stated` is False where a paper prints a benchmark without its period.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="observations")
    period_kind = models.CharField(max_length=20)
    starts = models.DateField()
    ends = models.DateField()
    area = models.CharField(max_length=100, default=COUNCIL_AREA)
    cohort = models.CharField(max_length=100, blank=True)
    source = models.CharField(max_length=100, blank=True)
    period_stated = models.BooleanField(default=True)

    class Meta:
        ordering = ["measure", "starts", "ends"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "period_kind", "starts", "ends", "area", "cohort", "source"],
                name="measures_observation_identity",
            ),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")), name="measures_period_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure_id} {self.period_kind} {self.starts}"


@append_only
class Value(models.Model):
    """A version of an observation's value. Append-only: a correction is a new version, the old one stays.

    The fields are those of `rulebook.figures.Figure`; `text` is what the cell said, `sheet` and `cell` where.
    Which version holds is a query (`recorded.current_values`): the one that was known last, not the one
    loaded last, so that an older paper loaded late does not undo a newer one. `doubts` are those that its
    person was shown (`doubting.as_kept`), and `as_it_is` why it was recorded nevertheless.
    """

    observation = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField(default=1)
    text = models.CharField(max_length=500, blank=True)
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    low = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    high = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    bound = models.CharField(max_length=2, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=20, default="final")
    qualifier = models.CharField(max_length=500, blank=True)
    numerator = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    denominator = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    population = models.CharField(max_length=200, blank=True, help_text="Whom a named source counted.")
    note = models.TextField(blank=True)
    doubts = models.JSONField(default=list, blank=True)
    as_it_is = models.TextField(blank=True)
    load = models.ForeignKey(Load, null=True, blank=True, on_delete=models.PROTECT)
    sheet = models.CharField(max_length=100, blank=True)
    cell = models.CharField(max_length=120, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    published_on = models.DateField(null=True, blank=True, help_text="Declared: known from this day.")

    class Meta:
        ordering = ["observation", "version"]
        indexes = [models.Index(fields=["recorded_at"], name="measures_value_recorded")]
        constraints = [
            models.UniqueConstraint(fields=["observation", "version"], name="measures_one_value_a_version"),
            models.CheckConstraint(
                condition=Q(doubts=[]) | ~Q(as_it_is=""), name="measures_a_doubted_value_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.text or str(self.value)


@append_only
class Target(models.Model):
    """What a measure is to reach, from a period on. A target is never overwritten: a new one is recorded.

    `kind`, `low`, `high`, `strict` and `amber` are those of `rulebook.rating.Target`; `text` is as printed.
    `trajectory` is the version that planned it, if one did (see `trajectories`). `doubts` are those that its
    person was shown, who set it for the `reason` given.
    """

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="targets")
    effective_on = models.DateField()
    text = models.CharField(max_length=300)
    kind = models.CharField(max_length=20)
    low = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    high = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    strict = models.BooleanField(default=False)
    amber = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    reason = models.TextField(blank=True)
    doubts = models.JSONField(default=list, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    published_on = models.DateField(null=True, blank=True, help_text="Declared: known from this day.")
    load = models.ForeignKey(Load, null=True, blank=True, on_delete=models.PROTECT)
    trajectory = models.ForeignKey(
        TrajectoryVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="targets"
    )

    class Meta:
        ordering = ["measure", "effective_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(doubts=[]) | ~Q(reason=""), name="measures_a_doubted_target_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.text


@append_only
class StatedRating(models.Model):
    """What a paper itself said of a measure in a period: its colour, arrow and comment. Shown beside ours."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="stated_ratings")
    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="stated_ratings")
    period_kind = models.CharField(max_length=20)
    starts = models.DateField()
    ends = models.DateField()
    rag = models.CharField(max_length=20, blank=True)
    direction = models.CharField(max_length=20, blank=True)
    comment = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    published_on = models.DateField(null=True, blank=True, help_text="Declared: known from this day.")
    load = models.ForeignKey(Load, null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ["measure", "starts", "id"]

    def __str__(self) -> str:
        return f"{self.rag} {self.direction}".strip()


@append_only
class Override(models.Model):
    """A head of service sets a rating aside, with a reason. Both are shown; the newest of a period holds.

    `rag` empty means that the override is withdrawn.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="overrides")
    period_kind = models.CharField(max_length=20)
    starts = models.DateField()
    ends = models.DateField()
    rag = models.CharField(max_length=20, blank=True)
    computed = models.CharField(max_length=20)
    computed_code = models.CharField(max_length=20)
    reason = models.TextField()
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)

    class Meta:
        ordering = ["measure", "starts", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="measures_override_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.rag}: {self.reason}"


@never_deleted
@kept
class IndicatorMeasure(Link):
    """A plan's success indicator is shown by a measure: the joint of action and measure in the thread."""

    indicator = models.ForeignKey(SuccessIndicator, on_delete=models.PROTECT, related_name="measures")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="indicators")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "measure"], condition=Q(ended_at=None), name="measures_one_link_a_pair"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} by {self.measure}"


@never_deleted
@kept
class RecommendationMeasure(Link):
    """A measure shows whether a recommendation is met."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="recommendations")
    recommendation = models.ForeignKey(
        "inspections.Recommendation", on_delete=models.PROTECT, related_name="measures"
    )
    recorded_at = models.DateTimeField()
    published_on = models.DateField(null=True, blank=True, help_text="Declared: known from this day.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "recommendation"],
                condition=Q(ended_at=None),
                name="measures_one_showing_a_pair",
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} shows {self.recommendation}"
