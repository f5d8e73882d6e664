"""What a scorecard's heading says about time: "Qtr 1 Apr-Jun", "Yr. end 16-17", "YTD", "Previous quarter".

A heading seldom says all of it: the quarter stands under its year, or in a sheet whose title has the year.
So reading has two steps. `mentioned` lists what the words say; `resolve` makes a period of it with what is
known around the heading, and says why when it cannot. A year is never assumed.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from goldenthread.rulebook.periods import NotAPeriod, Period, PeriodKind, parse_period


class Relative(StrEnum):
    """A period named by its distance from the one that the scorecard is about."""

    CURRENT = "current"
    PREVIOUS = "previous"
    SAME_LAST_YEAR = "same_last_year"
    LAST_YEAR = "last_year"


@dataclass(frozen=True)
class Mentioned:
    """What one heading says about time, and in `rest` the words that are about something else.

    `year` is the calendar year in which a financial year starts (2017 for 2017-18); `calendar_year` is a
    single year as written. `months_named` is true when a quarter was given by its months, which settles
    what a calendar year beside it means.
    """

    rest: str = ""
    year: int | None = None
    calendar_year: int | None = None
    quarter: int | None = None
    month: int | None = None
    months_named: bool = False
    year_end: bool = False
    year_to_date: bool = False
    provisional: bool = False
    relative: Relative | None = None
    whole: Period | None = None

    @property
    def says_when(self) -> bool:
        """Whether the heading names a period or a part of one."""
        return (
            self.year_end
            or self.year_to_date
            or any(
                part is not None
                for part in (
                    self.year, self.calendar_year, self.quarter, self.month, self.relative, self.whole
                )
            )
        )  # fmt: skip

    def under(self, above: "Mentioned") -> "Mentioned":
        """This heading with what the heading above it adds; its own words win."""
        own_part = self.quarter is not None or self.month is not None
        relative = self.relative
        if relative is Relative.CURRENT and (above.quarter or above.month or above.year or above.whole):
            relative = None  # "Actual" under "Q4 2017-18" is the figure of that quarter.
        own_year = self.year is not None or self.calendar_year is not None
        return replace(
            self,
            year=self.year if own_year else above.year,
            calendar_year=self.calendar_year if own_year else above.calendar_year,
            quarter=self.quarter if own_part or self.year_end else above.quarter,
            month=self.month if own_part or self.year_end else above.month,
            months_named=self.months_named or above.months_named,
            year_end=self.year_end or (above.year_end and not own_part),
            year_to_date=self.year_to_date or above.year_to_date,
            provisional=self.provisional or above.provisional,
            relative=relative or (None if self.says_when else above.relative),
            whole=self.whole or above.whole,
        )


@dataclass(frozen=True)
class Surroundings:
    """What is known about time around a heading: from the sheet's title, its name, or the caller."""

    year: int | None = None
    current: Period | None = None


