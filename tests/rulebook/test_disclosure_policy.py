"""What is suppressed for its own sake, what goes with it, and how the rest is printed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldenthread.rulebook.disclosure import (
    BadPolicy,
    BadTable,
    Cell,
    Kind,
    LinkedTable,
    Output,
    Policy,
    Ratio,
    Sum,
    Zeros,
    percentage,
    primary,
    protect,
    rate,
    rounded,
    stock,
    year_to_date,
)

DEFAULT = Policy()


def of_one(value: int, policy: Policy = DEFAULT, level: str = "") -> str | None:
    """The rule that suppresses a cell that stands alone."""
    return primary(LinkedTable([Cell("A", value, level=level)]), policy).get("A")


@pytest.mark.boundary("SDC-1")
@pytest.mark.parametrize(("value", "code"), [(0, None), (1, "SDC-1"), (5, "SDC-1"), (6, None)])
def test_counts_from_one_to_the_threshold_are_suppressed(value: int, code: str | None) -> None:
    assert of_one(value) == code


def test_the_threshold_is_the_policys() -> None:
    assert [of_one(value, Policy(threshold=7)) for value in (7, 8)] == ["SDC-1", None]


@pytest.mark.boundary("SDC-2")
def test_zero_is_suppressed_only_where_it_is_sensitive() -> None:
    assert of_one(0) is None
    assert of_one(0, Policy(zeros=Zeros.MAY_PARTNER)) is None
    assert of_one(0, Policy(zeros=Zeros.SENSITIVE)) == "SDC-2"


@pytest.mark.boundary("SDC-3")
@pytest.mark.parametrize(
    ("above", "below", "code"),
    [(5, 60, "SDC-3"), (6, 60, None), (54, 60, None), (55, 60, "SDC-3"), (60, 60, None), (0, 5, "SDC-3")],
)
def test_a_percentage_is_suppressed_for_any_small_count_in_it(
    above: int, below: int, code: str | None
) -> None:
    cells = [Cell("In time", above, shown=False), Cell("All", below)]
    table = LinkedTable(cells, [percentage("Share", "In time", "All")])
    assert primary(table, DEFAULT).get("Share") == code


@pytest.mark.boundary("SDC-3")
def test_a_rate_is_suppressed_for_a_small_count_and_not_for_what_is_left_of_the_population() -> None:
    def of(count: int) -> str | None:
        table = LinkedTable([Cell("Count", count, shown=False)], [rate("Rate", "Count", 10)])
        return primary(table, DEFAULT).get("Rate")

    assert [of(5), of(6)] == ["SDC-3", None]


@pytest.mark.boundary("SDC-4")
@pytest.mark.parametrize(
    ("above", "below", "code"), [(0, 9, "SDC-4"), (9, 9, "SDC-4"), (0, 10, None), (10, 10, None)]
)
def test_a_percentage_of_too_few_is_suppressed(above: int, below: int, code: str | None) -> None:
    cells = [Cell("In time", above), Cell("All", below)]
    table = LinkedTable(cells, [percentage("Share", "In time", "All")])
    assert primary(table, Policy(minimum_denominator=10)).get("Share") == code


@pytest.mark.boundary("SDC-5")
def test_whatever_is_made_from_a_suppressed_cell_goes_with_it() -> None:
    cells = [Cell("Q1", 13), Cell("Q2", 7), Cell("Q3", 9), Cell("Q4", 3), Cell("Year", 32)]
    relations = [
        Sum("Year", ("Q1", "Q2", "Q3", "Q4")),
        rate("Q2 rate", "Q2", 40_000),
        rate("Q3 rate", "Q3", 40_000),
    ]
    outputs = [
        Output("Q2 rank", Kind.RANK, ("Q2 rate",)),
        Output("Q2 tooltip", Kind.TEXT, ("Q2 rank",)),
        Output("Q3 rank", Kind.RANK, ("Q3 rate",)),
    ]
    result = protect(LinkedTable(cells, relations, outputs))
    assert result.suppressed == {"Q2", "Q4", "Q2 rate", "Q2 rank", "Q2 tooltip"}
    assert {result.reasons[key] for key in ("Q2 rate", "Q2 rank", "Q2 tooltip")} == {"SDC-5"}
    unprotected = protect(LinkedTable(cells, relations, outputs), Policy(unprotected=frozenset({Kind.RANK})))
    assert "Q2 rank" not in unprotected.suppressed


def test_an_unprotected_rate_gives_its_count_away_and_the_audit_says_so() -> None:
    table = LinkedTable([Cell("Count", 3)], [rate("Rate", "Count", 1_000)])
    result = protect(table, Policy(unprotected=frozenset({Kind.RATE})))
    assert result.printed == {"Count": "c", "Rate": "30.0"}
    assert not result.may_be_published
    [exposed] = result.audit.exposed
    assert exposed.reason == "Count is 3, because Rate (30.0 per 10,000) is Count (c) of 1,000"


@pytest.mark.boundary("SDC-6")
def test_an_exempt_level_is_shown_whatever_it_is() -> None:
    policy = Policy(exempt_levels=frozenset({"England"}))
    assert of_one(3, policy, "England") is None
    assert of_one(3, policy, "Council") == "SDC-1"


def test_an_exempt_cell_is_never_suppressed_for_anothers_sake() -> None:
    cells = [Cell("Here", 3), Cell("There", 20), Cell("England", 23, level="England")]
    policy = Policy(exempt_levels=frozenset({"England"}))
    result = protect(LinkedTable(cells, [Sum("England", ("Here", "There"))]), policy)
    assert result.printed == {"England": "23", "Here": "c", "There": "c"}


@pytest.mark.boundary("SDC-7")
@pytest.mark.parametrize(
    ("value", "base", "printed"), [(7, 5, 5), (8, 5, 10), (14, 10, 10), (15, 10, 20), (0, 10, 0), (13, 1, 13)]
)
def test_counts_are_rounded_half_up(value: int, base: int, printed: int) -> None:
    assert rounded(value, base) == printed


@pytest.mark.boundary("SDC-7")
def test_what_rounds_to_zero_and_is_not_zero_is_low() -> None:
    policy = Policy(cell_base=10, exempt_levels=frozenset({"England"}))
    cells = [Cell("A", 4, level="England"), Cell("B", 0, level="England"), Cell("C", 5, level="England")]
    assert protect(LinkedTable(cells), policy).printed == {"A": "low", "B": "0", "C": "10"}


def test_totals_are_rounded_by_themselves_and_percentages_from_rounded_parts() -> None:
    cells = [Cell("A", 44), Cell("B", 44), Cell("All", 88)]
    relations = [Sum("All", ("A", "B")), percentage("Share", "A", "All")]
    result = protect(LinkedTable(cells, relations), Policy(cell_base=5, total_base=10))
    assert result.printed == {"A": "45", "B": "45", "All": "90", "Share": "50.0"}
    assert protect(LinkedTable(cells, relations), Policy(total_base=10)).printed["Share"] == "48.9"


def test_a_stock_and_a_year_to_date_are_sums() -> None:
    assert stock("2016", ["Joined"], ["Left"], "2017") == Sum("2017", ("2016", "Joined"), ("Left",))
    to_date = list(year_to_date(["Q1", "Q2", "Q3"], ["To Q1", "To Q2", "To Q3"]))
    assert to_date == [
        Sum("To Q1", ("Q1",)),
        Sum("To Q2", ("To Q1", "Q2")),
        Sum("To Q3", ("To Q2", "Q3")),
    ]


def test_a_figure_that_nobody_has_told_is_not_a_figure() -> None:
    cells = [Cell("Q1", 20), Cell("Q2"), Cell("Year")]
    relations = [Sum("Year", ("Q1", "Q2")), percentage("Share", "Q1", "Year")]
    assert protect(LinkedTable(cells, relations)).printed == {
        "Q1": "20", "Q2": "x", "Year": "x", "Share": "x",
    }  # fmt: skip


def test_a_percentage_of_nobody_is_not_a_figure() -> None:
    cells = [Cell("In time", 0), Cell("All", 0)]
    result = protect(LinkedTable(cells, [percentage("Share", "In time", "All")]))
    assert result.printed == {"All": "0", "In time": "0", "Share": "x"}


def test_an_empty_table_may_be_published() -> None:
    result = protect(LinkedTable([]))
    assert (dict(result.printed), result.may_be_published) == ({}, True)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"threshold": 0}, "The threshold is 0. Give 1 or more."),
        ({"cell_base": 3}, "Figures cannot be rounded to 3. Give 1, 5 or 10."),
        ({"minimum_denominator": 0}, "The minimum denominator is 0. Give 1 or more."),
        ({"width": 0}, "The protection width is 0. Give 1 or more."),
    ],
)
def test_a_policy_that_cannot_be_is_refused(settings: dict[str, int], words: str) -> None:
    with pytest.raises(BadPolicy) as refused:
        Policy(**settings)  # type: ignore[arg-type]
    assert str(refused.value) == words


@pytest.mark.parametrize("value", [-1, 2.5, True, "3", Decimal(3)])
def test_a_count_is_a_whole_number_from_zero(value: object) -> None:
    with pytest.raises(BadTable, match=r"is not a count\. Give a whole number from 0"):
        Cell("A", value)  # type: ignore[arg-type]


A, B = Cell("A", 10), Cell("B", 20)


@pytest.mark.parametrize(
    ("cells", "relations", "words"),
    [
        ([A, A], [], "There are two cells with the key A."),
        ([A], [Sum("A", ("C",))], "A is made from C, which is not there."),
        ([A], [Sum("A", ("A",))], "A is made from the same cell twice."),
        ([A], [Sum("A", ())], "A is a total without parts."),
        ([A, B], [percentage("A", "A", "B")], "Two figures have the key A."),
        ([A, B], [percentage("S", "B", "A")], "S: 20 is not a part of 10."),
        ([A], [percentage("S", "A", 0)], "S is over 0. Give a denominator of 1 or more."),
        ([A, B], [Ratio("S", "A", "B", printed=Decimal("50.01"))], "S: 50.01 has more than 1 decimals."),
        ([A, B], [Ratio("S", "A", "B", per=0)], "S: give a ratio per 1 or more, at 0 decimals or more."),
        (
            [A, B, Cell("S (the rest)", 1)],
            [percentage("S", "A", "B")],
            "The key S (the rest) is wanted for S. Give that cell another.",
        ),
    ],
)
def test_a_table_that_cannot_be_is_refused(
    cells: list[Cell], relations: list[Sum | Ratio], words: str
) -> None:
    with pytest.raises(BadTable) as refused:
        LinkedTable(cells, relations)
    assert str(refused.value) == words


def test_an_output_names_what_is_there() -> None:
    with pytest.raises(BadTable, match="Rank is made from B, which is not there"):
        LinkedTable([A], [], [Output("Rank", Kind.RANK, ("B",))])
