"""What a clock is: an event that starts it, one that stops it, and the limits in between by date.

The clocks themselves stand in `clocks_social_care`, `clocks_care`, `clocks_leaving_care` and `clocks_send`;
`clocks` says how one stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from goldenthread.rulebook.calendar_words import in_words
from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.limits import Limit

CLK_6 = define_rule(
    "CLK-6",
    title="Which age decides, where a limit is shorter for the young",
    meaning="The shorter limit holds while the child is still younger than the age on its deadline; a child "
    "whose birthday is on that day or before has the longer one. Without a birth date it cannot be computed.",
    basis="Care Planning, Placement and Case Review (England) Regulations 2010 (SI 2010/959), regulation "
    "7(3): "
    "every 6 months before the fifth birthday, every 12 after it. On which day the age is taken is a "
    "convention of "
    "this product.",
    boundaries=(
        "Born 2 September 2013, assessed 1 March 2018: 6 months, 1 September 2018.",
        "Born 1 September 2013, assessed 1 March 2018: 12 months, 1 March 2019.",
    ),
    unverified=True,
)
CLK_7 = define_rule(
    "CLK-7",
    title="A birthday on 29 February",
    meaning="In a year without that day it is 1 March.",
    basis="Family Law Reform Act 1969, section 9; a convention where the year has no such day.",
    boundaries=("Born 29 February 2012: 5 on 1 March 2017. Born 28 February 2012: 5 on 28 February 2017.",),
    unverified=True,
)


class Service(StrEnum):
    """Whose work a clock measures; breach reasons are offered by it."""

    FRONT_DOOR = "front door and assessment"
    PROTECTION = "child protection"
    CARE = "children in care"
    HEALTH = "health of children in care"
    EDUCATION = "education of children in care"
    MISSING = "missing from home or care"
    PRIVATE_FOSTERING = "private fostering"
    LEAVING_CARE = "leaving care"
    COURT = "court and adoption"
    SAFEGUARDING_PARTNERS = "serious incidents"
    SEND = "education, health and care plans"


@dataclass(frozen=True)
class PermittedException:
    """What the law accepts instead of the limit. It disapplies the limit; it never moves the deadline."""

    name: str
    means: str


@dataclass(frozen=True)
class Clock:
    """One clock. `limits` are in the order in which they came into force.

    `starts` and `stops` name the events. `warn` is how long before the deadline it is due soon: working days
    where the limit is counted in them, else days. `local`: the council may set the limit. `younger_than` and
    `younger` hold a shorter limit for the young (CLK-6). `earlier` is how many months before its start the
    stop may lie: 0 for not at all, None for any number.
    """

    name: str
    code: Code
    service: Service
    starts: str
    stops: str
    limits: tuple[Limit, ...]
    examples: tuple[tuple[date, date], ...]
    warn: int
    local: bool = False
    exceptions: tuple[PermittedException, ...] = ()
    younger_than: int | None = None
    younger: tuple[Limit, ...] = ()
    earlier: int | None = 0

    @property
    def title(self) -> str:
        """The clock's name in words."""
        return self.code.rule.title


def define_clock(
    name: str,
    code: str,
    title: str,
    service: Service,
    *limits: Limit,
    starts: str,
    stops: str,
    examples: Sequence[tuple[str, str]],
    warn: int,
    local: bool = False,
    exceptions: tuple[PermittedException, ...] = (),
    younger_than: int | None = None,
    younger: tuple[Limit, ...] = (),
    earlier: int | None = 0,
    note: str = "",
) -> Clock:
    """Write down a clock and its rule. `examples` are starts with their deadlines, as 2018-05-04.

    `note` is what must be known of it besides. Raises as `define_rule` does.
    """
    days = tuple((date.fromisoformat(start), date.fromisoformat(last)) for start, last in examples)
    every = (*limits, *younger)
    rule = define_rule(
        code,
        title=title,
        meaning=_meaning(starts, stops, limits, younger_than, younger, local, note),
        basis=" ".join(dict.fromkeys(limit.basis for limit in every)),
        boundaries=tuple(_boundary(start, last, limits) for start, last in days),
        unverified=any(limit.unverified for limit in every),
        calls_up=2,
    )
    return Clock(
        name,
        rule,
        service,
        starts,
        stops,
        limits,
        days,
        warn,
        local,
        exceptions,
        younger_than,
        younger,
        earlier,
    )


def _meaning(
    starts: str,
    stops: str,
    limits: Sequence[Limit],
    younger_than: int | None,
    younger: Sequence[Limit],
    local: bool,
    note: str,
) -> str:
    words = [f"From {starts} to {stops}: {_in_turn(limits)}."]
    if younger:
        words.append(f"While under {younger_than}: {_in_turn(younger)}.")
    if local:
        words.append("The council may set its own (CLK-4).")
    if note:
        words.append(note)
    return " ".join(words)


def _in_turn(limits: Sequence[Limit]) -> str:
    parts = [f"{limit} since {in_words(limit.since)}" for limit in limits]
    return "; ".join(parts)


def _boundary(start: date, last: date, limits: Sequence[Limit]) -> str:
    if any(limit.before for limit in limits):
        return f"For {in_words(start)}: done on {in_words(last)} is in time, the day after is late."
    return f"From {in_words(start)}: {in_words(last)} is in time, the day after is late."


def birthday(born: date, age: int) -> date:
    """The day on which somebody reaches an age (CLK-7)."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)
