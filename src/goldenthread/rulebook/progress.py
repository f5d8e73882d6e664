"""What the state of an action implies, whether or not its lead says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from goldenthread.rulebook.calendar_words import in_words
from goldenthread.rulebook.codes import Code, define_rule

_GUIDE = "A convention of this product: computed and stated are shown side by side."

PROG_1 = define_rule(
    "PROG-1",
    title="Overdue",
    meaning="The action is not finished and its completion date has passed.",
    basis=_GUIDE,
    boundaries=("Due today is not overdue; due yesterday is, by 1 day. Completed is never overdue.",),
)
PROG_2 = define_rule(
    "PROG-2",
    title="Due soon",
    meaning="The action is not finished and is due today or within the limit, which is 30 days unless the "
    "plan says otherwise.",
    basis=_GUIDE,
    boundaries=("Due today and due in 30 days are due soon; due in 31 days and overdue are not.",),
)
PROG_3 = define_rule(
    "PROG-3",
    title="No recent update",
    meaning="The action is not finished and its last update is older than the plan's limit. Without any "
    "update the days count from its start, or from when it was added to the plan.",
    basis=_GUIDE,
    boundaries=(
        "Limit 90: last updated 90 days ago is recent, 91 days ago is not.",
        "Completed, or starting later than today, is never stale.",
    ),
)
PROG_4 = define_rule(
    "PROG-4",
    title="Date moved more than once",
    meaning="The completion date was moved two times or more. It stays said after completion.",
    basis=_GUIDE,
    boundaries=("Moved once is not flagged; moved twice is.",),
)
PROG_5 = define_rule(
    "PROG-5",
    title="Stated on track though overdue",
    meaning="The stated rating says on track, ongoing, or not started with no risk expected, and the "
    "completion date has passed without the action being finished.",
    basis=_GUIDE,
    boundaries=(
        "On track and due yesterday is flagged; on track and due today is not.",
        "At risk and due yesterday is overdue only.",
    ),
)
PROG_6 = define_rule(
    "PROG-6",
    title="Completed without evidence",
    meaning="The action is stated as completed and no evidence is attached to it.",
    basis=_GUIDE,
    boundaries=("Completed with 0 pieces is flagged; with 1 it is not. Not completed is never flagged.",),
)
PROG_7 = define_rule(
    "PROG-7",
    title="No completion date",
    meaning="The action is not finished, is not ongoing and has no date to be finished by, so it can never "
    "be overdue.",
    basis=_GUIDE,
    boundaries=("To be announced is flagged; ongoing without a date is not.",),
)
PROG_8 = define_rule(
    "PROG-8",
    title="Not started after its start date",
    meaning="The action is stated as not started and the date it was to start on has passed.",
    basis=_GUIDE,
    boundaries=("To start today is not flagged; to start yesterday is.",),
)
PROG_9 = define_rule(
    "PROG-9",
    title="Completed late",
    meaning="The action was completed on a day after its completion date, as it last stood.",
    basis=_GUIDE,
    boundaries=("Completed on the day it was due is not late; a day after is, by 1 day.",),
)
PROG_10 = define_rule(
    "PROG-10",
    title="Completed in the future",
    meaning="The day given for completion is later than today.",
    basis=_GUIDE,
    boundaries=("Completed today is not flagged; completed tomorrow is.",),
)


class State(StrEnum):
    """What an action's lead states, whatever words and colours the plan's own key has for it."""

    NOT_STARTED = "not_started"
    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    ONGOING = "ongoing"
    AT_RISK = "at_risk"
    COMPLETED = "completed"


_SAID_TO_BE_WELL = frozenset({State.NOT_STARTED, State.IN_PROGRESS, State.ONGOING})
"""States whose rating says on track, or not started with no risk expected."""


@dataclass(frozen=True)
class Progress:
    """One action as it stands: its dates, what is stated, and what was recorded on it.

    ``due`` and ``starts`` are as they last stood. ``ongoing`` says that the action runs on without an end.
    ``added_on`` is the day from which updates are expected when there is neither update nor start.
    """

    state: State | None = None
    due: date | None = None
    starts: date | None = None
    ongoing: bool = False
    completed_on: date | None = None
    last_update: date | None = None
    added_on: date | None = None
    date_moves: int = 0
    evidence: int = 0

    @property
    def is_completed(self) -> bool:
        """Whether the action is stated as completed; a completion date alone says so too."""
        return self.state is State.COMPLETED or (self.state is None and self.completed_on is not None)


@dataclass(frozen=True)
class Limits:
    """A plan's own limits, in days, and how many moves of a date are too many."""

    due_soon_days: int = 30
    stale_days: int = 90
    date_moves: int = 2


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True)
class Flag:
    """Something that an action's state implies: the rule, a word for a list, and the reason."""

    code: Code
    word: str
    reason: str


