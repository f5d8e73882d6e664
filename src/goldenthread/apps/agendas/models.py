"""Agendas: standing items, the items of a meeting in two parts, their papers, and what was published."""

from __future__ import annotations

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.trail.history import append_only, kept, never_deleted, unchanging
from goldenthread.rulebook.exempt import PARAGRAPHS

FILE = "file"
"""The source of a paper that somebody uploaded. Other sources are registered (`sources`)."""


class Kind(models.TextChoices):
    """What an item is for every meeting, so that minutes know where apologies and declarations go."""

    ORDINARY = "ordinary", "An item of its own"
    APOLOGIES = "apologies", "Apologies"
    DECLARATIONS = "declarations", "Declarations of interest"
    MINUTES = "minutes", "Minutes of the last meeting"
    PUBLIC_SPEAKING = "public_speaking", "Public speaking"
    ARISING = "arising", "Matters arising"
    URGENT = "urgent", "Urgent business"
    NEXT_MEETING = "next_meeting", "Date of the next meeting"


class Purpose(models.TextChoices):
    INFORMATION = "information", "For information"
    DISCUSSION = "discussion", "For discussion"
    DECISION = "decision", "For decision"


class Part(models.IntegerChoices):
    """Part 1 is taken in public; part 2 without press and public, under a paragraph that allows it."""

    PUBLIC = 1, "Part 1"
    EXEMPT = 2, "Part 2"


def _part_has_its_paragraph(name: str) -> models.CheckConstraint:
    """EXM-1, held by the database too."""
    return models.CheckConstraint(
        condition=Q(part=Part.PUBLIC, exempt_paragraph=None)
        | Q(part=Part.EXEMPT, exempt_paragraph__isnull=False, exempt_paragraph__in=list(PARAGRAPHS)),
        name=name,
    )


class SaysAnItem(models.Model):
    """What an item says, standing or of one meeting. `minutes_allowed` None: nobody has said."""

    kind = models.CharField(max_length=20, choices=Kind, default=Kind.ORDINARY)
    title = models.CharField(max_length=300)
    purpose = models.CharField(max_length=20, choices=Purpose, default=Purpose.INFORMATION)
    presenter = models.CharField(max_length=200, blank=True)
    minutes_allowed = models.PositiveSmallIntegerField(null=True, blank=True)
    part = models.PositiveSmallIntegerField(choices=Part, default=Part.PUBLIC)
    exempt_paragraph = models.PositiveSmallIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


@kept
@never_deleted
class StandingItem(SaysAnItem):
    """An item of each meeting of a body, from a day until a day (not included) or still."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="standing_items")
    position = models.PositiveIntegerField()
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["body", "part", "position", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="agendas_standing_item_has_title"),
            _part_has_its_paragraph("agendas_standing_part_2_has_paragraph"),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")), name="agendas_standing_ends_after_start"
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("agendas:standing_item", args=[self.uuid])


@kept
@never_deleted
@unchanging("meeting_id")
class Agenda(models.Model):
    """A meeting's agenda. `version` counts changes of its order; an item's words have a version of their own.

    `published_at` is the instant of its first edition: from then on an item that is added is late.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="agenda")
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    ends_at = models.TimeField(null=True, blank=True, help_text="When the meeting is to end.")
    built_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", published_at=None)
                | Q(state="published", published_at__isnull=False),
                name="agendas_published_at_an_instant",
            )
        ]

    def __str__(self) -> str:
        return f"Agenda of the {self.meeting.body}"

    def get_absolute_url(self) -> str:
        meeting = self.meeting
        return reverse("agendas:agenda", args=[meeting.uuid, slugify(meeting.body.name) or "agenda"])

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


