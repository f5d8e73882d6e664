"""What other rooms' pages show of measures: how an action's success indicators stand."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q

from goldenthread.apps.measures.library import Entry, entries_of
from goldenthread.apps.measures.models import IndicatorMeasure
from goldenthread.apps.plans.models import Action, SuccessIndicator
from goldenthread.apps.plans.neighbours import Panel
from goldenthread.apps.trail.moments import in_force_by


def measures_of_action(action: Action, on: date, known_at: datetime | None) -> Panel | None:
    """The measures that show whether an action has worked, each with its newest figure of then and rating."""
    rows = _linked(action, on, known_at)
    return Panel("measures/action_panel.html", {"rows": rows}) if rows else None


def figures_of_indicators(action: Action, today: date) -> dict[int, Panel]:
    """Beside each success indicator where completion is decided: its measures' figures, targets, ratings."""
    entries: dict[int, list[Entry]] = {}
    for indicator, entry in _linked(action, today):
        entries.setdefault(indicator.pk, []).append(entry)
    return {
        indicator: Panel("measures/indicator_figures.html", {"entries": found})
        for indicator, found in entries.items()
    }


def _linked(
    action: Action, on: date, known_at: datetime | None = None
) -> list[tuple[SuccessIndicator, Entry]]:
    """Each indicator of a day with each measure that was known to show it, in the plan's order."""
    listed = Q(indicator__gone_on=None) | Q(indicator__gone_on__gt=on)
    links = IndicatorMeasure.ever.filter(
        in_force_by(known_at, published=""), listed, indicator__action=action
    )
    links = links.select_related("indicator").order_by("indicator__position", "measure__sort_key")
    shown = entries_of([link.measure_id for link in links], as_at=on, known_at=known_at)
    entries = {entry.measure.pk: entry for entry in shown}
    return [(link.indicator, entries[link.measure_id]) for link in links if link.measure_id in entries]
