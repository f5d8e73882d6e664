"""Reading the ledger."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from goldenthread.apps.trail.models import Event


@dataclass(frozen=True)
class Happening:
    """One event as a page shows it. `after` is None where the payload was erased."""

    position: int
    at: datetime
    actor: str
    verb: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    why: str
    digest: str

    @property
    def words(self) -> str:
        """What was done, in words: `people.role_granted` is “Role granted”."""
        return self.verb.partition(".")[2].replace("_", " ").capitalize()


def about(uuid: UUID, *, limit: int = 50, until: datetime | None = None) -> list[Happening]:
    """The newest events about one record, up to an instant where one is given, newest first."""
    events = Event.objects.filter(subjects__uuid=uuid).select_related("payload").order_by("-position")
    events = events.filter(at__lte=until) if until else events
    return [_happening(event) for event in events[:limit]]


def head() -> tuple[int, str] | None:
    """The last position and its digest: what a minute may quote so that a cut tail shows."""
    return Event.objects.order_by("-position").values_list("position", "digest").first()


def _happening(event: Event) -> Happening:
    payload = json.loads(event.payload.text) if hasattr(event, "payload") else {}
    return Happening(
        position=event.position,
        at=event.at,
        actor=json.loads(event.text)["actor_name"],
        verb=event.verb,
        before=payload.get("before"),
        after=payload.get("after"),
        why=payload.get("why", ""),
        digest=event.digest,
    )
