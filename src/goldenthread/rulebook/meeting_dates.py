"""A year's meetings from how often a body meets: the days in order, moved off the days on which nobody meets.

`cadence_in_words` reads "second Tuesday of every month", "every six weeks on a Thursday", "quarterly". Words
without a weekday leave it to the first meeting's day.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from goldenthread.rulebook.calendar_words import in_words
from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.notices import day_off
from goldenthread.rulebook.workdays import add_months

MTG_1 = define_rule(
    "MTG-1",
    title="The days of a cadence",
    meaning="In weeks: that many weeks after the first meeting, on its weekday. In months: the same "
    "weekday of the month (the second Tuesday, the last Thursday) every so many months; the fifth where a "
    "month has none is its last. Where no such place is named, the place that the first meeting has in "
    "its month.",
    basis="How councils write their calendars of meetings.",
    boundaries=(
        "Second Tuesday of every month from 10 July 2018: 10 July, 14 August, 11 September.",
        "Last Thursday of every month: 26 July, 30 August, 27 September 2018.",
        "Every six weeks on a Thursday from 5 July 2018: 5 July, 16 August, 27 September.",
    ),
)
MTG_2 = define_rule(
    "MTG-2",
    title="A meeting moved off a day on which nobody meets",
    meaning="Where the day is a weekend, a bank holiday or in a recess, the meeting is proposed on the "
    "nearest free day of the same weekday within two weeks, the later of two as near; else on the first "
    "working day after it within four weeks that is free. Where there is none, it is left out and said so. "
    "A day is not free where another meeting of the body is proposed on it.",
    basis="A proposal that a person moves or drops: the product's choice.",
    boundaries=(
        "Monday 7 May 2018, a bank holiday: Monday 14 May.",
        "Tuesday 25 December 2018: Tuesday 18 December, as 1 January is a bank holiday too.",
        "In a recess of ten weeks, in the middle: left out.",
    ),
)

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PLACES = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5,
    "5th": 5, "last": -1,
}  # fmt: skip
_NUMBERS = {
    name: number
    for number, name in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
} | {"other": 2, "second": 2, "third": 3}  # fmt: skip
_NUMBER = rf"(\d{{1,2}}|{'|'.join(_NUMBERS)})"
# Longer spellings first: "bimonthly" has "monthly" in it, "half yearly" has "yearly".
_WORDS: tuple[tuple[str, int, str], ...] = (
    (r"fortnightly|every fortnight|bi-?weekly", 2, "week"),
    (r"weekly|every week|each week", 1, "week"),
    (r"bi-?monthly|every other month", 2, "month"),
    (r"quarterly|(?:every|each|per) quarter", 3, "month"),
    (r"termly|(?:every|each|per) term|three times a year", 4, "month"),
    (r"half[- ]yearly|bi-?annual(?:ly)?|six[- ]monthly|twice a year|twice yearly", 6, "month"),
    (r"annual(?:ly)?|yearly|(?:every|each) year|once a year", 12, "month"),
    (r"monthly|(?:every|each) month|of the month|a month", 1, "month"),
)


@dataclass(frozen=True)
class Cadence:
    """How often a body meets. `unit` is "week" or "month"; `weekday` 0 is Monday; `place` -1 is the last."""

    every: int
    unit: str
    weekday: int | None = None
    place: int | None = None


def cadence_in_words(words: str) -> Cadence | None:
    """The cadence that words state; None where they state none."""
    text = " ".join(words.casefold().split())
    weekday = next((n for n, name in enumerate(_WEEKDAYS) if re.search(rf"\b{name}s?\b", text)), None)
    place = None
    if found := re.search(rf"\b({'|'.join(_PLACES)}) (?:{'|'.join(_WEEKDAYS)})", text):
        place = _PLACES[found.group(1)]
    if found := re.search(rf"\bevery {_NUMBER}[- ](week|month)s?\b", text):
        every = _number(found.group(1))
        return _cadence(every, found.group(2), weekday, place)
    if found := re.search(rf"\b{_NUMBER}[- ](week|month)ly\b", text):
        return _cadence(_number(found.group(1)), found.group(2), weekday, place)
    for pattern, every, unit in _WORDS:
        if re.search(rf"\b(?:{pattern})\b", text):
            return _cadence(every, unit, weekday, place)
    return Cadence(1, "month", weekday, place) if place is not None else None


def days_of(cadence: Cadence, first: date, until: date) -> Iterator[date]:
    """Each day of a cadence from a day on, up to and including a last one (MTG-1)."""
    if cadence.unit == "week":
        day = first
        if cadence.weekday is not None:
            day += timedelta(days=(cadence.weekday - first.weekday()) % 7)
        while day <= until:
            yield day
            day += timedelta(weeks=cadence.every)
        return
    weekday = first.weekday() if cadence.weekday is None else cadence.weekday
    place = _place_of(first, weekday) if cadence.place is None else cadence.place
    month = first.replace(day=1)
    if _in_month(month, weekday, place) < first:
        month = add_months(month, 1)
    while (day := _in_month(month, weekday, place)) <= until:
        yield day
        month = add_months(month, cadence.every)


@dataclass(frozen=True)
class Recess:
    """Days on which the council's bodies do not meet, both included."""

    name: str
    first: date
    last: date


