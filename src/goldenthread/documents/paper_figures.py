"""What any paper prints of a figure: value and status, target and rating, where it went, and words on it.

The enumerations are the papers' own: a later rulebook cannot change what an old paper says.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Standing(StrEnum):
    """The state of a recommendation or of one of its elements."""

    MET = "met"
    CONDITION = "met_subject_to_condition"
    PARTLY = "partly_met"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "no_longer_applicable"
    NOT_ASSESSED = "not_assessed"


class Colour(StrEnum):
    """A measure's rating. Always shown as a word and a shape too."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    NOT_RATED = "not_rated"


class Arrow(StrEnum):
    """What the number did, whatever that means for children."""

    UP = "up"
    LEVEL = "level"
    DOWN = "down"


class Change(StrEnum):
    """What the movement means, given which way is good."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


class FigureStatus(StrEnum):
    """Whether a figure stands, and if there is none, why."""

    FINAL = "final"
    PROVISIONAL = "provisional"
    ESTIMATED = "estimated"
    SUPPRESSED = "suppressed"
    NOT_RELEASED = "not_released"
    NOT_APPLICABLE = "not_applicable"
    NOT_COLLECTED = "not_collected"


ABSENT = frozenset(
    {
        FigureStatus.SUPPRESSED,
        FigureStatus.NOT_RELEASED,
        FigureStatus.NOT_APPLICABLE,
        FigureStatus.NOT_COLLECTED,
    }
)
"""Statuses of a cell that has words where a number belongs."""


@dataclass(frozen=True)
class Figure:
    """A published figure: the text as printed, and what it means.

    ``text``       as the board saw it: ``"83% (indicative)"``, ``"<20%"``, ``"400-450"``.
    ``value``      the number when there is one; a percentage is 83, never 0.83.
    ``low, high``  the ends of a range or the bound of ``<20%`` (value None, high 20).
    ``unit``       ``"%"``, ``"days"``, ``"weeks"``, ``"per 10,000"`` or None for a count.
    ``qualifier``  words in the cell beside the number (``"indicative"``, ``"Jan 17 SEN return"``).
    """

    text: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    status: FigureStatus = FigureStatus.FINAL
    qualifier: str | None = None


@dataclass(frozen=True)
class Target:
    """A target as printed, with the line (``low == high``) or the range to draw; neither if only in words."""

    text: str
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True)
class Rating:
    """A colour with the code of the rule that gave it and that rule's reason in words."""

    colour: Colour
    code: str
    reason: str


@dataclass(frozen=True)
class Override:
    """A head of service's rating in place of the computed one. Both are printed; overrides are counted."""

    computed: Rating
    reason: str
    by: str
    on: date


@dataclass(frozen=True)
class Travel:
    """Direction of travel as two answers: what the number did, and whether that is better.

    ``compared_with`` names the period compared with (``"2016-17"``). Each answer is None when it cannot be
    given; ``reason`` then says why.
    """

    arrow: Arrow | None
    change: Change | None
    code: str
    reason: str
    compared_with: str | None = None


@dataclass(frozen=True)
class Words:
    """What somebody wrote: the text (paragraphs split by newlines), their role, and the day."""

    text: str
    by: str
    on: date | None


@dataclass(frozen=True)
class Commentary:
    """What a lead wrote on a measure in the report's period, and how far that stands.

    ``changes`` say, a sentence each, what has changed since it was written: the figure, the target or the
    rating. ``signed_off_by`` is the role that signed it off, None while nobody has.
    """

    words: Words
    changes: tuple[str, ...] = ()
    signed_off_by: str | None = None
    signed_off_on: date | None = None
