"""What rooms after this one show on a meeting's page: its agenda, its minutes, its packs. They register.

A later room calls `register_panel(function)` when it starts. The function takes the meeting, whoever asks
with their standing on them, and the page's day, and gives a `Panel`, or None where it has nothing to show.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.people.models import Person


@dataclass(frozen=True)
class Panel:
    """A part of the meeting's page: a template of the room that gives it, rendered with `context` as `panel`.

    `place` orders the page from the top: 10 what comes before the meeting (agenda, notices), 50 the meeting
    itself (minutes), 90 what follows.
    """

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    place: int = 50


MakePanel = Callable[[Meeting, Person, date], Panel | None]
_panels: list[MakePanel] = []


def register_panel(make: MakePanel) -> None:
    """Show this panel on every meeting's page. Registering it again changes nothing."""
    if make not in _panels:
        _panels.append(make)


def panels_of(meeting: Meeting, person: Person, today: date) -> list[Panel]:
    """The panels of a meeting by their place; in one place, in the order in which rooms registered."""
    found = [panel for make in _panels if (panel := make(meeting, person, today)) is not None]
    return sorted(found, key=lambda panel: panel.place)
