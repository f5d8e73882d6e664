"""What was asked for at earlier meetings and comes back to this one: matters arising. Later rooms register.

A later room calls `register_arising(function)` when it starts. The function takes the meeting, and the day,
and gives what the body is still owed, in the order in which it is to be taken.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.apps.meetings.models import Meeting


@dataclass(frozen=True)
class Arising:
    """Something that the body asked for. `state` in words ("Late", "Open"); `due_on` None: no date is set."""

    words: str
    href: str
    owner: str = ""
    due_on: date | None = None
    state: str = ""


Source = Callable[[Meeting, date], Sequence[Arising]]
_sources: list[Source] = []


def register_arising(source: Source) -> None:
    """Bring these back to each meeting's agenda. Twice is once."""
    if source not in _sources:
        _sources.append(source)


def arising_for(meeting: Meeting, today: date) -> list[Arising]:
    """All that comes back to a meeting, in the order in which rooms registered."""
    return [one for source in _sources for one in source(meeting, today)]
