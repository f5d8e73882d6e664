"""Where a figure that a tracker counts comes from: its definition, and the list for those allowed."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.apps.localtrackers.counting import SOURCE_BEGINS, WORDS
from goldenthread.apps.localtrackers.models import LocalTracker
from goldenthread.apps.localtrackers.queries import definition_of
from goldenthread.apps.measures.models import Value
from goldenthread.apps.measures.neighbours import Panel


def origins_from_trackers(values: Sequence[Value]) -> dict[int, Panel]:
    """Where versions that were counted from a tracker come from, by the version's row number."""
    counted = [value for value in values if value.observation.source.startswith(SOURCE_BEGINS)]
    measures = {value.observation.measure_id for value in counted}
    trackers = {one.measure_id: one for one in LocalTracker.objects.filter(measure__in=measures)}
    found = {}
    for value in counted:
        if tracker := trackers.get(value.observation.measure_id):
            definition = definition_of(tracker)
            found[value.pk] = Panel("localtrackers/where_from.html", {
                "tracker": tracker, "definition": definition, "words": WORDS.get(definition.counts),
            })  # fmt: skip
    return found
