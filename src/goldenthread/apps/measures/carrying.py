"""What measures take along when an action is carried over, and what they offer to monitoring."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from goldenthread.apps.carryover.neighbours import Supporting
from goldenthread.apps.measures.actions import link_to_indicator
from goldenthread.apps.measures.models import IndicatorMeasure, Scorecard
from goldenthread.apps.people.models import Person
from goldenthread.apps.plans.models import Action


def take_measures_along(action: Action, new: Action, by: Person | None, at: datetime) -> None:
    """Link the measures of an action’s success indicators to the new action’s, of the same text."""
    indicators = {one.text: one for one in new.success_indicators.filter(gone_on=None)}
    links = IndicatorMeasure.objects.filter(indicator__action=action, indicator__gone_on=None)
    for link in links.select_related("indicator", "measure").order_by("pk"):
        if link.indicator.text in indicators:
            link_to_indicator(link.measure, indicators[link.indicator.text], by=by, at=at)


def scorecards_that_support() -> Iterator[Supporting]:
    """Every scorecard: a recommendation may be watched by any."""
    return (Supporting("Scorecard", one.uuid, one.name) for one in Scorecard.objects.order_by("name"))
