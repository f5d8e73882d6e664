"""Whether a recommendation is met: one dated assessment after another, none of them overwritten."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.inspections.models import Assessment, Element, Recommendation
from goldenthread.apps.loads.models import Load
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused

Status = Assessment.Status
SETTLED = frozenset({Status.MET, Status.MET_SUBJECT_TO_CONDITION, Status.NO_LONGER_APPLICABLE})


@transaction.atomic
def assess(
    recommendation: Recommendation, *, status: str, assessed_on: date, today: date, by: Person | None,
    at: datetime, element: Element | None = None, body: Body | None = None, assessed_text: str = "",
    condition: str = "", reason: str = "", published_on: date | None = None, load: Load | None = None,
    seen: int | None = None,
) -> Assessment:  # fmt: skip
    """Record what was found of a recommendation, or of one of its elements, on a day.

    What was met and is now found not met, or met in part, is reopened: the trail says so. `assessed_text` is
    what the paper prints where the day is not known. `published_on`, where declared, is the day from which
    this was known. `seen` is how many assessments the person had before them: Refused with the code "stale"
    when there are more. Refused too for a day in the future, an element of another recommendation, "met
    subject to a condition" without the condition, and "no longer applicable" without a reason.
    """
    recommendation = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    condition, reason = condition.strip(), reason.strip()
    _check(recommendation, element, Status(status), assessed_on, today, condition, reason)
    if seen is not None and recommendation.assessments.count() != seen:
        raise Refused("Somebody assessed this recommendation while you were writing.", code="stale")
    before = recommendation.assessments.filter(element=element, assessed_on__lte=assessed_on).last()
    made = Assessment.objects.create(
        recommendation=recommendation, element=element, status=status, assessed_on=assessed_on, body=body,
        assessed_text=assessed_text.strip(), condition=condition, reason=reason, recorded_at=at,
        recorded_by=by, published_on=published_on, load=load,
    )  # fmt: skip
    reopened = before is not None and before.status in SETTLED and made.status not in SETTLED
    record(
        "inspections.reopened" if reopened else "inspections.assessed",
        by=by, at=at, on=[recommendation, *([element] if element else [])], why=reason,
        before={"status": before.status, "assessed_on": before.assessed_on} if before else None,
        after={
            "status": made.status, "assessed_on": assessed_on, "assessed_text": made.assessed_text,
            "element": element.reference if element else "", "body": body.name if body else "",
            "condition": condition, "published_on": published_on,
        },
    )  # fmt: skip
    return made


def _check(
    recommendation: Recommendation, element: Element | None, status: Status, assessed_on: date, today: date,
    condition: str, reason: str,
) -> None:  # fmt: skip
    if element is not None and element.recommendation_id != recommendation.pk:
        raise Refused("That element is of another recommendation.", field="element")
    if assessed_on > today:
        raise Refused("The day of the assessment is in the future.", field="assessed_on")
    if status is Status.MET_SUBJECT_TO_CONDITION and not condition:
        raise Refused("Say what the condition is.", field="condition")
    if status is Status.NO_LONGER_APPLICABLE and not reason:
        raise Refused("Say why it no longer applies.", field="reason")
