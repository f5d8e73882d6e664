"""Surveys: what may be shown of how many answers, what counts as good, and what a change between two says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from math import sqrt

from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.intervals import Interval, mean_from, proportion
from goldenthread.rulebook.quoting import quoted

_OURS = "A convention of this product, shown wherever the rule speaks."

SMALLEST_THRESHOLD, USUAL_THRESHOLD = 3, 5
GOOD_FROM = 7
"""The least answer from 0 to 10 that counts as good."""

SVY_1 = define_rule(
    "SVY-1",
    title="Too few answers are not shown",
    meaning="Nothing is shown of a survey, a group or a question that fewer people answered than the "
    "survey's threshold, not even how many they were.",
    basis=_OURS,
    boundaries=("Threshold 5: 5 answers are shown, 4 are not. 0 are not.",),
)
SVY_2 = define_rule(
    "SVY-2",
    title="A group hidden for another's sake",
    meaning="Where a group is too small to show, the smallest of the others are hidden with it until those "
    "hidden have as many answers together as the threshold: what is left when the shown groups are taken "
    "from the whole is never about fewer.",
    basis="Complementary suppression, as for counts of children (SDC-8), on people who answered.",
    boundaries=(
        "Threshold 5, groups of 3, 8 and 20: the 8 is hidden with the 3. Of 3, 2 and 20 only 3 and 2 are.",
        "Groups of 5, 8 and 20: none is hidden. One group of 4 alone: hidden.",
    ),
)
SVY_3 = define_rule(
    "SVY-3",
    title="What counts as good",
    meaning="Good is yes; agree or strongly agree; 7 or above of 0 to 10. Where a question is put the other "
    "way round, good is no, and disagree or strongly disagree. “Not sure” and “neither” are not good and are "
    "counted among the answers; who left the question out is not.",
    basis="Share at 7 or above: the papers' own measure of staff surveys. The rest is a convention.",
    boundaries=(
        "7 counts and 6 does not.",
        "8 yes, 1 no, 1 not sure: 8 of 10 are good; put the other way round 1 of 10.",
    ),
)
SVY_4 = define_rule(
    "SVY-4",
    title="A code answers once",
    meaning="A code is spent in the transaction that stores the answer. A spent code, one of another survey "
    "and one that was never given are refused. Nothing ties the answer to the code.",
    basis=_OURS,
    boundaries=("The same code sent twice at one instant: one answer is stored, the other is refused.",),
)
SVY_5 = define_rule(
    "SVY-5",
    title="One answer from a device",
    meaning="Over an open link a device that has answered, and a form that was sent before, are refused. "
    "Whoever clears their browser or takes another device can answer again: an open link is weaker than "
    "codes.",
    basis=_OURS,
    boundaries=("Sending one form twice stores one answer.",),
)
SVY_6 = define_rule(
    "SVY-6",
    title="Answers come while the survey is open",
    meaning="A survey takes answers from its first day to its last, both included, once somebody opened it "
    "and until somebody closes it. Paper that came in time is typed in until the answers are counted.",
    basis=_OURS,
    boundaries=("1 to 31 May: 1 May and 31 May are taken; 30 April and 1 June are refused.",),
)
SVY_7 = define_rule(
    "SVY-7",
    title="Counted once, when it is closed",
    meaning="Answers are counted once, after the last day, and the results are frozen. Nothing but the "
    "number of answers is shown before: whoever saw results grow by one could read the answer in between.",
    basis=_OURS,
    boundaries=("On the last day counting is refused; on the day after it is allowed.",),
)
SVY_8 = define_rule(
    "SVY-8",
    title="Response rate",
    meaning="Answers over the people who were asked. Without that number there is no rate. More answers than "
    "people asked have no rate either, and are said.",
    basis=_OURS,
    boundaries=("40 of 100 is 40%; 100 of 100 is 100%; 101 of 100 has no rate. Nobody counted: no rate.",),
)
SVY_9 = define_rule(
    "SVY-9",
    title="Change between two waves",
    meaning="A share has risen or fallen when the 95% interval of the difference (Newcombe, from Wilson's "
    "two intervals) leaves out 0. Otherwise the difference may be chance.",
    basis="Newcombe, 1998, method 10: the interval of a difference of two independent shares.",
    boundaries=(
        "10 of 20 to 15 of 20 may be chance; 100 of 200 to 150 of 200 is a rise.",
        "No change at all may be chance.",
    ),
)
SVY_10 = define_rule(
    "SVY-10",
    title="Words are read before they are shown",
    meaning="What somebody wrote is shown once an officer has read it and taken out what gives a person "
    "away. What was taken out is erased.",
    basis=_OURS,
    boundaries=("Unread words are counted and not shown.",),
)
SVY_11 = define_rule(
    "SVY-11",
    title="Another person approves what is published",
    meaning="Whoever wrote or last changed “You said, we did” does not approve it, whatever roles they hold.",
    basis="Words for the public are seen by a second person first.",
    boundaries=("Written by an officer: that officer is refused, a head may.",),
)
SVY_12 = define_rule(
    "SVY-12",
    title="No small number in public words",
    meaning="Words for the public that give a number below the threshold are refused: in digits, or spelled "
    "out before people. Days of dates, years and quarters are no such numbers.",
    basis=_OURS,
    boundaries=(
        "Threshold 5: “three of you” and “4 children” are refused; “5 children”, “3 May” and “one number "
        "to ring” are not.",
    ),
)
SVY_13 = define_rule(
    "SVY-13",
    title="A part is not more than the whole",
    meaning="Totals that say of more people that they were good, or done, than there were are refused.",
    basis="Arithmetic.",
    boundaries=("20 of 20 is taken; 21 of 20 is refused.",),
)
SVY_14 = define_rule(
    "SVY-14",
    title="So many from one connection in a day",
    meaning="A connection to the internet may send so many answers or wrong codes in a day, as the survey "
    "says. It is known only as a number made with a key of the day; both are thrown away after it.",
    basis=_OURS,
    boundaries=("A limit of 60: the 60th of a day is taken, the 61st is refused.",),
)


_OF_PEOPLE = (
    r"(?:of (?:you|us|them|those|our|the)|child|children|young|people|persons?|parents?|carers?|famil|boys?"
    r"|girls?|mothers?|fathers?|leavers?|staff|respondents?)"
)


class Kind(StrEnum):
    """What a question asks for. Its values are stored."""

    YES_NO = "yes_no"
    AGREE = "agree"
    SCALE = "scale"
    TEXT = "text"


ANSWERS: Mapping[Kind, tuple[str, ...]] = {
    Kind.YES_NO: ("yes", "no", "unsure"),
    Kind.AGREE: ("5", "4", "3", "2", "1"),
    Kind.SCALE: tuple(map(str, range(11))),
    Kind.TEXT: (),
}
"""The answers that a question takes, as they are stored: agreement from 5 (strongly) to 1."""


@dataclass(frozen=True)
class Share:
    """How many of those who answered a question gave a good answer, in per cent, with Wilson's interval."""

    good: int
    answers: int
    interval: Interval
    code: Code = SVY_3

    @property
    def percent(self) -> Decimal:
        return Decimal(100 * self.good) / self.answers

    @property
    def words(self) -> str:
        """ "71%", half up."""
        return whole_percent(self.percent)


