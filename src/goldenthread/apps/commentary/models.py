"""What leads say of their measures, beside the figures that they said it about, and who signed it off."""

from __future__ import annotations

import uuid

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from goldenthread.apps.measures.models import Measure, Value
from goldenthread.apps.people.models import Post
from goldenthread.apps.people.words import words_of
from goldenthread.apps.trail.history import append_only


@append_only
class Comment(models.Model):
    """A version of the words on a measure in a period. Append-only: the newest version holds.

    `beside` is what stood beside the box, as canonical text (`beside.Shown`), and `digest` is its SHA-256;
    `figure` is the version of the figure that was rated, None where there was none. `on_behalf_of` names
    whose words they are when somebody else entered them; `on_behalf_of_post` is that post, if on record.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="comments")
    period_kind = models.CharField(max_length=20)
    starts = models.DateField()
    ends = models.DateField()
    version = models.PositiveIntegerField()
    text = models.TextField()
    beside = models.TextField()
    digest = models.CharField(max_length=64)
    figure = models.ForeignKey(Value, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    on_behalf_of = models.CharField(max_length=200, blank=True)
    on_behalf_of_post = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["measure", "starts", "version"]
        indexes = [GinIndex(words_of("text"), name="commentary_comment_words")]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "period_kind", "starts", "ends", "version"],
                name="commentary_one_comment_a_version",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="commentary_comment_says_something"),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")), name="commentary_period_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(on_behalf_of_post=None) | ~Q(on_behalf_of=""),
                name="commentary_post_spoken_for_is_named",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.version} of the words on {self.measure}"


@pgtrigger.register(
    pgtrigger.Trigger(
        name="writer_does_not_sign",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=(
            "IF EXISTS (SELECT 1 FROM commentary_comment "
            "WHERE id = NEW.comment_id AND written_by_id = NEW.decided_by_id) THEN "
            "RAISE EXCEPTION 'Words are not signed off by the one who wrote them (COM-3).'; END IF; "
            "RETURN NEW;"
        ),
    )
)
@append_only
class CommentSignOff(models.Model):
    """A head signs a version of the words off, or returns it with a reason. Each is decided once."""

    class Outcome(models.TextChoices):
        SIGNED = "signed", "Signed off"
        RETURNED = "returned", "Returned"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    comment = models.OneToOneField(Comment, on_delete=models.PROTECT, related_name="decision")
    outcome = models.CharField(max_length=20, choices=Outcome)
    reason = models.TextField(blank=True)
    decided_on = models.DateField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["comment"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome="returned") | ~Q(reason=""), name="commentary_return_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.comment}"
