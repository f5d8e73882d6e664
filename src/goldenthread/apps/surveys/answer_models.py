"""What people answered: without a person, an hour, an address or a history.

None of these rows is `@kept`: the history triggers would write down when each came, and who was signed in.
Their keys are random, so that no order shows. A day is the finest time that any of them has.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.apps.trail.history import append_only


class Way(models.TextChoices):
    """How an answer came."""

    CODE = "code", "By code"
    LINK = "link", "By the open link"
    PAPER = "paper", "On paper"
    FILE = "file", "From a file"


@append_only
class Response(models.Model):
    """One sheet of answers: `answers` maps a question's uuid to what was chosen. Words are apart (`Words`).

    The key is the number of the sheet that was sent, so that one sheet is stored once.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey("surveys.Wave", on_delete=models.PROTECT, related_name="responses")
    answered_on = models.DateField()
    way = models.CharField(max_length=10, choices=Way)
    group = models.CharField(max_length=100, blank=True)
    answers = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return "An answer"


class Words(models.Model):
    """What somebody wrote to a question, tied to no sheet: words that give a person away give no score away.

    Once read the text as it was sent is erased; `shown_text` is what may be shown. One that was passed on,
    because somebody may be in danger, stays for those who read words.
    """

    class State(models.TextChoices):
        UNREAD = "unread", "Not read yet"
        SHOWN = "shown", "Shown"
        KEPT_BACK = "kept_back", "Kept back"
        PASSED_ON = "passed_on", "Passed on"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey("surveys.Wave", on_delete=models.PROTECT, related_name="words")
    question = models.ForeignKey("surveys.Question", on_delete=models.PROTECT, related_name="words")
    text = models.TextField(blank=True)
    shown_text = models.TextField(blank=True)
    altered = models.BooleanField(default=False)
    state = models.CharField(max_length=20, choices=State, default=State.UNREAD)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    read_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "words"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="unread", read_by=None, read_on=None, shown_text="")
                | Q(state="shown", text="", read_on__isnull=False) & ~Q(shown_text="")
                | Q(state="kept_back", text="", shown_text="", read_on__isnull=False)
                | Q(state="passed_on", shown_text="", read_on__isnull=False),
                name="surveys_words_read_before_shown",
            ),
        ]

    def __str__(self) -> str:
        return "Words"


class Code(models.Model):
    """A code that answers a wave once, as its keyed hash alone.

    Whenever one is spent, all the spent ones of the wave are written anew, so that the database's own row
    numbers tie none of them to the answer that came with it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey("surveys.Wave", on_delete=models.PROTECT, related_name="codes")
    digest = models.CharField(max_length=64, unique=True)
    spent = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return "A code"


class DayKey(models.Model):
    """The key by which connections are counted on one day. It is deleted with the day's counts."""

    day = models.DateField(primary_key=True)
    key = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.day)


class DayCount(models.Model):
    """How often a connection sent something on a day. `digest` is made with the day's key."""

    digest = models.CharField(primary_key=True, max_length=64)
    day = models.DateField()
    sent = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.sent} on {self.day}"


@append_only
class ExitInterview(models.Model):
    """An exit interview as its themes: no name, no team, a quarter and no day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    quarter = models.DateField(help_text="The first day of the quarter.")
    themes = models.JSONField(default=list)
    would_return = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return "An exit interview"
