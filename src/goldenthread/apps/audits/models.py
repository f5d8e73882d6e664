"""Audits of practice: the tool, the audit, its cases by reference only, and each judgement of a case.

No child is named: a case is a reference (`rulebook.case_references`). Judgements and counts are added beside
those that stand, never written over.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from goldenthread.apps.audits.programme_models import PERIOD_KINDS
from goldenthread.apps.audits.programme_models import Activity as Activity
from goldenthread.apps.audits.programme_models import ActivityKind as ActivityKind
from goldenthread.apps.audits.programme_models import ActivityStep as ActivityStep
from goldenthread.apps.audits.programme_models import Step as Step
from goldenthread.apps.inspections.models import Framework
from goldenthread.apps.loads.models import Load
from goldenthread.apps.plans.models import Action
from goldenthread.apps.trail.history import append_only, kept, never_deleted, unchanging
from goldenthread.apps.trail.models import Link


@unchanging("name", "number", "grades", "good_grades", "streams", "questions")
@never_deleted
@kept
class Tool(models.Model):
    """An audit tool as it was used: its scale, its streams and its questions. A change is a new version.

    `grades` are best first; the first `good_grades` of them count as good or better. `questions` are those of
    the practice standards, each answered with yes, no or does not apply.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    number = models.PositiveSmallIntegerField(default=1)
    framework = models.ForeignKey(Framework, null=True, blank=True, on_delete=models.PROTECT)
    grades = models.JSONField()
    good_grades = models.PositiveSmallIntegerField()
    streams = models.JSONField()
    questions = models.JSONField(default=list)
    retired_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    reason = models.TextField(blank=True, help_text="Why this version differs from the one before.")

    class Meta:
        ordering = ["name", "-number"]
        constraints = [models.UniqueConstraint(fields=["name", "number"], name="audits_one_version_a_tool")]

    def __str__(self) -> str:
        return f"{self.name}, version {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("audits:tool", args=[self.uuid])


class Way(models.TextChoices):
    """How an audit's results came: case by case, or as the counts that a paper printed."""

    CASES = "cases", "Case by case"
    COUNTS = "counts", "As counts only"


class Drawn(models.TextChoices):
    """How the sample was drawn."""

    RANDOM = "random", "At random"
    EVERY_NTH = "every_nth", "Every so many of a list"
    CHOSEN = "chosen", "Chosen by somebody"
    ALL = "all", "All cases of the population"
    NOT_SAID = "not_said", "Not said"


@never_deleted
@kept
class Audit(models.Model):
    """An audit of cases of a period. What it judges by is copied from its tool when it begins.

    `published_on` is declared for an audit of the past: its results are known from that day. `closed_on`: its
    results stand, and cases are no longer entered.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveIntegerField(unique=True)
    activity = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="audits"
    )
    title = models.CharField(max_length=200)
    theme = models.CharField(max_length=200, blank=True)
    period_kind = models.CharField(max_length=20, choices=PERIOD_KINDS)
    starts = models.DateField()
    ends = models.DateField(help_text="The first day that is no longer of the period.")
    way = models.CharField(max_length=10, choices=Way)
    tool = models.ForeignKey(Tool, null=True, blank=True, on_delete=models.PROTECT, related_name="audits")
    grades = models.JSONField()
    good_grades = models.PositiveSmallIntegerField()
    streams = models.JSONField(default=list)
    questions = models.JSONField(default=list)
    population = models.CharField(max_length=300, blank=True)
    population_size = models.PositiveIntegerField(null=True, blank=True)
    drawn = models.CharField(max_length=20, choices=Drawn, default=Drawn.NOT_SAID)
    drawn_text = models.CharField(max_length=300, blank=True)
    auditors = models.CharField(max_length=300, blank=True, help_text="Posts, not names.")
    source = models.CharField(max_length=300, blank=True, help_text="The paper that printed its results.")
    finding = models.TextField(blank=True)
    published_on = models.DateField(null=True, blank=True, help_text="Declared: known from this day.")
    closed_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    load = models.ForeignKey(Load, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-starts", "-number"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="audits_audit_has_a_period"),
            models.CheckConstraint(condition=~Q(title=""), name="audits_audit_has_a_title"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def reference(self) -> str:
        return f"AU-{self.number}"

    @property
    def good_words(self) -> str:
        """What counts as good, in the words of its scale: "Good or better"."""
        worst = self.grades[self.good_grades - 1]
        return f"{worst} or better" if self.good_grades > 1 else worst

    def get_absolute_url(self) -> str:
        return reverse("audits:audit", args=[self.uuid, self.reference.lower()])


@never_deleted
@kept
class AuditCase(models.Model):
    """A case of an audit, by its reference. `same` is what two ways of writing it have in common."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="cases")
    reference = models.CharField(max_length=30)
    same = models.CharField(max_length=30)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["audit", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["audit", "same"], condition=Q(withdrawn_at=None), name="audits_a_case_once"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_reason=""), name="audits_withdrawn_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("audits:case", args=[self.uuid])


