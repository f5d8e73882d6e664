"""A yearly self-assessment: a verdict beside last year's, how far a part is, and when it may be frozen."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from goldenthread.rulebook.codes import define_rule
from goldenthread.rulebook.standing import Standing

_PAPERS = "How the inspected council's self-assessments count their recommendations."
_OURS = "A convention of this product."

SLF_1 = define_rule(
    "SLF-1",
    title="Remains met: met this year and the year before",
    meaning="A recommendation that is met on the document's day and was met on the day compared with remains "
    "met. Any other is counted by what it is on the document's day.",
    basis=_PAPERS,
    boundaries=(
        "Met, and met a year before: remains met. Met, and partly met or not assessed a year before: met.",
        "Met subject to a condition in both years is met subject to a condition.",
        "Not met, and met a year before, is not met: it fell back.",
    ),
)
SLF_2 = define_rule(
    "SLF-2",
    title="A part is from last year until somebody touches it",
    meaning="A part that says nothing is not begun. One whose every word was taken from last year is from "
    "last year. Saving a word of it, or saying that last year's still holds, is writing it.",
    basis=_OURS,
    boundaries=(
        "Five headings from last year: from last year. One of them saved: being written.",
        "No heading says anything: not begun.",
    ),
)
SLF_3 = define_rule(
    "SLF-3",
    title="Nobody reviews what they wrote",
    meaning="Whoever saved a word of a part in this edition, handed it in, or proposed its verdict cannot "
    "review it.",
    basis=_OURS,
    boundaries=("The writer and the one who handed it in may not; anybody else who may review may.",),
)
SLF_4 = define_rule(
    "SLF-4",
    title="A self-assessment is frozen when nothing of it is open",
    meaning="Every recommendation of the plan's inspections has a part, every part is reviewed, no proposed "
    "verdict waits, and every place in the text stands for something that the records have.",
    basis=_OURS,
    boundaries=(
        "25 of 25 parts reviewed: it may be frozen. 24 of 25: it may not, and the one is named.",
        "A recommendation that came after the document was begun keeps it open.",
    ),
)


class Outcome(StrEnum):
    """What a recommendation counts as, in the order in which a summary names them."""

    MET = "met"
    REMAINS_MET = "remains_met"
    CONDITION = "met_subject_to_condition"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "no_longer_applicable"
    NOT_ASSESSED = "not_assessed"

    @property
    def words(self) -> str:
        """As printed: "Remains met"."""
        return _WORDS[self]


_WORDS = {
    Outcome.MET: "Met this year",
    Outcome.REMAINS_MET: "Remains met",
    Outcome.CONDITION: "Met subject to a condition",
    Outcome.PARTLY_MET: "Partly met",
    Outcome.NOT_MET: "Not met",
    Outcome.NOT_APPLICABLE: "No longer applicable",
    Outcome.NOT_ASSESSED: "Not assessed",
}
LEFT = frozenset({Outcome.CONDITION, Outcome.PARTLY_MET, Outcome.NOT_MET, Outcome.NOT_ASSESSED})
"""What is left to be watched: a condition must hold, and the rest is not met."""


def outcome_of(now: Standing | None, before: Standing | None) -> Outcome:
    """What a recommendation counts as, from its standing on the two days; None is not assessed (SLF-1)."""
    if now is None:
        return Outcome.NOT_ASSESSED
    if now is Standing.MET and before is Standing.MET:
        return Outcome.REMAINS_MET
    return Outcome(now.value)


def fell_back(now: Standing | None, before: Standing | None) -> bool:
    """Whether what was met, or met subject to a condition, is so no longer."""
    settled = (Standing.MET, Standing.MET_SUBJECT_TO_CONDITION)
    return before in settled and now in (Standing.NOT_MET, Standing.PARTLY_MET)


class PartState(StrEnum):
    """How far a part is."""

    NOT_BEGUN = "not_begun"
    LAST_YEAR = "last_year"
    IN_WRITING = "in_writing"
    WRITTEN = "written"
    REVIEWED = "reviewed"
    RETURNED = "returned"


@dataclass(frozen=True)
class Said:
    """A heading of a part: whether it says something, and whether that is last year's untouched."""

    says_something: bool
    from_last_year: bool


def state_of_words(said: Sequence[Said]) -> PartState:
    """How far a part is by its words alone, before it is handed in (SLF-2)."""
    spoken = [one for one in said if one.says_something]
    if not spoken:
        return PartState.NOT_BEGUN
    if all(one.from_last_year for one in spoken):
        return PartState.LAST_YEAR
    return PartState.IN_WRITING


def may_review(person: int | None, *, wrote: Collection[int | None]) -> bool:
    """Whether somebody may review a part that these wrote, handed in or proposed a verdict of (SLF-3)."""
    return person is not None and person not in wrote


@dataclass(frozen=True)
class Open:
    """Something that keeps a self-assessment open. ``part`` names it as people call it."""

    part: str
    words: str


@dataclass(frozen=True)
class PartFacts:
    """A part as the rule sees it. ``unknown``: places in its text that stand for nothing."""

    name: str
    state: PartState | None
    waits_for_verdict: bool = False
    unknown: tuple[str, ...] = ()


def what_is_open(parts: Sequence[PartFacts]) -> tuple[Open, ...]:
    """What keeps a self-assessment from being frozen; nothing when it may be (SLF-4).

    ``state`` None stands for a recommendation that has no part yet.
    """
    found = []
    for part in parts:
        if part.state is None:
            found.append(Open(part.name, "It has no part yet."))
        elif part.state is not PartState.REVIEWED:
            found.append(Open(part.name, "It is not reviewed."))
        if part.waits_for_verdict:
            found.append(Open(part.name, "Its proposed verdict waits for the review."))
        found += [Open(part.name, f"{place} stands for nothing in the records.") for place in part.unknown]
    return tuple(found)
