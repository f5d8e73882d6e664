"""Calendar feeds: somebody makes a key, a calendar program reads by it, and it is revoked."""

from __future__ import annotations

import hashlib
import uuid
from datetime import date, datetime, timedelta

import rules
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.bodies.queries import bodies_of
from goldenthread.apps.meetings.models import FeedKey, Meeting
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.queries import standing_of
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused

BACK = timedelta(days=366)
MOST_KEYS = 20


@transaction.atomic
def make_feed_key(
    owner: Person, body: Body | None, *, by: Person | None, at: datetime
) -> tuple[FeedKey, str]:
    """A key to somebody's own meetings, or to a body's, and its text, which is kept nowhere.

    Raises Refused where they have too many keys that stand.
    """
    Person.objects.select_for_update().get(pk=owner.pk)
    if FeedKey.objects.filter(owner=owner, revoked_at=None).count() >= MOST_KEYS:
        raise Refused(f"You have {MOST_KEYS} calendars. Stop one that you no longer use.")
    # Two random UUIDs: 244 bits that nobody guesses.
    secret = uuid.uuid4().hex + uuid.uuid4().hex
    key = FeedKey.objects.create(owner=owner, body=body, digest=_digest(secret), made_at=at)
    record("meetings.feed_made", by=by, at=at, on=[owner, key, *([body] if body else [])], after={
        "of": str(body or "their own meetings"),
    })  # fmt: skip
    return key, secret


@transaction.atomic
def revoke_feed_key(key: FeedKey, *, by: Person | None, at: datetime) -> FeedKey:
    """A key reads nothing any more. Refused for somebody else's, and where it was revoked."""
    key = FeedKey.objects.select_for_update(of=("self",)).select_related("owner").get(pk=key.pk)
    if by is not None and by != key.owner:
        raise Refused("This calendar is somebody else’s.")
    if key.revoked_at is not None:
        raise Refused("This calendar was stopped already.", code="revoked")
    key.revoked_at = at
    key.save(update_fields=["revoked_at"])
    record("meetings.feed_revoked", by=by, at=at, on=[key.owner, key], before={"revoked_at": None})
    return key


def keys_of(owner: Person) -> QuerySet[FeedKey]:
    """The keys of somebody that stand, the newest first."""
    return FeedKey.objects.filter(owner=owner, revoked_at=None).select_related("body")


def key_called(uuid: uuid.UUID) -> FeedKey:
    """The key of this id, with its owner. Raises Http404."""
    return get_object_or_404(FeedKey.objects.select_related("owner", "body"), uuid=uuid)


def feed_by(secret: str, today: date) -> tuple[str, QuerySet[Meeting]]:
    """What a key reads on a day: the calendar's name, and a year back's meetings and all to come.

    Raises Http404 for a key that is none, was revoked, or whose owner may no longer see meetings.
    """
    rows = FeedKey.objects.select_related("owner", "body")
    key = rows.filter(digest=_digest(secret), revoked_at=None).first()
    if key is None:
        raise Http404("No calendar has this address.")
    key.owner.standing = standing_of(key.owner, today)
    if not rules.has_perm("meetings.see", key.owner):
        raise Http404("No calendar has this address.")
    bodies = [key.body] if key.body else bodies_of(key.owner, today)
    found = Meeting.objects.select_related("body").filter(body__in=bodies, held_on__gte=today - BACK)
    name = f"Meetings: {key.body}" if key.body else "My meetings"
    return name, found.order_by("held_on", "starts_at", "id")


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
