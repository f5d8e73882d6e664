"""Which series a control chart may be made of: not running totals, and not periods that overlap."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.period_kinds import Period, PeriodKind

SPC_17 = define_rule(
    "SPC-17",
    title="No limits of a year to date",
    meaning="Figures that run from the start of the year start again each year, and each holds the ones "
    "before it. They rise and fall by the calendar, which limits of chance would take for the process. Those "
    "of whole years are charted.",
    basis="A control chart takes each point as a measurement of its own.",
    boundaries=("Quarters of a year to date are not charted; its year ends are.",),
)
SPC_18 = define_rule(
    "SPC-18",
    title="No limits of periods that overlap",
    meaning="Twelve months to March and twelve months to June share nine months, so they can differ but "
    "little, and limits worked out from their differences would be too narrow.",
    basis="A control chart takes each point as a measurement of its own.",
    boundaries=(
        "12 months to 31 March 2017 and to 31 March 2018 are charted; 30 March 2018 overlaps by a day.",
    ),
)
_WHOLE_YEARS = frozenset(
    {
        PeriodKind.FINANCIAL_YEAR,
        PeriodKind.ACADEMIC_YEAR,
        PeriodKind.CALENDAR_YEAR,
        PeriodKind.TWELVE_MONTHS_TO,
    }
)
UNFIT_WORDS = {
    SPC_17: "Figures for the year to date have no limits",
    SPC_18: "Periods that overlap have no limits",
}


def unfit(periods: Sequence[Period], *, cumulative: bool) -> Code | None:
    """The rule by which a series of these periods, oldest first, is not charted; None where it is."""
    if cumulative and periods and periods[0].kind not in _WHOLE_YEARS:
        return SPC_17
    if any(later.start < earlier.end for earlier, later in pairwise(periods)):
        return SPC_18
    return None


def without_gaps(periods: Sequence[Period]) -> list[Period]:
    """These periods of one kind, oldest first, with those that are missing between the first and the last.

    Twelve months to a day that do not follow on one another stay as they are: nothing says which are missing.
    """
    filled: list[Period] = []
    for period in periods:
        while filled and filled[-1].end < period.start and period.kind is not PeriodKind.TWELVE_MONTHS_TO:
            filled.append(Period.containing(period.kind, filled[-1].end))
        filled.append(period)
    return filled
