"""Practice alerts: a reviewing officer's concern about a case, put to level after level until resolved."""

from __future__ import annotations

from datetime import date

from goldenthread.rulebook.codes import define_rule
from goldenthread.rulebook.workdays import add_working_days, working_days_between

WHOLE_PROCESS = 20  # working days

ALR_1 = define_rule(
    "ALR-1",
    title="Each step of an alert is due in working days",
    meaning="A council says how many working days each level has to answer. They are counted from the day on "
    "which the alert was put to it, which is day 0.",
    basis="IRO Handbook (2010), paragraph 6.2: levels of seniority with a timescale each; the days of each "
    "level are the council's own.",
    boundaries=("Put to a team manager with 5 working days on Friday 4 May 2018: due Monday 14 May 2018.",),
    unverified=True,
)
ALR_2 = define_rule(
    "ALR-2",
    title="The whole of the formal process takes no more than 20 working days",
    meaning="From the first formal step. The informal step before it does not count. Steps whose days add up "
    "to more are told when they are set, and an alert that runs longer is shown as drifting.",
    basis="IRO Handbook (2010), paragraph 6.2.",
    boundaries=(
        "Formal from Monday 4 June 2018, resolved on Monday 2 July 2018: 20 working days, within it.",
        "Resolved on Tuesday 3 July 2018: beyond it.",
    ),
    unverified=True,
)
ALR_3 = define_rule(
    "ALR-3",
    title="A step is overdue from the day after it was due",
    meaning="On the day itself it is not late.",
    basis="The ordinary meaning of a limit in days.",
    boundaries=("Due on 14 May 2018: not overdue on 14 May, overdue on 15 May.",),
)


def step_due(put_on: date, working_days: int) -> date:
    """The day by which a level answers (ALR-1). Raises `workdays.BeyondCalendar`."""
    return add_working_days(put_on, working_days)


def is_overdue(due: date, today: date) -> bool:
    """Whether a step that waits is late (ALR-3)."""
    return today > due


def is_beyond(formal_from: date | None, ended_or_today: date) -> bool:
    """Whether the formal process took, or takes, longer than it may (ALR-2). An informal one cannot."""
    return formal_from is not None and working_days_between(formal_from, ended_or_today) > WHOLE_PROCESS


def fits(working_days: list[int]) -> bool:
    """Whether the formal levels' days together stay within the process (ALR-2)."""
    return sum(working_days) <= WHOLE_PROCESS
