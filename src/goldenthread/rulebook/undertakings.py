"""Finds what a minute undertakes, and whether it says by when. What has no date is put forward for one.

A finding is only ever proposed: a person makes the action and gives the date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from goldenthread.rulebook.calendar_words import in_words, tidy
from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.moments import MomentKind, NotAMoment, YearContext, read_moment
from goldenthread.rulebook.workdays import add_months

_OURS = "A convention of this product: nothing that was promised to a body is lost for want of a date."

UND_1 = define_rule(
    "UND-1",
    title="An undertaking: a sentence that says what will be done",
    meaning="A sentence in which somebody will, would, is to or agreed to report, bring, send, provide "
    "and the like, or is asked to. What was noted, heard or discussed is none.",
    basis=_OURS,
    boundaries=(
        "The officer would report to a future meeting: one. The officer reported on progress: none.",
        "That the report be noted: none. That the director be asked to write: one.",
    ),
)
UND_2 = define_rule(
    "UND-2",
    title="Dated: it names a day, a month or a period",
    meaning="By, on, in or before a date that can be read. A month counts as its last day. A date without a "
    "year is the first such date on or after the meeting.",
    basis=_OURS,
    boundaries=(
        "By 30 September 2018 is 30 September 2018; by September is 30 September after the meeting.",
        "By the autumn half term, with no year, is undated where it cannot be read.",
    ),
)
UND_3 = define_rule(
    "UND-3",
    title="The next meeting is a date as soon as there is one",
    meaning="Next meeting is put forward with the day of the body's next meeting, where that is known.",
    basis=_OURS,
    boundaries=(
        "The next meeting, known as 25 September: 25 September is put forward. Not known: no day is.",
        "A future meeting and a subsequent meeting name no day, whatever meetings are known.",
    ),
)
UND_4 = define_rule(
    "UND-4",
    title="Within so long: counted from the meeting",
    meaning="Within or in a number of days, weeks or months, counted from the day after the meeting.",
    basis=_OURS,
    boundaries=(
        "Meeting on 31 January 2018: within one month is 28 February 2018, within six weeks 14 March 2018.",
    ),
)
UND_5 = define_rule(
    "UND-5",
    title="Again and again: the first time is put forward",
    meaning="Annual, six-monthly, quarterly, termly and monthly undertakings are put forward for a date one "
    "year, six months, three months, four months or one month after the meeting.",
    basis=_OURS,
    boundaries=(
        "At least an annual update, meeting on 16 July 2018: 16 July 2019 is put forward.",
        "The annual report was noted is no undertaking.",
    ),
)
UND_6 = define_rule(
    "UND-6",
    title="Undated: the words name no day",
    meaning="A future meeting, in due course, as soon as possible, and no word of time at all. It is held "
    "as undated, with no day put forward, until a person gives one.",
    basis=_OURS,
    boundaries=("In due course: no day is put forward, however long ago the meeting was.",),
)


class When(StrEnum):
    """How an undertaking says by when."""

    DATED = "dated"
    NEXT_MEETING = "next_meeting"
    WITHIN = "within"
    RECURRING = "recurring"
    UNDATED = "undated"


@dataclass(frozen=True)
class Undertaking:
    """One sentence of a minute that undertakes something.

    `when_words` are its words of time as written, empty where it has none. `day` is the day that it names
    (`When.DATED`) or that is put forward; None where none can be. `why` says where the day comes from.
    """

    words: str
    when: When
    when_words: str
    day: date | None
    why: str
    code: Code

    @property
    def is_dated(self) -> bool:
        """Whether the minute itself names the day. What is only put forward is no date yet."""
        return self.when is When.DATED


def find_undertakings(
    text: str, *, held_on: date, next_meeting: date | None = None
) -> tuple[Undertaking, ...]:
    """Every undertaking in a minute's text, in order (UND-1). `held_on`: the day of the meeting."""
    return tuple(
        when_of(sentence, held_on=held_on, next_meeting=next_meeting)
        for sentence in _sentences(text)
        if _undertakes(sentence)
    )


def when_of(sentence: str, *, held_on: date, next_meeting: date | None = None) -> Undertaking:
    """By when a sentence says that something will be done (UND-2 to UND-6)."""
    if named := _dated(sentence, held_on):
        words, day = named
        return Undertaking(sentence, When.DATED, words, day, "The minute names it.", UND_2)
    if found := _NEXT_MEETING.search(sentence):
        why = "The day of the next meeting." if next_meeting else "The next meeting is not known yet."
        return Undertaking(sentence, When.NEXT_MEETING, found.group(), next_meeting, why, UND_3)
    if found := _WITHIN.search(sentence):
        day = _after(held_on, _number(found["number"]), found["unit"])
        why = f"Counted from the meeting of {in_words(held_on)}."
        return Undertaking(sentence, When.WITHIN, found.group(), day, why, UND_4)
    if found := _RECURRING.search(sentence):
        months = next(months for name, months in _EVERY.items() if found[name])
        why = f"The first time, counted from the meeting of {in_words(held_on)}."
        return Undertaking(sentence, When.RECURRING, found.group(), add_months(held_on, months), why, UND_5)
    found = _VAGUE.search(sentence)
    words = found.group() if found else ""
    why = "Its words name no day." if found else "It says nothing of when."
    return Undertaking(sentence, When.UNDATED, words, None, why, UND_6)


