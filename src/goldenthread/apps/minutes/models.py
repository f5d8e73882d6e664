"""The minutes of a meeting: its state, a minute for each item, what was resolved, and corrections.

Who was there is in `attendance_models`, what was asked for in `action_models`.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify

from goldenthread.apps.agendas.models import Item, Part
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.minutes.action_models import ActionReport as ActionReport
from goldenthread.apps.minutes.action_models import BodyAction as BodyAction
from goldenthread.apps.minutes.action_models import Decision as Decision
from goldenthread.apps.minutes.action_models import DueChange as DueChange
from goldenthread.apps.minutes.attendance_models import Attendance as Attendance
from goldenthread.apps.minutes.attendance_models import Declaration as Declaration
from goldenthread.apps.minutes.attendance_models import NamedVote as NamedVote
from goldenthread.apps.minutes.locking import signed_stays, until_signed
from goldenthread.apps.people.words import words_of
from goldenthread.apps.trail.history import decided_stays, kept, unchanging
from goldenthread.rulebook.minute_numbers import MinuteNumber


@kept
@signed_stays
class Minutes(models.Model):
    """A meeting's minutes: draft, then agreed, then signed at a later meeting by its chair.

    `ended_at` is the hour at which the meeting closed. `brought_from` is the file of a past meeting that was
    brought in, `source` in words where there is no file. `head_…`: the head of the chain of events when they
    were agreed or signed, which they print.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        AGREED = "agreed", "Agreed"
        SIGNED = "signed", "Signed"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    chaired_by = models.CharField(max_length=200, blank=True)
    started_at = models.TimeField(null=True, blank=True)
    ended_at = models.TimeField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    signed_at = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="minutes_signed"
    )
    signed_by = models.CharField(max_length=200, blank=True, help_text="Who took the chair and signed.")
    signed_recorded_at = models.DateTimeField(null=True, blank=True)
    head_position = models.BigIntegerField(null=True, blank=True)
    head_digest = models.CharField(max_length=64, blank=True)
    head_on = models.DateField(null=True, blank=True)
    brought_from = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="minutes_brought"
    )
    source = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name_plural = "minutes"
        ordering = ["-meeting__held_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", agreed_at=None, signed_at=None)
                | Q(state="agreed", agreed_at__isnull=False, signed_at=None)
                | (Q(state="signed", agreed_at__isnull=False) & (Q(signed_at__isnull=False) | ~Q(source=""))),
                name="minutes_state_has_its_acts",
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None) | ~Q(signed_by=""), name="minutes_signed_by_somebody"
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None) | ~Q(signed_at=F("meeting")), name="minutes_signed_at_another"
            ),
        ]

    def __str__(self) -> str:
        return f"Minutes of the {self.meeting.body}"

    def get_absolute_url(self) -> str:
        meeting = self.meeting
        return reverse("minutes:minutes", args=[meeting.uuid, slugify(meeting.body.name) or "minutes"])

    @property
    def is_signed(self) -> bool:
        return self.state == self.State.SIGNED

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_brought(self) -> bool:
        """Whether it came from a file of the past."""
        return bool(self.source)


class Numbering(models.Model):
    """How a body numbers its minutes from now on: the series, such as "18", and the first number in it."""

    body = models.OneToOneField(Body, on_delete=models.PROTECT, related_name="minute_numbering")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    series = models.CharField(max_length=20, blank=True)
    first = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(first__gte=1), name="minutes_first_from_one")]

    def __str__(self) -> str:
        return f"{self.body}: from {self.first}"


@kept
@until_signed("NEW.minutes_id")
@unchanging("minutes_id", "body_id", "series", "number", "letter")
class ItemMinute(models.Model):
    """What was minuted under an item. Its number is the body's, given once.

    Without an item: a past minute that was brought in, or business that was on no agenda. `number` is None
    only for a past minute whose printed number (`printed`) could not be taken, because another has it.
    `place` is where it stood in its file: "page 3, paragraph 12".
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="item_minutes")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="item_minutes")
    item = models.OneToOneField(
        Item, null=True, blank=True, on_delete=models.PROTECT, related_name="item_minute"
    )
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    part = models.PositiveSmallIntegerField(choices=Part, default=Part.PUBLIC)
    series = models.CharField(max_length=20, blank=True)
    number = models.PositiveIntegerField(null=True, blank=True)
    letter = models.CharField(max_length=1, blank=True)
    printed = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["minutes", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "series", "number", "letter"], name="minutes_a_number_once_a_body"
            ),
            models.UniqueConstraint(
                fields=["minutes", "position"], deferrable=models.Deferrable.DEFERRED,
                name="minutes_one_minute_a_position",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1) | (Q(number=None) & ~Q(place="")),
                name="minutes_minute_is_numbered",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="minutes_minute_has_title"),
        ]  # fmt: skip
        indexes = [GinIndex(words_of("title", "text"), name="minutes_minute_words")]

    def __str__(self) -> str:
        return f"Minute {self.label}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("minutes:minute", args=[self.uuid])

    @property
    def label(self) -> str:
        """Its number as it is cited: "54", "54A/17", or what was printed."""
        if self.number is None:
            return self.printed or "without a number"
        return str(MinuteNumber(self.number, self.series, self.letter))

    @property
    def is_restricted(self) -> bool:
        """Taken in part 2: without press and public."""
        return Part.EXEMPT in (self.part, self.item.part if self.item else None)


class Claim(models.Model):
    """Somebody has a minute's editor open. It holds for a while after `seen_at`, and is no history."""

    minute = models.OneToOneField(ItemMinute, on_delete=models.CASCADE, related_name="claim")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.by}, since {self.since}"


