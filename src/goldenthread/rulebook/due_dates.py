"""Reads the dates by which improvement plans say that an action is due.

Whatever a council wrote is kept in `text`. What could not be read raises `NotAPlanDate` with the reason, so
that a person decides; nothing is guessed without a note that says so.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from goldenthread.rulebook.calendar_words import in_words, tidy
from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.moments import DATE_1, Moment, NotAMoment, YearContext, read_moment

DATE_7 = define_rule(
    "DATE-7",
    title="From a date is a start without an end",
    meaning="From April 2013 starts on the first day of April 2013, is ongoing, and is never due. A date "
    "followed by ongoing or onwards is read in the same way.",
    basis="How councils' plans are read at their boards.",
    boundaries=("From April 2013 starts on 1 April 2013 and April 2013 alone is due on 30 April 2013.",),
)
DATE_8 = define_rule(
    "DATE-8",
    title="Ongoing and recurring actions have no due date",
    meaning="Ongoing, continuous, monthly, quarterly and the like are ongoing and never due. Ongoing until a "
    "date is due on that date.",
    basis="How councils' plans are read at their boards.",
    boundaries=(
        "Ongoing has no due date; ongoing until March 2019 is due on 31 March 2019.",
        "Quarterly recurs; Quarter 2 2018-19 is a date.",
    ),
)
DATE_9 = define_rule(
    "DATE-9",
    title="To be announced is a date that is not known yet",
    meaning="TBA, TBC, to be agreed and the like have no due date. A date marked as to be confirmed keeps "
    "the date, and the note says that it is to be confirmed.",
    basis="How councils' plans are read at their boards.",
    boundaries=("TBC has no due date; March 2019 (TBC) is due on 31 March 2019, with a note.",),
)
DATE_10 = define_rule(
    "DATE-10",
    title="A range starts on its first day and is due on its last",
    meaning="April 2013 – June 2013 starts on 1 April and is due on 30 June 2013. A first date without a "
    "year takes the year of the second, or the year before when it would otherwise be later.",
    basis="The plain meaning of the words.",
    boundaries=(
        "November – January 2019 starts on 1 November 2018.",
        "January – January 2019 starts on 1 January 2019.",
        "June 2013 – April 2013 is refused, because it ends before it starts.",
    ),
)
DATE_11 = define_rule(
    "DATE-11",
    title="A revised date stands in place of the first",
    meaning="Where a cell gives a first date and a revised one, the action is due on the revised date, and "
    "the first is kept beside it.",
    basis="A moved date is shown, not lost.",
    boundaries=("Sept 2018 revised to Dec 2018 is due on 31 December 2018, first due on 30 September 2018.",),
)
DATE_12 = define_rule(
    "DATE-12",
    title="Words that name no day leave an action without a due date",
    meaning="Immediate, as soon as possible and an empty cell name no day, and none is made up.",
    basis="A date is never guessed in silence.",
    boundaries=("Immediate has no due date; an empty cell and n/a have none.",),
)
DATE_13 = define_rule(
    "DATE-13",
    title="By a date includes it and before a date does not",
    meaning="By March 2019 is due on 31 March 2019. Before March 2019 is due on the day before it starts.",
    basis="The plain meaning of the words.",
    boundaries=(
        "By 1 March 2019 is due on 1 March 2019, before 1 March 2019 on 28 February 2019.",
        "Before March 2019 is due on 28 February 2019.",
    ),
)


class PlanDateKind(StrEnum):
    """What a plan's date says."""

    DAY = "day"
    MONTH = "month"
    PERIOD = "period"
    SEASON = "season"
    FROM = "from"
    RANGE = "range"
    ONGOING = "ongoing"
    TO_BE_ANNOUNCED = "to_be_announced"
    IMMEDIATE = "immediate"
    NONE = "none"


@dataclass(frozen=True)
class PlanDate:
    """A plan's date as read.

    `due` is the last day on which the action is in time and `starts` the first day, where the text gives
    one. `ongoing` says that there is no end. `first_due` is the date that a revised one replaced. `note`
    says what was taken from elsewhere or by convention. `code` is the rule that read it.
    """

    text: str
    due: date | None
    starts: date | None
    ongoing: bool
    kind: PlanDateKind
    note: str | None
    code: Code
    first_due: date | None = None


