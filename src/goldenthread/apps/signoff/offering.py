"""What this room gives an agenda: cases that wait for the body, as suggestions and as papers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from goldenthread.apps.agendas.sources import Offered, PaperSource
from goldenthread.apps.agendas.suggestions import Suggestion
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.signoff import queries
from goldenthread.apps.signoff.freezing import Altered, read
from goldenthread.apps.signoff.models import Case, CasePaper, Condition
from goldenthread.apps.signoff.printing import pdf_of_paper
from goldenthread.apps.trail.changes import day_words
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents.printed_figures import Printed, of_sign_off_case
from goldenthread.documents.sign_off_case import SignOffCase

CASES, LATE = "Sign-off cases", "Conditions of sign-offs"
SHOWN = 25


def cases_waiting(meeting: Meeting, today: date) -> Sequence[Suggestion]:
    """Cases before the body that are for this meeting or for none, the oldest first."""
    found = [one for one in queries.cases_before(meeting.body) if one.meeting_id in (None, meeting.pk)]
    return [_case(one) for one in found[:SHOWN]]


def _case(case: Case) -> Suggestion:
    return Suggestion(
        origin="sign-off-case", key=str(case.uuid),
        title=f"Sign-off, {str(case).lower()}: {case.unit_title}"[:300],
        why=f"{case.asked_by or 'The lead'} asked for it, and the case is built.",
        href=case.get_absolute_url(), group=CASES, purpose="decision",
    )  # fmt: skip


def late_conditions(meeting: Meeting, today: date) -> Sequence[Suggestion]:
    """Conditions that the body set and that are past their day."""
    rows = Condition.objects.filter(
        decision__case__body=meeting.body, discharge=None, due_on__lt=today
    ).select_related("decision__case__recommendation", "decision__case__element")
    return [
        Suggestion(
            origin="sign-off-condition", key=str(one.uuid), title=f"Condition overdue: {one.words}"[:300],
            why=f"Set with {str(one.decision.case).lower()}, due {day_words(one.due_on)}.",
            href=one.get_absolute_url(), group=LATE, purpose="decision",
        )
        for one in rows.order_by("due_on", "pk")[:SHOWN]
    ]  # fmt: skip


def _papers() -> QuerySet[CasePaper]:
    return CasePaper.objects.select_related("case__recommendation", "case__element", "case__body")


def offers(body: Body, today: date) -> Sequence[Offered]:
    """The newest paper of each case that waits for the body."""
    rows = _papers().filter(case__body=body, case__state=Case.State.ASKED)
    newest = {one.case_id: one for one in rows.order_by("number")}
    return [_offered(one) for one in newest.values()]


def describe(uuid: UUID) -> Offered | None:
    paper = _papers().filter(uuid=uuid).first()
    return _offered(paper) if paper else None


def pdf(uuid: UUID) -> bytes:
    """The frozen paper of a case. Raises Refused where it is not as it was frozen."""
    paper = _paper(uuid)
    return pdf_of_paper(paper, _read(paper))


def printed(uuid: UUID) -> Printed:
    """The figures that it prints of measures. Raises Refused as `pdf` does."""
    return of_sign_off_case(_read(_paper(uuid)))


def _paper(uuid: UUID) -> CasePaper:
    paper = _papers().filter(uuid=uuid).first()
    if paper is None:
        raise Refused("This case is no longer here.")
    return paper


def _read(paper: CasePaper) -> SignOffCase:
    try:
        return read(paper)
    except Altered as failure:
        raise Refused(f"{paper} is not as it was frozen, so no PDF is made of it.") from failure


def _offered(paper: CasePaper) -> Offered:
    case = paper.case
    return Offered(
        paper.uuid, f"Sign-off, {str(case).lower()}: {case.unit_title}",
        f"Paper {paper.number}, frozen as of {day_words(paper.as_at)}", True, case.get_absolute_url(),
    )  # fmt: skip


PAPERS = PaperSource("sign-off-case", "A sign-off case", offers, describe, pdf, printed)