@dataclass(frozen=True)
class Proposal:
    """A meeting that is proposed. `day` is None where none was found; `why` says what was in the way."""

    planned: date
    day: date | None
    why: str = ""
    code: Code = MTG_1


def proposals(
    cadence: Cadence, first: date, until: date, *, recesses: Sequence[Recess] = ()
) -> list[Proposal]:
    """A meeting for each day of a cadence, moved off the days on which nobody meets (MTG-2)."""
    planned = list(days_of(cadence, first, until))
    taken = {day for day in planned if not why_not(day, recesses)}
    found = []
    for day in planned:
        if not (why := why_not(day, recesses)):
            found.append(Proposal(day, day))
            continue
        free = next((one for one in _near(day) if one not in taken and not why_not(one, recesses)), None)
        if free is not None:
            taken.add(free)
        moved = f"{_weekday(day)} {in_words(day)} is {why}"
        found.append(Proposal(day, free, moved, MTG_2))
    return sorted(found, key=lambda one: one.day or one.planned)


def why_not(day: date, recesses: Sequence[Recess]) -> str:
    """Why nobody meets on a day: "a Saturday", "a bank holiday", "in the summer recess"; empty if they do."""
    recess = next((one for one in recesses if one.first <= day <= one.last), None)
    return day_off(day) or (f"in the recess “{recess.name}”" if recess else "")


def _near(day: date) -> Iterator[date]:
    """The same weekday one and two weeks away, then each day of the four weeks after."""
    for weeks in (1, -1, 2, -2):
        yield day + timedelta(weeks=weeks)
    for number in range(1, 29):
        yield day + timedelta(days=number)


def _in_month(month: date, weekday: int, place: int) -> date:
    """The first, second … or last such weekday of the month of a day."""
    first = month.replace(day=1)
    first += timedelta(days=(weekday - first.weekday()) % 7)
    found = [first + timedelta(weeks=week) for week in range(5)]
    found = [day for day in found if day.month == month.month]
    return found[-1] if place == -1 or place > len(found) else found[place - 1]


def _place_of(day: date, weekday: int) -> int:
    """Which such weekday of its month the first one from a day on is."""
    return ((day + timedelta(days=(weekday - day.weekday()) % 7)).day - 1) // 7 + 1


def _cadence(every: int, unit: str, weekday: int | None, place: int | None) -> Cadence:
    cadence = Cadence(every, unit, weekday)
    return replace(cadence, place=place) if unit == "month" else cadence


def _number(text: str) -> int:
    return max(int(text), 1) if text.isdecimal() else _NUMBERS[text]


def _weekday(day: date) -> str:
    return _WEEKDAYS[day.weekday()].capitalize()
