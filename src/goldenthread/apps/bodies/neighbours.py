"""What rooms after this one show on a body's page: what it answers for, its papers. They register.

A later room calls `register_panel(function)` when it starts. The function takes the body, and the page's day,
and gives a `Panel`, or None where it has nothing to show.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from goldenthread.apps.bodies.models import Body


@dataclass(frozen=True)
class Panel:
    """A part of the body's page: a template of the room that gives it, rendered with `context` as `panel`."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


MakePanel = Callable[[Body, date], Panel | None]
_panels: list[MakePanel] = []


def register_panel(make: MakePanel) -> None:
    """Show this panel on every body's page. Registering it again changes nothing."""
    if make not in _panels:
        _panels.append(make)


def panels_of(body: Body, today: date) -> list[Panel]:
    """The panels of a body, in the order in which rooms registered."""
    return [panel for make in _panels if (panel := make(body, today)) is not None]
