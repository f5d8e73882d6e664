"""Writes about success statements: adding, changing and retiring one, and answering it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.people.models import Person
from goldenthread.apps.plans.models import Outcome, Plan
from goldenthread.apps.success.models import (
    Source,
    StatementAnswer,
    StatementRevision,
    SuccessStatement,
    Verdict,
)
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused


@transaction.atomic
def add_statement(
    plan: Plan, *, source: Source | str, text: str, effective_on: date, by: Person | None, at: datetime,
    outcome: Outcome | None = None, published_on: date | None = None,
) -> SuccessStatement:  # fmt: skip
    """Add a statement to a plan, of one of its outcomes or of the plan as a whole.

    `published_on` declares the day from which it was known. Raises Refused for an empty text, one that the
    plan's outcome has from this source already, and an outcome of another plan.
    """
    Plan.objects.select_for_update().get(pk=plan.pk)  # so that two do not take one place
    text = " ".join(text.split())
    _check(plan, outcome, source, text)
    last = plan.success_statements.order_by("-position").values_list("position", flat=True).first()
    statement = SuccessStatement.objects.create(
        plan=plan, outcome=outcome, source=source, text=text, position=(last or 0) + 1
    )
    _revise(statement, effective_on=effective_on, by=by, at=at, published_on=published_on)
    record(
        "success.statement_added", by=by, at=at, on=[plan, statement], after=_said(statement)
    )  # fmt: skip
    return statement


@transaction.atomic
def revise_statement(
    statement: SuccessStatement, *, outcome: Outcome | None, source: Source | str, text: str, version: int,
    effective_on: date, by: Person, at: datetime, reason: str = "",
) -> SuccessStatement:  # fmt: skip
    """Change what a statement says. Its answers stay, each with the words that it answered.

    Raises Refused as `add_statement`, when somebody changed it since `version`, when it was retired, and
    for a statement that was answered without a reason.
    """
    statement = _locked(statement, version)
    text = " ".join(text.split())
    if (statement.outcome, statement.source, statement.text) == (outcome, source, text):
        return statement
    _check(statement.plan, outcome, source, text, of=statement)
    if statement.answers.exists() and not reason.strip():
        raise Refused("It was answered already, so say why it changes.", field="reason")
    before = _said(statement)
    statement.outcome, statement.source, statement.text = outcome, source, text
    statement.version += 1
    statement.save()
    _revise(statement, effective_on=effective_on, by=by, at=at, reason=reason.strip())
    record(
        "success.statement_revised", by=by, at=at, on=[statement.plan, statement], before=before,
        after=_said(statement), why=reason.strip(),
    )  # fmt: skip
    return statement


@transaction.atomic
def retire_statement(
    statement: SuccessStatement, *, reason: str, version: int, effective_on: date, by: Person, at: datetime
) -> SuccessStatement:
    """Say that a statement is no longer asked. It stays on record with its answers.

    Raises Refused without a reason, when somebody changed it since `version`, and when it was retired before.
    """
    statement = _locked(statement, version)
    if not reason.strip():
        raise Refused("Say why it is no longer asked.", field="reason")
    statement.gone_on = effective_on
    statement.version += 1
    statement.save(update_fields=["gone_on", "version"])
    _revise(statement, effective_on=effective_on, by=by, at=at, reason=reason.strip())
    record(
        "success.statement_retired", by=by, at=at, on=[statement.plan, statement], why=reason.strip(),
        before=_said(statement), after={"gone_on": effective_on},
    )  # fmt: skip
    return statement


@transaction.atomic
def answer_statement(
    statement: SuccessStatement, *, verdict: Verdict | str, finding: str, effective_on: date, today: date,
    by: Person | None, at: datetime, sample: str = "", evidence: Sequence[StoredFile] = (),
    published_on: date | None = None,
) -> StatementAnswer:  # fmt: skip
    """Answer a statement with what was found. Earlier answers stay.

    `effective_on` is the day that the finding speaks of; `published_on` declares the day from which it was
    known. Raises Refused without a finding, files or not; for a day to come; and for one that was retired.
    """
    statement = SuccessStatement.objects.select_for_update().select_related("plan").get(pk=statement.pk)
    _check_asked(statement)
    finding = finding.strip()
    if not finding and evidence:
        raise Refused("A file alone counts as nothing. Say what was found in it.", field="finding")
    if not finding:
        raise Refused("Say what was found.", field="finding")
    if effective_on > today:
        raise Refused("A finding cannot speak of a day that is still to come.", field="effective_on")
    answer = StatementAnswer.objects.create(
        statement=statement,
        effective_on=effective_on,
        verdict=verdict,
        finding=finding,
        sample=sample.strip(),
        text=statement.text,
        recorded_at=at,
        recorded_by=by,
        published_on=published_on,
    )
    answer.evidence.set(evidence)
    record("success.statement_answered", by=by, at=at, on=[statement.plan, statement, *evidence], after={
        "verdict": Verdict(verdict).label, "finding": finding, "sample": answer.sample,
        "effective_on": effective_on, "published_on": published_on,
        "evidence": [file.sha256 for file in evidence],
    })  # fmt: skip
    return answer


def _locked(statement: SuccessStatement, version: int) -> SuccessStatement:
    statement = (
        SuccessStatement.objects.select_for_update(of=("self",))
        .select_related("plan", "outcome")
        .get(pk=statement.pk)
    )
    if statement.version != version:
        raise Refused(
            "Somebody changed this statement while you were writing. Read what it says now, then save again.",
            code="stale",
        )
    _check_asked(statement)
    return statement


def _check_asked(statement: SuccessStatement) -> None:
    if statement.gone_on is not None:
        raise Refused("This statement is no longer asked.")


def _check(
    plan: Plan,
    outcome: Outcome | None,
    source: Source | str,
    text: str,
    *,
    of: SuccessStatement | None = None,
) -> None:
    if not text:
        raise Refused("Say what they will show.", field="text")
    if outcome is not None and outcome.plan_id != plan.pk:
        raise Refused("That outcome is of another plan.", field="outcome")
    same = plan.success_statements.filter(outcome=outcome, source=source, text__iexact=text, gone_on=None)
    if (same.exclude(pk=of.pk) if of else same).exists():
        raise Refused("The plan has this statement already.", field="text")


def _revise(
    statement: SuccessStatement, *, effective_on: date, by: Person | None, at: datetime,
    published_on: date | None = None, reason: str = "",
) -> None:  # fmt: skip
    StatementRevision.objects.create(
        statement=statement, version=statement.version, outcome=statement.outcome, source=statement.source,
        text=statement.text, gone=statement.gone_on is not None, effective_on=effective_on, recorded_at=at,
        recorded_by=by, published_on=published_on, reason=reason,
    )  # fmt: skip


def _said(statement: SuccessStatement) -> dict[str, Any]:
    """For the trail: what a statement says."""
    return {
        "outcome": str(statement.outcome or ""),
        "source": Source(statement.source).label,
        "text": statement.text,
    }
