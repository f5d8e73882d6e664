"""Plans, their outcomes and actions, and each dated update of how an action goes."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.inspections.models import Element, Inspection, Recommendation
from goldenthread.apps.loads.models import Load
from goldenthread.apps.people.models import Post
from goldenthread.apps.people.words import words_of
from goldenthread.apps.plans.milestone_models import Milestone as Milestone
from goldenthread.apps.plans.milestone_models import MilestoneStep as MilestoneStep
from goldenthread.apps.trail.history import append_only, decided_stays, kept, never_deleted, unchanging
from goldenthread.apps.trail.models import Link


class RatingKey(models.Model):
    """The words, shapes and colours that a plan rates its actions by: data, since plans differ."""

    name = models.CharField(max_length=100, unique=True)

    def __str__(self) -> str:
        return self.name


@unchanging("word", "state")
class RatingLevel(models.Model):
    """One rating of a key. `state` is what it means to the rules (`rulebook.progress`).

    Updates point here for what they said: its word and state stay, and another word is another level.
    """

    key = models.ForeignKey(RatingKey, on_delete=models.PROTECT, related_name="levels")
    position = models.PositiveSmallIntegerField()
    word = models.CharField(max_length=100)
    state = models.CharField(max_length=20)
    colour = models.CharField(max_length=20)
    shape = models.CharField(max_length=20)

    class Meta:
        ordering = ["key", "position"]
        constraints = [models.UniqueConstraint(fields=["key", "word"], name="plans_one_level_a_word")]

    def __str__(self) -> str:
        return self.word


@kept
class Plan(models.Model):
    """What answers an inspection: a single improvement plan, a written statement of action."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=100, blank=True)
    inspections = models.ManyToManyField(Inspection, blank=True, related_name="plans")
    accountable_body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT)
    rating_key = models.ForeignKey(RatingKey, on_delete=models.PROTECT)
    starts = models.DateField(null=True, blank=True)
    due_soon_days = models.PositiveSmallIntegerField(default=30)
    stale_after_days = models.PositiveSmallIntegerField(default=60)
    evidence_months = models.PositiveSmallIntegerField(
        default=6, help_text="How old the newest evidence of a sign-off may be, by the day that it speaks of."
    )
    version = models.PositiveIntegerField(default=1, help_text="Of these settings; not of its actions.")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        slug = slugify(self.name)
        # Beside its page, a plan has one that is called "settings".
        return reverse("plans:plan", args=[self.uuid, slug if slug not in {"", "settings"} else "plan"])


