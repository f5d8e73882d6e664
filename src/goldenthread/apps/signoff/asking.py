"""Writes before a decision: a sign-off is asked for, its case built and put before the body, or withdrawn."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from goldenthread.apps.inspections.models import Element, Recommendation
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.people.models import Person
from goldenthread.apps.signoff import units
from goldenthread.apps.signoff.access import Unit
from goldenthread.apps.signoff.freezing import freeze
from goldenthread.apps.signoff.models import Case, CasePaper
from goldenthread.apps.signoff.refusing import locked, on, refuse
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook import sign_off
from goldenthread.rulebook.sufficiency import Phase

State = Case.State


@transaction.atomic
def ask(
    unit: Unit, phase: int, *, account: str, by: Person | None, at: datetime, today: date,
    declared_on: date | None = None,
) -> Case:  # fmt: skip
    """Ask the body that answers for a unit to sign a phase of it off. A case is then built.

    `account` is what the lead says shows it; an officer may write it later with the lead. `declared_on` is
    the day on which a past sign-off was asked for. Raises Refused for phase 2 before phase 1 (SGN-1), a
    recommendation that has elements (SGN-11), one that is asked for already or stands signed off, and where
    no body answers.
    """
    recommendation = Recommendation.objects.select_for_update().get(pk=units.recommendation_of(unit).pk)
    signed = units.signed_of(unit)
    _check_may_be_built(unit, phase, signed)
    if signed.open_case is not None:
        raise Refused(
            f"Sign-off was asked for already: {str(signed.open_case).lower()}, "
            f"{signed.open_case.get_state_display().lower()}."
        )
    if signed.stands(phase):
        raise Refused(f"Phase {phase} is agreed already, on {signed.stands(phase).decided_on}.")
    body = units.answering(recommendation, declared_on or today)
    if body is None:
        raise Refused("No body answers for this recommendation. Say first which body does.", code="SGN-4")
    try:
        with transaction.atomic():
            case = Case.objects.create(
                recommendation=recommendation, element=unit if isinstance(unit, Element) else None,
                phase=phase, body=body, lead_account=account.strip(), asked_by=by, asked_at=at,
                published_on=declared_on,
            )  # fmt: skip
    except IntegrityError as failure:
        raise Refused("Somebody else asked for it while you were writing.", code="stale") from failure
    record("signoff.asked", by=by, at=at, on=on(case, body), after={
        "phase": phase, "unit": case.unit_reference, "body": body.name, "account": case.lead_account,
        "published_on": declared_on,
    })  # fmt: skip
    return case


def _check_may_be_built(unit: Unit, phase: int, signed: units.Signed) -> None:
    of_an_element = isinstance(unit, Element)
    agreed = signed.stands(1)
    refuse(
        sign_off.may_build(
            Phase(phase), phase_1=sign_off.Outcome(agreed.outcome) if agreed else None,
            elements=0 if of_an_element else unit.elements.count(), of_an_element=of_an_element,
        )
    )  # fmt: skip


@transaction.atomic
def say_account(case: Case, account: str, *, version: int, by: Person, at: datetime) -> Case:
    """Write what the lead says shows it. Refused once the body has it, without words, and when stale."""
    case = locked(case, version)
    if case.state != State.DRAFT:
        raise Refused("The body has this case. Take it back to change what it says.", code="SGN-10")
    account = account.strip()
    if not account:
        raise Refused("Say what was done and what shows it.", field="account")
    before = case.lead_account
    if account == before:
        return case
    case.lead_account = account
    _save(case, "lead_account")
    record(
        "signoff.account_written", by=by, at=at, on=on(case), before={"account": before},
        after={"account": account},
    )  # fmt: skip
    return case


@transaction.atomic
def put_before_body(
    case: Case, *, meeting: Meeting | None, version: int, by: Person | None, at: datetime, today: date,
    as_at: date | None = None,
) -> Case:  # fmt: skip
    """Put a case before its body, at a meeting or between meetings. Its paper is frozen as it stands.

    `as_at` is the day of a paper of the past. Raises Refused without the lead's account, for a meeting of
    another body or one that was cancelled, when it was put already (SGN-10), and when stale.
    """
    case = locked(case, version)
    refuse(sign_off.may_move(sign_off.CaseState(case.state), sign_off.CaseState.ASKED))
    if not case.lead_account:
        raise Refused("Write first what the lead says shows it.", field="meeting")
    if meeting is not None and meeting.body_id != case.body_id:
        raise Refused(f"The {case.body} decides this. Choose one of its meetings.", field="meeting")
    if meeting is not None and meeting.is_cancelled:
        raise Refused("That meeting was cancelled.", field="meeting")
    frozen = freeze(case, as_at=as_at or today, today=today)
    case.state, case.meeting, case.built_by, case.put_at = State.ASKED, meeting, by, at
    _save(case, "state", "meeting", "built_by", "put_at")
    paper = CasePaper.objects.create(
        case=case, number=case.papers.count() + 1, as_at=frozen.as_at, document=frozen.text,
        digest=frozen.digest, recorded_at=at, recorded_by=by,
    )  # fmt: skip
    also = [paper, case.body, *([meeting] if meeting else [])]
    record("signoff.put_before_body", by=by, at=at, on=on(case, *also), after={
        "body": case.body.name, "meeting": meeting.held_on if meeting else None, "paper": paper.number,
        "digest": paper.digest,
    })  # fmt: skip
    return case


@transaction.atomic
def take_back(case: Case, *, reason: str, version: int, by: Person, at: datetime) -> Case:
    """Take a case back from the body, to build it further. Its paper stays on record."""
    case = locked(case, version)
    refuse(sign_off.may_move(sign_off.CaseState(case.state), sign_off.CaseState.DRAFT))
    if not reason.strip():
        raise Refused("Say why it is taken back.", field="reason")
    case.state = State.DRAFT
    _save(case, "state")
    record("signoff.taken_back", by=by, at=at, on=on(case, case.body), why=reason.strip())
    return case


@transaction.atomic
def withdraw(case: Case, *, reason: str, version: int, by: Person, at: datetime) -> Case:
    """Withdraw a request for sign-off. It may be asked for again. Refused without a reason."""
    case = locked(case, version)
    refuse(sign_off.may_move(sign_off.CaseState(case.state), sign_off.CaseState.WITHDRAWN))
    if not reason.strip():
        raise Refused("Say why it is withdrawn.", field="reason")
    case.state, case.withdrawn_reason = State.WITHDRAWN, reason.strip()
    _save(case, "state", "withdrawn_reason")
    record("signoff.withdrawn", by=by, at=at, on=on(case, case.body), why=reason.strip())
    return case


def _save(case: Case, *fields: str) -> None:
    case.version += 1
    case.save(update_fields=[*fields, "version"])
