"""Reads the periods that councils report by, as their papers write them.

The forms are one table at the end of this file. Kinds, dates and the printed form are in `period_kinds`.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from goldenthread.rulebook.calendar_words import MONTHS, month_number, plain, year_number
from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.period_kinds import Period, PeriodKind

__all__ = ["NotAPeriod", "Period", "PeriodKind", "parse_period"]


PER_1 = define_rule(
    "PER-1",
    title="A pair of years is a financial year",
    meaning="Two years written together (2017-18, 17/18) are the financial year from 1 April, unless the "
    "words say academic year or a term. The second year follows the first, or the text is refused.",
    basis="How councils' papers write their years.",
    boundaries=(
        "2017-18 and 17/18 are 1 April 2017 to 31 March 2018; 1999-00 is read.",
        "2016-18 and 2016-16 are refused.",
    ),
)
PER_2 = define_rule(
    "PER-2",
    title="A year and two digits are a financial year before they are a month",
    meaning="In 2011-12 the digits follow the year, so it is a financial year. In 2016-01 they do not and "
    "are a month's number, so it is January 2016.",
    basis="A convention of this product: financial years are the commoner.",
    boundaries=("2011-12 is a financial year.", "2012-11 is November 2012.", "2016-13 is refused."),
)
PER_5 = define_rule(
    "PER-5",
    title="A period without a year is read in its context or refused",
    meaning="Q4, May or autumn term alone are read within the period that the document is about, when that "
    "holds exactly one of them. Without such a context they are refused: a year is never guessed.",
    basis="A missing year is never guessed in silence.",
    boundaries=(
        "Q4 alone is refused; in 2017-18 it is January to March 2018.",
        "Q4 is refused in the academic year's autumn term, which holds none.",
    ),
)
PER_6 = define_rule(
    "PER-6",
    title="A financial year has four quarters",
    meaning="Quarter 1 is April to June and quarter 4 is January to March of the next calendar year. Months "
    "beside a quarter must be its own, and one calendar year does not say which financial year is meant.",
    basis="The financial year of local government, 1 April to 31 March.",
    boundaries=(
        "2017-18 Q1 starts on 1 April 2017 and 2017-18 Q4 ends on 31 March 2018.",
        "Q0 and Q5 are refused; so are Q1 (Jul-Sep) 2017-18 and Q4 2018.",
    ),
)


class NotAPeriod(ValueError):
    """The text names no period. `why` tells the person who wrote it; `code` is the rule that refused it."""

    def __init__(self, text: str, why: str, code: Code | None = None) -> None:
        self.text = text
        self.why = why
        self.code = code
        super().__init__(why)


class _Refused(Exception):
    """A form matched and what it says is impossible."""

    def __init__(self, why: str, code: Code | None = None) -> None:
        self.why = why
        self.code = code


def parse_period(text: str, *, context: Period | None = None) -> Period:
    """Read a period as councils write it: "2017-18 Q4", "Qtr 4, 2017-18", "Yr. end 16-17", "May-18".

    A text without a year ("Q4", "May") is read within `context`, the period that its table or document is
    about. Raises `NotAPeriod` for what cannot be read, and for a bare "Q4" without a context.
    """
    tidy = " ".join(re.sub(r"[(),;]", " ", plain(text)).split())
    try:
        for form, build in _FORMS:
            if found := form.fullmatch(tidy):
                return build(_Words(found.groupdict(), context))
    except _Refused as refused:
        raise NotAPeriod(text, f"{text.strip()!r} {refused.why}", refused.code) from None
    raise NotAPeriod(
        text,
        f"{text.strip()!r} is not a period. Write it as 2017-18 Q4, 2017-18, May 2018 or autumn term 2017",
    )


@dataclass(frozen=True)
class _Words:
    """What a form found in the text, by name, and the period that the text stands in."""

    found: dict[str, str | None]
    context: Period | None

    def __getitem__(self, name: str) -> str:
        return self.found.get(name) or ""

    def first_year(self) -> int:
        """The first year of a pair. Raises `_Refused` when the second does not follow it."""
        first, second = year_number(self["first"]), self["second"]
        if not f"{first + 1}".endswith(second):
            pair = f"{first}-{(first + 1) % 100:02d}"
            raise _Refused(f"is not one year: the second year follows the first, as in {pair}", PER_1)
        return first

    def only_one(self, candidates: Iterable[Period], what: str) -> Period:
        """The one candidate that lies within the context."""
        if self.context is None:
            raise _Refused(f"has no year: write it with its year, as in {what}", PER_5)
        outer = self.context
        within = {period for period in candidates if outer.start <= period.start and period.end <= outer.end}
        if len(within) != 1:
            raise _Refused(f"is not one period of {outer}: write it with its year, as in {what}", PER_5)
        return within.pop()

    def context_years(self) -> range:
        """The calendar years that the context touches."""
        return range(self.context.start.year, self.context.end.year + 1) if self.context else range(0)


def _financial_year(words: _Words) -> Period:
    return Period.containing(PeriodKind.FINANCIAL_YEAR, date(words.first_year(), 4, 1))


def _pair_or_month(words: _Words) -> Period:
    """PER-2: "2011-12" is a financial year and "2016-01" a month."""
    try:
        return _financial_year(words)
    except _Refused:
        if len(words["first"]) == 4 and words["second"] in _MONTH_DIGITS:
            return _month(int(words["first"]), int(words["second"]))
        raise


def _year_end(words: _Words) -> Period:
    years = (Period.containing(PeriodKind.FINANCIAL_YEAR, date(y, 4, 1)) for y in words.context_years())
    return words.only_one(years, "year end 2017-18")


def _academic_year(words: _Words) -> Period:
    return Period.containing(PeriodKind.ACADEMIC_YEAR, date(words.first_year(), 9, 1))


def _calendar_year(words: _Words) -> Period:
    return Period.containing(PeriodKind.CALENDAR_YEAR, date(int(words["year"]), 1, 1))


def _quarter_number(words: _Words) -> int:
    """1 to 4, from the number or from the months in brackets, which must agree."""
    said = words["quarter"] or words["ordinal"]
    number = _ORDINALS.get(said) or (int(said) if said.isdigit() else 0)
    if said and not 1 <= number <= 4:
        raise _Refused(f"is not a quarter: a financial year has four, and no quarter {said}", PER_6)
    if words["from"]:
        months = (_month_in(words["from"]), _month_in(words["to"]))
        of_months = _QUARTER_OF_MONTHS.get(months)
        if of_months is None:
            raise _Refused(
                "is not a quarter: its months are April to June, July to September and so on", PER_6
            )
        if said and number != of_months:
            raise _Refused(f"contradicts itself: those months are quarter {of_months}", PER_6)
        return of_months
    return number


def _quarter_of(first_year: int, number: int) -> Period:
    month = (4, 7, 10, 1)[number - 1]
    return Period.containing(PeriodKind.FINANCIAL_QUARTER, date(first_year + (number == 4), month, 1))


def _quarter(words: _Words) -> Period:
    return _quarter_of(words.first_year(), _quarter_number(words))


def _months_of_year(words: _Words) -> Period:
    """ "Jan-Mar 2018": the year is that of the months."""
    number = _quarter_number(words)
    return _quarter_of(year_number(words["year"]) - (number == 4), number)


def _bare_quarter(words: _Words) -> Period:
    number = _quarter_number(words)
    quarters = (_quarter_of(year, number) for year in (y - 1 for y in words.context_years()))
    later = (_quarter_of(year, number) for year in words.context_years())
    return words.only_one([*quarters, *later], f"2017-18 Q{number}")


def _quarter_of_one_year(words: _Words) -> Period:
    raise _Refused(f"does not say which financial year: write it as 2017-18 Q{_quarter_number(words)}", PER_6)


def _financial_year_of_one_year(words: _Words) -> Period:
    raise _Refused("does not say which financial year: write both years, as in 2017-18", PER_1)


def _academic_year_of_one_year(words: _Words) -> Period:
    raise _Refused("does not say which academic year: write both years, as in AY 2017/18", PER_1)


def _start_of_term(words: _Words) -> tuple[int, int]:
    """Month and day on which the term or the half-term starts."""
    if words["count"]:
        return ((9, 1), (11, 1), (1, 1), (2, 16), (4, 1), (6, 1))[int(words["count"]) - 1]
    first, second = {
        "autumn": ((9, 1), (11, 1)),
        "spring": ((1, 1), (2, 16)),
        "summer": ((4, 1), (6, 1)),
    }[words["season"]]
    return second if words["half"] in {"2", "2nd", "second"} else first


def _term(words: _Words) -> Period:
    kind = PeriodKind.HALF_TERM if words["half"] or words["count"] else PeriodKind.TERM
    month, day = _start_of_term(words)
    if words["first"]:
        return Period.containing(kind, date(words.first_year() + (month < 9), month, day))
    if words["year"]:
        return Period.containing(kind, date(year_number(words["year"]), month, day))
    terms = (Period.containing(kind, date(year, month, day)) for year in words.context_years())
    return words.only_one(terms, "autumn term 2017")


def _month_in(word: str) -> int:
    number = month_number(word)
    if number is None:
        raise _Refused("is not a month")
    return number


def _month(year: int, number: int) -> Period:
    return Period.containing(PeriodKind.MONTH, date(year, number, 1))


def _named_month(words: _Words) -> Period:
    return _month(year_number(words["year"]), _month_in(words["month"]))


def _numbered_month(words: _Words) -> Period:
    if words["month"] not in _MONTH_DIGITS:
        raise _Refused("is not a month: months are numbered 01 to 12")
    return _month(int(words["year"]), int(words["month"]))


def _bare_month(words: _Words) -> Period:
    number = month_number(words["month"])
    if number is None:
        raise _Refused("is not a period. Write it as 2017-18 Q4, 2017-18, May 2018 or autumn term 2017")
    return words.only_one(
        (_month(year, number) for year in words.context_years()), f"{MONTHS[number - 1]} 2018"
    )


def _twelve_months_to_day(words: _Words) -> Period:
    month = int(words["number"]) if words["number"] else _month_in(words["month"])
    try:
        last = date(year_number(words["year"]), month, int(words["day"]))
    except ValueError:
        raise _Refused("does not end on a day that exists") from None
    return Period.containing(PeriodKind.TWELVE_MONTHS_TO, last)


def _twelve_months_to_month(words: _Words) -> Period:
    return Period.containing(PeriodKind.TWELVE_MONTHS_TO, _named_month(words).last_day)


_MONTH_DIGITS = frozenset(f"{number:02d}" for number in range(1, 13)) | frozenset("123456789")
_ORDINALS = {
    "1st": 1,
    "first": 1,
    "one": 1,
    "2nd": 2,
    "second": 2,
    "two": 2,
    "3rd": 3,
    "third": 3,
    "three": 3,
    "4th": 4,
    "fourth": 4,
    "four": 4,
}
_QUARTER_OF_MONTHS = {(4, 6): 1, (7, 9): 2, (10, 12): 3, (1, 3): 4}

_GAP = r"[\s:/-]*"
_LONG = r"(?:19|20)\d\d"
_YEAR = rf"'?(?P<year>{_LONG}|\d\d)"
_LONG_YEAR = rf"(?P<year>{_LONG})"
_PAIR = rf"(?P<first>{_LONG}|\d\d(?=\s?[-/]\s?\d\d$|\s?[-/]\s?\d\d\D))\s?[-/]\s?(?P<second>{_LONG}|\d\d)"
_QUARTER = (
    r"(?:(?:q|qtr|qrt|quarter)\s?-?\s?(?P<quarter>\d+|one|two|three|four)"
    r"|(?P<ordinal>1st|2nd|3rd|4th|first|second|third|fourth)\s?(?:q|qtr|quarter))"
)
_SPAN = r"(?P<from>[a-z]+)(?:\s?-\s?|\sto\s)(?P<to>[a-z]+)"
_MAYBE_SPAN = rf"(?:{_GAP}{_SPAN})?"
_YEAR_END = r"(?:(?:yr|year)\s?-?\s?end|out-?turn|financial year|fy|full year)"
_ACADEMIC = r"(?:ay|academic year|academic yr|school year)"
_TERM = (
    r"(?:(?P<season>autumn|spring|summer)"
    r"(?:\s?(?:half\s?-?\s?term|term)?\s?-?\s?(?P<half>[12](?!\d)|1st|2nd|first|second)(?:\s?half)?(?:\s?term)?"
    r"|\s?term)?|(?:ht|half\s?-?\s?term)\s?(?P<count>[1-6](?!\d)))"
)
_TWELVE_MONTHS = (
    r"(?:(?:rolling )?(?:12|twelve)[\s-]?(?:months?|mths?|m)(?: rolling)?|(?:yr|year))"
    r"\s(?:up to|to|ending|ended|end)(?: the)?\s(?:the )?(?:end of |end )?"
)

_FORMS: tuple[tuple[re.Pattern[str], Callable[[_Words], Period]], ...] = tuple(
    (re.compile(form), build)
    for form, build in (
        (_PAIR, _pair_or_month),
        (rf"(?:{_YEAR_END}{_GAP})+{_PAIR}(?:{_GAP}{_YEAR_END})*", _financial_year),
        (rf"{_PAIR}(?:{_GAP}{_YEAR_END})+", _financial_year),
        (rf"{_QUARTER}{_MAYBE_SPAN}{_GAP}(?:of )?{_PAIR}", _quarter),
        (rf"{_PAIR}{_GAP}{_QUARTER}{_MAYBE_SPAN}", _quarter),
        (rf"{_SPAN}{_GAP}{_PAIR}", _quarter),
        (rf"{_ACADEMIC}{_GAP}{_PAIR}", _academic_year),
        (rf"{_PAIR}{_GAP}{_ACADEMIC}", _academic_year),
        (rf"{_TERM}{_GAP}{_PAIR}", _term),
        (rf"{_PAIR}{_GAP}{_TERM}", _term),
        (rf"{_TERM}{_GAP}{_YEAR}", _term),
        (rf"(?:cy|calendar year)?\s?{_LONG_YEAR}", _calendar_year),
        (
            rf"{_TWELVE_MONTHS}(?P<day>\d\d?)(?:st|nd|rd|th)?\s(?P<month>[a-z]+){_GAP}{_YEAR}",
            _twelve_months_to_day,
        ),
        (rf"{_TWELVE_MONTHS}(?P<day>\d\d?)[/-](?P<number>\d\d?)[/-]{_YEAR}", _twelve_months_to_day),
        (rf"{_TWELVE_MONTHS}{_LONG_YEAR}-(?P<number>\d\d)-(?P<day>\d\d)", _twelve_months_to_day),
        (rf"{_TWELVE_MONTHS}(?P<month>[a-z]+){_GAP}{_YEAR}", _twelve_months_to_month),
        (rf"{_QUARTER}{_MAYBE_SPAN}", _bare_quarter),
        (rf"{_QUARTER}[\s:/-]+{_YEAR}", _quarter_of_one_year),
        (rf"{_LONG_YEAR}{_GAP}{_QUARTER}", _quarter_of_one_year),
        (rf"(?:{_QUARTER}{_GAP})?{_SPAN}{_GAP}{_YEAR}", _months_of_year),
        (rf"{_YEAR_END}{_GAP}{_YEAR}", _financial_year_of_one_year),
        (rf"{_ACADEMIC}{_GAP}{_YEAR}", _academic_year_of_one_year),
        (_YEAR_END, _year_end),
        (_TERM, _term),
        (rf"(?P<month>[a-z]+){_GAP}{_YEAR}", _named_month),
        (rf"(?P<month>\d\d?)[/-]{_LONG_YEAR}", _numbered_month),
        (r"(?P<month>[a-z]+)", _bare_month),
    )
)