class Which(models.TextChoices):
    """Whose judgement: the auditor's, the moderator's, or what the two agreed on."""

    FIRST = "first", "First auditor"
    SECOND = "second", "Second auditor"
    AGREED = "agreed", "Agreed"


class Answer(models.TextChoices):
    """The answer to a practice standard's question."""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_APPLICABLE = "not_applicable", "Does not apply"


@append_only
class Reading(models.Model):
    """What an auditor found of a case. The last `number` of each of `which` counts.

    `grades` is {stream: grade}, `answers` {question: yes, no or not_applicable}. `auditor` is a post, or a
    mark such as "Team manager B"; `own` says that the one who recorded it is that auditor.
    """

    case = models.ForeignKey(AuditCase, on_delete=models.PROTECT, related_name="readings")
    which = models.CharField(max_length=10, choices=Which)
    number = models.PositiveSmallIntegerField(default=1)
    auditor = models.CharField(max_length=120)
    own = models.BooleanField(default=False)
    grades = models.JSONField()
    answers = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    audited_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    load = models.ForeignKey(Load, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["case", "which", "number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "which", "number"], name="audits_one_reading_a_number"),
            models.CheckConstraint(condition=~Q(auditor=""), name="audits_reading_has_an_auditor"),
        ]

    def __str__(self) -> str:
        return f"{self.get_which_display()} of {self.case_id}"


class Of(models.TextChoices):
    """What a count is of."""

    STREAM = "stream", "Stream"
    QUESTION = "question", "Practice standard"


@append_only
class ResultCount(models.Model):
    """A result that came as a count: how many were good or better, or met a standard, of how many.

    `text` is as printed. `cases` is None where the paper does not say; `worked_out` where the rules found it
    from the percentage and the count (AUD-3). The last `number` of each label counts.
    """

    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="counts")
    of = models.CharField(max_length=10, choices=Of, default=Of.STREAM)
    label = models.CharField(max_length=300)
    number = models.PositiveSmallIntegerField(default=1)
    text = models.CharField(max_length=60, blank=True)
    percent = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    good = models.PositiveIntegerField(null=True, blank=True)
    cases = models.PositiveIntegerField(null=True, blank=True)
    by_grade = models.JSONField(default=list, help_text="Cases of each grade, best first; may be empty.")
    worked_out = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ["audit", "of", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["audit", "of", "label", "number"], name="audits_one_count_a_number"
            ),
            models.CheckConstraint(
                condition=Q(good=None) | Q(cases=None) | Q(good__lte=F("cases")),
                name="audits_no_more_good_than_cases",
            ),
            models.CheckConstraint(
                condition=Q(percent=None) | Q(percent__gte=0, percent__lte=100),
                name="audits_percent_within_100",
            ),
            models.CheckConstraint(
                condition=Q(percent__isnull=False) | Q(good__isnull=False, cases__isnull=False),
                name="audits_count_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.text or self.percent}"


class Theme(models.Model):
    """What audits find again and again, under one name: "Voice of the child"."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('audits:themes')}?theme={self.uuid}"


class Sort(models.TextChoices):
    """Whether what was found is to be kept or to be mended."""

    STRENGTH = "strength", "Strength"
    IMPROVE = "improve", "To improve"


@never_deleted
@kept
class ThemeFound(Link):
    """An audit found a theme, as a strength or as something to improve, in some of its cases."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="themes_found")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="found")
    sort = models.CharField(max_length=10, choices=Sort)
    words = models.TextField(blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["audit", "theme", "sort"],
                condition=Q(ended_at=None),
                name="audits_a_theme_once_a_sort",
            )
        ]

    def __str__(self) -> str:
        return f"{self.theme}: {self.get_sort_display()}"


@never_deleted
@kept
class Learning(Link):
    """What is to be learned from an audit, and the plan's action that does it, where there is one."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="learning")
    text = models.TextField()
    action = models.ForeignKey(
        Action, null=True, blank=True, on_delete=models.PROTECT, related_name="from_audits"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="audits_learning_says_something")]

    def __str__(self) -> str:
        return self.text
