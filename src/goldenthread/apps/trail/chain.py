"""The arithmetic of the chain: canonical text, salted payload digests, the link between events.

Pure functions; the ledger (models, actions) and the verifier (verification) share them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

SCHEMA = 2
"""The second has the instant of the transaction, where the first has none."""
GENESIS = "0" * 64


def canonical(value: Any) -> str:
    """JSON with one spelling: sorted keys, no spaces, Decimals and dates as strings.

    Raises TypeError for a float (it has no one spelling) and for anything else that JSON lacks.
    """
    return json.dumps(_plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int():
            return value
        case Enum():
            return _plain(value.value)
        case str():
            return value
        case Decimal() | UUID():
            return str(value)
        case datetime():
            return instant(value)
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): _plain(item) for key, item in value.items()}
        case list() | tuple() | set() | frozenset():
            items = sorted(value, key=str) if isinstance(value, (set, frozenset)) else value
            return [_plain(item) for item in items]
    if hasattr(value, "_proxy____cast"):  # a translated string that has not been asked for yet
        return str(value)
    raise TypeError(f"{type(value).__name__} has no canonical JSON")


def instant(at: datetime) -> str:
    """An instant as text, in UTC to the microsecond. Raises ValueError for one without a zone."""
    if at.tzinfo is None:
        raise ValueError("an instant needs its zone")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def payload_digest(salt: str, text: str) -> str:
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def link(previous_digest: str, text: str) -> str:
    return hashlib.sha256(f"{previous_digest}\n{text}".encode()).hexdigest()


def event_text(
    *,
    position: int,
    at: datetime,
    actor: int | None,
    actor_name: str,
    verb: str,
    subjects: Iterable[tuple[str, UUID]],
    digest_of_payload: str,
    transaction_started: datetime | None = None,
) -> str:
    """The canonical text of one event: all about it but what was written, which stands by its digest."""
    started = {"transaction": transaction_started} if transaction_started else {}
    return canonical(
        {
            "schema": SCHEMA if started else 1,
            "position": position,
            "at": at,
            "actor": actor,
            "actor_name": actor_name,
            "verb": verb,
            "subjects": [f"{kind} {uuid}" for kind, uuid in subjects],
            "payload": digest_of_payload,
            **started,
        }
    )
