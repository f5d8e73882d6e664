"""What a member may ask of a measure: questions that its own data raise, the gravest first.

A question is never a judgement. Each says which figures it is drawn from, and the code of the rule that asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from goldenthread.rulebook.asking_rules import (
    ASK_1,
    ASK_2,
    ASK_3,
    ASK_4,
    ASK_5,
    ASK_6,
    ASK_7,
    ASK_8,
    ASK_9,
    ASK_10,
    ASK_11,
    ASK_12,
    ASK_13,
    ASK_14,
    ASK_15,
    ASK_16,
)
from goldenthread.rulebook.codes import Code
from goldenthread.rulebook.rating import Rag
from goldenthread.rulebook.spc_verdicts import LEAST_POINTS, Assurance, Variation
from goldenthread.rulebook.travel import Change

QUESTIONS = 3
"""How many questions a member is given on each measure."""
LEAST_MISSED = 3
"""In how many periods in a row a target was missed before it is asked what was tried (ASK-3)."""
FIGURES_SAID = 4
ASKED_AT_ONCE = 3
"""For how many red measures nobody answers before that is asked once, of all of them."""


@dataclass(frozen=True)
class Question:
    """A question in words and the rule that asks it."""

    text: str
    code: Code


@dataclass(frozen=True)
class Standing:
    """What is known of a measure in a period, in words where it is only to be said again.

    `figure` is the figure as printed, `previous` the one that it is compared with, with its period. `gap` is
    how far from the `target`, in words: "18 points short of 100%"; `room` how far it may still go: "1 point".
    `missed` are the figures that missed it in a row, this one the last, and `every` what they are of:
    "quarters". `between` is what chance alone takes the measure from and to. `beyond_chance` is what the 95%
    intervals say of the move, None where they say nothing. `few` is "9 of 12" where so few are counted,
    `step` what one case weighs then, `of_how_many` the number of cases of which one would be the whole move.
    `without` is the share for which it did not happen, `without_before` that before, `more` the change of a
    number. `others` is who does better and how. `written` is the day of words that are older than their
    figures, `stale` what changed since. `late` are actions with their day; `lead` is who answers for it;
    `following` the next period; `moved` how its target was changed; `planned` what its plan asked for and
    `course` whether its figures lead there. `rivals` are other sources' figures. `stated` and `overridden`
    are what differs from the computed rating, as whole questions.
    """

    figure: str
    period: str
    rag: Rag
    change: Change | None = None
    previous: str = ""
    target: str = ""
    gap: str = ""
    room: str = ""
    missed: tuple[str, ...] = ()
    every: str = "periods"
    variation: Variation | None = None
    assurance: Assurance | None = None
    points: int = 0
    between: tuple[str, str] | None = None
    beyond_chance: bool | None = None
    few: str = ""
    step: str = ""
    of_how_many: int | None = None
    without: str = ""
    without_before: str = ""
    more: int | None = None
    others: str = ""
    explained: bool = True
    written: str = ""
    stale: str = ""
    actions: int = 0
    late: tuple[str, ...] = ()
    lead: str = ""
    following: str = ""
    moved: str = ""
    planned: str = ""
    course: str = ""
    rivals: tuple[str, ...] = ()
    stated: str = ""
    overridden: str = ""
    unsettled: str = ""

    @property
    def deteriorates(self) -> bool:
        """Whether it moved the wrong way, by chance or by more."""
        return self.change == "worse" or self.variation in WORSE

    @property
    def nobody_answers(self) -> bool:
        """Whether it is red, nobody has written why, and no action in a plan is to move it (ASK-5, ASK-6)."""
        return self.rag is Rag.RED and not self.explained and not self.actions

    @property
    def asks_for_three(self) -> bool:
        """Whether members are given questions on it: it is red, or it deteriorates."""
        return self.rag is Rag.RED or self.deteriorates


WORSE = (Variation.CONCERN_HIGH, Variation.CONCERN_LOW)


def questions(standing: Standing) -> tuple[Question, ...]:
    """Every question that the data raise, the gravest first; at least three of any that asks for three."""
    return tuple(
        Question(text, code)
        for text, code in (*_of_the_process(standing), *_of_the_record(standing), *_of_any(standing))
    )


def three_questions(standing: Standing, *, of_all: bool = False) -> tuple[Question, ...]:
    """The three to put to the lead; a measure that is neither red nor worse is asked none.

    `of_all`: who answers for it is asked of many measures at once (`question_of_all`), so not here.
    """
    if of_all and standing.nobody_answers:
        standing = replace(standing, explained=True, actions=1)
    return questions(standing)[:QUESTIONS] if standing.asks_for_three else ()


def question_of_all(standings: Sequence[Standing]) -> Question | None:
    """One question where nobody answers for many red measures, instead of the same one of each."""
    unanswered = sum(standing.nobody_answers for standing in standings)
    if unanswered < ASKED_AT_ONCE:
        return None
    return Question(
        f"Of {unanswered} red measures nobody has written why they are red, and no action in a plan says "
        "that it will move them. Who answers for each, and what is being done?",
        ASK_5,
    )


def open_questions(standing: Standing) -> tuple[Question, ...]:
    """What the record itself leaves open, whatever the rating."""
    return tuple(Question(text, code) for text, code in _of_the_record(standing))


Asked = Iterator[tuple[str, Code]]


def _of_the_process(standing: Standing) -> Asked:
    if standing.variation in WORSE:
        yield (
            f"Its control chart of {standing.points} {standing.every} says that it got worse by more than "
            f"chance, to {standing.figure} in {standing.period}. What happened before that, who noticed, and "
            "will it last?",
            ASK_1,
        )
    if standing.assurance is Assurance.FAIL:
        yield (
            f"{_by_chance(standing)}, and the target, {standing.target}, lies beyond. What will be changed "
            "in how the work is done, and when will it show?",
            ASK_2,
        )
    if standing.assurance is Assurance.INCONSISTENT and standing.rag in (Rag.RED, Rag.AMBER):
        yield (
            f"{_by_chance(standing)}, on both sides of the target, {standing.target}. What will be changed "
            "so that it is met every time?",
            ASK_2,
        )
    if standing.planned:
        yield (
            f"Its plan asked for {standing.planned} in {standing.period}, and it is {standing.figure}. "
            f"{standing.course} What will be done differently from now on?",
            ASK_16,
        )
    if standing.moved:
        yield (
            f"The target {standing.moved}; it is now {standing.target}. Who changed it, why, and which "
            "colour would the old one give?",
            ASK_15,
        )
    if standing.few:
        yield (
            f"{standing.figure} is {standing.few}: one more or one fewer moves it by {standing.step}. What "
            "do the cases themselves show that the figure does not?",
            ASK_14,
        )
    if len(standing.missed) >= LEAST_MISSED:
        yield (
            f"The target, {standing.target}, was missed in each of the last {len(standing.missed)} "
            f"{standing.every}{_newest(standing.missed)}. What was tried in that time, and which of it moved "
            "the figure?",
            ASK_3,
        )
    if standing.others:
        yield f"{standing.others}. Has anybody asked how they do it, and what was the answer?", ASK_4


def _by_chance(standing: Standing) -> str:
    low, high = standing.between or ("the worst", "the best")
    if standing.variation in WORSE:
        return f"Even before that, chance alone took it from {low} to {high}"
    return f"As the work is done today, chance alone takes it from {low} to {high}"


def _newest(missed: Sequence[str]) -> str:
    """The figures themselves, the newest four where there are more: ": 92%, 83% and 80%"."""
    shown = missed[-FIGURES_SAID:]
    said = f"{', '.join(shown[:-1])} and {shown[-1]}"
    return f": {said}" if len(shown) == len(missed) else f", the newest {said}"


def _of_the_record(standing: Standing) -> Asked:
    if standing.stated:
        yield standing.stated, ASK_8
    if standing.overridden:
        yield standing.overridden, ASK_8
    if standing.unsettled:
        yield (
            f"{standing.figure} is {standing.unsettled}. When will it be final, and how far did the last "
            "such figure move?",
            ASK_9,
        )
    if standing.stale:
        yield (
            f"What was written on {standing.written} was of other figures: {standing.stale} Does it still "
            "hold?",
            ASK_5,
        )
    yield from _of_who_answers(standing)
    if standing.late:
        yield _of_late_actions(standing), ASK_6
    if standing.rivals:
        says = " and ".join(standing.rivals)
        yield (
            f"For {standing.period} it is {standing.figure} here, and there is also {says}. Which holds, and "
            "who decides?",
            ASK_7,
        )


def _of_who_answers(standing: Standing) -> Asked:
    """Of a red figure without words, without an action, or without both: one question, not two."""
    who = f"{standing.lead} leads on it" if standing.lead else "Nobody is named to lead on it"
    if standing.rag is not Rag.RED or (standing.explained and standing.actions):
        return
    far = f"it is {standing.gap}" if standing.gap else f"it is {standing.figure}"
    if standing.explained:
        yield f"No action in a plan says that it will move this measure, and {far}. Which one does?", ASK_6
    elif standing.actions:
        yield f"Nobody has written why {far} in {standing.period}. {who}: what is behind it?", ASK_5
    else:
        yield (
            f"Nobody has written why {far} in {standing.period}, and no action in a plan says that it will "
            f"move it. {who}: what is behind it, and what is being done?",
            ASK_5,
        )


def _of_late_actions(standing: Standing) -> str:
    first, late = standing.late[0], len(standing.late)
    if standing.actions == 1:
        return f"The one action that is to move it, {first}, is late. What holds it up?"
    are = "is" if late == 1 else "are"
    return (
        f"{late} of the {standing.actions} actions that are to move it {are} late, the first of them {first}."
        f" What holds {'it' if late == 1 else 'them'} up?"
    )


def _of_any(standing: Standing) -> Asked:
    yield from _of_the_edge(standing)
    if standing.of_how_many is not None and standing.previous:
        yield (
            f"Out of how many is {standing.figure}? Were it {standing.of_how_many} or fewer, a single case "
            f"would be the whole way from {standing.previous}.",
            ASK_14,
        )
    yield _of_the_cases(standing), ASK_13
    if standing.previous and standing.change == "same":
        yield (
            f"It is {standing.figure} and was {standing.previous}: much the same. Does anybody expect it to "
            "move, and by what?",
            ASK_10,
        )
    elif standing.previous:
        yield f"It went from {standing.previous} to {standing.figure}. {_how_far(standing)}", ASK_10
    else:
        yield f"No figure stands before {standing.figure} in {standing.period}. What was it then?", ASK_10
    if standing.gap:
        when = f" in {standing.following}" if standing.following else " next"
        yield (
            f"It is {standing.gap}. What does {standing.lead or 'the lead'} expect{when}, and what would "
            "make it so?",
            ASK_11,
        )
    if standing.target and not standing.room:
        yield f"The target is {standing.target}. Who set it, on what grounds, and is it still right?", ASK_12


def _of_the_edge(standing: Standing) -> Asked:
    """Of a measure without a target, and of one that still meets it: when would somebody step in?"""
    if not standing.target:
        now = f"{standing.figure} after {standing.previous}" if standing.previous else standing.figure
        yield f"No target is set, and it is {now}. At which figure would somebody step in, and who?", ASK_12
    elif standing.room:
        yield (
            f"It still meets its target, {standing.target}, by {standing.room}. At which figure does "
            "somebody step in, before it is missed?",
            ASK_12,
        )


def _of_the_cases(standing: Standing) -> str:
    if standing.without:
        after = f", after {standing.without_before}," if standing.without_before else ""
        return (
            f"For {standing.without} in {standing.period}{after} it did not happen. How many children is "
            "that, and what became of them?"
        )
    if standing.more:
        return _of_the_more(standing.more, standing)
    return (
        f"Has anybody looked at each case behind {standing.figure} in {standing.period}, and what did they "
        "have in common?"
    )


def _of_the_more(more: int, standing: Standing) -> str:
    said = f"{abs(more):,} {'more' if more > 0 else 'fewer'} than {standing.previous}"
    if more > 0:
        return f"That is {said}. Which are they, and what do they share?"
    if standing.change == "worse":
        return f"That is {said}. For whom did it not come about, and what stood in the way?"
    return f"That is {said}. Which are no longer among them, and why?"


def _how_far(standing: Standing) -> str:
    """What may be asked of a move from one period to the next, given what the rules say of chance."""
    if standing.beyond_chance is not None:
        if standing.beyond_chance:
            return "By its 95% intervals that is more than chance. What explains it?"
        return "By its 95% intervals that is no more than chance. What else shows a change?"
    if standing.variation is Variation.TOO_FEW_POINTS:
        have = f"With {standing.points} of the {LEAST_POINTS} points that a control chart needs"
        return f"{have}, what else shows that this is more than chance?"
    if standing.variation is Variation.COMMON_CAUSE:
        return (
            f"Its chart of {standing.points} {standing.every} calls that chance. What was said of it in the "
            "last report?"
        )
    return "What lies behind the move?"
