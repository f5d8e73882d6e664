"""Breaks of a series: which period is of which definition, and what is then not compared."""

from datetime import date
from decimal import Decimal

import pytest

from goldenthread.rulebook.breaks import break_between, stretch_of
from goldenthread.rulebook.periods import parse_period
from goldenthread.rulebook.rating import Polarity
from goldenthread.rulebook.travel import comparable_previous, direction_of_travel

Q4, Q1, Q2 = (parse_period(text) for text in ("2016-17 Q4", "2017-18 Q1", "2017-18 Q2"))


@pytest.mark.boundary("BRK-1")
@pytest.mark.parametrize(
    ("day", "of_the_old"),
    [(date(2017, 4, 1), True), (date(2017, 3, 31), False), (date(2017, 1, 1), False)],
)
def test_the_last_day_of_a_period_decides_of_which_definition_it_is(day: date, of_the_old: bool) -> None:
    assert (stretch_of(Q4, [day]) == 0) is of_the_old
    assert stretch_of(Q1, [day]) == 1
    assert break_between(Q4, Q1, [day]) == (day if of_the_old else None)


def test_a_break_parts_two_periods_whichever_is_named_first_and_the_latest_is_told() -> None:
    days = [date(2017, 4, 1), date(2017, 7, 1), date(2017, 10, 1)]
    assert break_between(Q2, Q4, days) == break_between(Q4, Q2, days) == date(2017, 7, 1)
    assert break_between(Q4, Q4, days) is None
    assert break_between(Q4, Q2, []) is None


@pytest.mark.boundary("DOT-8")
def test_a_period_is_not_compared_across_a_change_of_definition() -> None:
    breaks = [date(2017, 4, 1)]
    broken = comparable_previous(Q1, [Q4, Q1, Q2], cumulative=False, breaks=breaks)
    assert (broken.previous, broken.code, broken.broken_on) == (None, "DOT-8", breaks[0])
    travel = direction_of_travel(Decimal(82), None, Polarity.HIGH, broken_on=broken.broken_on)
    assert (travel.arrow, travel.change, travel.code) == (None, None, "DOT-8")
    assert travel.reason == "The definition changed on 1 April 2017"
    assert comparable_previous(Q2, [Q4, Q1, Q2], cumulative=False, breaks=breaks).code == "DOT-5"
    before = comparable_previous(Q4, [Q4.previous(), Q4], cumulative=False, breaks=breaks)
    assert before.code == "DOT-5"


@pytest.mark.boundary("DOT-8")
@pytest.mark.parametrize(("text", "code"), [("2017-18 Q4", "DOT-8"), ("2018-19 Q1", "DOT-6")])
def test_a_year_to_date_is_not_compared_with_a_year_of_another_definition(text: str, code: str) -> None:
    period = parse_period(text)
    found = comparable_previous(
        period, [period, period.a_year_before()], cumulative=True, breaks=[date(2017, 4, 1)]
    )
    assert found.code == code


def test_what_was_never_known_is_no_break() -> None:
    assert comparable_previous(Q1, [Q1], cumulative=False, breaks=[date(2017, 4, 1)]).code == "DOT-7"
