"""What this room shows on an inspection's page."""

from __future__ import annotations

from datetime import date

from goldenthread.apps.inspections.models import Inspection
from goldenthread.apps.inspections.neighbours import Panel
from goldenthread.apps.interventions.queries import intervention_of


def what_it_brought(inspection: Inspection, today: date) -> Panel:
    """What is next, and by when, with the way to all of it."""
    return Panel("interventions/on_inspection.html", {"intervention": intervention_of(inspection, today)})