@kept
@decided_stays(settled_at=None)
class OtherText(models.Model):
    """What somebody typed into a minute that another had saved meanwhile. It stays until a person settles it.

    `version` is the version that its writer had seen.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    minute = models.ForeignKey(ItemMinute, on_delete=models.PROTECT, related_name="other_texts")
    text = models.TextField()
    version = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["minute", "recorded_by"], condition=Q(settled_at=None),
                name="minutes_one_other_text_a_person",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Another text of {self.minute}"


@kept
@until_signed("SELECT minutes_id FROM minutes_itemminute WHERE id = NEW.minute_id")
@unchanging("minute_id")
class Resolution(models.Model):
    """What was resolved under an item. `letter` is a, b …; None where it was struck out of a draft.

    `present` and `needed` are what was counted at the decision; `quorate` None: no quorum is set, or, of the
    past, nobody counted. Votes are None where none were recorded. `out_of_quorum`: recorded in the knowledge
    that the body could not decide.
    """

    class Outcome(models.TextChoices):
        CARRIED = "carried", "Carried"
        LOST = "lost", "Lost"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    minute = models.ForeignKey(ItemMinute, on_delete=models.PROTECT, related_name="resolutions")
    letter = models.CharField(max_length=3, null=True, blank=True)
    text = models.TextField()
    outcome = models.CharField(max_length=20, choices=Outcome, default=Outcome.CARRIED)
    decided_at = models.TimeField(null=True, blank=True)
    present = models.PositiveIntegerField(null=True, blank=True)
    needed = models.PositiveIntegerField(null=True, blank=True)
    quorate = models.BooleanField(null=True, blank=True)
    out_of_quorum = models.BooleanField(default=False)
    votes_for = models.PositiveIntegerField(null=True, blank=True)
    votes_against = models.PositiveIntegerField(null=True, blank=True)
    abstained = models.PositiveIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    struck_reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["minute", "id"]
        constraints = [
            models.UniqueConstraint(fields=["minute", "letter"], name="minutes_one_resolution_a_letter"),
            models.CheckConstraint(condition=~Q(text=""), name="minutes_resolution_says_something"),
            models.CheckConstraint(
                condition=Q(letter__isnull=False, struck_reason="") | (Q(letter=None) & ~Q(struck_reason="")),
                name="minutes_struck_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(quorate=None) | Q(quorate=True) | Q(out_of_quorum=True),
                name="minutes_without_quorum_is_said",
            ),
            models.CheckConstraint(
                condition=Q(votes_for=None, votes_against=None, abstained=None)
                | Q(
                    votes_for__isnull=False, votes_against__isnull=False, abstained__isnull=False,
                    present=None,
                )
                | Q(
                    votes_for__isnull=False, votes_against__isnull=False, abstained__isnull=False,
                    present__gte=F("votes_for") + F("votes_against") + F("abstained"),
                ),
                name="minutes_votes_of_those_present",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Minute {self.minute.label} ({self.letter})" if self.letter else "Struck out"

    def get_absolute_url(self) -> str:
        return f"{self.minute.get_absolute_url()}#resolution-{self.uuid}"

    @property
    def has_votes(self) -> bool:
        return self.votes_for is not None


@kept
@decided_stays(outcome="asked")
class Correction(models.Model):
    """A minute is to read otherwise. The old text stays; a minute of a later meeting makes the correction."""

    class Outcome(models.TextChoices):
        ASKED = "asked", "Asked for"
        MADE = "made", "Made"
        REFUSED = "refused", "Not made"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    minute = models.ForeignKey(ItemMinute, on_delete=models.PROTECT, related_name="corrections")
    passage = models.TextField(blank=True, help_text="What the minute says.")
    should_read = models.TextField()
    why = models.TextField(blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=Outcome, default=Outcome.ASKED)
    made_by = models.ForeignKey(
        ItemMinute, null=True, blank=True, on_delete=models.PROTECT, related_name="corrects"
    )
    outcome_words = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(should_read=""), name="minutes_correction_says_something"),
            models.CheckConstraint(
                condition=Q(outcome="asked", made_by=None)
                | Q(outcome__in=["made", "refused"], made_by__isnull=False),
                name="minutes_correction_is_made_by_a_minute",
            ),
            models.CheckConstraint(
                condition=Q(made_by=None) | ~Q(made_by=F("minute")), name="minutes_none_corrects_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"Correction of minute {self.minute.label}"

    def get_absolute_url(self) -> str:
        return self.minute.get_absolute_url()
