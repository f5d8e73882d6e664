"""Each rule of surveys at its boundary."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.rulebook.intervals import MoreThanAll
from goldenthread.rulebook.surveys import (
    Kind,
    change_between,
    enough,
    good_answers,
    hidden_groups,
    may_approve,
    may_count,
    mean_of,
    response_rate,
    share_from,
    share_of,
    small_numbers,
    takes_answers,
    within_limit,
)


@pytest.mark.boundary("SVY-1")
def test_fewer_than_the_threshold_are_not_shown():
    assert enough(5, 5)
    assert not enough(4, 5)
    assert not enough(0, 5)


@pytest.mark.boundary("SVY-2")
@pytest.mark.parametrize(
    ("groups", "hidden"),
    [
        ({"a": 3, "b": 8, "c": 20}, {"a", "b"}),
        ({"a": 3, "b": 2, "c": 20}, {"a", "b"}),
        ({"a": 5, "b": 8, "c": 20}, set()),
        ({"a": 4}, {"a"}),
        ({"a": 0, "b": 8, "c": 20}, {"a"}),
        ({"a": 1, "b": 1, "c": 6, "d": 9}, {"a", "b", "c"}),
        ({}, set()),
    ],
)
def test_a_group_goes_with_one_that_is_too_small(groups, hidden):
    assert hidden_groups(groups, 5) == hidden


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 30)), st.integers(3, 20))
def test_what_the_shown_groups_leave_of_the_whole_is_nobody_or_enough(groups, threshold):
    hidden = hidden_groups(groups, threshold)
    left = sum(groups[name] for name in hidden)
    assert left == 0 or left >= threshold or hidden == set(groups)
    assert all(enough(groups[name], threshold) for name in set(groups) - hidden)


@pytest.mark.boundary("SVY-3")
def test_good_is_yes_agreement_and_7_or_above():
    asked = {"yes": 8, "no": 1, "unsure": 1}
    assert (share_of(Kind.YES_NO, asked).good, share_of(Kind.YES_NO, asked).answers) == (8, 10)
    assert share_of(Kind.YES_NO, asked, reverse=True).good == 1
    assert {"7", "8", "9", "10"} == good_answers(Kind.SCALE)
    assert good_answers(Kind.AGREE) == {"5", "4"}
    assert good_answers(Kind.AGREE, reverse=True) == {"1", "2"}
    assert share_of(Kind.TEXT, {"x": 3}) is None
    assert share_of(Kind.YES_NO, {}) is None


def test_a_share_has_its_interval_and_a_mean_its_own():
    share = share_of(Kind.SCALE, {"7": 10, "6": 10})
    assert share.percent == Decimal(50)
    lower, upper = share.interval.limits()
    assert (round(lower, 1), round(upper, 1)) == (29.9, 70.1)
    mean = mean_of({"4": 5, "6": 5})
    assert mean.value == 5
    assert round(mean.lower, 2) == 4.25
    assert mean_of({}) is None
    assert mean_of({"4": 1}).limits() is None


@pytest.mark.boundary("SVY-4", "SVY-5", "SVY-10")
def test_double_answers_and_unread_words_are_held_by_the_database():
    """A code or form that is sent twice and words that nobody read: see the room's own tests."""


@pytest.mark.boundary("SVY-6")
def test_both_ends_of_the_window_are_in_it():
    window = (date(2018, 5, 1), date(2018, 5, 31))
    assert takes_answers(date(2018, 5, 1), *window)
    assert takes_answers(date(2018, 5, 31), *window)
    assert not takes_answers(date(2018, 4, 30), *window)
    assert not takes_answers(date(2018, 6, 1), *window)


@pytest.mark.boundary("SVY-7")
def test_answers_are_counted_after_the_last_day():
    last = date(2018, 5, 31)
    assert not may_count(last, last, closed=False)
    assert may_count(date(2018, 6, 1), last, closed=False)
    assert may_count(last, last, closed=True)


@pytest.mark.boundary("SVY-8")
def test_a_response_rate_needs_those_who_were_asked():
    assert response_rate(40, 100) == 40
    assert response_rate(100, 100) == 100
    assert response_rate(101, 100) is None
    assert response_rate(40, None) is None


@pytest.mark.boundary("SVY-9")
@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        ((10, 20), (15, 20), "may_be_chance"),
        ((100, 200), (150, 200), "risen"),
        ((150, 200), (100, 200), "fallen"),
        ((10, 20), (10, 20), "may_be_chance"),
    ],
)
def test_a_change_is_said_where_it_is_more_than_chance(before, after, verdict):
    change = change_between(share_from(*before), share_from(*after))
    assert change.verdict == verdict


def test_the_interval_of_a_difference_is_newcombes():
    """56 of 70 and 48 of 80: his own example, 0.2 with limits 0.0524 and 0.3339."""
    change = change_between(share_from(48, 80), share_from(56, 70))
    assert (round(change.lower, 2), round(change.upper, 2)) == (5.24, 33.39)


@pytest.mark.boundary("SVY-11")
def test_nobody_approves_their_own_words():
    assert may_approve(2, writer=1)
    assert not may_approve(1, writer=1)


@pytest.mark.boundary("SVY-12")
def test_small_numbers_are_found_in_public_words():
    assert small_numbers("Three of you, and 4 children, said so.", 5) == ("Three", "4")
    assert small_numbers("5 children said so on 3 May 2018.", 5) == ()
    assert small_numbers("You have one number to ring; no one waits.", 5) == ()
    assert small_numbers("One young\nperson said so.", 5) == ("One",)


@pytest.mark.boundary("SVY-13")
def test_more_good_than_there_were_is_refused():
    assert share_from(20, 20).percent == 100
    with pytest.raises(MoreThanAll):
        share_from(21, 20)


@pytest.mark.boundary("SVY-14")
def test_the_last_of_a_days_limit_is_taken():
    assert within_limit(59, 60)
    assert not within_limit(60, 60)