@pgtrigger.register(
    pgtrigger.Trigger(
        name="late_after_publication",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=(
            "IF NEW.late_reason = '' AND EXISTS (SELECT 1 FROM agendas_agenda "
            "WHERE id = NEW.agenda_id AND state = 'published') THEN "
            "RAISE EXCEPTION 'An item added to a published agenda needs the chair''s reason.'; END IF; "
            "RETURN NEW;"
        ),
    ),
)
@kept
@never_deleted
@unchanging("agenda_id", "origin", "origin_key")
class Item(SaysAnItem):
    """An item of an agenda. `position` counts from 1 through both parts; None where it was taken off.

    `origin` and `origin_key` say what put it there ("standing" and the standing item's id): one agenda has it
    once, taken off or not, so that building again neither doubles it nor brings back what a person took off.
    `edited`: a person changed its words, so building again leaves them.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agenda = models.ForeignKey(Agenda, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveIntegerField(null=True, blank=True)
    words = models.TextField(blank=True, help_text="What the body is asked, or told, in a few words.")
    public_interest = models.TextField(blank=True)
    origin = models.CharField(max_length=40, default="person")
    origin_key = models.CharField(max_length=200, blank=True)
    origin_href = models.CharField(max_length=300, blank=True)
    why = models.CharField(max_length=300, blank=True, help_text="Why it is on the agenda.")
    edited = models.BooleanField(default=False)
    late_reason = models.TextField(blank=True)
    late_said_by = models.CharField(max_length=200, blank=True)
    withdrawn_reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["agenda", F("position").asc(nulls_last=True), "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="agendas_item_has_title"),
            _part_has_its_paragraph("agendas_part_2_has_paragraph"),
            models.UniqueConstraint(
                fields=["agenda", "position"], deferrable=models.Deferrable.DEFERRED,
                name="agendas_one_item_a_position",
            ),
            models.UniqueConstraint(
                fields=["agenda", "origin", "origin_key"], condition=~Q(origin_key=""),
                name="agendas_one_item_of_an_origin",
            ),
            models.CheckConstraint(
                condition=Q(late_reason="", late_said_by="") | (~Q(late_reason="") & ~Q(late_said_by="")),
                name="agendas_late_item_says_who_allowed_it",
            ),
            models.CheckConstraint(
                condition=Q(position=None) | Q(withdrawn_reason=""), name="agendas_taken_off_has_no_position"
            ),
        ]  # fmt: skip

    def get_absolute_url(self) -> str:
        return reverse("agendas:item", args=[self.uuid])

    @property
    def number(self) -> str:
        """ "1", "2" … through both parts; empty where it was taken off."""
        return str(self.position) if self.position else ""

    @property
    def is_withdrawn(self) -> bool:
        return self.position is None

    @property
    def is_late(self) -> bool:
        return bool(self.late_reason)

    @property
    def is_exempt(self) -> bool:
        return self.part == Part.EXEMPT


@kept
@never_deleted
class Paper(models.Model):
    """A paper, or an appendix of one: an uploaded file, or something that a room made (`sources`).

    An appendix has the `position` that it takes among its paper's; `removed_at` where it was taken off.
    `alt` is the alternative text of an image.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=300)
    source = models.CharField(max_length=40, default=FILE)
    source_uuid = models.UUIDField(null=True, blank=True)
    file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="agenda_papers"
    )
    appendix_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="appendices"
    )
    position = models.PositiveIntegerField(default=1)
    language = models.CharField(max_length=10, default="en")
    alt = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="agendas_paper_has_title"),
            models.CheckConstraint(
                condition=Q(source=FILE, file__isnull=False, source_uuid=None)
                | (~Q(source=FILE) & Q(file=None, source_uuid__isnull=False)),
                name="agendas_paper_has_its_source",
            ),
            models.UniqueConstraint(
                fields=["source", "source_uuid"], condition=~Q(source=FILE) & Q(appendix_of=None),
                name="agendas_one_paper_of_a_source",
            ),
            models.CheckConstraint(
                condition=~Q(appendix_of=F("id")), name="agendas_no_appendix_of_itself"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("agendas:paper", args=[self.uuid, slugify(self.title) or "paper"])

    @property
    def is_file(self) -> bool:
        return self.source == FILE


@kept
class PaperOn(models.Model):
    """A paper serves an item. Its `position` is among the papers of the item, from 1."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="papers_on")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="serves")
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["item", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "paper"], name="agendas_a_paper_once_on_an_item"),
            models.UniqueConstraint(
                fields=["item", "position"], deferrable=models.Deferrable.DEFERRED,
                name="agendas_one_paper_a_position",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.paper} on {self.item}"


@append_only
class AgendaEdition(models.Model):
    """An agenda as it was published: one canonical JSON document with its digest (`editions`).

    `reason` says why there is another one after the first.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agenda = models.ForeignKey(Agenda, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    schema = models.PositiveIntegerField()
    document = models.TextField()
    digest = models.CharField(max_length=64)
    reason = models.TextField(blank=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["agenda", "number"]
        constraints = [
            models.UniqueConstraint(fields=["agenda", "number"], name="agendas_one_edition_a_number"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="agendas_edition_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.agenda}, edition {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("agendas:edition", args=[self.uuid])
