"""What evidence is worth: when a piece counts, how old it is, and whether a contradiction was answered.

Sources and what a piece may do for a recommendation are stored by the values below. The rules inform those
who decide; a piece that does not count is shown all the same, with the code that says why.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.workdays import add_months

_FRAMEWORK = (
    "The four sources of a quality assurance framework: figures, audits, children and families, staff; a "
    "source is heard only through what was found."
)
_OURS = "A convention of this product, shown wherever the rule speaks."


class Source(StrEnum):
    """The four sources of evidence."""

    FIGURES = "figures"
    AUDIT = "audit"
    CHILDREN_AND_FAMILIES = "children_and_families"
    STAFF = "staff"


SOURCE_WORDS = {
    Source.FIGURES: "Figures",
    Source.AUDIT: "Audits",
    Source.CHILDREN_AND_FAMILIES: "Children and families",
    Source.STAFF: "Staff",
}


class Bears(StrEnum):
    """What a piece does for a recommendation."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"


EVD_1 = define_rule(
    "EVD-1",
    title="It counts: what was found, over which period, of how many",
    meaning="A piece of evidence counts when its finding, its period and its sample are recorded and it has "
    "not expired. It counts for what it supports, and against what it contradicts.",
    basis=_FRAMEWORK,
    boundaries=(
        "34% of 20 assessments of April to June were good, as a finding, a period and a sample: it counts.",
    ),
)
EVD_2 = define_rule(
    "EVD-2",
    title="A file alone counts as nothing",
    meaning="A file, a link or a figure without a finding counts as nothing, whatever it is called.",
    basis=_FRAMEWORK,
    boundaries=(
        "An audit report of 40 pages with an empty finding: nothing. One sentence of what it found: more.",
        "A finding of white space only: nothing.",
    ),
)
EVD_3 = define_rule(
    "EVD-3",
    title="Without its period or its sample it does not count",
    meaning="A finding counts only with the period that it is of and how many were looked at or asked.",
    basis=_FRAMEWORK,
    boundaries=("Period without sample: it does not count. Sample without period: it does not count.",),
)
EVD_4 = define_rule(
    "EVD-4",
    title="Expired: past the last day on which it may be used",
    meaning="A piece with a last day counts on that day and no longer on the next.",
    basis=_OURS,
    boundaries=("Last day 31 March 2017: on 31 March it counts, on 1 April it has expired.",),
)
EVD_5 = define_rule(
    "EVD-5",
    title="Its age runs from the day that it speaks of",
    meaning="Evidence is older than so many months when the day that it speaks of lies before the same day "
    "of that month. The day on which it was brought does not matter.",
    basis=_OURS,
    boundaries=(
        "Speaks of 30 September 2016, limit 6 months: on 31 March 2017 not too old, on 1 April too old.",
        "An audit of June 2015 brought in July 2016 is 13 months old in July 2016.",
    ),
)
EVD_6 = define_rule(
    "EVD-6",
    title="Answered: since it last said something",
    meaning="A contradiction is answered when somebody answered the version of it that now stands. A new "
    "version has to be answered again.",
    basis=_OURS,
    boundaries=("Answered at version 1, version 2 recorded since: unanswered.",),
)
EVD_7 = define_rule(
    "EVD-7",
    title="No evidence of a day to come",
    meaning="A piece cannot speak of a day after that on which it is recorded.",
    basis="Nobody can have found what has not happened.",
    boundaries=("Recorded on 4 July 2016: 4 July is taken, 5 July is refused.",),
)


@dataclass(frozen=True)
class Worth:
    """Whether a piece counts on a day, the rule that says so, and why, in words."""

    counts: bool
    code: Code
    words: str


def worth_of(*, finding: str, period: str, sample: str, expires_on: date | None, on: date) -> Worth:
    """Whether a piece counts on a day."""
    if not finding.strip():
        return Worth(False, EVD_2, "Counts as nothing: no finding is recorded.")
    lacking = [name for name, text in (("period", period), ("sample", sample)) if not text.strip()]
    if lacking:
        return Worth(False, EVD_3, f"Does not count: no {' and no '.join(lacking)} is recorded.")
    if has_expired(expires_on, on):
        return Worth(False, EVD_4, "Does not count: it has expired.")
    return Worth(True, EVD_1, "Counts: its finding, period and sample are recorded.")


def has_expired(expires_on: date | None, on: date) -> bool:
    """Whether the last day on which a piece may be used is past (EVD-4)."""
    return expires_on is not None and on > expires_on


def oldest_day(on: date, months: int) -> date:
    """The earliest day that evidence may speak of to be no older than so many months (EVD-5)."""
    return add_months(on, -months)


def is_too_old(effective_on: date, on: date, months: int) -> bool:
    """Whether a piece that speaks of a day is older than so many months (EVD-5)."""
    return effective_on < oldest_day(on, months)


def is_answered(version: int, answered: Collection[int]) -> bool:
    """Whether a contradiction was answered at the version that stands; `answered`: which were (EVD-6)."""
    return version in answered


def may_speak_of(effective_on: date, today: date) -> bool:
    """Whether a piece recorded on a day may speak of another (EVD-7)."""
    return effective_on <= today
