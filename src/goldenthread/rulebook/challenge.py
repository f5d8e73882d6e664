"""Which figures of teams and workers a performance challenge session asks about first."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.intervals import TWO_LEVELS, proportion_limits

FEWEST = 5
FALL = Decimal(10)
FEWEST_FOR_A_FALL = 10
_OURS = "A convention of this product: the session asks where chance does not answer."

CHL_0 = define_rule(
    "CHL-0",
    title="No outlier is proposed",
    meaning=f"The share is of fewer than {FEWEST} cases, or no other rule speaks. Anybody at the table "
    "may still name it.",
    basis=_OURS,
    boundaries=("0 of 4 is not proposed, whatever the standard; 0 of 5 against 90% is.",),
)
CHL_1 = define_rule(
    "CHL-1",
    title="Worse than the standard by more than chance",
    meaning="The standard lies outside the 99.8% interval of the share, on its better side.",
    basis=f"{_OURS} The outer limits are those of funnel plots (FUN-3).",
    boundaries=(
        "10 of 100 against a standard of 32% is proposed where high is good, and not where low is.",
        "20 of 90 against a standard of 32% is not: that may be chance.",
    ),
)
CHL_2 = define_rule(
    "CHL-2",
    title="Worse than the others by more than chance",
    meaning="The share of all at the table lies outside the 99.8% interval of this one, on its better side.",
    basis=f"{_OURS} The outer limits are those of funnel plots (FUN-3).",
    boundaries=("10 of 100, with 320 of 1,000 together, is proposed; 20 of 90 with the same is not.",),
)
CHL_3 = define_rule(
    "CHL-3",
    title="Worse than last time by ten points",
    meaning=f"It moved by {FALL} percentage points or more to the worse, and each share is of "
    f"{FEWEST_FOR_A_FALL} cases or more.",
    basis=_OURS,
    boundaries=(
        "From 9 of 10 to 8 of 10 is proposed; from 90 of 100 to 81 of 100 is not.",
        "From 9 of 9 to 5 of 10 is not: one is of fewer than 10.",
    ),
)


@dataclass(frozen=True)
class Share:
    """`count` of `of`: whole numbers, the second 0 or more."""

    count: int
    of: int

    @property
    def percent(self) -> Decimal:
        """The exact percentage. Raises ZeroDivisionError of nothing."""
        return Decimal(100) * self.count / self.of


@dataclass(frozen=True)
class Outlying:
    """Why a share is proposed: the rule, and the reason in words."""

    code: Code
    reason: str


def outlier(
    share: Share, *, high_is_good: bool, standard: Decimal | None = None, together: Share | None = None,
    before: Share | None = None,
) -> Outlying | None:  # fmt: skip
    """Whether a session asks about a share first, by the first rule that speaks; None where none does.

    `standard` is a percentage that is to be reached, or not to be passed where low is good; `together` the
    share of all who are at the table; `before` this one's of last time.
    """
    if share.of < FEWEST:
        return None
    if standard is not None and _beyond(share, standard, high_is_good):
        return Outlying(
            CHL_1, f"{_words(share)} is worse than the standard of {standard}% by more than chance"
        )
    if together is not None and together.of and _beyond(share, together.percent, high_is_good):
        return Outlying(
            CHL_2, f"{_words(share)} is worse than {_words(together)} together by more than chance"
        )
    if before is not None and min(share.of, before.of) >= FEWEST_FOR_A_FALL:
        worse = before.percent - share.percent if high_is_good else share.percent - before.percent
        if worse >= FALL:
            return Outlying(CHL_3, f"{_words(share)}, after {_words(before)} last time")
    return None


def _beyond(share: Share, percent: Decimal, high_is_good: bool) -> bool:
    low, high = proportion_limits(share.count, share.of, confidence=TWO_LEVELS[1])
    whole = float(percent) / 100
    return float(high) < whole if high_is_good else float(low) > whole


def _words(share: Share) -> str:
    return f"{share.count:,} of {share.of:,}"
