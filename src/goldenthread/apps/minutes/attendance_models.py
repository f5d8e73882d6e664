"""Who was at a meeting, from when until when, what they declared, and how they voted."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from goldenthread.apps.agendas.models import Item
from goldenthread.apps.bodies.models import Membership
from goldenthread.apps.minutes.locking import until_signed
from goldenthread.apps.trail.history import kept, unchanging


@kept
@until_signed("NEW.minutes_id")
@unchanging("minutes_id")
class Attendance(models.Model):
    """Somebody at a meeting, or missed at it. `seat` is the seat that they have on the body.

    A substitute has in `substitute_for` the seat that they fill. `voting` is whether the seat votes. `came`
    and `left` are hours; None: from the beginning, to the end. `removed_reason` where it was recorded by
    mistake.
    """

    class Status(models.TextChoices):
        PRESENT = "present", "Present"
        SUBSTITUTE = "substitute", "Substitute"
        IN_ATTENDANCE = "in_attendance", "In attendance"
        APOLOGIES = "apologies", "Apologies"
        ABSENT = "absent", "Absent"

    IN_THE_ROOM = (Status.PRESENT, Status.SUBSTITUTE, Status.IN_ATTENDANCE)

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    minutes = models.ForeignKey("minutes.Minutes", on_delete=models.PROTECT, related_name="attendances")
    status = models.CharField(max_length=20, choices=Status)
    name = models.CharField(max_length=200, help_text="A name or a post, as the minutes print it.")
    role = models.CharField(max_length=200, blank=True, help_text="Chair, organisation, what they came for.")
    seat = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="attendances"
    )
    substitute_for = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="substituted"
    )
    substitute_for_words = models.CharField(max_length=200, blank=True)
    voting = models.BooleanField(default=False)
    came = models.TimeField(null=True, blank=True)
    left = models.TimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    removed_reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["minutes", "name", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="minutes_attendance_has_name"),
            models.UniqueConstraint(
                fields=["minutes", "seat"], condition=Q(removed_reason="") & ~Q(seat=None),
                name="minutes_a_seat_attends_once",
            ),
            models.UniqueConstraint(
                fields=["minutes", "substitute_for"],
                condition=Q(removed_reason="") & ~Q(substitute_for=None),
                name="minutes_one_substitute_a_seat",
            ),
            models.CheckConstraint(
                condition=Q(came=None) | Q(left=None) | Q(left__gt=F("came")),
                name="minutes_left_after_coming",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["present", "substitute", "in_attendance"]) | Q(came=None, left=None),
                name="minutes_hours_of_those_present",
            ),
            models.CheckConstraint(
                condition=Q(status="substitute") | Q(substitute_for=None, substitute_for_words=""),
                name="minutes_substitutes_stand_in",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def is_in_the_room(self) -> bool:
        return self.status in self.IN_THE_ROOM


@kept
@until_signed("SELECT minutes_id FROM minutes_attendance WHERE id = NEW.attendance_id")
@unchanging("attendance_id")
class Declaration(models.Model):
    """An interest, or a party whip, that somebody declared, in an item or in general.

    `left_room`: they left for the item, and do not count at its decisions. `taken_back` says why where it was
    recorded by mistake.
    """

    class Kind(models.TextChoices):
        PECUNIARY = "pecuniary", "Disclosable pecuniary interest"
        OTHER = "other", "Other interest"
        WHIP = "whip", "Party whip"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="declarations")
    item = models.ForeignKey(
        Item, null=True, blank=True, on_delete=models.PROTECT, related_name="declarations"
    )
    kind = models.CharField(max_length=20, choices=Kind)
    words = models.TextField()
    left_room = models.BooleanField(default=False)
    taken_back = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="minutes_declaration_says_what"),
            models.CheckConstraint(
                condition=Q(left_room=False) | ~Q(item=None), name="minutes_left_for_an_item"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.attendance}"


@kept
@until_signed(
    "SELECT m.minutes_id FROM minutes_resolution r JOIN minutes_itemminute m ON m.id = r.minute_id "
    "WHERE r.id = NEW.resolution_id"
)
class NamedVote(models.Model):
    """How one of those in the room voted on a resolution, where the vote was taken by name."""

    class Vote(models.TextChoices):
        FOR = "for", "For"
        AGAINST = "against", "Against"
        ABSTAINED = "abstained", "Abstained"

    resolution = models.ForeignKey("minutes.Resolution", on_delete=models.PROTECT, related_name="named_votes")
    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="votes")
    vote = models.CharField(max_length=20, choices=Vote)

    class Meta:
        ordering = ["resolution", "vote", "attendance"]
        constraints = [
            models.UniqueConstraint(fields=["resolution", "attendance"], name="minutes_one_vote_each")
        ]

    def __str__(self) -> str:
        return f"{self.attendance}: {self.get_vote_display()}"
