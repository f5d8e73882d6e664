"""Words that give a hidden number away, and words that count a few children."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldenthread.rulebook.quoting import fractions_of_few, quoted, small_counts, telling


@pytest.mark.boundary("PUB-6")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3 children", ("3",)),
        ("Three children left, then 3.0 more", ("Three", "3.0")),
        ("(3)", ("3",)),
        ("3, of whom two", ("3",)),
        ("It was 3.", ("3",)),
        ("13 children, 2.3 days, 3,000 pounds", ()),
        ("On 3 May 2018, in Q3 of 2017-18", ()),
        ("3rd June", ()),
        ("thirteen", ()),
        ("", ()),
    ],
)
def test_words_that_give_a_hidden_three_away_are_found(text, said):
    assert quoted(text, [Decimal(3)]) == said


def test_thousands_are_read_as_they_are_written():
    assert quoted("1,234 visits", [Decimal(1234)]) == ("1,234",)


@pytest.mark.boundary("PUB-6")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("4 children", ("4",)),
        ("Four children came late", ("Four",)),
        ("It was 4 of 18", ("4",)),
        ("a quarter (4)", ("4",)),
        ("That is 22% of them", ("22%",)),
        ("That is 22 per cent", ("22 per cent",)),
        ("That is 22.2% of them", ("22.2%",)),
        ("twenty-two percent of the year", ("twenty-two percent",)),
        ("two ninths of the year’s", ("two ninths",)),
        ("two in nine", ("two in nine",)),
        ("2 out of 9", ("2 out of 9",)),
        ("14 fewer than in the year", ("14",)),
        ("The other fourteen were on time", ("fourteen",)),
        ("down by 14", ("14",)),
        ("That is 23% of them, or 22.3%", ()),
        ("On 14 May there were more", ()),
        ("14 families were seen", ()),
        ("18 in the year, and a quarter of the staff", ()),
        ("Forty-four people", ()),
    ],
)
def test_words_that_say_what_a_hidden_four_is_of_eighteen(text, said):
    assert telling(text, [Decimal(4)], [Decimal(18)]) == said


def test_what_is_printed_beside_it_may_be_said():
    assert telling("Up to 13, 9 more", [Decimal(4)], [Decimal(9), Decimal(13)]) == ()


@pytest.mark.boundary("PUB-8")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Four did not attend the first appointment", ("Four",)),
        ("4 of 18 were late", ("4", "4 of 18")),
        ("69.2% (4/18)", ("4", "4/18")),
        ("14 out of 18 were on time", ("14 out of 18",)),
        ("One child waited, and one of them twice", ("One", "one")),
        ("6 did not attend", ()),
        ("Within 5 days, after 3 weeks, 4% more and 2 points", ()),
        ("Section 47, priority 2, Q3, 3 May and 2017-18", ()),
        ("No one was late, one way or another", ()),
        ("A quarter of them and two thirds of the rest", ()),
        ("36/52 and 12 of 24", ()),
        ("Two assessors left, three social workers came, and 2 clinics closed", ()),
    ],
)
def test_words_that_count_a_few_are_for_a_person_to_look_at(text, said):
    assert small_counts(text, 5) == said


def test_a_part_of_a_whole_is_few_on_any_side():
    assert fractions_of_few("4/18, 14 of 18, 2 of 3, 9 of 18 and 20 of 18", 5) == (
        "4/18",
        "14 of 18",
        "2 of 3",
    )
