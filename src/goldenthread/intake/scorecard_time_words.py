"""What the words of a scorecard's heading say about time: "Qtr 1 Apr-Jun", "Yr. end 16-17", "YTD".

A heading seldom says all of it: the quarter stands under its year, or in a sheet whose title has the year.
Here is what the words themselves say; `scorecard_periods` makes a period of it.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any

from goldenthread.intake.scorecard_time_spans import (
    MONTHS,
    cut,
    full_year,
    is_last_day,
    maybe_year,
    month_pattern,
    take_day_range,
    take_month_range,
    take_quarter_ending,
    take_year_ending,
)
from goldenthread.rulebook.periods import NotAPeriod, Period, parse_period


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
    what a calendar year beside it means. `last_day` is true for the last day of the month that is named.
    `rolling` is the 12 months up to the end of what else is said.
    `relative_to` is "month" or "quarter" where the words say which.
    """

    rest: str = ""
    year: int | None = None
    calendar_year: int | None = None
    quarter: int | None = None
    month: int | None = None
    months_named: bool = False
    last_day: bool = False
    year_end: bool = False
    year_to_date: bool = False
    provisional: bool = False
    relative: Relative | None = None
    relative_to: str | None = None
    rolling: bool = False
    whole: Period | None = None

    @property
    def says_when(self) -> bool:
        """Whether the heading names a period or a part of one."""
        return (
            self.year_end
            or self.year_to_date
            or self.rolling
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
            last_day=self.last_day or (above.last_day and not own_part),
            year_end=self.year_end or (above.year_end and not own_part),
            year_to_date=self.year_to_date or above.year_to_date,
            provisional=self.provisional or above.provisional,
            rolling=self.rolling or above.rolling,
            relative=relative or (None if self.says_when else above.relative),
            relative_to=self.relative_to or (None if self.says_when else above.relative_to),
            whole=self.whole or above.whole,
        )


_PAIR = re.compile(r"(?<![\d/.-])(?:f\.?y\.?\s*)?((?:20)?\d\d)\s?[-/]\s?((?:20)?\d\d)(?![\d]|[-/.]\d)")
_SIX_DIGITS = re.compile(r"(?<!\d)(20\d\d)(\d\d)(?!\d)")
_FOUR_DIGITS = re.compile(r"(?<=q[1-4] )([1-9]\d)(\d\d)(?!\d)|(?<!\d)([1-9]\d)(\d\d)(?= q[1-4]\b)")
"""Years run together beside a quarter, "Q3 1718": 2021 there may be a year as well."""
_QUARTER = re.compile(
    r"\b(?:q(?:uarter|tr|rt|u)?s?\.?\s*(?P<digit>[1-4])(?!\d)|(?:quarter|qtr) (?P<word>one|two|three|four)\b"
    r"|(?P<ordinal>1st|2nd|3rd|4th|first|second|third|fourth)\s+q(?:uarter|tr)\b\.?)"
)
_ORDINALS = {
    "1st": 1,
    "first": 1,
    "2nd": 2,
    "second": 2,
    "3rd": 3,
    "third": 3,
    "4th": 4,
    "fourth": 4,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
}
_DAY_AND_MONTH = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?{month_pattern('month')}{maybe_year('year')}"
)
NAMES_A_DAY = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?" + month_pattern("month") + r"|\d{1,2}[/.]\d{1,2}[/.]\d"
)
"""A day within a text: 31 March 2018, 31/03/2018."""
_NUMERIC_DATE = re.compile(
    r"(?<![\d/.-])(?:(?P<y>20\d\d)-(?P<m>\d\d)(?:-(?P<d>\d\d)(?: 00:00:00)?)?"
    r"|(?P<d2>\d{1,2})[/.](?P<m2>\d{1,2})[/.](?P<y2>20\d\d|\d\d))(?!\d)"
)
_ONE_YEAR = re.compile(r"(?<![\d/.-])(20\d\d)(?![\d/.-])")
_ONE_FINANCIAL_YEAR = re.compile(r"\bf\.?y\.?\s?(20\d\d|\d\d)(?![\d/-])")
_YEAR_END = re.compile(
    r"\b(?:(?:yr|year)s?\.?[\s-]*end|end of (?:the )?year|end year|y[./]?e\.?|eoy|full[\s-](?:year|yr)|annual"
    r"|whole year)\b\.?"
)
_YEAR_TO_DATE = re.compile(
    r"\b(?:ytd|y\.t\.d\.?|year[\s-]to[\s-]date|cumulative(?: to date)?|(?<=\d )to date)(?!\w)"
)
_PROVISIONAL = re.compile(r"\b(?:provisional|indicative|prov|unvalidated|draft)\b\.?")
_RELATIVES: tuple[tuple[re.Pattern[str], Relative], ...] = (
    (
        re.compile(
            r"\b(?:(?:at )?(?:the )?same (?P<of>quarter|qtr|period|month|point|time)(?: in)?"
            r" (?:the )?(?:last|previous|prior) y(?:ea)?r"
            r"|(?:the )?same (?:quarter|qtr|period|month) ly\b"
            r"|this time last year)\b"
        ),
        Relative.SAME_LAST_YEAR,
    ),
    (
        re.compile(r"\b(?:previous|prev\.?|last|prior|preceding) (?P<of>quarter|qtr|month|period)(?:'?s)?\b"),
        Relative.PREVIOUS,
    ),
    (
        re.compile(r"\b(?P<of>previous|prev\.?|last|prior) (?:financial )?y(?:ea)?r(?:'?s)?\b"),
        Relative.LAST_YEAR,
    ),
    (
        re.compile(r"\b(?:current|this|latest|reporting) (?P<of>quarter|qtr|month|period)(?:'?s)?\b"),
        Relative.CURRENT,
    ),
)
_ROLLING = re.compile(
    r"\b(?:rolling|latest|last|previous|past) (?:12|twelve)[\s-]months?(?! (?:to|ending))"
    r"(?: (?:average|total))?\b"
    r"|\b(?:12|twelve)[\s-]months? rolling(?: (?:average|total))?\b"
)
_ITS_OWN_GRAMMAR = re.compile(
    r"\b(?:12|twelve)[\s-]months?\b|\bacademic\b|\b(?:autumn|spring|summer|half)[\s-]term\b"
    r"|\bschool year\b|\bay\b"
)
_NO_MORE_THAN_A_FIGURE = re.compile(
    r"\b(?:final|actuals?|current(?: performance)?|latest|performance|perf|results?|out-?turn|values?|"
    r"scores?|figures?|data|position|reported|achieved|to date|as at|as of|at|end(?:ing|ed)?|financial|year|"
    r"yr|fy|our|council|local|la|the|for|of|in|month|monthly|quarter|quarterly|qtr|period|and|number|"
    r"percentage)\b|%|#"
)
_BASELINE = re.compile(r"\b(?:baseline|starting (?:point|position)|(?:grand |sub-?)?totals?|overall)\b")
_PUNCTUATION = re.compile(r"[\s()\[\],.:;'’\"*/&-]+")