class UnknownPeriod(ValueError):
    """A heading about time that cannot be made a period, with the reason in words for an officer."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<{name}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_PAIR = re.compile(r"(?<![\d/.-])(?:f\.?y\.?\s*)?((?:20)?\d\d)\s?[-/]\s?((?:20)?\d\d)(?![\d]|[-/.]\d)")
_SIX_DIGITS = re.compile(r"(?<!\d)(20\d\d)(\d\d)(?!\d)")
_QUARTER = re.compile(
    r"\b(?:q(?:uarter|tr)?s?\.?\s*(?P<digit>[1-4])(?!\d)"
    r"|(?P<ordinal>1st|2nd|3rd|4th|first|second|third|fourth)\s+q(?:uarter|tr)\b\.?)"
)
_ORDINALS = {"1st": 1, "first": 1, "2nd": 2, "second": 2, "3rd": 3, "third": 3, "4th": 4, "fourth": 4}
_OPTIONAL_YEAR = r"(?:[\s,'-]{{0,3}}(?P<{name}>20\d\d|\d\d)(?!\d|[-/]\d))?"
_MONTH_RANGE = re.compile(
    r"\b" + _MONTH.format(name="first") + _OPTIONAL_YEAR.format(name="from_year")
    + r"\s*(?:-|to)\s*" + _MONTH.format(name="last") + _OPTIONAL_YEAR.format(name="to_year")
)  # fmt: skip
_QUARTER_MONTHS = {("apr", "jun"): 1, ("jul", "sep"): 2, ("oct", "dec"): 3, ("jan", "mar"): 4}
_DAY_AND_MONTH = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?)?"
    + _MONTH.format(name="month")
    + _OPTIONAL_YEAR.format(name="year")
)
_NUMERIC_DATE = re.compile(
    r"(?<![\d/.-])(?:(?P<y>20\d\d)-(?P<m>\d\d)(?:-\d\d(?: 00:00:00)?)?|\d{1,2}[/.](?P<m2>\d{1,2})[/.](?P<y2>20\d\d|\d\d))(?!\d)"
)
_ONE_YEAR = re.compile(r"(?<![\d/.-])(20\d\d)(?![\d/.-])")
_YEAR_END = re.compile(
    r"\b(?:(?:yr|year)s?\.?[\s-]*end|end of (?:the )?year|end year|y\.?e\.?|eoy|full[\s-]year|annual|whole year)\b\.?"
)
_YEAR_TO_DATE = re.compile(r"\b(?:ytd|y\.t\.d\.?|year[\s-]to[\s-]date|cumulative(?: to date)?)(?!\w)")
_PROVISIONAL = re.compile(r"\b(?:provisional|indicative|prov|unvalidated|draft)\b\.?")
_RELATIVES: tuple[tuple[re.Pattern[str], Relative], ...] = (
    (
        re.compile(
            r"\b(?:(?:at )?(?:the )?same (?:quarter|qtr|period|month|point|time)(?: in)? (?:the )?(?:last|previous|prior) y(?:ea)?r"
            r"|this time last year)\b"
        ),
        Relative.SAME_LAST_YEAR,
    ),
    (
        re.compile(r"\b(?:previous|last|prior|preceding) (?:quarter|qtr|month|period)(?:'?s)?\b"),
        Relative.PREVIOUS,
    ),
    (
        re.compile(r"\b(?:previous|last|prior) (?:financial )?y(?:ea)?r(?:'?s)?\b"),
        Relative.LAST_YEAR,
    ),
    (
        re.compile(r"\b(?:current|this|latest|reporting) (?:quarter|qtr|month|period)(?:'?s)?\b"),
        Relative.CURRENT,
    ),
)
_ITS_OWN_GRAMMAR = re.compile(
    r"\b(?:12|twelve)[\s-]months?\b|\bacademic\b|\b(?:autumn|spring|summer|half)[\s-]term\b|\bschool year\b"
)
_NO_MORE_THAN_A_FIGURE = re.compile(
    r"\b(?:actuals?|current(?: performance)?|latest|performance|perf|results?|out-?turn|values?|scores?|figures?|data|"
    r"position|reported|achieved|to date|as at|as of|at|end(?:ing|ed)?|financial|year|yr|fy|our|council|local|la|"
    r"the|for|of|in|month|monthly|quarter|quarterly|qtr|period|and|number|percentage)\b|%|#"
)
_PUNCTUATION = re.compile(r"[\s()\[\],.:;'’\"*/&-]+")


@lru_cache(maxsize=4096)
def mentioned(text: str) -> Mentioned:
    """What a heading says about time. Never raises: a heading about something else is all `rest`."""
    words = _plain(text)
    if _ITS_OWN_GRAMMAR.search(words):
        whole = _parsed(text)
        return Mentioned(rest="", whole=whole) if whole else Mentioned(rest=words)
    found: dict[str, Any] = {}
    for take in (
        _take_provisional, _take_relative, _take_year_to_date, _take_year_end, _take_date, _take_month_range,
        _take_pair, _take_quarter, _take_month, _take_one_year,
    ):  # fmt: skip
        words = take(words, found)
    says_nothing_of_time = not found
    rest = _PUNCTUATION.sub(" ", words).strip()
    only_a_figure = not _PUNCTUATION.sub(" ", _NO_MORE_THAN_A_FIGURE.sub(" ", rest)).strip()
    if only_a_figure and rest and (says_nothing_of_time or set(found) == {"provisional"}):
        found["relative"] = Relative.CURRENT
    return Mentioned(rest="" if only_a_figure else rest, **found)


def resolve(said: Mentioned, around: Surroundings) -> Period:
    """The period that a heading means.

    A year to date is given as its financial year: the caller says with the figure that the year was not over.
    Raises `UnknownPeriod` when a part of it is neither in the heading nor around it.
    """
    if said.whole is not None:
        return said.whole
    if said.relative is not None:
        return _resolve_relative(said.relative, around)
    if said.year_to_date or (said.quarter is None and said.month is None):
        return _resolve_year(said, around)
    if said.quarter is not None:
        return _quarter(_year_of_quarter(said, around), said.quarter)
    return _resolve_month(said, around)


def surroundings(texts: tuple[str, ...], given: Period | None = None) -> Surroundings:
    """What titles say about time, the first to name a period first; `given` is the caller's own period.

    Titles that name two different years settle nothing: each heading has to say its own.
    """
    current: Period | None = None
    years: list[int] = []
    for text in texts:
        if len(text) > _LONGEST_TITLE:
            continue
        said = mentioned(text)
        if said.year is None and said.calendar_year is None and said.whole is None:
            continue
        try:
            period = resolve(replace(said, relative=None, year_to_date=False), Surroundings())
        except UnknownPeriod:
            continue
        years.append(_financial_year(period))
        if current is None and period.kind is not PeriodKind.CALENDAR_YEAR and not _names_a_day(text):
            current = period
    if given is not None and not years:
        return Surroundings(_financial_year(given), given)
    if len(set(years)) == 1:
        return Surroundings(years[0], current or given)
    return Surroundings(None, given) if years else Surroundings()


_LONGEST_TITLE = 160
_DAY = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?" + _MONTH.format(name="month") + r"|\d{1,2}[/.]\d{1,2}[/.]\d"
)


def _names_a_day(text: str) -> bool:
    """Whether a title says a day ("as at 31 March 2018"), which tells the year but not the period."""
    return _DAY.search(_plain(text)) is not None


def _financial_year(period: Period) -> int:
    return Period.containing(PeriodKind.FINANCIAL_YEAR, period.last_day).start.year


def _plain(text: str) -> str:
    """Lower case, one kind of dash, one space; `q1_2017_18` as `q1 2017-18`."""
    plain = re.sub(r"[\u2010-\u2015\u2212]", "-", text.lower()).replace("’", "'")
    plain = re.sub(r"(?<![0-9])(20\d\d|\d\d)_(\d\d)(?!\d)", r"\1-\2", plain)
    return " ".join(plain.replace("_", " ").split())


def _parsed(text: str) -> Period | None:
    try:
        return parse_period(" ".join(text.split()))
    except NotAPeriod:
        return None


def _take_provisional(words: str, found: dict[str, Any]) -> str:
    if _PROVISIONAL.search(words):
        found["provisional"] = True
    return _PROVISIONAL.sub(" ", words)


def _take_relative(words: str, found: dict[str, Any]) -> str:
    for pattern, relative in _RELATIVES:
        if pattern.search(words):
            found["relative"] = relative
            return pattern.sub(" ", words)
    return words


def _take_year_to_date(words: str, found: dict[str, Any]) -> str:
    if _YEAR_TO_DATE.search(words):
        found["year_to_date"] = True
    return _YEAR_TO_DATE.sub(" ", words)


def _take_year_end(words: str, found: dict[str, Any]) -> str:
    if _YEAR_END.search(words) and found.get("relative") is not Relative.LAST_YEAR:
        found["year_end"] = True
    return _YEAR_END.sub(" ", words)


def _take_date(words: str, found: dict[str, Any]) -> str:
    match = _NUMERIC_DATE.search(words)
    if match is None:
        return words
    month, year = int(match["m"] or match["m2"]), int(match["y"] or match["y2"])
    if not 1 <= month <= 12:
        return words
    found.update(month=month, calendar_year=year if year > 99 else 2000 + year)
    return _cut(words, match)


def _take_month_range(words: str, found: dict[str, Any]) -> str:
    match = _MONTH_RANGE.search(words)
    if match is None:
        return words
    quarter = _QUARTER_MONTHS.get((match["first"][:3], match["last"][:3]))
    if quarter is None:
        return words
    found.update(quarter=quarter, months_named=True)
    year = match["to_year"] or match["from_year"]
    if year is not None:
        found["calendar_year"] = _full_year(year)
    return _cut(words, match)


def _take_pair(words: str, found: dict[str, Any]) -> str:
    for match in (*_PAIR.finditer(words), *_SIX_DIGITS.finditer(words)):
        first, second = _full_year(match[1]), _full_year(match[2])
        if second == first + 1:
            found["year"] = first
            return _cut(words, match)
    return words


def _take_quarter(words: str, found: dict[str, Any]) -> str:
    match = _QUARTER.search(words)
    if match is None:
        return words
    quarter = int(match["digit"]) if match["digit"] else _ORDINALS[match["ordinal"]]
    if found.get("quarter", quarter) != quarter:
        return words  # "Quarter 2 (Apr-Jun)" contradicts itself: its words stay, so that it is asked about.
    found["quarter"] = quarter
    return _cut(words, match)


def _take_month(words: str, found: dict[str, Any]) -> str:
    match = _DAY_AND_MONTH.search(words)
    if match is None or "month" in found or "quarter" in found:
        return words
    found["month"] = _MONTHS.index(match["month"][:3]) + 1
    if match["year"] is not None:
        found["calendar_year"] = _full_year(match["year"])
    return _cut(words, match)


def _take_one_year(words: str, found: dict[str, Any]) -> str:
    match = _ONE_YEAR.search(words)
    if match is None or "calendar_year" in found or "year" in found:
        return words
    found["calendar_year"] = int(match[1])
    return _cut(words, match)


def _cut(words: str, match: re.Match[str]) -> str:
    return f"{words[: match.start()]} {words[match.end() :]}"


def _full_year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _quarter(year: int, quarter: int) -> Period:
    starts = {1: date(year, 4, 1), 2: date(year, 7, 1), 3: date(year, 10, 1), 4: date(year + 1, 1, 1)}
    return Period.containing(PeriodKind.FINANCIAL_QUARTER, starts[quarter])


def _year_of_quarter(said: Mentioned, around: Surroundings) -> int:
    if said.year is not None:
        return said.year
    if said.calendar_year is not None and said.months_named:
        return said.calendar_year - 1 if said.quarter == 4 else said.calendar_year
    if said.calendar_year is not None:
        year = said.calendar_year
        raise UnknownPeriod(f"it does not say whether {year} is the calendar year or a financial year")
    if around.year is None:
        raise UnknownPeriod("it does not say which year the quarter is in, and no title above it does")
    return around.year


def _resolve_year(said: Mentioned, around: Surroundings) -> Period:
    if said.year is not None:
        return Period.containing(PeriodKind.FINANCIAL_YEAR, date(said.year, 4, 1))
    if said.calendar_year is not None and said.month is not None:
        return Period.containing(PeriodKind.FINANCIAL_YEAR, date(said.calendar_year, said.month, 1))
    if said.calendar_year is not None:
        if said.year_end or said.year_to_date:
            raise UnknownPeriod(f"it does not say which financial year {said.calendar_year} is")
        return Period.containing(PeriodKind.CALENDAR_YEAR, date(said.calendar_year, 1, 1))
    if around.year is None:
        raise UnknownPeriod("it does not say which year, and no title above it does")
    return Period.containing(PeriodKind.FINANCIAL_YEAR, date(around.year, 4, 1))


def _resolve_month(said: Mentioned, around: Surroundings) -> Period:
    month = said.month or 1
    if said.year_end:
        return _resolve_year(said, around)
    if said.calendar_year is not None:
        return Period.containing(PeriodKind.MONTH, date(said.calendar_year, month, 1))
    year = said.year if said.year is not None else around.year
    if year is None:
        raise UnknownPeriod("it does not say which year the month is in, and no title above it does")
    return Period.containing(PeriodKind.MONTH, date(year if month >= 4 else year + 1, month, 1))


def _resolve_relative(relative: Relative, around: Surroundings) -> Period:
    if around.current is None:
        raise UnknownPeriod("it does not say which period, and no title above it does")
    match relative:
        case Relative.CURRENT:
            return around.current
        case Relative.PREVIOUS:
            return around.current.previous()
        case Relative.SAME_LAST_YEAR:
            return around.current.a_year_before()
        case Relative.LAST_YEAR:
            year = Period.containing(PeriodKind.FINANCIAL_YEAR, around.current.last_day)
            return year.previous()
