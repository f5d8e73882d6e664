"""Reads what national statistics print: the period of a row, and a number or the symbol in its place.

The open layout of education statistics has `time_period` (2018, 201718) beside `time_identifier` (Financial
year, Academic year, Calendar year, Reporting year, Financial year Q1, April), and symbols where a number is
not given.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from goldenthread.rulebook.calendar_words import month_number
from goldenthread.rulebook.codes import define_rule
from goldenthread.rulebook.periods import NotAPeriod, Period, PeriodKind, parse_period

_LAYOUT = "The open data standard of national education statistics."

NST_1 = define_rule(
    "NST-1",
    title="A published year is read with its identifier",
    meaning="Six digits are two years of which the second follows the first: 201718. The identifier says "
    "whether they are a financial or an academic year, or which quarter or term of it; without one they are "
    "a financial year. Four digits are a calendar year or, with a month's name, that month of it. Four "
    "digits that are said to be a financial or an academic year are refused: they do not say which. Six "
    "digits whose identifier is Month, or the same month's name, are a year and a month: 201803.",
    basis=_LAYOUT,
    boundaries=(
        "201718 and 2017/18, Financial year, are 1 April 2017 to 31 March 2018; 201719 is refused.",
        "201718, Academic year, is 1 September 2017 to 31 August 2018.",
        "201718, Financial year Q4, is January to March 2018; Q5 is refused.",
        "2018, Calendar year, is January to December 2018; 2018, Financial year, is refused.",
        "201803, Month or March, is March 2018; 201803, April, is refused.",
    ),
)
NST_2 = define_rule(
    "NST-2",
    title="A reporting year ends on 31 March",
    meaning="Four digits with the identifier Reporting year are the financial year that ends in that year: "
    "2018 is 1 April 2017 to 31 March 2018. The reading says so.",
    basis="Statistics of children in need and of children looked after count the year to 31 March.",
    boundaries=("2018, Reporting year, is 2017-18; 201718, Reporting year, is 2017-18 too.",),
    unverified=True,
)
NST_3 = define_rule(
    "NST-3",
    title="A symbol is a status, never a number",
    meaning="z: not applicable. x, : and ..: not available. c and *: suppressed to protect people. low, k "
    "and ~: rounds to 0, and is not 0. u: of low reliability. Square brackets around them change nothing. "
    "Beside a number, p is provisional, e estimated, r revised and u of low reliability.",
    basis=_LAYOUT,
    boundaries=(
        "c is suppressed and not 0; low is no number either; 0 is 0.",
        "[c] is c; 12.3 u is 12.3 of low reliability; 12.3 q is refused.",
    ),
)
NST_4 = define_rule(
    "NST-4",
    title="Counts are found by their numbers",
    meaning="Where no column is called the numerator or the denominator of a percentage or a rate, two "
    "columns of whole numbers that make it in 98 of 100 rows, as far as it is rounded, are taken for them. "
    "Where several pairs do, one is taken only if its numerator alone is called like the figure. The reading "
    "says so.",
    basis="A convention of this product, shown wherever the rule speaks.",
    boundaries=(
        "CPP_subsequent of CPP_start as CPP_subsequent_percent: taken. From 7 rows nothing is.",
        "Two pairs of like numbers, neither called like the figure: none is taken.",
    ),
)
NST_5 = define_rule(
    "NST-5",
    title="A whole in a row of its own",
    meaning="Where a percentage's rows are parts of a breakdown, and the count beside them over that of the "
    "row of 100% makes it in 98 of 100 rows, that row has the denominator. The reading says so.",
    basis="The layout of the statistics of children looked after: a row for each placement, and one for all.",
    boundaries=("31 of the 332 in the row Total children as 9: taken. As 12 in every third row: not.",),
)


class PublishedStatus(StrEnum):
    """Whether a published figure stands and, where there is none, why."""

    FINAL = "final"
    PROVISIONAL = "provisional"
    ESTIMATED = "estimated"
    REVISED = "revised"
    LOW_RELIABILITY = "low_reliability"
    NOT_APPLICABLE = "not_applicable"
    NOT_AVAILABLE = "not_available"
    SUPPRESSED = "suppressed"
    ROUNDS_TO_ZERO = "rounds_to_zero"


STATUS_WORDS = {
    PublishedStatus.FINAL: "",
    PublishedStatus.PROVISIONAL: "Provisional",
    PublishedStatus.ESTIMATED: "Estimated",
    PublishedStatus.REVISED: "Revised",
    PublishedStatus.LOW_RELIABILITY: "Low reliability",
    PublishedStatus.NOT_APPLICABLE: "Not applicable",
    PublishedStatus.NOT_AVAILABLE: "Not available",
    PublishedStatus.SUPPRESSED: "Suppressed",
    PublishedStatus.ROUNDS_TO_ZERO: "Rounds to 0, and is not 0",
}
"""What a page says of a figure, or in its place."""


@dataclass(frozen=True)
class PublishedFigure:
    """A number, or none, and its status."""

    value: Decimal | None
    status: PublishedStatus


class NotPublished(ValueError):
    """The text is no published figure. `why` is in words for the person who chose the file."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


