"""What an agenda might take up of the risks: those that came up to the body, and reviews that are due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from goldenthread.apps.agendas.suggestions import Suggestion
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.risks.meetings_before import last_met
from goldenthread.apps.risks.models import Risk, RiskStep
from goldenthread.apps.trail.changes import day_words

GROUP = "Risks"


def risks_for(meeting: Meeting, today: date) -> Sequence[Suggestion]:
    """Risks that were escalated to the body since it last met, then those on its register to be reviewed."""
    since = last_met(meeting.body, meeting.held_on)
    return [*_escalated(meeting, since), *_to_review(meeting)]


def _escalated(meeting: Meeting, since: date | None) -> Iterator[Suggestion]:
    steps = RiskStep.objects.filter(
        kind=RiskStep.Kind.ESCALATED, body=meeting.body, risk__body=meeting.body, risk__closed_on=None,
        effective_on__lte=meeting.held_on,
    )  # fmt: skip
    if since is not None:
        steps = steps.filter(effective_on__gte=since)
    for step in steps.select_related("risk__owner", "from_body").order_by("effective_on", "id"):
        by = f" by {step.from_body}" if step.from_body else ""
        yield Suggestion(
            origin="escalated-risk",
            key=str(step.uuid),
            title=f"Escalated risk {step.risk}",
            why=f"Escalated{by} on {day_words(step.effective_on)}: {step.reason}",
            href=step.risk.get_absolute_url(),
            group=GROUP,
            purpose="decision",
            presenter=str(step.risk.owner or ""),
        )


def _to_review(meeting: Meeting) -> Iterator[Suggestion]:
    due = Risk.objects.filter(body=meeting.body, closed_on=None, review_on__lte=meeting.held_on)
    for risk in due.select_related("owner").order_by("review_on", "sort_key"):
        yield Suggestion(
            origin="risk-review",
            key=f"{risk.uuid} {risk.review_on}",
            title=f"Review of risk {risk}",
            why=f"To be reviewed by {day_words(risk.review_on)}",
            href=risk.get_absolute_url(),
            group=GROUP,
            presenter=str(risk.owner or ""),
        )
