"""The history of a unit replayed: what the checks would have said on each day on which it was assessed.

Each day's case is composed as it stood on that day and from what was known by its end, so that figures of
2016 that were loaded today count from the day that was declared for them and no earlier.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from goldenthread.apps.inspections.models import Assessment, Element, Recommendation
from goldenthread.apps.signoff.changed import Change, differences
from goldenthread.apps.signoff.checking import checked
from goldenthread.apps.signoff.composing import Unit, compose
from goldenthread.apps.signoff.models import Decision
from goldenthread.apps.trail.moments import day_ends
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents.sign_off_case import PHASE_WORDS, CaseCheck, SignOffCase
from goldenthread.documents.wording import uk_date
from goldenthread.rulebook.sufficiency import Phase

MOST_DAYS = 40
"""More days than that were never asked for; each takes a case to compose."""


@dataclass(frozen=True)
class Replayed:
    """One day: what was found of the unit on it, what was decided, and the case as the body could know it.

    `hindsight` says that the case holds what is known now, `nothing_known` that nothing was known by then.
    `changes` are what differs from the day before it in the replay.
    """

    on: date
    text: str
    assessments: tuple[Assessment, ...]
    decisions: tuple[Decision, ...]
    case: SignOffCase
    activity: tuple[CaseCheck, ...]
    hindsight: bool
    nothing_known: bool
    changes: tuple[Change, ...] = ()

    @property
    def title(self) -> str:
        """The day as the paper said it, where it only said a month."""
        return self.text or uk_date(self.on)

    @property
    def phases(self) -> tuple[tuple[int, tuple[CaseCheck, ...]], ...]:
        """What the checks of each phase said."""
        return (1, self.activity), (2, self.case.checks)

    @property
    def sections(self) -> tuple[tuple[str, tuple[CaseCheck, ...]], ...]:
        """The checks by the phases that ask them, each once."""
        first, second = ({one.code for one in checks} for _, checks in self.phases)
        return (
            (PHASE_WORDS[1], tuple(one for one in self.activity if one.code not in second)),
            (PHASE_WORDS[2], tuple(one for one in self.case.checks if one.code not in first)),
            ("Both phases", tuple(one for one in self.activity if one.code in second)),
        )

    @property
    def failed(self) -> tuple[CaseCheck, ...]:
        """The checks of phase 2 that did not pass."""
        return self.case.failed

    @property
    def met_against_checks(self) -> bool:
        """Whether it was found met on the day although a check of phase 2 did not pass."""
        met = any(one.status in (_MET, _CONDITION) for one in self.assessments)
        return met and bool(self.failed)

    def as_json(self) -> dict[str, Any]:
        return {
            "on": self.on.isoformat(),
            "as_printed": self.text,
            "assessed": [
                {"element": one.element.reference if one.element else "", "status": one.status}
                for one in self.assessments
            ],
            "decided": [{"phase": one.case.phase, "outcome": one.outcome} for one in self.decisions],
            "hindsight": self.hindsight,
            "nothing_known": self.nothing_known,
            "digest": self.case.digest,
            "figures": [
                {"measure": one.name, "newest": one.latest.text, "period": one.latest.period}
                for one in self.case.measures
                if one.latest
            ],
            "checks": [
                {
                    "phase": phase, "code": one.code, "title": one.title, "passed": one.passed,
                    "verdict": one.verdict, "words": one.words,
                }
                for phase, checks in self.phases
                for one in checks
            ],
            "changed": [change.words for change in self.changes],
        }  # fmt: skip


_MET, _CONDITION = Assessment.Status.MET, Assessment.Status.MET_SUBJECT_TO_CONDITION


def replay(
    unit: Unit, *, today: date, also: Iterable[date] = (), hindsight: bool = False
) -> tuple[Replayed, ...]:
    """The unit on each day on which it was assessed or decided, and on the days in `also`, oldest first.

    Where nothing was known by a day, its case is composed from what is known now, and says so; `hindsight`
    asks for that on every day. Days to come are left out.
    """
    assessed = _assessments(unit)
    decided = _decisions(unit)
    days = sorted({day for day in (*assessed, *decided, *also) if day <= today})[-MOST_DAYS:]
    found: list[Replayed] = []
    for day in days:
        on_day = tuple(assessed.get(day, ()))
        case, of_now, unknown = _case_on(unit, day, today, hindsight)
        found.append(
            Replayed(
                on=day,
                text=next((one.assessed_text for one in on_day if one.assessed_text), ""),
                assessments=on_day,
                decisions=tuple(decided.get(day, ())),
                case=case,
                activity=checked(replace(case, phase=int(Phase.ACTIVITY))).checks,
                hindsight=of_now,
                nothing_known=unknown,
                changes=differences(found[-1].case, case) if found else (),
            )
        )
    return tuple(found)


def _case_on(unit: Unit, day: date, today: date, hindsight: bool) -> tuple[SignOffCase, bool, bool]:
    """The case of a day, whether it holds what is known now, and whether nothing was known by then."""
    known_at = day_ends(day) if day < today and not hindsight else None
    case = compose(unit, Phase.IMPACT, as_at=day, known_at=known_at)
    if known_at is None or _shows_anything(case):
        return case, hindsight, False
    return compose(unit, Phase.IMPACT, as_at=day), True, True


def _shows_anything(case: SignOffCase) -> bool:
    figures = any(one.latest for one in case.measures)
    return bool(figures or case.evidence or case.actions or case.statements)


def _of(unit: Unit) -> dict[str, Any]:
    """The columns that name a unit. An element's history has the findings of the whole, too."""
    if isinstance(unit, Element):
        return {"recommendation": unit.recommendation_id}
    return {"recommendation": unit.pk}


