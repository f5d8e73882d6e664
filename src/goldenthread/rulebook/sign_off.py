"""Who may sign off what, when, and what a decision has to say: the moves of a case, and each refusal."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.sufficiency import Check, Phase

_PAPERS = "The two-phase sign-off as a council's papers of 2015 propose it."
_OURS = "A convention of this product, shown wherever the rule speaks."
_CONSTITUTION = "The council's constitution and the body's terms of reference."

SGN_1 = define_rule(
    "SGN-1",
    title="Phase 2 comes after phase 1",
    meaning="That practice has improved is decided only once the body has agreed, with or without a "
    "condition, that the activity is complete, and has not since found otherwise.",
    basis=_PAPERS,
    boundaries=(
        "Phase 1 agreed, or agreed with a condition: phase 2 may be asked for. Deferred, refused or not "
        "decided: it may not.",
    ),
)
SGN_2 = define_rule(
    "SGN-2",
    title="Nobody signs off what they lead",
    meaning="Whoever leads one of its actions, asked for the sign-off or built the case does not record the "
    "decision, and does not take it alone.",
    basis=_PAPERS + " Segregation of duties.",
    boundaries=(
        "The lead of one of its twenty actions may not; somebody who leads none of them may.",
        "The officer who built the case may not.",
    ),
)
SGN_3 = define_rule(
    "SGN-3",
    title="A body decides with a quorum",
    meaning="At a meeting, the quorum that was counted at the decision was there (DEC-1). Where the body has "
    "set no quorum, none is held against it.",
    basis=_CONSTITUTION,
    boundaries=("Counted and there: it stands; counted and not there: refused; none set: it stands.",),
)
SGN_4 = define_rule(
    "SGN-4",
    title="The accountable body decides",
    meaning="The body that answers for the recommendation on the day of the decision.",
    basis=_PAPERS,
    boundaries=(
        "One board answered until 2015 and another after it: in 2016 the second decides.",
        "Where no body is recorded as answering, any may decide.",
    ),
)
SGN_5 = define_rule(
    "SGN-5",
    title="Signed off against a check: the reason is kept",
    meaning="Where the body agrees, with or without a condition, each check that failed or could not be told "
    "has a reason of its own. To defer or to refuse needs none.",
    basis=_PAPERS,
    boundaries=(
        "One check failed and agreed: a reason for that check. Two: a reason for each. A blank is none.",
        "One check failed and deferred: none.",
    ),
)
SGN_6 = define_rule(
    "SGN-6",
    title="A condition says what, by which measure and by when",
    meaning="A condition has its words, the measure or other thing that would show that it is met, and a "
    "day of its own after the decision.",
    basis=_PAPERS,
    boundaries=("Due the day after the decision: it stands; on the day itself: refused.",),
)
SGN_7 = define_rule(
    "SGN-7",
    title="Deferred or refused: what is wanted is said",
    meaning="Whoever defers says what they want to see; whoever refuses says why.",
    basis=_PAPERS,
    boundaries=("Deferred without words is refused; agreed without words stands.",),
)
SGN_8 = define_rule(
    "SGN-8",
    title="Between meetings, the authority is named",
    meaning="A decision that was not taken at a meeting names the member to whom it was delegated, or the "
    "virtual meeting, and where the constitution allows it. One of a virtual meeting waits to be endorsed at "
    "the next meeting.",
    basis=_CONSTITUTION,
    boundaries=(
        "Delegated, with the member and the paragraph: it stands; without: refused.",
        "Virtual: it waits to be endorsed; delegated: it does not.",
    ),
)
SGN_9 = define_rule(
    "SGN-9",
    title="What is decided is what was shown",
    meaning="The case that was on the page when the decision was entered is the one that is frozen. When any "
    "of it changed in between, the decision is not taken and the change is shown.",
    basis=_OURS,
    boundaries=("A figure that was corrected while the page was open: the decision is asked for again.",),
)
SGN_10 = define_rule(
    "SGN-10",
    title="The moves of a case",
    meaning="A draft is asked for or withdrawn; one that was asked for is decided, withdrawn or sent back "
    "to be a draft. What was decided or withdrawn stays so; a new case is built.",
    basis=_OURS,
    boundaries=("Asked for: may be decided. A draft, one decided, one withdrawn: may not.",),
)
SGN_11 = define_rule(
    "SGN-11",
    title="Where there are elements, each is signed off by itself",
    meaning="The unit of sign-off is the recommendation, or the element where the recommendation has any. "
    "The recommendation is then met when its elements are (REC-1).",
    basis=_PAPERS,
    boundaries=("With one element the element is signed off; with none, the recommendation.",),
)
SGN_12 = define_rule(
    "SGN-12",
    title="A decision's day is between the asking and today",
    meaning="The day of the decision is not before the day on which it was asked for, and not after today.",
    basis=_OURS,
    boundaries=("Asked for on 10 July: 10 July stands, 9 July is refused; tomorrow is refused.",),
)


class CaseState(StrEnum):
    """Where a case stands."""

    DRAFT = "draft"
    ASKED = "asked"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


class Outcome(StrEnum):
    """What the body decided."""

    AGREED = "agreed"
    AGREED_WITH_CONDITION = "agreed_with_condition"
    DEFERRED = "deferred"
    REFUSED = "refused"

    @property
    def agrees(self) -> bool:
        return self in (Outcome.AGREED, Outcome.AGREED_WITH_CONDITION)


class Authority(StrEnum):
    """By what authority: a meeting, a member to whom it is delegated, or a virtual meeting."""

    MEETING = "meeting"
    DELEGATED = "delegated"
    VIRTUAL = "virtual"


MOVES: Mapping[CaseState, frozenset[CaseState]] = {
    CaseState.DRAFT: frozenset({CaseState.ASKED, CaseState.WITHDRAWN}),
    CaseState.ASKED: frozenset({CaseState.DECIDED, CaseState.WITHDRAWN, CaseState.DRAFT}),
    CaseState.DECIDED: frozenset(),
    CaseState.WITHDRAWN: frozenset(),
}


@dataclass(frozen=True)
class Refusal:
    """Why something is not done: the rule and a sentence. `about` names the field that it is about, if one.

    `check` is the code of the check that wants a reason, where it is about one.
    """

    code: Code
    words: str
    about: str = ""
    check: str = ""


@dataclass(frozen=True)
class ConditionFact:
    """A condition as it was typed. `shown_by`: a measure, or in words what else would show it."""

    words: str
    shown_by: str
    due_on: date | None


@dataclass(frozen=True)
class DecisionFact:
    """A decision as it was typed, and what stands about it.

    `quorum_met` is None where the body has set no quorum. `authority_words` name whom and where it is
    allowed. `reasons` are by the code of the check.
    """

    outcome: Outcome
    decided_on: date
    authority: Authority
    at_meeting: bool
    quorum_met: bool | None = None
    authority_words: str = ""
    words: str = ""
    reasons: Mapping[str, str] | None = None
    conditions: Sequence[ConditionFact] = ()


def may_move(before: CaseState, after: CaseState) -> Refusal | None:
    """Whether a case may go from one state to another (SGN-10)."""
    if after in MOVES[before]:
        return None
    was = {CaseState.DRAFT: "a draft", CaseState.ASKED: "waiting for the body"}.get(before, before.value)
    return Refusal(SGN_10, f"This case is {was}. It cannot be {_DONE[after]}.")


_DONE = {
    CaseState.DRAFT: "sent back", CaseState.ASKED: "put to the body", CaseState.DECIDED: "decided",
    CaseState.WITHDRAWN: "withdrawn",
}  # fmt: skip


def may_build(
    phase: Phase, *, phase_1: Outcome | None, elements: int = 0, of_an_element: bool = False
) -> Refusal | None:
    """Whether a case may be built. `phase_1` is the newest decision of phase 1 (SGN-1, SGN-11)."""
    if elements and not of_an_element:
        return Refusal(SGN_11, "This recommendation has elements. Each of them is signed off by itself.")
    if phase is Phase.IMPACT and (phase_1 is None or not phase_1.agrees):
        return Refusal(SGN_1, "Phase 2 comes after phase 1, and phase 1 is not agreed.", "phase")
    return None


def may_decide(person: int | None, *, leads: Collection[int], asked_by: int | None, built_by: int | None
) -> Refusal | None:  # fmt: skip
    """Whether somebody may record the decision, or take it alone (SGN-2). People are any keys."""
    if person is not None and person in leads:
        return Refusal(SGN_2, "You lead one of its actions. Somebody who leads none of them records this.")
    if person is not None and person in (asked_by, built_by):
        return Refusal(SGN_2, "You asked for this sign-off or built its case. Somebody else records it.")
    return None


def is_the_bodys(deciding: object, accountable: object | None) -> Refusal | None:
    """Whether the body that decides is the one that answers on the day (SGN-4)."""
    if accountable is None or deciding == accountable:
        return None
    return Refusal(SGN_4, f"{accountable} answers for this. It decides, not {deciding}.", "body")


def is_as_shown(shown: str, now: str) -> Refusal | None:
    """Whether the case is still the one that was on the page, by its digest (SGN-9)."""
    if shown == now:
        return None
    return Refusal(SGN_9, "The case changed while you had it open. Read what changed, then decide again.")


def refusals(decision: DecisionFact, *, checks: Sequence[Check], asked_on: date, today: date
) -> tuple[Refusal, ...]:  # fmt: skip
    """All that keeps a decision from being recorded, in the order of the form (SGN-3, SGN-5 to 8, SGN-12)."""
    found: list[Refusal] = []
    if decision.outcome is Outcome.DEFERRED and not decision.words.strip():
        found.append(Refusal(SGN_7, "Write what the body wants to see.", "words"))
    if decision.outcome is Outcome.REFUSED and not decision.words.strip():
        found.append(Refusal(SGN_7, "Write why the body refused.", "words"))
    if decision.decided_on > today:
        found.append(Refusal(SGN_12, "The day of the decision is after today.", "decided_on"))
    if decision.decided_on < asked_on:
        found.append(Refusal(SGN_12, "The day of the decision is before it was asked for.", "decided_on"))
    found += _by_authority(decision)
    found += _conditions(decision)
    if decision.outcome.agrees:
        reasons = decision.reasons or {}
        found += [
            Refusal(SGN_5, f"Write why the body agreed although {one.code} {_did_not(one)}.", "reasons",
                    one.code)
            for one in checks if one.wants_reason and not reasons.get(one.code, "").strip()
        ]  # fmt: skip
    return tuple(found)


def waits_to_be_endorsed(authority: Authority) -> bool:
    """Whether a decision waits for the next meeting to endorse it (SGN-8)."""
    return authority is Authority.VIRTUAL


def _did_not(check: Check) -> str:
    return "cannot be told" if check.passed is None else "failed"


def _by_authority(decision: DecisionFact) -> list[Refusal]:
    if decision.authority is not Authority.MEETING:
        if decision.authority_words.strip():
            return []
        words = "Name who decided between meetings, and where the constitution allows it."
        return [Refusal(SGN_8, words, "authority_text")]
    if not decision.at_meeting:
        return [Refusal(SGN_8, "Choose the meeting at which it was decided.", "meeting")]
    if decision.quorum_met is False:
        return [Refusal(SGN_3, "There was no quorum at this decision. The body decides again.", "meeting")]
    return []


def _conditions(decision: DecisionFact) -> list[Refusal]:
    if decision.outcome is not Outcome.AGREED_WITH_CONDITION:
        return []
    if not decision.conditions:
        return [Refusal(SGN_6, "Write the condition.", "condition_words")]
    found = []
    for one in decision.conditions:
        if not one.words.strip():
            found.append(Refusal(SGN_6, "Write the condition.", "condition_words"))
        if not one.shown_by.strip():
            found.append(Refusal(SGN_6, "Say which measure would show that it is met.", "condition_measure"))
        if one.due_on is None or one.due_on <= decision.decided_on:
            words = "Give the condition a day of its own, after the decision."
            found.append(Refusal(SGN_6, words, "condition_due_on"))
    return found
