"""How far a date has moved, a day to either side of where it first stood."""

from datetime import date

import pytest

from goldenthread.rulebook.slippage import slippage, slipped

FIRST = date(2018, 7, 31)


@pytest.mark.boundary("SLIP-1")
@pytest.mark.parametrize(
    ("due", "days", "reason"),
    [
        (date(2018, 8, 1), 1, "Slipped by 1 day"),
        (date(2018, 9, 30), 61, "Slipped by 61 days"),
        (FIRST, 0, "Not moved"),
        (date(2018, 7, 30), -1, "Brought forward by 1 day"),
    ],
)
def test_slippage_is_counted_from_the_first_recorded_date(due: date, days: int, reason: str) -> None:
    found = slippage(FIRST, due)
    assert found is not None
    assert (found.code, found.days, found.reason) == ("SLIP-1", days, reason)


def test_without_a_first_or_a_present_date_nothing_has_slipped() -> None:
    assert slippage(None, FIRST) is None
    assert slippage(FIRST, None) is None


@pytest.mark.boundary("SLIP-2")
def test_a_date_brought_forward_is_not_set_off_against_one_that_slipped() -> None:
    found = slipped([slippage(FIRST, date(2018, 8, 10)), slippage(FIRST, date(2018, 7, 21))])
    assert (found.actions, found.slipped, found.days) == (2, 1, 10)
    assert found.reason == "1 of 2 actions slipped, by 10 days in all"


def test_several_that_slipped_say_which_did_so_most() -> None:
    found = slipped([slippage(FIRST, date(2018, 8, 1)), slippage(FIRST, date(2018, 8, 10)), None])
    assert found.reason == "2 of 2 actions slipped, by 11 days in all, the most 10 days"


def test_none_that_slipped_is_said_in_words() -> None:
    assert slipped([slippage(FIRST, FIRST)]).reason == "None of 1 action with a date slipped"
    assert slipped([None]).reason == "No action has a date"
