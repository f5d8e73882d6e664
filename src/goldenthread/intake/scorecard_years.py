"""Years that headings of a scorecard give to each other: to quarters beside year ends, or of one year."""

from dataclasses import replace
from datetime import date

from goldenthread.intake.scorecard_columns import PERIOD, Heading
from goldenthread.intake.scorecard_headers import Block
from goldenthread.intake.scorecard_periods import Surroundings, UnknownPeriodError, resolve
from goldenthread.intake.scorecard_time_spans import QUARTER_ENDS
from goldenthread.intake.scorecard_time_words import Mentioned
from goldenthread.rulebook.periods import Period, PeriodKind


def settled_quarters(block: Block, around: Surroundings) -> dict[int, Mentioned]:
    """For quarters of a single year ("Q1 2017"): what they say, where the financial year is settled.

    The title or another heading names the financial year that starts in it, and quarter 4 follows quarter 3
    of the same year. Otherwise "Q4 2017" may as well be January to March 2017.
    """
    named = {heading.said.year for heading in block.headings.values()} | {around.year}
    settled: dict[int, Mentioned] = {}
    before = 0
    for column, heading in sorted(block.headings.items()):
        said = heading.said
        if said.quarter is None or said.calendar_year is None or said.months_named:
            continue
        own = said.calendar_year * 4 + said.quarter
        if said.calendar_year in named and (said.quarter < 4 or before == own - 1):
            settled[column] = replace(said, year=said.calendar_year, calendar_year=None)
        before = own
    return settled


def quarter_ends(block: Block) -> dict[int, Mentioned]:
    """For headings that are days ("30/06/2017", "30 September 2017"): the quarters that end on them.

    Where all are last days of quarters and two of them follow each other, the paper is of quarters; a single
    day, or the same day of each year, may be anything and stays the month that it is in.
    """
    days = {
        column: heading.said
        for column, heading in sorted(block.headings.items())
        if heading.field == PERIOD and heading.said.month is not None and not heading.said.year_to_date
    }
    dated = [said for said in days.values() if said.calendar_year is not None]
    if len(dated) < len(days) or not all(said.last_day and said.month in QUARTER_ENDS for said in dated):
        return {}
    quarters = {column: _quarter_ending(said) for column, said in days.items()}
    if not {one.previous() for one in quarters.values()} & set(quarters.values()):
        return {}
    return {
        column: replace(
            days[column], month=None, calendar_year=None, year=_financial_year_of(quarter),
            quarter=QUARTER_ENDS[quarter.last_day.month],
        )
        for column, quarter in quarters.items()
    }  # fmt: skip


def _quarter_ending(said: Mentioned) -> Period:
    assert said.calendar_year is not None
    assert said.month is not None
    return Period.containing(PeriodKind.FINANCIAL_QUARTER, date(said.calendar_year, said.month, 1))


def _financial_year_of(period: Period) -> int:
    return Period.containing(PeriodKind.FINANCIAL_YEAR, period.start).start.year


def years_beside(block: Block) -> dict[int, int]:
    """For quarters and months without a year: the financial year by the year ends before and after them.

    "Year end 2016-17, Q1, Q2, Q3, Q4, Year end 2017-18" are the quarters of 2017-18: the one before is a year
    earlier, the one after the same. Where the two contradict each other nothing is taken.
    """
    years: dict[int, int] = {}
    periods = [heading.said for heading in block.headings.values() if heading.field == PERIOD]
    within = {year for said in periods if (year := _year_of_part(said)) is not None}
    if len(within) == 1:
        # Beside one year's quarters or months, "YTD" and "Year end" without a year are of that year.
        bare = [column for column, heading in block.headings.items() if _is_bare_year(heading)]
        years.update(dict.fromkeys(bare, within.pop()))
    run: list[int] = []
    before: int | None = None
    for column, heading in (*sorted(block.headings.items()), (0, Heading("", PERIOD, Mentioned(year=None)))):
        said = heading.said
        if heading.field != PERIOD and column:
            continue
        if said.year is None and (said.quarter or said.month) and said.calendar_year is None:
            run.append(column)
            continue
        ends = _year_that_ends(said)
        candidates = {year for year in (before + 1 if before is not None else None, ends) if year is not None}
        if run and len(candidates) == 1:
            years.update(dict.fromkeys(run, candidates.pop()))
        run, before = [], ends
    return years


def _year_of_part(said: Mentioned) -> int | None:
    """The financial year of a quarter or a month that says its year."""
    if said.quarter is None and (said.month is None or said.year_end):
        return None
    try:
        period = resolve(said, Surroundings())
    except UnknownPeriodError:
        return None
    return _financial_year_of(period)


def _is_bare_year(heading: Heading) -> bool:
    said = heading.said
    return (
        heading.field == PERIOD
        and (said.year_end or said.year_to_date)
        and said.year is None
        and said.calendar_year is None
        and said.relative is None
    )


def _year_that_ends(said: Mentioned) -> int | None:
    if said.quarter is not None or (said.month is not None and not said.year_end):
        return None
    try:
        period = resolve(said, Surroundings())
    except UnknownPeriodError:
        return None
    return period.start.year if period.kind is PeriodKind.FINANCIAL_YEAR else None
