"""What rooms after this one show on the pages of an action and of a plan. They register when they start.

A later room calls `register_panel(function)`. The function takes the action, the day that the page speaks of
(today, or a day of the past) and the instant whose knowledge it shows (None: all that is known), and gives a
`Panel`, or None where it has nothing to show. `register_plan_panel` does the same for a plan's page, and
`register_figures` for each success indicator where completion is decided. A panel's template leaves out what
writes where `moment.is_past`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from goldenthread.apps.plans.models import Action, Plan


@dataclass(frozen=True)
class Panel:
    """A part of a page: a template of the room that gives it, with `context` in it as `panel`."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


MakePanel = Callable[[Action, date, datetime | None], Panel | None]
MakePlanPanel = Callable[[Plan, date, datetime | None], Panel | None]
MakeFigures = Callable[[Action, date], Mapping[int, Panel]]
_panels: list[MakePanel] = []
_plan_panels: list[MakePlanPanel] = []
_figures: list[MakeFigures] = []


def register_panel(make: MakePanel) -> None:
    """Show this panel on every action's page. Twice is once."""
    if make not in _panels:
        _panels.append(make)


def panels_of(action: Action, on: date, known_at: datetime | None = None) -> list[Panel]:
    """The panels of an action as it stood on a day, in the order in which rooms registered."""
    return [panel for make in _panels if (panel := make(action, on, known_at)) is not None]


def register_plan_panel(make: MakePlanPanel) -> None:
    """Show this panel on every plan's page, below its actions. Twice is once."""
    if make not in _plan_panels:
        _plan_panels.append(make)


def plan_panels_of(plan: Plan, on: date, known_at: datetime | None = None) -> list[Panel]:
    """The panels of a plan as it stood on a day, in the order in which rooms registered."""
    return [panel for make in _plan_panels if (panel := make(plan, on, known_at)) is not None]


def register_figures(make: MakeFigures) -> None:
    """Show what this gives for an action's success indicators, by their keys, beside each. Twice is once."""
    if make not in _figures:
        _figures.append(make)


def figures_of(action: Action, today: date) -> dict[int, list[Panel]]:
    """What later rooms show beside each success indicator, by its key."""
    found: dict[int, list[Panel]] = {}
    for make in _figures:
        for indicator, panel in make(action, today).items():
            found.setdefault(indicator, []).append(panel)
    return found
