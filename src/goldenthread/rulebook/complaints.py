"""Complaints by children and families: by when each stage is answered, and what counts as answered on time.

Three stages: the service answers, an investigation with an independent person, a review panel. The days are
those of the Children Act procedure in force since 1 September 2006; a council's own procedure for other
complaints has its own days, which come in as arguments.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.workdays import add_working_days, working_days_between

_REGULATIONS = "Children Act 1989 Representations Procedure (England) Regulations 2006 (SI 2006/1738)"

CMP_1 = define_rule(
    "CMP-1",
    title="A stage of a complaint is answered within working days",
    meaning="Stage 1 within 10 working days of the day on which it was received, stage 2 within 25 of the "
    "request for it, and at stage 3 the panel meets within 30 of the request. The day itself is day 0.",
    basis=f"{_REGULATIONS}, regulations 14, 17 and 19; in force from 1 September 2006.",
    boundaries=(
        "Stage 1, received on Friday 4 May 2018: due on Monday 21 May 2018, over the bank holiday.",
        "Stage 2, asked for on Monday 4 June 2018: due on Monday 9 July 2018.",
        "Stage 3, asked for on Monday 4 June 2018: the panel meets by Monday 16 July 2018.",
    ),
    unverified=True,
)
CMP_2 = define_rule(
    "CMP-2",
    title="A stage may be extended once, to its longest",
    meaning="Stage 1 to 20 working days and stage 2 to 65, from the same day as before. A panel's day cannot "
    "be put off. An extension has a reason.",
    basis=f"{_REGULATIONS}, regulations 14 and 17.",
    boundaries=(
        "Stage 1, received on Friday 4 May 2018 and extended: due on Tuesday 5 June 2018, over two bank "
        "holidays.",
        "Stage 2, asked for on Monday 4 June 2018 and extended: due on Tuesday 4 September 2018.",
        "Stage 3: refused.",
    ),
    unverified=True,
)
CMP_3 = define_rule(
    "CMP-3",
    title="A stage is late from the day after it was due",
    meaning="Answered on its day or before, it was on time. One that waits is overdue from the day after.",
    basis="The ordinary meaning of a limit in days.",
    boundaries=("Due on 21 May 2018: answered on 21 May, on time; on 22 May, one working day late.",),
)
CMP_4 = define_rule(
    "CMP-4",
    title="What the share answered on time is a share of",
    meaning="The stages that were answered, and those that wait beyond their day. One that still has time, "
    "or was withdrawn before it was due, is left out.",
    basis="A convention of this product: a share of the answered alone would hide those that wait longest.",
    boundaries=(
        "Three on time, one late, one overdue and unanswered, one with time left: 3 of 5.",
        "One withdrawn before its day: left out.",
    ),
)
CMP_5 = define_rule(
    "CMP-5",
    title="A stage follows the one before it",
    meaning="Stage 2 is asked for after stage 1 was received, stage 3 after stage 2 was answered. Stage 1 "
    "may be left out where the council agrees, stage 2 may not.",
    basis=f"{_REGULATIONS}, regulations 14, 17 and 18.",
    boundaries=(
        "Stage 3 while stage 2 waits for its answer: refused.",
        "Stage 2 without an answer at stage 1: taken.",
    ),
    unverified=True,
)

FEWEST_SHOWN = 5

CMP_6 = define_rule(
    "CMP-6",
    title="A count of fewer than five is not shown by itself",
    meaning="Where complaints are counted by service, by outcome or by who raised them, a count from 1 to 4 "
    "is given as fewer than 5. Where only one count of a whole is hidden so, the next smallest is hidden "
    "too: else it could be worked out from the total.",
    basis="A convention of this product, after the suppression of small counts in national statistics.",
    boundaries=(
        "5 is shown, 4 is fewer than 5.",
        "12, 6 and 3 of a whole: 12 is shown; 6 and 3 are not.",
        "12, 6, 3 and 2 of a whole: 12 and 6 are shown.",
    ),
)


class Stage(IntEnum):
    """The stages of the procedure."""

    SERVICE = 1
    INVESTIGATION = 2
    PANEL = 3


@dataclass(frozen=True)
class Limits:
    """Working days of each stage: as they are, and extended where that is allowed."""

    first: dict[Stage, int]
    extended: dict[Stage, int]


CHILDREN_ACT = Limits(
    first={Stage.SERVICE: 10, Stage.INVESTIGATION: 25, Stage.PANEL: 30},
    extended={Stage.SERVICE: 20, Stage.INVESTIGATION: 65},
)


class NotExtended(ValueError):
    """The stage cannot be put off (CMP-2)."""


def due_on(stage: Stage, received: date, *, extended: bool = False, limits: Limits = CHILDREN_ACT) -> date:
    """The day by which a stage is answered (CMP-1, CMP-2). Raises NotExtended, `workdays.BeyondCalendar`."""
    if not extended:
        return add_working_days(received, limits.first[stage])
    if stage not in limits.extended:
        raise NotExtended("The panel's day cannot be put off (CMP-2).")
    return add_working_days(received, limits.extended[stage])


def may_follow(stage: Stage, *, latest: Stage | None, latest_answered: bool) -> bool:
    """Whether a stage may begin after the latest that there is (CMP-5)."""
    if latest is None:
        return stage in (Stage.SERVICE, Stage.INVESTIGATION)
    if stage <= latest:
        return False
    if stage is Stage.PANEL:
        return latest is Stage.INVESTIGATION and latest_answered
    return True


@dataclass(frozen=True)
class Timing:
    """How a stage stands on a day. `late_by`: working days after its day, 0 on time, None with time left."""

    code: Code
    words: str
    late_by: int | None

    @property
    def on_time(self) -> bool | None:
        return None if self.late_by is None else self.late_by == 0


def timing(due: date, *, answered: date | None, withdrawn: date | None = None, today: date) -> Timing:
    """How a stage stands (CMP-3). Withdrawn on its day or before, and waiting with time left, it counts as
    neither on time nor late (CMP-4).
    """
    ended = answered or withdrawn
    if withdrawn is not None and answered is None and withdrawn <= due:
        return Timing(CMP_4, "Withdrawn before it was due", None)
    if ended is None and today <= due:
        left = working_days_between(today, due)
        return Timing(CMP_3, "Due today" if today == due else f"{_days(left)} left", None)
    late = max(working_days_between(due, ended or today), 0) if (ended or today) > due else 0
    if ended is not None and ended <= due:
        return Timing(CMP_3, "Answered on time", 0)
    # A weekend after its day is late all the same, though no working day has gone by.
    late = max(late, 1)
    said = "Answered" if answered else "Withdrawn" if withdrawn else "Overdue and unanswered,"
    return Timing(CMP_3, f"{said} {_days(late)} late", late)


def on_time_of(timings: Iterable[Timing]) -> tuple[int, int]:
    """How many were on time, of how many that count (CMP-4)."""
    counted = [one.on_time for one in timings if one.on_time is not None]
    return sum(counted), len(counted)


HIDDEN = f"Fewer than {FEWEST_SHOWN}"
HIDDEN_TOO = "Not shown"


def shown_counts(counts: Mapping[str, int], *, whole: bool = True) -> list[tuple[str, str]]:
    """Each label with its count in words, most first; small ones hidden and by name (CMP-6).

    `whole`: the counts add up to a total that is known. Those of themes do not, since one complaint may have
    several.
    """
    shown = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    small = [label for label, count in shown if count < FEWEST_SHOWN]
    open_ones = [one for one in shown if one[1] >= FEWEST_SHOWN]
    too = [open_ones.pop()[0]] if whole and len(small) == 1 and open_ones else []
    return [
        *((label, str(count)) for label, count in open_ones),
        *((label, HIDDEN_TOO) for label in too),
        *((label, HIDDEN) for label in sorted(small)),
    ]


def _days(number: int) -> str:
    return f"{number} working day{'' if number == 1 else 's'}"
