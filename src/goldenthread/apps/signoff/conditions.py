"""Conditions of sign-offs: what is open, late or discharged, what its measure says, and their discharge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from goldenthread.apps.inspections.assessing import assess
from goldenthread.apps.inspections.models import Assessment
from goldenthread.apps.minutes.models import Resolution
from goldenthread.apps.people.models import Person
from goldenthread.apps.signoff import units
from goldenthread.apps.signoff.models import Case, Condition, Discharge
from goldenthread.apps.signoff.refusing import locked, on, refuse, refuse_own
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook import sign_off

OPEN, LATE, DISCHARGED = "open", "late", "discharged"


@dataclass(frozen=True)
class ConditionLine:
    """A condition as it stands on a day, with what its measure says then (`now`, None: no figure)."""

    condition: Condition
    discharge: Discharge | None
    is_late: bool
    now: Any = None

    @property
    def state(self) -> str:
        return DISCHARGED if self.discharge else LATE if self.is_late else OPEN

    @property
    def shown_by(self) -> str:
        """The measure with its target, or what else would show it."""
        return ": ".join(filter(None, (str(self.condition.measure or ""), self.target)))

    @property
    def target(self) -> str:
        """What would show it, in words: "90%"."""
        one = self.condition
        if one.target is None:
            return one.target_text
        return f"{one.target.normalize():f}{'%' if one.measure and one.measure.unit in PERCENT else ''}"


PERCENT = ("%", "percent", "per cent", "percentage")


def all_conditions() -> QuerySet[Condition]:
    """Every condition, the earliest due first, with what a page shows of it."""
    return Condition.objects.select_related(
        "decision__case__recommendation__inspection", "decision__case__element", "decision__case__body",
        "measure", "discharge__resolution__minute", "discharge__recorded_by",
    ).defer("decision__document").order_by("due_on", "pk")  # fmt: skip


def narrowed(state: str, today: date) -> QuerySet[Condition]:
    """The open ones; or those that are late, discharged, or all."""
    rows = all_conditions()
    match state:
        case "late":
            return rows.filter(discharge=None, due_on__lt=today)
        case "discharged":
            return rows.exclude(discharge=None)
        case "all":
            return rows
    return rows.filter(discharge=None)


def condition_line(condition: Condition, today: date, now: Any = None) -> ConditionLine:
    discharge = getattr(condition, "discharge", None)
    return ConditionLine(condition, discharge, discharge is None and condition.due_on < today, now)


@transaction.atomic
def discharge(
    condition: Condition, *, resolution: Resolution | None, words: str, shown: dict[str, Any], by: Person,
    at: datetime, today: date,
) -> Discharge:  # fmt: skip
    """Record that the body discharged a condition. The last one of phase 2: the unit is assessed as met.

    `shown` is what its measure said. Raises Refused for who leads (SGN-2), without the body's resolution or
    where it had no quorum (SGN-3), without words, and where it is discharged already.
    """
    case = locked(condition.decision.case)
    refuse_own(case.unit, by, today)
    if Discharge.objects.filter(condition=condition).exists():
        raise Refused("This condition was discharged already. What you typed was not recorded.", code="stale")
    if not words.strip():
        raise Refused("Say what shows that the condition is met.", field="words")
    _check_resolution(case, condition, resolution)
    made = Discharge.objects.create(
        condition=condition, resolution=resolution, words=words.strip(), shown=shown,
        discharged_on=resolution.minute.minutes.meeting.held_on, recorded_at=at, recorded_by=by,
    )  # fmt: skip
    record(
        "signoff.condition_discharged", by=by, at=at,
        on=on(case, condition.decision, condition, resolution, case.body),
        after={"condition": condition.words, "words": made.words, "shown": shown,
               "resolution": str(resolution), "discharged_on": made.discharged_on},
    )  # fmt: skip
    _assess_when_all_are(case, made, by=by, at=at, today=today)
    return made


def _check_resolution(case: Case, condition: Condition, resolution: Resolution | None) -> None:
    if resolution is None:
        raise Refused("Choose the resolution that discharged it.", field="resolution", code="SGN-8")
    if resolution.minute.body_id != case.body_id:
        raise Refused(f"Only the {case.body} discharges it.", field="resolution", code="SGN-4")
    if resolution.minute.minutes.meeting.held_on < condition.decision.decided_on:
        raise Refused("That meeting was before the condition was set.", field="resolution")
    if resolution.quorate is False:
        words = "There was no quorum at this resolution. The body decides again."
        refuse(sign_off.Refusal(sign_off.SGN_3, words, "resolution"))


def _assess_when_all_are(case: Case, made: Discharge, *, by: Person, at: datetime, today: date) -> None:
    decision = made.condition.decision
    left = decision.conditions.filter(discharge=None).exists()
    if case.phase != 2 or left or units.signed_of(case.unit).stands(2) != decision:
        return
    assess(
        case.recommendation, element=case.element, status=Assessment.Status.MET,
        assessed_on=made.discharged_on, today=today, body=case.body, by=by, at=at,
        reason="Its condition was discharged",
    )  # fmt: skip
