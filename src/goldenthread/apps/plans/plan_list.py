"""The list of plans as its page shows it: narrowed and sorted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from goldenthread.apps.plans.queries import PlanSummary

SORTS: dict[str, Callable[[PlanSummary], Any]] = {
    "name": lambda summary: summary.plan.name.casefold(),
    "body": lambda summary: str(summary.plan.accountable_body or "").casefold(),
    "actions": lambda summary: summary.counts.actions,
    "completed": lambda summary: summary.counts.completed,
    "at_risk": lambda summary: summary.counts.at_risk,
    "overdue": lambda summary: summary.counts.overdue,
}


def narrowed(summaries: Iterable[PlanSummary], asked: dict[str, Any]) -> list[PlanSummary]:
    """Those that fit what was asked: `words` in the name, `kind`, `body` by uuid."""
    found = list(summaries)
    if kind := asked.get("kind"):
        found = [one for one in found if one.plan.kind == kind]
    if body := asked.get("body"):
        answering = ((one, one.plan.accountable_body) for one in found)
        found = [one for one, answers in answering if answers and str(answers.uuid) == body]
    words = asked.get("words", "").casefold().split()
    return [one for one in found if all(word in one.plan.name.casefold() for word in words)]


def ordered(summaries: list[PlanSummary], sort: str | None, direction: str | None) -> list[PlanSummary]:
    """By name, or by one of `SORTS`."""
    if sort not in SORTS:
        return summaries
    return sorted(summaries, key=SORTS[sort], reverse=direction == "desc")
