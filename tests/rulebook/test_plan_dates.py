"""The dates of improvement plans: each form that was seen, each rule at its boundary, and refusals."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.rulebook.plan_dates import (
    NotAPlanDate,
    PlanDate,
    PlanDateKind,
    YearContext,
    parse_plan_date,
)

MARCH_2018 = YearContext(date(2018, 3, 15), "the plan's start date")


def due(text: str, context: YearContext | None = None) -> date | None:
    return parse_plan_date(text, year_context=context).due


def why_refused(text: str, context: YearContext | None = None) -> NotAPlanDate:
    with pytest.raises(NotAPlanDate) as refused:
        parse_plan_date(text, year_context=context)
    return refused.value


@pytest.mark.parametrize(
    ("text", "expected", "kind"),
    [
        ("March 2019", date(2019, 3, 31), "month"),
        ("Mar-19", date(2019, 3, 31), "month"),
        ("Sept. 2018", date(2018, 9, 30), "month"),
        ("OCTOBER 2018", date(2018, 10, 31), "month"),
        ("03/2019", date(2019, 3, 31), "month"),
        ("by March 2019", date(2019, 3, 31), "month"),
        ("By end of March 2019", date(2019, 3, 31), "month"),
        ("Complete by Dec 18", date(2018, 12, 31), "month"),
        ("Due: July 2018", date(2018, 7, 31), "month"),
        ("July 2018.", date(2018, 7, 31), "month"),
        ("12/03/2019", date(2019, 3, 12), "day"),
        ("12.3.19", date(2019, 3, 12), "day"),
        ("2019-03-12", date(2019, 3, 12), "day"),
        ("2019-03-12 00:00:00", date(2019, 3, 12), "day"),
        ("1st May 2018", date(2018, 5, 1), "day"),
        ("Tuesday 1 May 2018", date(2018, 5, 1), "day"),
        ("May 1st, 2018", date(2018, 5, 1), "day"),
        ("to be completed by 31 July 2018", date(2018, 7, 31), "day"),
        ("Summer 2018", date(2018, 8, 31), "season"),
        ("Autumn term 2018", date(2018, 12, 31), "period"),
        ("Q2 2018-19", date(2018, 9, 30), "period"),
        ("2018", date(2018, 12, 31), "period"),
        ("End of 2018-19", date(2019, 3, 31), "period"),
    ],
)
def test_a_date_is_due_on_its_last_day(text: str, expected: date, kind: str) -> None:
    read = parse_plan_date(text)
    assert (read.text, read.due, read.kind, read.ongoing) == (text, expected, kind, False)


@pytest.mark.parametrize("typed", [date(2019, 3, 12), datetime(2019, 3, 12, 9, 30, tzinfo=UTC)])
def test_a_typed_date_is_that_day(typed: date) -> None:
    read = parse_plan_date(typed)
    assert (read.text, read.due, read.kind) == ("2019-03-12", date(2019, 3, 12), PlanDateKind.DAY)


@pytest.mark.boundary("DATE-1")
def test_a_day_is_read_day_first_and_must_be_in_the_calendar() -> None:
    assert due("29/02/2016") == date(2016, 2, 29)
    assert why_refused("29/02/2018").why == "'29/02/2018' is not a day in the calendar"
    assert why_refused("31/02/2018").code == "DATE-1"
    assert due("12/03/2019") == date(2019, 3, 12)
    assert "there is no month 13. Dates are read day first" in why_refused("03/13/2019").why


def test_a_weekday_that_is_not_the_days_own_is_noted() -> None:
    assert parse_plan_date("Monday 1 May 2018").note == "1 May 2018 is a Tuesday, not a Monday."


@pytest.mark.boundary("DATE-2")
def test_a_month_is_due_on_its_last_day() -> None:
    assert due("February 2016") == date(2016, 2, 29)
    assert due("Dec 18") == date(2018, 12, 31)
    assert why_refused("18 Dec").code == "DATE-3"


@pytest.mark.parametrize("text", ["Smarch 2019", "by Smarch 2019", "From Smarch 2019"])
def test_a_month_that_does_not_exist_is_refused_by_name(text: str) -> None:
    assert why_refused(text).why == "'Smarch 2019' is not a month"


@pytest.mark.boundary("DATE-3")
def test_a_missing_year_comes_from_a_stated_context() -> None:
    march = parse_plan_date("March", year_context=MARCH_2018)
    assert march.due == date(2018, 3, 31)
    assert march.note == "The year 2018 was taken from the plan's start date, 15 March 2018."
    assert due("15 March", MARCH_2018) == date(2018, 3, 15)
    assert due("14 March", MARCH_2018) == date(2019, 3, 14)
    assert due("by Feb", MARCH_2018) == date(2019, 2, 28)
    assert due("29 Feb", MARCH_2018) == date(2020, 2, 29)
    assert due("Q4", MARCH_2018) == date(2018, 3, 31)
    assert due("autumn term", MARCH_2018) == date(2018, 12, 31)
    assert due("summer", MARCH_2018) == date(2018, 8, 31)


@pytest.mark.boundary("DATE-3")
@pytest.mark.parametrize("text", ["March", "14 March", "Q4", "autumn term", "summer", "from April"])
def test_a_missing_year_without_a_context_is_refused(text: str) -> None:
    refused = why_refused(text)
    assert refused.code == "DATE-3"
    assert refused.why.endswith("has no year, and nothing says which year is meant")


@pytest.mark.boundary("DATE-4")
def test_a_quarter_a_term_or_a_year_is_due_on_its_last_day() -> None:
    assert due("Q2 2018-19") == date(2018, 9, 30)
    assert due("2018") == date(2018, 12, 31)
    assert due("2018-19") == date(2019, 3, 31)
    term = parse_plan_date("Spring term 2019")
    assert term.due == date(2019, 3, 31)
    assert term.note == "Spring term 2019 is taken to end on 31 March 2019, by convention."
    assert why_refused("2016-18").code == "PER-1"
    assert why_refused("Q5 2018-19").code == "PER-6"


@pytest.mark.boundary("DATE-5")
def test_a_season_ends_by_convention_and_says_so() -> None:
    assert due("Spring 2018") == date(2018, 5, 31)
    assert due("Winter 2015") == date(2016, 2, 29)
    assert due("Winter 2018-19") == date(2019, 2, 28)
    autumn = parse_plan_date("Autumn 2018")
    assert (autumn.due, autumn.note) == (date(2018, 11, 30), "Autumn is taken to end on 30 November.")
    assert due("Autumn term 2018") == date(2018, 12, 31)
    assert why_refused("Summer 2018-19").code == "DATE-5"


@pytest.mark.boundary("DATE-6")
def test_the_start_the_middle_and_the_end_of_a_month() -> None:
    assert due("start of September 2018") == date(2018, 9, 1)
    assert due("mid-September 2018") == date(2018, 9, 15)
    assert due("end of September 2018") == date(2018, 9, 30)
    assert why_refused("mid 2018").code == "DATE-6"


@pytest.mark.boundary("DATE-7")
@pytest.mark.parametrize(
    "text",
    [
        "From April 2013",
        "from April 2013 onwards",
        "April 2013 and ongoing",
        "Ongoing from April 2013",
        "since Apr 13",
    ],
)
def test_from_a_date_is_a_start_without_an_end(text: str) -> None:
    read = parse_plan_date(text)
    assert (read.starts, read.due, read.ongoing, read.kind) == (date(2013, 4, 1), None, True, "from")
    assert due("April 2013") == date(2013, 4, 30)


@pytest.mark.boundary("DATE-8")
def test_ongoing_and_recurring_actions_have_no_due_date() -> None:
    for text in ("Ongoing", "On-going", "continuous", "Quarterly", "every term"):
        read = parse_plan_date(text)
        assert (read.due, read.ongoing, read.kind) == (None, True, "ongoing")
    assert parse_plan_date("Quarterly").note == "Recurs: quarterly."
    assert parse_plan_date("Ongoing - review March 2019").note == "The text also says: review March 2019."
    until = parse_plan_date("Ongoing until March 2019")
    assert (until.due, until.ongoing) == (date(2019, 3, 31), False)
    assert due("Quarter 2 2018-19") == date(2018, 9, 30)


@pytest.mark.boundary("DATE-9")
def test_to_be_announced_is_a_date_that_is_not_known_yet() -> None:
    for text in ("TBA", "tbc", "T.B.C.", "TBD", "To be agreed", "date to be confirmed"):
        read = parse_plan_date(text)
        assert (read.due, read.ongoing, read.kind) == (None, False, "to_be_announced")
    for text in ("March 2019 (TBC)", "TBC - March 2019"):
        read = parse_plan_date(text)
        assert (read.due, read.note) == (date(2019, 3, 31), "Marked as to be confirmed.")


@pytest.mark.boundary("DATE-10")
@pytest.mark.parametrize(
    ("text", "starts", "ends"),
    [
        ("April 2013 – June 2013", date(2013, 4, 1), date(2013, 6, 30)),
        ("April to June 2013", date(2013, 4, 1), date(2013, 6, 30)),
        ("Apr-Jun 2013", date(2013, 4, 1), date(2013, 6, 30)),
        ("from April to June 2013", date(2013, 4, 1), date(2013, 6, 30)),
        ("between April and June 2013", date(2013, 4, 1), date(2013, 6, 30)),
        ("November – January 2019", date(2018, 11, 1), date(2019, 1, 31)),
        ("January – January 2019", date(2019, 1, 1), date(2019, 1, 31)),
        ("12/03/2019 - 14/04/2019", date(2019, 3, 12), date(2019, 4, 14)),
        ("Jul 18-Sept 18", date(2018, 7, 1), date(2018, 9, 30)),
    ],
)
def test_a_range_starts_on_its_first_day_and_is_due_on_its_last(text: str, starts: date, ends: date) -> None:
    read = parse_plan_date(text)
    assert (read.starts, read.due, read.kind) == (starts, ends, "range")


@pytest.mark.boundary("DATE-10")
def test_a_range_that_ends_before_it_starts_is_refused() -> None:
    assert why_refused("June 2013 – April 2013").code == "DATE-10"
    assert why_refused("5-7 May 2018").why.startswith("'5-7 May 2018' is not a date")


@pytest.mark.boundary("DATE-11")
@pytest.mark.parametrize(
    "text",
    [
        "Sept 2018 revised to Dec 2018",
        "September 2018 (revised date December 2018)",
        "Originally Sept 2018, now Dec 2018",
        "Sep 18 – extended to Dec 18",
        "Dec 2018 (was Sept 2018)",
        "31/12/2018 (revised from 30/09/2018)",
        "Dec 2018, previously Sept 2018",
        "Sept 2018 → Dec 2018",
    ],
)
def test_a_revised_date_stands_in_place_of_the_first(text: str) -> None:
    read = parse_plan_date(text)
    assert (read.due, read.first_due) == (date(2018, 12, 31), date(2018, 9, 30))
    assert read.note == "Revised: first due on 30 September 2018."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Dec 2018 (subject to funding)", "subject to funding"),
        ("31/12/18 – subject to funding", "subject to funding"),
        ("Dec 2018 (completed)", "completed"),
    ],
)
def test_words_after_a_date_are_kept_in_its_note(text: str, said: str) -> None:
    read = parse_plan_date(text)
    assert (read.due, read.note) == (date(2018, 12, 31), f"The text also says: {said}.")


@pytest.mark.parametrize("text", ["Sept 2018, Jan 2019", "Dec 2018 (Jan 2019)", "Phase 1 (pilot)"])
def test_a_second_date_is_never_taken_for_words(text: str) -> None:
    assert "is not a date" in why_refused(text).why


def test_a_recurring_action_may_say_from_when() -> None:
    read = parse_plan_date("Monthly from April 2018")
    assert (read.starts, read.due, read.ongoing) == (date(2018, 4, 1), None, True)
    assert parse_plan_date("Immediate and ongoing").ongoing
    assert parse_plan_date("ASAP but no later than Dec 2018").due == date(2018, 12, 31)


def test_a_delay_without_a_first_date_has_only_the_new_one() -> None:
    read = parse_plan_date("Delayed to Oct 18")
    assert (read.due, read.first_due, read.code) == (date(2018, 10, 31), None, "DATE-11")


@pytest.mark.boundary("DATE-12")
def test_words_that_name_no_day_leave_an_action_without_a_due_date() -> None:
    for text in ("Immediate", "immediately", "ASAP", "with immediate effect"):
        read = parse_plan_date(text, year_context=MARCH_2018)
        assert (read.due, read.kind, read.note) == (None, "immediate", f"{text!r} names no day.")
    for text in ("", " ", "-", "–", "n/a", "N/A"):
        assert parse_plan_date(text) == PlanDate(
            text, None, None, ongoing=False, kind=PlanDateKind.NONE, note=None, code=parse_plan_date("").code
        )


@pytest.mark.boundary("DATE-13")
def test_by_a_date_includes_it_and_before_a_date_does_not() -> None:
    assert due("by 1 March 2019") == date(2019, 3, 1)
    assert due("before 1 March 2019") == date(2019, 2, 28)
    assert due("by March 2019") == date(2019, 3, 31)
    assert due("before March 2019") == date(2019, 2, 28)


@pytest.mark.parametrize(
    "text",
    [
        "banana",
        "43465",
        "Completed",
        "Completed March 2018",
        "Within three months",
        "Phase 1 July 2018",
        "x" * 500,
    ],
)
def test_what_is_no_date_is_refused_with_forms_to_use(text: str) -> None:
    refused = why_refused(text, MARCH_2018)
    assert refused.text == text
    assert refused.why.endswith("12 March 2019 or March 2019")


WORDS = """
by from until to ongoing TBC March Smarch 2019 18 12/03/2019 31/02/2018 1st May end of mid start
revised now before - – / ( ) , Q2 2018-19 2016-18 autumn term winter since between and quarterly
complete due asap
"""


@given(
    st.lists(st.sampled_from(WORDS.split()), max_size=7).map(" ".join),
    st.sampled_from([None, MARCH_2018]),
)
def test_any_words_are_read_without_losing_the_text_or_refused(
    text: str, context: YearContext | None
) -> None:
    try:
        read = parse_plan_date(text, year_context=context)
    except NotAPlanDate as refused:
        kept = refused.text
    else:
        kept = read.text
        if read.due and read.starts:
            assert read.starts <= read.due
    assert kept == text
