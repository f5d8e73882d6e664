"""What is said of an interval, of few cases, of a change, and of none: the words that stand on pages."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldenthread.rulebook.chance_words import chance_of, since_words, why_none
from goldenthread.rulebook.comparison import compare_areas
from goldenthread.rulebook.figures import Figure, parse_figure
from goldenthread.rulebook.targets import Polarity


def told(text: str, unit: str = "%", counts: tuple[Decimal | int, Decimal | int] | None = None):
    return chance_of(parse_figure(text, unit=unit or None), unit, counts)


def test_a_share_says_its_counts_and_between_what_chance_may_lie():
    found = told("84%", counts=(1596, 1900))
    assert found.sentence == "84% is 1,596 of 1,900: between 82.3% and 85.6% could be chance alone."
    assert (found.at_95, found.at_998) == ("82.3% to 85.6%", "81.2% to 86.4%")
    assert found.method == "Wilson’s method for a share"
    assert (found.is_few, found.few_words) == (False, "")


def test_few_cases_say_what_one_more_would_do():
    found = told("22.2%", counts=(4, 18))
    assert found.is_few
    assert found.few_words == "With so few cases, one more or one fewer moves it by 5.6 points"


@pytest.mark.boundary("CI-6")
def test_ten_cases_are_enough_and_nine_are_few():
    assert told("45%", counts=(9, 20)).is_few
    assert not told("50%", counts=(10, 20)).is_few
    assert told("0%", counts=(0, 20)).is_few


def test_a_rate_is_in_its_own_unit_and_without_points():
    found = told("38.1", "per 10,000", (Decimal(287), Decimal(75400)))
    assert found.sentence == "38.1 is 287 of 75,400: between 33.8 and 42.7 could be chance alone."
    few = told("1.1", "per 10,000", (8, 75400))
    assert few.few_words == "With so few cases, one more or one fewer moves it by 0.1"
    assert few.method == "The exact Poisson method, for a rate of fewer than 10 cases"


def test_ends_have_as_many_decimals_as_the_figure_and_one_at_least():
    assert told("0.13", "per 1,000", (13, 100000)).at_95 == "0.07 to 0.22"
    assert told("50%", counts=(50, 100)).at_95 == "40.4% to 59.6%"


def test_what_is_printed_as_its_counts_does_not_say_them_twice():
    assert told("12/15").sentence == "12/15: between 54.8% and 93.0% could be chance alone."


def test_a_count_that_is_not_whole_is_printed_as_it_is():
    assert "is 2.5 of 10:" in told("25%", counts=(Decimal("2.500000"), Decimal(10))).sentence


def test_a_suppressed_figure_says_nothing_though_its_counts_were_given():
    found = told("supressed", counts=(4, 18))
    assert (found.sentence, found.at_95, found.at_998, found.few_words, found.is_few) == (
        "",
        "",
        "",
        "",
        False,
    )


@pytest.mark.boundary("CI-5")
@pytest.mark.boundary("CI-9")
@pytest.mark.boundary("CI-10")
def test_why_no_figure_of_a_series_has_an_interval():
    none, count, wrong = told("82%"), told("477", ""), told("70%", counts=(36, 52))
    assert why_none([none, none, told("supressed")]) == (
        ("their numerators and denominators are not recorded", "CI-5"),
    )
    assert [code for _, code in why_none([none, count, wrong])] == ["CI-5", "CI-9", "CI-10"]
    assert why_none([none, told("84%", counts=(1596, 1900))]) == ()
    assert why_none([told("supressed")]) == ()


@pytest.mark.boundary("BEN-4")
@pytest.mark.boundary("BEN-5")
def test_a_change_is_more_than_chance_where_the_intervals_do_not_meet():
    now, near, far = (told(text, counts=counts) for text, counts in (
        ("84%", (1596, 1900)), ("82%", (1558, 1900)), ("80%", (1520, 1900)),
    ))  # fmt: skip
    for other, words in (
        (near, "Changed by no more than chance since 2017-18 Q3"),
        (far, "Changed by more than chance since 2017-18 Q3"),
    ):
        compared = compare_areas(now.chance.at_95, other.chance.at_95, Polarity.HIGH)
        assert since_words(compared, "2017-18 Q3") == words
    assert since_words(compare_areas(now.chance.at_95, None, Polarity.HIGH), "2017-18 Q3") == ""


def test_the_figure_s_own_counts_are_taken_where_none_are_given():
    own = Figure("20%", value=Decimal(20), unit="%", numerator=20, denominator=100)
    assert chance_of(own, "%").counts == (20, 100)
