"""A case on paper: what waits as it stands, what was decided as the body saw it, with what changed since."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from goldenthread.apps.people.queries import the_council
from goldenthread.apps.signoff.conditions import condition_line
from goldenthread.apps.signoff.models import Case, CasePaper, Decision
from goldenthread.apps.signoff.seeing import Seen
from goldenthread.apps.trail.changes import day_words
from goldenthread.documents.sign_off_case import SignOffCase
from goldenthread.documents.sign_off_case_pages import render_pdf
from goldenthread.documents.sign_off_paper import (
    ChangePaper,
    ConditionPaper,
    DecisionPaper,
    ReasonPaper,
    SignOffPaper,
)


def pdf_of(
    seen: Seen, decision: Decision | None, *, changes: tuple[dict[str, str], ...] = (),
    changed_by: date | None = None, today: date,
) -> bytes:  # fmt: skip
    """The case with its evidence index as a PDF (PDF/UA-1), without what its reader may not open."""
    return render_pdf(
        SignOffPaper(
            case=seen.case, decision=_decision(decision, today) if decision else None,
            changes=tuple(ChangePaper(one["where"], one["words"], one["code"]) for one in changes),
            changed_by=changed_by, withheld=seen.withheld, labels=_labels(),
        )
    )  # fmt: skip


def pdf_of_paper(paper: CasePaper, case: SignOffCase) -> bytes:
    """The paper that goes with an agenda: nothing restricted is in it, as a board's paper goes round."""
    kept = tuple(one for one in case.evidence if not one.restricted)
    seen = Seen(replace(case, evidence=kept), len(case.evidence) - len(kept))
    return pdf_of(seen, None, today=paper.as_at)


def _labels() -> tuple[str, ...]:
    council = the_council()
    return (council.notice,) if council and council.notice else ()


def _decision(decision: Decision, today: date) -> DecisionPaper:
    lines = [
        condition_line(one, today)
        for one in decision.conditions.select_related("measure", "discharge__resolution__minute")
    ]
    return DecisionPaper(
        outcome=decision.get_outcome_display(), decided_on=decision.decided_on, where=where_words(decision),
        words=decision.words,
        reasons=tuple(ReasonPaper(code, why) for code, why in sorted(decision.reasons.items())),
        conditions=tuple(
            ConditionPaper(
                line.condition.words, line.shown_by, line.condition.due_on,
                f"Discharged on {day_words(line.discharge.discharged_on)}" if line.discharge
                else "Overdue" if line.is_late else "Open",
            )
            for line in lines
        ),
        recorded_by=str(decision.recorded_by or ""), recorded_at=decision.recorded_at,
        digest=decision.digest,
    )  # fmt: skip


def where_words(decision: Decision) -> str:
    """Where and by what a decision was taken, in a sentence."""
    case: Case = decision.case
    if decision.meeting is not None:
        by = f", {decision.resolution}" if decision.resolution else "; its minutes are not here"
        return f"At the meeting of the {case.body} of {day_words(decision.meeting.held_on)}{by}"
    endorsed = decision.endorsed_at
    ends = f"Endorsed on {day_words(endorsed.held_on)}" if endorsed else "Not endorsed yet"
    if decision.is_not_endorsed:
        ends = "The next meeting did not endorse it"
    by = decision.between.decided_by if decision.between else ""
    return f"{decision.get_authority_display()}: {by}, by {decision.authority_text}. {ends}"
