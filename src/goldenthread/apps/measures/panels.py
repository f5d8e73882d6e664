"""What other rooms' pages show of measures: how an action's success indicators stand."""

from __future__ import annotations

from datetime import date

from goldenthread.apps.measures.library import Entry, entries_of
from goldenthread.apps.measures.models import IndicatorMeasure
from goldenthread.apps.plans.models import Action, SuccessIndicator
from goldenthread.apps.plans.neighbours import Panel


def measures_of_action(action: Action, today: date) -> Panel | None:
    """The measures that show whether an action has worked, each with its newest figure and rating."""
    rows = _linked(action)
    return Panel("measures/action_panel.html", {"rows": rows}) if rows else None


def figures_of_indicators(action: Action, today: date) -> dict[int, Panel]:
    """Beside each success indicator where completion is decided: its measures' figures, targets, ratings."""
    entries: dict[int, list[Entry]] = {}
    for indicator, entry in _linked(action):
        entries.setdefault(indicator.pk, []).append(entry)
    return {
        indicator: Panel("measures/indicator_figures.html", {"entries": found})
        for indicator, found in entries.items()
    }


def _linked(action: Action) -> list[tuple[SuccessIndicator, Entry]]:
    """Each indicator with each measure that is linked to it, in the plan's order."""
    links = IndicatorMeasure.objects.filter(indicator__action=action, indicator__gone_on=None)
    links = links.select_related("indicator").order_by("indicator__position", "measure__sort_key")
    entries = {entry.measure.pk: entry for entry in entries_of([link.measure_id for link in links])}
    return [(link.indicator, entries[link.measure_id]) for link in links if link.measure_id in entries]
