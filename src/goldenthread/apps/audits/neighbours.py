"""What rooms after this one show on the page of an audit. They register when they start."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from goldenthread.apps.audits.models import Audit
from goldenthread.apps.people.models import Person


@dataclass(frozen=True)
class Panel:
    """A part of a page: a template of the room that gives it, with `context` in it as `panel`."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


MakePanel = Callable[[Audit, Person, date], Panel | None]
_panels: list[MakePanel] = []


def register_panel(make: MakePanel) -> None:
    """Show this panel on every audit's page. Twice is once."""
    if make not in _panels:
        _panels.append(make)


def panels_of(audit: Audit, person: Person, today: date) -> list[Panel]:
    """The panels of an audit, in the order in which rooms registered."""
    return [panel for make in _panels if (panel := make(audit, person, today)) is not None]
