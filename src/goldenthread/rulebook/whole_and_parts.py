"""A whole that is split into parts, planned and actual, per day: delays by who is responsible, by reason.

Hospital discharge delays are run like any plan, and their parts must add up: 1,361 delayed days in a month
are 942 of health, 403 of social care and 16 of both. A whole may be split more than one way, and each way
is checked. Sums are checked on the amounts, never on rounded figures per day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.intervals import NegativeNumber
from goldenthread.rulebook.periods import Period
from goldenthread.rulebook.targets import Polarity
from goldenthread.rulebook.trajectory_gap import AgainstPlan, hold_against, shown_value

Amount = int | Decimal

_ARITHMETIC = "Arithmetic that must hold."

SPLIT_1 = define_rule(
    "SPLIT-1",
    title="The parts add up to the whole",
    meaning="Every part has its amount, and their sum is the whole.",
    basis=_ARITHMETIC,
    boundaries=("942, 403 and 16 add up to 1,361; with 15 they do not.",),
)
SPLIT_2 = define_rule(
    "SPLIT-2",
    title="Finding: the parts do not add up to the whole",
    meaning="The sum of the parts is not the whole, or the parts that are known are already more than it.",
    basis=_ARITHMETIC,
    boundaries=(
        "942, 403 and 15 against 1,361: 1 too few. 942, 403 and 17: 1 too many.",
        "960, 403 and a missing part against 1,361: 2 too many.",
    ),
)
SPLIT_3 = define_rule(
    "SPLIT-3",
    title="Not checked: a part or the whole is missing",
    meaning="Without every amount the sum cannot be held against the whole. Missing is not 0.",
    basis=_ARITHMETIC,
    boundaries=("942, 403 and a missing part against 1,361 are not checked; with 0 it is a finding.",),
)
SPLIT_4 = define_rule(
    "SPLIT-4",
    title="Per day: the amount over the days of the period",
    meaning="An amount per day is the amount over all days of its period, working or not, unrounded.",
    basis="How delayed days are published, per day of the month.",
    boundaries=("56 days in February 2018 are 2 per day; in February 2016, a leap year, less.",),
    unverified=True,
)


class SumState(StrEnum):
    """Whether parts add up."""

    ADDS_UP = "adds up"
    FINDING = "does not add up"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True)
class SumCheck:
    """Whether one way of splitting the whole adds up. ``difference`` is the sum of the parts less the whole,
    None where it was not checked. ``of`` is "planned" or "actual", and ``by`` names the way of splitting.
    """

    of: str
    by: str
    state: SumState
    difference: Amount | None
    code: Code
    reason: str


@dataclass(frozen=True)
class Split:
    """A whole and the ways in which it is split: by responsible body, by coded reason. None is missing.

    Raises `NegativeNumber` for an amount below 0.
    """

    whole: Amount | None
    by: Mapping[str, Mapping[str, Amount | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        parts = [named for way in self.by.values() for named in way.items()]
        for name, amount in [("The whole", self.whole), *parts]:
            if amount is not None and amount < 0:
                raise NegativeNumber(name, amount)


@dataclass(frozen=True)
class PartAgainstPlan:
    """One part of the actual, per day, against what was planned for it. ``share`` is of the whole, in %."""

    by: str
    part: str
    share: Decimal | None
    against: AgainstPlan


@dataclass(frozen=True)
class PlanAndActual:
    """A period's plan and actual, whole and parts, per day, and the check of each sum."""

    period: Period
    whole: AgainstPlan
    parts: tuple[PartAgainstPlan, ...]
    checks: tuple[SumCheck, ...]

    @property
    def findings(self) -> tuple[SumCheck, ...]:
        """The sums that do not hold."""
        return tuple(check for check in self.checks if check.state is SumState.FINDING)


def per_day(amount: Amount | None, period: Period) -> Decimal | None:
    """The amount over the days of the period (SPLIT-4), unrounded; None for a missing amount."""
    return None if amount is None else Decimal(amount) / (period.end - period.start).days


def check_sum(
    whole: Amount | None, parts: Mapping[str, Amount | None], *, of: str = "actual", by: str = "part"
) -> SumCheck:
    """Whether the parts add up to the whole. No parts at all are not checked."""
    known = [amount for amount in parts.values() if amount is not None]
    missing = [part for part, amount in parts.items() if amount is None]
    total: Amount = sum(known)
    if whole is None or not parts:
        what = "The whole is missing" if whole is None else "There are no parts"
        return SumCheck(of, by, SumState.NOT_CHECKED, None, SPLIT_3, what)
    difference = total - whole
    sums = f"{_sum_in_words(known)} = {_shown(total)}"
    if difference > 0 or (difference < 0 and not missing):
        way = "more" if difference > 0 else "less"
        reason = f"{sums}, {_shown(max(difference, -difference))} {way} than the whole of {_shown(whole)}"
        return SumCheck(of, by, SumState.FINDING, difference, SPLIT_2, reason)
    if missing:
        return SumCheck(of, by, SumState.NOT_CHECKED, None, SPLIT_3, f"Missing: {', '.join(missing)}")
    return SumCheck(of, by, SumState.ADDS_UP, difference, SPLIT_1, f"{sums}, the whole")


def plan_and_actual(
    period: Period,
    planned: Split,
    actual: Split,
    *,
    polarity: Polarity = Polarity.LOW,
    unit: str | None = "per day",
) -> PlanAndActual:
    """Hold a period's actual against its plan per day, whole and part by part, and check each sum.

    A part that is planned and has no actual, or the other way round, is there without a gap.
    """
    parts = [
        _part(period, by, part, planned, actual, polarity, unit) for by, part in _all_parts(planned, actual)
    ]
    checks = [
        check_sum(split.whole, named, of=of, by=by)
        for of, split in (("planned", planned), ("actual", actual))
        for by, named in split.by.items()
    ]
    whole = hold_against(
        period, per_day(planned.whole, period), per_day(actual.whole, period), polarity, unit=unit
    )
    return PlanAndActual(period, whole, tuple(parts), tuple(checks))


def _all_parts(planned: Split, actual: Split) -> list[tuple[str, str]]:
    """Every way of splitting with each of its parts, once, in the order in which they were given."""
    return list(
        dict.fromkeys(
            (by, part) for split in (actual, planned) for by, parts in split.by.items() for part in parts
        )
    )


def _part(
    period: Period,
    by: str,
    part: str,
    planned: Split,
    actual: Split,
    polarity: Polarity,
    unit: str | None,
) -> PartAgainstPlan:
    plan, figure = (split.by.get(by, {}).get(part) for split in (planned, actual))
    share = (
        Decimal(100) * Decimal(figure) / Decimal(actual.whole)
        if figure is not None and actual.whole
        else None
    )
    held = hold_against(period, per_day(plan, period), per_day(figure, period), polarity, unit=unit)
    return PartAgainstPlan(by, part, share, held)


def _sum_in_words(amounts: list[Amount]) -> str:
    return " + ".join(_shown(amount) for amount in amounts) or "0"


def _shown(amount: Amount) -> str:
    return shown_value(Decimal(amount), None)
