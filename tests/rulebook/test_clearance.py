"""Clearing a report: by when, by whom, when again, and when it is late."""

from datetime import date

import pytest

from goldenthread.rulebook.clearance import due_for_clearance, is_asked_again, is_overdue, may_clear
from goldenthread.rulebook.workdays import BeyondCalendar


@pytest.mark.boundary("CLR-1")
@pytest.mark.parametrize(
    ("publication", "days", "due"),
    [
        (date(2018, 7, 3), 5, date(2018, 6, 26)),
        (date(2018, 5, 9), 2, date(2018, 5, 4)),
        (date(2018, 7, 3), 0, date(2018, 7, 3)),
    ],
)
def test_a_clearance_is_due_working_days_before_publication(publication: date, days: int, due: date) -> None:
    assert due_for_clearance(publication, days) == due


def test_a_day_beyond_the_calendar_is_refused_and_not_guessed() -> None:
    with pytest.raises(BeyondCalendar):
        due_for_clearance(date(1995, 1, 2), 5)


@pytest.mark.boundary("CLR-2")
@pytest.mark.parametrize(("person", "may"), [(1, False), (2, False), (3, True), (None, False)])
def test_neither_the_writer_nor_the_one_who_asked_clears(person: int | None, may: bool) -> None:
    assert may_clear(person, writer=1, asked_by=2) is may


@pytest.mark.boundary("CLR-3")
@pytest.mark.parametrize(
    ("covers", "changed", "again"),
    [
        (["finance"], ["finance"], True),
        (["finance"], ["summary"], False),
        ([], ["summary"], True),
        ([], [], False),
    ],
)
def test_a_change_of_what_was_cleared_asks_again(covers: list[str], changed: list[str], again: bool) -> None:
    assert is_asked_again(covers, changed) is again


@pytest.mark.boundary("CLR-4")
@pytest.mark.parametrize(
    ("due", "today", "late"),
    [
        (date(2018, 6, 26), date(2018, 6, 26), False),
        (date(2018, 6, 26), date(2018, 6, 27), True),
        (None, date(2018, 6, 27), False),
    ],
)
def test_a_clearance_is_late_from_the_day_after_it_was_due(due: date | None, today: date, late: bool) -> None:
    assert is_overdue(due, today) is late
