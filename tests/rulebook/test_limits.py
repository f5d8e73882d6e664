"""Limits by date, what they are counted in, and a council's own."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.rulebook.clocks import CLOCKS
from goldenthread.rulebook.limits import (
    DAYS,
    HOURS,
    WEEKS,
    WORKING_DAYS,
    Limit,
    NotALimit,
    Unit,
    deadline,
    hours_later,
    in_force,
    instant,
    own_limit,
)
from goldenthread.rulebook.workdays import BeyondCalendar

at = datetime.fromisoformat
SINCE = date(2000, 1, 1)


@pytest.mark.boundary("CLK-1")
def test_the_limit_in_force_at_the_start_decides():
    limits = CLOCKS["assessment"].limits
    assert [in_force(limits, day).number for day in (date(2013, 4, 14), date(2013, 4, 15))] == [35, 45]
    assert in_force(CLOCKS["ehc-20-weeks"].limits, date(2014, 8, 31)) is None


@pytest.mark.boundary("CLK-2")
def test_beginning_with_the_day_counts_the_day_itself():
    fifteen = Limit(15, DAYS, SINCE, "A test.", first_day_counts=True)
    assert deadline(fifteen, date(2018, 3, 1)) == date(2018, 3, 15)
    assert deadline(Limit(6, WEEKS, SINCE, "A test."), date(2018, 3, 1)) == date(2018, 4, 12)


@pytest.mark.boundary("CLK-3")
@pytest.mark.parametrize(
    ("back", "until"),
    [
        (at("2018-03-02T22:15"), at("2018-03-05T22:15")),
        (at("2018-03-24T14:00"), at("2018-03-27T15:00")),
        (at("2018-10-27T14:00"), at("2018-10-30T13:00")),
        (at("2018-10-25T01:30"), at("2018-10-28T01:30")),
        (at("2018-10-28T02:00"), at("2018-10-31T02:00")),
    ],
)
def test_72_hours_go_by_across_a_change_of_clocks(back, until):
    assert hours_later(back, 72) == until


@given(st.datetimes(at("2000-01-01T00:00"), at("2035-01-01T00:00")), st.integers(1, 200))
def test_hours_later_are_that_many_hours_in_universal_time(start, number):
    later = hours_later(start, number)
    gone = (instant(later) - instant(start)).total_seconds() / 3600
    # The hour that comes twice in October is taken for the first of the two, and one in March never comes.
    assert abs(gone - number) <= (1 if (later.hour, later.month) == (1, 10) or start.hour == 1 else 0)


@pytest.mark.boundary("CLK-4")
def test_a_council_sets_a_local_limit_in_a_unit_of_its_own():
    usual = CLOCKS["contact-decision"].limits[-1]
    assert (usual.number, usual.unit) == (1, WORKING_DAYS)
    read = {
        text: own_limit(text, usual) for text in ("2", "4 weeks", "48 hours", "1 Week", "10 working-days")
    }
    assert [(limit.number, limit.unit) for limit in read.values()] == [
        (2, WORKING_DAYS), (4, WEEKS), (48, HOURS), (1, WEEKS), (10, WORKING_DAYS)
    ]  # fmt: skip
    for text in ("", "soon", "0", "-3", "4 fortnights"):
        with pytest.raises(NotALimit, match="is not a limit"):
            own_limit(text, usual)


@pytest.mark.boundary("CLK-5")
def test_once_a_term_is_by_the_end_of_the_next():
    review = CLOCKS["pep-review"].limits[-1]
    assert deadline(review, date(2017, 12, 31)) == date(2018, 3, 31)
    assert deadline(review, date(2018, 1, 1)) == date(2018, 8, 31)


@pytest.mark.parametrize("unit", [unit for unit in Unit if unit is not Unit.FIXED_DATE])
def test_a_start_or_a_deadline_outside_the_calendar_is_refused(unit):
    limit = Limit(60, unit, date(1900, 1, 1), "A test.")
    for day in (date(1994, 12, 31), date(2040, 12, 30), date(2041, 1, 1)):
        with pytest.raises(BeyondCalendar):
            deadline(limit, at(f"{day}T12:00") if unit is HOURS else day)


def test_a_limit_says_itself_in_words():
    assert [str(CLOCKS[name].limits[-1]) for name in ("assessment", "referral-decision", "ehc-phase-transfer",
            "ehc-review-notice", "initial-assessment")] == [
        "45 working days", "1 working day", "by 15 February", "2 weeks before", "no limit"
    ]  # fmt: skip
