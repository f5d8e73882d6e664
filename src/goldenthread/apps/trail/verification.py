"""Is the ledger whole? Walks it from the first event, outside the database's own word for it.

One pass, in one snapshot: rows are streamed, then hashed and compared here, so that a million events take
seconds and little memory. The query reads each table once, along an index, and sorts nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from django.db import connection
from psycopg import capabilities

from goldenthread.apps.trail.chain import GENESIS, SCHEMA, link, payload_digest

DIGEST_LENGTH = 64
ROWS_AT_ONCE = 500
ERASURE = '"verb":"trail.payload_erased"}'
# Pages read columns, the chain covers the text: so the columns must say what the text says. The text is JSON
# with one spelling, in which only the actor's name and the payload's digest are not columns too. The query
# spells the rest from the columns, so that the text must be: opening, name, at, digest, closing.
# An event's id grows with its position, since both are given under the chain's lock; were it otherwise, the
# walk would say so.
LEDGER = f"""
SELECT e.position, e.previous_digest, e.digest, e.text, p.salt, p.text,
       '{{"actor":' || COALESCE(e.actor_id::text, 'null') || ',"actor_name":"',
       '","at":"' || to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '","payload":"',
       '","position":' || e.position
           || CASE WHEN e.transaction_started IS NULL THEN ',"schema":1' ELSE ',"schema":{SCHEMA}' END
           || ',"subjects":[' || COALESCE(s.subjects, '')
           || CASE WHEN e.transaction_started IS NULL THEN ']' ELSE '],"transaction":"'
              || to_char(e.transaction_started AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '"' END
           || ',"verb":"' || e.verb || '"}}'
FROM trail_event e
LEFT JOIN trail_payload p ON p.event_id = e.id
LEFT JOIN (
    SELECT event_id, string_agg('"' || kind || ' ' || uuid || '"', ',' ORDER BY id) AS subjects
    FROM trail_subject GROUP BY event_id
) s ON s.event_id = e.id
ORDER BY e.id
"""
Row = tuple[int, str, str, str, str | None, str | None, str, str, str]


@dataclass(frozen=True)
class Verification:
    """What the walk found. `position` and `problem` name the first bad event; None when all is well."""

    events: int
    erased: int
    head: str
    position: int | None = None
    problem: str | None = None

    @property
    def whole(self) -> bool:
        return self.problem is None


@dataclass
class Erasures:
    """Whose payloads are gone, and whose an event says were erased, by position."""

    gone: list[int] = field(default_factory=list)
    told: set[int] = field(default_factory=set)

    def first_untold(self) -> int | None:
        return next((position for position in self.gone if position not in self.told), None)


def verify() -> Verification:
    """Walk the whole chain. Stops at the first event that is missing, altered or out of place."""
    with _ledger() as rows:
        return _walk(rows)


@contextmanager
def _ledger() -> Iterator[Iterator[Row]]:
    """The events in the order in which they were written."""
    at_once = ROWS_AT_ONCE if capabilities.has_stream_chunked() else 1
    with connection.cursor() as cursor:
        rows = cursor.stream(LEDGER, size=at_once)
        yield rows
        for _ in rows:  # read to its end: a query cut short would spoil the transaction that it is part of
            pass


def _walk(rows: Iterable[Row]) -> Verification:
    expected, previous, erasures = 1, GENESIS, Erasures()
    for row in rows:
        if problem := _problem(row, expected, previous) or _payload_problem(row, erasures):
            return Verification(expected - 1, len(erasures.gone), previous, row[0], problem)
        expected, previous = expected + 1, row[2]
    walked = Verification(expected - 1, len(erasures.gone), previous)
    if position := erasures.first_untold():
        problem = "what it wrote is gone, and no event says that it was erased"
        return replace(walked, position=position, problem=problem)
    return walked


def _problem(row: Row, expected: int, previous: str) -> str | None:
    """What is wrong with the link that an event is, if anything."""
    position, stated_previous, digest, text, _, _, opening, at, closing = row
    if position != expected:
        return f"event {expected} is missing"
    if stated_previous != previous:
        return "it does not follow from the event before it"
    if link(previous, text) != digest:
        return "its text was altered"
    ends = len(text) - len(closing) - DIGEST_LENGTH
    if not (text.endswith(closing) and text.endswith(at, 0, max(ends, 0)) and text.startswith(opening)):
        return "its columns do not say what its text says"
    return None


def _payload_problem(row: Row, erasures: Erasures) -> str | None:
    """What is wrong with what an event wrote, if anything. Notes what is gone and what was told of it."""
    position, _, _, text, salt, payload, _, _, closing = row
    if salt is None or payload is None:
        erasures.gone.append(position)
        return None
    if not text.startswith(payload_digest(salt, payload), len(text) - len(closing) - DIGEST_LENGTH):
        return "what it wrote was altered"
    if closing.endswith(ERASURE):
        erasures.told.add(json.loads(payload)["after"]["position"])
    return None
