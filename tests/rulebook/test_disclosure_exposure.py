"""Tables that somebody else published with suppressions: could what is suppressed be worked out?"""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldenthread.rulebook.disclosure import (
    BadTable,
    Cell,
    LinkedTable,
    Mark,
    Policy,
    Sum,
    Zeros,
    exposure,
    percentage,
    rate,
)

C = Mark.SUPPRESSED
QUARTERS = ("Q1", "Q2", "Q3", "Q4")
ROW = LinkedTable([*(Cell(key) for key in QUARTERS), Cell("Year")], [Sum("Year", QUARTERS)])


@pytest.mark.boundary("SDC-14")
def test_a_published_row_whose_quarters_do_not_add_to_the_year_tells_nothing() -> None:
    result = exposure(ROW, {"Q1": 13, "Q2": 7, "Q3": 9, "Q4": C, "Year": 27})
    assert (result.passed, result.intervals) == (True, {"Q4": (1, None)})
    assert [one.reason for one in result.left_out] == [
        "Year (27) = Q1 (13) + Q2 (7) + Q3 (9) + Q4 (c) does not hold among the figures: "
        "Q4 would be −2, so it is left out"
    ]


@pytest.mark.boundary("SDC-14")
def test_a_published_row_whose_quarters_may_add_to_the_year_tells_the_fourth() -> None:
    result = exposure(ROW, {"Q1": 13, "Q2": 7, "Q3": 9, "Q4": C, "Year": 32})
    assert (result.passed, result.left_out, result.intervals) == (False, (), {"Q4": (3, 3)})
    assert result.exposed[0].reason == "Q4 is 3, because Year (32) = Q1 (13) + Q2 (7) + Q3 (9) + Q4 (c)"


def test_c_may_stand_for_none_where_nothing_else_fits() -> None:
    result = exposure(ROW, {"Q1": 13, "Q2": 7, "Q3": 7, "Q4": C, "Year": 27})
    assert [one.reason for one in result.exposed] == [
        "Q4 is 0, because Year (27) = Q1 (13) + Q2 (7) + Q3 (7) + Q4 (c)"
    ]


@pytest.mark.boundary("SDC-17")
def test_three_suppressed_quarters_beside_a_published_five_and_a_year_of_21() -> None:
    result = exposure(ROW, {"Q1": C, "Q2": C, "Q3": C, "Q4": 5, "Year": 21})
    assert result.passed
    assert result.intervals == dict.fromkeys(("Q1", "Q2", "Q3"), (1, 14))
    [small] = result.already_published
    assert (small.cell, small.reason, small.code) == ("Q4", "Q4 is published as 5", "SDC-17")


@pytest.mark.boundary("SDC-17")
@pytest.mark.parametrize(("value", "named"), [(0, False), (5, True), (6, False)])
def test_a_published_small_count_is_named(value: int, named: bool) -> None:
    assert bool(exposure(ROW, {"Q1": value}).already_published) is named


def test_three_suppressed_quarters_that_can_only_be_small_are_exposed() -> None:
    result = exposure(ROW, {"Q1": C, "Q2": C, "Q3": C, "Q4": 20, "Year": 24})
    assert {one.cells: (one.low, one.high, one.code) for one in result.exposed} == {
        ("Q1",): (1, 2, "SDC-11"),
        ("Q2",): (1, 2, "SDC-11"),
        ("Q3",): (1, 2, "SDC-11"),
        ("Q1", "Q2", "Q3"): (4, 4, "SDC-16"),
    }
    assert result.exposed[0].reason == (
        "Q1 is 1 to 2, because Year (24) = Q1 (c) + Q2 (c) + Q3 (c) + Q4 (20)"
    )
    assert "Q1, Q2 and Q3 together are 4" in result.exposed[3].reason


