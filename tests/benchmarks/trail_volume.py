"""A long ledger, made fast: the real chain of `apps.trail.chain`, brought in by COPY past no trigger."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from goldenthread.apps.trail import chain
from goldenthread.apps.trail.actions import CHAIN_LOCK
from goldenthread.apps.trail.queries import head

AT_ONCE = 50_000
ACTIONS, PLANS = 2000, 10
STARTS = datetime(2013, 5, 7, 9, 0, tzinfo=UTC)
VERBS = ("plans.updated", "plans.action_revised", "measures.value_recorded", "loads.accepted")
EVENT = (
    "COPY trail_event (id, position, at, actor_id, verb, text, previous_digest, digest, "
    "transaction_started) FROM STDIN"
)
SUBJECT = "COPY trail_subject (event_id, kind, uuid) FROM STDIN"
PAYLOAD = "COPY trail_payload (event_id, salt, text) FROM STDIN"


@dataclass(frozen=True)
class Made:
    """One event with its two subjects and its payload, as the three tables hold them."""

    event: tuple[object, ...]
    subjects: tuple[tuple[str, UUID], ...]
    payload: tuple[str, str]


def add_events(count: int, *, seed: int = 1) -> None:
    """Add this many events after the ledger's head: two subjects each, a payload of some 250 bytes."""
    last = head()
    position, digest = last if last else (0, chain.GENESIS)
    made = _events(position + 1, digest, random.Random(seed))
    for start in range(0, count, AT_ONCE):
        wanted = min(AT_ONCE, count - start)
        _write([next(made) for _ in range(wanted)])


def _events(position: int, previous: str, chance: random.Random) -> Iterator[Made]:
    actions, plans = (
        [UUID(int=chance.getrandbits(128), version=4) for _ in range(many)] for many in (ACTIONS, PLANS)
    )
    payloads = [chain.canonical(_written(number)) for number in range(ACTIONS)]
    while True:
        salt = f"{chance.getrandbits(128):032x}"
        written = payloads[position % ACTIONS]
        at = STARTS + timedelta(minutes=5 * position)
        verb = VERBS[position % len(VERBS)]
        subjects = (("action", actions[position % ACTIONS]), ("plan", plans[position % PLANS]))
        text = chain.event_text(
            position=position, at=at, actor=None, actor_name="The system", verb=verb, subjects=subjects,
            digest_of_payload=chain.payload_digest(salt, written), transaction_started=at,
        )  # fmt: skip
        digest = chain.link(previous, text)
        yield Made((position, at, None, verb, text, previous, digest, at), subjects, (salt, written))
        position, previous = position + 1, digest


def _written(number: int) -> dict[str, object]:
    words = f"Provider meetings held; the data is shared each fortnight. Entry {number} of the record."
    return {
        "before": {"due": "2018-07-31", "rating": "In progress, on track"},
        "after": {"due": "2018-09-30", "rating": "Not on track, risk to delivery", "narrative": words},
        "why": "Recruitment to the second post failed.",
    }


@transaction.atomic
def _write(made: list[Made]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('trail_event', 'id')) FROM generate_series(1, %s)",
            [len(made)],
        )
        numbered = list(zip((row[0] for row in cursor.fetchall()), made, strict=True))
        with cursor.copy(EVENT) as copy:
            for pk, one in numbered:
                copy.write_row((pk, *one.event))
        with cursor.copy(SUBJECT) as copy:
            for pk, one in numbered:
                for kind, uuid in one.subjects:
                    copy.write_row((pk, kind, uuid))
        with cursor.copy(PAYLOAD) as copy:
            for pk, one in numbered:
                copy.write_row((pk, *one.payload))