def flags(progress: Progress, today: date, limits: Limits = DEFAULT_LIMITS) -> tuple[Flag, ...]:
    """Everything that the action's state implies on a day, the gravest first."""
    found = (decide(progress, today, limits) for decide in _DECIDED_BY.values())
    return tuple(flag for flag in found if flag is not None)


def flag(code: str, progress: Progress, today: date, limits: Limits = DEFAULT_LIMITS) -> Flag | None:
    """One thing that the action's state may imply, for those who count. Raises KeyError for another code."""
    return _DECIDED_BY[code](progress, today, limits)


def _overdue(progress: Progress, today: date, limits: Limits) -> Flag | None:
    late = _days_overdue(progress, today)
    if not late or progress.due is None:
        return None
    return Flag(PROG_1, "Overdue", f"Due {in_words(progress.due)}, {_days(late)} ago")


def _days_overdue(progress: Progress, today: date) -> int:
    """Days since the completion date passed, or 0."""
    if progress.is_completed or progress.due is None:
        return 0
    return max((today - progress.due).days, 0)


def _on_track_though_overdue(progress: Progress, today: date, limits: Limits) -> Flag | None:
    if not _days_overdue(progress, today) or progress.state not in _SAID_TO_BE_WELL:
        return None
    stated = progress.state.replace("_", " ")
    return Flag(PROG_5, "Stated on track", f"Stated as {stated}, though its date has passed")


def _due_soon(progress: Progress, today: date, limits: Limits) -> Flag | None:
    if progress.is_completed or progress.due is None:
        return None
    left = (progress.due - today).days
    if not 0 <= left <= limits.due_soon_days:
        return None
    when = "today" if left == 0 else f"in {_days(left)}"
    return Flag(PROG_2, "Due soon", f"Due {in_words(progress.due)}, {when}")


def _stale(progress: Progress, today: date, limits: Limits) -> Flag | None:
    if progress.is_completed or (progress.starts is not None and progress.starts > today):
        return None
    since = progress.last_update or progress.starts or progress.added_on
    if since is None or (today - since) <= timedelta(days=limits.stale_days):
        return None
    told = "Last updated" if progress.last_update else "No update since it started on"
    if progress.last_update is None and progress.starts is None:
        told = "No update since it was added on"
    return Flag(PROG_3, "No recent update", f"{told} {in_words(since)}, {_days((today - since).days)} ago")


def _slipped(progress: Progress, today: date, limits: Limits) -> Flag | None:
    if progress.date_moves < limits.date_moves:
        return None
    return Flag(PROG_4, "Date moved", f"Its completion date was moved {progress.date_moves} times")


def _without_evidence(progress: Progress, today: date, limits: Limits) -> Flag | None:
    if not progress.is_completed or progress.evidence:
        return None
    return Flag(PROG_6, "No evidence", "Completed, with no evidence attached")


def _without_date(progress: Progress, today: date, limits: Limits) -> Flag | None:
    runs_on = progress.ongoing or progress.state is State.ONGOING
    if progress.is_completed or runs_on or progress.due is not None:
        return None
    return Flag(PROG_7, "No date", "It has no completion date, so it can never be overdue")


def _not_started(progress: Progress, today: date, limits: Limits) -> Flag | None:
    if progress.state is not State.NOT_STARTED or progress.starts is None or progress.starts >= today:
        return None
    return Flag(PROG_8, "Not started", f"It was to start on {in_words(progress.starts)}")


def _completed_late(progress: Progress, today: date, limits: Limits) -> Flag | None:
    if not progress.is_completed or progress.completed_on is None or progress.due is None:
        return None
    late = (progress.completed_on - progress.due).days
    if late <= 0:
        return None
    return Flag(PROG_9, "Completed late", f"Completed {_days(late)} after {in_words(progress.due)}")


def _completed_in_future(progress: Progress, today: date, limits: Limits) -> Flag | None:
    if not progress.is_completed or progress.completed_on is None or progress.completed_on <= today:
        return None
    return Flag(PROG_10, "Completed in future", f"Its completion is dated {in_words(progress.completed_on)}")


_DECIDED_BY: dict[str, Callable[[Progress, date, Limits], Flag | None]] = {
    PROG_1: _overdue,
    PROG_5: _on_track_though_overdue,
    PROG_6: _without_evidence,
    PROG_10: _completed_in_future,
    PROG_8: _not_started,
    PROG_4: _slipped,
    PROG_3: _stale,
    PROG_2: _due_soon,
    PROG_7: _without_date,
    PROG_9: _completed_late,
}
"""What decides each rule, the gravest first."""


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"