def _sentences(text: str) -> Iterator[str]:
    for line in text.splitlines():
        for sentence in re.split(r"(?<=[.;!?])\s+(?=[A-Z(“\"])", line.strip()):
            if sentence := sentence.strip():
                yield sentence


def _undertakes(sentence: str) -> bool:
    return bool(_PROMISE.search(tidy(sentence)))


def _dated(sentence: str, held_on: date) -> tuple[str, date] | None:
    """The last words of the sentence that name a date, and the day. Dates that merely tell when something
    was (of, since, from) are passed over."""
    context = YearContext(held_on, "the meeting")
    for found in reversed(list(_BY.finditer(sentence))):
        words = found["date"].split()
        for length in range(len(words), 0, -1):
            typed = tidy(" ".join(words[:length])).strip(" ,.;:)")
            if length == 1 and typed.casefold() in {"may", "march"} and not typed[:1].isupper():
                continue
            if not _LOOKS_LIKE_DATE.search(typed):
                continue
            try:
                moment = read_moment(typed, context)
            except NotAMoment:
                continue
            before = found["word"].casefold() == "before"
            day = moment.first - timedelta(days=1) if before else moment.last
            if day >= held_on or moment.kind is MomentKind.DAY:
                return f"{found['word']} {typed}", day
    return None


def _after(day: date, number: int, unit: str) -> date:
    unit = unit.casefold()
    if unit.startswith("month"):
        return add_months(day, number)
    return day + timedelta(days=number * (7 if unit.startswith("week") else 1))


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word.casefold()]


_NUMBERS = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12,
}  # fmt: skip
_DOING = (
    r"(?:report|bring|send|provide|write|circulate|share|present|review|submit|prepare|arrange|update|"
    r"receive|consider|come back|look into|follow up|raise|check|confirm|contact|invite|ask|meet|publish|"
    r"draft|investigate|continue|ensure|explore|produce|set out|develop|complete|agree|find out|make)"
)
_DONE = (
    r"(?:reported|brought|sent|provided|written|circulated|shared|presented|reviewed|submitted|prepared|"
    r"arranged|updated|received|considered|raised|checked|confirmed|contacted|invited|asked|requested|"
    r"published|drafted|investigated|explored|produced|set out|developed|completed|followed up|taken back)"
)
_PROMISE = re.compile(
    rf"(?:\b(?:will|would|shall|should|is to|are to|was to|were to|(?:^|(?<=[:)] ))to) "
    rf"(?:also |then |further )?(?:(?:{_DOING}|be {_DONE})\b|be (?:at least )?an? )"
    rf"|\b(?:agreed|undertook|offered|committed|promised) (?:that|to)\b"
    rf"|\b(?:asked|requested) that\b|\basked to (?:receive|see|have|be given)\b"
    rf"|\bbe (?:asked|requested|instructed|invited|required) to\b"
    rf"|\b(?:officers?|director|chair) (?:be )?(?:asked|requested) to\b"
    rf"|\bthat .{{0,80}}\bbe {_DONE}\b(?! and noted)"
    rf"|\baction:)",
    re.IGNORECASE,
)
_NEXT_MEETING = re.compile(
    r"\b(?:at|to|by|for|before)?\s*(?:the|its|our|their)?\s*next "
    r"(?:(?:ordinary|board|committee|full) )?meeting\b",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    rf"\b(?:within|in)(?: the next)? (?P<number>\d{{1,3}}|{'|'.join(_NUMBERS)}) "
    rf"(?P<unit>days?|weeks?|months?)\b(?! ago)",
    re.IGNORECASE,
)
_EVERY = {"year": 12, "half": 6, "quarter": 3, "term": 4, "month": 1}
_RECURRING = re.compile(
    r"\b(?:at least )?(?:(?:a|an|on a|on an) )?"
    r"(?:(?P<year>annual(?:ly)?|yearly|every year|each year|once a year)"
    r"|(?P<half>six[- ]monthly|half[- ]yearly|every six months|twice a year)"
    r"|(?P<quarter>quarterly|every quarter|each quarter|every three months)"
    r"|(?P<term>termly|every term|each term)"
    r"|(?P<month>monthly|every month|each month))\b(?: (?:update|report|basis|review|paper)s?)?",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:(?:at|to|for) )?(?:a (?:future|later|subsequent|forthcoming|further) meeting|future meetings)\b"
    r"|\bin due course\b|\bas soon as (?:possible|practicable)\b|\bshortly\b|\bin (?:the )?(?:near )?future\b"
    r"|\bat the earliest opportunity\b|\bwhen (?:available|ready|complete)\b|\bongoing\b",
    re.IGNORECASE,
)
_BY = re.compile(r"\b(?P<word>by|before|on|in|during|at)\s+(?=(?P<date>(?:\S+\s*){1,5}))", re.IGNORECASE)
_LOOKS_LIKE_DATE = re.compile(
    r"\b(?:19|20)\d\d\b|\d\d?[/.]\d\d?|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"
    r"|\b(?:spring|summer|autumn|winter)\b|\bquarter\b",
    re.IGNORECASE,
)
