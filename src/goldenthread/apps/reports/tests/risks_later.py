"""A risk of the paper, and what is written of it in the year after the paper was frozen."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from goldenthread.apps.bodies.actions import add_body
from goldenthread.apps.risks.actions import (
    Says,
    add_risk,
    revise_risk,
    says_now,
    score_risk,
    set_scale,
    tie_risk,
    untie_risk,
)
from goldenthread.apps.risks.controlling import add_control, assure_control
from goldenthread.apps.risks.lifecycle import close_risk, escalate
from goldenthread.apps.risks.models import Risk, RiskControl
from goldenthread.apps.risks.scales import SUGGESTED


def a_risk(board, owner, treated_by, today, at) -> Risk:
    """A risk on the board's register, with a score, a target, a control and a late treatment."""
    told = {"by": None, "at": at}
    since = today - timedelta(days=200)
    set_scale(SUGGESTED, seen=0, effective_on=since, **told)
    says = Says("Too few assessors", cause="Three left.", owner=owner, review_on=today - timedelta(days=1))
    risk = add_risk(says, body=board, opened_on=since, today=today, **told)
    for number, (kind, likelihood) in enumerate((("current", 5), ("target", 2)), 1):
        score_risk(
            risk, kind=kind, likelihood=likelihood, impact=4, version=number, effective_on=since, today=today,
            by_on=today - timedelta(days=9), **told,
        )  # fmt: skip
    tie_risk(risk, treated_by, **told)
    add_control(risk, "A weekly panel", effective_on=since, **told)
    return risk


def a_risk_changed_and_dated_back(later) -> None:
    risk, today = Risk.objects.get(), later.day
    back = {"effective_on": later.paper.as_at, **later.by}
    reason = {"seen": 1, "reason": "Nine is high"}
    set_scale(SUGGESTED | {"stale_days": 5}, effective_on=later.day, **reason, **later.by)
    says = replace(says_now(risk), title="No assessors", owner=None)
    risk = revise_risk(risk, says, version=risk.version, **back)
    score_risk(risk, kind="current", likelihood=1, impact=1, version=risk.version, today=today, **back)
    untie_risk(risk, later.action("A-1"), **later.by)
    assure_control(RiskControl.objects.get(), found="failing", words="It did not meet", today=today, **back)
    add_risk(Says("Another"), body=later.board, opened_on=later.paper.as_at, today=today, **later.by)


def a_risk_that_leaves(later) -> None:
    risk = Risk.objects.get()
    above = add_body("Above", kind="Board", **later.by)
    later.board.refresh_from_db()
    later.board.reports_to = above
    later.board.save()
    when = {"effective_on": later.paper.as_at, "today": later.day, **later.by}
    escalate(risk, above, reason="Too large", version=risk.version, **when)
    risk.refresh_from_db()
    close_risk(risk, reason="Gone", version=risk.version, **when)


RISKS = (a_risk_changed_and_dated_back, a_risk_that_leaves)
