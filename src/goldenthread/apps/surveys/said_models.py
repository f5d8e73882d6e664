"""You said, we did: what was said, and what was done about it, for the public."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from goldenthread.apps.plans.models import Action
from goldenthread.apps.success.models import StatementAnswer
from goldenthread.apps.trail.history import append_only, kept, never_deleted


@kept
@never_deleted
class Said(models.Model):
    """What was said and what was done. It is for the public once another person approved it (SVY-11).

    Published words stand as they are: to change them, take them down first.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        ASKED = "asked", "Waits for approval"
        PUBLISHED = "published", "Published"
        TAKEN_DOWN = "taken_down", "Taken down"

    class Source(models.TextChoices):
        SURVEY = "survey", "A survey"
        COMPLAINT = "complaint", "A complaint"
        VOICE = "voice", "A group, a meeting or a conversation"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source = models.CharField(max_length=20, choices=Source)
    wave = models.ForeignKey(
        "surveys.Wave", null=True, blank=True, on_delete=models.PROTECT, related_name="said"
    )
    who = models.CharField(max_length=100, help_text="Who said it, as a group: “Care leavers”.")
    said = models.TextField()
    did = models.TextField()
    action = models.ForeignKey(Action, null=True, blank=True, on_delete=models.PROTECT, related_name="said")
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was sent back or taken down.")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "said"
        ordering = ["-published_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("written_by")),
                name="surveys_another_person_approves",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(approved_by__isnull=False, published_on__isnull=False),
                name="surveys_published_was_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state="taken_down") | ~Q(reason=""), name="surveys_taken_down_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(source="survey") | Q(wave=None), name="surveys_a_wave_is_a_survey"
            ),
        ]

    def __str__(self) -> str:
        return self.said if len(self.said) <= 80 else f"{self.said[:79].rstrip()}…"

    def get_absolute_url(self) -> str:
        return reverse("surveys:said", args=[self.uuid])

    @property
    def look(self) -> str:
        """Its state's name among those that pages show."""
        return {"asked": "waits_for_second_person"}.get(self.state, self.state)


@append_only
class CitedResult(models.Model):
    """What an answer to a success statement rests on: a record of a registered kind, with what it said then,
    or a link (`kind` "link", its address in `url`)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    answer = models.ForeignKey(StatementAnswer, on_delete=models.PROTECT, related_name="cited_results")
    kind = models.CharField(max_length=40)
    subject_uuid = models.UUIDField(null=True, blank=True)
    subject_at = models.CharField(max_length=100, blank=True)
    url = models.URLField(max_length=500, blank=True)
    said = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["answer", "id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="link", subject_uuid=None) & ~Q(url=""))
                | (~Q(kind="link") & Q(subject_uuid__isnull=False, url="")),
                name="surveys_cites_a_record_or_a_link",
            )
        ]

    def __str__(self) -> str:
        return self.url or str(self.said.get("title", self.kind))