class NotAPlanDate(ValueError):
    """The text cannot be read. `why` tells the officer; `code` is the rule that refused it, if one did."""

    def __init__(self, text: str, why: str, code: Code | None = None) -> None:
        self.text = text
        self.why = why
        self.code = code
        super().__init__(why)


def parse_plan_date(text: str | date, *, year_context: YearContext | None = None) -> PlanDate:
    """Read a plan's date: "March 2019", "From April 2013", "Complete by Dec 18", "TBA", a typed date.

    `year_context` gives the year that a text may lack. Raises `NotAPlanDate`.
    """
    if isinstance(text, date):
        day = text.date() if isinstance(text, datetime) else text
        return PlanDate(
            day.isoformat(), day, None, ongoing=False, kind=PlanDateKind.DAY, note=None, code=DATE_1
        )
    tidied = cleaned(text)
    if len(tidied) > _LONGEST:
        raise NotAPlanDate(text, "This is a text and not a date. Write a date as 12 March 2019 or March 2019")
    try:
        return replace(_read(tidied, year_context), text=text)
    except NotAMoment as refused:
        if read := _with_words_after(text, year_context):
            return replace(read, text=text)
        raise NotAPlanDate(text, refused.why, refused.code) from None


def _with_words_after(text: str, context: YearContext | None) -> PlanDate | None:
    """A date followed by words in brackets or after a dash, such as "Dec 2018 (subject to funding)"."""
    found = _WORDS_AFTER.fullmatch(tidy(text))
    if found is None:
        return None
    try:
        read = _read(cleaned(found["date"]), context)
    except NotAMoment:
        return None
    said = (found["brackets"] or found["words"]).strip(" .")
    return _with_note(read, f"The text also says: {said}.") if read.due or read.starts else None


def cleaned(text: str) -> str:
    """The tidy text without brackets and the points, commas and colons at its ends."""
    return " ".join(re.sub(r"[(),;]", " ", tidy(text)).split()).strip(" .:")


def _read(text: str, context: YearContext | None) -> PlanDate:
    for form, build in _FORMS:
        if found := form.fullmatch(text):
            return build(text, {name: part or "" for name, part in found.groupdict().items()}, context)
    try:
        return _due(read_moment(text, context))
    except NotAMoment as refused:
        return _range_or_refuse(text, refused, context)


def _range_or_refuse(text: str, refused: NotAMoment, context: YearContext | None) -> PlanDate:
    """The range that the text may be; where one of its sides is no date, what was wrong with the whole."""
    if (pair := _split_range(text)) is None:
        raise refused
    try:
        return _range(*pair, context)
    except NotAMoment as side:
        raise side if side.code else refused from None


def _due(moment: Moment) -> PlanDate:
    kind = PlanDateKind(moment.kind.value)
    return PlanDate("", moment.last, None, ongoing=False, kind=kind, note=moment.note, code=moment.code)


def _undated(kind: PlanDateKind, code: Code, note: str | None = None) -> PlanDate:
    return PlanDate("", None, None, ongoing=kind is PlanDateKind.ONGOING, kind=kind, note=note, code=code)


def _nothing(text: str, _found: dict[str, str], _context: YearContext | None) -> PlanDate:
    return _undated(PlanDateKind.NONE, DATE_12)


def _immediate(text: str, _found: dict[str, str], _context: YearContext | None) -> PlanDate:
    return _undated(PlanDateKind.IMMEDIATE, DATE_12, f"{text!r} names no day.")


def _to_be_announced(text: str, found: dict[str, str], context: YearContext | None) -> PlanDate:
    if not found["date"]:
        return _undated(PlanDateKind.TO_BE_ANNOUNCED, DATE_9)
    return _with_note(_read(found["date"], context), "Marked as to be confirmed.")


def _recurring(text: str, _found: dict[str, str], _context: YearContext | None) -> PlanDate:
    return _undated(PlanDateKind.ONGOING, DATE_8, f"Recurs: {text.casefold()}.")


