"""What rooms after this one do here: take their links along with an action, offer what supports monitoring.

A later room calls `register_carrier(function)`: the function takes the action, the action that it goes on as,
who and when, and writes its own links anew, within the transaction. `register_supports(function)`: it gives
the records by which a recommendation can be watched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from goldenthread.apps.people.models import Person
from goldenthread.apps.plans.models import Action


@dataclass(frozen=True)
class Supporting:
    """A record by which a recommendation can be watched: its kind in words, its id, its name."""

    kind: str
    uuid: UUID
    name: str


Carrier = Callable[[Action, Action, Person | None, datetime], None]
Supports = Callable[[], Iterable[Supporting]]
_carriers: list[Carrier] = []
_supports: list[Supports] = []


def register_carrier(carry: Carrier) -> None:
    """Call this for every action that is carried over. Twice is once."""
    if carry not in _carriers:
        _carriers.append(carry)


def take_links_along(action: Action, new: Action, *, by: Person | None, at: datetime) -> None:
    """Let every room write its links of an action anew for the one that it goes on as."""
    for carry in _carriers:
        carry(action, new, by, at)


def register_supports(give: Supports) -> None:
    """Offer these records where an arrangement is written. Twice is once."""
    if give not in _supports:
        _supports.append(give)


def all_supports() -> list[Supporting]:
    """Everything by which a recommendation can be watched."""
    return [one for give in _supports for one in give()]
