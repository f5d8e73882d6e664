"""How a scorecard is published: who may move it on, and which measures are protected."""

from __future__ import annotations

import re
from collections.abc import Collection
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
PUB_7 = define_rule(
    "PUB-7",
    title="A measure about children is protected",
    meaning="Where nobody has said otherwise, a count whose title speaks of children or young people, or of "
    "what is held on each of them, is protected, with counts of 1 to 5 hidden; and so is a share or a rate, "
    "unless its title speaks of staff, carers or places and of no child. A share or rate is hidden where the "
    "counts that it is made of are on record and small.",
    basis="Department for Education statistics: counts of 1 to 5 about children are hidden, and percentages "
    "made from them.",
    boundaries=(
        "“Number of care leavers”, “Ongoing transfers to education, health and care plans” and “% of "
        "assessments on time” are protected; “Number of foster carers”, “% of social workers in post” and "
        "“Average days that children wait” are not.",
        "5 is hidden, 6 is shown; 0 is shown unless the measure’s rule says otherwise.",
        "4 of 18 as 22% is hidden where 4 and 18 are on record; 22% alone is shown.",
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
    r"\b(child(ren)?|young[ -](people|persons?|carers?|adults?|offenders?|parents?|mothers?)|youths?"
    r"|teenagers?|bab(y|ies)|infants?|toddlers?|pupils?|students?|learners?|girls?|boys?|siblings?|unborn"
    r"|unaccompanied|(care[ -])?leavers?|looked[ -]after|cared[ -]for|adopted|adoptions?|sgos?|uasc"
    r"|special guardianship|lac|cla|cin|neet|education, health and care|ehc(p|ps| plans?| assessments?)?"
    r"|statements? of (special )?educational needs?|exclu(ded|sions?)|custody|first[ -]time entrants)\b",
    re.IGNORECASE,
)
_AVERAGE = re.compile(r"\baverage\b|\bmean\b|\bmedian\b|\bdays\b|\bweeks\b|\bcosts?\b|£", re.I)
_SHARE = re.compile(r"%|per ?cent|\brate\b|\bper 1,?0", re.I)
_OTHERS = re.compile(
    r"\b(carers?|adopters?|staff|workers?|managers?|posts?|vacanc(y|ies)|turnover|sickness|caseloads?|schools?"
    r"|homes?|settings?|placements available|beds?|complaints?|audits?|meetings?|budgets?|spend(ing)?)\b",
    re.I,
)
_COUNT_UNITS = frozenset(
    {"", "count", "number", "no", "no.", "#", "children", "cases", "young people", "people"}
)


def speaks_of_children(text: str) -> bool:
    """Whether words name children or young people, or what is held on each of them."""
    return _CHILDREN.search(text) is not None


def is_about_children(unit: str, title: str) -> bool:
    """Whether a measure is protected where nobody has said (PUB-7)."""
    of_children = speaks_of_children(title)
    if _SHARE.search(f"{unit} {title}"):
        return of_children or _OTHERS.search(title) is None
    is_count = unit.strip().casefold() in _COUNT_UNITS and not _AVERAGE.search(title)
    return is_count and of_children
