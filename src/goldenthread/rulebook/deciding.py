"""Who counts towards a body's quorum when it decides, and how many votes there can be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from goldenthread.rulebook.codes import Code, define_rule

_CUSTOM = "How councils' standing orders count; a body's own terms of reference come before it."

DEC_1 = define_rule(
    "DEC-1",
    title="Quorate: enough voting members are in the room",
    meaning="A body may decide when as many voting members are in the room as its terms of reference "
    "ask for. It is counted anew at each decision.",
    basis=_CUSTOM,
    boundaries=("Quorum 3: three voting members are enough, two are not.",),
)
DEC_2 = define_rule(
    "DEC-2",
    title="Who is in the room at a decision",
    meaning="Whoever came at that hour or before, and leaves after it. Where the hour of the decision is not "
    "written, only those who were there from the beginning to the end count: the strictest reading.",
    basis=_CUSTOM,
    boundaries=(
        "Came at 14:20: counts at 14:20, not at 14:19.",
        "Left at 15:05: counts at 15:04, not at 15:05.",
        "No hour written: one who left at 15:05 does not count.",
    ),
)
DEC_3 = define_rule(
    "DEC-3",
    title="A seat counts once",
    meaning="A substitute counts in the place of the member, and only while that member is not in the room. "
    "Two substitutes for one member count once. Somebody who does not vote, an observer and an officer in "
    "attendance do not count.",
    basis=_CUSTOM,
    boundaries=(
        "A member and the substitute for that member, both in the room: one.",
        "Two substitutes for one absent member: one.",
        "A substitute for a member who does not vote: none.",
    ),
)
DEC_4 = define_rule(
    "DEC-4",
    title="Who left for a declared interest does not count",
    meaning="Somebody who declared an interest in an item and left the room for it does not count at that "
    "item's decisions, and counts at every other.",
    basis="Localism Act 2011, section 31, and the code of conduct of the council.",
    boundaries=(
        "Declared and left: not counted at that item, counted at the next.",
        "Declared and stayed: counted.",
    ),
    unverified=True,
)
DEC_5 = define_rule(
    "DEC-5",
    title="No quorum set: nothing is said of it",
    meaning="Where the terms of reference give no quorum, those present are counted and no verdict is given.",
    basis="What nobody decided is not made up.",
    boundaries=("No quorum set and nobody present: no verdict.",),
)
DEC_6 = define_rule(
    "DEC-6",
    title="Votes do not exceed those present and voting",
    meaning="Votes for, against and abstentions together are no more than the voting members in the room.",
    basis="One member, one vote.",
    boundaries=("Five in the room: 3 for, 1 against, 1 abstained is right; 3, 2 and 1 is refused.",),
)


class Capacity(StrEnum):
    """As what somebody was in the room."""

    MEMBER = "member"
    SUBSTITUTE = "substitute"
    IN_ATTENDANCE = "in_attendance"


@dataclass(frozen=True)
class Attender:
    """Somebody who was at a meeting, for a while or all through.

    `seat` names the seat that they fill: a member's own, and for a substitute the seat of whom they stand
    in for. None: they fill none. `voting` is whether that seat votes. `came` and `left` are hours of the
    meeting's day; None: from the beginning, to the end. `left_for` are the items that they left the room
    for, by any names that the caller uses.
    """

    name: str
    capacity: Capacity
    voting: bool
    seat: object | None = None
    came: time | None = None
    left: time | None = None
    left_for: frozenset[object] = frozenset()

    def in_the_room(self, at: time | None, item: object | None) -> bool:
        """Whether they were in the room at a decision on an item (DEC-2, DEC-4)."""
        if item is not None and item in self.left_for:
            return False
        if at is None:
            return self.came is None and self.left is None
        return (self.came is None or self.came <= at) and (self.left is None or at < self.left)


@dataclass(frozen=True)
class Quorum:
    """What was counted at a decision. `met` is None where no quorum is set.

    `counted` are the names of those who count, one for each seat. `words` say it in a sentence.
    """

    needed: int | None
    counted: tuple[str, ...]
    met: bool | None
    words: str
    code: Code

    @property
    def present(self) -> int:
        return len(self.counted)


def quorum_at(
    attenders: Iterable[Attender], needed: int | None, *, at: time | None = None, item: object | None = None
) -> Quorum:
    """The quorum at a decision on `item` at the hour `at` (DEC-1 to DEC-5).

    `needed` is the body's quorum, None where none is set.
    """
    here = list(attenders)
    counted = _counted(here, at, item)
    words = f"{_voting(len(counted))} present"
    doubtful = at is None and len(counted) < len(_counted([_throughout(one) for one in here], None, item))
    why = (
        ". Those who came late or left early are not counted, because no hour is written" if doubtful else ""
    )
    if needed is None:
        return Quorum(None, counted, None, f"{words}; no quorum is set{why}.", DEC_5)
    met = len(counted) >= needed
    verdict = "Quorate" if met else "Not quorate"
    return Quorum(needed, counted, met, f"{verdict}: {words}, and {needed} needed{why}.", DEC_1)


def _counted(attenders: Sequence[Attender], at: time | None, item: object | None) -> tuple[str, ...]:
    """The names that count, a seat once: the member's before a substitute's (DEC-3)."""
    by_seat: dict[object, str] = {}
    for capacity in (Capacity.MEMBER, Capacity.SUBSTITUTE):
        for one in attenders:
            if one.capacity is capacity and one.voting and one.in_the_room(at, item):
                by_seat.setdefault(one.name if one.seat is None else one.seat, one.name)
    return tuple(by_seat.values())


def _throughout(one: Attender) -> Attender:
    return Attender(one.name, one.capacity, one.voting, one.seat, None, None, one.left_for)


def _voting(number: int) -> str:
    return f"{number} voting member{'' if number == 1 else 's'}"


@dataclass(frozen=True)
class TooManyVotes:
    """Why votes cannot be as they were written."""

    words: str
    code: Code = DEC_6


def check_votes(votes_for: int, against: int, abstained: int, *, present: int) -> TooManyVotes | None:
    """Whether so many can have voted, of so many voting members in the room (DEC-6). None: they can."""
    cast = votes_for + against + abstained
    if cast <= present:
        return None
    return TooManyVotes(
        f"{cast} votes were written, and {_voting(present)} {'was' if present == 1 else 'were'} in the room. "
        "Check the votes, or who was there."
    )