@lru_cache(maxsize=8192)
def read_published(text: str, *, decimal_comma: bool = False) -> PublishedFigure | None:
    """A cell of national statistics; None for an empty one. A percentage is 83, never 0.83, as printed.

    `decimal_comma` says that the file's numbers may be written 84,5, as Excel does where lists are parted by
    semicolons. Raises `NotPublished`.
    """
    tidy = " ".join(text.replace("\xa0", " ").split())
    if not tidy:
        return None
    bare = _unbracketed(tidy).casefold()
    if bare in _SYMBOLS:
        return PublishedFigure(None, _SYMBOLS[bare])
    found = _NUMBER.fullmatch(tidy)
    if found is None:
        raise NotPublished(f"{_shown(tidy)} is not a number or a symbol of statistics")
    mark = found["mark"] or ""
    status = _MARKS.get(_unbracketed(mark).casefold())
    if status is None:
        raise NotPublished(f"{_shown(tidy)} has a mark that is not known, {mark!r}")
    digits = found["number"]
    if _GROUPED.fullmatch(digits):
        digits = digits.replace(",", "")
    elif "," in digits and decimal_comma and "." not in digits:
        digits = digits.replace(",", ".")
    elif "," in digits:
        raise NotPublished(f"{_shown(tidy)} is not a number: its comma parts no thousands")
    value = Decimal(digits)
    if abs(value) >= _TOO_LARGE:
        raise NotPublished(f"{_shown(tidy)} is larger than any figure that is published")
    return PublishedFigure(value, status)


def published_period(time_period: str, identifier: str = "") -> Period:
    """The period of a row (NST-1, NST-2). Raises `NotAPeriod`, with words for the person."""
    text = time_period.strip().removesuffix(".0")
    said = " ".join(identifier.casefold().split())
    years = _YEARS.fullmatch(text)
    if years is None:
        if said:
            raise _refused(text, identifier, "is not a year. Years are written 2018 or 201718")
        return parse_period(text)
    first, second = int(years["first"]), years["second"]
    if second and not f"{first + 1}".endswith(second):
        if not said:
            return parse_period(f"{first}-{second}")
        month = int(second) if len(second) == 2 else 0
        if 1 <= month <= 12 and (said in _MONTHLY or month_number(said) == month):
            return Period.containing(PeriodKind.MONTH, date(first, month, 1))
        raise _refused(text, identifier, "is not one year: the second follows the first, as in 201718")
    if second and said in _MONTHLY and 1 <= int(second) <= 12:
        return Period.containing(PeriodKind.MONTH, date(first, int(second[-2:]), 1))
    if second:
        return _of_two_years(first, said, text, identifier)
    return _of_one_year(first, said, text, identifier)


def is_reporting_year(identifier: str) -> bool:
    """Whether NST-2 reads it: by convention, so that its reader is told."""
    return " ".join(identifier.casefold().split()) == "reporting year"


