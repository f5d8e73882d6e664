"""What a risk wants of somebody today: its review, and a look at what was escalated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import rules
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from goldenthread.apps.people.access import standing
from goldenthread.apps.people.models import Person, Role
from goldenthread.apps.people.waiting import Waiting
from goldenthread.apps.risks.models import Risk, RiskStep
from goldenthread.apps.trail.changes import day_words

Kind = RiskStep.Kind


def reviews_due(person: Person, today: date) -> Iterator[Waiting]:
    """Reviews whose day has come: of risks that somebody's posts own; for officers those that nobody owns."""
    owned = Q(owner__in=standing(person).posts)
    if standing(person).has(Role.IMPROVEMENT_OFFICER):
        owned |= Q(owner=None)
    due = Risk.objects.filter(owned, closed_on=None, review_on__lte=today).select_related("body")
    for risk in due.order_by("review_on", "sort_key"):
        if rules.has_perm("risks.score", person, risk):
            yield Waiting(
                what=f"Risk {risk}",
                why=f"To be reviewed by {day_words(risk.review_on)}.",
                do="Review it",
                href=reverse("risks:review", args=[risk.uuid]),
                due=risk.review_on,
            )


def escalated(person: Person, today: date) -> Iterator[Waiting]:
    """For officers and directors, risks that were escalated and that nobody has reviewed since."""
    if not standing(person).has(Role.IMPROVEMENT_OFFICER, Role.DIRECTOR):
        return
    later = RiskStep.objects.filter(
        risk=OuterRef("risk"),
        kind__in=[Kind.REVIEWED, Kind.DE_ESCALATED, Kind.ESCALATED],
        pk__gt=OuterRef("pk"),
    )
    steps = RiskStep.objects.filter(~Exists(later), kind=Kind.ESCALATED, risk__closed_on=None)
    for step in steps.select_related("risk", "body").order_by("-effective_on"):
        yield Waiting(
            what=f"Risk {step.risk}",
            why=f"Escalated to {step.body} on {day_words(step.effective_on)}: {step.reason}",
            do="Review it, or give it back",
            href=step.risk.get_absolute_url(),
            since=step.effective_on,
        )
