"""What was asked for at earlier meetings and comes back to this one: matters arising. Later rooms register.

A later room calls `register_arising(function)` when it starts. The function takes the meeting, and the day,
and gives what the body is still owed, in the order in which it is to be taken.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.trail.changes import day_words


@dataclass(frozen=True)
class Arising:
    """Something that the body asked for. `state` in words ("Late", "Open"); `due_on` None: no date is set."""

    words: str
    href: str
    owner: str = ""
    due_on: date | None = None
    state: str = ""

    @property
    def standing(self) -> str:
        """ "Head of Service, due 2 December 2019. Late": who owes it by when, and its state."""
        return standing_words(self.owner, self.due_on, self.state)


def standing_words(owner: str, due_on: date | None, state: str) -> str:
    """How a matter stands, as pages and papers say it. What nobody owes has no day to miss."""
    due = f"due {day_words(due_on)}" if due_on else "no date is set" if owner else ""
    return ". ".join(filter(None, (", ".join(filter(None, (owner, due))), state)))


Source = Callable[[Meeting, date], Sequence[Arising]]
_sources: list[Source] = []


def register_arising(source: Source) -> None:
    """Bring these back to each meeting's agenda. Twice is once."""
    if source not in _sources:
        _sources.append(source)


def arising_for(meeting: Meeting, today: date) -> list[Arising]:
    """All that comes back to a meeting, in the order in which rooms registered."""
    return [one for source in _sources for one in source(meeting, today)]
