"""A year's dates: cadences in words, and meetings moved off days on which nobody meets."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.rulebook.meeting_dates import (
    Cadence,
    Recess,
    cadence_in_words,
    days_of,
    proposals,
    why_not,
)

TUESDAY, THURSDAY = 1, 3
SUMMER = Recess("Summer", date(2018, 7, 30), date(2018, 8, 31))


@pytest.mark.parametrize(
    ("words", "cadence"),
    [
        ("Every month, second Tuesday", Cadence(1, "month", TUESDAY, 2)),
        ("The 2nd Tuesday of each month", Cadence(1, "month", TUESDAY, 2)),
        ("last Thursday of the month", Cadence(1, "month", THURSDAY, -1)),
        ("first Tuesday", Cadence(1, "month", TUESDAY, 1)),
        ("every six weeks on a Thursday", Cadence(6, "week", THURSDAY)),
        ("Every 6 weeks", Cadence(6, "week")),
        ("six-weekly", Cadence(6, "week")),
        ("every other month", Cadence(2, "month")),
        ("bimonthly", Cadence(2, "month")),
        ("Bi-monthly on Tuesdays", Cadence(2, "month", TUESDAY)),
        ("quarterly", Cadence(3, "month")),
        ("termly", Cadence(4, "month")),
        ("half-yearly", Cadence(6, "month")),
        ("twice a year", Cadence(6, "month")),
        ("annually", Cadence(12, "month")),
        ("weekly", Cadence(1, "week")),
        ("fortnightly on Thursdays", Cadence(2, "week", THURSDAY)),
        ("monthly", Cadence(1, "month")),
        ("every two months", Cadence(2, "month")),
        ("as required", None),
        ("", None),
    ],
)
def test_a_cadence_is_read_in_the_words_that_councils_use(words, cadence):
    assert cadence_in_words(words) == cadence


@pytest.mark.boundary("MTG-1")
@pytest.mark.parametrize(
    ("words", "first", "days"),
    [
        ("second Tuesday of every month", (7, 10), [(7, 10), (8, 14), (9, 11)]),
        ("second Tuesday of every month", (7, 11), [(8, 14), (9, 11)]),
        ("last Thursday of every month", (7, 1), [(7, 26), (8, 30), (9, 27)]),
        ("every six weeks on a Thursday", (7, 5), [(7, 5), (8, 16), (9, 27)]),
        ("every six weeks on a Thursday", (7, 2), [(7, 5), (8, 16), (9, 27)]),
        ("monthly", (7, 17), [(7, 17), (8, 21), (9, 18)]),
        ("fifth Tuesday of every month", (7, 1), [(7, 31), (8, 28), (9, 25)]),
        ("quarterly", (7, 10), [(7, 10)]),
    ],
)
def test_the_days_of_a_cadence_keep_their_place_in_the_month(words, first, days):
    cadence = cadence_in_words(words)
    assert cadence is not None
    found = list(days_of(cadence, date(2018, *first), date(2018, 9, 30)))
    assert found == [date(2018, *day) for day in days]


@pytest.mark.boundary("MTG-2")
@pytest.mark.parametrize(
    ("cadence", "first", "until", "recesses", "days"),
    [
        (Cadence(12, "month"), date(2018, 5, 7), date(2018, 5, 31), (), [date(2018, 5, 14)]),
        (Cadence(12, "month"), date(2018, 12, 25), date(2018, 12, 31), (), [date(2018, 12, 18)]),
        (
            Cadence(1, "month", TUESDAY, 2), date(2018, 7, 10), date(2018, 9, 30), (SUMMER,),
            [date(2018, 7, 10), date(2018, 9, 3), date(2018, 9, 11)],
        ),
        (
            Cadence(12, "month"), date(2018, 8, 14), date(2018, 8, 31),
            (Recess("Long", date(2018, 7, 10), date(2018, 9, 18)),), [None],
        ),
    ],
)  # fmt: skip
def test_a_meeting_is_moved_off_a_day_on_which_nobody_meets(cadence, first, until, recesses, days):
    assert [one.day for one in proposals(cadence, first, until, recesses=recesses)] == days


def test_a_meeting_that_is_moved_says_what_was_in_the_way():
    [one] = proposals(Cadence(12, "month"), date(2018, 8, 28), date(2018, 8, 30), recesses=[SUMMER])
    assert one.why == "Tuesday 28 August 2018 is in the recess “Summer”"


@given(
    st.sampled_from(
        [Cadence(1, "week"), Cadence(2, "week", 3), Cadence(1, "month", 0, 1), Cadence(3, "month")]
    ),
    st.dates(date(2015, 1, 1), date(2025, 1, 1)),
    st.lists(st.tuples(st.dates(date(2015, 1, 1), date(2026, 1, 1)), st.integers(0, 60)), max_size=3),
)
def test_no_two_meetings_meet_on_a_day_and_none_on_a_day_off(cadence, first, spans):
    recesses = [Recess("Recess", day, day + timedelta(days=length)) for day, length in spans]
    found = [one.day for one in proposals(cadence, first, first + timedelta(days=365), recesses=recesses)]
    days = [day for day in found if day is not None]
    assert len(days) == len(set(days))
    assert [day for day in days if why_not(day, recesses)] == []