class Outcome(models.Model):
    """What the actions below it are for. `text` as printed."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="outcomes")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["plan", "position"]
        constraints = [models.UniqueConstraint(fields=["plan", "text"], name="plans_one_outcome_a_text")]

    def __str__(self) -> str:
        return self.text


@kept
class Action(models.Model):
    """An action: the row as it now stands. What it said before is in `Revision`; nothing of it is lost.

    The printed reference may be empty or repeat. `due` is the day by which it must be done; `due_text` is
    what the paper says. `gone_on` is set when a later version of the plan no longer lists it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="actions")
    outcome = models.ForeignKey(
        Outcome, null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    section = models.CharField(max_length=300, blank=True)
    position = models.PositiveIntegerField()
    reference = models.CharField(max_length=40, blank=True)
    sort_key = models.CharField(max_length=120, blank=True)
    title = models.TextField()
    description = models.TextField(blank=True)
    sources = models.JSONField(default=list)
    workstream = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    workstream_text = models.CharField(max_length=200, blank=True)
    leads = models.ManyToManyField(Post, blank=True, related_name="actions")
    lead_text = models.TextField(blank=True)
    starts = models.DateField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    due_text = models.CharField(max_length=300, blank=True)
    ongoing = models.BooleanField(default=False)
    evidence_checks = models.JSONField(default=list)
    other_columns = models.JSONField(
        default=dict, help_text="Heading → text of columns that have no field here."
    )
    detailed_in = models.ForeignKey(
        Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="details_of",
        help_text="The plan that this action is: its state is drawn from it.",
    )  # fmt: skip
    completed_on = models.DateField(null=True, blank=True)
    gone_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["plan", "position"]
        indexes = [GinIndex(words_of("reference", "title", "description"), name="plans_action_words")]
        constraints = [
            models.CheckConstraint(
                condition=Q(due=None) | Q(starts=None) | Q(due__gte=F("starts")), name="plans_due_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(detailed_in=F("plan")), name="plans_no_action_is_its_own_plan"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}".strip()

    @property
    def slug(self) -> str:
        return action_slug(self.reference, self.title)

    def get_absolute_url(self) -> str:
        return reverse("plans:action", args=[self.uuid, self.slug])


def action_slug(reference: str, title: str) -> str:
    """What stands in an action's address for people to read: its reference, or its first words."""
    return slugify(reference) or slugify(title)[:40].strip("-") or "action"


@append_only
class Revision(models.Model):
    """What an action said from a day on: the fields as JSON, with who changed them and why. Append-only."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="revisions")
    version = models.PositiveIntegerField()
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    load = models.ForeignKey(Load, null=True, blank=True, on_delete=models.PROTECT)
    fields = models.JSONField()
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["action", "version"]
        indexes = [models.Index(fields=["recorded_at"], name="plans_revision_recorded")]
        constraints = [
            models.UniqueConstraint(fields=["action", "version"], name="plans_one_revision_a_version")
        ]

    def __str__(self) -> str:
        return f"version {self.version} of action {self.action_id}"


@never_deleted
@kept
class Service(Link):
    """An action serves a recommendation, or one element of it. Once for a pair, of those that stand."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="services")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="services")
    element = models.ForeignKey(
        Element, null=True, blank=True, on_delete=models.PROTECT, related_name="services"
    )
    recorded_at = models.DateTimeField()
    published_on = models.DateField(null=True, blank=True, help_text="Declared: known from this day.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["action", "recommendation", "element"],
                condition=Q(ended_at=None),
                nulls_distinct=False,
                name="plans_one_service_a_pair",
            )
        ]

    def __str__(self) -> str:
        return f"{self.action} serves {self.element or self.recommendation}"


class SuccessIndicator(models.Model):
    """How a plan says that an action has worked, as printed. The measures room links it to a measure."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="success_indicators")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    gone_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["action", "position"]

    def __str__(self) -> str:
        return self.text


@append_only
class Update(models.Model):
    """What a lead said of an action on a day. A dated record, never overwritten.

    `due_before` and `due_after` stand where the date was moved, with its reason. `on_behalf_of` says whose
    words they are where somebody else entered them, as printed; `on_behalf_of_post` is that lead's post,
    empty where they are every lead's.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="updates")
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    on_behalf_of = models.CharField(max_length=200, blank=True)
    on_behalf_of_post = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    level = models.ForeignKey(RatingLevel, null=True, blank=True, on_delete=models.PROTECT)
    stated_text = models.CharField(max_length=300, blank=True, help_text="As printed, where it came by file.")
    narrative = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)
    due_before = models.DateField(null=True, blank=True)
    due_after = models.DateField(null=True, blank=True)
    move_reason = models.TextField(blank=True)
    evidence = models.ManyToManyField(StoredFile, blank=True)
    published_on = models.DateField(null=True, blank=True, help_text="Declared: known from this day.")
    load = models.ForeignKey(Load, null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ["effective_on", "id"]
        indexes = [
            models.Index(fields=["action", "-effective_on", "-id"], name="plans_update_newest"),
            models.Index(fields=["recorded_at"], name="plans_update_recorded"),
            GinIndex(words_of("narrative", "next_steps"), name="plans_update_words"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_after=None, due_before=None) | ~Q(move_reason="") | Q(load__isnull=False),
                name="plans_moved_date_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(on_behalf_of_post=None) | ~Q(on_behalf_of=""),
                name="plans_post_spoken_for_is_named",
            ),
        ]

    def __str__(self) -> str:
        return f"update of {self.effective_on}"


@decided_stays(outcome="asked")
@kept
class Completion(models.Model):
    """Completion is asked for by one person and decided by another. One may be open.

    Until it is decided the one who asked may withdraw it: `decided_at` is then when, and nobody decided.
    """

    class Outcome(models.TextChoices):
        ASKED = "asked", "Asked for"
        ACCEPTED = "accepted", "Accepted"
        RETURNED = "returned", "Returned"
        WITHDRAWN = "withdrawn", "Withdrawn"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="completions")
    completed_on = models.DateField()
    statement = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=20, choices=Outcome, default=Outcome.ASKED)
    decided_on = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["action", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["action"], condition=Q(outcome="asked"), name="plans_one_open_request"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
                name="plans_asker_does_not_decide",
            ),
            models.CheckConstraint(
                condition=Q(outcome="asked", decided_by=None, decided_at=None)
                | Q(outcome="withdrawn", decided_by=None, decided_at__isnull=False)
                | Q(outcome__in=["accepted", "returned"], decided_by__isnull=False, decided_at__isnull=False),
                name="plans_decision_has_its_maker",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="returned") | ~Q(reason=""), name="plans_return_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.action}"


@append_only
class Answer(models.Model):
    """What the one who asks for completion shows for one success indicator or check, as its text stood.

    An answer with neither words nor files says that there is no evidence.
    """

    completion = models.ForeignKey(Completion, on_delete=models.PROTECT, related_name="answers")
    position = models.PositiveSmallIntegerField()
    indicator = models.ForeignKey(
        SuccessIndicator, null=True, blank=True, on_delete=models.PROTECT, related_name="answers"
    )
    text = models.TextField(help_text="The indicator or the check, as printed.")
    evidence = models.TextField(blank=True)
    files = models.ManyToManyField(StoredFile, blank=True)

    class Meta:
        ordering = ["completion", "position"]
        constraints = [
            models.UniqueConstraint(fields=["completion", "position"], name="plans_one_answer_a_place")
        ]

    def __str__(self) -> str:
        return self.text