def _assessments(unit: Unit) -> dict[date, list[Assessment]]:
    rows = Assessment.objects.filter(**_of(unit)).select_related("element", "body")
    wanted = [one for one in rows.order_by("assessed_on", "pk") if _is_of(one.element_id, unit)]
    return {day: list(found) for day, found in groupby(wanted, key=lambda one: one.assessed_on)}


def _decisions(unit: Unit) -> dict[date, list[Decision]]:
    element = unit.pk if isinstance(unit, Element) else None
    columns = {f"case__{name}": value for name, value in _of(unit).items()}
    rows = Decision.objects.filter(**columns, case__element=element).defer("document")
    rows = rows.select_related("case").order_by("decided_on", "pk")
    return {day: list(found) for day, found in groupby(rows, key=lambda one: one.decided_on)}


def _is_of(element: int | None, unit: Unit) -> bool:
    return not isinstance(unit, Element) or element in (None, unit.pk)


def unit_named(reference: str, inspection: str = "") -> Unit:
    """The recommendation or element that is printed as this: "12", "7b". Raises Refused, in words.

    `inspection` is its name, or words of it; wanted where several inspections have the reference.
    """
    printed = reference.strip()
    recommendations = Recommendation.objects.filter(inspection__name__icontains=inspection.strip())
    found: Sequence[Unit] = list(
        recommendations.filter(reference__iexact=printed).select_related("inspection")
    )
    if not found and len(printed) > 1:
        elements = Element.objects.filter(
            recommendation__in=recommendations, recommendation__reference__iexact=printed[:-1],
            reference__iexact=printed[-1],
        )  # fmt: skip
        found = list(elements.select_related("recommendation__inspection"))
    if not found:
        of = f" of an inspection called {inspection.strip()}" if inspection.strip() else ""
        raise Refused(f"There is no recommendation {printed}{of}. Load it first, or look for its reference.")
    if len(found) > 1:
        names = "; ".join(sorted(_inspection_of(one) for one in found))
        raise Refused(f"Several inspections have a recommendation {printed}: {names}. Name one of them.")
    return found[0]


def _inspection_of(unit: Unit) -> str:
    of = unit.recommendation if isinstance(unit, Element) else unit
    return of.inspection.name
