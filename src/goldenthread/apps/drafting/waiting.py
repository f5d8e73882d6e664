"""What waits for whom: clearances for those who hold the post, reports for their writers and for clerks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import rules
from django.db.models import Q
from django.utils import timezone

from goldenthread.apps.drafting.models import Answer, Clearance, Report, State
from goldenthread.apps.drafting.queries import waiting_clearances
from goldenthread.apps.people.access import standing
from goldenthread.apps.people.models import Person, Role
from goldenthread.apps.people.waiting import Waiting
from goldenthread.rulebook.clearance import is_overdue, may_clear


def clearances_to_answer(person: Person, today: date) -> Iterator[Waiting]:
    """For who holds the post that clears, or a director where no post is named; never one's own report."""
    held = standing(person)
    asked = Q(step__clearer__post__in=held.posts)
    if held.has(Role.DIRECTOR):
        asked |= Q(step__clearer__post=None)
    for one in waiting_clearances().filter(asked):
        if not may_clear(person.pk, writer=one.report.writer_id, asked_by=one.asked_by_id):
            continue
        late = " It is overdue." if is_overdue(one.due_on, today) else ""
        again = f" {one.why_again}" if one.why_again else ""
        yield Waiting(
            what=f"{one.step} clearance: {one.report}",
            why=f"{one.asked_by or 'Somebody'} asked you to clear it for the {one.report.body}.{again}{late}",
            do="Read and answer",
            href=one.get_absolute_url(),
            since=timezone.localtime(one.asked_at).date(),
            due=one.due_on,
        )


def reports_to_mend(person: Person, today: date) -> Iterator[Waiting]:
    """For a writer: a report that was sent back, until it is submitted again."""
    back = Clearance.objects.filter(
        report__writer=person, report__state=State.DRAFT, answer=Answer.BACK
    ).select_related("report__body", "report__meeting", "step__clearer")
    newest: dict[int, Clearance] = {one.report_id: one for one in back.order_by("answered_at", "id")}
    for one in newest.values():
        yield Waiting(
            what=str(one.report),
            why=f"{one.step} sent it back: {one.words}",
            do="Change it and submit it again",
            href=one.report.get_absolute_url(),
            since=timezone.localtime(one.answered_at).date() if one.answered_at else None,
        )


def reports_to_freeze(person: Person, today: date) -> Iterator[Waiting]:
    """For who freezes: a report that everybody has cleared."""
    if not rules.has_perm("drafting.freeze", person):
        return
    cleared = Report.objects.filter(state=State.CLEARED).select_related("body", "meeting")
    for one in cleared.order_by("saved_at", "id"):
        yield Waiting(
            what=str(one),
            why=f"Everybody has cleared it. The {one.body} reads it once it is frozen.",
            do="Freeze it for publication",
            href=one.get_absolute_url(),
            since=timezone.localtime(one.saved_at).date(),
        )
