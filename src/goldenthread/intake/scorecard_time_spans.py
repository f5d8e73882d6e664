"""What headings say of time by the days or months between which it lies: "1 Apr 17 - 30 Jun 17".

Each `take_` puts what it reads into `found`, by the names of `scorecard_time_words.Mentioned`, and gives back
the words that are left.
"""

import re
from calendar import monthrange
from typing import Any

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMES = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?"
)


def month_pattern(name: str) -> str:
    """The pattern of a month's name, as a named group."""
    return rf"(?P<{name}>{_MONTH_NAMES})\b\.?"


def maybe_year(name: str) -> str:
    """The pattern of a year that may follow a month, as a named group."""
    return rf"(?:[\s,'-]{{0,3}}(?P<{name}>20\d\d|\d\d)(?!\d|[-/]\d))?"


_A_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?)?"
_A_MONTH = (
    rf"{_A_DAY}(?:{month_pattern('month')}{maybe_year('year')}"
    r"|\d{1,2}[/.](?P<m>\d{1,2})[/.](?P<y>20\d\d|\d\d)(?!\d))"
)
_UP_TO = r"\s*(?:ending|ended|end|to|up to)(?: on)?\s+"
_QUARTER_ENDING = re.compile(rf"\b(?:q(?:uarter|tr)|(?:3|three) months?){_UP_TO}{_A_MONTH}")
_YEAR_ENDING = re.compile(rf"\b(?:financial )?y(?:ea)?r{_UP_TO}{_A_MONTH}")
_MONTH_RANGE = re.compile(
    rf"\b{_A_DAY}{month_pattern('first')}{maybe_year('from_year')}\s*(?:-|to)\s*"
    rf"{_A_DAY}{month_pattern('last')}{maybe_year('to_year')}"
)
_DAY_RANGE = re.compile(
    r"(?<![\d/.-])0?1[/.](?P<from>\d{1,2})[/.](?P<from_year>20\d\d|\d\d)\s*(?:-|to)\s*"
    r"(?P<day>\d{1,2})[/.](?P<to>\d{1,2})[/.](?P<to_year>20\d\d|\d\d)(?!\d)"
)
_QUARTER_MONTHS = {("apr", "jun"): 1, ("jul", "sep"): 2, ("oct", "dec"): 3, ("jan", "mar"): 4}
QUARTER_ENDS = {6: 1, 9: 2, 12: 3, 3: 4}
"""The quarter of the financial year that ends with a month."""
_MARCH = 3


def take_quarter_ending(words: str, found: dict[str, Any]) -> str:
    """ "Quarter ending June 2017", "3 months to 31/03/2018". A quarter to May is none of the year's."""
    match = _QUARTER_ENDING.search(words)
    if match is None or (quarter := QUARTER_ENDS.get(_month_of(match))) is None:
        return words
    found.update(quarter=quarter, months_named=True)
    if year := match["year"] or match["y"]:
        found["calendar_year"] = full_year(year)
    return cut(words, match)


def take_year_ending(words: str, found: dict[str, Any]) -> str:
    """ "Year ended 31 March 2018" is the financial year, "Year to June 2018" the twelve months to June."""
    match = _YEAR_ENDING.search(words)
    if match is None:
        return words
    month, year = _month_of(match), match["year"] or match["y"]
    if month == _MARCH:
        found.update(year_end=True, **({"year": full_year(year) - 1} if year else {}))
    elif year and "year_to_date" not in found:
        found.update(month=month, calendar_year=full_year(year), rolling=True)
    else:
        return words
    return cut(words, match)


def _month_of(match: re.Match[str]) -> int:
    return int(match["m"]) if match["m"] else MONTHS.index(match["month"][:3]) + 1


def take_day_range(words: str, found: dict[str, Any]) -> str:
    """ "01/04/2017 - 30/06/2017" as "apr 2017 - jun 2017", and a whole month; other days are left."""
    match = _DAY_RANGE.search(words)
    if match is None:
        return words
    first, last = int(match["from"]), int(match["to"])
    from_year, to_year = full_year(match["from_year"]), full_year(match["to_year"])
    if not (1 <= first <= 12 and 1 <= last <= 12) or not is_last_day(int(match["day"]), last, to_year):
        return words
    if (first, from_year) == (last, to_year):
        found.update(month=last, calendar_year=to_year)
        return cut(words, match)
    months = f" {MONTHS[first - 1]} {from_year} - {MONTHS[last - 1]} {to_year} "
    return f"{words[: match.start()]}{months}{words[match.end() :]}"


def take_month_range(words: str, found: dict[str, Any]) -> str:
    """ "Apr-Jun 2017", "1 Jan 18 to 31 Mar 18", and April to March for the whole year."""
    match = _MONTH_RANGE.search(words)
    if match is None:
        return words
    months = (match["first"][:3], match["last"][:3])
    year = match["to_year"] or match["from_year"]
    if months == ("apr", "mar") and year is None:
        found.setdefault("year_to_date", False)
        found["year_end"] = not found["year_to_date"]
        return cut(words, match)
    if months == ("apr", "mar") and year is not None:
        found.update(year_end=True, year=full_year(year) - (match["to_year"] is not None))
        return cut(words, match)
    quarter = _QUARTER_MONTHS.get(months)
    if quarter is None:
        return words
    found.update(quarter=quarter, months_named=True)
    if year is not None:
        found["calendar_year"] = full_year(year)
    return cut(words, match)


def is_last_day(day: int, month: int, year: int) -> bool:
    """Whether a day is the last of its month."""
    return day == monthrange(year, month)[1]


def cut(words: str, match: re.Match[str]) -> str:
    """The words without those that were read."""
    return f"{words[: match.start()]} {words[match.end() :]}"


def full_year(digits: str) -> int:
    """2017 of "2017" and of "17"."""
    return int(digits) if len(digits) == 4 else 2000 + int(digits)
