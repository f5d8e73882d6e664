"""From what a heading says about time, and what is known around it, to a period. A year is never assumed."""

import re
from dataclasses import dataclass, replace
from datetime import date

from goldenthread.intake.scorecard_time_words import NAMES_A_DAY, Mentioned, Relative, mentioned, plain
from goldenthread.rulebook.periods import Period, PeriodKind, parse_period


@dataclass(frozen=True)
class Surroundings:
    """What is known about time around a heading: from the sheet's title, its name, or the caller."""

    year: int | None = None
    current: Period | None = None


class UnknownPeriodError(ValueError):
    """A heading about time that cannot be made a period, with the reason in words for an officer."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def resolve(said: Mentioned, around: Surroundings) -> Period:
    """The period that a heading means.

    A year to date is given as its financial year: the caller says with the figure that the year was not over.
    Raises `UnknownPeriodError` when a part of it is neither in the heading nor around it.
    """
    if said.rolling:
        if said.relative is not None and around.current and around.current.kind is PeriodKind.FINANCIAL_YEAR:
            raise UnknownPeriodError("it does not say in which month the 12 months end")
        last_day = resolve(replace(said, rolling=False), around).last_day
        return parse_period(f"12 months to {last_day.isoformat()}")
    if said.whole is not None:
        return said.whole
    if said.relative is Relative.LAST_YEAR and said.year is None and said.calendar_year is None:
        return _resolve_last_year(said, around)
    explicit = said.year, said.calendar_year, said.quarter, said.month
    if said.relative is not None and explicit == (None, None, None, None):
        return _resolve_relative(said, around)
    if said.year_to_date or (said.quarter is None and said.month is None):
        return _resolve_year(said, around)
    if said.quarter is not None:
        return _quarter_of(_year_of_quarter(said, around), said.quarter)
    return _resolve_month(said, around)


def surroundings(texts: tuple[str, ...], given: Period | None = None) -> Surroundings:
    """What titles say about time; `given` is the caller's own period, used where the titles say nothing.

    A quarter or a financial year in a title is what the sheet is about. A month or a day only counts without
    them, and not where it is the day of a meeting or a print: quarter 4 is reported in June. Titles that name
    two years settle nothing: each heading has to say its own.
    """
    periods = [(text, period) for text in texts if (period := _period_of_title(text)) is not None]
    telling = [period for _, period in periods if period.kind in _TELLING]
    if not telling:
        telling = [period for text, period in periods if not _OF_THE_PAPER.search(plain(text))]
    years = {_financial_year(period) for period in telling}
    if not years:
        return Surroundings(_financial_year(given), given) if given is not None else Surroundings()
    if len(years) > 1:
        return Surroundings(None, given)
    # The narrowest is what "Actual" means: the quarter, where another title only has the year.
    current = min(telling, key=lambda period: period.end - period.start)
    by_day = current.kind is PeriodKind.MONTH and all(NAMES_A_DAY.search(plain(text)) for text, _ in periods)
    return Surroundings(years.pop(), given if by_day else current)


_LONGEST_TITLE = 160
_TELLING = (PeriodKind.FINANCIAL_QUARTER, PeriodKind.FINANCIAL_YEAR, PeriodKind.TWELVE_MONTHS_TO)
_OF_THE_PAPER = re.compile(
    r"\b(?:meeting|committee|board|cabinet|panel|report(?:ed)? (?:to|on|in|date)|date|dated|"
    r"published|printed|produced|updated?|version|draft|agenda|review(?:ed)?|created|last)\b"
)


def is_about_the_paper(title: str) -> bool:
    """Whether a title is about the paper or its time, so that it names no part of it."""
    return mentioned(title).says_when or _OF_THE_PAPER.search(plain(title)) is not None


def _period_of_title(text: str) -> Period | None:
    """The period that a title names with its year, or None."""
    said = mentioned(text) if len(text) <= _LONGEST_TITLE else Mentioned()
    if said.year is None and said.calendar_year is None and said.whole is None:
        return None
    try:
        period = resolve(replace(said, relative=None, year_to_date=False), Surroundings())
    except UnknownPeriodError:
        return None
    return None if period.kind is PeriodKind.CALENDAR_YEAR else period


def _financial_year(period: Period) -> int:
    return Period.containing(PeriodKind.FINANCIAL_YEAR, period.last_day).start.year


def _quarter_of(year: int, quarter: int) -> Period:
    starts = {1: date(year, 4, 1), 2: date(year, 7, 1), 3: date(year, 10, 1), 4: date(year + 1, 1, 1)}
    return Period.containing(PeriodKind.FINANCIAL_QUARTER, starts[quarter])


def _year_of_quarter(said: Mentioned, around: Surroundings) -> int:
    if said.year is not None:
        return said.year
    if said.calendar_year is not None and said.months_named:
        return said.calendar_year - 1 if said.quarter == 4 else said.calendar_year
    if said.calendar_year is not None:
        year = said.calendar_year
        raise UnknownPeriodError(f"it does not say whether {year} is the calendar year or a financial year")
    if around.year is None:
        raise UnknownPeriodError("it does not say which year the quarter is in, and no title above it does")
    return around.year


def _resolve_year(said: Mentioned, around: Surroundings) -> Period:
    if said.year is not None:
        return Period.containing(PeriodKind.FINANCIAL_YEAR, date(said.year, 4, 1))
    if said.calendar_year is not None and said.month is not None:
        return Period.containing(PeriodKind.FINANCIAL_YEAR, date(said.calendar_year, said.month, 1))
    if said.calendar_year is not None:
        if said.year_end or said.year_to_date:
            raise UnknownPeriodError(f"it does not say which financial year {said.calendar_year} is")
        return Period.containing(PeriodKind.CALENDAR_YEAR, date(said.calendar_year, 1, 1))
    if around.year is None:
        raise UnknownPeriodError("it does not say which year, and no title above it does")
    return Period.containing(PeriodKind.FINANCIAL_YEAR, date(around.year, 4, 1))


def _resolve_month(said: Mentioned, around: Surroundings) -> Period:
    month = said.month or 1
    if said.year_end:
        return _resolve_year(said, around)
    if said.calendar_year is not None:
        return Period.containing(PeriodKind.MONTH, date(said.calendar_year, month, 1))
    year = said.year if said.year is not None else around.year
    if year is None:
        raise UnknownPeriodError("it does not say which year the month is in, and no title above it does")
    return Period.containing(PeriodKind.MONTH, date(year if month >= 4 else year + 1, month, 1))


def _resolve_last_year(said: Mentioned, around: Surroundings) -> Period:
    """ "Last year" is the whole of it; "Q4 last year" is that quarter of it."""
    if around.year is None:
        raise UnknownPeriodError("it does not say which year, and no title above it does")
    return resolve(replace(said, relative=None, year=around.year - 1), around)


def _resolve_relative(said: Mentioned, around: Surroundings) -> Period:
    current = around.current
    if current is None:
        raise UnknownPeriodError("it does not say which period, and no title above it does")
    kinds = {"month": PeriodKind.MONTH, "quarter": PeriodKind.FINANCIAL_QUARTER}
    if said.relative_to is not None and current.kind is not kinds[said.relative_to]:
        raise UnknownPeriodError(
            f"it names a {said.relative_to}, and the titles above it are about {current}"
        )
    if said.relative is Relative.PREVIOUS:
        return current.previous()
    return current.a_year_before() if said.relative is Relative.SAME_LAST_YEAR else current
