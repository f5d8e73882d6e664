"""What was learned: analyses of root causes, lessons of meetings, and commissioned services for families.

No child and no family is named: a case and a family are references (`rulebook.case_references`). Whether a
lesson helped, scores and printed totals are added beside those that stand, never written over.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from goldenthread.apps.people.models import Post
from goldenthread.apps.plans.models import Action
from goldenthread.apps.trail.history import append_only, kept, never_deleted
from goldenthread.apps.trail.models import Link
from goldenthread.rulebook.distance_travelled import Comparison, Scale

KINDS_OF_COMPARISON = (
    (Comparison.BEFORE_AND_AFTER.value, "Before and after"),
    (Comparison.OTHERS.value, "Beside all others"),
    (Comparison.MATCHED.value, "Matched"),
    (Comparison.TRIAL.value, "Trial"),
)


def _percent(name: str) -> Q:
    return Q(**{name: None}) | Q(**{f"{name}__gte": 0, f"{name}__lte": 100})


class Kind(models.TextChoices):
    """How it was looked into."""

    ROOT_CAUSE = "root_cause", "Root-cause analysis"
    LESSONS = "lessons", "Lessons-learned meeting"


@never_deleted
@kept
class Analysis(models.Model):
    """A question that was looked into. `references` are the cases looked at; `cases` how many they were.

    `held_on` is the day of the meeting, or the one on which the analysis was finished.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveIntegerField(unique=True)
    kind = models.CharField(max_length=12, choices=Kind)
    question = models.CharField(max_length=300)
    held_on = models.DateField()
    references = models.JSONField(default=list, blank=True)
    cases = models.PositiveIntegerField(null=True, blank=True)
    found = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-held_on", "-number"]
        verbose_name_plural = "analyses"
        constraints = [models.CheckConstraint(condition=~Q(question=""), name="learning_asks_something")]

    def __str__(self) -> str:
        return f"{self.reference}: {self.question}"

    @property
    def reference(self) -> str:
        return f"RCA-{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("learning:analysis", args=[self.uuid])


