"""How a row of a tracker stands: done or not, and by its clock, on a day or at an instant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.apps.localtrackers.defined import Definition
from goldenthread.apps.localtrackers.values import when_of
from goldenthread.apps.trail.changes import day_words
from goldenthread.rulebook.clocks import Standing, State, state
from goldenthread.rulebook.workdays import BeyondCalendar

OPEN, DONE = "row_open", "row_done"
STATES: Mapping[State, str] = {
    State.MET: "row_in_time", State.MISSED: "row_late", State.RUNNING: "row_running",
    State.DUE_SOON: "due_soon", State.OVERDUE: "overdue", State.NOT_COMPUTABLE: "row_not_computable",
}  # fmt: skip
"""Keys of the site's status words."""
NO_DAY = "row_no_day"
WORDS = {
    "row_in_time": "Done in time", "row_late": "Done late", "row_running": "Not due yet",
    "due_soon": "Due soon", "overdue": "Overdue", "row_not_computable": "Cannot be computed",
    OPEN: "Open", DONE: "Done", NO_DAY: "Done, no date",
}  # fmt: skip
"""How a row stands, in words."""


@dataclass(frozen=True)
class RowStanding:
    """How a row stands. `state` is a key of the site's status words; `why` says what is missing."""

    state: str
    done: bool
    deadline: date | datetime | None = None
    days_left: int | None = None
    working_days_left: int | None = None
    code: str = ""
    why: str = ""

    @property
    def due_words(self) -> str:
        """The deadline, with its time of day where it has one."""
        if isinstance(self.deadline, datetime):
            return f"{day_words(self.deadline.date())}, {self.deadline:%H:%M}"
        return day_words(self.deadline)

    @property
    def left_words(self) -> str:
        """How long is left, or how late it is, while it is open: in working days where it is counted so."""
        days = self.days_left if self.working_days_left is None else self.working_days_left
        if days is None or self.done:
            return ""
        unit = "day" if self.working_days_left is None else "working day"
        many = f"{abs(days)} {unit}{'' if abs(days) == 1 else 's'}"
        return f"{many} {'late' if self.state == 'overdue' else 'left'}"

    @property
    def is_late(self) -> bool:
        """Its limit has passed, or passed before it was done."""
        return self.state in {"overdue", "row_late"}


def standing_of(
    definition: Definition, values: Mapping[str, str], stage: str, as_at: date | datetime
) -> RowStanding:
    """How a row stands. What is dated after `as_at` has not happened yet."""
    at_the_end = bool(definition.stages) and stage == definition.stages[-1]
    timing, clock = definition.timing, definition.clock
    if timing is None or clock is None:
        return RowStanding(DONE if at_the_end else OPEN, at_the_end)
    start, stop = (
        when_of(definition.by_code.get(code), values.get(code, "")) for code in (timing.starts, timing.stops)
    )
    stopped = stop is not None and not _is_after(stop, as_at)
    if at_the_end and stop is None:
        return RowStanding(NO_DAY, True, why=f"{definition.by_code[timing.stops].name} has no date.")
    try:
        found: Standing = state(clock, start, stop, as_at)
    except BeyondCalendar:
        return RowStanding("row_not_computable", stopped, why="Its dates lie outside the calendar.")
    why = found.why or ""
    if start is None:
        why = f"{definition.by_code[timing.starts].name} has no date."
    return RowStanding(
        STATES[found.state], stopped, found.deadline, found.days_left, found.working_days_left,
        str(found.code), why,
    )  # fmt: skip


def has_begun(definition: Definition, values: Mapping[str, str], as_at: date) -> bool:
    """Whether a row's clock began by a day; a row without a first day, or a tracker without a clock: yes."""
    if definition.timing is None:
        return True
    starts = definition.timing.starts
    start = when_of(definition.by_code.get(starts), values.get(starts, ""))
    return start is None or not _is_after(start, as_at)


def _is_after(one: date | datetime, other: date | datetime) -> bool:
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one.replace(tzinfo=None) > other.replace(tzinfo=None)
    return _day(one) > _day(other)


def _day(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when
