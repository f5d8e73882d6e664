"""What sign-offs want of somebody: a case to build, a decision to record, a condition, a prompt to settle."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import rules
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from goldenthread.apps.people.access import standing
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.waiting import Waiting
from goldenthread.apps.signoff.models import Case, Comparison, Condition, Decision, Settlement
from goldenthread.apps.trail.changes import day_words

OF_CASE = ("recommendation", "element", "body", "meeting", "asked_by")


def cases_to_build(person: Person, today: date) -> Iterator[Waiting]:
    """For an officer: sign-off was asked for, and the case is not before the body."""
    if not rules.has_perm("signoff.build", person):
        return
    for one in Case.objects.filter(state=Case.State.DRAFT).select_related(*OF_CASE):
        yield Waiting(
            what=f"Sign-off, {str(one).lower()}: {one.unit_title}",
            why=f"{one.asked_by or 'A lead'} asked for it. The {one.body} decides.",
            do="Build the case", href=one.get_absolute_url(),
            since=timezone.localtime(one.asked_at).date(),
        )  # fmt: skip


def decisions_to_record(person: Person, today: date) -> Iterator[Waiting]:
    """For who records: the meeting was held, and its decision on a case is not recorded."""
    if not rules.has_perm("signoff.record", person):
        return
    rows = Case.objects.filter(state=Case.State.ASKED, meeting__held_on__lte=today)
    for one in rows.exclude(Q(asked_by=person) | Q(built_by=person)).select_related(*OF_CASE):
        yield Waiting(
            what=f"Decision on sign-off, {str(one).lower()}: {one.unit_title}",
            why=f"It went to the {one.body} of {day_words(one.meeting.held_on)}.",
            do="Record the decision", href=reverse("signoff:decide", args=[one.uuid]),
            since=one.meeting.held_on,
        )  # fmt: skip


def wanted_by_the_body(person: Person, today: date) -> Iterator[Waiting]:
    """For who asked: the body deferred it and said what it wants, and nobody asked again."""
    rows = Decision.objects.filter(case__asked_by=person, outcome=Decision.Outcome.DEFERRED)
    for one in rows.select_related("case__recommendation", "case__element", "case__body").defer("document"):
        case = one.case
        later = Case.objects.filter(
            recommendation=case.recommendation_id, element=case.element_id, asked_at__gt=one.recorded_at
        )
        if not later.exists():
            yield Waiting(
                what=f"Sign-off deferred, {str(case).lower()}: {case.unit_title}",
                why=f"The {case.body} wants: {one.words}", do="Ask again when it is there",
                href=reverse("signoff:unit", args=[case.unit.uuid]), since=one.decided_on,
            )  # fmt: skip


def late_conditions(person: Person, today: date) -> Iterator[Waiting]:
    """Conditions past their day: for an officer and a clerk, and for who leads the unit's actions."""
    rows = Condition.objects.filter(discharge=None, due_on__lt=today)
    if not rules.has_perm("signoff.record", person):
        led = Q(decision__case__recommendation__services__action__leads__in=standing(person).posts)
        rows = rows.filter(led).distinct()
    for one in rows.select_related("decision__case__recommendation", "decision__case__element"):
        yield Waiting(
            what=f"Condition: {one.words}",
            why=f"Set with {str(one.decision.case).lower()}. It is not discharged.",
            do="See what it wants", href=one.get_absolute_url(), since=one.decision.decided_on,
            due=one.due_on,
        )  # fmt: skip


def prompts_to_settle(person: Person, today: date) -> Iterator[Waiting]:
    """For who settles: something fell since a sign-off that stands, as far as was compared."""
    if not rules.has_perm("signoff.build", person):
        return
    settled = set(Settlement.objects.exclude(marks="").values_list("decision_id", "marks"))
    taken_back = set(Settlement.objects.filter(outcome="reopened").values_list("decision_id", flat=True))
    rows = Comparison.objects.filter(material=True).select_related(
        "decision__case__recommendation", "decision__case__element", "decision__case__body"
    )
    for one in rows.defer("decision__document"):
        decision = one.decision
        if (decision.pk, one.marks) in settled or decision.pk in taken_back:
            continue
        first = next((change for change in one.changes if change["material"]), {"where": "", "words": ""})
        yield Waiting(
            what=f"Changed since sign-off, {str(decision.case).lower()}: {decision.case.unit_title}",
            why=f"{first['where']}: {first['words']}", do="Keep or reopen it",
            href=reverse("signoff:settle", args=[decision.case.uuid]), since=decision.decided_on,
        )  # fmt: skip
