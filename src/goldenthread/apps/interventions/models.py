"""What a poor judgement brings: notices to improve, submissions, advisers, visits, the next inspection.

Dates that were set and may move stand on their record as they are now; each move of one is a `DateMoved`,
with the reason. What was said or handed over on a day is only ever added.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify

from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.inspections.models import Inspection
from goldenthread.apps.trail.history import append_only, kept


def address_of(inspection: Inspection) -> str:
    """The page of all that an inspection brought."""
    name = slugify(inspection.name) or "inspection"
    return reverse("interventions:inspection", args=[inspection.uuid, name])


class OfInspection(models.Model):
    """A record of an intervention. Its own part of the inspection's page is named by its `uuid`."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        return f"{address_of(self.inspection)}#{self._meta.model_name}-{self.uuid}"


class Said(models.Model):
    """What was said or handed over on a day, as it was recorded."""

    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True


@kept
class NoticeToImprove(OfInspection):
    """A department's formal notice. In force from `issued_on` until `lifted_on`, where it was lifted."""

    issued_on = models.DateField()
    issued_by = models.CharField(max_length=200)
    terms = models.TextField(blank=True)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lifted_on = models.DateField(null=True, blank=True)
    lifted_by = models.CharField(max_length=200, blank=True)
    lifted_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["issued_on", "id"]
        verbose_name = "notice to improve"
        constraints = [
            models.CheckConstraint(
                condition=Q(lifted_on=None) | Q(lifted_on__gte=F("issued_on")),
                name="interventions_lifted_after_issued",
            ),
            models.CheckConstraint(
                condition=Q(lifted_on=None) | (~Q(lifted_by="") & ~Q(lifted_reason="")),
                name="interventions_lifted_by_whom_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"Notice to improve, {self.issued_by}"


@append_only
class NoticeReview(Said):
    """A notice was reviewed on a day, and what was said."""

    notice = models.ForeignKey(NoticeToImprove, on_delete=models.PROTECT, related_name="reviews")
    reviewed_on = models.DateField()
    said = models.TextField()

    class Meta:
        ordering = ["reviewed_on", "id"]

    def __str__(self) -> str:
        return f"Review of {self.reviewed_on}"


@append_only
class AdviserMeeting(Said):
    """A meeting with the adviser under a notice. `adviser_role` is a role, never a name."""

    notice = models.ForeignKey(NoticeToImprove, on_delete=models.PROTECT, related_name="adviser_meetings")
    held_on = models.DateField()
    adviser_role = models.CharField(max_length=200)
    notes = models.TextField()
    actions_agreed = models.TextField(blank=True)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["held_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "held_on"], name="interventions_one_adviser_meeting_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"Adviser meeting of {self.held_on}"


@kept
class Submission(OfInspection):
    """A plan or a written statement that is wanted by a day."""

    class What(models.TextChoices):
        PLAN = "plan", "Plan"
        WRITTEN_STATEMENT = "written_statement", "Written statement of action"

    what = models.CharField(max_length=20, choices=What)
    to_inspectorate = models.BooleanField(default=False)
    to_department = models.BooleanField(default=False)
    due_on = models.DateField()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_inspectorate=True) | Q(to_department=True),
                name="interventions_submitted_to_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()} for {self.recipients}"

    @property
    def recipients(self) -> str:
        """ "the inspectorate and the department", or the one of them."""
        named = (("the inspectorate", self.to_inspectorate), ("the department", self.to_department))
        return " and ".join(words for words, gets_it in named if gets_it)


@append_only
class Version(Said):
    """A version as it was submitted. Numbered from 1."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    submitted_on = models.DateField()
    note = models.TextField(blank=True)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "number"], name="interventions_versions_are_numbered"
            )
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"


@append_only
class Outcome(Said):
    """What became of a version: approved, or returned with what is wanted, and by when again."""

    class Result(models.TextChoices):
        APPROVED = "approved", "Approved"
        RETURNED = "returned", "Returned"

    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="outcome")
    result = models.CharField(max_length=10, choices=Result)
    decided_on = models.DateField()
    wanted = models.TextField(blank=True)
    again_by = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(result="approved") | ~Q(wanted=""),
                name="interventions_returned_says_what_is_wanted",
            )
        ]

    def __str__(self) -> str:
        return self.get_result_display()


@kept
class MonitoringVisit(OfInspection):
    """A visit between inspections. `ends` is its last day, None where it is a day only."""

    announced_on = models.DateField()
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    focus = models.TextField()
    letter_published_on = models.DateField(null=True, blank=True)
    findings = models.TextField(blank=True)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["starts", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")), name="interventions_visit_in_order"
            ),
            models.CheckConstraint(
                condition=Q(letter_published_on=None) | ~Q(findings=""),
                name="interventions_letter_says_what_was_found",
            ),
        ]

    def __str__(self) -> str:
        return "Monitoring visit"


@kept
class ReinspectionWindow(OfInspection):
    """When the next inspection is expected. `unverified`: the basis is not yet checked at its source."""

    opens_on = models.DateField()
    closes_on = models.DateField()
    basis = models.TextField()
    unverified = models.BooleanField(default=False)

    class Meta:
        ordering = ["opens_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="interventions_window_in_order"
            )
        ]

    def __str__(self) -> str:
        return "Re-inspection window"


@append_only
class DateMoved(Said):
    """A date of one of these records was another before: which, from when to when, and why."""

    subject = models.UUIDField(db_index=True, help_text="The record’s own id.")
    which = models.CharField(max_length=40)
    before = models.DateField(null=True, blank=True)
    after = models.DateField(null=True, blank=True)
    reason = models.TextField()

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="interventions_move_has_reason")]

    def __str__(self) -> str:
        return f"{self.which}: {self.before} to {self.after}"
