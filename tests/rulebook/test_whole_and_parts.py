"""Wholes and their parts: delayed days by who is responsible, planned and actual, per day."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.rulebook.intervals import NegativeNumber
from goldenthread.rulebook.periods import parse_period
from goldenthread.rulebook.trajectory_gap import Gap
from goldenthread.rulebook.whole_and_parts import Split, SumState, check_sum, per_day, plan_and_actual

NOVEMBER = parse_period("November 2017")
BODIES = {"health": 942, "social care": 403, "both": 16}


@pytest.mark.boundary("SPLIT-1", "SPLIT-2")
@pytest.mark.parametrize(
    ("both", "code", "difference", "words"),
    [
        (16, "SPLIT-1", 0, "942 + 403 + 16 = 1,361, the whole"),
        (15, "SPLIT-2", -1, "942 + 403 + 15 = 1,360, 1 less than the whole of 1,361"),
        (17, "SPLIT-2", 1, "942 + 403 + 17 = 1,362, 1 more than the whole of 1,361"),
    ],
)
def test_parts_add_up_or_are_a_finding(both: int, code: str, difference: int, words: str) -> None:
    check = check_sum(1361, {**BODIES, "both": both})
    assert (check.code, check.difference, check.reason) == (code, difference, words)


@pytest.mark.boundary("SPLIT-2", "SPLIT-3")
def test_a_missing_part_is_not_0() -> None:
    missing = check_sum(1361, {**BODIES, "both": None})
    assert (missing.state, missing.code, missing.reason) == (SumState.NOT_CHECKED, "SPLIT-3", "Missing: both")
    assert check_sum(1361, {**BODIES, "both": 0}).code == "SPLIT-2"
    assert check_sum(1361, {"health": 960, "social care": 403, "both": None}).difference == 2
    assert check_sum(1361, {"health": 958, "social care": 403, "both": None}).code == "SPLIT-3"
    assert check_sum(None, BODIES).reason == "The whole is missing"
    assert check_sum(1361, {}).reason == "There are no parts"
    assert check_sum(0, {"health": 0}).code == "SPLIT-1"


@pytest.mark.boundary("SPLIT-4")
def test_an_amount_per_day_is_over_the_days_of_its_own_month() -> None:
    assert per_day(56, parse_period("February 2018")) == 2
    assert per_day(58, parse_period("February 2016")) == 2
    assert per_day(None, NOVEMBER) is None
    assert per_day(Decimal("0.3"), NOVEMBER) == Decimal("0.01")


def test_delayed_days_are_held_against_their_plan_per_day() -> None:
    month = plan_and_actual(NOVEMBER, Split(1622, {"body": {"health": 1100}}), Split(1361, {"body": BODIES}))
    assert (month.whole.side, month.whole.gap) == (Gap.AHEAD, Decimal(1361) / 30 - Decimal(1622) / 30)
    assert month.whole.reason == "45.37 per day against 54.07 per day planned: 8.7 per day ahead"
    assert [part.part for part in month.parts] == ["health", "social care", "both"]
    assert [part.against.side for part in month.parts] == [Gap.AHEAD, None, None]
    assert [round(part.share or 0, 1) for part in month.parts] == [
        Decimal("69.2"),
        Decimal("29.6"),
        Decimal("1.2"),
    ]
    assert [(check.of, check.code) for check in month.checks] == [
        ("planned", "SPLIT-2"),
        ("actual", "SPLIT-1"),
    ]
    assert [check.of for check in month.findings] == ["planned"]


def test_each_way_of_splitting_is_checked_by_itself() -> None:
    by_reason = {"awaiting assessment": 400, "awaiting a care package": 960}
    month = plan_and_actual(NOVEMBER, Split(1622), Split(1361, {"body": BODIES, "reason": by_reason}))
    assert [(finding.by, finding.difference) for finding in month.findings] == [("reason", -1)]
    assert len(month.parts) == 5


def test_a_missing_whole_has_no_shares_and_amounts_below_0_are_refused() -> None:
    month = plan_and_actual(NOVEMBER, Split(None), Split(None, {"body": BODIES}))
    assert {part.share for part in month.parts} == {None}
    assert month.whole.code == "TRAJ-11"
    assert plan_and_actual(NOVEMBER, Split(0), Split(0, {"body": {"health": 0}})).parts[0].share is None
    with pytest.raises(NegativeNumber, match="The whole is -1"):
        Split(-1)
    with pytest.raises(NegativeNumber, match="health is -2"):
        Split(5, {"body": {"health": -2}, "reason": {"health": 3}})


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=8), st.integers(-50, 50))
def test_the_difference_is_what_is_planted(parts: list[int], planted: int) -> None:
    whole = sum(parts) - planted
    check = check_sum(whole, {str(at): part for at, part in enumerate(parts)})
    assert check.difference == planted
    assert (check.state is SumState.FINDING) == (planted != 0)
