"""A risk in the world of the tests: scored, treated, with a control; owned by the lead's post."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.people.models import Person, Post
from goldenthread.apps.plans.models import Action
from goldenthread.apps.risks.actions import Says, add_risk, score_risk, set_scale, tie_risk
from goldenthread.apps.risks.controlling import add_control
from goldenthread.apps.risks.scales import SUGGESTED

Addresses = list[tuple[Callable[[str], bool], dict[str, Any]]]


def risks_addresses(
    workstream: Body, owner: Post, recommendation: Recommendation, action: Action, measure: Measure,
    officer: Person, now: datetime, today: date,
) -> Addresses:  # fmt: skip
    by = {"by": officer, "at": now}
    set_scale(SUGGESTED, seen=0, effective_on=today, **by)
    says = Says("Too few assessors", owner=owner, review_on=today)
    risk = add_risk(says, body=workstream, opened_on=today, today=today, **by)
    score_risk(risk, kind="current", likelihood=4, impact=3, version=1, effective_on=today, today=today, **by)
    for record in (recommendation, action, measure):
        tie_risk(risk, record, **by)
    control = add_control(risk, "A weekly panel", effective_on=today, **by)
    without = {f"risks:{name}" for name in ("risks", "heat_map", "scale", "set_scale", "add")}
    return [
        (lambda url: url in without, {}),
        (lambda url: url in {"risks:assure", "risks:end_control"}, {"uuid": control.uuid}),
        (lambda url: url == "risks:risk", {"uuid": risk.uuid, "slug": "r-1"}),
        (lambda url: url.startswith("risks:"), {"uuid": risk.uuid}),
    ]
