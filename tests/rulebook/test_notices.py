"""The last day for publication at its boundaries: law by date, weekends and holidays, hours, countdown."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.rulebook.notices import (
    STRICTEST,
    Counting,
    Law,
    clear_days_asked,
    countdown,
    counts,
    counts_as_published,
    day_off,
    is_in_time,
    last_day,
    notice_of,
)
from goldenthread.rulebook.workdays import BeyondCalendar, last_day_for_notice

EVERY_DAY = Counting(exclude_weekends=False, exclude_bank_holidays=False)
WEEKDAYS = Counting(exclude_bank_holidays=False)
MEETING = date(2018, 7, 24)
COUNTINGS = st.builds(Counting, st.booleans(), st.booleans())


@pytest.mark.boundary("NTC-1", "NTC-2")
@pytest.mark.parametrize(
    ("law", "meeting", "days", "code"),
    [
        (Law.COUNCIL, date(2002, 9, 30), 3, "NTC-1"),
        (Law.COUNCIL, date(2002, 10, 1), 5, "NTC-1"),
        (Law.EXECUTIVE, date(2012, 9, 9), 5, "NTC-2"),
        (Law.EXECUTIVE, date(2012, 9, 10), 5, "NTC-2"),
    ],
)
def test_the_law_of_the_meeting_s_day_says_how_many_clear_days(law, meeting, days, code):
    assert clear_days_asked(law, meeting) == (days, code)


@pytest.mark.boundary("NTC-1", "NTC-3")
@pytest.mark.parametrize(
    ("meeting", "counting", "last"),
    [
        (MEETING, STRICTEST, date(2018, 7, 16)),
        (MEETING, EVERY_DAY, date(2018, 7, 18)),
        (date(2018, 5, 8), STRICTEST, date(2018, 4, 27)),
        (date(2018, 5, 8), WEEKDAYS, date(2018, 4, 30)),
        (date(2018, 4, 3), STRICTEST, date(2018, 3, 22)),
    ],
)
def test_the_last_day_leaves_out_both_ends_and_what_is_not_counted(meeting, counting, last):
    assert last_day(meeting, 5, counting) == last


@given(st.dates(date(2000, 1, 1), date(2030, 12, 31)), st.integers(1, 28))
def test_in_working_days_it_is_the_day_that_working_days_give(meeting, days):
    assert last_day(meeting, days, STRICTEST) == last_day_for_notice(meeting, days, working=True)
    assert last_day(meeting, days, EVERY_DAY) == last_day_for_notice(meeting, days, working=False)


@pytest.mark.boundary("NTC-4")
@given(st.dates(date(2003, 1, 1), date(2030, 12, 31)), COUNTINGS)
def test_no_reading_is_stricter_than_the_strictest(meeting, counting):
    notice = notice_of(meeting, Law.COUNCIL, counting)
    assert notice.strictest <= notice.last_day < meeting
    assert counts(notice.last_day, counting)
    assert bool(notice.warning) is (notice.strictest < notice.last_day)


def test_the_warning_names_the_earlier_day():
    assert "16 July 2018" in notice_of(MEETING, Law.COUNCIL, EVERY_DAY).warning
    assert notice_of(MEETING, Law.COUNCIL, STRICTEST).warning == ""


@pytest.mark.boundary("NTC-5")
@pytest.mark.parametrize(("hour", "day"), [(time(16, 59), 16), (time(17), 17), (time(23, 59), 17)])
def test_what_is_published_after_hours_counts_for_the_next_day(hour, day):
    at = datetime.combine(date(2018, 7, 16), hour)
    assert counts_as_published(at, Counting(cut_off=time(17))) == date(2018, 7, day)
    assert counts_as_published(at, Counting()) == date(2018, 7, 16)


@pytest.mark.boundary("NTC-6")
@pytest.mark.parametrize(
    ("day", "hour", "counting", "days", "words"),
    [
        (11, 9, STRICTEST, 3, "3 working days left"),
        (13, 9, STRICTEST, 1, "1 working day left"),
        (16, 9, STRICTEST, 0, "Today is the last day"),
        (16, 17, Counting(cut_off=time(17)), -1, "1 day late"),
        (18, 9, STRICTEST, -2, "2 days late"),
        (16, 9, EVERY_DAY, 2, "2 days left"),
    ],
)
def test_a_countdown_says_what_is_left_or_how_late_it_is(day, hour, counting, days, words):
    found = countdown(
        notice_of(MEETING, Law.COUNCIL, counting), datetime.combine(date(2018, 7, day), time(hour))
    )
    assert (found.days, found.words, found.is_late) == (days, words, days < 0)


@pytest.mark.boundary("NTC-7")
@pytest.mark.parametrize(("day", "in_time"), [(16, True), (17, False)])
def test_an_item_published_after_the_last_day_needs_a_reason(day, in_time):
    notice = notice_of(MEETING, Law.COUNCIL, STRICTEST)
    assert is_in_time(datetime.combine(date(2018, 7, day), time(16)), notice) is in_time


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2018, 7, 21), "a Saturday"),
        (date(2018, 7, 22), "a Sunday"),
        (date(2018, 5, 7), "a bank holiday"),
        (date(2018, 7, 24), ""),
        (date(2090, 1, 3), ""),
    ],
)
def test_a_day_off_is_said_in_words(day, words):
    assert day_off(day) == words


def test_a_day_beyond_the_table_of_holidays_is_refused():
    with pytest.raises(BeyondCalendar):
        notice_of(date(2041, 6, 1) + timedelta(days=1), Law.COUNCIL, STRICTEST)


@pytest.mark.parametrize(
    ("counting", "words"),
    [
        (STRICTEST, "weekends and bank holidays are not counted"),
        (WEEKDAYS, "weekends are not counted"),
        (EVERY_DAY, "every day is counted"),
    ],
)
def test_how_a_council_counts_is_said_in_words(counting, words):
    assert counting.words == words
