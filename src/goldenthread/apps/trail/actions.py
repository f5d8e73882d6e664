"""Writing to the ledger: `record` for every action of every room, `erase_payload` where the law asks."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, models, transaction

from goldenthread.apps.trail import chain
from goldenthread.apps.trail.models import Event, Payload, Subject

# One key for all writers of the ledger: the chain is one line, so they take turns until they commit.
CHAIN_LOCK = 0x676F6C64


def record(
    verb: str,
    *,
    by: AbstractBaseUser | None,
    at: datetime,
    on: models.Model | Iterable[models.Model],
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    why: str = "",
) -> Event:
    """Add one event, in the transaction of the action that it tells of.

    `on` is the record, or records, that it is about, each with a `uuid`. `before` and `after`: what changed.
    Raises RuntimeError outside a transaction: an event must stand or fall with what it tells.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("An event is recorded in the transaction of its action.")
    records = [on] if isinstance(on, models.Model) else list(on)
    subjects = list(dict.fromkeys((record._meta.model_name, record.uuid) for record in records))
    written = chain.canonical({"before": before or {}, "after": after or {}, "why": why})
    salt = secrets.token_hex(16)
    with connection.cursor() as cursor:
        cursor.execute("SELECT transaction_timestamp(), pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
        started = cursor.fetchone()[0]
    head = Event.objects.order_by("-position").values_list("position", "digest").first()
    position, previous = (head[0] + 1, head[1]) if head else (1, chain.GENESIS)
    text = chain.event_text(
        position=position,
        at=at,
        actor=by.pk if by else None,
        actor_name=str(by) if by else "The system",
        verb=verb,
        subjects=subjects,
        digest_of_payload=chain.payload_digest(salt, written),
        transaction_started=started,
    )
    event = Event.objects.create(
        position=position,
        at=at,
        actor=by,
        verb=verb,
        text=text,
        previous_digest=previous,
        digest=chain.link(previous, text),
        transaction_started=started,
    )
    Subject.objects.bulk_create(Subject(event=event, kind=kind, uuid=uuid) for kind, uuid in subjects)
    Payload.objects.create(event=event, salt=salt, text=written)
    return event


def record_if_written(verb: str, *, by: AbstractBaseUser | None, at: datetime) -> Event | None:
    """Add an event of what this transaction wrote into watched tables, by table; None where nothing.

    For what ships with the product, where no action of a person's tells what is written.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT w.table, sum(cardinality(x.ids))::bigint FROM trail_written x "
            "JOIN trail_watched w ON w.id = x.watched_id "
            "WHERE x.transaction_started = transaction_timestamp() AND NOT x.found GROUP BY 1 ORDER BY 1"
        )
        written = dict(cursor.fetchall())
    return record(verb, by=by, at=at, on=[], after={"rows": written}) if written else None


def erase_due(model: type[models.Model], keys: Iterable[int]) -> None:
    """Delete rows of a table that only grows until they are due, in the transaction that tells of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT trail_erase_due(%s, %s)", [model._meta.db_table, sorted(keys)])


@transaction.atomic
def erase_payload(event: Event, *, by: AbstractBaseUser, at: datetime, reason: str) -> Event:
    """Erase what an event wrote, where the law asks. That is itself an event; the chain still stands.

    Raises ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError("An erasure needs its reason.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT trail_erase_payload(%s)", [event.pk])
    subjects = list(event.subjects.values_list("kind", "uuid"))
    return record("trail.payload_erased", by=by, at=at, on=[], why=reason, after={
        "position": event.position, "subjects": [f"{kind} {uuid}" for kind, uuid in subjects],
    })  # fmt: skip
