"""What a report of a kind asks for, and who clears it: rows that clerks edit, each change a new version."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from goldenthread.apps.people.models import Post
from goldenthread.apps.trail.history import append_only, kept

LONGEST_KEY = 28
"""Letters of a section's key: a bookmark in Word has room for 40, ours begins with "gt_section_"."""
A_KEY = RegexValidator(r"^[a-z][a-z0-9_]*$", "A key has small letters, digits and underscores.")
PERSON = settings.AUTH_USER_MODEL


class Kind(models.TextChoices):
    """What a section asks for."""

    TEXT = "text", "Words"
    CHOICE = "choice", "One of several"
    BOXES = "boxes", "Any of several"
    FIGURES = "figures", "Figures, with words"
    DATE = "date", "A day"
    PERSON = "person", "A person or post"


class Subject(models.TextChoices):
    """What a template's figures are of, beside the body itself."""

    NOTHING = "", "Nothing"
    SCORECARD = "scorecard", "A scorecard"
    PLAN = "plan", "A plan"


@kept
class Clearer(models.Model):
    """Who clears reports for one thing: finance, legal. Without a post, a director does."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=LONGEST_KEY, unique=True, validators=[A_KEY])
    title = models.CharField(max_length=100)
    post = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title


@kept
class Template(models.Model):
    """A kind of report. What it asks for stands in its versions."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=LONGEST_KEY, unique=True, validators=[A_KEY])
    name = models.CharField(max_length=100, unique=True)
    subject = models.CharField(max_length=12, choices=Subject, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("drafting:template", args=[self.uuid])


@append_only
class TemplateVersion(models.Model):
    """A template as it stood from an instant on. A report keeps the one that it began with."""

    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=300, help_text="What changed in it, in words.")
    made_at = models.DateTimeField(null=True, help_text="None for the one that ships with the product.")
    made_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["template", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="drafting_one_template_version")
        ]

    def __str__(self) -> str:
        return f"{self.template}, version {self.number}"


@append_only
class Section(models.Model):
    """One thing that a template asks for. `under` is the heading that it shares with its neighbours.

    `choices` are lines to choose among. `default` stands in a new report, its figures as `{figure key}`.
    """

    version = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, related_name="sections")
    position = models.PositiveIntegerField()
    key = models.CharField(max_length=LONGEST_KEY, validators=[A_KEY])
    title = models.CharField(max_length=120)
    under = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.TEXT)
    required = models.BooleanField(default=True)
    guidance = models.TextField(blank=True)
    default = models.TextField(blank=True)
    choices = models.TextField(blank=True)

    class Meta:
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="drafting_one_section_of_a_key"),
            models.UniqueConstraint(fields=["version", "position"], name="drafting_one_section_at_a_place"),
            models.CheckConstraint(
                condition=Q(kind__in=["choice", "boxes"]) ^ Q(choices=""), name="drafting_choices_to_choose"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def options(self) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.choices.splitlines() if line.strip())


@append_only
class RouteStep(models.Model):
    """Who clears a report of this template, and how many working days before it is published.

    `covers` names sections by their keys, a line each; none means the whole report.
    """

    version = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, related_name="route")
    clearer = models.ForeignKey(Clearer, on_delete=models.PROTECT, related_name="+")
    days_before = models.PositiveIntegerField()
    covers = models.TextField(blank=True)

    class Meta:
        ordering = ["version", "-days_before", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "clearer"], name="drafting_one_step_a_clearer")
        ]

    def __str__(self) -> str:
        return str(self.clearer)
