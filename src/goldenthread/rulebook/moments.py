"""Reads one date of a plan: a day, or a month, quarter, term, season or year of which the last day counts.

`plan_dates` reads what plans say around it: from, by, ongoing, revised to.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from goldenthread.rulebook.calendar_words import in_words, month_number, year_number
from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.periods import NotAPeriod, Period, PeriodKind, parse_period

DATE_1 = define_rule(
    "DATE-1",
    title="A day is read day first",
    meaning="12/03/2019 is 12 March 2019. A day that is not in the calendar is refused.",
    basis="How dates are written in the United Kingdom.",
    boundaries=(
        "29/02/2016 is read and 29/02/2018 is refused.",
        "12/03/2019 is 12 March; 03/13/2019 is refused and not read as 13 March.",
    ),
)
DATE_2 = define_rule(
    "DATE-2",
    title="A month is due on its last day",
    meaning="A date that names only a month is due on the last day of the month. A month and two digits are "
    "a month and its year: Dec 18 is December 2018.",
    basis="How councils' plans are read at their boards.",
    boundaries=(
        "February 2016 is due on 29 February 2016.",
        "Dec 18 is 31 December 2018; 18 Dec has no year.",
    ),
)
DATE_3 = define_rule(
    "DATE-3",
    title="A missing year comes from a stated context",
    meaning="A date without a year is the first such date on or after the day of the context; where "
    "something was completed, the last on or before it. The note says where the year came from. Without a "
    "context the date is refused.",
    basis="A missing year is never guessed in silence.",
    boundaries=(
        "With a context of 15 March 2018: March is 31 March 2018, 14 March is 14 March 2019.",
        "Completed 15 March is 15 March 2018, completed 16 March is 16 March 2017.",
        "March without a context is refused.",
    ),
)
DATE_4 = define_rule(
    "DATE-4",
    title="A quarter, a term or a year is due on its last day",
    meaning="A date that names a period is due on the period's last day. Terms end as PER-3 says.",
    basis="The same reading as for a month.",
    boundaries=("Q2 2018-19 is due on 30 September 2018.", "2018 is due on 31 December 2018."),
)
DATE_5 = define_rule(
    "DATE-5",
    title="A season ends by convention",
    meaning="Spring ends on 31 May, summer on 31 August, autumn on 30 November, and winter on the last day "
    "of the next February. The note says so.",
    basis="Meteorological seasons: a convention of this product.",
    boundaries=(
        "Winter 2015 is due on 29 February 2016 and winter 2018-19 on 28 February 2019.",
        "Autumn 2018 is due on 30 November 2018, autumn term 2018 on 31 December 2018.",
    ),
)
DATE_6 = define_rule(
    "DATE-6",
    title="The start, the middle and the end of a month",
    meaning="The start is its first day, the middle its 15th, the end its last day. The end of any other "
    "period is its last day.",
    basis="A convention of this product.",
    boundaries=("Start of, mid and end of September 2018 are 1, 15 and 30 September 2018.",),
)


class MomentKind(StrEnum):
    """What a date names."""

    DAY = "day"
    MONTH = "month"
    PERIOD = "period"
    SEASON = "season"


@dataclass(frozen=True)
class YearContext:
    """Where a missing year may be taken from: a day, and what day that is ("the plan's start date")."""

    day: date
    source: str


@dataclass(frozen=True)
class Moment:
    """The days that a date names, from the first to the last of them, with the rule that read it."""

    kind: MomentKind
    first: date
    last: date
    code: Code
    note: str | None = None


class NotAMoment(ValueError):
    """The text names no date. `why` is in words for the person who wrote it."""

    def __init__(self, why: str, code: Code | None = None) -> None:
        self.why = why
        self.code = code
        super().__init__(why)


def read_moment(text: str, context: YearContext | None = None, *, looking_back: bool = False) -> Moment:
    """Read a date from tidy text. `looking_back` says that it has happened, for a missing year (DATE-3).

    Raises `NotAMoment`.
    """
    if part := _PART.fullmatch(text):
        return _part_of(
            text, part["part"].casefold(), read_moment(part["rest"], context, looking_back=looking_back)
        )
    for form in _DAY_FORMS:
        if found := form.fullmatch(text):
            return _day(text, found.groupdict(), context, looking_back=looking_back)
    if found := _SEASON.fullmatch(text):
        return _season(text, found.groupdict(), context, looking_back=looking_back)
    if (found := _NAMED_MONTH.fullmatch(text)) and month_number(found["month"]) is None:
        raise NotAMoment(f"{text!r} is not a month", DATE_2)
    return _period(text, context, looking_back=looking_back)


def _part_of(text: str, part: str, whole: Moment) -> Moment:
    if part in {"end", "the end"}:
        return whole
    if whole.kind is not MomentKind.MONTH:
        raise NotAMoment(f"{text!r} names no day: only a month has a start and a middle here", DATE_6)
    day = whole.first if part in {"start", "beginning"} else whole.first.replace(day=15)
    return replace(whole, kind=MomentKind.DAY, first=day, last=day, code=DATE_6)


def _day(
    text: str, found: dict[str, str | None], context: YearContext | None, *, looking_back: bool
) -> Moment:
    number = found.get("number")
    month = int(number) if number else month_number(found["month"] or "")
    day = int(found["day"] or 0)
    if month is None:
        raise NotAMoment(f"{text!r} is not a date: {found['month']!r} is not a month", DATE_1)
    if not 1 <= month <= 12:
        raise NotAMoment(
            f"{text!r} is not a date: there is no month {month}. Dates are read day first", DATE_1
        )
    if found.get("year"):
        only = _day_or_none(year_number(found["year"] or ""), month, day)
        if only is None:
            raise NotAMoment(f"{text!r} is not a day in the calendar", DATE_1)
        return Moment(MomentKind.DAY, only, only, DATE_1, _weekday_note(only, found.get("weekday")))
    stated = _stated(text, context)
    # Nine years hold a 29 February whatever the century.
    years = range(stated.day.year - 8, stated.day.year + 9)
    days = [found_day for year in years if (found_day := _day_or_none(year, month, day))]
    chosen = _nearest(text, ((each, each) for each in days), stated, looking_back=looking_back)
    return Moment(MomentKind.DAY, *chosen, DATE_3, _year_note(chosen[1], stated))


def _day_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _weekday_note(day: date, said: str | None) -> str | None:
    weekday = _WEEKDAYS[day.weekday()]
    if said is None or weekday.startswith(said[:3].casefold()):
        return None
    return f"{in_words(day)} is a {weekday.capitalize()}, not a {said.capitalize()}."


def _season(
    text: str, found: dict[str, str | None], context: YearContext | None, *, looking_back: bool
) -> Moment:
    season = (found["season"] or "").casefold()
    note = f"{season.capitalize()} is taken to end on {_SEASON_ENDS[season]}."
    if found["second"]:
        year = year_number(found["first"] or "")
        if not str(year + 1).endswith(found["second"]) or season in {"spring", "summer"}:
            raise NotAMoment(f"{text!r} does not say which year", DATE_5)
        return Moment(MomentKind.SEASON, *_season_days(season, year), DATE_5, note)
    if found["year"]:
        return Moment(MomentKind.SEASON, *_season_days(season, year_number(found["year"])), DATE_5, note)
    stated = _stated(text, context)
    years = range(stated.day.year - 2, stated.day.year + 2)
    chosen = _nearest(text, (_season_days(season, year) for year in years), stated, looking_back=looking_back)
    return Moment(MomentKind.SEASON, *chosen, DATE_3, f"{note} {_year_note(chosen[1], stated)}")


def _season_days(season: str, year: int) -> tuple[date, date]:
    month = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}[season]
    after = date(year + 1, 3, 1) if season == "winter" else date(year, month + 3, 1)
    return date(year, month, 1), after - timedelta(days=1)


def _period(text: str, context: YearContext | None, *, looking_back: bool) -> Moment:
    try:
        return _moment_of(parse_period(text))
    except NotAPeriod as refused:
        if refused.code is None:
            raise NotAMoment(f"{text!r} is not a date. Write it as 12 March 2019 or March 2019") from None
        if refused.code != "PER-5":
            raise NotAMoment(refused.why, refused.code) from None
    stated = _stated(text, context)
    candidates = [_in_year(text, stated.day.year + shift) for shift in (-2, -1, 0, 1)]
    periods = {(each.start, each.last_day): each for each in candidates if each}
    chosen = _nearest(text, sorted(periods), stated, looking_back=looking_back)
    return replace(_moment_of(periods[chosen]), code=DATE_3, note=_year_note(chosen[1], stated))


def _in_year(text: str, year: int) -> Period | None:
    try:
        return parse_period(text, context=Period.containing(PeriodKind.FINANCIAL_YEAR, date(year, 4, 1)))
    except NotAPeriod:
        return None


def _moment_of(period: Period) -> Moment:
    if period.kind is PeriodKind.MONTH:
        return Moment(MomentKind.MONTH, period.start, period.last_day, DATE_2)
    note = None
    if period.kind in {PeriodKind.TERM, PeriodKind.HALF_TERM}:
        note = f"{period} is taken to end on {in_words(period.last_day)}, by convention."
    return Moment(MomentKind.PERIOD, period.start, period.last_day, DATE_4, note)


def _stated(text: str, context: YearContext | None) -> YearContext:
    if context is None:
        raise NotAMoment(f"{text!r} has no year, and nothing says which year is meant", DATE_3)
    return context


def _nearest(
    text: str, days: Iterable[tuple[date, date]], context: YearContext, *, looking_back: bool
) -> tuple[date, date]:
    """The first days that end on or after the context's day; looking back, the last that start by it."""
    ordered = sorted(days)
    if looking_back:
        ordered = [each for each in reversed(ordered) if each[0] <= context.day]
    else:
        ordered = [each for each in ordered if each[1] >= context.day]
    if not ordered:
        raise NotAMoment(f"{text!r} is not a day in the calendar", DATE_1)
    return ordered[0]


