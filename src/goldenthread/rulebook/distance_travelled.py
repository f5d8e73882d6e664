"""What became of families that an intervention worked with: distance travelled, and who was referred again.

A scale is scored at start, at reviews and at close. The change of each family is its own: a mean of changes,
not a change of means, so that those who left early do not make the rest look better.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from goldenthread.rulebook import intervals
from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.intervals import Interval
from goldenthread.rulebook.workdays import add_months

_OURS = "A convention of this product."

DTR_1 = define_rule(
    "DTR-1",
    title="Distance travelled is the mean of each family's own change",
    meaning="Last score less first score, of families that have both, with Student's t interval at 95%. How "
    "many were scored only once is said beside it.",
    basis=_OURS,
    boundaries=(
        "4 to 7, 5 to 7 and a family scored once at 9: a change of 2.5 for 2 families, 1 left out.",
        "No family scored twice: no change is given.",
    ),
)
DTR_2 = define_rule(
    "DTR-2",
    title="A change is told from chance by its interval",
    meaning="Better or worse where the whole interval lies on one side of nought, else it cannot be told "
    "from chance. Fewer than 2 families have no interval and are never told apart.",
    basis=_OURS,
    boundaries=(
        "An interval from 0.1 to 3.0 on a scale where high is good is better.",
        "An interval from 0.0 to 3.0 cannot be told from chance.",
    ),
)
DTR_3 = define_rule(
    "DTR-3",
    title="Referred again within 12 months of closing",
    meaning="A referral after the day of closing and before the day 12 months later. Families that closed "
    "less than 12 months ago are left out, referred again or not: counting only those who came back early "
    "would make the share too high.",
    basis=_OURS,
    boundaries=(
        "Closed on 10 March 2017: referred on 9 March 2018 counts, on 10 March 2018 does not.",
        "Closed on 10 March 2017: left out on 9 March 2018, counted on 10 March 2018.",
    ),
)
DTR_4 = define_rule(
    "DTR-4",
    title="A comparison says what kind it is",
    meaning="Before and after, matched, or trial. Only a trial shows that the intervention caused the "
    "change; families that are compared with all others of the council may differ from them to begin with.",
    basis=_OURS,
    boundaries=("12.7% of families against 22% of the council's referrals: not the same kind of family.",),
)


class ImpossibleScore(ValueError):
    """A score outside its scale."""


@dataclass(frozen=True)
class Scale:
    """A scale of a tool: its ends, and whether its high end is good."""

    lowest: Decimal
    highest: Decimal
    high_is_good: bool = True

    def check(self, score: Decimal) -> Decimal:
        """The score itself. Raises ImpossibleScore."""
        if not self.lowest <= score <= self.highest:
            raise ImpossibleScore(f"{score} is not between {self.lowest} and {self.highest}.")
        return score


class Way(StrEnum):
    """What a change on a scale comes to."""

    BETTER = "better"
    WORSE = "worse"
    CHANCE = "chance"


@dataclass(frozen=True)
class Travelled:
    """The mean change on a scale, of how many families, how many left out, and what it comes to."""

    change: Interval
    families: int
    scored_once: int
    way: Way
    code: Code
    words: str


def travelled(scores: Iterable[Sequence[Decimal]], scale: Scale) -> Travelled:
    """Distance travelled of families, each with its scores in order of their days (DTR-1, DTR-2).

    A family without any score is not counted at all. Raises ImpossibleScore.
    """
    scored = [[scale.check(score) for score in family] for family in scores if family]
    changes = [family[-1] - family[0] for family in scored if len(family) > 1]
    change = intervals.mean(changes)
    way = _way(change, scale)
    return Travelled(change, len(changes), len(scored) - len(changes), way, DTR_2, _words(change, way))


def _way(change: Interval, scale: Scale) -> Way:
    if change.lower is None or change.upper is None or change.lower <= 0 <= change.upper:
        return Way.CHANCE
    return Way.BETTER if (change.lower > 0) is scale.high_is_good else Way.WORSE


def _words(change: Interval, way: Way) -> str:
    if change.value is None:
        return "No family was scored twice"
    if change.lower is None:
        return "One family: too few to tell from chance"
    said = {Way.BETTER: "Better", Way.WORSE: "Worse", Way.CHANCE: "Cannot be told from chance"}[way]
    return f"{said}: {change.value:+.1f} on average, 95% between {change.lower:+.1f} and {change.upper:+.1f}"


def referred_again(closed: date, referrals: Iterable[date], today: date) -> bool | None:
    """Whether a family was referred again within 12 months of closing; None: it is too early (DTR-3)."""
    end = add_months(closed, 12)
    return any(closed < day < end for day in referrals) if today >= end else None


def share_referred_again(known: Iterable[bool | None]) -> tuple[int, int]:
    """How many were referred again, of how many of whom it is known (DTR-3)."""
    told = [one for one in known if one is not None]
    return sum(told), len(told)


class Comparison(StrEnum):
    """What kind of comparison an evaluation rests on (DTR-4)."""

    BEFORE_AND_AFTER = "before_and_after"
    OTHERS = "others"
    MATCHED = "matched"
    TRIAL = "trial"


MEANS: dict[Comparison, str] = {
    Comparison.BEFORE_AND_AFTER: "The same families before and after. Some would have changed by themselves.",
    Comparison.OTHERS: "Families of the intervention beside all others. They may differ to begin with.",
    Comparison.MATCHED: "Beside families chosen to be alike. They may differ in what was not recorded.",
    Comparison.TRIAL: "Families were given the intervention by lot, so the difference is its own.",
}
