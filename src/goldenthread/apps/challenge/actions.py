"""Writes about challenge sessions: preparing, asking, answering, closing, holding; and critical cases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from goldenthread.apps.cases.models import Service
from goldenthread.apps.challenge.composing import pack_of
from goldenthread.apps.challenge.figures import Figured, as_rows, figures_of
from goldenthread.apps.challenge.models import CriticalCase, Outlier, Rung, Session, Turn
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.measures.recorded import period_columns, period_of
from goldenthread.apps.people.models import Person, Post
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents.canonical import digest
from goldenthread.rulebook.case_references import NotAReference, case_reference, same_case
from goldenthread.rulebook.period_kinds import Period

HELD = "This session was held: its pack stays as it was."


@transaction.atomic
def prepare(
    rung: str, service: Service | None, *, held_on: date, period: Period, by: Person | None, at: datetime
) -> Session:
    """Count the figures of a session, and propose its outliers.

    Raises Refused for a second session of one table on a day, without a service where the table has one, and
    where there are no figures (`figures.figures_of`).
    """
    rung = Rung(rung)
    service = None if rung is Rung.DIRECTOR else service
    if rung is not Rung.DIRECTOR and service is None:
        raise Refused("Choose the service.", field="service")
    if Session.objects.filter(rung=rung, service=service, held_on=held_on).exists():
        raise Refused("There is a session of this table on that day.", field="held_on")
    as_at, figured = figures_of(rung, service, period)
    session = Session.objects.create(
        rung=rung, service=service, held_on=held_on, as_at=as_at, lines=as_rows(figured), prepared_at=at,
        prepared_by=by, **period_columns(period),
    )  # fmt: skip
    proposed = _propose(session, figured, at)
    record("challenge.prepared", by=by, at=at, on=session, after={
        "table": session.table, "held_on": held_on, "period": str(period), "as_at": as_at,
        "figures": len(figured), "outliers": len(proposed),
    })  # fmt: skip
    return session


@transaction.atomic
def count_again(session: Session, *, by: Person | None, at: datetime) -> Session:
    """Count a session's figures anew, from what is loaded now. Raises Refused for one that was held."""
    session = _locked(session)
    session.as_at, figured = figures_of(session.rung, session.service, period_of(session))
    session.lines, session.version = as_rows(figured), session.version + 1
    session.save()
    proposed = _propose(session, figured, at)
    record("challenge.counted_again", by=by, at=at, on=session, after={
        "as_at": session.as_at, "figures": len(figured), "outliers": len(proposed),
    })  # fmt: skip
    return session


def _propose(session: Session, figured: Sequence[Figured], at: datetime) -> list[Outlier]:
    """An outlier for each figure that a rule proposes and nobody asks about yet."""
    asked = set(open_outliers(session).values_list("measure", "who"))
    return [
        Outlier.objects.create(
            raised_in=session, rung=session.rung, service=session.service, measure=one.measure,
            who=one.line.who, said=_said(one), code=one.line.code, reason=one.line.reason[:400], raised_at=at,
        )
        for one in figured
        if one.line.code and (one.measure.pk, one.line.who) not in asked
    ]  # fmt: skip


def _said(one: Figured) -> str:
    return f"{one.line.value} ({one.line.counted})" if one.line.counted else one.line.value


def open_outliers(session: Session) -> QuerySet[Outlier]:
    """What is open at a session's table."""
    return Outlier.objects.filter(rung=session.rung, service=session.service, closed_in=None)


@transaction.atomic
def name_outlier(
    session: Session, measure: Measure, who: str, *, reason: str, by: Person, at: datetime
) -> Outlier:
    """Ask about a figure that no rule proposes.

    Raises Refused for a figure that the session does not have, without a reason, for one that is asked about
    already, and for a session that was held.
    """
    session = _locked(session)
    if not reason.strip():
        raise Refused("Say why it is asked about.", field="reason")
    line = next((one for one in session.lines if (one["measure"], one["who"]) == (str(measure), who)), None)
    if line is None:
        raise Refused("The session has no such figure.", field="line")
    if open_outliers(session).filter(measure=measure, who=who).exists():
        raise Refused("It is asked about already.", field="line")
    made = Outlier.objects.create(
        raised_in=session, rung=session.rung, service=session.service, measure=measure, who=who,
        said=line["value"], reason=reason.strip()[:400], raised_at=at, raised_by=by,
    )  # fmt: skip
    record("challenge.outlier_named", by=by, at=at, on=[made, session], why=reason.strip(), after={
        "measure": str(measure), "who": who, "figure": made.said,
    })  # fmt: skip
    return made


