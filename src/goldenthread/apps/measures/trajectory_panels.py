"""What a measure's page says of its trajectory and of its parts, with the way to their pages."""

from __future__ import annotations

from goldenthread.apps.measures.models import Measure
from goldenthread.apps.measures.neighbours import Panel, register_panel
from goldenthread.apps.measures.trajectory_offers import offered
from goldenthread.apps.measures.trajectory_queries import planned_against_actual
from goldenthread.apps.measures.whole_parts_queries import whole_of, wholes_of
from goldenthread.apps.trail.moments import Moment


def plan_panel(measure: Measure, moment: Moment) -> Panel:
    """The verdict and the newest gap; without a trajectory, what there is to make one of."""
    shown = planned_against_actual(measure, as_at=moment.as_at, known_at=moment.known_at)
    offer = offered(measure) if shown is None and not moment.is_past else None
    return Panel(
        "measures/plan_panel.html",
        {"measure": measure, "shown": shown, "offer": offer, "is_past": moment.is_past},
    )


def parts_panel(measure: Measure, moment: Moment) -> Panel:
    """What the measure is split into, what does not add up, and what it is a part of."""
    whole = whole_of(measure, as_at=moment.as_at, known_at=moment.known_at)
    return Panel(
        "measures/parts_panel.html",
        {
            "measure": measure,
            "whole": whole,
            "wholes": wholes_of(measure, moment.known_at),
            "is_past": moment.is_past,
        },
    )


def register_plan_panels() -> None:
    """Show both on every measure's page."""
    register_panel(plan_panel)
    register_panel(parts_panel)
