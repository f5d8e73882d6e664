"""E-mail to people: queued in the database, sent by the worker, retried, and shown."""

from __future__ import annotations

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from goldenthread.apps.trail.history import append_only


class State(models.TextChoices):
    """Where a message is. `SENDING` lasts while the worker talks to the mail server."""

    WAITING = "waiting", "Waiting"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    GIVEN_UP = "given_up", "Given up"


@pgtrigger.register(
    pgtrigger.ReadOnly(
        name="written_once",
        fields=[
            "uuid",
            "to",
            "address",
            "subject",
            "text",
            "calendar",
            "kind",
            "about",
            "queued_at",
            "queued_by",
        ],
    ),
    pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
)
class Message(models.Model):
    """One e-mail to one person. What it says stays as it was queued; only how far it has come changes.

    `address` is the person's as it was. `about` holds the ids of the records that it speaks of, `calendar` an
    invitation to a meeting (iCalendar, as it is sent), empty for any other message. `attempts`
    counts how often it was handed to the mail server since it was last queued; `next_try_at` is None when
    nothing more will be tried by itself.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="messages")
    address = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    calendar = models.TextField(blank=True)
    kind = models.CharField(max_length=40)
    about = models.JSONField(default=list)
    queued_at = models.DateTimeField()
    queued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    next_try_at = models.DateTimeField(null=True, blank=True)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-queued_at", "-id"]
        indexes = [
            models.Index(fields=["-queued_at", "-id"], name="mail_newest_first"),
            models.Index(fields=["state", "next_try_at"], name="mail_by_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at=None)),
                name="mail_sent_has_its_instant",
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting") | Q(next_try_at__isnull=False), name="mail_waits_for_an_instant"
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("mail:message", args=[self.uuid])

    @property
    def kind_words(self) -> str:
        """The kind as a reader sees it: "Reminder"."""
        return self.kind.replace("_", " ").capitalize()


class Outcome(models.TextChoices):
    """How one attempt ended. `UNSURE`: nobody knows whether the mail server took it."""

    SENT = "sent", "Sent"
    FAILED = "failed", "Not sent"
    UNSURE = "unsure", "Not known"


@append_only
class Attempt(models.Model):
    """One attempt to hand a message to the mail server, and how it ended. `words` hold no secrets."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="tries")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["began_at", "id"]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.message}"
