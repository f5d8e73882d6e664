"""Audits of practice: late, small, worked out, refused, repeated, comparable."""

from datetime import date

import pytest

from goldenthread.rulebook.audits import (
    Comparable,
    Stage,
    comparable,
    counting,
    is_small,
    is_the_same_auditor,
    next_step,
    repeats,
    sample_behind,
    stage_of,
    why_not_counted,
)

JUNE = date(2018, 6, 30)
JULY = date(2018, 7, 1)


@pytest.mark.boundary("AUD-1")
def test_the_next_step_is_late_from_the_day_after_its_day() -> None:
    due = {Stage.STARTED: JUNE, Stage.FINISHED: JUNE, Stage.REPORTED: None}
    on_the_day, after = next_step({}, due, JUNE), next_step({}, due, JULY)
    assert (on_the_day and on_the_day.late, after and after.late) == (False, True)
    reported = next_step({Stage.REPORTED: JUNE}, due, JULY)
    assert reported
    assert (reported.step, reported.late, reported.words) == (Stage.CLOSED, False, "close its actions")
    assert next_step({Stage.CANCELLED: JUNE}, due, JULY) is None
    assert next_step({Stage.CLOSED: JUNE}, due, JULY) is None
    assert stage_of({Stage.STARTED: JUNE, Stage.FINISHED: JUNE}) is Stage.FINISHED


@pytest.mark.boundary("AUD-2")
@pytest.mark.parametrize(("cases", "small"), [(29, True), (30, False), (None, True), (0, True)])
def test_a_small_sample(cases: int | None, small: bool) -> None:
    assert is_small(cases) is small


@pytest.mark.boundary("AUD-3")
@pytest.mark.parametrize(
    ("percent", "count", "sample"),
    [(22, 4, 18), (34, 17, 50), (50, 100, None), (0, 0, None), (34, 1, None), (100, 7, 7), (101, 4, None)],
)
def test_a_sample_is_worked_out_only_where_one_fits(percent: int, count: int, sample: int | None) -> None:
    assert sample_behind(percent, count) == sample


@pytest.mark.boundary("AUD-4")
def test_a_part_is_not_more_than_the_whole() -> None:
    assert why_not_counted(20, 20) == ""
    assert why_not_counted(21, 20) == "There are more good cases (21) than cases (20)."
    assert why_not_counted(None, 8, [1, 3, 4]) == ""
    assert why_not_counted(4, 9, [1, 3, 4]) == "The grades add up to 8 cases, and there are 9."
    assert why_not_counted(-1, 9) == "A number of cases cannot be below 0."


@pytest.mark.boundary("AUD-5")
def test_the_second_auditor_is_another() -> None:
    assert is_the_same_auditor("Team manager A", " team  manager a")
    assert not is_the_same_auditor("Team manager A", "Team manager B")


@pytest.mark.boundary("AUD-6")
def test_what_the_two_agreed_on_counts() -> None:
    assert counting("Good", None) == "Good"
    assert counting("Good", "Requires improvement") == "Requires improvement"
    assert counting(None, None) is None


@pytest.mark.boundary("AUD-7")
def test_a_theme_repeats_in_another_period() -> None:
    first, second = (date(2018, 1, 1), JULY), (JULY, date(2018, 10, 1))
    assert repeats([first, second])
    assert not repeats([first, first])


@pytest.mark.boundary("AUD-8")
def test_two_audits_are_compared_on_one_scale() -> None:
    now = ("Good", "Requires improvement", "Inadequate")
    then = ("Good", "Adequate", "Inadequate")
    assert comparable(("Case audit", 1), ("Case audit", 1), (now, now)) is Comparable.SAME_TOOL
    assert comparable(("Case audit", 1), ("Case audit", 2), (now, now)) is Comparable.TOOL_CHANGED
    assert comparable(None, None, (now, now)) is Comparable.TOOL_CHANGED
    assert comparable(("Case audit", 1), ("Case audit", 1), (then, now)) is Comparable.ANOTHER_SCALE
