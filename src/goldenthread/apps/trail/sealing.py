"""Seals: events that hold a digest of the digests that the database took of rows (`watching`).

Whoever may turn triggers off may also write a digest anew. A seal stands in the chain, and the chain's head
is sent out (`heads`): what was sealed before a head went out cannot be made to fit again by anybody here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, transaction

from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.models import Event
from goldenthread.apps.trail.watching import spell

SEALED = "trail.sealed"
# A seal names what it covers, because a transaction that began before it may end after it.
OVER = """
SELECT COALESCE(range_agg(int8range(x.id, x.id, '[]')), '{{}}'::int8multirange)::text, count(*),
       COALESCE(encode(sha256(string_agg(sha256(convert_to(concat_ws(
           ':', w.table, w.columns, x.ids, x.digests, x.transaction_started, x.found
       ), 'UTF8')), ''::bytea ORDER BY x.id)), 'hex'), '')
FROM trail_written x JOIN trail_watched w ON w.id = x.watched_id
WHERE {which}
"""
NOT_YET = OVER.format(which="NOT x.id <@ %s::int8multirange")
OF_ONE = OVER.format(
    which="x.id >= lower(%(over)s::int8multirange) AND x.id < upper(%(over)s::int8multirange) "
    "AND x.id <@ %(over)s::int8multirange"
)


@dataclass(frozen=True)
class Seal:
    """What one event sealed: which rows of `trail_written`, as PostgreSQL writes it, and their digest."""

    position: int
    at: datetime
    over: str
    digest: str


@transaction.atomic
def seal(*, by: AbstractBaseUser | None, at: datetime) -> Event | None:
    """Seal what was written since the last seal. None where nothing was."""
    covered = [one.over for one in seals()]
    with connection.cursor() as cursor:
        spell(cursor)
        cursor.execute(
            "SELECT COALESCE(range_agg(m), '{}'::int8multirange)::text FROM unnest(%s::int8multirange[]) m",
            [covered],
        )
        cursor.execute(NOT_YET, [cursor.fetchone()[0]])
        over, statements, digest = cursor.fetchone()
    if not statements:
        return None
    after = {"over": over, "statements": statements, "digest": digest}
    return record(SEALED, by=by, at=at, on=[], after=after)


def seals() -> Iterator[Seal]:
    """Every seal whose payload stands, the oldest first."""
    events = Event.objects.filter(verb=SEALED, payload__isnull=False).order_by("position")
    for position, at, text in events.values_list("position", "at", "payload__text"):
        said = json.loads(text)["after"]
        yield Seal(position, at, said["over"], said["digest"])


def broken_seals() -> list[Seal]:
    """Those whose digests are no longer as they were sealed. In a transaction of the caller's."""
    found = []
    with connection.cursor() as cursor:
        spell(cursor)
        for one in seals():
            cursor.execute(OF_ONE, {"over": one.over})
            over, _, digest = cursor.fetchone()
            if (over, digest) != (one.over, one.digest):
                found.append(one)
    return found
