"""Clearing a report before it is published: by when, by whom, and when it has to be asked for again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from goldenthread.rulebook.codes import define_rule
from goldenthread.rulebook.workdays import add_working_days

_OURS = "A convention of this product. Councils' constitutions name who clears a report, and their own days."

CLR_1 = define_rule(
    "CLR-1",
    title="A clearance is due working days before publication",
    meaning="Counted backwards from the last day on which the agenda may be published, in England's working "
    "days. The day of publication itself does not count.",
    basis=_OURS,
    boundaries=(
        "5 working days before Tuesday 3 July 2018 is Tuesday 26 June 2018.",
        "2 working days before Wednesday 9 May 2018 is Friday 4 May 2018, over the bank holiday.",
        "0 working days before a day is that day.",
    ),
)
CLR_2 = define_rule(
    "CLR-2",
    title="Nobody clears their own report",
    meaning="Whoever writes a report, or asked for the clearance, cannot give it.",
    basis=_OURS,
    boundaries=("The writer and the one who asked may not; anybody else who holds the post may.",),
)
CLR_3 = define_rule(
    "CLR-3",
    title="A change of what was cleared asks again",
    meaning="A clearance holds for the sections that it covers, all of them where none is named. When one of "
    "them changes afterwards, it is asked for again.",
    basis=_OURS,
    boundaries=(
        "A clearance of the finance section: a change there asks again, one of the summary does not.",
        "A clearance of the whole report: any change asks again.",
    ),
)
CLR_4 = define_rule(
    "CLR-4",
    title="A clearance is overdue from the day after it was due",
    meaning="On the day itself it is not late. One without a meeting has no day and is never late.",
    basis=_OURS,
    boundaries=("Due on 26 June 2018: not late on 26 June, late on 27 June.",),
)


def due_for_clearance(publication: date, days_before: int) -> date:
    """The day by which a clearance is wanted (CLR-1). Raises `workdays.BeyondCalendar`."""
    return add_working_days(publication, -days_before)


def may_clear(person: int | None, *, writer: int | None, asked_by: int | None) -> bool:
    """Whether somebody may clear a report that others wrote and submitted (CLR-2)."""
    return person is not None and person not in (writer, asked_by)


def is_asked_again(covers: Collection[str], changed: Collection[str]) -> bool:
    """Whether a change of these sections undoes a clearance that covers those; none is all (CLR-3)."""
    return bool(changed) and (not covers or not set(covers).isdisjoint(changed))


def is_overdue(due: date | None, today: date) -> bool:
    """Whether a clearance that still waits is late (CLR-4)."""
    return due is not None and due < today
