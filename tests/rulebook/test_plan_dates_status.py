"""Status cells of plans: a state, a date, or both."""

from datetime import date

import pytest

from goldenthread.rulebook.plan_dates import NotAPlanDate, YearContext, parse_plan_status

MARCH_2018 = YearContext(date(2018, 3, 15), "the plan's date")


def refusal(text: str | date, context: YearContext | None = None) -> NotAPlanDate:
    with pytest.raises(NotAPlanDate) as refused:
        parse_plan_status(text, year_context=context)
    return refused.value


@pytest.mark.parametrize(
    ("text", "state", "on", "due"),
    [
        ("Completed and in place – Jan 18", "completed", date(2018, 1, 31), None),
        ("Completed March 2018", "completed", date(2018, 3, 31), None),
        ("Completed 12/03/2018", "completed", date(2018, 3, 12), None),
        ("Complete - Dec 18", "completed", date(2018, 12, 31), None),
        ("Completed", "completed", None, None),
        ("In progress Complete by Aug 18", "in_progress", None, date(2018, 8, 31)),
        ("In progress", "in_progress", None, None),
        ("In progress, to be completed by Sept 2018", "in_progress", None, date(2018, 9, 30)),
        ("Fully implemented – March 2018", "completed", date(2018, 3, 31), None),
        ("In progress, on track", "in_progress", None, None),
        ("On track", "in_progress", None, None),
        ("Partially complete", "in_progress", None, None),
        ("Not completed", "in_progress", None, None),
        ("Pending", "pending", None, None),
        ("Ongoing", "ongoing", None, None),
        ("Ongoing until March 2019", "ongoing", None, date(2019, 3, 31)),
        ("Not started", "not_started", None, None),
        ("Delayed to Oct 18", "at_risk", None, date(2018, 10, 31)),
        ("At risk - revised to Dec 2018", "at_risk", None, date(2018, 12, 31)),
        ("", None, None, None),
        ("-", None, None, None),
    ],
)
def test_a_status_gives_its_state_and_its_date(
    text: str, state: str | None, on: date | None, due: date | None
) -> None:
    read = parse_plan_status(text)
    assert (read.text, read.state, read.on) == (text, state, on)
    assert (read.due.due if read.due else None) == due


@pytest.mark.boundary("STATE-1")
def test_the_first_words_of_a_status_give_the_state() -> None:
    assert parse_plan_status("On track").state == "in_progress"
    assert parse_plan_status("Not on track, risk to delivery").state == "at_risk"
    assert parse_plan_status("Not started, no risk expected").state == "not_started"
    assert refusal("Green").code == "STATE-1"


def test_words_after_the_state_are_kept() -> None:
    for state in ("In progress", "Completed"):
        read = parse_plan_status(f"{state}. Draft sent to the board")
        assert (read.on, read.due, read.note) == (None, None, "The text also says: Draft sent to the board.")


def test_a_start_is_not_a_due_date() -> None:
    read = parse_plan_status("Started April 2018")
    assert read.due is not None
    assert (read.state, read.due.due, read.due.starts) == ("in_progress", None, date(2018, 4, 1))


@pytest.mark.boundary("STATE-2")
def test_complete_by_a_date_is_due_and_not_completed() -> None:
    by = parse_plan_status("Complete by Dec 18")
    assert by.due is not None
    assert (by.state, by.on, by.due.due) == (None, None, date(2018, 12, 31))
    assert parse_plan_status("Completed Dec 18").state == "completed"
    assert refusal("Completed by Dec 18").why == "'Completed by Dec 18' does not say whether it is completed"
    assert refusal("Dec 18").why == "'Dec 18' does not say what state the action is in"
    assert refusal(date(2018, 12, 18)).code == "STATE-2"


@pytest.mark.boundary("STATE-3")
def test_a_month_of_completion_counts_to_its_last_day() -> None:
    read = parse_plan_status("Completed February 2016")
    assert (read.on, read.note) == (
        date(2016, 2, 29),
        "Only the month or period was given: its last day is taken.",
    )
    assert parse_plan_status("Completed 29 February 2016").note is None


@pytest.mark.boundary("DATE-3")
def test_a_completion_without_a_year_is_the_last_one_by_the_context() -> None:
    assert parse_plan_status("Completed 15 March", year_context=MARCH_2018).on == date(2018, 3, 15)
    assert parse_plan_status("Completed 16 March", year_context=MARCH_2018).on == date(2017, 3, 16)
    january = parse_plan_status("Completed Jan", year_context=MARCH_2018)
    assert january.on == date(2018, 1, 31)
    assert january.note is not None
    assert january.note.startswith("The year 2018 was taken from the plan's date, 15 March 2018.")
    assert refusal("Completed Jan").code == "DATE-3"
    assert refusal("In progress - due Sept").code == "DATE-3"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Completed Smarch 2018", "'Smarch 2018' is not a month"),
        ("In progress by Smarch 18", "'Smarch 18' is not a month"),
        ("Completed on 31/02/2018", "'31/02/2018' is not a day in the calendar"),
    ],
)
def test_a_date_beside_a_state_that_cannot_be_read_is_refused(text: str, why: str) -> None:
    refused = refusal(text)
    assert (refused.text, refused.why) == (text, why)
