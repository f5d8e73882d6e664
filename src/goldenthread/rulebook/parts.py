"""The state of an action that is a plan of its own, drawn from that plan's actions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.progress import State

_OURS = "A convention of this product, shown wherever the rule speaks."

PART_1 = define_rule(
    "PART-1",
    title="Completed: every part is completed",
    meaning="Each action of the plan is completed.",
    basis=_OURS,
    boundaries=("Two of two completed is completed; one of two is in progress.",),
)
PART_2 = define_rule(
    "PART-2",
    title="At risk: a part is at risk or overdue",
    meaning="Not every action of the plan is completed, and at least one is stated as at risk or is overdue, "
    "whatever the others are.",
    basis=_OURS,
    boundaries=(
        "One overdue of three is at risk, though the others are completed or on track.",
        "Not started and overdue is at risk.",
    ),
)
PART_3 = define_rule(
    "PART-3",
    title="Not started: no part has started",
    meaning="Each action of the plan is stated as not started or pending, or has no rating yet, and none is "
    "overdue.",
    basis=_OURS,
    boundaries=("Two of two not started is not started; with one in progress it is in progress.",),
)
PART_4 = define_rule(
    "PART-4",
    title="In progress: some parts have started",
    meaning="At least one action of the plan has started or is completed, not all are completed, and none is "
    "at risk or overdue.",
    basis=_OURS,
    boundaries=("One completed and one not started is in progress; one ongoing of one is in progress.",),
)
PART_5 = define_rule(
    "PART-5",
    title="No state: the plan has no actions",
    meaning="There is nothing yet to draw the state from.",
    basis=_OURS,
    boundaries=("Without an action there is no state; with one that has no rating it is not started.",),
)

_NOT_STARTED = frozenset({None, State.NOT_STARTED, State.PENDING})


@dataclass(frozen=True)
class Part:
    """One action of the plan: what is stated of it, and whether the rulebook finds it overdue."""

    state: State | None
    overdue: bool = False


@dataclass(frozen=True)
class DrawnState:
    """A state drawn from parts, the rule that gave it and the reason. ``state`` is None without parts."""

    state: State | None
    code: Code
    reason: str


def state_from(parts: Sequence[Part]) -> DrawnState:
    """Draw the state of an action from the actions of the plan that it is."""
    if not parts:
        return DrawnState(None, PART_5, "The plan has no actions yet")
    states = [part.state for part in parts]
    completed = states.count(State.COMPLETED)
    reason = f"{_of(completed, len(parts))} completed"
    if completed == len(parts):
        return DrawnState(State.COMPLETED, PART_1, reason)
    troubled = sum(part.overdue or part.state is State.AT_RISK for part in parts)
    if troubled:
        verb = "is" if troubled == 1 else "are"
        return DrawnState(State.AT_RISK, PART_2, f"{reason}, {troubled} {verb} at risk or overdue")
    if all(state in _NOT_STARTED for state in states):
        return DrawnState(State.NOT_STARTED, PART_3, f"{_of(0, len(parts))} started")
    return DrawnState(State.IN_PROGRESS, PART_4, reason)


def _of(count: int, total: int) -> str:
    """ "12 of 35 actions are", "1 of 1 action is"."""
    return f"{count} of {total} {'action' if total == 1 else 'actions'} {'is' if count == 1 else 'are'}"
