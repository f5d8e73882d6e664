"""A prompt to reopen is settled: the unit is reopened, or the sign-off kept, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldenthread.apps.inspections.assessing import assess
from goldenthread.apps.inspections.models import Assessment
from goldenthread.apps.people.models import Person
from goldenthread.apps.signoff import units
from goldenthread.apps.signoff.models import Decision, Settlement
from goldenthread.apps.signoff.refusing import locked, on, refuse_own
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused

Outcome, Status = Settlement.Outcome, Assessment.Status
FELL_TO = (Status.NOT_MET, Status.PARTLY_MET)


@transaction.atomic
def reopen(
    decision: Decision, *, status: str, reason: str, changes: Sequence[Any] = (), marks: str = "",
    by: Person | None, at: datetime, today: date, on_day: date | None = None,
    assessment: Assessment | None = None, published_on: date | None = None,
) -> Settlement:  # fmt: skip
    """Reopen a unit that was signed off: it is assessed as not or partly met, and both phases begin again.

    `assessment` is one that the body made already, of the past. Raises Refused without a reason, for another
    status, for who leads (SGN-2), and where the sign-off no longer stands.
    """
    decision, reason = _standing(decision, reason, by, today)
    if status not in FELL_TO:
        raise Refused("Say whether it is not met, or met in part.", field="status")
    case, day = decision.case, on_day or today
    if assessment is None:
        assessment = assess(
            case.recommendation, element=case.element, status=status, assessed_on=day, today=today,
            body=units.answering(case.recommendation, day), reason=reason, by=by, at=at,
        )  # fmt: skip
    return _settle(
        decision, Outcome.REOPENED, reason, day, changes, marks, assessment, by, at, published_on
    )  # fmt: skip


@transaction.atomic
def keep(
    decision: Decision, *, reason: str, changes: Sequence[Any], marks: str, by: Person, at: datetime,
    today: date,
) -> Settlement:  # fmt: skip
    """Say why a sign-off stands although something fell. Another fall asks again. Refused as `reopen`."""
    decision, reason = _standing(decision, reason, by, today)
    if decision.settlements.filter(marks=marks).exists():
        raise Refused("Somebody settled this already. What you typed was not recorded.", code="stale")
    return _settle(decision, Outcome.KEPT, reason, today, changes, marks, None, by, at, None)


def _standing(
    decision: Decision, reason: str, by: Person | None, today: date
) -> tuple[Decision, str]:  # fmt: skip
    case = locked(decision.case)
    if units.signed_of(case.unit).stands(case.phase) != decision:
        raise Refused("This sign-off does not stand any longer, so there is nothing to settle.", code="stale")
    refuse_own(case.unit, by, today)
    if not reason.strip():
        raise Refused("Say why.", field="reason")
    decision.case = case
    return decision, reason.strip()


def _settle(
    decision: Decision, outcome: Outcome, reason: str, day: date, changes: Sequence[Any], marks: str,
    assessment: Assessment | None, by: Person | None, at: datetime, published_on: date | None,
) -> Settlement:  # fmt: skip
    made = Settlement.objects.create(
        decision=decision, outcome=outcome, reason=reason, settled_on=day, changes=list(changes),
        marks=marks, assessment=assessment, recorded_at=at, recorded_by=by, published_on=published_on,
    )  # fmt: skip
    record(
        f"signoff.{outcome}", by=by, at=at, on=on(decision.case, decision, made), why=reason,
        after={
            "unit": decision.case.unit_reference, "phase": decision.case.phase, "settled_on": day,
            "changes": list(changes), "status": assessment.status if assessment else "",
        },
    )  # fmt: skip
    return made
