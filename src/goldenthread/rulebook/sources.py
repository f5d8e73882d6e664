"""Which of several sources of a measure holds for a period: the one that a person chose, never a mixture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

from goldenthread.rulebook.codes import define_rule

_OURS = "A convention of this product: rival figures stand side by side and a person says which holds."

SRC_1 = define_rule(
    "SRC-1",
    title="The board uses the source that was chosen for the period",
    meaning="A choice holds for every period whose last day is on or after the first day of the period that "
    "it names, until the next choice begins. Of two for one day the one recorded last holds. Without a "
    "choice the council's own figure is used. Where the chosen source has no figure, there is none: "
    "another source does not stand in.",
    basis=_OURS,
    boundaries=(
        "Chosen from 2017-18 Q3: Q2, to 30 September, is the council's own; Q3 and the year 2017-18 are not.",
        "Two choices from 2017-18 Q3: the one recorded last holds. One from 2017-18 Q1 recorded after both "
        "holds until Q2.",
    ),
)
SRC_2 = define_rule(
    "SRC-2",
    title="Figures of two sources are not compared",
    meaning="A direction of travel is between figures of one source. Where the period before is of another "
    "source, there is none.",
    basis=_OURS,
    boundaries=("64% from the council, then 69% from health: no direction. Both from health: up.",),
)


class Choice(Protocol):
    """A source that holds from a day on."""

    @property
    def starts(self) -> date:
        """The first day of the period from which it holds."""


Chosen = TypeVar("Chosen", bound=Choice)


@dataclass(frozen=True)
class Reign(Generic[Chosen]):
    """The days on which a choice holds: periods that end on them follow it. None: from ever, for good.

    ``until`` is the first day on which it no longer holds.
    """

    choice: Chosen | None
    starts: date | None
    until: date | None

    def holds_on(self, day: date) -> bool:
        return (self.starts is None or self.starts <= day) and (self.until is None or day < self.until)


def reigns(choices: Sequence[Chosen]) -> list[Reign[Chosen]]:
    """From when until when each choice holds, the oldest first (SRC-1).

    ``choices`` stand in the order in which they were recorded. The first reign is of no choice.
    """
    last_said = {choice.starts: choice for choice in choices}
    days = sorted(last_said)
    ends = [*days, None]
    first: Reign[Chosen] = Reign(None, None, ends[0])
    return [first, *(Reign(last_said[day], day, ends[place]) for place, day in enumerate(days, start=1))]


def choice_on(choices: Sequence[Chosen], day: date) -> Chosen | None:
    """The choice that a period follows whose last day this is; None for the council's own figures."""
    return next(reign.choice for reign in reigns(choices) if reign.holds_on(day))


def of_one_source(source: str, other: str) -> bool:
    """Whether figures of these two sources may be compared (SRC-2)."""
    return source == other