@dataclass(frozen=True)
class Change:
    """The difference of two shares in percentage points, with its interval, and what may be said of it."""

    points: Decimal
    lower: float
    upper: float
    verdict: str
    words: str
    code: Code = SVY_9


def whole_percent(percent: Decimal) -> str:
    """A percentage without decimals, half up."""
    return f"{int(percent + Decimal('0.5'))}%"


def enough(answers: int, threshold: int) -> bool:
    """Whether what so many people answered may be shown (SVY-1)."""
    return answers > 0 and answers >= threshold


def hidden_groups(answers: Mapping[str, int], threshold: int) -> frozenset[str]:
    """The groups that are not shown, of how many answered in each (SVY-1, SVY-2)."""
    by_size = sorted(answers, key=lambda name: (answers[name], name))
    hidden = [name for name in by_size if not enough(answers[name], threshold)]
    shown = by_size[len(hidden) :]
    while shown and 0 < sum(answers[name] for name in hidden) < threshold:
        hidden.append(shown.pop(0))
    return frozenset(hidden)


def good_answers(kind: Kind, *, reverse: bool = False) -> frozenset[str]:
    """The answers that count as good (SVY-3); none for words."""
    match kind:
        case Kind.YES_NO:
            return frozenset({"no" if reverse else "yes"})
        case Kind.AGREE:
            return frozenset({"1", "2"} if reverse else {"4", "5"})
        case Kind.SCALE:
            return frozenset(map(str, range(GOOD_FROM, 11)))
        case Kind.TEXT:
            return frozenset()


