"""Packs of meetings: each build with how far it is, what was published and by whom it was opened."""

from __future__ import annotations

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify

from goldenthread.apps.agendas.models import AgendaEdition, Part
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.trail.history import append_only, grows_until_due


def called(part: int, supplement: int) -> str:
    """What a pack is called: "Agenda and papers", "Restricted papers", "Supplement 1"."""
    if supplement:
        return f"Supplement {supplement}" + (", restricted" if part == Part.EXEMPT else "")
    return "Restricted papers" if part == Part.EXEMPT else "Agenda and papers"


class State(models.TextChoices):
    """How far a build is. `BUILDING` lasts while a worker is at it."""

    WAITING = "waiting", "Waiting for the worker"
    BUILDING = "building", "Being built"
    BUILT = "built", "Built"
    FAILED = "failed", "Not built"


class OfAMeeting(models.Model):
    """What a build and a published pack both are: a meeting's pack of a part, itself or a supplement to it.

    `supplement` is 0 for the pack itself, else its number. `edition` counts those of the same name.
    `document` is what went in (`saying.PackSaid`), canonical, `digest` its SHA-256; `sha256` names the PDF in
    the store; `contents` says where each paper stands; `findings` what the checker says of each paper.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="%(class)ss")
    part = models.PositiveSmallIntegerField(choices=Part)
    supplement = models.PositiveSmallIntegerField(default=0)
    edition = models.PositiveIntegerField()
    prepared_on = models.DateField()
    reason = models.TextField(blank=True, help_text="Why the chair takes what a supplement brings.")
    document = models.TextField()
    digest = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.BigIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    claims_ua = models.BooleanField(default=False)
    contents = models.JSONField(default=list)
    findings = models.JSONField(default=list)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.name}: {self.meeting.body}"

    @property
    def name(self) -> str:
        return called(self.part, self.supplement)

    @property
    def is_restricted(self) -> bool:
        return self.part == Part.EXEMPT

    @property
    def file_name(self) -> str:
        """ "board-2018-10-11-agenda-and-papers-edition-2.pdf"."""
        words = f"{self.meeting.body.name} {self.meeting.held_on:%Y-%m-%d} {self.name}"
        return f"{slugify(words)}-edition-{self.edition}.pdf"


@pgtrigger.register(
    pgtrigger.ReadOnly(
        name="asked_once",
        fields=["uuid", "meeting", "part", "supplement", "reason", "duplex", "asked_at", "asked_by"],
    ),
    pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
)
class Build(OfAMeeting):
    """One making of a pack, as a clerk asked for it. What it makes is looked at before it is published.

    `step`, `done` and `steps` say how far it is, `touched_at` when it last said so. `attempts` counts how
    often a worker began. `problem` says why nothing was made.
    """

    duplex = models.BooleanField(default=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    step = models.CharField(max_length=300, blank=True)
    done = models.PositiveIntegerField(default=0)
    steps = models.PositiveIntegerField(default=0)
    attempts = models.PositiveIntegerField(default=0)
    touched_at = models.DateTimeField()
    problem = models.TextField(blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        indexes = [models.Index(fields=["state", "touched_at"], name="packs_build_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="built") | (~Q(sha256="") & Q(pages__gte=1)), name="packs_built_has_pages"
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(problem=""), name="packs_failed_says_why"
            ),
        ]  # fmt: skip

    def get_absolute_url(self) -> str:
        return reverse("packs:built", args=[self.uuid])

    @property
    def is_at_work(self) -> bool:
        return self.state in {State.WAITING, State.BUILDING}

    @property
    def share(self) -> int:
        """How far it is, in hundredths."""
        return round(100 * self.done / self.steps) if self.steps else 0


@append_only
class Pack(OfAMeeting):
    """A published edition: the bytes that the clerk looked at, for ever.

    `changed_because` says why there is another edition after the first, `late_because` why it was published
    after the last day for notice, `small_counts_because` why papers with `small_counts` are public as they
    are (`small_counts.PaperWithSmall.kept`). `changes` are what it changes in the edition before, in
    sentences.
    """

    build = models.OneToOneField(Build, on_delete=models.PROTECT, related_name="pack")
    agenda_edition = models.ForeignKey(AgendaEdition, on_delete=models.PROTECT, related_name="packs")
    changed_because = models.TextField(blank=True)
    late_because = models.TextField(blank=True)
    last_day = models.DateField(null=True, blank=True)
    small_counts = models.JSONField(default=list)
    small_counts_because = models.TextField(blank=True)
    changes = models.JSONField(default=list)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ["meeting", "part", "supplement", "edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "part", "supplement", "edition"], name="packs_one_edition_a_number"
            ),
            models.CheckConstraint(
                condition=Q(edition=1) | ~Q(changed_because=""), name="packs_edition_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(supplement=0) | ~Q(reason=""), name="packs_supplement_has_reason"
            ),
            models.CheckConstraint(condition=~Q(sha256="") & Q(pages__gte=1), name="packs_pack_has_pages"),
            models.CheckConstraint(
                condition=Q(small_counts=[]) | ~Q(small_counts_because=""),
                name="packs_small_counts_have_reason",
            ),
        ]  # fmt: skip

    def get_absolute_url(self) -> str:
        return reverse("packs:pack", args=[self.uuid, slugify(self.meeting.body.name) or "pack"])


@grows_until_due
class Opening(models.Model):
    """Somebody opened a restricted pack: the register of who did, and when."""

    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="openings")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="packs_opened"
    )
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["-opened_at", "-id"]

    def __str__(self) -> str:
        return f"{self.pack}, {self.person or 'at the server'}"


@append_only
class Conversion(models.Model):
    """An Office file as LibreOffice printed it, so that the same paper has the same pages in every pack."""

    sha256 = models.CharField(max_length=64)
    suffix = models.CharField(max_length=8)
    pdf_sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sha256", "suffix"], name="packs_converted_once"),
            models.CheckConstraint(condition=~Q(sha256=F("pdf_sha256")), name="packs_conversion_converts"),
        ]

    def __str__(self) -> str:
        return f"{self.sha256[:12]}{self.suffix}"
