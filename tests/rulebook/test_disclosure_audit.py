"""Could a suppressed count be worked out? Held against every table that fits, one by one."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import product
from math import prod

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import optimize

from goldenthread.rulebook.disclosure import (
    Audit,
    BadTable,
    Cell,
    Kind,
    LinkedTable,
    Policy,
    Sum,
    Zeros,
    audit,
    percentage,
    primary,
    rate,
    stock,
    year_to_date,
)
from goldenthread.rulebook.disclosure_judge import Need, fault
from tests.make_tables import by_hand, crossed

PARTNERS = Policy(zeros=Zeros.MAY_PARTNER)
SENSITIVE = Policy(zeros=Zeros.SENSITIVE)
RECTANGLE = ("r0c0", "r0c1", "r1c0", "r1c1")
QUARTERS = ("Q1", "Q2", "Q3", "Q4")


def year(*values: int | None, total: int) -> LinkedTable:
    cells = [Cell(key, value) for key, value in zip(QUARTERS, values, strict=True)]
    return LinkedTable([*cells, Cell("Year", total)], [Sum("Year", QUARTERS)])


def exposed(result: Audit) -> dict[str, tuple[int, int | None, str]]:
    return {" + ".join(one.cells): (one.low, one.high, str(one.code)) for one in result.exposed}


# The cases of the reference: a three by three table whose corner is 3.
CORNER = ((3, 17, 10), (17, 20, 12), (11, 9, 8))


@pytest.mark.parametrize("suppressed", [("r0c0",), ("r0c0", "r0c1")])
def test_a_corner_alone_or_with_a_partner_in_its_row_is_worked_out_exactly(suppressed: Sequence[str]) -> None:
    result = audit(crossed(CORNER), PARTNERS, suppressed)
    assert exposed(result)["r0c0"] == (3, 3, "SDC-10")


def test_a_rectangle_leaves_its_corner_open() -> None:
    result = audit(crossed(CORNER), PARTNERS, RECTANGLE, intervals=True)
    assert (result.passed, result.code, result.intervals["r0c0"]) == (True, "SDC-9", (0, 20))


def test_where_zeros_are_shown_c_proves_at_least_one_and_narrows_the_rectangle() -> None:
    assert audit(crossed(CORNER), Policy(), RECTANGLE, intervals=True).intervals["r0c0"] == (1, 19)


def test_a_rectangle_whose_partners_are_zeros_fails() -> None:
    grid = ((1, 0, 10), (0, 20, 12), (11, 9, 8))
    assert exposed(audit(crossed(grid), PARTNERS, RECTANGLE))["r0c0"] == (0, 1, "SDC-12")
    with pytest.raises(BadTable, match="r0c1 is 0 and suppressed, but the policy shows zeros"):
        audit(crossed(grid), Policy(), RECTANGLE)


def test_totals_rounded_to_five_leave_three_from_none_to_six() -> None:
    grid = ((3, 1, 11), (2, 20, 12), (10, 9, 8))
    policy = Policy(zeros=Zeros.MAY_PARTNER, total_base=5)
    suppressed = primary(crossed(grid), policy)
    assert set(suppressed) == {"r0c0", "r0c1", "r1c0"}
    result = audit(crossed(grid), policy, suppressed, intervals=True)
    assert result.intervals["r0c0"] == (0, 6)
    assert result.intervals == by_hand(crossed(grid), suppressed, policy, 20)
    assert "r0c0" not in exposed(result)


@pytest.mark.boundary("SDC-9", "SDC-11", "SDC-12")
@pytest.mark.parametrize(
    ("low", "high", "code"),
    [(1, 6, None), (1, 5, "SDC-11"), (2, 6, "SDC-12"), (6, 10, "SDC-12"), (4, 8, "SDC-12"), (4, 9, None),
     (0, 1, "SDC-12"), (0, 5, None), (3, 3, "SDC-10"), (1, None, None)],
)  # fmt: skip
def test_an_interval_must_be_wide_and_reach_beyond_the_small_counts(
    low: int, high: int | None, code: str | None
) -> None:
    assert fault(Policy(), Need.WIDTH, low, high) == code


@pytest.mark.boundary("SDC-11")
def test_where_zeros_are_suppressed_none_to_five_is_small() -> None:
    assert [fault(SENSITIVE, Need.WIDTH, 0, high) for high in (5, 6)] == ["SDC-11", None]


@pytest.mark.boundary("SDC-9", "SDC-11", "SDC-12")
@pytest.mark.parametrize(("other", "code"), [(3, "SDC-11"), (4, None), (5, None)])
def test_two_quarters_leave_each_other_what_is_left_of_the_year(other: int, code: str | None) -> None:
    table = year(30, 40, 3, other, total=73 + other)
    found = exposed(audit(table, Policy(), ["Q3", "Q4"]))
    assert [found[key][2] if key in found else None for key in ("Q3",)] == [code]


@pytest.mark.boundary("SDC-10")
def test_a_quarter_that_the_year_gives_away_is_named_with_the_sentence_that_says_how() -> None:
    result = audit(year(13, 7, 9, 3, total=32), Policy(), ["Q4"])
    [one] = result.exposed
    assert (one.cells, one.low, one.high, one.code) == (("Q4",), 3, 3, "SDC-10")
    assert one.through == (Sum("Year", QUARTERS),)
    assert one.reason == "Q4 is 3, because Year (32) = Q1 (13) + Q2 (7) + Q3 (9) + Q4 (c)"
    assert result.reason == "1 suppressed count could be worked out or narrowed down"


@pytest.mark.boundary("SDC-10")
def test_a_partner_that_can_be_worked_out_is_not_suppressed() -> None:
    assert exposed(audit(year(13, 7, 9, 8, total=37), Policy(), ["Q4"])) == {"Q4": (8, 8, "SDC-10")}


def test_a_small_count_that_is_simply_published_is_exposed() -> None:
    assert exposed(audit(year(13, 7, 9, 3, total=32), Policy(), [])) == {"Q4": (3, 3, "SDC-10")}


@pytest.mark.boundary("SDC-13")
def test_what_the_solver_cannot_finish_is_not_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    assert audit(crossed(CORNER), PARTNERS, RECTANGLE).passed
    real = optimize.milp

    def stopped(*args: object, **options: object) -> object:
        found = real(*args, **options)
        found.status, found.x = 1, None
        return found

    monkeypatch.setattr(optimize, "milp", stopped)
    result = audit(crossed(CORNER), PARTNERS, RECTANGLE)
    assert {code for _, _, code in exposed(result).values()} == {"SDC-13"}
    assert result.exposed[0].reason == "It was not proved that r0c0 cannot be worked out"


@pytest.mark.boundary("SDC-13")
def test_an_answer_that_breaks_a_row_in_whole_numbers_is_not_believed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = optimize.milp

    def wrong(*args: object, **options: object) -> object:
        found = real(*args, **options)
        found.x = found.x + 1
        return found

    monkeypatch.setattr(optimize, "milp", wrong)
    assert not audit(crossed(CORNER), PARTNERS, RECTANGLE).passed


@pytest.mark.boundary("SDC-14")
def test_quarters_that_do_not_add_to_the_year_determine_nothing() -> None:
    result = audit(year(13, 7, 9, 3, total=30), Policy(), ["Q4"])
    assert result.passed
    [left] = result.left_out
    assert (left.relation, left.code) == (Sum("Year", QUARTERS), "SDC-14")
    assert (
        left.reason
        == "Year (30) = Q1 (13) + Q2 (7) + Q3 (9) + Q4 (3) does not hold among the figures, so it is left out"
    )
    assert audit(year(13, 7, 9, 3, total=32), Policy(), ["Q4"]).left_out == ()


def test_a_relation_with_an_unknown_cell_is_left_out_where_no_count_would_do() -> None:
    table = LinkedTable(
        [Cell("A", 20), Cell("B"), Cell("All", 12), Cell("C", 3), Cell("D", 8), Cell("Both", 11)],
        [Sum("All", ("A", "B")), Sum("Both", ("C", "D"))],
    )
    result = audit(table, Policy(), ["C"])
    assert [left.relation for left in result.left_out] == [Sum("All", ("A", "B"))]
    assert "B would be −8" in result.left_out[0].reason
    assert exposed(result) == {"C": (3, 3, "SDC-10")}


def test_relations_that_hold_alone_and_not_together_lose_the_last() -> None:
    cells = [Cell("A", 20), Cell("B"), Cell("All", 30), Cell("Also", 31)]
    result = audit(LinkedTable(cells, [Sum("All", ("A", "B")), Sum("Also", ("A", "B"))]), Policy(), [])
    assert [left.relation for left in result.left_out] == [Sum("Also", ("A", "B"))]
    assert "contradicts the other relations" in result.left_out[0].reason


@pytest.mark.boundary("SDC-15")
@pytest.mark.parametrize(("now", "known"), [(3, True), (4, False)])
def test_what_was_published_before_is_known_unless_it_was_revised(now: int, known: bool) -> None:
    cells = [Cell("A", now, released=3), Cell("B", 8), Cell("All", now + 8)]
    result = audit(LinkedTable(cells, [Sum("All", ("A", "B"))]), Policy(), ["A", "B"])
    assert [one.cell for one in result.already_published] == (["A"] if known else [])
    assert ("B" in exposed(result)) is known
    if known:
        assert result.already_published[0].reason == "A was published before as 3"


@pytest.mark.boundary("SDC-16")
@pytest.mark.parametrize(("second", "small"), [(2, True), (3, False)])
def test_suppressed_cells_that_are_small_together_are_exposed(second: int, small: bool) -> None:
    table = year(30, 40, 3, second, total=73 + second)
    found = exposed(audit(table, PARTNERS, ["Q3", "Q4"]))
    assert found == ({"Q3 + Q4": (5, 5, "SDC-16")} if small else {})


def test_an_earlier_release_of_the_year_to_date_gives_the_quarter_away() -> None:
    cells = [
        Cell("Q1", 13), Cell("Q2", 3), Cell("Q3", 11),
        Cell("To Q1", 13), Cell("To Q2", 16, released=16), Cell("To Q3", 27),
    ]  # fmt: skip
    table = LinkedTable(cells, year_to_date(["Q1", "Q2", "Q3"], ["To Q1", "To Q2", "To Q3"]))
    result = audit(table, Policy(), ["Q2", "Q3", "To Q2", "To Q3"])
    assert [one.reason for one in result.exposed] == ["Q2 is 3, because To Q2 (16) = To Q1 (13) + Q2 (c)"]


def test_a_stock_gives_a_flow_away() -> None:
    cells = [Cell("2016", 80), Cell("Joined", 12), Cell("Left", 2), Cell("2017", 90)]
    result = audit(LinkedTable(cells, [stock("2016", ["Joined"], ["Left"], "2017")]), Policy(), ["Left"])
    assert [one.reason for one in result.exposed] == [
        "Left is 2, because 2017 (90) = 2016 (80) + Joined (12) − Left (c)"
    ]


def test_the_rest_of_a_percentage_is_a_count_too() -> None:
    cells = [Cell("In time", 57), Cell("All", 60)]
    result = audit(LinkedTable(cells, [percentage("Share", "In time", "All")]), Policy(), ["Share"])
    assert exposed(result) == {"Share (the rest)": (3, 3, "SDC-10")}
    assert result.exposed[0].reason.startswith("the rest beside In time in Share is 3, because All (60) =")


def test_a_chain_of_relations_is_told_with_no_more_of_them_than_are_needed() -> None:
    cells = [
        Cell("A", 3),
        Cell("B", 20),
        Cell("AB", 23),
        Cell("C", 9),
        Cell("All", 32),
        Cell("D", 40),
        Cell("E", 41),
    ]
    relations = [Sum("AB", ("A", "B")), Sum("All", ("AB", "C")), Sum("E", ("D",))]
    [a, ab, *_] = audit(LinkedTable(cells, relations), Policy(), ["A", "AB"]).exposed
    assert (a.cells, set(a.through)) == (("A",), {Sum("AB", ("A", "B")), Sum("All", ("AB", "C"))})
    assert (ab.cells, ab.through) == (("AB",), (Sum("All", ("AB", "C")),))


def test_what_nothing_limits_has_no_greatest() -> None:
    result = audit(year(13, 7, 9, 3, total=32), Policy(), ["Q4", "Year"], intervals=True)
    assert result.intervals == {"Q4": (1, None), "Year": (30, None)}


def test_a_suppressed_key_is_one_of_the_table() -> None:
    with pytest.raises(BadTable, match="Q5 is suppressed and is not in the table"):
        audit(year(13, 7, 9, 3, total=32), Policy(), ["Q5"])


policies = st.builds(
    Policy,
    zeros=st.sampled_from(list(Zeros)),
    total_base=st.sampled_from([1, 1, 5]),
    threshold=st.integers(1, 5),
)


@settings(deadline=None, max_examples=150)
@given(st.data(), policies, st.integers(2, 4), st.integers(2, 4))
def test_the_audit_finds_what_every_table_that_fits_finds(
    data: st.DataObject, policy: Policy, rows: int, columns: int
) -> None:
    least = 1 if policy.zeros is Zeros.SHOWN else 0
    grid = data.draw(
        st.lists(
            st.lists(st.integers(0, 8), min_size=columns, max_size=columns), min_size=rows, max_size=rows
        )
    )
    table = crossed(grid)
    may_be = [key for key, cell in table.cells.items() if cell.value is not None and cell.value >= least]
    assume(may_be)
    suppressed = data.draw(st.sets(st.sampled_from(may_be), min_size=1, max_size=6))
    result = audit(table, policy, suppressed, intervals=True)
    found = {key: high for key, (_, high) in result.intervals.items() if len(key) == 4}
    assume(None not in found.values())
    most = max([*(high for high in found.values() if high is not None), 0]) + 2
    assume(prod([most + 1] * len(found)) < 60_000)
    assert result.intervals == by_hand(table, suppressed, policy, most)


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_the_audit_finds_what_every_table_finds_where_inner_cells_are_rounded_too(
    data: st.DataObject,
) -> None:
    grid = data.draw(st.lists(st.lists(st.integers(0, 14), min_size=2, max_size=2), min_size=2, max_size=2))
    policy = Policy(cell_base=5, total_base=5, zeros=Zeros.MAY_PARTNER)
    table = crossed(grid)
    suppressed = data.draw(st.sets(st.sampled_from(["r0c0", "r0c1", "r1c0"]), min_size=1, max_size=2))
    result = audit(table, policy, suppressed, intervals=True)
    highs = [high for _, high in result.intervals.values()]
    assert None not in highs
    most = max(high for high in highs if high is not None) + 2
    assert result.intervals == by_hand(table, suppressed, policy, most)


def half_up(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 30), st.data(), st.integers(0, 2))
def test_a_percentage_tells_of_its_cells_what_every_pair_that_prints_it_tells(
    below: int, data: st.DataObject, decimals: int
) -> None:
    above, other = data.draw(st.integers(1, below)), data.draw(st.integers(1, 10))
    cells = [Cell("In", above), Cell("All", below), Cell("Others", other), Cell("Both", below + other)]
    share = percentage("Share", "In", "All", decimals)
    policy = Policy(unprotected=frozenset({Kind.PERCENTAGE}))
    table = LinkedTable(cells, [share, Sum("Both", ("All", "Others"))])
    result = audit(table, policy, ["In", "All", "Others"], intervals=True)
    shown = half_up(Decimal(100 * above) / below, decimals)
    fits = [
        (top, bottom)
        for bottom in range(1, below + other)
        for top in range(1, bottom + 1)
        if half_up(Decimal(100 * top) / bottom, decimals) == shown
    ]
    for key, values in (("In", [top for top, _ in fits]), ("All", [bottom for _, bottom in fits])):
        assert result.intervals[key] == (min(values), max(values))


@settings(deadline=None, max_examples=100)
@given(st.integers(1, 60), st.integers(1, 90_000), st.integers(0, 2))
def test_a_rate_tells_of_its_count_what_every_count_that_prints_it_tells(
    count: int, population: int, decimals: int
) -> None:
    table = LinkedTable([Cell("Count", count)], [rate("Rate", "Count", population, decimals=decimals)])
    policy = Policy(unprotected=frozenset({Kind.RATE}))
    shown = half_up(Decimal(10_000 * count) / population, decimals)
    fits = [one for one in range(1, 2_000) if half_up(Decimal(10_000 * one) / population, decimals) == shown]
    assert audit(table, policy, ["Count"], intervals=True).intervals["Count"] == (fits[0], fits[-1])


@pytest.mark.parametrize("rounds", [1, 5, 10])
def test_a_percentage_from_rounded_parts_tells_what_every_pair_that_prints_it_tells(rounds: int) -> None:
    cells = [Cell("In", 13, shown=True), Cell("All", 47)]
    policy = Policy(cell_base=rounds, unprotected=frozenset({Kind.PERCENTAGE}))
    table = LinkedTable(cells, [percentage("Share", "In", "All", 0)])
    result = audit(table, policy, ["In"], intervals=True)

    def nearest(value: int) -> int:
        return int(half_up(Decimal(value) / rounds, 0)) * rounds

    shown = half_up(Decimal(100 * nearest(13)) / nearest(47), 0)
    fits = [
        top
        for top, bottom in product(range(1, 60), range(1, 60))
        if top <= bottom and nearest(bottom) == nearest(47)
        if half_up(Decimal(100 * nearest(top)) / nearest(bottom), 0) == shown
    ]
    assert result.intervals["In"] == (min(fits), max(fits))