def test_a_published_rate_tells_its_suppressed_count() -> None:
    table = LinkedTable([Cell("Count")], [rate("Rate", "Count", 12_000)])
    result = exposure(table, {"Count": C, "Rate": Decimal("2.5")})
    assert [one.reason for one in result.exposed] == [
        "Count is 3, because Rate (2.5 per 10,000) is Count (c) of 12,000"
    ]
    assert exposure(table, {"Count": C, "Rate": C}).passed
    assert exposure(table, {"Count": C}).passed


def test_published_percentages_tell_a_quarter_that_the_counts_alone_do_not() -> None:
    cells = [Cell("Late"), Cell("Visits"), Cell("Others"), Cell("All")]
    table = LinkedTable(cells, [Sum("All", ("Visits", "Others")), percentage("Share", "Late", "Visits")])
    hidden = {"Late": C, "Visits": C, "Others": C, "All": 30}
    assert exposure(table, hidden).passed
    result = exposure(table, {**hidden, "Share": Decimal("12.5")})
    assert result.intervals["Late"] == (1, 3)
    assert {one.cells for one in result.exposed} >= {("Late",)}


def test_a_cell_that_is_nowhere_printed_may_be_told_too() -> None:
    result = exposure(ROW, {"Q1": 13, "Q2": 7, "Q3": 9, "Year": 32})
    assert [one.reason for one in result.exposed] == [
        "Q4 is 3, because Year (32) = Q1 (13) + Q2 (7) + Q3 (9) + Q4 (not published)"
    ]


def test_an_earlier_release_counts_among_what_is_known() -> None:
    cells = [Cell("A"), Cell("B", released=20), Cell("All")]
    table = LinkedTable(cells, [Sum("All", ("A", "B"))])
    assert exposure(table, {"A": C, "B": C, "All": 23}).intervals["A"] == (3, 3)


def test_true_values_are_set_aside() -> None:
    table = LinkedTable([Cell("A", 3), Cell("B", 20), Cell("All", 23)], [Sum("All", ("A", "B"))])
    assert exposure(table, {"A": C, "B": C, "All": 23}).intervals == {"A": (1, 22), "B": (1, 22)}


def test_a_percentage_above_a_hundred_is_what_it_is() -> None:
    table = LinkedTable([Cell("Done"), Cell("Due")], [percentage("Share", "Done", "Due")])
    result = exposure(table, {"Done": 60, "Due": 50, "Share": Decimal("120.0")})
    assert (result.passed, result.left_out) == (True, ())
    assert len(exposure(table, {"Done": 60, "Due": 50, "Share": Decimal("90.0")}).left_out) == 1


def test_a_percentage_rounded_down_at_its_half_is_not_taken_for_a_contradiction() -> None:
    table = LinkedTable([Cell("Done"), Cell("Due")], [percentage("Share", "Done", "Due", 0)])
    for printed in ("12", "13"):
        assert exposure(table, {"Done": 10, "Due": 80, "Share": Decimal(printed)}).left_out == ()
    assert len(exposure(table, {"Done": 10, "Due": 80, "Share": Decimal("14")}).left_out) == 1


@pytest.mark.parametrize(
    ("published", "words"),
    [
        ({"Q5": 3}, "Q5 is published and is not in the table."),
        ({"Q1": Decimal("2.5")}, "Q1: 2.5 is not a count. Give a whole number from 0."),
        ({"Q1": -1}, "Q1: -1 is not a count. Give a whole number from 0."),
    ],
)
def test_what_cannot_be_printed_is_refused(published: dict[str, int | Decimal | Mark], words: str) -> None:
    with pytest.raises(BadTable) as refused:
        exposure(ROW, published)
    assert str(refused.value) == words


def test_a_policy_of_zeros_that_are_sensitive_lets_c_be_none() -> None:
    result = exposure(ROW, {"Q1": C, "Q2": C, "Q3": 9, "Q4": 3, "Year": 32}, Policy(zeros=Zeros.SENSITIVE))
    assert result.intervals["Q1"] == (0, 20)
