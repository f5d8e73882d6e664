"""What a member may ask of a measure: questions that its own data raise, the gravest first.

A question is never a judgement. Each says which figures it is drawn from, and the code of the rule that asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.rating import Rag
from goldenthread.rulebook.spc_verdicts import LEAST_POINTS, Assurance, Variation
from goldenthread.rulebook.travel import Change

QUESTIONS = 3
"""How many questions a member is given on each measure."""

_OURS = "A convention of this product: questions that scrutiny can put without being an analyst."

ASK_1 = define_rule(
    "ASK-1",
    title="Ask what happened, when a measure got worse by more than chance",
    meaning="The control chart's last point is a special cause on the bad side.",
    basis=_OURS,
    boundaries=("Getting worse is asked about; only chance is not.",),
)
ASK_2 = define_rule(
    "ASK-2",
    title="Ask what will be changed, when the process cannot reach its target",
    meaning="The control chart says that the target will consistently be missed, or that it is hit and miss.",
    basis=_OURS,
    boundaries=("Consistently missed and hit and miss are asked about; consistently met is not.",),
)
ASK_3 = define_rule(
    "ASK-3",
    title="Ask what was tried, when a target is missed again and again",
    meaning="The target of today was missed in three periods in a row, the last of them this one.",
    basis=_OURS,
    boundaries=("Three in a row are asked about, two are not.",),
)
ASK_4 = define_rule(
    "ASK-4",
    title="Ask what others do, when they do better",
    meaning="The average of the statistical neighbours, or else of the nation, is better than ours.",
    basis=_OURS,
    boundaries=("Neighbours who do better are asked about; those who do as well are not.",),
)
ASK_5 = define_rule(
    "ASK-5",
    title="Ask for words, when nobody has explained a red figure",
    meaning="The rating is red and nobody has explained it, or the words are older than the figures.",
    basis=_OURS,
    boundaries=("A red figure without words is asked about; an amber one is not.",),
)
ASK_6 = define_rule(
    "ASK-6",
    title="Ask what is being done, when no action stands behind a red measure, or its actions are late",
    meaning="No action names the measure as its success indicator, or some of those that do are late.",
    basis=_OURS,
    boundaries=(
        "No action is asked about where the rating is red; one late action of three is asked about.",
    ),
)
ASK_7 = define_rule(
    "ASK-7",
    title="Ask which figure holds, when sources disagree",
    meaning="Another source has another figure for the same period.",
    basis=_OURS,
    boundaries=("58% and 65.3% are asked about; 58% from both is not.",),
)
ASK_8 = define_rule(
    "ASK-8",
    title="Ask which colour holds, when the paper and the rule differ",
    meaning="The paper states another rating than the rule gives, or the computed rating has changed since "
    "it was overridden.",
    basis=_OURS,
    boundaries=("Red stated and not rated computed are asked about; an override made of today's is not.",),
)
ASK_9 = define_rule(
    "ASK-9",
    title="Ask when a figure will be final",
    meaning="The figure is provisional or estimated.",
    basis=_OURS,
    boundaries=("83% (indicative) is asked about; 83% is not.",),
)
ASK_10 = define_rule(
    "ASK-10",
    title="Ask what lies behind a move",
    meaning="The figure moved. Where the chart has too few points, or calls it chance, the question says so.",
    basis=_OURS,
    boundaries=(
        "12 points: how can one tell? 13 points and only chance: does what was said of it still hold?",
        "A figure without one before it is asked what it was before.",
    ),
)
ASK_11 = define_rule(
    "ASK-11",
    title="Ask what is expected next",
    meaning="For every measure with a target that is not met: what the next figure will be, and why.",
    basis=_OURS,
    boundaries=("A red and an amber figure are asked about; a green one is not.",),
)
ASK_12 = define_rule(
    "ASK-12",
    title="Ask after the target itself",
    meaning="Where there is a target: who set it, and why. Where there is none: what good would look like.",
    basis=_OURS,
    boundaries=("A measure without a target is asked what good looks like; one with a target of 0 is not.",),
)
ASK_13 = define_rule(
    "ASK-13",
    title="Ask who is behind the figure",
    meaning="For every measure: which children the figure speaks of, and what happened to them.",
    basis=_OURS,
    boundaries=("Every measure may be asked this, once, after what its data raise.",),
)


@dataclass(frozen=True)
class Question:
    """A question in words and the rule that asks it."""

    text: str
    code: Code


@dataclass(frozen=True)
class Standing:
    """What is known of a measure in a period, in words where it is only to be said again.

    `figure` is the figure as printed, `previous` the one that it is compared with, with its period. `gap` is
    how far from the `target`, in words: "18 points short of 100%". `missed` counts periods in a row, this one
    the last. `others` is who does better and how: "Statistical neighbours stand at 85%". `rivals` are other
    sources' figures: "65.3% from health". `stated` and `overridden` are what differs from the computed
    rating, as whole questions, empty where nothing does.
    """

    figure: str
    period: str
    rag: Rag
    change: Change | None = None
    previous: str = ""
    target: str = ""
    gap: str = ""
    missed: int = 0
    every: str = "periods"
    variation: Variation | None = None
    assurance: Assurance | None = None
    points: int = 0
    others: str = ""
    explained: bool = True
    words_are_stale: bool = False
    actions: int = 0
    late: int = 0
    rivals: tuple[str, ...] = ()
    stated: str = ""
    overridden: str = ""
    unsettled: str = ""

    @property
    def deteriorates(self) -> bool:
        """Whether it moved the wrong way, by chance or by more."""
        return self.change == "worse" or self.variation in WORSE

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


def three_questions(standing: Standing) -> tuple[Question, ...]:
    """The three to put to the lead; a measure that is neither red nor worse is asked none."""
    return questions(standing)[:QUESTIONS] if standing.asks_for_three else ()


def open_questions(standing: Standing) -> tuple[Question, ...]:
    """What the record itself leaves open, whatever the rating."""
    return tuple(Question(text, code) for text, code in _of_the_record(standing))


Asked = Iterator[tuple[str, Code]]


def _of_the_process(standing: Standing) -> Asked:
    if standing.variation in WORSE:
        yield (
            f"It has got worse by more than chance, to {standing.figure} in {standing.period}. What changed, "
            "when was it noticed, and is it lasting?",
            ASK_1,
        )
    if standing.assurance is Assurance.FAIL:
        yield (
            "As the work is done today, the target will not be reached: it lies beyond all that chance "
            "brings. What will be changed in how the work is done, and by when?",
            ASK_2,
        )
    if standing.assurance is Assurance.INCONSISTENT and standing.rag in (Rag.RED, Rag.AMBER):
        yield (
            "As the work is done today, the target is sometimes met and sometimes missed, by chance alone. "
            "What will make it met every time?",
            ASK_2,
        )
    if standing.missed >= 3:
        yield (
            f"The target has been missed for {standing.missed} {standing.every} in a row. What was tried in "
            "that time, and which of it moved the figure?",
            ASK_3,
        )
    if standing.others:
        yield f"{standing.others}. What do they do that we do not?", ASK_4


def _of_the_record(standing: Standing) -> Asked:
    red = standing.rag is Rag.RED
    if standing.stated:
        yield standing.stated, ASK_8
    if standing.overridden:
        yield standing.overridden, ASK_8
    if standing.unsettled:
        yield f"The figure is {standing.unsettled}. When will it be final?", ASK_9
    if red and not standing.explained:
        yield "Nobody has explained this figure. What is behind it?", ASK_5
    if standing.words_are_stale:
        yield "The figures have changed since the words were written. Do they still hold?", ASK_5
    if red and not standing.actions:
        yield "No action names this measure as its success indicator. What is being done?", ASK_6
    if standing.late == standing.actions == 1:
        yield "The one action on this measure is late. What holds it up?", ASK_6
    elif standing.late:
        are = "is" if standing.late == 1 else "are"
        yield (
            f"{standing.late} of {standing.actions} actions on this measure {are} late. What holds them up?",
            ASK_6,
        )
    if standing.rivals:
        says = " and ".join(standing.rivals)
        yield f"For {standing.period} there is also {says}. Which figure holds, and who decides?", ASK_7


def _of_any(standing: Standing) -> Asked:
    if standing.previous:
        yield f"It went from {standing.previous} to {standing.figure}. {_how_far(standing)}", ASK_10
    else:
        yield f"There is nothing to compare {standing.figure} with. What was it before?", ASK_10
    if standing.gap:
        yield (
            f"It is {standing.gap}. Which figure does the lead expect next, and what would make it so?",
            ASK_11,
        )
    yield (
        f"Which children stand behind {standing.figure}, and what happened to those for whom it went wrong?",
        ASK_13,
    )
    if standing.target:
        yield f"The target is {standing.target}. Who set it, on what grounds, and is it still right?", ASK_12
    else:
        yield "There is no target. What would good look like, and who sets it?", ASK_12


def _how_far(standing: Standing) -> str:
    """What may be asked of a move from one period to the next, given what the chart says of chance."""
    if standing.variation is Variation.TOO_FEW_POINTS:
        have = f"With {standing.points} of the {LEAST_POINTS} points that a control chart needs"
        return f"{have}, how can one tell that this is more than chance?"
    if standing.variation is Variation.COMMON_CAUSE:
        return "The chart calls that chance. Does what was said of it in the last report still hold?"
    return "What lies behind the move?"
