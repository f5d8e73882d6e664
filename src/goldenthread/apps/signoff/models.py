"""Sign-off: the case that is put before a body, its decision with what it saw, conditions, and reopenings."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.inspections.models import Assessment, Element, Recommendation
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.minutes.models import Decision as DecisionBetween
from goldenthread.apps.minutes.models import Resolution
from goldenthread.apps.signoff.holding import (
    decided_by_rule,
    discharged_by_another,
    settled_by_another,
    state_has_its_decision,
)
from goldenthread.apps.trail.history import append_only, kept, never_deleted, unchanging


class Phase(models.IntegerChoices):
    """Phase 1: what was to be done is done. Phase 2: it is shown that practice has improved."""

    ACTIVITY = 1, "Phase 1: the activity is complete"
    PRACTICE = 2, "Phase 2: practice has improved"


@kept
@never_deleted
@state_has_its_decision
@unchanging("recommendation_id", "element_id", "phase", "asked_by_id", "asked_at", "body_id")
class Case(models.Model):
    """Sign-off of a unit in a phase, asked for. The unit is the element where there are elements.

    A draft is being built; then it is asked of the body, at `meeting` where one is named. `built_by` put it
    there. What the case says is composed from the record each time it is looked at (`composing`).
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Being built"
        ASKED = "asked", "Before the body"
        DECIDED = "decided", "Decided"
        WITHDRAWN = "withdrawn", "Withdrawn"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="sign_off_cases"
    )
    element = models.ForeignKey(
        Element, null=True, blank=True, on_delete=models.PROTECT, related_name="sign_off_cases"
    )
    phase = models.PositiveSmallIntegerField(choices=Phase)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="sign_off_cases")
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    lead_account = models.TextField(blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    built_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    put_at = models.DateTimeField(null=True, blank=True)
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="sign_off_cases"
    )
    withdrawn_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    published_on = models.DateField(null=True, blank=True, help_text="Declared: known from this day.")

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "element"], condition=Q(state__in=["draft", "asked"]),
                nulls_distinct=False, name="signoff_one_open_case_a_unit",
            ),
            models.CheckConstraint(condition=Q(phase__in=[1, 2]), name="signoff_case_has_its_phase"),
            models.CheckConstraint(
                condition=~Q(state__in=["asked", "decided"])
                | (Q(put_at__isnull=False) & ~Q(lead_account="")),
                name="signoff_asked_has_the_leads_account",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(withdrawn_reason=""), name="signoff_withdrawn_has_reason"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Phase {self.phase} of {self.unit_reference}"

    def get_absolute_url(self) -> str:
        return reverse("signoff:case", args=[self.uuid])

    @property
    def unit(self) -> Recommendation | Element:
        """What is signed off: the element, or the recommendation that has none."""
        return self.element or self.recommendation

    @property
    def unit_reference(self) -> str:
        return f"{self.recommendation.reference}{self.element.reference if self.element else ''}"

    @property
    def unit_title(self) -> str:
        return self.unit.title

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.DRAFT, self.State.ASKED)


