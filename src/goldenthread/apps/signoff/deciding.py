"""What the body decided of a case, recorded by somebody who neither leads nor asked nor built it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal as Number

from django.db import transaction
from django.utils import timezone

from goldenthread.apps.inspections.assessing import assess
from goldenthread.apps.inspections.models import Assessment
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.minutes import between
from goldenthread.apps.minutes.models import Resolution
from goldenthread.apps.people.models import Person
from goldenthread.apps.signoff import units
from goldenthread.apps.signoff.freezing import Frozen, freeze
from goldenthread.apps.signoff.models import Case, Condition, Decision
from goldenthread.apps.signoff.refusing import Wanting, locked, on, refuse, refuse_own
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.changes import day_words
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents.sign_off_case import SignOffCase
from goldenthread.rulebook import sign_off
from goldenthread.rulebook.codes import Code
from goldenthread.rulebook.sufficiency import Check, Phase

Outcome, Authority = Decision.Outcome, Decision.Authority
STATUS = {
    Outcome.AGREED: Assessment.Status.MET,
    Outcome.AGREED_WITH_CONDITION: Assessment.Status.MET_SUBJECT_TO_CONDITION,
}
"""What phase 2 says of the unit."""


@dataclass(frozen=True)
class ConditionSays:
    """A condition as it was typed. `target` is in the measure's own unit."""

    words: str
    due_on: date | None
    measure: Measure | None = None
    target: Number | None = None
    target_text: str = ""

    @property
    def shown_by(self) -> str:
        """What would show that it is met: a measure with its target, or words."""
        if self.measure is not None and (self.target is not None or self.target_text.strip()):
            return str(self.measure)
        return self.target_text.strip() if self.measure is None else ""


@dataclass(frozen=True)
class Says:
    """A decision as it was typed. Of a meeting it has the resolution; between meetings who decided, and what
    allows it. `meeting` alone is for a past decision whose minutes are not here. `reasons` are by the code of
    the check."""

    outcome: str
    decided_on: date
    authority: str = Authority.MEETING
    resolution: Resolution | None = None
    meeting: Meeting | None = None
    decided_by: str = ""
    authority_text: str = ""
    words: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)
    conditions: tuple[ConditionSays, ...] = ()

    @property
    def held_at(self) -> Meeting | None:
        """The meeting at which it was decided."""
        return self.resolution.minute.minutes.meeting if self.resolution else self.meeting


@transaction.atomic
def decide(
    case: Case, says: Says, *, shown: str | None, by: Person | None, at: datetime, today: date,
    published_on: date | None = None,
) -> Decision:  # fmt: skip
    """Record what the body decided, with the case frozen as it stood on that day.

    `shown` is the digest of the case that was on the page; None for a past decision that is brought in, whose
    `published_on` declares from which day it was known. Phase 2 agreed: the unit is assessed as met; a past
    decision comes with its assessment.

    Raises Refused by the rules SGN-1 to SGN-12: for who leads, asked or built; without a quorum; when another
    decided meanwhile or the case changed since it was shown (SGN-9); `Wanting` says all that is wanted.
    """
    case = locked(case)
    _check_is_asked(case)
    refuse_own(case.unit, by, today, case)
    signed = units.signed_of(case.unit)
    agreed = signed.stands(1)
    refuse(
        sign_off.may_build(
            Phase(case.phase), phase_1=sign_off.Outcome(agreed.outcome) if agreed else None,
            of_an_element=case.element is not None,
        )
    )  # fmt: skip
    refuse(sign_off.is_the_bodys(case.body, units.answering(case.recommendation, says.decided_on)))
    frozen = freeze(case, as_at=says.decided_on, today=today)
    if shown is not None:
        refuse(sign_off.is_as_shown(shown, frozen.digest))
    _check(case, says, frozen, today, past=published_on is not None)
    decision = _write(case, says, frozen, by=by, at=at, published_on=published_on, today=today)
    if case.phase == 2 and decision.is_agreed and published_on is None:
        _assess(decision, says, by=by, at=at, today=today)
    return decision


def _check_is_asked(case: Case) -> None:
    if case.state == Case.State.DECIDED:
        made = case.decision
        who = f" {made.recorded_by} recorded it." if made.recorded_by else ""
        raise Refused(
            f"The decision on this case is recorded already: {made.get_outcome_display().lower()}, "
            f"{day_words(made.decided_on)}.{who} What you typed is kept below; it was not recorded.",
            code=str(sign_off.SGN_10),
        )
    refuse(sign_off.may_move(sign_off.CaseState(case.state), sign_off.CaseState.DECIDED))


def checks_in(content: SignOffCase) -> list[Check]:
    """The checks of a case, as the rules made them."""
    return [Check(Code(one.code), one.passed, one.words) for one in content.checks]


