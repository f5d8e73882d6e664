"""A plan's settings: what it is called, what it answers, who answers for it, and its own limits."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.inspections.models import Inspection
from goldenthread.apps.loads.models import Source
from goldenthread.apps.people.models import Person
from goldenthread.apps.plans.models import Plan, RatingKey
from goldenthread.apps.plans.then import ACCOUNTABLE_BODY, SETTINGS_CHANGED
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused

DUE_SOON_DAYS, STALE_AFTER_DAYS, EVIDENCE_MONTHS = 30, 60, 6


@dataclass(frozen=True)
class PlanSettings:
    """All that is said of a plan itself. An action is stale `stale_after_days` after its last update.

    `evidence_months` is how old the newest evidence of a sign-off may be (SUF-2).
    """

    name: str
    kind: str
    inspections: tuple[Inspection, ...]
    accountable_body: Body | None
    starts: date | None
    due_soon_days: int
    stale_after_days: int
    evidence_months: int
    rating_key: RatingKey

    @classmethod
    def of(cls, plan: Plan) -> PlanSettings:
        """A plan's settings now."""
        columns = {name: getattr(plan, name) for name in _COLUMNS}
        return cls(**columns, inspections=tuple(plan.inspections.order_by("name")))

    def columns(self) -> dict[str, Any]:
        """What the plan's own row holds: all but its inspections."""
        return {name: getattr(self, name) for name in _COLUMNS}

    def as_json(self) -> dict[str, Any]:
        """For the trail: records by name."""
        return {
            **self.columns(),
            "accountable_body": str(self.accountable_body or ""),
            ACCOUNTABLE_BODY: self.accountable_body and self.accountable_body.uuid,
            "rating_key": self.rating_key.name,
            "inspections": [inspection.name for inspection in self.inspections],
        }


_COLUMNS = tuple(field.name for field in fields(PlanSettings) if field.name != "inspections")


def check_name(name: str, *, of: Plan | None = None) -> None:
    """Hold a plan to a name of its own, whatever its case. Raises Refused."""
    if not name:
        raise Refused("Enter the plan's name.", field="name")
    others = Plan.objects.exclude(pk=of.pk) if of else Plan.objects.all()
    if others.filter(name__iexact=name).exists():
        raise Refused(f"There is a plan called {name} already.", field="name")


@transaction.atomic
def change_settings(plan: Plan, settings: PlanSettings, *, version: int, by: Person, at: datetime) -> Plan:
    """Change a plan's settings. `version` is the one that the person saw.

    Its files keep coming to it under its new name. Raises Refused when somebody changed the settings since
    (code "stale"), for an empty name and for one that is taken.
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if plan.version != version:
        raise Refused(
            "Somebody changed these settings while you were writing. Read what changed, then save again.",
            code="stale",
        )
    was = PlanSettings.of(plan)
    if settings == was:
        return plan
    check_name(settings.name, of=plan)
    for name, value in settings.columns().items():
        setattr(plan, name, value)
    plan.version += 1
    plan.save()
    plan.inspections.set(settings.inspections)
    _follow_name(was.name, settings.name)
    before, after = was.as_json(), settings.as_json()
    changed = [name for name in after if after[name] != before[name]]
    on = [plan, *dict.fromkeys((*was.inspections, *settings.inspections))]
    record(
        SETTINGS_CHANGED, by=by, at=at, on=on, before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )  # fmt: skip
    return plan


def _follow_name(was: str, name: str) -> None:
    """A file is loaded for the plan that its source is named after."""
    if name != was and not Source.objects.filter(kind="plan", name=name).exists():
        Source.objects.filter(kind="plan", name=was).update(name=name)