def _of_two_years(first: int, said: str, text: str, identifier: str) -> Period:
    if said in {"", "financial year", "reporting year"}:
        return Period.containing(PeriodKind.FINANCIAL_YEAR, date(first, 4, 1))
    if said == "academic year":
        return Period.containing(PeriodKind.ACADEMIC_YEAR, date(first, 9, 1))
    if quarter := _FINANCIAL_QUARTER.fullmatch(said):
        month = 3 * int(quarter["number"]) + 1
        year, month = (first, month) if month <= 12 else (first + 1, 1)
        return Period.containing(PeriodKind.FINANCIAL_QUARTER, date(year, month, 1))
    if said in _TERMS:
        month = _TERMS[said]
        return Period.containing(PeriodKind.TERM, date(first + (month < 9), month, 1))
    if said == "calendar year" or month_number(said):
        raise _refused(text, identifier, "is two years where one is meant")
    raise _refused(text, identifier, "has an identifier that is not read here")


def _of_one_year(year: int, said: str, text: str, identifier: str) -> Period:
    if said in {"", "calendar year"}:
        return Period.containing(PeriodKind.CALENDAR_YEAR, date(year, 1, 1))
    if said == "reporting year":
        return Period.containing(PeriodKind.FINANCIAL_YEAR, date(year, 3, 31))
    if quarter := _CALENDAR_QUARTER.fullmatch(said):
        return Period.containing(PeriodKind.FINANCIAL_QUARTER, date(year, 3 * int(quarter["number"]) - 2, 1))
    if month := month_number(said):
        return Period.containing(PeriodKind.MONTH, date(year, month, 1))
    if said in {"financial year", "academic year"} or said in _TERMS or _FINANCIAL_QUARTER.fullmatch(said):
        raise _refused(text, identifier, "does not say which: write both years, as in 201718")
    raise _refused(text, identifier, "has an identifier that is not read here")


def _refused(text: str, identifier: str, why: str) -> NotAPeriod:
    said = f"{text!r}, {identifier.strip()}," if identifier.strip() else repr(text)
    return NotAPeriod(text, f"{said} {why}", NST_1)


def _unbracketed(text: str) -> str:
    return text[1:-1].strip() if len(text) > 2 and text[0] == "[" and text[-1] == "]" else text


def _shown(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:39]}…")


_TOO_LARGE = Decimal(10) ** 13
_SYMBOLS = {
    "z": PublishedStatus.NOT_APPLICABLE,
    ".": PublishedStatus.NOT_APPLICABLE,
    "x": PublishedStatus.NOT_AVAILABLE,
    ":": PublishedStatus.NOT_AVAILABLE,
    "..": PublishedStatus.NOT_AVAILABLE,
    "c": PublishedStatus.SUPPRESSED,
    "*": PublishedStatus.SUPPRESSED,
    "low": PublishedStatus.ROUNDS_TO_ZERO,
    "k": PublishedStatus.ROUNDS_TO_ZERO,
    "~": PublishedStatus.ROUNDS_TO_ZERO,
    "u": PublishedStatus.LOW_RELIABILITY,
}
_MARKS = {
    "": PublishedStatus.FINAL,
    "p": PublishedStatus.PROVISIONAL,
    "e": PublishedStatus.ESTIMATED,
    "r": PublishedStatus.REVISED,
    "u": PublishedStatus.LOW_RELIABILITY,
}
_NUMBER = re.compile(
    r"(?P<number>[+-]?(?:\d[\d,]*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?) ?%? ?(?P<mark>\[?[a-zA-Z]\]?)?",
    re.ASCII,
)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_YEARS = re.compile(r"(?P<first>(?:19|20)\d\d)(?:[-/]?(?P<second>(?:19|20)?\d\d))?", re.ASCII)
_FINANCIAL_QUARTER = re.compile(r"financial year q(?P<number>[1-4])")
_CALENDAR_QUARTER = re.compile(r"calendar year q(?P<number>[1-4])")
_MONTHLY = {"month", "monthly", "calendar month"}
_TERMS = {"autumn term": 9, "spring term": 1, "summer term": 4}
