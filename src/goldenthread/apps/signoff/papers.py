"""What is printed of a case: the frozen document, what was decided of it, and what changed since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from goldenthread.apps.people.queries import the_council
from goldenthread.apps.signoff.models import Condition, Decision
from goldenthread.documents.sign_off_case import SignOffCase
from goldenthread.documents.sign_off_case_pages import render_pdf
from goldenthread.documents.sign_off_paper import (
    ChangePaper,
    ConditionPaper,
    DecisionPaper,
    ReasonPaper,
    SignOffPaper,
)
from goldenthread.documents.wording import uk_date


def pdf_of(
    case: SignOffCase, decision: Decision | None, *, changes: Iterable[Mapping[str, Any]] = (),
    looked_on: date | None = None, withheld: int = 0,
) -> bytes:  # fmt: skip
    """The sign-off as a tagged PDF (PDF/UA-1): decision, checks, case, changes, index of the evidence.

    `case` is what its reader may see, of which `withheld` pieces were left out. `changes` are those of
    `comparing`, as far as they were looked for on `looked_on`; None: nobody looked.
    """
    council = the_council()
    return render_pdf(
        SignOffPaper(
            case=case,
            decision=_decision(decision) if decision else None,
            changes=tuple(ChangePaper(one["where"], one["words"], one["code"]) for one in changes),
            changed_by=looked_on,
            withheld=withheld,
            labels=(council.notice,) if council and council.notice else (),
        )
    )


def _decision(decision: Decision) -> DecisionPaper:
    conditions = decision.conditions.select_related("measure", "discharge")
    return DecisionPaper(
        outcome=decision.get_outcome_display(),
        decided_on=decision.decided_on,
        where=_where(decision),
        words=decision.words,
        reasons=tuple(ReasonPaper(code, words) for code, words in sorted(decision.reasons.items())),
        conditions=tuple(_condition(one) for one in conditions),
        recorded_by=str(decision.recorded_by or ""),
        recorded_at=decision.recorded_at,
        digest=decision.digest,
    )


def _where(decision: Decision) -> str:
    """At which meeting and by which minute, or by what authority between two meetings."""
    if decision.meeting:
        held = f"{decision.meeting.body}, meeting of {uk_date(decision.meeting.held_on)}"
        resolution = f"{decision.resolution}" if decision.resolution else "its minutes are not here"
        return f"{held}. {resolution}"
    told = [f"{decision.get_authority_display()}: {decision.authority_text}"]
    if decision.endorsed_at:
        told.append(f"Endorsed at the meeting of {uk_date(decision.endorsed_at.held_on)}")
    else:
        told.append(
            "Not endorsed" if decision.is_not_endorsed else "The next meeting has not endorsed it yet"
        )
    return ". ".join(told)


def _condition(one: Condition) -> ConditionPaper:
    shown_by = " ".join(part for part in (_aim(one), one.target_text) if part)
    discharge = getattr(one, "discharge", None)
    state = f"Discharged {uk_date(discharge.discharged_on)}" if discharge else "Open"
    return ConditionPaper(one.words, shown_by, one.due_on, state)


def _aim(one: Condition) -> str:
    if one.measure is None:
        return ""
    target = f", {one.target.normalize():f}{one.measure.unit}" if one.target is not None else ""
    return f"{one.measure}{target}"
