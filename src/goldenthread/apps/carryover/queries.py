"""Reading what was carried over, both ways, and how each unmet recommendation is monitored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.carryover.models import Carried, CarryOver, MonitoringArrangement
from goldenthread.apps.carryover.neighbours import Supporting, all_supports
from goldenthread.apps.inspections.models import Inspection, Recommendation
from goldenthread.apps.inspections.queries import Line, Wanted, recommendation_list
from goldenthread.apps.plans.action_state import ActionState
from goldenthread.apps.plans.models import Action, Completion, Plan
from goldenthread.apps.plans.queries import actions_of, in_the_plan
from goldenthread.apps.plans.then import put_action_back, put_plans_back
from goldenthread.apps.trail.moments import known_by
from goldenthread.rulebook.standing import Standing

SETTLED = (Standing.MET, Standing.NO_LONGER_APPLICABLE)
"""Not to be monitored any more. One that is met subject to a condition still is: the condition must hold."""


@dataclass(frozen=True)
class Left:
    """An action that is left in a plan. `held_by` says why it cannot be carried over now, if it cannot."""

    state: ActionState
    version: int
    held_by: str


def left_of(plan: Plan, today: date) -> list[Left]:
    """What is left of a plan: its actions that are not completed, in their order."""
    listed = in_the_plan(actions_of(plan, today=today))
    states = [one for one in listed if not (one.is_completed or one.completed_on)]
    versions = dict(plan.actions.values_list("pk", "version"))
    asked = Completion.objects.filter(action__plan=plan, outcome=Completion.Outcome.ASKED)
    waiting = set(asked.values_list("action", flat=True))
    words = "Its completion waits to be decided."
    return [Left(one, versions[one.pk], words if one.pk in waiting else "") for one in states]


def carried_from(plan: Plan, on: date, known_at: datetime | None = None) -> list[CarryOver]:
    """What had left a plan for others by a day, as far as was known at an instant."""
    told = CarryOver.objects.filter(_told(on, known_at), from_plan=plan).select_related("to_plan")
    found = list(told.prefetch_related("carried"))
    put_plans_back([one.to_plan for one in found], known_at)
    return found


def carried_into(plan: Plan, on: date, known_at: datetime | None = None) -> list[CarryOver]:
    """What had come into a plan from others by a day, as far as was known at an instant."""
    told = CarryOver.objects.filter(_told(on, known_at), to_plan=plan).select_related("from_plan")
    found = list(told.prefetch_related("carried"))
    put_plans_back([one.from_plan for one in found], known_at)
    return found


def goes_on_as(action: Action, on: date, known_at: datetime | None = None) -> Carried | None:
    """Where an action had been carried over to by a day, if it had, under the names of then."""
    rows = Carried.objects.filter(_told(on, known_at, through="carry_over__"), action=action)
    carried = rows.select_related("new_action__plan", "carry_over").first()
    if carried and known_at:
        put_plans_back([carried.new_action.plan], known_at)
        put_action_back(carried.new_action, on, known_at)
    return carried


def comes_from(action: Action, on: date, known_at: datetime | None = None) -> Carried | None:
    """Where an action had been carried over from by a day, if it had, under the names of then."""
    rows = Carried.objects.filter(_told(on, known_at, through="carry_over__"), new_action=action)
    carried = rows.select_related("action__plan", "carry_over").first()
    if carried and known_at:
        put_plans_back([carried.action.plan], known_at)
        put_action_back(carried.action, on, known_at)
    return carried


def _told(on: date, known_at: datetime | None, *, through: str = "") -> Q:
    """Carry-overs of a day or before, as far as they were known. `through` is a path to the carry-over."""
    known = known_by(known_at, published="", recorded=f"{through}recorded_at")
    return known & Q(**{f"{through}carried_on__lte": on})


@dataclass(frozen=True)
class Monitored:
    """An unmet recommendation with the arrangement that holds, if there is one."""

    line: Line
    arrangement: MonitoringArrangement | None

    @property
    def through(self) -> str:
        return ", ".join(str(one) for one in self.arrangement.through.all()) if self.arrangement else ""

    @property
    def supports(self) -> str:
        """What it is supported by, records and words, in one line."""
        if self.arrangement is None:
            return ""
        named = [one.name for one in self.arrangement.supports.all()]
        return "; ".join([*named, *filter(None, [self.arrangement.supported_by])])


@dataclass(frozen=True)
class Narrowed:
    """What the table of monitoring is narrowed to. `show`: "none" leaves those that nothing monitors."""

    inspection: Inspection | None = None
    body: Body | None = None
    show: str = ""


def monitoring(
    narrowed: Narrowed | None = None, *, as_at: date, known_at: datetime | None = None
) -> list[Monitored]:
    """Every recommendation that is not met on a day, with how it is monitored, as known at an instant."""
    narrowed = narrowed or Narrowed()
    wanted = Wanted(inspection=narrowed.inspection)
    lines = recommendation_list(wanted, as_at=as_at, known_at=known_at)
    unmet = [line for line in lines if line.status not in SETTLED]
    held = arrangements([line.recommendation for line in unmet], as_at=as_at, known_at=known_at)
    found = [Monitored(line, held.get(line.recommendation.pk)) for line in unmet]
    if narrowed.body:
        name = narrowed.body.name
        found = [one for one in found if name in one.through.split(", ")]
    if narrowed.show == "none":
        found = [one for one in found if not one.through]
    return found


def arrangements(
    recommendations: Iterable[Recommendation], *, as_at: date, known_at: datetime | None = None
) -> dict[int, MonitoringArrangement]:
    """The arrangement that holds on a day for each recommendation that has one, as known at an instant."""
    keys = [one.pk for one in recommendations]
    rows = _known(known_at).filter(recommendation__in=keys, effective_on__lte=as_at)
    return {one.recommendation_id: one for one in rows.order_by("effective_on", "number")}


def history_of(
    recommendation: Recommendation, *, as_at: date, known_at: datetime | None = None
) -> Sequence[MonitoringArrangement]:
    """Every version of a recommendation's arrangement up to a day, the newest first."""
    rows = _known(known_at).filter(recommendation=recommendation, effective_on__lte=as_at)
    return list(rows.order_by("-effective_on", "-number"))


def supports_called(uuids: Iterable[str]) -> list[Supporting]:
    """The records of these ids among those that can support an arrangement."""
    wanted = {UUID(uuid) for uuid in uuids}
    return [one for one in all_supports() if one.uuid in wanted]


def monitoring_bodies() -> QuerySet[Body]:
    """The bodies through which something is, or was, monitored."""
    return Body.objects.filter(monitors__isnull=False).distinct().order_by("name")


def _known(known_at: datetime | None) -> QuerySet[MonitoringArrangement]:
    rows = MonitoringArrangement.objects.filter(known_by(known_at, published=""))
    return rows.select_related("recorded_by").prefetch_related("through__body", "supports")