def _check(case: Case, says: Says, frozen: Frozen, today: date, *, past: bool) -> None:
    held_at, resolution = says.held_at, says.resolution
    asked_on = case.published_on or timezone.localtime(case.asked_at).date()
    found = sign_off.refusals(
        sign_off.DecisionFact(
            outcome=sign_off.Outcome(says.outcome), decided_on=says.decided_on,
            authority=sign_off.Authority(says.authority), at_meeting=held_at is not None,
            quorum_met=resolution.quorate if resolution else None,
            authority_words=says.authority_text if says.decided_by.strip() else "", words=says.words,
            reasons=says.reasons,
            conditions=[
                sign_off.ConditionFact(one.words, one.shown_by, one.due_on) for one in says.conditions
            ],
        ),
        checks=checks_in(frozen.content), asked_on=asked_on, today=today,
    )  # fmt: skip
    wanting = [*_of_meeting(case, says, past=past), *found]
    if wanting:
        raise Wanting(wanting)


def _of_meeting(case: Case, says: Says, *, past: bool) -> list[sign_off.Refusal]:
    """What a decision of a meeting lacks beside its quorum: a resolution of the body that was carried."""
    if says.authority != Authority.MEETING:
        return []
    resolution, held_at = says.resolution, says.held_at
    if resolution is None:
        words = "Choose the resolution by which it was decided."
        return [] if past and held_at else [sign_off.Refusal(sign_off.SGN_8, words, "resolution")]
    if resolution.minute.body_id != case.body_id or resolution.letter is None:
        words = f"That is not a resolution of the {case.body}."
        return [sign_off.Refusal(sign_off.SGN_4, words, "resolution")]
    if resolution.outcome == Resolution.Outcome.LOST and says.outcome in STATUS:
        words = "That resolution was lost, so the body did not agree by it."
        return [sign_off.Refusal(sign_off.SGN_8, words, "resolution")]
    if held_at is not None and held_at.held_on != says.decided_on:
        words = f"That resolution is of the meeting of {day_words(held_at.held_on)}."
        return [sign_off.Refusal(sign_off.SGN_12, words, "resolution")]
    return []


def _write(
    case: Case, says: Says, frozen: Frozen, *, by: Person | None, at: datetime, today: date,
    published_on: date | None,
) -> Decision:  # fmt: skip
    at_meeting = says.authority == Authority.MEETING
    taken = None
    if not at_meeting:
        taken = between.decide(
            case.body, kind=says.authority, words=f"Sign-off, {_words(case, says)}"[:1000],
            authority=says.authority_text, decided_by=says.decided_by.strip()[:200],
            decided_on=says.decided_on, today=today, by=by, at=at,
        )  # fmt: skip
    failed = {str(one.code) for one in checks_in(frozen.content) if one.wants_reason}
    decision = Decision.objects.create(
        case=case, outcome=says.outcome, decided_on=says.decided_on,
        meeting=says.held_at if at_meeting else None, resolution=says.resolution if at_meeting else None,
        between=taken, authority=says.authority,
        authority_text="" if at_meeting else says.authority_text.strip(),
        reasons={code: why.strip() for code, why in says.reasons.items() if code in failed and why.strip()},
        words=says.words.strip(), document=frozen.text, digest=frozen.digest, subjects=frozen.subjects,
        seen_position=frozen.position, recorded_at=at, recorded_by=by, published_on=published_on,
    )  # fmt: skip
    if says.outcome == Outcome.AGREED_WITH_CONDITION:
        for one in says.conditions:
            Condition.objects.create(
                decision=decision, words=one.words.strip(), measure=one.measure, target=one.target,
                target_text=one.target_text.strip(), due_on=one.due_on,
            )  # fmt: skip
    case.state = Case.State.DECIDED
    case.version += 1
    case.save(update_fields=["state", "version"])
    also = [decision, case.body, *(one for one in (decision.meeting, decision.resolution, taken) if one)]
    record("signoff.decided", by=by, at=at, on=on(case, *also), after={
        "unit": case.unit_reference, "phase": case.phase, "outcome": decision.get_outcome_display(),
        "decided_on": decision.decided_on, "authority": decision.get_authority_display(),
        "authority_text": decision.authority_text, "resolution": str(decision.resolution or ""),
        "reasons": decision.reasons, "words": decision.words, "digest": decision.digest,
        "conditions": [
            {"words": one.words, "due_on": one.due_on.isoformat(), "measure": str(one.measure or ""),
             "target": str(one.target if one.target is not None else one.target_text)}
            for one in decision.conditions.select_related("measure")
        ],
        "published_on": published_on,
    })  # fmt: skip
    return decision


def _words(case: Case, says: Says) -> str:
    outcome = Outcome(says.outcome).label.lower()
    return f"{str(case).lower()} {case.unit_title}: {outcome}"


def _assess(decision: Decision, says: Says, *, by: Person | None, at: datetime, today: date) -> None:
    case = decision.case
    assess(
        case.recommendation, element=case.element, status=STATUS[Outcome(decision.outcome)],
        assessed_on=decision.decided_on, today=today, body=case.body,
        condition="; ".join(one.words.strip() for one in says.conditions), by=by, at=at,
        published_on=decision.published_on,
        reason=f"Phase 2 of sign-off {decision.get_outcome_display().lower()}",
    )  # fmt: skip
