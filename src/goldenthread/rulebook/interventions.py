"""What an intervention asks for next, and by when: submissions, advisers, visits, the next inspection."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.rulebook.calendar_words import in_words
from goldenthread.rulebook.codes import Code, define_rule

_OURS = "A convention of this product, shown wherever the rule speaks."
DUE_SOON_DAYS = 30
MONTHS_BETWEEN_ADVISERS = 3

INT_1 = define_rule(
    "INT-1",
    title="Submission late",
    meaning="Nothing was submitted and the due date has passed; or a version was returned and the day by "
    "which the next is wanted has passed.",
    basis="The day set by the inspectorate or the department.",
    boundaries=("Due today is not late; due yesterday is, by 1 day.",),
)
INT_2 = define_rule(
    "INT-2",
    title="Due within 30 days",
    meaning="What is due, or opens, does so today or in the next 30 days.",
    basis=_OURS,
    boundaries=("Due today and due in 30 days are due soon; due in 31 days is not.",),
)
INT_3 = define_rule(
    "INT-3",
    title="Adviser meeting overdue",
    meaning="Three calendar months have passed since the last meeting with the adviser, or since the notice "
    "was issued where there was none. The month's last day stands for a day that the month has not. A notice "
    "that was lifted asks for no meeting.",
    basis="Advisers and council meet every three months while a notice is in force.",
    boundaries=(
        "Last met on 16 April 2018: due on 16 July 2018, overdue on 17 July 2018.",
        "Last met on 30 November 2018: due on 28 February 2019.",
    ),
    unverified=True,
)
INT_4 = define_rule(
    "INT-4",
    title="Re-inspection window open",
    meaning="The day is the window's first day, its last, or between the two.",
    basis="The window that was announced or worked out; its own basis is shown beside it.",
    boundaries=("Open from 1 September to 30 November: not on 31 August, open on 1 September and on 30 "
                "November, closed on 1 December.",),
)  # fmt: skip
INT_5 = define_rule(
    "INT-5",
    title="Visit letter not yet published",
    meaning="The visit has ended and no letter about it has been published.",
    basis="A monitoring visit ends in a published letter.",
    boundaries=("A visit that ends today has no letter to wait for; one that ended yesterday has.",),
    unverified=True,
)
INT_6 = define_rule(
    "INT-6",
    title="Submitted late",
    meaning="The first version was submitted on a day after the due date, as that last stood.",
    basis="The day set by the inspectorate or the department.",
    boundaries=("Submitted on the day it was due is not late; a day after is, by 1 day.",),
)


@dataclass(frozen=True)
class Standing:
    """How one record of an intervention stands on a day.

    `state` names it for a tag; `reason` says why, in words. `code` is the rule where one decided. `wanted`
    is what comes next, in words, and `by` the day of it; neither where nothing is wanted of anybody.
    """

    state: str
    reason: str
    code: Code | None = None
    wanted: str = ""
    by: date | None = None

    @property
    def is_late(self) -> bool:
        return self.state in {"late", "overdue"}


@dataclass(frozen=True)
class Handed:
    """The newest version of a submission. `outcome`: "approved", "returned", or empty while none is known.

    `again_by` is the day by which a returned one is wanted again; `decided_on` the day of the outcome.
    """

    number: int
    submitted_on: date
    outcome: str = ""
    decided_on: date | None = None
    again_by: date | None = None


def submission_standing(due: date, newest: Handed | None, first_on: date | None, today: date) -> Standing:
    """How a plan or statement that is due by a day stands. `first_on` is the day of the first version."""
    if newest is None:
        return _wanted_by(due, today, "Submit it", "Due")
    if newest.outcome == "approved":
        return Standing("approved", f"Version {newest.number} was approved{_on(newest.decided_on)}")
    if newest.outcome == "returned":
        said = f"Version {newest.number} was returned{_on(newest.decided_on)}"
        if newest.again_by is None:
            return Standing("returned", said, wanted="Submit it again")
        late_or_due = _wanted_by(newest.again_by, today, "Submit it again", "Wanted again by")
        state = late_or_due.state if late_or_due.is_late else "returned"
        reason = f"{said}. {late_or_due.reason}"
        return Standing(state, reason, late_or_due.code, late_or_due.wanted, late_or_due.by)
    late = (first_on - due).days if first_on else 0
    if late > 0:
        reason = f"Submitted on {in_words(newest.submitted_on)}; the first version came {_days(late)} late"
        return Standing("submitted_late", reason, INT_6)
    said = f"Version {newest.number} was submitted on {in_words(newest.submitted_on)}"
    return Standing("submitted", f"{said}. No outcome is known")


def next_adviser_meeting(issued_on: date, last_held_on: date | None) -> date:
    """The day by which the next meeting with the adviser is due (INT-3)."""
    return months_after(last_held_on or issued_on, MONTHS_BETWEEN_ADVISERS)


def adviser_standing(
    issued_on: date, last_held_on: date | None, lifted_on: date | None, today: date
) -> Standing:
    """Whether a meeting with the adviser is due under a notice."""
    if lifted_on is not None and lifted_on <= today:
        return Standing("none_due", f"The notice was lifted on {in_words(lifted_on)}")
    due = next_adviser_meeting(issued_on, last_held_on)
    found = _wanted_by(due, today, "Meet the adviser", "Next due", late="overdue", late_code=INT_3)
    since = f"Last met on {in_words(last_held_on)}" if last_held_on else "No meeting yet"
    return Standing(found.state, f"{since}. {found.reason}", found.code, found.wanted, found.by)


def visit_standing(starts: date, ends: date | None, letter_on: date | None, today: date) -> Standing:
    """How a monitoring visit stands. `ends` is its last day; None where it is a day only."""
    last = ends or starts
    if letter_on is not None:
        return Standing("letter_published", f"The letter was published on {in_words(letter_on)}")
    if last < today:
        reason = f"It ended on {in_words(last)}, {_days((today - last).days)} ago"
        return Standing("letter_to_come", reason, INT_5, wanted="Record its letter")
    if starts <= today:
        return Standing("under_way", f"It runs until {in_words(last)}")
    code = INT_2 if (starts - today).days <= DUE_SOON_DAYS else None
    return Standing("announced", _when("It starts", starts, today), code, "Get ready for it", starts)


def window_standing(opens: date, closes: date, today: date) -> Standing:
    """How the window stands in which the next inspection is expected."""
    if today > closes:
        return Standing("closed", f"It closed on {in_words(closes)}")
    if today >= opens:
        return Standing("open", f"Open until {in_words(closes)}", INT_4, "Be ready", closes)
    code = INT_2 if (opens - today).days <= DUE_SOON_DAYS else None
    return Standing("not_open_yet", _when("It opens", opens, today), code, "Get ready", opens)


def months_after(day: date, months: int) -> date:
    """The same day so many calendar months later; the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _wanted_by(
    due: date, today: date, wanted: str, words: str, *, late: str = "late", late_code: Code = INT_1
) -> Standing:
    if due < today:
        reason = f"{words} {in_words(due)}, {_days((today - due).days)} ago"
        return Standing(late, reason, late_code, wanted, due)
    soon = due - today <= timedelta(days=DUE_SOON_DAYS)
    return Standing(
        "due_soon" if soon else "due_later", _when(words, due, today), INT_2 if soon else None, wanted, due
    )


def _when(words: str, day: date, today: date) -> str:
    left = (day - today).days
    return f"{words} {in_words(day)}, {'today' if left == 0 else f'in {_days(left)}'}"


def _on(day: date | None) -> str:
    return f" on {in_words(day)}" if day else ""


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"
