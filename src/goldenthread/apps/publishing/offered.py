"""The explanation that is offered for a finding: what was said when its figure was recorded as it is."""

from __future__ import annotations

from goldenthread.apps.measures.models import Target
from goldenthread.apps.measures.recorded import current_values
from goldenthread.apps.publishing.findings import Found
from goldenthread.rulebook.periods import Period


def offered(found: Found, period: Period) -> str:
    """Why the figures or the target of a finding were recorded in spite of it; empty where nobody was asked.

    `period` is the one that the scorecard reports.
    """
    observations = [place.observation for place in found.places if place.observation]
    values = current_values().filter(observation__uuid__in=observations)
    said = [value.as_it_is for value in values if _was_doubted(value, found)]
    targets = Target.objects.filter(measure__uuid__in=found.keys, effective_on__lte=period.last_day)
    newest = targets.order_by("measure_id", "-effective_on", "-id").distinct("measure_id")
    said += [target.reason for target in newest if _was_doubted(target, found)]
    return "\n".join(dict.fromkeys(said))


def _was_doubted(recorded: object, found: Found) -> bool:
    return any(one["code"] == found.code for one in getattr(recorded, "doubts", ()))