@append_only
class CasePaper(models.Model):
    """A case as it was put before the body: one canonical JSON document with its digest."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="papers")
    number = models.PositiveIntegerField()
    as_at = models.DateField()
    document = models.TextField()
    digest = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["case", "number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="signoff_one_paper_a_number"),
            models.CheckConstraint(condition=~Q(document=""), name="signoff_paper_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.case}, paper {self.number}"


@append_only
@decided_by_rule
class Decision(models.Model):
    """What the body decided of a case, with the case as it stood then: `document`, and SHA-256 of its text.

    `reasons` says, by code, why it was agreed although a check failed. A decision of a meeting has its
    resolution; one between meetings is `between`, which the next meeting endorses. `subjects` are the ids of
    all that the document shows; `seen_position` the ledger's last event when it was composed. `published_on`
    is declared where a past decision is brought in.
    """

    class Outcome(models.TextChoices):
        AGREED = "agreed", "Agreed"
        AGREED_WITH_CONDITION = "agreed_with_condition", "Agreed with a condition"
        DEFERRED = "deferred", "Deferred"
        REFUSED = "refused", "Refused"

    class Authority(models.TextChoices):
        MEETING = "meeting", "At a meeting"
        DELEGATED = "delegated", "Between meetings, delegated to a named member"
        VIRTUAL = "virtual", "At a virtual meeting, to be endorsed at the next"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="decision")
    outcome = models.CharField(max_length=30, choices=Outcome)
    decided_on = models.DateField()
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="sign_off_decisions"
    )
    resolution = models.ForeignKey(
        Resolution, null=True, blank=True, on_delete=models.PROTECT, related_name="sign_off_decisions"
    )
    between = models.OneToOneField(
        DecisionBetween, null=True, blank=True, on_delete=models.PROTECT, related_name="sign_off_decision"
    )
    authority = models.CharField(max_length=20, choices=Authority)
    authority_text = models.TextField(blank=True)
    reasons = models.JSONField(default=dict, blank=True)
    words = models.TextField(
        blank=True, help_text="What is wanted, where it is deferred; else what was said."
    )
    document = models.TextField()
    digest = models.CharField(max_length=64)
    subjects = ArrayField(models.UUIDField(), default=list)
    seen_position = models.BigIntegerField(default=0)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    published_on = models.DateField(null=True, blank=True, help_text="Declared: known from this day.")

    class Meta:
        ordering = ["decided_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome__in=["deferred", "refused"]) | ~Q(words=""),
                name="signoff_not_agreed_says_why",
            ),
            models.CheckConstraint(
                condition=Q(authority="meeting", meeting__isnull=False, between=None)
                | (
                    Q(authority__in=["delegated", "virtual"], meeting=None, between__isnull=False)
                    & ~Q(authority_text="")
                ),
                name="signoff_decided_under_an_authority",
            ),
            models.CheckConstraint(
                condition=Q(resolution__isnull=False) | ~Q(authority="meeting") | ~Q(published_on=None),
                name="signoff_meeting_has_its_resolution",
            ),
            models.CheckConstraint(condition=~Q(document=""), name="signoff_decision_froze_its_case"),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.case}"

    def get_absolute_url(self) -> str:
        return self.case.get_absolute_url()

    @property
    def is_agreed(self) -> bool:
        return self.outcome in (self.Outcome.AGREED, self.Outcome.AGREED_WITH_CONDITION)

    @property
    def endorsed_at(self) -> Meeting | None:
        """The meeting that endorsed a decision between meetings."""
        if self.between is None or self.between.outcome != DecisionBetween.Outcome.ENDORSED:
            return None
        return self.between.endorsed_by.minutes.meeting

    @property
    def is_not_endorsed(self) -> bool:
        return self.between is not None and self.between.outcome == DecisionBetween.Outcome.NOT_ENDORSED


@append_only
class Condition(models.Model):
    """What a sign-off is subject to: words, the measure that would discharge it with its target, and a day.

    `target` is in the measure's own unit. `target_text` says what would show it where no figure does.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="conditions")
    words = models.TextField()
    measure = models.ForeignKey(
        Measure, null=True, blank=True, on_delete=models.PROTECT, related_name="sign_off_conditions"
    )
    target = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    target_text = models.CharField(max_length=300, blank=True)
    due_on = models.DateField()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="signoff_condition_says_what"),
            models.CheckConstraint(
                condition=Q(measure__isnull=False, target__isnull=False) | ~Q(target_text=""),
                name="signoff_condition_says_what_shows_it",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return reverse("signoff:condition", args=[self.uuid])


@append_only
@discharged_by_another
class Discharge(models.Model):
    """A condition was discharged by the body. `shown`: what the measure said, with its version."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    condition = models.OneToOneField(Condition, on_delete=models.PROTECT, related_name="discharge")
    discharged_on = models.DateField()
    resolution = models.ForeignKey(Resolution, on_delete=models.PROTECT, related_name="sign_off_discharges")
    words = models.TextField()
    shown = models.JSONField(default=dict, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="signoff_discharge_says_why"),
        ]

    def __str__(self) -> str:
        return f"Discharged: {self.condition}"


@append_only
@settled_by_another
class Settlement(models.Model):
    """A prompt to reopen was settled: the unit was reopened, or the sign-off kept, each with its reason.

    `changes` are those that a person saw; `marks` is SHA-256 of the material ones, so that another fall asks
    again. A reopening takes back both phases of its unit.
    """

    class Outcome(models.TextChoices):
        REOPENED = "reopened", "Reopened"
        KEPT = "kept", "Kept"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="settlements")
    outcome = models.CharField(max_length=20, choices=Outcome)
    reason = models.TextField()
    settled_on = models.DateField()
    changes = models.JSONField(default=list)
    marks = models.CharField(max_length=64, blank=True)
    assessment = models.ForeignKey(
        Assessment, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    published_on = models.DateField(null=True, blank=True, help_text="Declared: known from this day.")

    class Meta:
        ordering = ["settled_on", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="signoff_settlement_has_reason"),
            models.UniqueConstraint(
                fields=["decision"], condition=Q(outcome="reopened"), name="signoff_reopened_once"
            ),
            models.CheckConstraint(
                condition=Q(outcome="kept", assessment=None)
                | Q(outcome="reopened", assessment__isnull=False),
                name="signoff_reopened_by_an_assessment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.decision}"


class Comparison(models.Model):
    """What changed of a signed-off case, as last looked at. No history: it is made again from the record.

    It holds while the ledger has no event after `position` on any of the decision's subjects.
    """

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="comparison")
    position = models.BigIntegerField()
    as_at = models.DateField()
    changes = models.JSONField(default=list)
    changed = models.BooleanField(default=False)
    material = models.BooleanField(default=False)
    marks = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [models.Index(F("changed").desc(), name="signoff_changed")]

    def __str__(self) -> str:
        return f"{len(self.changes)} changes since {self.decision}"
