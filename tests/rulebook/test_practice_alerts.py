"""Practice alerts: by when each level answers, and how long the whole may take."""

from datetime import date

import pytest

from goldenthread.rulebook.practice_alerts import fits, is_beyond, is_overdue, step_due


@pytest.mark.boundary("ALR-1")
def test_a_step_is_due_in_its_working_days() -> None:
    assert step_due(date(2018, 5, 4), 5) == date(2018, 5, 14)


@pytest.mark.boundary("ALR-2")
@pytest.mark.parametrize(("ended", "beyond"), [(date(2018, 7, 2), False), (date(2018, 7, 3), True)])
def test_the_formal_process_takes_twenty_working_days_at_most(ended: date, beyond: bool) -> None:
    assert is_beyond(date(2018, 6, 4), ended) is beyond


def test_an_informal_alert_is_never_beyond_it() -> None:
    assert not is_beyond(None, date(2018, 7, 3))


@pytest.mark.parametrize(("days", "fit"), [([5, 5, 10], True), ([5, 10, 10], False)])
def test_the_levels_of_a_process_fit_into_it_together(days: list[int], fit: bool) -> None:
    assert fits(days) is fit


@pytest.mark.boundary("ALR-3")
def test_a_step_is_overdue_from_the_day_after() -> None:
    assert not is_overdue(date(2018, 5, 14), date(2018, 5, 14))
    assert is_overdue(date(2018, 5, 14), date(2018, 5, 15))
