"""National statistics at the edges: what a period is, and what stands where a number belongs."""

from decimal import Decimal

import pytest

from goldenthread.rulebook.periods import NotAPeriod
from goldenthread.rulebook.published_statistics import (
    NotPublished,
    PublishedStatus,
    published_period,
    read_published,
)


@pytest.mark.boundary("NST-1")
@pytest.mark.parametrize(
    ("text", "identifier", "printed"),
    [
        ("201718", "Financial year", "2017-18"),
        ("201819", "financial  year", "2018-19"),
        ("2017/18", "Financial year", "2017-18"),
        ("2017-18", "Financial year", "2017-18"),
        ("20172018", "Financial year", "2017-18"),
        ("199900", "Financial year", "1999-00"),
        ("201718.0", "Financial year", "2017-18"),
        ("201718", "", "2017-18"),
        ("201718", "Academic year", "2017/18 academic year"),
        ("201718", "Financial year Q1", "2017-18 Q1"),
        ("201718", "Financial year Q4", "2017-18 Q4"),
        ("201718", "Spring term", "Spring term 2018"),
        ("201718", "Autumn term", "Autumn term 2017"),
        ("2018", "Calendar year", "2018"),
        ("2018", "", "2018"),
        ("2018", "Calendar year Q1", "2017-18 Q4"),
        ("2018", "April", "April 2018"),
        ("2017-18 Q4", "", "2017-18 Q4"),
    ],
)
def test_a_published_period_is_read_with_its_identifier(text, identifier, printed):
    assert str(published_period(text, identifier)) == printed


@pytest.mark.boundary("NST-1")
@pytest.mark.parametrize(
    ("text", "identifier", "why"),
    [
        ("201719", "Financial year", "second follows"),
        ("2018", "Financial year", "write both years"),
        ("2018", "Academic year", "write both years"),
        ("2018", "Financial year Q1", "write both years"),
        ("201718", "Calendar year", "two years"),
        ("201718", "April", "two years"),
        ("201718", "Financial year Q5", "not read here"),
        ("2018", "Week 12", "not read here"),
        ("17/18", "Financial year", "not a year"),
        ("Source: made up", "", "not a period"),
        ("", "", "not a period"),
    ],
)
def test_a_period_that_does_not_say_which_is_refused(text, identifier, why):
    with pytest.raises(NotAPeriod, match=why):
        published_period(text, identifier)


@pytest.mark.boundary("NST-2")
@pytest.mark.parametrize("text", ["2018", "201718"])
def test_a_reporting_year_ends_on_31_march(text):
    period = published_period(text, "Reporting year")
    assert (str(period), period.last_day.isoformat()) == ("2017-18", "2018-03-31")


@pytest.mark.boundary("NST-3")
@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("z", "not_applicable"), ("x", "not_available"), (":", "not_available"), ("..", "not_available"),
        ("c", "suppressed"), ("[c]", "suppressed"), ("C", "suppressed"), ("*", "suppressed"),
        ("low", "rounds_to_zero"), ("k", "rounds_to_zero"), ("~", "rounds_to_zero"),
        ("u", "low_reliability"), ("[low]", "rounds_to_zero"),
    ],
)  # fmt: skip
def test_a_symbol_is_a_status_and_never_a_number(text, status):
    read = read_published(text)
    assert (read.value, read.status) == (None, PublishedStatus(status))


@pytest.mark.boundary("NST-3")
@pytest.mark.parametrize(
    ("text", "value", "status"),
    [
        ("0", "0", "final"), ("83.4", "83.4", "final"), ("83.4%", "83.4", "final"), ("-0.5", "-0.5", "final"),
        ("49,650", "49650", "final"), ("1,234,567.8", "1234567.8", "final"), ("1e3", "1E+3", "final"),
        (" 12 ", "12", "final"), ("12.3 u", "12.3", "low_reliability"), ("12.3 [p]", "12.3", "provisional"),
        ("12r", "12", "revised"), (".5", "0.5", "final"),
    ],
)  # fmt: skip
def test_a_number_is_read_as_it_is_printed(text, value, status):
    read = read_published(text)
    assert (read.value, read.status) == (Decimal(value), PublishedStatus(status))


@pytest.mark.boundary("NST-3")
@pytest.mark.parametrize(
    "text",
    [
        "12.3 q",
        "n/a",
        "#N/A",
        "1,23",
        "12,34",
        "nan",
        "inf",
        "1.2.3",
        "--",
        "twelve",
        "１２",
        "1e99",
        "9" * 14,
    ],
)
def test_what_is_no_number_and_no_symbol_is_refused(text):
    with pytest.raises(NotPublished):
        read_published(text)


def test_a_decimal_comma_is_read_only_where_the_file_may_have_one():
    assert read_published("84,5", decimal_comma=True).value == Decimal("84.5")
    assert read_published("1,234", decimal_comma=True).value == Decimal(1234)
    with pytest.raises(NotPublished):
        read_published("84,5")


@pytest.mark.parametrize("text", ["", "  ", "\xa0"])
def test_an_empty_cell_says_nothing(text):
    assert read_published(text) is None
