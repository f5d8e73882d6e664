"""Complaints: by when, extended to when, on time or late, and which stage may follow."""

from datetime import date

import pytest

from goldenthread.rulebook.complaints import (
    NotExtended,
    Stage,
    due_on,
    may_follow,
    on_time_of,
    shown_counts,
    timing,
)

DUE = date(2018, 5, 21)
BEFORE, LATER = date(2018, 5, 18), date(2018, 5, 22)


@pytest.mark.boundary("CMP-1")
@pytest.mark.parametrize(
    ("stage", "received", "due"),
    [
        (Stage.SERVICE, date(2018, 5, 4), date(2018, 5, 21)),
        (Stage.INVESTIGATION, date(2018, 6, 4), date(2018, 7, 9)),
        (Stage.PANEL, date(2018, 6, 4), date(2018, 7, 16)),
    ],
)
def test_each_stage_has_its_working_days(stage: Stage, received: date, due: date) -> None:
    assert due_on(stage, received) == due


@pytest.mark.boundary("CMP-2")
def test_the_first_two_stages_may_be_extended_and_the_panel_may_not() -> None:
    assert due_on(Stage.SERVICE, date(2018, 5, 4), extended=True) == date(2018, 6, 5)
    assert due_on(Stage.INVESTIGATION, date(2018, 6, 4), extended=True) == date(2018, 9, 4)
    with pytest.raises(NotExtended, match="CMP-2"):
        due_on(Stage.PANEL, date(2018, 6, 4), extended=True)


@pytest.mark.boundary("CMP-3")
@pytest.mark.parametrize(
    ("answered", "today", "late_by"),
    [
        (DUE, LATER, 0),
        (LATER, LATER, 1),
        (None, DUE, None),
        (None, LATER, 1),
        (date(2018, 5, 19), date(2018, 5, 30), 0),
    ],
)
def test_a_stage_is_late_from_the_day_after(answered: date | None, today: date, late_by: int | None) -> None:
    assert timing(DUE, answered=answered, today=today).late_by == late_by


def test_a_saturday_after_its_friday_is_late_though_no_working_day_went_by() -> None:
    assert timing(date(2018, 5, 18), answered=date(2018, 5, 19), today=LATER).late_by == 1


@pytest.mark.boundary("CMP-4")
def test_the_share_on_time_counts_those_that_wait_beyond_their_day() -> None:
    stages = [
        *[timing(DUE, answered=BEFORE, today=LATER)] * 3,
        timing(DUE, answered=LATER, today=LATER),
        timing(DUE, answered=None, today=LATER),
        timing(date(2018, 6, 1), answered=None, today=LATER),
    ]
    assert on_time_of(stages) == (3, 5)
    withdrawn = timing(DUE, answered=None, withdrawn=BEFORE, today=LATER)
    assert on_time_of([*stages, withdrawn]) == (3, 5)


@pytest.mark.boundary("CMP-5")
@pytest.mark.parametrize(
    ("stage", "latest", "answered", "may"),
    [
        (Stage.PANEL, Stage.INVESTIGATION, False, False),
        (Stage.PANEL, Stage.INVESTIGATION, True, True),
        (Stage.PANEL, Stage.SERVICE, True, False),
        (Stage.INVESTIGATION, Stage.SERVICE, False, True),
        (Stage.INVESTIGATION, None, False, True),
        (Stage.PANEL, None, False, False),
        (Stage.SERVICE, Stage.SERVICE, True, False),
    ],
)
def test_a_stage_follows_the_one_before(
    stage: Stage, latest: Stage | None, answered: bool, may: bool
) -> None:
    assert may_follow(stage, latest=latest, latest_answered=answered) is may


@pytest.mark.boundary("CMP-6")
def test_a_small_count_is_hidden_and_so_is_the_one_that_would_tell_it() -> None:
    assert shown_counts({"A": 5, "B": 4, "C": 4}) == [
        ("A", "5"),
        ("B", "Fewer than 5"),
        ("C", "Fewer than 5"),
    ]
    assert shown_counts({"A": 12, "B": 6, "C": 3}) == [
        ("A", "12"),
        ("B", "Not shown"),
        ("C", "Fewer than 5"),
    ]
    assert shown_counts({"A": 12, "B": 6, "C": 3, "D": 2})[:2] == [("A", "12"), ("B", "6")]


def test_themes_do_not_add_up_to_a_whole_so_only_small_ones_are_hidden() -> None:
    assert shown_counts({"A": 12, "B": 6, "C": 3}, whole=False)[1] == ("B", "6")
