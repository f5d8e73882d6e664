"""Surveys: what is asked of whom and when, what was counted, and what was done about it.

What people answered is in `answer_models`, without a person, an hour or a history.
"""

from __future__ import annotations

import secrets
import uuid

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify

from goldenthread.apps.loads.models import Load
from goldenthread.apps.surveys.answer_models import Code as Code
from goldenthread.apps.surveys.answer_models import DayCount as DayCount
from goldenthread.apps.surveys.answer_models import DayKey as DayKey
from goldenthread.apps.surveys.answer_models import ExitInterview as ExitInterview
from goldenthread.apps.surveys.answer_models import Response as Response
from goldenthread.apps.surveys.answer_models import Words as Words
from goldenthread.apps.surveys.said_models import CitedResult as CitedResult
from goldenthread.apps.surveys.said_models import Said as Said
from goldenthread.apps.surveys.staff_models import StaffCount as StaffCount
from goldenthread.apps.trail.history import append_only, kept, never_deleted
from goldenthread.rulebook.surveys import SMALLEST_THRESHOLD, USUAL_THRESHOLD, Kind

# Without letters that are read as others: a child types it from a sheet of paper.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def new_token() -> str:
    """What the address of a survey ends in: short, and not to be guessed by counting."""
    return "".join(secrets.choice(ALPHABET) for _ in range(8)).lower()


class Audience(models.TextChoices):
    """Who is asked. It decides how the answers are worded, and as whose evidence they count."""

    CHILDREN = "children", "Children and young people"
    FAMILIES = "families", "Parents and families"
    CARERS = "carers", "Foster carers and adopters"
    STAFF = "staff", "Staff"
    PARTNERS = "partners", "Partners"


class Part(models.TextChoices):
    """Which of the three questions of Signs of Safety it is."""

    NONE = "", "None of them"
    WORRIED = "worried", "What are we worried about?"
    WELL = "well", "What is working well?"
    NEXT = "next", "What needs to happen?"


@kept
@never_deleted
class Survey(models.Model):
    """A set of questions that is asked again and again. `groups` are what its answers may be split by."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=200, unique=True)
    audience = models.CharField(max_length=20, choices=Audience)
    about = models.TextField(blank=True, help_text="What is said above the questions.")
    group_question = models.CharField(max_length=200, blank=True)
    groups = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="surveys_survey_has_title"),
            models.CheckConstraint(
                condition=Q(groups=[]) | ~Q(group_question=""), name="surveys_groups_are_asked_for"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("surveys:survey", args=[self.uuid, slugify(self.title) or "survey"])


@kept
@never_deleted
class Question(models.Model):
    """A question. Once it was asked its words stay; `gone`: it is asked no longer."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="questions")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in Kind])
    text = models.CharField(max_length=300)
    hint = models.CharField(max_length=300, blank=True)
    reverse = models.BooleanField(default=False)
    part = models.CharField(max_length=20, choices=Part, blank=True, default=Part.NONE)
    gone = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["survey", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "text"], condition=Q(gone=False), name="surveys_a_question_once"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="surveys_question_says_something"),
            models.CheckConstraint(condition=Q(part="") | Q(kind="text"), name="surveys_parts_are_words"),
        ]

    def __str__(self) -> str:
        return self.text


@kept
@never_deleted
class Wave(models.Model):
    """One time of asking: from when until when, whom, and how answers come.

    `closes_on` is its last day. `population`: how many were asked, None where nobody counted them. Fewer
    answers than `threshold` are not shown. `per_connection`: so many may one connection send in a day.
    `published_on` is declared of results that were collected elsewhere.
    """

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed, not counted"
        COUNTED = "counted", "Counted"
        SET_ASIDE = "set_aside", "Set aside"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="waves")
    title = models.CharField(max_length=100)
    state = models.CharField(max_length=20, choices=State, default=State.PLANNED)
    opens_on = models.DateField()
    closes_on = models.DateField()
    population = models.PositiveIntegerField(null=True, blank=True)
    population_words = models.CharField(max_length=300, blank=True)
    threshold = models.PositiveSmallIntegerField(
        default=USUAL_THRESHOLD, validators=[MinValueValidator(SMALLEST_THRESHOLD)]
    )
    by_link = models.BooleanField(default=False)
    by_code = models.BooleanField(default=True)
    per_connection = models.PositiveIntegerField(default=60)
    token = models.CharField(max_length=20, unique=True, default=new_token, editable=False)
    groups = models.JSONField(default=list, blank=True)
    load = models.ForeignKey(Load, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was closed early or set aside.")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-closes_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "title"], condition=~Q(state="set_aside"), name="surveys_a_wave_once"
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="surveys_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(threshold__gte=SMALLEST_THRESHOLD), name="surveys_threshold_not_too_low"
            ),
            models.CheckConstraint(
                condition=Q(population=None) | Q(population__gte=1), name="surveys_somebody_was_asked"
            ),
            models.CheckConstraint(
                condition=~Q(state="set_aside") | ~Q(reason=""), name="surveys_set_aside_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey}, {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("surveys:wave", args=[self.uuid, slugify(self.title) or "wave"])

    @property
    def is_from_elsewhere(self) -> bool:
        """Whether its answers were collected elsewhere, and came as a file."""
        return not (self.by_code or self.by_link)

    @property
    def look(self) -> str:
        """Its state's name among those that pages show."""
        return {"open": "taking_answers", "closed": "not_counted"}.get(self.state, self.state)


@append_only
class Asked(models.Model):
    """A question that a wave asked, with the words that it had."""

    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="asked")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="asked")
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["wave", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["wave", "question"], name="surveys_asked_once_in_a_wave")
        ]

    def __str__(self) -> str:
        return str(self.question)


@append_only
class Result(models.Model):
    """What a wave's answers came to, counted once: canonical JSON with its digest (`counting`).

    It holds every count, small ones too: pages show it by the threshold only (`results`).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    wave = models.OneToOneField(Wave, on_delete=models.PROTECT, related_name="result")
    document = models.TextField()
    digest = models.CharField(max_length=64)
    answers = models.PositiveIntegerField()
    effective_on = models.DateField(help_text="The last day of the wave.")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    published_on = models.DateField(null=True, blank=True, help_text="Declared: known from this day.")

    class Meta:
        ordering = ["-effective_on", "-id"]

    def __str__(self) -> str:
        return f"Results of {self.wave}"
