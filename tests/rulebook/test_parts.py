"""The state of an action that is a plan of its own."""

import pytest

from goldenthread.rulebook.parts import Part, state_from
from goldenthread.rulebook.progress import State

DONE = Part(State.COMPLETED)
GOING = Part(State.IN_PROGRESS)
ONGOING = Part(State.ONGOING)
AT_RISK = Part(State.AT_RISK)
LATE = Part(State.IN_PROGRESS, overdue=True)
WAITING = Part(State.NOT_STARTED)
PENDING = Part(State.PENDING)
NOT_RATED = Part(None)


@pytest.mark.boundary("PART-1", "PART-2", "PART-3", "PART-4", "PART-5")
@pytest.mark.parametrize(
    ("parts", "state", "code"),
    [
        ([DONE, DONE], State.COMPLETED, "PART-1"),
        ([DONE, GOING], State.IN_PROGRESS, "PART-4"),
        ([DONE, GOING, LATE], State.AT_RISK, "PART-2"),
        ([DONE, AT_RISK], State.AT_RISK, "PART-2"),
        ([Part(State.NOT_STARTED, overdue=True)], State.AT_RISK, "PART-2"),
        ([Part(None, overdue=True), WAITING], State.AT_RISK, "PART-2"),
        ([WAITING, PENDING], State.NOT_STARTED, "PART-3"),
        ([WAITING, GOING], State.IN_PROGRESS, "PART-4"),
        ([DONE, WAITING], State.IN_PROGRESS, "PART-4"),
        ([ONGOING], State.IN_PROGRESS, "PART-4"),
        ([NOT_RATED], State.NOT_STARTED, "PART-3"),
        ([], None, "PART-5"),
    ],
)
def test_a_state_is_drawn_from_the_parts(parts: list[Part], state: State | None, code: str) -> None:
    drawn = state_from(parts)
    assert (drawn.state, drawn.code) == (state, code)


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ([DONE] * 12 + [GOING] * 23, "12 of 35 actions are completed"),
        ([DONE], "1 of 1 action is completed"),
        ([DONE, LATE, AT_RISK], "1 of 3 actions is completed, 2 are at risk or overdue"),
        ([GOING, AT_RISK], "0 of 2 actions are completed, 1 is at risk or overdue"),
        ([WAITING, WAITING], "0 of 2 actions are started"),
        ([], "The plan has no actions yet"),
    ],
)
def test_the_reason_counts_the_parts(parts: list[Part], reason: str) -> None:
    assert state_from(parts).reason == reason
