"""Boards, committees, groups and workstreams, and who reports to whom."""

from __future__ import annotations

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify

from goldenthread.apps.people.models import Post
from goldenthread.apps.trail.history import kept, never_deleted

WORKSTREAM = "Workstream"


class NoticeLaw(models.TextChoices):
    """Which law says how long before a meeting its agenda is open to the public."""

    BY_ITSELF = "", "As the body is: five clear days where it meets in public"
    COUNCIL = "council", "Council, committee or sub-committee: five clear days"
    EXECUTIVE = "executive", "Executive: five clear days, and an item without them is not considered"
    NONE = "none", "None: it is not a meeting that the law asks notice of"


@kept
class Body(models.Model):
    """A body. `kind` and `cadence` are the council's own words; an assumed cadence says so.

    `quorum` is how many voting members a decision needs. Where the rule is in words ("a quarter of the
    members, at least three"), `quorum_words` keeps them, and `rulebook.quorum` counts them out.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60)
    reports_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="reported_by"
    )
    cadence = models.CharField(max_length=60, blank=True)
    cadence_assumed = models.BooleanField(default=False)
    purpose = models.TextField(blank=True)
    in_public = models.BooleanField(default=False)
    terms_of_reference = models.TextField(blank=True)
    quorum = models.PositiveSmallIntegerField(null=True, blank=True)
    quorum_words = models.CharField(max_length=200, blank=True)
    notice_law = models.CharField(max_length=20, choices=NoticeLaw, blank=True, default=NoticeLaw.BY_ITSELF)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "bodies"
        constraints = [
            models.CheckConstraint(condition=~Q(reports_to=F("id")), name="bodies_none_reports_to_itself"),
            models.CheckConstraint(
                condition=Q(quorum=None) | Q(quorum__gte=1), name="bodies_quorum_of_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("bodies:body", args=[self.uuid, slugify(self.name) or "body"])


# Two writers at once are taken one after the other by the lock on the body, whichever way they write. An
# exclusion constraint would need the extension btree_gist, which not every server has.
_ONE_IN_A_SEAT = """
    IF NEW.seat = '' OR NEW.substitute_for_id IS NOT NULL THEN RETURN NEW; END IF;
    PERFORM 1 FROM bodies_body WHERE id = NEW.body_id FOR UPDATE;
    IF EXISTS (
        SELECT 1 FROM bodies_membership AS other
        WHERE other.body_id = NEW.body_id AND lower(other.seat) = lower(NEW.seat) AND other.id <> NEW.id
          AND other.substitute_for_id IS NULL
          AND daterange(other.starts, other.ends) && daterange(NEW.starts, NEW.ends)
    ) THEN RAISE EXCEPTION 'Two members in one seat at a time' USING ERRCODE = 'exclusion_violation'; END IF;
    RETURN NEW;
"""


@never_deleted
@pgtrigger.register(
    pgtrigger.Trigger(
        name="one_in_a_seat",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=_ONE_IN_A_SEAT,
    )
)
@kept
class Membership(models.Model):
    """A post has a seat on a body, from a day until a day (not included) or still.

    `capacity` is the role in the body: chair, member, observer. `seat` is the seat's own name where it has
    one ("Schools' representative"): one member sits in it at a time. `person` is who sits there, where the
    seat is given to somebody by name; else whoever holds the post. A substitute sits for another's seat, so
    its vote counts only where that one is away.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="memberships")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="seats"
    )
    capacity = models.CharField(max_length=60, blank=True, help_text="Chair, member, secretary …")
    seat = models.CharField(max_length=120, blank=True)
    substitute_for = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="substitutes"
    )
    voting = models.BooleanField(default=True)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gt=F("starts")), name="bodies_membership_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(substitute_for=F("id")), name="bodies_none_substitutes_for_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.post}, {self.body}"