def _ongoing(text: str, found: dict[str, str], context: YearContext | None) -> PlanDate:
    if found["until"]:
        return _with_note(_read(found["until"], context), "Ongoing until then.")
    if found["since"]:
        return _from(text, {"date": found["since"]}, context)
    note = f"The text also says: {found['rest']}." if found["rest"] else None
    return _undated(PlanDateKind.ONGOING, DATE_8, note)


def _from(text: str, found: dict[str, str], context: YearContext | None) -> PlanDate:
    """ "From April 2013" starts and has no end; "from April to June 2013" is a range."""
    if pair := _split_range(found["date"]):
        return _range(*pair, context)
    moment = read_moment(found["date"], context)
    return PlanDate(
        "", None, moment.first, ongoing=True, kind=PlanDateKind.FROM, note=moment.note, code=DATE_7
    )


def _by(text: str, found: dict[str, str], context: YearContext | None) -> PlanDate:
    return _read(found["date"], context)


def _before(text: str, found: dict[str, str], context: YearContext | None) -> PlanDate:
    moment = read_moment(found["date"], context)
    day = moment.first - timedelta(days=1)
    return replace(_due(moment), due=day, kind=PlanDateKind.DAY, code=DATE_13)


def _revised(text: str, found: dict[str, str], context: YearContext | None) -> PlanDate:
    revised = _read(found["date"], context)
    if revised.due is None:
        raise NotAMoment(f"{text!r} gives no revised date that can be read", DATE_11)
    if not found["before"]:
        return replace(revised, code=DATE_11)
    before = _read(found["before"], context)
    note = (
        f"Revised: first due on {in_words(before.due)}." if before.due else "Revised: it had no date before."
    )
    return replace(_with_note(revised, note), code=DATE_11, first_due=before.due)


def _split_range(text: str) -> tuple[str, str] | None:
    """The two sides of "April 2013 - June 2013" or "April to June 2013"; None where nothing divides them."""
    for divider in (r"\s-\s", r"\s(?:to|until|till|and)\s", r"-"):
        sides = re.split(divider, text, flags=re.IGNORECASE)
        if len(sides) == 2 and all(sides):
            return sides[0].strip(), sides[1].strip()
    return None


def _months(text: str, found: dict[str, str], context: YearContext | None) -> PlanDate:
    return _range(found["first"], found["second"], context)


def _range(first: str, second: str, context: YearContext | None) -> PlanDate:
    last = read_moment(second, context)
    notes = [last.note]
    try:
        start = read_moment(first)
    except NotAMoment as refused:
        if refused.code != "DATE-3":
            raise
        # The first side has no year: it is the last such date that starts by the end of the second.
        start = read_moment(first, YearContext(last.last, "the end of the range"), looking_back=True)
        notes.append(f"The year {start.first.year} of its start was taken from its end.")
    if start.first > last.last:
        raise NotAMoment(f"{first} - {second}: it ends before it starts", DATE_10)
    return PlanDate(
        "",
        last.last,
        start.first,
        ongoing=False,
        kind=PlanDateKind.RANGE,
        note=" ".join(note for note in notes if note) or None,
        code=DATE_10,
    )


def _with_note(read: PlanDate, note: str) -> PlanDate:
    return replace(read, note=f"{read.note} {note}" if read.note else note)


# The longest cell that is tried as a date; a longer one is a narrative in the wrong column.
_LONGEST = 120

_Build = Callable[[str, dict[str, str], YearContext | None], PlanDate]

