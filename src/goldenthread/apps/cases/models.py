"""Services and teams as the council names them; files brought to be read; figures taken from case records.

No child is in here: case data lies in a store of its own (`casedata`), and gives of a case the team's name as
the case system writes it. `TeamSpelling` says which team that is.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from goldenthread.apps.measures.models import Measure, Value
from goldenthread.apps.trail.history import append_only, decided_stays, kept, never_deleted
from goldenthread.apps.trail.models import Link


@never_deleted
@kept
class Service(models.Model):
    """A part of the council's children's services with a head: "Help and protection"."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="cases_service_has_a_name")]

    def __str__(self) -> str:
        return self.name


@never_deleted
@kept
class Team(models.Model):
    """A team of a service. `closed_on` is the first day on which it was no more; its cases stay its own."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=120, unique=True)
    closed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="cases_team_has_a_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("cases:team", args=[self.uuid])


@kept
class TeamSpelling(models.Model):
    """How a case system writes a team's name. `same` is what two ways of writing it have in common."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="spellings")
    written = models.CharField(max_length=200)
    same = models.CharField(max_length=200, unique=True)

    class Meta:
        ordering = ["written"]
        constraints = [models.CheckConstraint(condition=~Q(same=""), name="cases_spelling_says_something")]

    def __str__(self) -> str:
        return self.written


class State(models.TextChoices):
    """How far a bringing of files is. `READING` lasts while a worker is at it."""

    WAITING = "waiting", "Waiting for the worker"
    READING = "reading", "Being read"
    READ = "read", "Read"
    FAILED = "failed", "Not read"


@never_deleted
class Bringing(models.Model):
    """Files that somebody brought to be read into the case store, and what became of them. No file is kept.

    `loads` are the store's own names for what was made of them. `step`, `done` and `steps` say how far it
    is, `touched_at` when it last said so. `problem` says why nothing was made, `unknown` how many files were
    of no known kind; neither holds anything of a child.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    files = models.PositiveIntegerField()
    size = models.BigIntegerField()
    snapshot_on = models.DateField()
    covers_from = models.DateField(null=True, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    step = models.CharField(max_length=200, blank=True)
    done = models.PositiveIntegerField(default=0)
    steps = models.PositiveIntegerField(default=0)
    touched_at = models.DateTimeField()
    loads = models.JSONField(default=list, blank=True)
    unknown = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(problem=""), name="cases_failed_says_why"
            )
        ]

    def __str__(self) -> str:
        return f"{self.files} file{'' if self.files == 1 else 's'} of {self.snapshot_on}"

    def get_absolute_url(self) -> str:
        return reverse("cases:bringing", args=[self.uuid])

    @property
    def is_at_work(self) -> bool:
        return self.state in {State.WAITING, State.READING}

    @property
    def share(self) -> int:
        """How far it is, in hundredths."""
        return round(100 * self.done / self.steps) if self.steps else 0


class Decided(models.TextChoices):
    """What became of the wish to delete a load."""

    ASKED = "asked", "Asked for"
    DELETED = "deleted", "Deleted"
    LET_STAND = "let_stand", "Let stand"


@decided_stays(decided="asked")
class Deletion(models.Model):
    """Somebody wants a load of case data deleted, with the reason; it goes when that is said a second time.

    A load that goes because its time is over has a row too, decided at once.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    load = models.CharField(max_length=80)
    rows = models.BigIntegerField()
    reason = models.TextField()
    decided = models.CharField(max_length=10, choices=Decided, default=Decided.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["load"], condition=Q(decided="asked"), name="cases_one_wish_a_load"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="cases_deletion_has_a_reason"),
            models.CheckConstraint(
                condition=Q(decided="asked", decided_at=None) | (~Q(decided="asked") & ~Q(decided_at=None)),
                name="cases_deletion_decided_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_decided_display()}: {self.load}"


@never_deleted
@kept
class Keeping(models.Model):
    """How long case data is kept, and under which name the council's own files are: one row.

    `months` after its own day a load is deleted in the night; empty: nobody has said, and nothing goes.
    """

    only = models.PositiveSmallIntegerField(primary_key=True, default=1)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.CharField(max_length=100, blank=True)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    basis = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(only=1), name="cases_one_keeping"),
            models.CheckConstraint(condition=Q(months=None) | Q(months__gte=1), name="cases_kept_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.months} months" if self.months else "No time is set"


@never_deleted
@kept
class Taking(Link):
    """A measure of the library takes its figures from case records: those of a case measure, by its code.

    `used`: scorecards and reports use them from the first period on, unless somebody chose otherwise.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="takings")
    code = models.CharField(max_length=80)
    used = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measure"], condition=Q(ended_at=None), name="cases_one_taking_a_measure"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} from {self.code}"


@append_only
class FromRecords(models.Model):
    """A recorded value that was counted from case records: by which measure, from which loads, as at when.

    `said` is the definition as it stood: title, numerator, denominator, exclusions, basis.
    """

    value = models.OneToOneField(Value, on_delete=models.PROTECT, related_name="from_records")
    code = models.CharField(max_length=80)
    source = models.CharField(max_length=20)
    loads = models.JSONField()
    as_at = models.DateField()
    said = models.JSONField()

    def __str__(self) -> str:
        return f"{self.code} as at {self.as_at}"
