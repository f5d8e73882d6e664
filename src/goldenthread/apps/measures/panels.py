"""What other rooms' pages show of measures: on an action's page, how its success indicators stand."""

from __future__ import annotations

from datetime import date

from goldenthread.apps.measures.library import entries_of
from goldenthread.apps.measures.models import IndicatorMeasure
from goldenthread.apps.plans.models import Action
from goldenthread.apps.plans.neighbours import Panel


def measures_of_action(action: Action, today: date) -> Panel | None:
    """The measures that show whether an action has worked, each with its newest figure and rating."""
    links = IndicatorMeasure.objects.filter(indicator__action=action, indicator__gone_on=None)
    links = links.select_related("indicator").order_by("indicator__position", "measure__sort_key")
    indicators = {link.measure_id: link.indicator for link in links}
    if not indicators:
        return None
    rows = [(indicators[entry.measure.pk], entry) for entry in entries_of(list(indicators))]
    return Panel("measures/action_panel.html", {"rows": rows})
