"""Is the ledger whole? Walks it from the first event, outside the database's own word for it.

Rows are streamed as text by COPY and hashed here, so that a million events take seconds and little memory.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db import connection

from goldenthread.apps.trail.chain import GENESIS, link, payload_digest


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


# The columns beside the text must say what the text says: pages read columns, the chain covers the text.
COLUMNS_DISAGREE = """
SELECT position FROM trail_event, LATERAL (SELECT text::jsonb AS said) t
WHERE (said->>'position')::bigint <> position
   OR said->>'verb' <> verb
   OR (said->>'actor')::bigint IS DISTINCT FROM actor_id
   OR (said->>'at')::timestamptz <> at
   OR COALESCE((SELECT string_agg(kind || ' ' || uuid, ',' ORDER BY s.id) FROM trail_subject s
                WHERE s.event_id = trail_event.id), '')
      <> COALESCE((SELECT string_agg(value, ',' ORDER BY n)
                   FROM jsonb_array_elements_text(said->'subjects') WITH ORDINALITY AS e(value, n)), '')
ORDER BY position LIMIT 1
"""
CHAIN = """
COPY (SELECT e.position, e.previous_digest, e.digest, e.text, p.salt, p.text
      FROM trail_event e LEFT JOIN trail_payload p ON p.event_id = e.id ORDER BY e.position) TO STDOUT
"""


PAYLOAD_GONE = """
SELECT position FROM trail_event e WHERE NOT EXISTS (SELECT FROM trail_payload p WHERE p.event_id = e.id)
EXCEPT
SELECT (p.text::jsonb->'after'->>'position')::bigint
FROM trail_event e JOIN trail_payload p ON p.event_id = e.id WHERE e.verb = 'trail.payload_erased'
ORDER BY position LIMIT 1
"""
AFTER_THE_WALK = (
    (COLUMNS_DISAGREE, "its columns do not say what its text says"),
    (PAYLOAD_GONE, "what it wrote is gone, and no event says that it was erased"),
)


def verify() -> Verification:
    """Walk the whole chain. Stops at the first event that is missing, altered or out of place."""
    walked = _walk()
    if not walked.whole:
        return walked
    with connection.cursor() as cursor:
        for query, problem in AFTER_THE_WALK:
            cursor.execute(query)
            if row := cursor.fetchone():
                return replace(walked, position=row[0], problem=problem)
    return walked


def _walk() -> Verification:
    expected, previous, erased = 1, GENESIS, 0
    with connection.cursor() as cursor, cursor.copy(CHAIN) as copy:
        rows = copy.rows()
        for position, stated_previous, digest, text, salt, payload in rows:
            problem = None
            if int(position) != expected:
                problem = f"event {expected} is missing"
            elif stated_previous != previous:
                problem = "it does not follow from the event before it"
            elif link(previous, text) != digest:
                problem = "its text was altered"
            elif payload is None:
                erased += 1
            elif f'"payload":"{payload_digest(salt, payload)}"' not in text:
                problem = "what it wrote was altered"
            if problem:
                for _ in rows:  # the protocol wants the copy read to its end
                    pass
                return Verification(expected - 1, erased, previous, int(position), problem)
            previous, expected = digest, expected + 1
    return Verification(expected - 1, erased, previous)
