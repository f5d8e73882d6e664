"""From which day a case drifts."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.rulebook.drifting import (
    DRI_1,
    DRI_3,
    DRI_5,
    MONTHS,
    drifts,
    first_day_not_drifting,
    is_repeat,
    is_unseen,
)


@pytest.mark.boundary("DRI-1", "DRI-3", "DRI-5")
@pytest.mark.parametrize(
    ("rule", "begun", "last"),
    [
        (DRI_1, date(2018, 3, 1), date(2018, 12, 1)),
        (DRI_3, date(2018, 8, 31), date(2019, 2, 28)),
        (DRI_5, date(2018, 8, 31), date(2019, 2, 28)),
    ],
)
def test_it_drifts_from_the_day_after_its_months(rule, begun, last):
    assert not drifts(begun, last, MONTHS[rule])
    assert drifts(begun, last + timedelta(days=1), MONTHS[rule])


@given(st.dates(date(2016, 1, 1), date(2021, 1, 1)), st.sampled_from([6, 9]))
def test_the_first_day_that_does_not_drift_divides_the_days(today, months):
    first = first_day_not_drifting(today, months)
    assert not drifts(first, today, months)
    assert drifts(first - timedelta(days=1), today, months)


@pytest.mark.boundary("DRI-4")
def test_unseen_is_longer_ago_than_the_council_s_days():
    assert not is_unseen(date(2018, 3, 1), date(2018, 3, 29), 28)
    assert is_unseen(date(2018, 3, 1), date(2018, 3, 30), 28)


@pytest.mark.boundary("DRI-2")
def test_a_repeat_plan_is_not_the_first():
    assert not is_repeat(0)
    assert is_repeat(1)
