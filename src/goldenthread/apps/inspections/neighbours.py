"""What rooms after this one show on an inspection's page: what it brought. They register when they start.

A later room calls `register_panel(function)`. The function takes the inspection and the page's day, and gives
a `Panel`, or None where it has nothing to show.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from goldenthread.apps.inspections.models import Inspection


@dataclass(frozen=True)
class Panel:
    """A part of a page: a template of the room that gives it, with `context` in it as `panel`."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


MakePanel = Callable[[Inspection, date], Panel | None]
_panels: list[MakePanel] = []


def register_panel(make: MakePanel) -> None:
    """Show this panel on every inspection's page. Twice is once."""
    if make not in _panels:
        _panels.append(make)


def panels_of(inspection: Inspection, today: date) -> list[Panel]:
    """The panels of an inspection, in the order in which rooms registered."""
    return [panel for make in _panels if (panel := make(inspection, today)) is not None]