_TBA = (
    r"(?:tba|tbc|tbd|t b [acd]|(?:date )?(?:still )?(?:to be|not yet) "
    r"(?:announced|confirmed|agreed|determined|decided|set))"
)
_IMMEDIATE = r"(?:(?:with )?immediate(?:ly)?(?: effect)?|asap|as soon as (?:is )?possible)"
_ONGOING = r"(?:on-?\s?going|continuous|continuing|continual|rolling(?: programme)?)"
_RECURRING = (
    r"(?:(?:and )?(?:daily|weekly|fortnightly|monthly|bi-?monthly|quarterly|termly|half-termly|six-monthly"
    r"|6-monthly|annually|annual|yearly|every (?:week|month|quarter|term|year)))"
)
_REVISED = (
    r"(?:(?:now )?(?:revised|delayed|extended|moved|slipped|rescheduled|deferred|postponed|changed)"
    r"(?: date| deadline)?(?: to| until| till)?|now(?: due)?(?: by)?)"
)
_WAS = (
    r"(?:was|were|previously|formerly|originally|(?:(?:revised|moved|changed|extended|slipped|put back"
    r"|delayed|deferred) )?from)"
)
_DONE = r"(?:completed?|finished|achieved|in place|delivered)"
_BY = (
    rf"(?:to be {_DONE}(?: by| on| in)?|{_DONE} by"
    r"|(?:completion|target|due|deadline)(?: date)?(?: is)?(?: by| on)?"
    r"|by|no later than|not later than|on|in|during|expected(?: by| in)?)"
)
# Words without a digit: a second date is never taken for words.
_WORDS_AFTER = re.compile(
    r"(?P<date>[^()]*\d[^()]*?)(?:\s*\((?P<brackets>[^()\d]+)\)|(?:\s+-|[,;])\s+(?P<words>[^()\d]+))"
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"

_FORMS: tuple[tuple[re.Pattern[str], _Build], ...] = tuple(
    (re.compile(form, re.IGNORECASE), build)
    for form, build in (
        (r"|-+|n/?a|none|not applicable|nil", _nothing),
        (rf"{_IMMEDIATE}|now", _immediate),
        (rf"{_TBA}(?:\s?-?\s?(?P<date>.*))", _to_be_announced),
        (rf"(?P<date>.+?)\s?-?\s?{_TBA}", _to_be_announced),
        (_RECURRING, _recurring),
        (rf"{_RECURRING},?[ -]+(?:from|since|starting|commencing)(?: in| on)? (?P<date>.+)", _from),
        (rf"{_RECURRING}[ -]+(?P<rest>.+)", _recurring),
        (rf"{_IMMEDIATE}(?: but| and| or)? (?P<date>(?:by|(?:no|not) later than) .+)", _by),
        (rf"{_IMMEDIATE}(?: and| then|\s?[-/])+ ?{_ONGOING}(?P<until>)(?P<since>)(?P<rest>)", _ongoing),
        (rf"(?P<since>(?!from\b).+?)(?:[ -]|\s/)+(?:and |then )?{_ONGOING}(?P<until>)(?P<rest>)", _ongoing),
        (
            rf"{_ONGOING}(?:[ -]+(?:(?:to|until|till|through to) (?P<until>.+)"
            r"|(?:from|since) (?P<since>.+)|(?P<rest>.+)))?",
            _ongoing,
        ),
        (
            r"(?:from|since|starting|starts|start(?! of)|commencing|commences|beginning(?! of))"
            rf"(?: from| in| on)?:? (?P<date>.+?)(?:[ -]+(?:onwards?|(?:and )?{_ONGOING}))?",
            _from,
        ),
        (r"(?P<date>.+?)[ -]+onwards?", _from),
        (r"between (?P<date>.+ and .+)", _from),
        (rf"(?P<date>.*?\d\S*) {_WAS}:? (?P<before>.+)", _revised),
        (
            rf"(?:original(?:ly)?(?: due| date)?:? )?(?P<before>.*?)\s?-?\s?\b{_REVISED}:? (?P<date>.+)",
            _revised,
        ),
        (r"(?P<before>.+?)\s?(?:→|->|=>)\s?(?P<date>.+)", _revised),
        (r"(?P<date>.+?) at the latest", _by),
        (rf"(?P<first>{_MONTH})(?:\s?[-/]\s?|\sto\s)(?P<second>{_MONTH}(?:[ -]*'?\d+)?)", _months),
        (r"(?:before|prior to) (?P<date>.+)", _before),
        (rf"{_BY}:? (?P<date>.+)", _by),
    )
)
