"""The 20 weeks by stage: which will be late, which cannot be in time, which closures count."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from goldenthread.rulebook.clocks import State
from goldenthread.rulebook.twenty_weeks import Request, Stage, closure_excepts, progress

RECEIVED = date(2018, 1, 11)
DUE = date(2018, 5, 31)


def on_day(number):
    return RECEIVED + timedelta(days=number)


DECIDED = Request(RECEIVED, decided=on_day(42))


@pytest.mark.boundary("CLK-20")
@pytest.mark.parametrize(
    ("request_", "day", "expected"),
    [
        (Request(RECEIVED), 42, DUE),
        (Request(RECEIVED), 43, DUE + timedelta(1)),
        (DECIDED, 42, DUE),
        (Request(RECEIVED, decided=on_day(43)), 43, DUE + timedelta(1)),
        (DECIDED, 84, DUE),
        (DECIDED, 85, DUE + timedelta(1)),
        (replace(DECIDED, advice_given=on_day(80), assessed=on_day(81)), 82, DUE - timedelta(31)),
    ],
)
def test_the_stages_left_take_as_long_as_they_may(request_, day, expected):
    found = progress(request_, on_day(day))
    assert found.expected == expected
    assert found.will_be_late is (expected > DUE)


@pytest.mark.boundary("CLK-21")
@pytest.mark.parametrize(
    ("served", "as_at", "cannot"),
    [
        (None, date(2018, 5, 16), False),
        (None, date(2018, 5, 17), True),
        (date(2018, 5, 16), date(2018, 5, 31), False),
        (date(2018, 5, 17), date(2018, 5, 17), True),
    ],
)
def test_a_draft_leaves_the_family_15_days(served, as_at, cannot):
    found = progress(replace(DECIDED, draft_sent=served), as_at)
    assert found.cannot_be_in_time is cannot
    assert found.draft_by == date(2018, 5, 16)


def test_each_stage_is_known_only_from_its_day_on():
    whole = Request(RECEIVED, on_day(40), on_day(41), on_day(80), on_day(110), on_day(120), on_day(139))
    days = {
        0: Stage.DECISION,
        40: Stage.ADVICE,
        80: Stage.PLAN,
        110: Stage.DRAFT,
        120: Stage.FINAL,
        139: Stage.DONE,
    }
    found = {day: progress(whole, on_day(day)) for day in days}
    assert {day: each.stage for day, each in found.items()} == days
    assert found[139].whole.state == State.MET
    assert found[120].stages[Stage.DECISION].state == State.MET
    assert found[139].expected is None


def test_nothing_waits_for_a_stage_whose_day_nobody_tells():
    untold = frozenset({Stage.ADVICE, Stage.DRAFT})
    waits = progress(DECIDED, on_day(100), untold=untold)
    assert (waits.stage, waits.will_be_late) == (Stage.PLAN, False)
    agreed = progress(replace(DECIDED, assessed=on_day(112)), on_day(139), untold=untold)
    assert (agreed.stage, agreed.will_be_late, agreed.cannot_be_in_time) == (Stage.FINAL, False, False)


def test_a_request_without_its_day_expects_nothing():
    found = progress(Request(None), date(2018, 6, 1))
    assert (found.expected, found.whole.state) == (None, State.NOT_COMPUTABLE)


@pytest.mark.boundary("CLK-22")
def test_only_a_closure_of_four_weeks_counts_and_only_around_it():
    closed = date(2018, 7, 25)
    assert closure_excepts(closed, closed, date(2018, 8, 22))
    assert not closure_excepts(closed, closed, date(2018, 8, 21))
    asked = [date(2018, 7, 17), date(2018, 7, 18), date(2018, 8, 29), date(2018, 8, 30)]
    found = [closure_excepts(day, closed, date(2018, 9, 5)) for day in asked]
    assert found == [False, True, True, False]
