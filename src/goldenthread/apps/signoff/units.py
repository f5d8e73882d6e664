"""The units of sign-off, and which of their decisions stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.inspections.models import Accountability, Element, Recommendation
from goldenthread.apps.signoff.access import Unit
from goldenthread.apps.signoff.models import Case, Decision, Settlement
from goldenthread.apps.trail.moments import known_by

Key = tuple[int, int | None]
"""A unit: the key of its recommendation, and of its element where it is one."""


def unit_called(uuid: UUID, **_slug: str) -> Unit:
    """The recommendation or element of this id. Raises Http404."""
    element = Element.objects.select_related("recommendation__inspection").filter(uuid=uuid).first()
    found = element or Recommendation.objects.select_related("inspection").filter(uuid=uuid).first()
    if found is None:
        raise Http404("There is no recommendation or element of this id.")
    return found


def key_of(unit: Unit) -> Key:
    return (unit.recommendation_id, unit.pk) if isinstance(unit, Element) else (unit.pk, None)


def recommendation_of(unit: Unit) -> Recommendation:
    return unit.recommendation if isinstance(unit, Element) else unit


def reference_of(unit: Unit) -> str:
    """ "12", or "7b" of an element."""
    of = recommendation_of(unit)
    return f"{of.reference}{unit.reference}" if isinstance(unit, Element) else of.reference


def answering(recommendation: Recommendation, day: date) -> Body | None:
    """The body that answers for a recommendation on a day. None where nobody said."""
    in_force = (Q(starts=None) | Q(starts__lte=day)) & (Q(ends=None) | Q(ends__gt=day))
    rows = Accountability.objects.filter(in_force, recommendation=recommendation).select_related("body")
    found = rows.last()
    return found.body if found else None


@dataclass(frozen=True)
class Signed:
    """The newest decision of each phase of a unit, and the open case if there is one.

    `reopened` settles that both were taken back; a decision that was taken back, or not endorsed, does not
    stand.
    """

    decisions: tuple[Decision, ...] = ()
    open_case: Case | None = None
    reopened: Settlement | None = None

    def newest(self, phase: int) -> Decision | None:
        """The newest decision of a phase, whatever it was."""
        return next((one for one in reversed(self.decisions) if one.case.phase == phase), None)

    def stands(self, phase: int) -> Decision | None:
        """The newest decision of a phase where it agreed and still stands."""
        found = self.newest(phase)
        if found is None or not found.is_agreed or found.is_not_endorsed:
            return None
        return None if self.reopened and self.reopened.decision_id >= found.pk else found


NOTHING = Signed()


def decisions_of(units: Q, *, as_at: date | None = None, known_at: datetime | None = None
) -> QuerySet[Decision]:  # fmt: skip
    """Decisions of cases that `units` says, the oldest first, with what a page shows of them."""
    rows = Decision.objects.filter(units, known_by(known_at))
    if as_at is not None:
        rows = rows.filter(decided_on__lte=as_at)
    return rows.select_related(
        "case__recommendation__inspection", "case__element", "case__body", "meeting__body", "between",
        "resolution__minute", "recorded_by",
    ).order_by("decided_on", "pk")  # fmt: skip


def signed(
    recommendations: Iterable[int], *, as_at: date | None = None, known_at: datetime | None = None
) -> dict[Key, Signed]:
    """What was decided of each unit of these recommendations, by key. Three queries for any number."""
    keys = list(recommendations)
    decided: dict[Key, list[Decision]] = defaultdict(list)
    rows = decisions_of(Q(case__recommendation__in=keys), as_at=as_at, known_at=known_at)
    for one in rows.defer("document"):
        decided[one.case.recommendation_id, one.case.element_id].append(one)
    settled: dict[Key, Settlement] = {}
    taken = Settlement.objects.filter(
        known_by(known_at), outcome="reopened", decision__case__recommendation__in=keys
    )
    if as_at is not None:
        taken = taken.filter(settled_on__lte=as_at)
    for one in taken.select_related("decision__case").defer("decision__document").order_by("decision_id"):
        settled[one.decision.case.recommendation_id, one.decision.case.element_id] = one
    waiting: dict[Key, Case] = {}
    if known_at is None:
        cases = Case.objects.filter(recommendation__in=keys, state__in=["draft", "asked"])
        cases = cases.select_related("meeting", "body", "recommendation", "element")
        waiting = {(one.recommendation_id, one.element_id): one for one in cases}
    return {
        key: Signed(tuple(decided.get(key, ())), waiting.get(key), settled.get(key))
        for key in {*decided, *settled, *waiting}
    }


def signed_of(unit: Unit) -> Signed:
    """What was decided of one unit."""
    key = key_of(unit)
    return signed([key[0]]).get(key, NOTHING)