@lru_cache(maxsize=4096)
def mentioned(text: str) -> Mentioned:
    """What a heading says about time. Never raises: what is about something else is in `rest`."""
    words = plain(text)
    if _ROLLING.search(words):
        said = mentioned(_ROLLING.sub(" ", words))
        return replace(said, rolling=True, relative=None if said.says_when else Relative.CURRENT)
    if _ITS_OWN_GRAMMAR.search(words):
        whole = _parsed(re.sub(r"\bay\b", "academic year", words))
        return Mentioned(rest="", whole=whole) if whole else Mentioned(rest=words)
    found: dict[str, Any] = {}
    for take in (
        _take_provisional, _take_relative, _take_year_to_date, take_quarter_ending, take_year_ending,
        _take_year_end,
        take_day_range, _take_date, take_month_range,
        _take_pair, _take_quarter, _take_month, _take_one_year,
    ):  # fmt: skip
        words = take(words, found)
    says_nothing_of_time = not found
    if not says_nothing_of_time:
        # Where things began, or what is added up, in a period that the heading names.
        words = _BASELINE.sub(" ", words)
    rest = _PUNCTUATION.sub(" ", words).strip()
    only_a_figure = not _PUNCTUATION.sub(" ", _NO_MORE_THAN_A_FIGURE.sub(" ", rest)).strip()
    if only_a_figure and rest and (says_nothing_of_time or set(found) == {"provisional"}):
        found["relative"] = Relative.CURRENT
    return Mentioned(rest="" if only_a_figure else rest, **found)


def plain(text: str) -> str:
    """Lower case, one kind of dash, one space; `q1_2017_18` as `q1 2017-18`."""
    words = re.sub(r"[\u2010-\u2015\u2212]", "-", text.lower()).replace("’", "'")
    words = re.sub(r"(?<![0-9])(20\d\d|\d\d)_(\d\d)(?!\d)", r"\1-\2", words)
    return " ".join(words.replace("_", " ").split())


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
        if match := pattern.search(words):
            found["relative"] = relative
            found["relative_to"] = {"month": "month", "quarter": "quarter", "qtr": "quarter"}.get(match["of"])
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
    if (day := match["d"] or match["d2"]) and is_last_day(int(day), month, found["calendar_year"]):
        found["last_day"] = True
    return cut(words, match)


def _take_pair(words: str, found: dict[str, Any]) -> str:
    run_together = (one for one in _FOUR_DIGITS.finditer(words) if not one[0].startswith("20"))
    for match in (*_PAIR.finditer(words), *_SIX_DIGITS.finditer(words), *run_together):
        first, second = (full_year(digits) for digits in match.groups() if digits)
        if second == first + 1:
            found["year"] = first
            return cut(words, match)
    return words


def _take_quarter(words: str, found: dict[str, Any]) -> str:
    match = _QUARTER.search(words)
    if match is None:
        return words
    quarter = int(match["digit"]) if match["digit"] else _ORDINALS[match["word"] or match["ordinal"]]
    if found.get("quarter", quarter) != quarter:
        return words  # "Quarter 2 (Apr-Jun)" contradicts itself: its words stay, so that it is asked about.
    found["quarter"] = quarter
    return cut(words, match)


def _take_month(words: str, found: dict[str, Any]) -> str:
    match = _DAY_AND_MONTH.search(words)
    if match is None or "month" in found or "quarter" in found:
        return words
    found["month"] = MONTHS.index(match["month"][:3]) + 1
    if match["year"] is not None:
        found["calendar_year"] = full_year(match["year"])
    if match["day"] and is_last_day(int(match["day"]), found["month"], found.get("calendar_year", 2000)):
        found["last_day"] = True
    return cut(words, match)


def _take_one_year(words: str, found: dict[str, Any]) -> str:
    if (match := _ONE_FINANCIAL_YEAR.search(words)) and "year" not in found:
        # Some name it by the year in which it starts and others by the one in which it ends.
        found.update(calendar_year=full_year(match[1]), year_end="quarter" not in found)
        return cut(words, match)
    match = _ONE_YEAR.search(words)
    if match is None or "calendar_year" in found or "year" in found:
        return words
    found["calendar_year"] = int(match[1])
    return cut(words, match)