@transaction.atomic
def say(
    outlier: Outlier, session: Session, *, question: str, answer: str, action: str, owner: Post | None,
    due_on: date | None, by: Person, at: datetime,
) -> Turn:  # fmt: skip
    """Write down what was asked, answered and agreed of an outlier. What was said before stays.

    Raises Refused without a question, for an action of nobody, and for what is closed.
    """
    outlier = Outlier.objects.select_for_update(of=("self",)).get(pk=outlier.pk)
    if outlier.closed_in_id is not None:
        raise Refused("It is closed.", code="stale")
    if not question.strip():
        raise Refused("Enter the question.", field="question")
    if action.strip() and owner is None:
        raise Refused("Say whose the action is.", field="owner")
    said = {"question": question.strip(), "answer": answer.strip(), "action": action.strip()}
    turn = Turn.objects.create(
        outlier=outlier, session=session, owner=owner, due_on=due_on, recorded_at=at, recorded_by=by, **said
    )
    record("challenge.said", by=by, at=at, on=[outlier, session], after={
        **said, "owner": owner.title if owner else "", "due_on": due_on,
    })  # fmt: skip
    return turn


@transaction.atomic
def close(outlier: Outlier, session: Session, *, because: str, by: Person, at: datetime) -> Outlier:
    """Ask no more about it. Raises Refused without a reason, before it was asked about, and a second time."""
    outlier = Outlier.objects.select_for_update(of=("self",)).get(pk=outlier.pk)
    if outlier.closed_in_id is not None:
        raise Refused("Somebody closed it already.", code="stale")
    if not because.strip():
        raise Refused("Say why it is closed.", field="because")
    if not outlier.turns.exists():
        raise Refused("Nothing was asked about it yet: write the question and the answer first.")
    outlier.closed_in, outlier.closed_because, outlier.closed_by = session, because.strip(), by
    outlier.save(update_fields=["closed_in", "closed_because", "closed_by"])
    record("challenge.closed", by=by, at=at, on=[outlier, session], why=because.strip())
    return outlier


@transaction.atomic
def hold(session: Session, *, today: date, by: Person, at: datetime) -> Session:
    """The session was held: its pack is frozen. Raises Refused before its day, and a second time."""
    session = _locked(session)
    if session.held_on > today:
        raise Refused("Its day has not come.")
    document = pack_of(session).to_json()
    session.document, session.digest, session.held_at = document, digest(document), at
    session.save(update_fields=["document", "digest", "held_at"])
    record("challenge.held", by=by, at=at, on=session, after={
        "digest": session.digest, "open": open_outliers(session).count(),
    })  # fmt: skip
    return session


@transaction.atomic
def raise_case(service: Service, reference: str, *, by: Person, at: datetime) -> CriticalCase:
    """Take a case up to the director, by its reference.

    Raises Refused for a reference that looks like a name or a national number (CASE-2, CASE-3), and for one
    that is up there already.
    """
    try:
        tidy = case_reference(reference)
    except NotAReference as refusal:
        raise Refused(refusal.why, code=str(refusal.code), field="reference") from refusal
    if CriticalCase.objects.filter(service=service, same=same_case(tidy), seen_at=None).exists():
        raise Refused("It is with the director already.", field="reference")
    made = CriticalCase.objects.create(
        service=service, reference=tidy, same=same_case(tidy), raised_at=at, raised_by=by
    )
    record("challenge.case_raised", by=by, at=at, on=made, after={"service": service.name})
    return made


@transaction.atomic
def take_case(case: CriticalCase, *, by: Person, at: datetime) -> CriticalCase:
    """The director has it. Raises Refused a second time."""
    case = CriticalCase.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if case.seen_at is not None:
        raise Refused("It was taken already.", code="stale")
    case.seen_at, case.seen_by = at, by
    case.save(update_fields=["seen_at", "seen_by"])
    record("challenge.case_taken", by=by, at=at, on=case)
    return case


def _locked(session: Session) -> Session:
    session = Session.objects.select_for_update(of=("self",)).select_related("service").get(pk=session.pk)
    if session.held_at is not None:
        raise Refused(HELD, code="stale")
    return session
