"""The demonstration's risk register: made up, with its scale, scores over a year, controls and escalations.

Each day of it is declared as known from then, so that the register can be read as it stood.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.measures.models import Line
from goldenthread.apps.people.models import Person, Post
from goldenthread.apps.plans.models import Action
from goldenthread.apps.risks.actions import Says, add_risk, score_risk, set_scale, tie_risk
from goldenthread.apps.risks.controlling import add_control, assure_control
from goldenthread.apps.risks.lifecycle import close_risk, escalate, review_risk
from goldenthread.apps.risks.models import Risk
from goldenthread.apps.risks.scales import SUGGESTED
from goldenthread.site.demonstration.files import rows

SCALE_SINCE = date(2017, 4, 1)
TESTED_ON = date(2018, 7, 2)
MADE_UP = "Made up for the demonstration."


@transaction.atomic
def register(tables: Path, scorecard: str, by: Person, today: date, at: datetime) -> None:
    """The scale and the risks with all that became of them, once."""
    if Risk.objects.exists():
        return
    told: dict[str, Any] = {"by": by, "at": at}
    set_scale(SUGGESTED, seen=0, effective_on=SCALE_SINCE, published_on=SCALE_SINCE, **told)
    measures = {
        line.reference: line.measure
        for line in Line.objects.filter(scorecard__name=scorecard, gone_on=None).select_related("measure")
    }
    for row in rows(tables / "risks.csv"):
        risk = _risk(row, today, told)
        for record in _ties(row, measures):
            tie_risk(risk, record, published_on=risk.opened_on, **told)
        _controls(risk, row["controls"], today, told)
    for row in rows(tables / "risk_steps.csv"):
        _step(Risk.objects.get(reference=row["ref"]), row, today, told)


def _risk(row: dict[str, str], today: date, told: dict[str, Any]) -> Risk:
    opened = date.fromisoformat(row["opened_on"])
    says = Says(
        row["title"], cause=row["cause"], event=row["event"], effect=row["effect"], category=row["category"],
        owner=Post.objects.filter(title=row["owner"]).first(), owner_text=row["owner"],
        review_on=_day(row["review_on"]),
    )  # fmt: skip
    risk = add_risk(
        says, opened_on=opened, body=Body.objects.get(name=row["body"]), reference=row["ref"], today=today,
        published_on=opened, **told,
    )  # fmt: skip
    for kind in ("inherent", "target"):
        likelihood, impact = _levels(row[kind])
        risk.refresh_from_db()
        score_risk(
            risk, kind=kind, likelihood=likelihood, impact=impact, version=risk.version, effective_on=opened,
            by_on=_day(row["target_by"]), reason=MADE_UP, today=today, published_on=opened, **told,
        )  # fmt: skip
    return risk


def _ties(row: dict[str, str], measures: dict[str, Any]) -> Iterator[Any]:
    if row["recommendation"]:
        yield Recommendation.objects.filter(
            reference=row["recommendation"], inspection__name__contains="inspection"
        ).earliest("inspection_id")
    for reference in filter(None, row["actions"].split("|")):
        yield Action.objects.get(reference=reference, gone_on=None)
    if row["measure"] in measures:
        yield measures[row["measure"]]


def _controls(risk: Risk, text: str, today: date, told: dict[str, Any]) -> None:
    for part in filter(None, text.split("|")):
        control, _, said = part.partition("=")
        found, _, words = said.partition(":")
        made = add_control(risk, control, effective_on=risk.opened_on, published_on=risk.opened_on, **told)
        assure_control(
            made,
            found=found,
            words=words,
            effective_on=TESTED_ON,
            published_on=TESTED_ON,
            today=today,
            **told,
        )


def _step(risk: Risk, row: dict[str, str], today: date, told: dict[str, Any]) -> None:
    on = date.fromisoformat(row["on"])
    when = {"effective_on": on, "published_on": on, "version": risk.version, "today": today, **told}
    if row["what"] == "scored":
        likelihood, impact = _levels(row["value"])
        score_risk(risk, kind="current", likelihood=likelihood, impact=impact, reason=MADE_UP, **when)
    elif row["what"] == "reviewed":
        levels = _levels(row["value"])
        review_risk(risk, words=row["words"], next_on=risk.review_on, levels=levels, **when)
    elif row["what"] == "escalated":
        escalate(risk, Body.objects.get(name=row["value"]), reason=row["words"], **when)
    else:
        close_risk(risk, reason=row["words"], **when)


def _levels(text: str) -> tuple[int, int]:
    likelihood, _, impact = text.partition("x")
    return int(likelihood), int(impact)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
