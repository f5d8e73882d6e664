"""How many members a decision needs: a rule in words counted out over the members with a vote."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from goldenthread.rulebook.codes import Code, define_rule

QUO_1 = define_rule(
    "QUO-1",
    title="A part of the members is rounded up",
    meaning="Where the quorum is a part of the members with a vote, it is the smallest whole number that is "
    "no less than that part; where more than a part is asked, the smallest that is greater. A floor that the "
    "rule names applies where it is higher. It is never less than one.",
    basis="Ordinary reading of “at least a quarter of the whole number of members”, as in paragraph 6 of "
    "Schedule 12 to the Local Government Act 1972. Committees have it from their terms of reference.",
    boundaries=(
        "A quarter of 12 is 3; of 13 it is 4.",
        "More than half of 12 is 7; half of 12 is 6.",
        "A quarter, at least three: of 8 it is 3; of 16 it is 4.",
    ),
    unverified=True,
)
QUO_2 = define_rule(
    "QUO-2",
    title="Whether a quorum is there",
    meaning="As many members with a vote as the quorum, or more, are present. A substitute counts in the "
    "place of the member who is away; whoever has no vote does not count.",
    basis="The ordinary meaning of quorum; a body's terms of reference may say otherwise.",
    boundaries=("Quorum 4: with 4 it is there, with 3 it is not.",),
    unverified=True,
)

_NUMBERS = {
    name: number
    for number, name in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
}
_PARTS: Mapping[str, Fraction] = {
    "half": Fraction(1, 2), "third": Fraction(1, 3), "quarter": Fraction(1, 4), "fourth": Fraction(1, 4),
    "fifth": Fraction(1, 5), "sixth": Fraction(1, 6), "thirds": Fraction(1, 3), "quarters": Fraction(1, 4),
}  # fmt: skip
_NUMBER = rf"(\d+|{'|'.join(_NUMBERS)})"
_PART = re.compile(rf"(?:{_NUMBER}|an?)?[ -]?\b({'|'.join(_PARTS)})\b")
_FRACTION = re.compile(r"(\d+) ?/ ?(\d+)|(\d+) ?(?:%|per ?cent)")
_FLOOR = re.compile(
    rf"(?:at least|no fewer than|not less than|minimum(?: of)?|or) (?:of )?{_NUMBER}\b"
    r"(?![ -](?:third|quarter|half)| ?[/%])"
)
_COUNT = re.compile(rf"\b{_NUMBER}\b(?! ?[/%])(?!/)")


@dataclass(frozen=True)
class Quorum:
    """A rule: a part of the members (None for a number alone), more than it or just it, and a floor."""

    part: Fraction | None
    at_least: int = 1
    more_than: bool = False


def quorum_in_words(words: str) -> Quorum | None:
    """The rule that words state; None where they do not state one that can be counted.

    Reads "a quarter of the voting members, at least three", "more than half", "a majority", "2/3", "40%" and
    "three members".
    """
    text = " ".join(words.lower().replace("-", " ").split())
    floored = _FLOOR.search(text)
    at_least = _number(floored.group(1)) if floored else 1
    rest = text[: floored.start()] + text[floored.end() :] if floored else text
    more_than = bool(re.search(r"more than|majority|over half|exceed", rest))
    if "majority" in rest:
        return Quorum(Fraction(1, 2), at_least, more_than=True)
    if (part := _part(rest)) is not None:
        return Quorum(part, at_least, more_than) if 0 < part <= 1 else None
    if counted := _COUNT.search(rest):
        return Quorum(None, max(_number(counted.group(1)), at_least))
    return Quorum(None, at_least) if floored else None


def needed(quorum: Quorum, members: int) -> int:
    """How many of `members` with a vote a decision needs (QUO-1)."""
    if quorum.part is None:
        return max(quorum.at_least, 1)
    share = quorum.part * members
    wanted = floor(share) + 1 if quorum.more_than else ceil(share)
    return max(wanted, quorum.at_least, 1)


@dataclass(frozen=True)
class Standing:
    """Whether a quorum is there, with the rule and a sentence."""

    is_there: bool
    code: Code
    reason: str


def is_quorate(present: int, wanted: int) -> Standing:
    """Whether as many members with a vote as are `present` may decide (QUO-2)."""
    members = f"{present} member{'' if present == 1 else 's'} with a vote"
    if present >= wanted:
        return Standing(True, QUO_2, f"Quorate: {members} present, {wanted} needed.")
    return Standing(False, QUO_2, f"Not quorate: {members} present, {wanted} needed.")


def _part(text: str) -> Fraction | None:
    if found := _FRACTION.search(text):
        above, below, percent = found.groups()
        if percent:
            return Fraction(int(percent), 100)
        return Fraction(int(above), int(below)) if int(below) else Fraction(0)
    if found := _PART.search(text):
        times, part = found.groups()
        return (_number(times) if times else 1) * _PARTS[part]
    return None


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else _NUMBERS[text]
