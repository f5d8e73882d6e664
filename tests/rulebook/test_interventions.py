"""What an intervention asks for next: each rule at its boundary."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.rulebook.interventions import (
    Handed,
    adviser_standing,
    months_after,
    next_adviser_meeting,
    submission_standing,
    visit_standing,
    window_standing,
)

TODAY = date(2018, 7, 16)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def submitted(due=TODAY, newest=None, first_on=None):
    found = submission_standing(due, newest, first_on, TODAY)
    return found.state, found.code


@pytest.mark.boundary("INT-1")
@pytest.mark.parametrize(
    ("due", "expected"), [(TODAY, ("due_soon", "INT-2")), (YESTERDAY, ("late", "INT-1"))]
)
def test_a_submission_is_late_the_day_after_it_was_due(due, expected):
    assert submitted(due) == expected


@pytest.mark.boundary("INT-1")
@pytest.mark.parametrize(
    ("again_by", "state"), [(TODAY, "returned"), (YESTERDAY, "late"), (None, "returned")]
)
def test_what_was_returned_is_late_when_the_day_for_it_has_passed(again_by, state):
    newest = Handed(1, date(2018, 5, 1), "returned", date(2018, 6, 1), again_by)
    found = submission_standing(date(2018, 5, 1), newest, date(2018, 5, 1), TODAY)
    assert found.state == state
    assert found.wanted == "Submit it again"
    assert found.reason.startswith("Version 1 was returned on 1 June 2018")


def test_how_late_a_submission_is_is_said_in_days():
    assert submission_standing(YESTERDAY, None, None, TODAY).reason == "Due 15 July 2018, 1 day ago"


@pytest.mark.boundary("INT-2")
@pytest.mark.parametrize(
    ("days", "expected"),
    [(0, ("due_soon", "INT-2")), (30, ("due_soon", "INT-2")), (31, ("due_later", None))],
)
def test_what_is_due_in_thirty_days_is_due_soon(days, expected):
    assert submitted(TODAY + timedelta(days=days)) == expected


@pytest.mark.boundary("INT-2")
@pytest.mark.parametrize(("days", "code"), [(30, "INT-2"), (31, None)])
def test_a_visit_and_a_window_in_thirty_days_are_soon(days, code):
    day = TODAY + timedelta(days=days)
    assert visit_standing(day, None, None, TODAY).code == code
    assert window_standing(day, day, TODAY).code == code


@pytest.mark.boundary("INT-3")
@pytest.mark.parametrize(
    ("last", "state"), [(date(2018, 4, 16), "due_soon"), (date(2018, 4, 15), "overdue"), (None, "overdue")]
)
def test_an_adviser_meeting_is_overdue_three_calendar_months_after_the_last(last, state):
    assert adviser_standing(date(2018, 1, 1), last, None, TODAY).state == state


@pytest.mark.boundary("INT-3")
def test_the_last_day_of_a_month_stands_for_a_day_that_it_has_not():
    assert next_adviser_meeting(date(2018, 1, 1), date(2018, 11, 30)) == date(2019, 2, 28)
    assert months_after(date(2015, 11, 30), 3) == date(2016, 2, 29)
    assert months_after(date(2018, 12, 31), 12) == date(2019, 12, 31)


@pytest.mark.parametrize(("lifted", "state"), [(TODAY, "none_due"), (TOMORROW, "overdue")])
def test_a_notice_that_was_lifted_asks_for_no_meeting(lifted, state):
    assert adviser_standing(date(2018, 1, 1), None, lifted, TODAY).state == state


@pytest.mark.boundary("INT-4")
@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2018, 8, 31), "not_open_yet"), (date(2018, 9, 1), "open"), (date(2018, 11, 30), "open"),
        (date(2018, 12, 1), "closed"),
    ],
)  # fmt: skip
def test_a_window_is_open_on_its_first_day_and_on_its_last(day, state):
    assert window_standing(date(2018, 9, 1), date(2018, 11, 30), day).state == state


@pytest.mark.boundary("INT-5")
@pytest.mark.parametrize(
    ("starts", "ends", "letter", "state"),
    [
        (TODAY, None, None, "under_way"),
        (YESTERDAY, None, None, "letter_to_come"),
        (YESTERDAY, TODAY, None, "under_way"),
        (YESTERDAY, None, TODAY, "letter_published"),
        (TOMORROW, None, None, "announced"),
    ],
)
def test_a_visit_waits_for_its_letter_from_the_day_after_it_ended(starts, ends, letter, state):
    assert visit_standing(starts, ends, letter, TODAY).state == state


@pytest.mark.boundary("INT-6")
@pytest.mark.parametrize(
    ("first_on", "expected"), [(YESTERDAY, ("submitted", None)), (TODAY, ("submitted_late", "INT-6"))]
)
def test_a_first_version_after_the_due_date_was_late(first_on, expected):
    assert submitted(YESTERDAY, Handed(1, first_on), first_on) == expected


def test_an_approved_version_asks_for_nothing():
    found = submission_standing(YESTERDAY, Handed(2, TODAY, "approved", TODAY), TODAY, TODAY)
    assert (found.state, found.wanted, found.is_late) == ("approved", "", False)
