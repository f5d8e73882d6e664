"""Saying how an unmet recommendation is monitored: one version after another, none overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.carryover.models import MonitoringArrangement, Support, Through
from goldenthread.apps.carryover.neighbours import Supporting
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused


@transaction.atomic
def arrange_monitoring(
    recommendation: Recommendation, *, effective_on: date, through: Sequence[Body] = (),
    supports: Sequence[Supporting] = (), supported_by: str = "", planned_actions: str = "",
    why_none: str = "", seen: int, today: date, by: Person | None, at: datetime,
) -> MonitoringArrangement:  # fmt: skip
    """Write the next version of how a recommendation is monitored, from a day on.

    Without a body there is no monitoring, and it must say why. Refused too for a day to come, where it says
    both a body and why there is none, and with the code "stale" where there are more versions than `seen`.
    """
    recommendation = Recommendation.objects.select_for_update(of=("self",)).get(pk=recommendation.pk)
    last = recommendation.monitoring_arrangements.order_by("number").last()
    number = last.number if last else 0
    if number != seen:
        raise Refused("Somebody changed this arrangement while you were writing.", code="stale")
    if effective_on > today:
        raise Refused("The day is in the future.", field="effective_on")
    if not through and not why_none.strip():
        raise Refused("Choose a body, or say why it is not monitored.", field="through")
    if through and why_none.strip():
        raise Refused("It is monitored through a body: leave this empty.", field="why_none")
    says = {
        "effective_on": effective_on, "supported_by": supported_by.strip(),
        "planned_actions": planned_actions.strip(), "why_none": why_none.strip(),
    }  # fmt: skip
    made = MonitoringArrangement.objects.create(
        recommendation=recommendation, number=number + 1, recorded_at=at, recorded_by=by, **says
    )
    Through.objects.bulk_create(Through(arrangement=made, body=body) for body in through)
    Support.objects.bulk_create(
        Support(arrangement=made, kind=one.kind, subject=one.uuid, name=one.name) for one in supports
    )
    record(
        "carryover.monitoring_arranged", by=by, at=at, on=[recommendation, *through], why=made.why_none,
        after=says | {
            "number": made.number, "through": [body.name for body in through],
            "supports": [f"{one.kind} {one.name}" for one in supports],
        },
    )  # fmt: skip
    return made
