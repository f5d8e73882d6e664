"""How a scorecard is published: who may move it on, which words give a number away, what is small."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal
from enum import StrEnum

from goldenthread.rulebook.codes import define_rule

_OURS = "A convention of this product, shown wherever the rule speaks."
_CODE_OF_PRACTICE = (
    "Code of Practice for Statistics, T3 and Q3: figures are checked, and published when ready."
)


class Stage(StrEnum):
    """Where an edition of a scorecard stands. Its values are stored."""

    PREPARED = "prepared"
    APPROVED = "approved"
    PUBLISHED = "published"


PUB_1 = define_rule(
    "PUB-1",
    title="One step after the other",
    meaning="An edition is prepared, then approved, then published. An approval may be taken back until it "
    "is published; what is published never moves again.",
    basis=_CODE_OF_PRACTICE,
    boundaries=(
        "Prepared to published is refused: nobody has approved it.",
        "Approved to prepared is allowed; published to prepared is refused.",
    ),
)
PUB_2 = define_rule(
    "PUB-2",
    title="Not approved while a finding is open",
    meaning="Each finding of the checks is explained, or the figure is corrected, before anybody approves. A "
    "finding under a proposed link counts until somebody refuses the link.",
    basis=_OURS,
    boundaries=("One finding without an explanation: refused. Every finding explained: allowed.",),
)
PUB_3 = define_rule(
    "PUB-3",
    title="Another person approves",
    meaning="Whoever prepared an edition does not approve it, whatever roles they hold.",
    basis="Figures for a board are seen by a second person first.",
    boundaries=("Prepared by an analyst who is also a head: that person cannot approve it, a director can.",),
)
PUB_4 = define_rule(
    "PUB-4",
    title="What is published is what was approved",
    meaning="Publishing is refused when anything that would be published is another than at the approval: a "
    "figure, a target, a rating, words, a finding or its explanation, a small-number rule.",
    basis=_OURS,
    boundaries=(
        "A figure corrected from 40% to 41% after the approval: refused until it is approved again.",
    ),
)
PUB_5 = define_rule(
    "PUB-5",
    title="Not published while a hidden number can be worked out",
    meaning="The public edition is attacked with all that it shows and all that was published before. It is "
    "refused while any hidden cell can be narrowed down too far.",
    basis="Statistical disclosure control for tables: the feasibility interval of each hidden cell.",
    boundaries=("A hidden quarter with the three others and their total shown: refused.",),
)
PUB_6 = define_rule(
    "PUB-6",
    title="Words that quote a hidden number",
    meaning="Words beside a hidden figure that give its number, in digits or spelled out, are reworded or "
    "withheld before the edition is published.",
    basis=_OURS,
    boundaries=(
        "Hidden 3: “3 children”, “three children” and “3.0” are found; “13”, “3 May 2018” and “2.3” are not.",
    ),
)
PUB_7 = define_rule(
    "PUB-7",
    title="A measure that counts children is protected",
    meaning="Where nobody has said otherwise, a measure in counts whose title speaks of children or young "
    "people is protected, with counts of 1 to 5 hidden.",
    basis="Department for Education statistics: counts of 1 to 5 about children are hidden.",
    boundaries=(
        "“Number of care leavers” is protected; “Number of foster carers” and “% of children” are not.",
        "5 is hidden, 6 is shown; 0 is shown unless the measure’s rule says otherwise.",
    ),
)

MOVES: frozenset[tuple[Stage, Stage]] = frozenset(
    {
        (Stage.PREPARED, Stage.APPROVED),
        (Stage.APPROVED, Stage.PREPARED),
        (Stage.APPROVED, Stage.PUBLISHED),
    }
)
"""Every move that is allowed (PUB-1)."""


def may_move(now: Stage, to: Stage) -> bool:
    """Whether an edition may go from one stage to another (PUB-1)."""
    return (now, to) in MOVES


def may_approve(approver: int, *, preparer: int) -> bool:
    """Whether a person may approve what another prepared (PUB-3)."""
    return approver != preparer


def blocks_approval(found: Collection[str], explained: Collection[str]) -> tuple[str, ...]:
    """The findings that nobody has explained, by their digests, in their order (PUB-2)."""
    return tuple(digest for digest in found if digest not in explained)


DEFAULT_THRESHOLD = 5
_CHILDREN = re.compile(
    r"\b(child(ren)?|young (people|persons?)|young people|babies|baby|infants?|pupils?|teenagers?"
    r"|care leavers|leavers|looked after|cared for|adopted|adoptions?|unborn|siblings?)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"%|per ?cent|\brate\b|\bper 1,?0|\baverage\b|\bmean\b|\bmedian\b|\bdays\b|\bweeks\b", re.I
)
_COUNT_UNITS = frozenset(
    {"", "count", "number", "no", "no.", "#", "children", "cases", "young people", "people"}
)


def counts_children(unit: str, title: str) -> bool:
    """Whether a measure is protected where nobody has said (PUB-7): a count whose title is about children."""
    is_count = unit.strip().casefold() in _COUNT_UNITS and not _SHARE.search(title)
    return is_count and bool(_CHILDREN.search(title))


_SPELLED = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_ALSO_SPELLED = {"no": 0, "none": 0, "nil": 0, "single": 1, "once": 1, "both": 2, "pair": 2, "twice": 2}
_WORDS = {word: Decimal(number) for number, word in enumerate(_SPELLED)} | {
    word: Decimal(number) for word, number in _ALSO_SPELLED.items()
}
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_NOT_FIGURES = re.compile(
    rf"\b\d{{1,2}}(st|nd|rd|th)?\s+{_MONTH}[a-z]*\b|\bq[1-4]\b|\b\d{{4}}[-/]\d{{2,4}}\b", re.I
)
_NUMBERS = re.compile(
    r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])|(?<![\d.,])\d+(?:\.\d+)?(?!\d)(?![.,]\d)"
)


def quoted(text: str, hidden: Collection[Decimal]) -> tuple[str, ...]:
    """The words or digits of a text that give one of these numbers, as written, in their order (PUB-6).

    The days of dates, quarters ("Q3") and years ("2017-18") are not figures.
    """
    plain = _NOT_FIGURES.sub(lambda found: " " * len(found.group()), text)
    said = [
        (found.start(), found.group(), Decimal(found.group().replace(",", "")))
        for found in _NUMBERS.finditer(plain)
    ]
    said += [
        (found.start(), found.group(), _WORDS[found.group().casefold()])
        for found in re.finditer(r"[A-Za-z]+", plain)
        if found.group().casefold() in _WORDS
    ]
    wanted = set(hidden)
    return tuple(dict.fromkeys(written for _, written, number in sorted(said) if number in wanted))