def _year_note(day: date, context: YearContext) -> str:
    return f"The year {day.year} was taken from {context.source}, {in_words(context.day)}."


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SEASON_ENDS = {
    "spring": "31 May",
    "summer": "31 August",
    "autumn": "30 November",
    "winter": "the last day of February",
}

_LONG = r"(?:19|20)\d\d"
_YEAR = rf"'?(?P<year>{_LONG}|\d\d)"
_WEEKDAY = r"(?:(?P<weekday>(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|satu?r?|sun)(?:day)?),? )?"
_DAY = r"(?P<day>\d\d?)(?:st|nd|rd|th)?"
_TIME = r"(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?"
_DAY_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?P<year>{_LONG})-(?P<number>\d\d?)-(?P<day>\d\d?){_TIME}",
        rf"{_WEEKDAY}(?P<day>\d\d?)\s?[/.-]\s?(?P<number>\d\d?)\s?[/.-]\s?{_YEAR}{_TIME}",
        rf"{_WEEKDAY}{_DAY}(?: of)?[ -]?(?P<month>[a-z]+)(?:[ ,/-]*{_YEAR})?",
        rf"{_WEEKDAY}(?P<month>[a-z]{{3,}}) {_DAY},? (?P<year>{_LONG})",
        r"(?P<month>[a-z]{3,}) (?P<day>\d\d?)(?:st|nd|rd|th)(?P<year>)",
    )
)
_NAMED_MONTH = re.compile(rf"(?P<month>[a-z]{{3,}})[ /-]*{_YEAR}", re.IGNORECASE)
_SEASON = re.compile(
    rf"(?P<season>spring|summer|autumn|winter)"
    rf"(?: (?:(?P<first>{_LONG}|\d\d)\s?[-/]\s?(?P<second>{_LONG}|\d\d)|{_YEAR}))?",
    re.IGNORECASE,
)
_PART = re.compile(
    r"(?:the )?(?P<part>end|mid|middle|start|beginning)[ -](?:of )?(?:the )?(?P<rest>.+)", re.IGNORECASE
)