@kept
class Cause(models.Model):
    """A cause under one name, so that it is seen to repeat: "Staff turnover"."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


@never_deleted
@kept
class CauseFound(Link):
    """An analysis found a cause, in some of its cases."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    analysis = models.ForeignKey(Analysis, on_delete=models.PROTECT, related_name="causes")
    cause = models.ForeignKey(Cause, on_delete=models.PROTECT, related_name="found")
    in_cases = models.PositiveIntegerField(null=True, blank=True)
    words = models.TextField(blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["analysis", "cause"], condition=Q(ended_at=None), name="learning_a_cause_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.cause)


@never_deleted
@kept
class Lesson(Link):
    """What an analysis recommends: who owns it, which action of a plan does it, when to see if it helped."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    analysis = models.ForeignKey(Analysis, on_delete=models.PROTECT, related_name="lessons")
    text = models.TextField()
    owner = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="lessons")
    action = models.ForeignKey(
        Action, null=True, blank=True, on_delete=models.PROTECT, related_name="from_analyses"
    )
    check_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="learning_lesson_says_something")]

    def __str__(self) -> str:
        return self.text


class Verdict(models.TextChoices):
    """Whether it helped."""

    HELPED = "helped", "It helped"
    PARTLY = "helped_partly", "It helped in part"
    NOT = "helped_not", "It did not help"
    EARLY = "helped_too_early", "Too early to say"


@append_only
class HelpCheck(models.Model):
    """Somebody looked, on a day, whether a lesson helped. The latest counts; earlier ones stay."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="checks")
    checked_on = models.DateField()
    verdict = models.CharField(max_length=20, choices=Verdict)
    words = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["checked_on", "id"]

    def __str__(self) -> str:
        return self.get_verdict_display()


@never_deleted
@kept
class FamilyService(models.Model):
    """A commissioned intervention: who provides it, from when until when, at what cost.

    `ends` is the first day on which it no longer runs. `cost` is in pounds, of the whole period.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200, unique=True)
    provider = models.CharField(max_length=200)
    about = models.TextField(blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    cost = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    comparison = models.CharField(max_length=20, choices=KINDS_OF_COMPARISON)
    council_again = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    nation_again = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(provider=""), name="learning_service_has_a_provider"
            ),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gt=F("starts")), name="learning_service_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(cost=None) | Q(cost__gte=0), name="learning_cost_not_below_nought"
            ),
            models.CheckConstraint(
                condition=_percent("council_again") & _percent("nation_again"), name="learning_service_shares"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("learning:service", args=[self.uuid])


PERCENTS = ("closed_percent", "again_percent", "first_time_percent", "second_time_percent")


@append_only
class PrintedTotals(models.Model):
    """What a paper prints of a service, up to a day. The newest of the latest day counts; others stay.

    Shares are percentages. `again_of` is of how many families the share that was referred again is, where it
    is printed. `first_time_percent`: of families worked with for the first time, those that needed no more.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.ForeignKey(FamilyService, on_delete=models.PROTECT, related_name="totals")
    up_to = models.DateField()
    families = models.PositiveIntegerField()
    children = models.PositiveIntegerField(null=True, blank=True)
    closed_percent = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    again_percent = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    again_of = models.PositiveIntegerField(null=True, blank=True)
    first_time_percent = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    second_time_percent = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    source = models.CharField(max_length=300)
    published_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["up_to", "id"]
        constraints = [
            models.CheckConstraint(
                condition=_percent(PERCENTS[0])
                & _percent(PERCENTS[1])
                & _percent(PERCENTS[2])
                & _percent(PERCENTS[3]),
                name="learning_totals_shares",
            ),
            models.CheckConstraint(
                condition=Q(again_of=None) | Q(again_of__gte=1, again_of__lte=F("families")),
                name="learning_again_of_families",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service}, {self.up_to}"


@never_deleted
@kept
class OutcomeScale(models.Model):
    """A scale of a service's distance-travelled tool. Its ends stay as they were scored by."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.ForeignKey(FamilyService, on_delete=models.PROTECT, related_name="scales")
    name = models.CharField(max_length=120)
    lowest = models.DecimalField(max_digits=6, decimal_places=1)
    highest = models.DecimalField(max_digits=6, decimal_places=1)
    high_is_good = models.BooleanField(default=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["service", "name"], name="learning_a_scale_once"),
            models.CheckConstraint(condition=Q(highest__gt=F("lowest")), name="learning_scale_has_ends"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scale(self) -> Scale:
        return Scale(self.lowest, self.highest, self.high_is_good)


class Ended(models.TextChoices):
    """How the work with a family ended."""

    CLOSED = "closed", "Closed"
    STEPPED_DOWN = "stepped_down", "Stepped down"
    STEPPED_UP = "stepped_up", "Stepped up"
    OTHER = "other", "Ended otherwise"


@never_deleted
@kept
class Family(models.Model):
    """A family by its reference: when the work began and ended, and when it was referred again after.

    `times_before` is how many times the service had worked with it. `same` is what two ways of writing the
    reference have in common.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.ForeignKey(FamilyService, on_delete=models.PROTECT, related_name="families")
    reference = models.CharField(max_length=30)
    same = models.CharField(max_length=30)
    children = models.PositiveSmallIntegerField()
    times_before = models.PositiveSmallIntegerField(default=0)
    started_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    ended = models.CharField(max_length=15, choices=Ended, blank=True)
    again_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["started_on", "id"]
        verbose_name_plural = "families"
        constraints = [
            models.UniqueConstraint(fields=["service", "same"], name="learning_a_family_once"),
            models.CheckConstraint(
                condition=Q(closed_on=None, ended="", again_on=None)
                | (Q(closed_on__gte=F("started_on")) & ~Q(ended="")),
                name="learning_family_ends_in_a_way",
            ),
            models.CheckConstraint(
                condition=Q(again_on=None) | Q(again_on__gt=F("closed_on")),
                name="learning_again_after_closing",
            ),
        ]

    def __str__(self) -> str:
        return f"Family {self.reference}"

    def get_absolute_url(self) -> str:
        return reverse("learning:family", args=[self.uuid])


class Moment(models.TextChoices):
    """When a family was scored."""

    START = "start", "Start"
    REVIEW = "review", "Review"
    CLOSE = "close", "Close"


@append_only
class Score(models.Model):
    """A family's score on a scale on a day. A later row of the same family, scale and day takes its place."""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="scores")
    scale = models.ForeignKey(OutcomeScale, on_delete=models.PROTECT, related_name="scores")
    moment = models.CharField(max_length=8, choices=Moment)
    scored_on = models.DateField()
    score = models.DecimalField(max_digits=6, decimal_places=1)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["scored_on", "id"]

    def __str__(self) -> str:
        return f"{self.score} on {self.scale}"
