"""Writes about the cases of an audit: what the first auditor found, the second, and what they agreed on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db import transaction

from goldenthread.apps.audits.auditing import check_open
from goldenthread.apps.audits.models import Answer, Audit, AuditCase, Reading, Way, Which
from goldenthread.apps.loads.models import Load
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.audits import AUD_5, is_the_same_auditor
from goldenthread.rulebook.case_references import CASE_4, NotAReference, case_reference, same_case

STALE = "Somebody judged this case while you were writing. Read what it says now, then save again."


@dataclass(frozen=True)
class Judged:
    """What somebody found of a case. `own`: the one who records it is the auditor.

    `seen` is how many readings of the case they saw when they began to write; None where nobody looked.
    """

    auditor: str
    audited_on: date
    grades: Mapping[str, str]
    answers: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    own: bool = False
    seen: int | None = None


@transaction.atomic
def add_case(
    audit: Audit, reference: str, judged: Judged, *, today: date, by: Person | None, at: datetime,
    load: Load | None = None,
) -> AuditCase:  # fmt: skip
    """Enter a case with what its first auditor found.

    Raises Refused for a reference that looks like a name or a national number (CASE-2, CASE-3), one that
    the audit has (CASE-4), a grade off the scale, no grade at all, an audit of counts, and once it is closed.
    """
    audit = _locked(audit)
    try:
        reference = case_reference(reference)
    except NotAReference as refusal:
        raise Refused(refusal.why, code=refusal.code, field="reference") from refusal
    same = same_case(reference)
    if audit.cases.filter(same=same, withdrawn_at=None).exists():
        raise Refused("This audit has a case with that reference.", code=CASE_4, field="reference")
    case = AuditCase.objects.create(audit=audit, reference=reference, same=same, recorded_at=at)
    _write(case, Which.FIRST, judged, today=today, by=by, at=at, load=load)
    return case


@transaction.atomic
def judge_again(case: AuditCase, judged: Judged, *, today: date, by: Person, at: datetime) -> Reading:
    """Correct what the first auditor found, before the case is moderated. What it said before is kept.

    Raises Refused as `add_case`, and after a second auditor judged it.
    """
    case = _locked_case(case)
    if case.readings.filter(which=Which.SECOND).exists():
        raise Refused("A second auditor judged this case. Settle it by what you both agree on.")
    return _write(case, Which.FIRST, judged, today=today, by=by, at=at)


@transaction.atomic
def moderate(
    case: AuditCase, judged: Judged, *, today: date, by: Person | None, at: datetime, load: Load | None = None
) -> Reading:
    """Enter what a second auditor found of a case, for agreement.

    Raises Refused as `add_case`, and for the one who audited it first (AUD-5).
    """
    case = _locked_case(case)
    first = last_reading(case, Which.FIRST)
    if first is None:
        raise Refused("This case has no first auditor yet.")
    if is_the_same_auditor(first.auditor, judged.auditor) or (
        judged.own and first.own and first.recorded_by == by
    ):
        words = "The second auditor is the first. Somebody else moderates this case."
        raise Refused(words, code=AUD_5, field="auditor")
    return _write(case, Which.SECOND, judged, today=today, by=by, at=at, load=load)


@transaction.atomic
def agree(
    case: AuditCase, judged: Judged, *, today: date, by: Person | None, at: datetime, load: Load | None = None
) -> Reading:
    """Enter what both auditors agreed on: that counts from now on (AUD-6).

    Raises Refused as `add_case`, and before a second auditor judged it.
    """
    case = _locked_case(case)
    if not case.readings.filter(which=Which.SECOND).exists():
        raise Refused("A second auditor has not judged this case yet.")
    return _write(case, Which.AGREED, judged, today=today, by=by, at=at, load=load)


@transaction.atomic
def withdraw_case(case: AuditCase, *, reason: str, by: Person, at: datetime) -> AuditCase:
    """Take a case out of its audit: it was entered by mistake. It stays on record and no longer counts.

    Raises Refused without a reason, when it was taken out before, and once the audit is closed.
    """
    case = _locked_case(case)
    if not reason.strip():
        raise Refused("Say why this case does not count.", field="reason")
    case.withdrawn_at, case.withdrawn_reason = at, reason.strip()
    case.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    record("audits.case_withdrawn", by=by, at=at, on=[case.audit, case], why=reason.strip(), before={
        "reference": case.reference,
    })  # fmt: skip
    return case


def last_reading(case: AuditCase, which: Which) -> Reading | None:
    """The last of what one of the auditors found."""
    return case.readings.filter(which=which).order_by("number").last()


def _locked(audit: Audit) -> Audit:
    audit = Audit.objects.select_for_update(of=("self",)).get(pk=audit.pk)
    check_open(audit)
    if audit.way != Way.CASES:
        raise Refused("This audit has counts only. Enter its results as counts.")
    return audit


def _locked_case(case: AuditCase) -> AuditCase:
    audit = _locked(case.audit)
    case = AuditCase.objects.select_for_update(of=("self",)).get(pk=case.pk)
    case.audit = audit
    if case.withdrawn_at is not None:
        raise Refused("This case was taken out of the audit.")
    return case


def _write(
    case: AuditCase, which: Which, judged: Judged, *, today: date, by: Person | None, at: datetime,
    load: Load | None = None,
) -> Reading:  # fmt: skip
    judged = _checked(case.audit, judged, today)
    if judged.seen is not None and case.readings.count() != judged.seen:
        raise Refused(STALE, code="stale")
    last = last_reading(case, which)
    reading = Reading.objects.create(
        case=case, which=which, number=last.number + 1 if last else 1, auditor=judged.auditor,
        own=judged.own, grades=dict(judged.grades), answers=dict(judged.answers), note=judged.note,
        audited_on=judged.audited_on, recorded_at=at, recorded_by=by, load=load,
    )  # fmt: skip
    record("audits.case_judged", by=by, at=at, on=[case.audit, case], after={
        "which": which.label, "auditor": judged.auditor, "grades": dict(judged.grades),
        "answers": dict(judged.answers), "note": judged.note,
    })  # fmt: skip
    return reading


def _checked(audit: Audit, judged: Judged, today: date) -> Judged:
    auditor = " ".join(judged.auditor.split())
    if not auditor:
        raise Refused("Say who audited it: a post or a mark, not a name.", field="auditor")
    if judged.audited_on > today:
        raise Refused("That day is still to come.", field="audited_on")
    grades = {stream: grade for stream, grade in judged.grades.items() if grade}
    if not grades:
        raise Refused("Judge at least one stream.", field="grades")
    for stream, grade in grades.items():
        if stream not in audit.streams:
            raise Refused(f"“{stream}” is no stream of this audit.", field="grades")
        if grade not in audit.grades:
            raise Refused(f"“{grade}” is no grade of this audit’s scale.", field="grades")
    answers = {question: answer for question, answer in judged.answers.items() if answer}
    for question, answer in answers.items():
        if question not in audit.questions or answer not in Answer.values:
            raise Refused(f"“{question}” is no question of this audit’s tool.", field="grades")
    return replace(judged, auditor=auditor, grades=grades, answers=answers, note=judged.note.strip())
