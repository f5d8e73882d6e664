"""Reads a plan's dates and the status cells that hold a state, a date, or both.

`due_dates` has the grammar of the dates. A status cell says what state the action is in, and a date beside
it is the day of completion when the state is completed, and otherwise the day on which it is due.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.due_dates import (
    NotAPlanDate,
    PlanDate,
    PlanDateKind,
    cleaned,
    parse_plan_date,
)
from goldenthread.rulebook.moments import MomentKind, NotAMoment, YearContext, read_moment

__all__ = [
    "NotAPlanDate",
    "PlanDate",
    "PlanDateKind",
    "PlanState",
    "PlanStatus",
    "YearContext",
    "parse_plan_date",
    "parse_plan_status",
]

STATE_1 = define_rule(
    "STATE-1",
    title="The first words of a status give the state",
    meaning="The state is the one whose words open the cell; not started and not on track are read before "
    "started and on track. Words after it that are no date stay in the note.",
    basis="How councils' plans are written.",
    boundaries=(
        "On track is in progress; not on track is at risk.",
        "Not started, no risk expected is not started.",
        "A status that opens with none of the known words is refused.",
    ),
)
STATE_2 = define_rule(
    "STATE-2",
    title="Complete by a date is due, not completed",
    meaning="Complete by Dec 18 says when the action is due and gives no state. Completed Dec 18 says that "
    "it is done. Completed by Dec 18 could be either and is refused, as is a date alone.",
    basis="A state is never guessed in silence.",
    boundaries=(
        "Complete by Dec 18 is due on 31 December 2018; Completed Dec 18 was completed.",
        "Completed by Dec 18, and Dec 18 alone, are refused.",
    ),
)
STATE_3 = define_rule(
    "STATE-3",
    title="A month of completion counts to its last day",
    meaning="Where a status gives only the month of completion, the day of completion is the month's last, "
    "and the note says so.",
    basis="The same reading as for a month that is due, so that a month met is never late.",
    boundaries=("Completed February 2016 was completed on 29 February 2016, with a note.",),
)


class PlanState(StrEnum):
    """The states that a status cell may give."""

    COMPLETED = "completed"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"
    AT_RISK = "at_risk"
    PENDING = "pending"
    ONGOING = "ongoing"


@dataclass(frozen=True)
class PlanStatus:
    """A status cell as read: the state, the day of completion, the date on which the rest is due.

    `note` keeps what else the cell says. `code` is the rule that read it; None for an empty cell.
    """

    text: str
    state: PlanState | None
    on: date | None
    due: PlanDate | None
    note: str | None = None
    code: Code | None = None


def parse_plan_status(text: str | date, *, year_context: YearContext | None = None) -> PlanStatus:
    """Read a status cell: "Completed and in place – Jan 18", "In progress Complete by Aug 18", "Pending".

    Raises `NotAPlanDate` for a cell that gives no known state, or whose date cannot be read.
    """
    if isinstance(text, date):
        raise NotAPlanDate(text.isoformat(), "A date alone does not say what state the action is in", STATE_2)
    tidied = cleaned(text)
    if _EMPTY.fullmatch(tidied):
        return PlanStatus(text, None, None, None)
    try:
        return replace(_read(tidied, year_context), text=text)
    except NotAMoment as refused:
        raise NotAPlanDate(text, refused.why, refused.code) from None
    except NotAPlanDate as refused:
        raise NotAPlanDate(text, refused.why, refused.code) from None


def _read(text: str, context: YearContext | None) -> PlanStatus:
    if _COMPLETED_BY.match(text):
        raise NotAMoment(f"{text!r} does not say whether it is completed", STATE_2)
    if _COMPLETE_BY.match(text):
        return PlanStatus("", None, None, parse_plan_date(text, year_context=context), None, STATE_2)
    for state, opening in _OPENINGS:
        if found := opening.match(text):
            rest = text[found.end() :].strip(" -:.")
            if state is PlanState.COMPLETED:
                return _completed(rest, context)
            return _open(state, rest, context, started=_STARTED.fullmatch(found[0]) is not None)
    if _LOOKS_LIKE_A_DATE.search(text):
        raise NotAMoment(f"{text!r} does not say what state the action is in", STATE_2)
    raise NotAMoment(
        f"{text!r} gives no state that is known, such as completed, in progress or not started", STATE_1
    )


def _completed(rest: str, context: YearContext | None) -> PlanStatus:
    if not rest:
        return PlanStatus("", PlanState.COMPLETED, None, None, None, STATE_1)
    when = re.sub(r"^(?:on|in|at|as of|during)\s", "", rest, flags=re.IGNORECASE)
    try:
        moment = read_moment(when, context, looking_back=True)
    except NotAMoment as refused:
        if refused.code == "DATE-3" or _LOOKS_LIKE_A_DATE.search(when):
            raise
        return PlanStatus("", PlanState.COMPLETED, None, None, f"The text also says: {rest}.", STATE_1)
    if moment.kind is MomentKind.DAY:
        return PlanStatus("", PlanState.COMPLETED, moment.last, None, moment.note, STATE_1)
    note = "Only the month or period was given: its last day is taken."
    note = f"{moment.note} {note}" if moment.note else note
    return PlanStatus("", PlanState.COMPLETED, moment.last, None, note, STATE_3)


def _open(state: PlanState, rest: str, context: YearContext | None, *, started: bool) -> PlanStatus:
    if not rest:
        return PlanStatus("", state, None, None, None, STATE_1)
    when = re.sub(r"^(?:to(?! be)|until|till)\s", "", rest, flags=re.IGNORECASE)
    when = f"from {when.removeprefix('in ').removeprefix('on ')}" if started else when
    try:
        due = parse_plan_date(when, year_context=context)
    except NotAPlanDate as refused:
        if refused.code == "DATE-3" or _LOOKS_LIKE_A_DATE.search(when):
            raise
        return PlanStatus("", state, None, None, f"The text also says: {rest}.", STATE_1)
    return PlanStatus("", state, None, due, due.note, STATE_1)


def _words(*phrases: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(phrases)})\b", re.IGNORECASE)


# In this order: what denies a word comes before the word.
_OPENINGS = (
    (
        PlanState.NOT_STARTED,
        _words(
            "not (?:yet )?(?:started|commenced|begun)(?:[ -]+no risk expected)?",
            "yet to (?:start|begin)",
            "to start",
        ),
    ),
    (
        PlanState.AT_RISK,
        _words(
            "not on track(?:[ -]+risk to delivery)?",
            "off track",
            "at risk",
            "behind schedule",
            "delayed",
            "slipped",
            "overdue",
            "risk to delivery",
        ),
    ),
    (
        PlanState.IN_PROGRESS,
        _words(
            "(?:work )?in progress(?:[ -]+(?:and )?on track)?",
            "on track",
            "under-?\\s?way",
            "started",
            "commenced",
            "progressing",
            "part(?:ly|ially)?[ -]complete[d]?",
            "not (?:yet )?complete[d]?",
            "incomplete",
        ),
    ),
    (
        PlanState.COMPLETED,
        _words(
            "(?:action |now |fully |100% )?complete[d]?(?: and (?:in place|embedded|closed|ongoing))?",
            "done",
            "achieved",
            "closed",
            "finished",
            "(?:now )?in place",
            "delivered",
            "(?:fully )?implemented",
            "signed off",
        ),
    ),
    (PlanState.PENDING, _words("pending", "on hold", "paused", "awaiting", "tbc", "tba")),
    (PlanState.ONGOING, _words("on-?\\s?going", "continuing", "continuous")),
)
_STARTED = _words("started", "commenced")
_EMPTY = re.compile(r"-*|n/?a|not applicable", re.IGNORECASE)
_COMPLETE_BY = re.compile(
    r"(?:(?:to be )?complete by|to be completed|completion (?:by|due)|due|by|expected)\b", re.IGNORECASE
)
_COMPLETED_BY = re.compile(r"completed by\b", re.IGNORECASE)
# A rest that names a year, or is a word and a short year, was meant as a date: it is read or it is refused.
_LOOKS_LIKE_A_DATE = re.compile(
    r"^[a-z]+[ -]'?\d{2,4}$|^\d{1,2}[ /.-]\w+[ /.-]\d{2,4}$|\bby [a-z]+ \d{2,4}$", re.IGNORECASE
)
