"""When bodies meet: the day, and each move of it, with its reason."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.trail.history import append_only, kept, never_deleted, unchanging
from goldenthread.rulebook.notices import Counting


@kept
class Meeting(models.Model):
    """A meeting of a body. `held_on` is the day as it stands now; a cancelled meeting stays on record.

    `sequence` counts its changes since it was made, as a calendar counts them (RFC 5545); `changed_at` is the
    instant of the last one.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    held_on = models.DateField(db_index=True)
    starts_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=200, blank=True, help_text="Such as Extraordinary meeting.")
    cancelled_on = models.DateField(null=True, blank=True)
    cancelled_reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["held_on", "starts_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "held_on", "starts_at"],
                condition=Q(cancelled_on=None),
                nulls_distinct=False,
                name="meetings_one_of_a_body_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(starts_at__isnull=False, ends_at__gt=F("starts_at")),
                name="meetings_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_on=None) | ~Q(cancelled_reason=""), name="meetings_cancelled_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title or 'Meeting'} of the {self.body}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting", args=[self.uuid, slugify(self.body.name) or "meeting"])

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_on is not None


@append_only
class Move(models.Model):
    """A meeting went to another day. `before` and `after` are days; `recorded_at` when we were told."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="moves")
    before = models.DateField()
    after = models.DateField()
    reason = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="meetings_move_has_reason"),
            models.CheckConstraint(condition=~Q(before=F("after")), name="meetings_move_moves"),
        ]

    def __str__(self) -> str:
        return f"{self.before} to {self.after}"


@append_only
class CountingChoice(models.Model):
    """How the council counts clear days, said by a person. The newest counts; with none, strictly (NTC-4).

    From `cut_off` on, an hour of local time, what is published counts for the next day; None: until midnight.
    """

    exclude_weekends = models.BooleanField()
    exclude_bank_holidays = models.BooleanField()
    cut_off = models.TimeField(null=True, blank=True)
    reason = models.TextField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="meetings_counting_has_reason"),
        ]

    def __str__(self) -> str:
        return self.counting.words

    @property
    def counting(self) -> Counting:
        """As the rulebook counts by it."""
        return Counting(self.exclude_weekends, self.exclude_bank_holidays, self.cut_off)


@never_deleted
@kept
class Recess(models.Model):
    """Days on which the council's bodies do not meet, both included; `withdrawn` where it was called off."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120)
    starts = models.DateField()
    ends = models.DateField()
    withdrawn = models.BooleanField(default=False)

    class Meta:
        ordering = ["starts", "id"]
        verbose_name_plural = "recesses"
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="meetings_recess_in_order"),
        ]

    def __str__(self) -> str:
        return self.name


@never_deleted
@unchanging("uuid", "digest", "owner_id", "body_id", "made_at")
class FeedKey(models.Model):
    """A key by which a calendar program reads a feed without a session: a person's meetings, or a body's.

    `digest` is SHA-256 of the key in hexadecimal: the key itself is shown once and kept nowhere. It reads
    what its owner may read on the day; once revoked it reads nothing.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="feed_keys")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="feed_keys")
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"Meetings of {self.body or self.owner}"


@append_only
class Invitation(models.Model):
    """Somebody was told of a meeting as it stood at a `sequence`: asked to it, or that it is cancelled."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="invitations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sequence = models.PositiveIntegerField()
    cancelled = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["recorded_at", "id"]

    def __str__(self) -> str:
        return f"{self.person}: {self.meeting}"
