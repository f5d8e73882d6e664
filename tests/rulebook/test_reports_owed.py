"""When a report is owed, at the ends of months, and from when it is late."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.rulebook.reports_owed import Rhythm, days_owed, is_day_owed, lateness, next_owed

DAYS = st.dates(date(2010, 1, 1), date(2020, 12, 31))


@pytest.mark.boundary("OWED-1")
@pytest.mark.parametrize(
    ("rhythm", "first", "upto", "days"),
    [
        (Rhythm.MONTH, (1, 31), (4, 30), [(1, 31), (2, 28), (3, 31), (4, 30)]),
        (Rhythm.QUARTER, (4, 30), (10, 30), [(4, 30), (7, 30), (10, 30)]),
        (Rhythm.TERM, (4, 30), (12, 30), [(4, 30), (8, 30), (12, 30)]),
        (Rhythm.HALF_YEAR, (4, 30), (10, 29), [(4, 30)]),
        (Rhythm.ONCE, (4, 30), (12, 31), [(4, 30)]),
        (Rhythm.YEAR, (4, 30), (4, 29), []),
    ],
)
def test_days_keep_to_the_first_one(rhythm, first, upto, days):
    assert list(days_owed(rhythm, date(2018, *first), date(2018, *upto))) == [
        date(2018, *day) for day in days
    ]


@given(st.sampled_from(Rhythm), DAYS, DAYS)
def test_the_next_day_is_the_first_of_all_days_that_lies_after(rhythm, first, after):
    later = [day for day in days_owed(rhythm, first, max(first, after) + timedelta(days=400)) if day > after]
    assert next_owed(rhythm, first, after) == next(iter(later), None)


def test_a_day_between_two_is_none_on_which_it_is_owed():
    assert is_day_owed(Rhythm.MONTH, date(2018, 1, 31), date(2018, 2, 28))
    assert not is_day_owed(Rhythm.MONTH, date(2018, 1, 31), date(2018, 3, 28))


@pytest.mark.boundary("OWED-2")
@pytest.mark.parametrize(("today", "days"), [(15, 0), (16, 0), (17, 1)])
def test_a_report_is_late_from_the_day_after(today, days):
    found = lateness(date(2018, 7, 16), date(2018, 7, today))
    assert found.days == days
    assert ("late" in found.reason) is bool(days)
