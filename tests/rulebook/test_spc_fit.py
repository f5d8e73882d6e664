"""Which series a control chart may be made of, and the periods that it is made of."""

import pytest

from goldenthread.rulebook.periods import parse_period
from goldenthread.rulebook.spc_fit import unfit, without_gaps


@pytest.mark.boundary("SPC-17")
@pytest.mark.parametrize(
    ("texts", "code"), [(("2017-18 Q3", "2017-18 Q4"), "SPC-17"), (("2016-17", "2017-18"), None), ((), None)]
)
def test_a_year_to_date_is_charted_by_its_year_ends_only(texts: tuple[str, ...], code: str | None) -> None:
    assert unfit([parse_period(text) for text in texts], cumulative=True) == code
    assert unfit([parse_period(text) for text in texts], cumulative=False) is None


@pytest.mark.boundary("SPC-18")
@pytest.mark.parametrize(("day", "code"), [("31 March 2018", None), ("30 March 2018", "SPC-18")])
def test_periods_that_overlap_by_a_day_are_not_charted(day: str, code: str | None) -> None:
    periods = [parse_period("12 months to 31 March 2017"), parse_period(f"12 months to {day}")]
    assert unfit(periods, cumulative=False) == code


def test_missing_periods_between_the_first_and_the_last_are_named() -> None:
    periods = [parse_period(text) for text in ("2016-17 Q3", "2017-18 Q2", "2017-18 Q3")]
    assert [str(period) for period in without_gaps(periods)] == [
        "2016-17 Q3", "2016-17 Q4", "2017-18 Q1", "2017-18 Q2", "2017-18 Q3",
    ]  # fmt: skip
    halves = [parse_period(text) for text in ("Autumn half-term 1 2017", "Spring half-term 1 2018")]
    assert str(without_gaps(halves)[1]) == "Autumn half-term 2 2017"


def test_twelve_months_that_do_not_follow_on_are_left_as_they_are() -> None:
    periods = [parse_period("12 months to 31 March 2014"), parse_period("12 months to 30 June 2017")]
    assert without_gaps(periods) == periods
    assert without_gaps([]) == []