def share_of(kind: Kind, counts: Mapping[str, int], *, reverse: bool = False) -> Share | None:
    """The share of good answers; None where nobody answered, and for words. `counts`: answer to how many."""
    answers = sum(counts.values())
    if not answers or kind is Kind.TEXT:
        return None
    good = sum(counts.get(answer, 0) for answer in good_answers(kind, reverse=reverse))
    return Share(good, answers, proportion(good, answers, multiplier=100))


def share_from(done: int, due: int) -> Share:
    """So many of so many. Raises `MoreThanAll`, `NegativeNumber` or `NothingToDivideBy` (SVY-13)."""
    return Share(done, due, proportion(done, due, multiplier=100), SVY_13)


def mean_of(counts: Mapping[str, int]) -> Interval | None:
    """The mean of answers from 0 to 10 with Student's t; None where nobody answered."""
    number = sum(counts.values())
    if not number:
        return None
    values = {float(answer): many for answer, many in counts.items()}
    middle = sum(value * many for value, many in values.items()) / number
    squares = sum(many * (value - middle) ** 2 for value, many in values.items())
    return mean_from(number, middle, sqrt(squares / (number - 1)) if number > 1 else 0.0)


def response_rate(answers: int, asked: int | None) -> Decimal | None:
    """Answers for each hundred people asked; None where there is no rate (SVY-8)."""
    if not asked or answers > asked:
        return None
    return Decimal(100 * answers) / asked


def change_between(before: Share, after: Share) -> Change:
    """What the difference between two waves says (SVY-9)."""
    p1, p2 = before.good / before.answers, after.good / after.answers
    l1, u1 = _limits(before)
    l2, u2 = _limits(after)
    lower = 100 * (p2 - p1 - sqrt((p2 - l2) ** 2 + (u1 - p1) ** 2))
    upper = 100 * (p2 - p1 + sqrt((u2 - p2) ** 2 + (p1 - l1) ** 2))
    points = after.percent - before.percent
    size = f"{abs(points):.0f} points"
    if lower > 0:
        return Change(points, lower, upper, "risen", f"Up {size}, more than chance")
    if upper < 0:
        return Change(points, lower, upper, "fallen", f"Down {size}, more than chance")
    if not points:
        return Change(points, lower, upper, "may_be_chance", "The same")
    way = "Up" if points > 0 else "Down"
    return Change(points, lower, upper, "may_be_chance", f"{way} {size}, which may be chance")


def takes_answers(today: date, opens_on: date, closes_on: date) -> bool:
    """Whether a day is in the window (SVY-6)."""
    return opens_on <= today <= closes_on


def may_count(today: date, closes_on: date, *, closed: bool) -> bool:
    """Whether answers may be counted: after the last day, or once somebody closed the survey (SVY-7)."""
    return closed or today > closes_on


def within_limit(sent_before: int, limit: int) -> bool:
    """Whether one more may be sent in a day after so many (SVY-14)."""
    return sent_before < limit


def small_numbers(words: str, threshold: int) -> tuple[str, ...]:
    """The numbers below the threshold that public words give, as written (SVY-12)."""
    small = [Decimal(number) for number in range(1, threshold)]
    plain = " ".join(words.split())
    return tuple(
        found
        for found in quoted(plain, small)
        if found.isdigit() or re.search(rf"\b{found}\b(?: [\w’'-]+)? {_OF_PEOPLE}", plain, re.IGNORECASE)
    )


def may_approve(approver: int, *, writer: int) -> bool:
    """Whether a person may approve what another wrote (SVY-11)."""
    return approver != writer


def _limits(share: Share) -> tuple[float, float]:
    limits = share.interval.limits()
    assert limits is not None  # a share has answers, so it has both limits
    return limits[0] / 100, limits[1] / 100
