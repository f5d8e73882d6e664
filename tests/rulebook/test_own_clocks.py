"""The clock of a council's own list: counted and warned as it says, within bounds."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.rulebook.clocks import State, state
from goldenthread.rulebook.limits import HOURS, TERMS, WORKING_DAYS
from goldenthread.rulebook.own_clocks import NotAClock, own_clock

JUNE_1 = date(2018, 6, 1)


@pytest.mark.boundary("CLK-9")
def test_a_list_s_own_clock_at_its_boundaries() -> None:
    clock = own_clock(20, WORKING_DAYS, starts="asked", stops="done", warn=5)
    assert state(clock, JUNE_1, date(2018, 6, 29), date(2018, 7, 16)).state is State.MET
    assert state(clock, JUNE_1, date(2018, 7, 2), date(2018, 7, 16)).state is State.MISSED
    assert state(clock, JUNE_1, None, date(2018, 6, 21)).state is State.RUNNING
    assert state(clock, JUNE_1, None, date(2018, 6, 22)).state is State.DUE_SOON
    for number, unit, warn in ((0, WORKING_DAYS, 0), (1001, WORKING_DAYS, 0), (1, TERMS, 0), (1, HOURS, -1)):
        with pytest.raises(NotAClock):
            own_clock(number, unit, starts="asked", stops="done", warn=warn)
