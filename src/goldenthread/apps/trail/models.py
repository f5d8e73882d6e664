"""The ledger. Rows are only ever added, by `actions.record`; the database refuses anything else.

An event's canonical text is what is hashed, chained to the event before it. What was written (before,
after, why) stands apart in a payload that is hashed with a salt of its own: the law may require a payload to
be erased, and the chain still stands.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from goldenthread.apps.trail.history import append_only, erasable


@append_only
class Event(models.Model):
    """One link of the chain. `position` counts from 1 without a gap; `digest` is SHA-256, in hexadecimal.

    `transaction_started` is the database's own instant, which everything that was written in the same
    transaction bears too: so a write without an event shows. It is empty for what is older than the keeping.
    """

    position = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="trail_events"
    )
    verb = models.CharField(max_length=60)
    text = models.TextField()
    previous_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)
    transaction_started = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(condition=models.Q(position__gte=1), name="trail_position_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.verb}"


@append_only
class Subject(models.Model):
    """What an event was about: a kind of record and its public id. An event may be about several."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="subjects")
    kind = models.CharField(max_length=40)
    uuid = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["uuid", "event"], name="trail_one_subject_an_event")]

    def __str__(self) -> str:
        return f"{self.kind} {self.uuid}"


@erasable
class Payload(models.Model):
    """What an event wrote: canonical JSON text with its salt. May be erased; the event keeps its digest."""

    event = models.OneToOneField(Event, primary_key=True, on_delete=models.PROTECT, related_name="payload")
    salt = models.CharField(max_length=32)
    text = models.TextField()

    def __str__(self) -> str:
        return f"payload of {self.event_id}"


class Watched(models.Model):
    """A table whose rows only grow, with the columns that their digests cover; made by `watching.watch`.

    `replaced_at`: its columns changed so that the digests could not be compared, and were taken anew.
    """

    table = models.CharField(max_length=63)
    key = models.CharField(max_length=63)
    columns = ArrayField(models.CharField(max_length=63))
    since = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "watched tables"

    def __str__(self) -> str:
        return self.table


@append_only
class Written(models.Model):
    """What one statement wrote into a watched table: the keys and digests (SHA-256) of its rows.

    Only a trigger writes here, with the owner's rights. `found`: the rows were there when watching began.
    """

    watched = models.ForeignKey(Watched, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    ids = ArrayField(models.BigIntegerField())
    digests = ArrayField(models.BinaryField())
    transaction_started = models.DateTimeField()
    found = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{len(self.ids)} rows"


@append_only
class Erased(models.Model):
    """Rows of a watched table that the schedule had deleted, by a function of the owner's that says so."""

    table = models.CharField(max_length=63)
    ids = ArrayField(models.BigIntegerField())
    transaction_started = models.DateTimeField()

    class Meta:
        verbose_name_plural = "erased rows"

    def __str__(self) -> str:
        return f"{len(self.ids)} rows of {self.table}"


class Tie(models.Model):
    """What ties a record to another, or somebody to a post. It ends, and is never deleted.

    `recorded_at` is the instant at which we were told of it, empty for what is older than the keeping of it;
    `ended_at` the instant at which we were told of its end.
    """

    recorded_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class Standing(models.Manager["Link"]):
    """Links that stand. A join asks for itself: `ended_at=None`."""

    def get_queryset(self) -> models.QuerySet[Link]:
        return super().get_queryset().filter(ended_at=None)


class Link(Tie):
    """A tie without days of its own: it stands until somebody ends it. `ever` has those that ended too."""

    objects = Standing()
    ever: models.Manager[Link] = models.Manager()

    class Meta:
        abstract = True
