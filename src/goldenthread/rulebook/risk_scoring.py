"""What a risk's scores, controls and treatments imply, on the council's own scale."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from goldenthread.rulebook.calendar_words import in_words
from goldenthread.rulebook.codes import Code, define_rule

_SCALE = "The council's own risk scale, which is data."
_OURS = "A convention of this product, shown wherever the rule speaks."

RSK_1 = define_rule(
    "RSK-1",
    title="Score of a risk",
    meaning="The score is likelihood times impact, each a level of the scale that was in force on the day. A "
    "level that the scale does not have gives no score.",
    basis=_SCALE,
    boundaries=("4 and 3 make 12. On a scale of 5 levels, 6 and 3 make nothing.",),
)
RSK_2 = define_rule(
    "RSK-2",
    title="Band of a score",
    meaning="The band is the one that the scale names for this likelihood and impact; where it names none, "
    "the highest band that begins at or below the score. A score keeps the band of the scale that it was "
    "given on: a later scale does not recolour it.",
    basis=_SCALE,
    boundaries=(
        "High from 10, very high from 16: 15 is high, 16 is very high, 9 is neither.",
        "Likelihood 1 and impact 5 make 5; a scale that names that cell as high makes it high.",
    ),
)
RSK_3 = define_rule(
    "RSK-3",
    title="Beyond appetite",
    meaning="The current score stands in a band that the council says it does not accept.",
    basis=_SCALE,
    boundaries=("Very high is not accepted: 16 is beyond appetite, 15 is not. A closed risk is not.",),
)
RSK_4 = define_rule(
    "RSK-4",
    title="Review overdue",
    meaning="The risk is open and the day of its next review has passed.",
    basis=_OURS,
    boundaries=("To be reviewed today is not overdue; yesterday is, by 1 day.",),
)
RSK_5 = define_rule(
    "RSK-5",
    title="Score is stale",
    meaning="The risk is open and nobody has scored it within the limit of its scale: 90 days unless "
    "the council says otherwise. Without any current score it counts from the day it was opened.",
    basis=_OURS,
    boundaries=("Limit 90: scored 90 days ago is recent, 91 days ago is stale.",),
)
RSK_6 = define_rule(
    "RSK-6",
    title="Treatment late",
    meaning="An action that treats the open risk is overdue in its plan (PROG-1).",
    basis="The plan: a treatment has no state of its own.",
    boundaries=("An action due yesterday and not completed is a late treatment; one due today is not.",),
)
RSK_7 = define_rule(
    "RSK-7",
    title="Target score not reached by its date",
    meaning="The risk is open, the day by which the target score was to be reached has passed, and the "
    "current score is above the target. Scores on different scales are not compared.",
    basis=_OURS,
    boundaries=(
        "Target 6 by 15 July, current 8: missed on 16 July, not on 15 July. Current 6 is never missed.",
        "Current 8 on a later scale than the target's: not said.",
    ),
)
RSK_8 = define_rule(
    "RSK-8",
    title="A control fails",
    meaning="The newest assurance of a control of the open risk says that it is failing.",
    basis=_OURS,
    boundaries=("Working, and not tested, are not flagged; failing is.",),
)
RSK_9 = define_rule(
    "RSK-9",
    title="Beyond appetite and not treated",
    meaning="The current score is beyond appetite and no action that is still open treats the risk.",
    basis=_OURS,
    boundaries=("One open action is a treatment; none, or only completed ones, is flagged.",),
)
RSK_10 = define_rule(
    "RSK-10",
    title="Movement of a risk",
    meaning="The current score of one day against that of an earlier day: up, down, or the same; new where "
    "the risk was not there yet, closed where it is no longer open. Scores on different scales are not "
    "compared.",
    basis=_OURS,
    boundaries=("12 to 12 is the same, 12 to 15 is up, 12 to 9 is down.",),
)
RSK_11 = define_rule(
    "RSK-11",
    title="Closed by somebody else than its owner",
    meaning="Whoever holds the post that owns a risk, or acts for its holder, does not close it.",
    basis="Segregation of duties, as for the completion of an action.",
    boundaries=("A head of service who does not own it closes it; one who owns it is refused.",),
)


@dataclass(frozen=True)
class Band:
    """A band of the scale: its word, shape and colour. `accepted`: the council lives with it."""

    word: str
    shape: str
    colour: str
    starts_at: int
    accepted: bool = True


@dataclass(frozen=True)
class Scale:
    """A version of a council's scale. `likelihood` and `impact`: level → word. `cells` names exceptions.

    `bands` in the order of where they start. `stale_days`: how old a score may be.
    """

    version: int
    likelihood: Mapping[int, str]
    impact: Mapping[int, str]
    bands: Sequence[Band]
    cells: Mapping[tuple[int, int], str] = field(default_factory=dict)
    stale_days: int = 90


@dataclass(frozen=True)
class Score:
    """A score of a risk with its band, on a version of the scale."""

    likelihood: int
    impact: int
    value: int
    band: Band
    scale: int

    @property
    def words(self) -> str:
        """ "12 High (likelihood 4, impact 3)": never told by its colour alone."""
        return f"{self.value} {self.band.word} (likelihood {self.likelihood}, impact {self.impact})"


def score(likelihood: int, impact: int, scale: Scale) -> Score | None:
    """The score of two levels on a scale (RSK-1, RSK-2); None where the scale has not these levels."""
    if likelihood not in scale.likelihood or impact not in scale.impact:
        return None
    value = likelihood * impact
    named = scale.cells.get((likelihood, impact))
    fits = [band for band in scale.bands if band.word == named] or [
        band for band in sorted(scale.bands, key=lambda one: one.starts_at) if band.starts_at <= value
    ]
    return Score(likelihood, impact, value, fits[-1], scale.version) if fits else None


def scale_faults(scale: Scale) -> tuple[str, ...]:
    """What is wrong with a scale, in words; empty where every cell has a score and a band."""
    found = []
    for name, levels in (("likelihood", scale.likelihood), ("impact", scale.impact)):
        if len(levels) < 2:
            found.append(f"Give at least two levels of {name}.")
        if sorted(levels) != list(range(1, len(levels) + 1)):
            found.append(f"The levels of {name} are numbered from 1 without a gap.")
        words = [word.casefold() for word in levels.values()]
        if len(set(words)) < len(words):
            found.append(f"Two levels of {name} have one word.")
    starts = [band.starts_at for band in scale.bands]
    if not scale.bands or min(starts) > 1:
        found.append("The lowest band begins at a score of 1, so that every score has a band.")
    if len(set(starts)) < len(starts):
        found.append("Two bands begin at one score.")
    looks = {(band.word.casefold(), band.shape) for band in scale.bands}
    words_of_bands = {word for word, _ in looks}
    shapes = {shape for _, shape in looks}
    if len(words_of_bands) < len(scale.bands) or len(shapes) < len(scale.bands):
        found.append("Each band has a word and a shape of its own: colour alone does not tell them apart.")
    for (likelihood, impact), word in scale.cells.items():
        if likelihood not in scale.likelihood or impact not in scale.impact:
            found.append(f"The scale has no cell {likelihood} × {impact}.")
        if word not in {band.word for band in scale.bands}:
            found.append(f"The scale has no band called “{word}”.")
    return tuple(found)


class Assurance(StrEnum):
    """What was last found of a control."""

    WORKING = "working"
    NOT_TESTED = "not_tested"
    FAILING = "failing"


@dataclass(frozen=True)
class Treatment:
    """An action that treats the risk: how it stands in its plan."""

    name: str
    is_open: bool
    is_overdue: bool


@dataclass(frozen=True)
class Facts:
    """A risk as it stands on a day, as far as the rules ask."""

    is_open: bool = True
    opened_on: date | None = None
    current: Score | None = None
    scored_on: date | None = None
    target: Score | None = None
    target_by: date | None = None
    review_on: date | None = None
    controls: Sequence[tuple[str, Assurance]] = ()
    treatments: Sequence[Treatment] = ()
    stale_days: int = 90


@dataclass(frozen=True)
class Flag:
    """Something that the state of a risk implies: the rule, a word for a list, and the reason."""

    code: Code
    word: str
    reason: str


def flags(facts: Facts, today: date) -> tuple[Flag, ...]:
    """All that the state of an open risk implies on a day, the gravest first; nothing of a closed one."""
    if not facts.is_open:
        return ()
    found = (decide(facts, today) for decide in _DECIDED_BY)
    return tuple(flag for flag in found if flag is not None)


def _beyond_appetite(facts: Facts, today: date) -> Flag | None:
    if facts.current is None or facts.current.band.accepted:
        return None
    return Flag(RSK_3, "Beyond appetite", f"The council does not accept {facts.current.band.word.lower()}")


def _not_treated(facts: Facts, today: date) -> Flag | None:
    if _beyond_appetite(facts, today) is None or any(one.is_open for one in facts.treatments):
        return None
    return Flag(RSK_9, "Not treated", "It is beyond appetite, and no open action treats it")


def _control_fails(facts: Facts, today: date) -> Flag | None:
    failing = [name for name, assurance in facts.controls if assurance is Assurance.FAILING]
    if not failing:
        return None
    return Flag(RSK_8, "Control failing", f"Failing: {'; '.join(failing)}")


def _target_missed(facts: Facts, today: date) -> Flag | None:
    current, target, by = facts.current, facts.target, facts.target_by
    if current is None or target is None or by is None or by >= today or current.scale != target.scale:
        return None
    if current.value <= target.value:
        return None
    return Flag(
        RSK_7, "Target missed", f"It was to be {target.value} by {in_words(by)}, and is {current.value}"
    )


def _review_overdue(facts: Facts, today: date) -> Flag | None:
    if facts.review_on is None or facts.review_on >= today:
        return None
    late = _days((today - facts.review_on).days)
    return Flag(RSK_4, "Review overdue", f"To be reviewed by {in_words(facts.review_on)}, {late} ago")


def _treatment_late(facts: Facts, today: date) -> Flag | None:
    late = [one.name for one in facts.treatments if one.is_overdue]
    if not late:
        return None
    return Flag(RSK_6, "Treatment late", f"Overdue: {'; '.join(late)}")


def _stale(facts: Facts, today: date) -> Flag | None:
    since = facts.scored_on or facts.opened_on
    if since is None or (today - since).days <= facts.stale_days:
        return None
    told = "Last scored" if facts.scored_on else "Not scored since it was opened on"
    return Flag(RSK_5, "Score is stale", f"{told} {in_words(since)}, {_days((today - since).days)} ago")


_DECIDED_BY: Iterable[Callable[[Facts, date], Flag | None]] = (
    _beyond_appetite, _not_treated, _control_fails, _target_missed, _review_overdue, _treatment_late, _stale,
)  # fmt: skip
"""What decides each rule, the gravest first."""


class Move(StrEnum):
    """How a risk moved between two days."""

    NEW = "new"
    UP = "up"
    DOWN = "down"
    SAME = "same"
    CLOSED = "closed"
    REOPENED = "reopened"
    NOT_COMPARED = "not_compared"


@dataclass(frozen=True)
class Movement:
    """How a risk moved, in words, by RSK-10. `before` is its score of the earlier day."""

    move: Move
    words: str
    before: Score | None = None
    code: Code = RSK_10


def movement(before: Facts | None, now: Facts) -> Movement:
    """How a risk moved from one day to another; `before` None: it was not there yet."""
    was, is_ = before.current if before else None, now.current
    if before is None:
        return Movement(Move.NEW, "New")
    if not now.is_open:
        return Movement(Move.CLOSED, "Closed" if before.is_open else "Closed before", was)
    if not before.is_open:
        return Movement(Move.REOPENED, "Opened again", was)
    if was is None or is_ is None:
        if was is is_:
            return Movement(Move.NOT_COMPARED, "Not scored")
        return Movement(Move.NOT_COMPARED, "First scored" if was is None else "No longer scored", was)
    if was.scale != is_.scale:
        return Movement(Move.NOT_COMPARED, "The scale changed, so the scores are not compared", was)
    if is_.value == was.value:
        return Movement(Move.SAME, f"The same, {was.value}", was)
    up = is_.value > was.value
    way = f"{'Up' if up else 'Down'} from {was.value} to {is_.value}"
    return Movement(Move.UP if up else Move.DOWN, way, was)


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"
