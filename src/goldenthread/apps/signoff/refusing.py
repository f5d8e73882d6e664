"""What every write of a sign-off looks at first, and how it says what a rule refuses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import models

from goldenthread.apps.people.models import Person
from goldenthread.apps.signoff.access import Unit, leads_it
from goldenthread.apps.signoff.models import Case
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook import sign_off

STALE = "Somebody changed this case while you were writing. Read it again, then save. What you typed is here."


class Wanting(Refused):
    """All that keeps a decision from being recorded; it reads as the first of them."""

    def __init__(self, refusals: Sequence[sign_off.Refusal]) -> None:
        first = refusals[0]
        super().__init__(first.words, code=str(first.code), field=first.about or None)
        self.refusals = tuple(refusals)


def refuse(refusal: sign_off.Refusal | None) -> None:
    """Raise what a rule refuses, with its code. None passes."""
    if refusal is not None:
        raise Wanting([refusal])


def locked(case: Case, version: int | None = None) -> Case:
    """The case, locked until the transaction ends. Refused ("stale") where it changed since `version`."""
    rows = Case.objects.select_for_update(of=("self",))
    case = rows.select_related("recommendation__inspection", "element", "body", "meeting").get(pk=case.pk)
    if version is not None and case.version != version:
        raise Refused(STALE, code="stale")
    return case


def on(case: Case, *also: models.Model) -> list[models.Model]:
    """The records that an event of a case is about."""
    return [case, case.recommendation, *([case.element] if case.element else []), *also]


def refuse_own(unit: Unit, by: Person | None, today: date, case: Case | None = None) -> None:
    """Refuse whoever leads an action of the unit; of a case, also who asked for it or built it (SGN-2)."""
    if by is None:
        return
    leads = {by.pk} if leads_it(by, unit, today) else set()
    refuse(
        sign_off.may_decide(
            by.pk, leads=leads, asked_by=case.asked_by_id if case else None,
            built_by=case.built_by_id if case else None,
        )
    )  # fmt: skip
