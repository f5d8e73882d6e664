"""A target that was changed after the fact: a day to either side of the period's end and of its first."""

from datetime import date

import pytest

from goldenthread.rulebook.target_changes import TargetVersion, change_made_by, target_change

ENDS = date(2018, 3, 31)
YEAR = date(2017, 4, 1)


def target(text: str, known: date, effective: date = YEAR) -> TargetVersion:
    return TargetVersion(text, effective, known, text)


FIRST = target("90%", YEAR)


@pytest.mark.boundary("TGT-1")
def test_a_target_known_the_day_after_the_period_ended_was_changed_after_it() -> None:
    late = target("85%", date(2018, 4, 1), date(2018, 1, 1))
    found = target_change([FIRST, late], ENDS)
    assert found is not None
    assert (found.was, found.until, found.code) == ("90%", date(2018, 4, 1), "TGT-1")
    assert str(found) == "was 90% until 1 April 2018, changed after the period ended"
    in_time = target("85%", ENDS, ENDS)
    assert target_change([FIRST, in_time], ENDS) is None


@pytest.mark.boundary("TGT-1")
def test_the_first_target_of_all_changes_none_and_one_that_replaces_it_later_does() -> None:
    loaded = target("90%", date(2018, 7, 9))
    assert target_change([loaded], ENDS) is None
    found = target_change([loaded, target("85%", date(2018, 7, 16))], ENDS)
    assert found is not None
    assert (found.was, found.until) == ("90%", date(2018, 7, 16))


def test_of_several_changes_after_the_end_the_target_that_stood_at_the_end_is_shown() -> None:
    twice = [FIRST, target("85%", date(2018, 5, 3)), target("80%", date(2018, 6, 1))]
    found = target_change(twice, ENDS)
    assert found is not None
    assert (found.was, found.until) == ("90%", date(2018, 5, 3))


@pytest.mark.boundary("TGT-2")
def test_a_target_known_the_day_after_it_began_was_changed_late() -> None:
    began = date(2018, 1, 1)
    found = target_change([FIRST, target("85%", date(2018, 1, 2), began)], ENDS)
    assert found is not None
    assert (found.was, found.until, found.code) == ("90%", date(2018, 1, 2), "TGT-2")
    assert target_change([FIRST, target("85%", began, began)], ENDS) is None


@pytest.mark.boundary("TGT-3")
def test_a_target_that_comes_back_to_what_it_was_is_no_change() -> None:
    there = target("85%", date(2018, 5, 3))
    back = target("90%", date(2018, 6, 1))
    assert target_change([FIRST, there, back], ENDS) is None
    assert target_change([FIRST, there], ENDS) is not None


def test_a_target_for_a_later_period_changes_nothing_of_this_one() -> None:
    later = target("95%", date(2018, 5, 3), date(2018, 4, 1))
    assert target_change([FIRST, later], ENDS) is None


def test_an_older_target_recorded_late_does_not_hold_and_changes_nothing() -> None:
    newer = target("85%", date(2018, 1, 1), date(2018, 1, 1))
    older = target("80%", date(2018, 5, 3), date(2017, 10, 1))
    assert target_change([FIRST, newer, older], ENDS) is None


def test_without_a_target_nothing_was_changed() -> None:
    assert target_change([], ENDS) is None


def test_a_target_says_what_it_changed_when_it_became_known() -> None:
    late = target("85%", date(2018, 5, 3))
    third = target("80%", date(2018, 6, 1), date(2018, 4, 1))
    history = [FIRST, late, third]
    made = [change_made_by(one, history, [ENDS]) for one in history]
    assert [one and (str(one), one.code) for one in made] == [
        None,
        ("was 90% until 3 May 2018, changed after the period ended", "TGT-1"),
        ("was 85% until 1 June 2018, changed after the day from which it holds", "TGT-2"),
    ]
    assert change_made_by(late, history, []) == target_change([FIRST, late], date(2018, 5, 3))
