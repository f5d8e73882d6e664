"""England's working days against dates that the gazette settled, and against plain counting."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.rulebook.workdays import (
    FIRST_DAY,
    LAST_DAY,
    BeyondCalendar,
    add_months,
    add_working_days,
    clear_days,
    is_working_day,
    last_day_for_notice,
    working_days_between,
)

DAYS = st.dates(date(1996, 1, 1), date(2039, 12, 31))


@pytest.mark.boundary("DAY-1")
@pytest.mark.parametrize(
    "holiday",
    [
        date(1995, 5, 8),
        date(1999, 12, 31),
        date(2002, 6, 3),
        date(2002, 6, 4),
        date(2011, 4, 29),
        date(2012, 6, 4),
        date(2012, 6, 5),
        date(2020, 5, 8),
        date(2022, 6, 2),
        date(2022, 6, 3),
        date(2022, 9, 19),
        date(2023, 5, 8),
    ],
    ids=date.isoformat,
)
def test_a_bank_holiday_of_one_year_is_not_a_working_day(holiday: date) -> None:
    assert not is_working_day(holiday)


@pytest.mark.boundary("DAY-1")
@pytest.mark.parametrize(
    "day",
    [
        date(1995, 5, 1),
        date(2002, 5, 27),
        date(2012, 5, 28),
        date(2020, 5, 4),
        date(2022, 5, 30),
        date(2022, 9, 20),
        date(2018, 8, 6),
    ],
    ids=date.isoformat,
)
def test_a_moved_holiday_frees_its_usual_day_and_scotlands_are_not_englands(day: date) -> None:
    assert is_working_day(day)


def test_holidays_on_a_weekend_are_taken_on_the_next_working_days() -> None:
    christmas = [date(2021, 12, 24) + timedelta(days=n) for n in range(6)]
    assert [is_working_day(day) for day in christmas] == [True, False, False, False, False, True]


@pytest.mark.boundary("DAY-1")
def test_the_calendar_refuses_a_day_outside_it() -> None:
    assert not is_working_day(FIRST_DAY)
    assert is_working_day(LAST_DAY)
    for beyond in (FIRST_DAY - timedelta(days=1), LAST_DAY + timedelta(days=1)):
        with pytest.raises(BeyondCalendar) as refused:
            is_working_day(beyond)
        assert refused.value.day == beyond


def test_a_count_that_runs_out_of_the_calendar_is_refused() -> None:
    assert add_working_days(LAST_DAY, -1) == date(2040, 12, 28)
    for day, number in ((LAST_DAY, 1), (FIRST_DAY, -1)):
        with pytest.raises(BeyondCalendar, match="from 1 January 1995 to 31 December 2040"):
            add_working_days(day, number)


@pytest.mark.boundary("DAY-2")
@pytest.mark.parametrize("event", [date(2018, 5, 4), date(2018, 5, 5), date(2018, 5, 7)], ids=date.isoformat)
def test_counting_starts_on_the_next_working_day(event: date) -> None:
    assert add_working_days(event, 1) == date(2018, 5, 8)
    assert working_days_between(event, date(2018, 5, 8)) == 1
    assert working_days_between(event, event) == 0
    assert add_working_days(event, 0) == event


@pytest.mark.boundary("DAY-2")
def test_forty_five_working_days_from_a_referral_pass_easter_and_may() -> None:
    assert add_working_days(date(2018, 3, 1), 45) == date(2018, 5, 8)


# 300 working days are some fourteen months: both ends stay inside the calendar.
@given(st.dates(date(1997, 1, 1), date(2038, 12, 31)), st.integers(1, 300))
def test_adding_and_counting_agree_in_both_directions(day: date, number: int) -> None:
    later = add_working_days(day, number)
    assert is_working_day(later)
    assert working_days_between(day, later) == number
    assert working_days_between(later, day) == -number
    earlier = add_working_days(day, -number)
    assert clear_days(earlier, day, working=True) == number - 1


@given(DAYS, st.integers(0, 200))
def test_counting_by_index_agrees_with_counting_one_by_one(start: date, length: int) -> None:
    days = [start + timedelta(days=n) for n in range(1, length + 1)]
    assert working_days_between(start, start + timedelta(days=length)) == sum(map(is_working_day, days))


@pytest.mark.boundary("DAY-3")
def test_clear_days_leave_out_the_day_of_the_notice_and_of_the_meeting() -> None:
    monday, tuesday, next_tuesday = date(2018, 6, 4), date(2018, 6, 5), date(2018, 6, 12)
    assert clear_days(monday, next_tuesday, working=True) == 5
    assert clear_days(monday, next_tuesday, working=False) == 7
    assert clear_days(tuesday, next_tuesday, working=True) == 4
    assert clear_days(next_tuesday, next_tuesday, working=True) == 0
    assert clear_days(next_tuesday, monday, working=False) == 0


@pytest.mark.boundary("DAY-3")
def test_a_bank_holiday_is_no_clear_working_day() -> None:
    assert clear_days(date(2018, 3, 29), date(2018, 4, 3), working=True) == 0
    assert clear_days(date(2018, 3, 29), date(2018, 4, 3), working=False) == 4


def test_notice_is_given_on_a_working_day() -> None:
    monday = date(2018, 6, 11)
    assert last_day_for_notice(monday, 5, working=True) == date(2018, 6, 1)
    assert last_day_for_notice(monday, 28, working=False) == date(2018, 5, 13)


@given(DAYS, st.integers(0, 40), st.booleans())
def test_the_last_day_for_notice_gives_enough_days_and_the_next_does_not(
    meeting: date, number: int, working: bool
) -> None:
    last = last_day_for_notice(meeting, number, working=working)
    following = add_working_days(last, 1) if working else last + timedelta(days=1)
    assert clear_days(last, meeting, working=working) >= number
    assert following >= meeting or clear_days(following, meeting, working=working) < number


@pytest.mark.boundary("DAY-4")
@pytest.mark.parametrize(
    ("day", "months", "ends"),
    [
        (date(2018, 1, 31), 1, date(2018, 2, 28)),
        (date(2016, 1, 31), 1, date(2016, 2, 29)),
        (date(2018, 2, 28), 1, date(2018, 3, 28)),
        (date(2015, 8, 31), 6, date(2016, 2, 29)),
        (date(2018, 12, 15), 1, date(2019, 1, 15)),
        (date(2018, 11, 30), -9, date(2018, 2, 28)),
        (date(2018, 3, 31), 0, date(2018, 3, 31)),
    ],
)
def test_a_month_ends_on_the_corresponding_date(day: date, months: int, ends: date) -> None:
    assert add_months(day, months) == ends
