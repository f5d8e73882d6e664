"""Direction of travel: the arrow of the number, whether it is better, and what it is compared with."""

from decimal import Decimal

import pytest

from goldenthread.rulebook.periods import parse_period
from goldenthread.rulebook.rating import Polarity, Target, TargetKind
from goldenthread.rulebook.travel import comparable_previous, direction_of_travel

GOOD_RANGE = Target(TargetKind.RANGE, Decimal(260), Decimal(300))


@pytest.mark.boundary("DOT-1", "DOT-2", "DOT-3")
@pytest.mark.parametrize(
    ("before", "now", "polarity", "dead_band", "arrow", "change", "code"),
    [
        ("82", "82", Polarity.HIGH, "0", "level", "same", "DOT-1"),
        ("82", "83", Polarity.HIGH, "1", "level", "same", "DOT-1"),
        ("82", "81", Polarity.HIGH, "1", "level", "same", "DOT-1"),
        ("82", "83.1", Polarity.HIGH, "1", "up", "better", "DOT-2"),
        ("82", "82.1", Polarity.HIGH, "0", "up", "better", "DOT-2"),
        ("82", "81.9", Polarity.HIGH, "0", "down", "worse", "DOT-2"),
        ("82", "82.1", Polarity.LOW, "0", "up", "worse", "DOT-2"),
        ("82", "81.9", Polarity.LOW, "0", "down", "better", "DOT-2"),
        ("880", "914", Polarity.NEITHER, "0", "up", None, "DOT-3"),
        ("880", "914", Polarity.RANGE, "0", "up", None, "DOT-3"),
    ],
)
def test_the_arrow_is_the_numbers_and_the_change_is_by_polarity(
    before: str, now: str, polarity: Polarity, dead_band: str, arrow: str, change: str | None, code: str
) -> None:
    travel = direction_of_travel(Decimal(now), Decimal(before), polarity, Decimal(dead_band))
    assert (travel.arrow, travel.change, travel.code) == (arrow, change, code)


@pytest.mark.boundary("DOT-4")
@pytest.mark.parametrize(
    ("before", "now", "arrow", "change"),
    [
        ("344", "301", "down", "better"),
        ("301", "344", "up", "worse"),
        ("240", "259", "up", "better"),
        ("260", "300", "up", "same"),
        ("300", "301", "up", "worse"),
        ("250", "310", "up", "same"),
    ],
)
def test_nearer_to_a_good_range_is_better(before: str, now: str, arrow: str, change: str) -> None:
    travel = direction_of_travel(Decimal(now), Decimal(before), Polarity.RANGE, target=GOOD_RANGE)
    assert (travel.arrow, travel.change, travel.code) == (arrow, change, "DOT-4")


@pytest.mark.boundary("DOT-0")
def test_without_a_figure_on_either_side_there_is_no_direction() -> None:
    for now, before in ((Decimal(82), None), (None, Decimal(82)), (None, None)):
        travel = direction_of_travel(now, before, Polarity.HIGH)
        assert (travel.arrow, travel.change, travel.code) == (None, None, "DOT-0")
    assert direction_of_travel(Decimal(82), Decimal(0), Polarity.HIGH).arrow == "up"


@pytest.mark.boundary("DOT-5", "DOT-6", "DOT-7")
@pytest.mark.parametrize(
    ("period", "known", "cumulative", "previous", "code"),
    [
        ("2017-18 Q4", ["2017-18 Q2", "2017-18 Q3", "2016-17 Q4"], False, "2017-18 Q3", "DOT-5"),
        ("2017-18 Q1", ["2016-17 Q4"], False, "2016-17 Q4", "DOT-5"),
        ("2017-18 Q4", ["2017-18 Q2", "2017-18"], False, None, "DOT-7"),
        ("2017-18", ["2016-17", "2017-18 Q4"], False, "2016-17", "DOT-5"),
        ("2017-18 Q2", ["2017-18 Q1", "2016-17 Q2"], True, "2016-17 Q2", "DOT-6"),
        ("2017-18 Q2", ["2017-18 Q1"], True, None, "DOT-7"),
        ("2017-18 Q1", [], False, None, "DOT-7"),
        ("12 months to 1 May 2018", ["12 months to 1 May 2017"], False, "12 months to 1 May 2017", "DOT-5"),
    ],
)
def test_a_period_is_compared_with_one_of_its_own_kind(
    period: str, known: list[str], cumulative: bool, previous: str | None, code: str
) -> None:
    comparison = comparable_previous(
        parse_period(period), [parse_period(text) for text in known], cumulative=cumulative
    )
    assert comparison.previous == (None if previous is None else parse_period(previous))
    assert comparison.code == code


def test_the_reason_names_both_numbers_and_the_polarity() -> None:
    travel = direction_of_travel(Decimal("17.7"), Decimal("18.9"), Polarity.LOW)
    assert travel.reason == "18.9 to 17.7 is down, and low is good: better"
