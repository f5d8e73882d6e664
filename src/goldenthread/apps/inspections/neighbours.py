"""What rooms show on the pages of an inspection and of a recommendation. They register when they start.

A later room calls `register_panel(function)`. The function takes the inspection and the page's day, and gives
a `Panel`, or None where it has nothing to show. `register_recommendation_panel` does the same for a
recommendation's thread; its function is also told the instant whose knowledge the page has, None for now.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from goldenthread.apps.inspections.models import Inspection, Recommendation


@dataclass(frozen=True)
class Panel:
    """A part of a page: a template of the room that gives it, with `context` in it as `panel`."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


MakePanel = Callable[[Inspection, date], Panel | None]
MakeRecommendationPanel = Callable[[Recommendation, date, datetime | None], Panel | None]
_panels: list[MakePanel] = []
_recommendation_panels: list[MakeRecommendationPanel] = []


def register_panel(make: MakePanel) -> None:
    """Show this panel on every inspection's page. Twice is once."""
    if make not in _panels:
        _panels.append(make)


def panels_of(inspection: Inspection, today: date) -> list[Panel]:
    """The panels of an inspection, in the order in which rooms registered."""
    return [panel for make in _panels if (panel := make(inspection, today)) is not None]


def register_recommendation_panel(make: MakeRecommendationPanel) -> None:
    """Show this panel on every recommendation's thread. Twice is once."""
    if make not in _recommendation_panels:
        _recommendation_panels.append(make)


def recommendation_panels_of(
    recommendation: Recommendation, as_at: date, known_at: datetime | None = None
) -> list[Panel]:
    """The panels of a recommendation, in the order in which rooms registered."""
    made = (make(recommendation, as_at, known_at) for make in _recommendation_panels)
    return [panel for panel in made if panel is not None]
