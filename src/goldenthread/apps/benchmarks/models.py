"""Figures of other areas: who published them, which areas they are of, and what they are held against.

A release is one file as it came. Its figures are only ever added; which one holds of an indicator, an area
and a period is a query (`queries.held_figures`): the one of the newest release that was known.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.apps.loads.models import Load
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.trail.history import append_only, kept, never_deleted
from goldenthread.apps.trail.models import Link

MOST_NEIGHBOURS = 20


class Level(models.TextChoices):
    """How wide an area is. The values are those of `intake.statistics_areas.AreaLevel`."""

    NATION = "nation", "Nation"
    REGION = "region", "Region"
    AUTHORITY = "authority", "Local authority"


@never_deleted
@kept
class Area(models.Model):
    """A nation, a region or an authority. `former_codes` are those under which older files have it.

    An area that a person named, and that no file has brought yet, has no code.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    level = models.CharField(max_length=20, choices=Level)
    name = models.CharField(max_length=200)
    code = models.CharField(max_length=20, blank=True)
    former_codes = models.JSONField(default=list)
    region = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["level", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["level", "code"], condition=~Q(code=""), name="benchmarks_one_area_a_code"
            ),
            models.UniqueConstraint(fields=["level", "name"], name="benchmarks_one_area_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


@never_deleted
@kept
class Release(models.Model):
    """One publication as its file says it. `digest` is of what the file says (`intake.Statistics.digest`)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=200, blank=True)
    published_on = models.DateField(null=True, blank=True, help_text="Declared: known from this day.")
    load = models.ForeignKey(Load, null=True, blank=True, on_delete=models.PROTECT)
    digest = models.CharField(max_length=64)
    figures = models.PositiveIntegerField(default=0)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ["-recorded_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["title", "digest"], name="benchmarks_one_release_a_content")
        ]

    def __str__(self) -> str:
        return self.title


@never_deleted
class Indicator(models.Model):
    """What is published: a column's name, and its breakdown as {column: value}. `unit` is as its name tells.

    `key` tells it from every other: the name and the breakdown, as a digest.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=300)
    breakdown = models.JSONField(default=dict)
    unit = models.CharField(max_length=40, blank=True)
    key = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        said = ", ".join(f"{column}: {value}" for column, value in self.breakdown.items())
        return f"{self.name} ({said})" if said else self.name


@append_only
class BenchmarkFigure(models.Model):
    """One published figure, as its release has it. Without a value, `status` says why.

    A release brings hundreds of thousands. They are copied in by `loading`, which has just made or locked
    what they point at, and none of that is ever deleted: so the database is not asked to look each one up.
    """

    release = models.ForeignKey(Release, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False)
    indicator = models.ForeignKey(Indicator, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False)
    area = models.ForeignKey(Area, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False)
    period_kind = models.CharField(max_length=20)
    starts = models.DateField()
    ends = models.DateField()
    value = models.DecimalField(max_digits=24, decimal_places=10, null=True, blank=True)
    status = models.CharField(max_length=20)
    numerator = models.DecimalField(max_digits=24, decimal_places=10, null=True, blank=True)
    denominator = models.DecimalField(max_digits=24, decimal_places=10, null=True, blank=True)
    note = models.TextField(blank=True)
    row = models.PositiveIntegerField(help_text="The row of the release's file.")

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["indicator", "area"], name="benchmarks_figure_of_area")]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=models.F("starts")), name="benchmarks_period_ends")
        ]

    def __str__(self) -> str:
        return f"{self.value if self.value is not None else self.status}"


@append_only
class NeighbourSet(models.Model):
    """The statistical neighbours of our council, from a day on. A newer set holds from its own first day.

    Sets are never changed: another set of the same first day, told later, holds in its place.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=300, blank=True)
    council = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="neighbour_sets", help_text="Our council, as published."
    )
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True, help_text="The first day on which it no longer holds.")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    published_on = models.DateField(null=True, blank=True, help_text="Declared: known from this day.")

    class Meta:
        ordering = ["-starts", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gt=models.F("starts")),
                name="benchmarks_set_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return self.name


@append_only
class Neighbour(models.Model):
    """One neighbour of a set. Rank 1 is the closest."""

    neighbour_set = models.ForeignKey(NeighbourSet, on_delete=models.PROTECT, related_name="neighbours")
    rank = models.PositiveSmallIntegerField()
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["neighbour_set", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["neighbour_set", "rank"], name="benchmarks_one_neighbour_a_rank"),
            models.UniqueConstraint(fields=["neighbour_set", "area"], name="benchmarks_one_rank_a_neighbour"),
            models.CheckConstraint(
                condition=Q(rank__gte=1, rank__lte=MOST_NEIGHBOURS), name="benchmarks_rank_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rank} {self.area}"


@never_deleted
@kept
class IndicatorMapping(Link):
    """A published indicator is a measure of ours, as a person said. A revision ends it and makes another.

    `unit` is what the published numbers are in after they are multiplied by `multiplier` (100 where they
    are shares of 1).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="benchmark_mappings")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="mappings")
    unit = models.CharField(max_length=40, blank=True)
    multiplier = models.DecimalField(max_digits=12, decimal_places=6, default=1)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ["measure", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "indicator"],
                condition=Q(ended_at=None),
                name="benchmarks_one_mapping_a_pair",
            ),
            models.CheckConstraint(condition=Q(multiplier__gt=0), name="benchmarks_multiplier_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} is {self.measure}"
