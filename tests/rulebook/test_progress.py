"""What the state of an action implies, on the day before and after each limit."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from goldenthread.rulebook.progress import Limits, Progress, State, flags

TODAY = date(2018, 7, 31)
NEXT_YEAR = date(2019, 3, 31)
GOING_WELL = Progress(State.IN_PROGRESS, due=NEXT_YEAR, last_update=TODAY)
DONE = Progress(State.COMPLETED, due=NEXT_YEAR, completed_on=TODAY, evidence=1)


def days(number: int) -> date:
    """The day this many days after today."""
    return TODAY + timedelta(days=number)


def codes(progress: Progress, limits: Limits | None = None) -> set[str]:
    return {flag.code for flag in flags(progress, TODAY, limits or Limits())}


def test_an_action_that_goes_well_has_no_flag() -> None:
    assert flags(GOING_WELL, TODAY) == ()
    assert flags(DONE, TODAY) == ()


@pytest.mark.boundary("PROG-1", "PROG-2")
@pytest.mark.parametrize(
    ("due_in", "expected"),
    [(-1, "PROG-1"), (0, "PROG-2"), (30, "PROG-2"), (31, None)],
)
def test_due_today_is_due_soon_and_overdue_tomorrow(due_in: int, expected: str | None) -> None:
    progress = replace(GOING_WELL, state=State.AT_RISK, due=days(due_in))
    assert codes(progress) == ({expected} if expected else set())


@pytest.mark.boundary("PROG-2")
def test_a_plan_has_its_own_limit_for_due_soon() -> None:
    assert codes(replace(GOING_WELL, due=days(15)), Limits(due_soon_days=14)) == set()
    assert codes(replace(GOING_WELL, due=days(14)), Limits(due_soon_days=14)) == {"PROG-2"}


@pytest.mark.boundary("PROG-1", "PROG-6")
def test_a_completed_action_is_never_overdue_and_wants_evidence() -> None:
    late = replace(DONE, due=days(-10), completed_on=days(-10))
    assert codes(late) == set()
    assert codes(replace(late, evidence=0)) == {"PROG-6"}
    assert codes(replace(GOING_WELL, evidence=0)) == set()


@pytest.mark.boundary("PROG-3")
@pytest.mark.parametrize("since", ["last_update", "starts", "added_on"])
@pytest.mark.parametrize(("ago", "expected"), [(90, set()), (91, {"PROG-3"})])
def test_no_update_for_more_than_90_days_is_stale(since: str, ago: int, expected: set[str]) -> None:
    dates = {"last_update": None, "starts": None, "added_on": None, since: days(-ago)}
    assert codes(replace(GOING_WELL, **dates)) == expected


@pytest.mark.boundary("PROG-3")
def test_nothing_is_expected_of_an_action_that_starts_later_or_is_done() -> None:
    assert codes(replace(GOING_WELL, last_update=None, added_on=days(-400), starts=days(1))) == set()
    assert codes(replace(DONE, last_update=days(-400))) == set()


@pytest.mark.boundary("PROG-4")
@pytest.mark.parametrize(("moves", "expected"), [(0, set()), (1, set()), (2, {"PROG-4"}), (3, {"PROG-4"})])
def test_a_date_moved_twice_is_flagged(moves: int, expected: set[str]) -> None:
    assert codes(replace(GOING_WELL, date_moves=moves)) == expected
    assert codes(replace(DONE, date_moves=moves)) == expected


@pytest.mark.boundary("PROG-5")
@pytest.mark.parametrize(
    ("state", "due_in", "expected"),
    [
        (State.IN_PROGRESS, -1, {"PROG-1", "PROG-5"}),
        (State.NOT_STARTED, -1, {"PROG-1", "PROG-5"}),
        (State.AT_RISK, -1, {"PROG-1"}),
        (State.PENDING, -1, {"PROG-1"}),
        (State.IN_PROGRESS, 0, {"PROG-2"}),
    ],
)
def test_on_track_though_overdue_is_a_flag_of_its_own(state: State, due_in: int, expected: set[str]) -> None:
    assert codes(replace(GOING_WELL, state=state, due=days(due_in))) == expected


@pytest.mark.boundary("PROG-7")
@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        (replace(GOING_WELL, due=None), {"PROG-7"}),
        (replace(GOING_WELL, due=None, ongoing=True), set()),
        (replace(GOING_WELL, due=None, state=State.ONGOING), set()),
        (replace(DONE, due=None), set()),
    ],
)
def test_an_action_without_an_end_or_a_date_is_flagged(progress: Progress, expected: set[str]) -> None:
    assert codes(progress) == expected


@pytest.mark.boundary("PROG-8")
@pytest.mark.parametrize(("starts_in", "expected"), [(-1, {"PROG-8"}), (0, set()), (1, set())])
def test_an_action_not_started_after_its_start_is_flagged(starts_in: int, expected: set[str]) -> None:
    assert codes(replace(GOING_WELL, state=State.NOT_STARTED, starts=days(starts_in))) == expected


@pytest.mark.boundary("PROG-9", "PROG-10")
@pytest.mark.parametrize(
    ("due_in", "completed_in", "expected"),
    [(-5, -5, set()), (-5, -4, {"PROG-9"}), (5, 0, set()), (5, 1, {"PROG-10"})],
)
def test_completion_has_a_day_that_may_be_late_or_impossible(
    due_in: int, completed_in: int, expected: set[str]
) -> None:
    assert codes(replace(DONE, due=days(due_in), completed_on=days(completed_in))) == expected


def test_a_completion_date_without_a_state_is_a_completion() -> None:
    assert codes(Progress(due=days(-10), completed_on=days(-10), evidence=1)) == set()


def test_flags_come_with_words_the_gravest_first() -> None:
    late = Progress(State.IN_PROGRESS, due=days(-1), last_update=days(-100), date_moves=2)
    assert [(flag.word, flag.reason) for flag in flags(late, TODAY)] == [
        ("Overdue", "Due 30 July 2018, 1 day ago"),
        ("Stated on track", "Stated as in progress, though its date has passed"),
        ("Date moved", "Its completion date was moved 2 times"),
        ("No recent update", "Last updated 22 April 2018, 100 days ago"),
    ]
