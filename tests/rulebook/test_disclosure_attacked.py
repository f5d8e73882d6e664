"""`protect` attacked by somebody else's program, which reads what is printed and tries every table that fits.

It shares nothing with the audit: no bounds, no solver, no inequalities. A ratio is worked out and rounded in
decimals, and held against what is printed. Everything that it finds is a table that fits, so a count that it
can vary enough is safe; what it cannot is looked for among greater numbers before it is called exposed.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

import pytest

from goldenthread.rulebook.disclosure import (
    BadTable,
    Cell,
    LinkedTable,
    Policy,
    Protected,
    Ratio,
    Sum,
    percentage,
    protect,
    rate,
)
from goldenthread.rulebook.disclosure_table import Relation

QUARTERS = ("Q1", "Q2", "Q3", "Q4")


def nearest(ratio: Ratio, above: int, below: int) -> Decimal:
    return (Decimal(ratio.per) * above / below).quantize(Decimal(1).scaleb(-ratio.decimals), ROUND_HALF_UP)


class Attacker:
    """Who has every printed figure, the relations and the policy. Zeros are shown, so c is 1 or more."""

    def __init__(self, table: LinkedTable, result: Protected) -> None:
        self.known: dict[str, int] = {}
        self.said: list[tuple[Relation, str]] = []
        self.cells = list(table.cells)
        self.hidden = {key for key in self.cells if table.cells[key].hidden_before}
        for key in self.cells:
            cell, text = table.cells[key], result.printed.get(key, "c")
            if cell.released is not None and cell.released == cell.value:
                self.known[key] = cell.released
            elif cell.shown and text != "c":
                self.known[key] = int(text)
            elif cell.shown:
                self.hidden.add(key)
        for one in table.relations:
            if isinstance(one, Ratio):
                text = str(one.printed) if one.released else result.printed[one.key]
                if text != "c":
                    self.said.append((one, text))
            else:
                self.said.append((one, ""))

    def fits(self, relation: Relation, text: str, values: Mapping[str, int]) -> bool:
        if isinstance(relation, Sum):
            parts = sum(values[part] for part in relation.parts) - sum(values[part] for part in relation.less)
            return values[relation.total] == parts
        below = (
            relation.denominator if isinstance(relation.denominator, int) else values[relation.denominator]
        )
        above = values[relation.numerator]
        if below == 0 or (relation.part and above > below):
            return False
        return nearest(relation, above, below) == Decimal(text)

    def can_be(self, key: str, wanted: Collection[int], most: int) -> int | None:
        """The first of these numbers that the cell can be, in some table that fits."""
        for number in wanted:
            values = dict(self.known)
            if key in values:
                if values[key] == number:
                    return number
                continue
            values[key] = number
            if (key not in self.hidden or number >= 1) and self._search(values, most):
                return number
        return None

    def _search(self, values: dict[str, int], most: int) -> bool:
        for relation, text in self.said:
            if all(name in values for name in relation.names):
                if not self.fits(relation, text, values):
                    return False
            elif isinstance(relation, Sum):
                missing = [name for name in relation.names if name not in values]
                if len(missing) == 1:
                    return self._search_with(values, missing[0], relation, most)
        open_ones = [key for key in self.cells if key not in values]
        if not open_ones:
            return True
        tied = [
            (sum(name not in values for name in one.names), key)
            for key in open_ones
            for one, _ in self.said
            if key in one.names
        ]
        if not tied:
            return True
        chosen = min(tied)[1]
        first = 1 if chosen in self.hidden else 0
        return any(self._search(values | {chosen: number}, most) for number in range(first, most + 1))

    def _search_with(self, values: dict[str, int], missing: str, relation: Sum, most: int) -> bool:
        """The one number that is missing of a sum follows from the others."""
        parts = sum(values.get(part, 0) for part in relation.parts)
        parts -= sum(values.get(part, 0) for part in relation.less)
        if missing == relation.total:
            number = parts
        elif missing in relation.parts:
            number = values[relation.total] - parts
        else:
            number = parts - values[relation.total]
        least = 1 if missing in self.hidden else 0
        return number >= least and self._search(values | {missing: number}, most)


def exposed_to(attacker: Attacker, table: LinkedTable, threshold: int = 5) -> list[str]:
    """The small counts of which the attacker can tell that they are small, or nearly what they are.

    What a percentage leaves of its denominator is one too, though nobody prints it.
    """
    found = []
    for key, cell in table.cells.items():
        if cell.value is None or not 1 <= cell.value <= threshold or cell.is_out:
            continue
        for most in (14, 40):
            low = attacker.can_be(key, range(cell.value + 1), most)
            if low is None:
                assert most == 14, "the true table does not fit what is printed"
                continue
            enough = threshold if low == 0 else max(threshold + 1, low + threshold)
            high = attacker.can_be(key, range(enough, most + 1), most)
            if high is not None:
                break
        else:
            found.append(key)
    return found


def small(chance: random.Random) -> int:
    return chance.choice((0, 1, 2, 3, 4, 5, 6, 7, 9, 12))


def rows_and_year(chance: random.Random, rows: Sequence[str]) -> tuple[list[Cell], list[Relation]]:
    """Measures by quarter with their years, and the whole that they make."""
    values = {f"{row} {quarter}": small(chance) for row in rows for quarter in QUARTERS}
    values |= {f"{row} year": sum(values[f"{row} {quarter}"] for quarter in QUARTERS) for row in rows}
    periods = (*QUARTERS, "year")
    values |= {f"all {period}": sum(values[f"{row} {period}"] for row in rows) for period in periods}
    names = (*rows, "all")
    sums: list[Relation] = [
        Sum(f"{row} year", tuple(f"{row} {quarter}" for quarter in QUARTERS)) for row in names
    ]
    sums += [Sum(f"all {period}", tuple(f"{row} {period}" for row in rows)) for period in periods]
    return [Cell(key, value) for key, value in values.items()], sums


@pytest.mark.parametrize("seed", range(12))
def test_quarters_and_year_parts_and_whole(seed: int) -> None:
    cells, sums = rows_and_year(random.Random(seed), ("boys", "girls"))
    table = LinkedTable(cells, sums)
    result = protect(table)
    assert result.may_be_published
    assert exposed_to(Attacker(table, result), table) == []


@pytest.mark.parametrize("seed", range(12))
def test_counts_with_percentages_and_rates_that_are_rounded(seed: int) -> None:
    chance = random.Random(100 + seed)
    values = {f"seen {one}": small(chance) for one in QUARTERS}
    values |= {f"all {one}": values[f"seen {one}"] + small(chance) for one in QUARTERS}
    values |= {f"{row} year": sum(values[f"{row} {one}"] for one in QUARTERS) for row in ("seen", "all")}
    relations: list[Relation] = [
        Sum(f"{row} year", tuple(f"{row} {one}" for one in QUARTERS)) for row in ("seen", "all")
    ]
    decimals = chance.choice((0, 1))
    for one in (*QUARTERS, "year"):
        if values[f"all {one}"]:
            relations.append(percentage(f"% {one}", f"seen {one}", f"all {one}", decimals))
        relations.append(rate(f"rate {one}", f"all {one}", 1800, decimals=decimals))
    table = LinkedTable([Cell(key, value) for key, value in values.items()], relations)
    result = protect(table)
    assert result.may_be_published
    assert exposed_to(Attacker(table, result), table) == []


@pytest.mark.parametrize("seed", range(12))
def test_areas_of_a_region(seed: int) -> None:
    chance = random.Random(200 + seed)
    areas = ("north", "south", "east", "west", "town")
    values = {area: small(chance) for area in areas}
    values |= {"coast": values["east"] + values["town"], "hills": values["north"] + values["west"]}
    values |= {"region": sum(values[area] for area in areas)}
    sums = [
        Sum("coast", ("east", "town")),
        Sum("hills", ("north", "west")),
        Sum("region", areas),
        Sum("region", ("coast", "hills", "south")),
    ]
    table = LinkedTable([Cell(key, value) for key, value in values.items()], sums)
    result = protect(table)
    assert result.may_be_published
    assert exposed_to(Attacker(table, result), table) == []


def corrected(
    chance: random.Random, before: Mapping[str, int], first: Protected
) -> tuple[LinkedTable, dict[str, int]]:
    """A second edition in which one quarter was corrected, beside what the first one printed."""
    revised = chance.choice(QUARTERS)
    now = dict(before) | {revised: small(chance)}
    now["year"] = sum(now[one] for one in QUARTERS)
    cells, then = [], {}
    for key, value in now.items():
        hidden = first.printed[key] == "c"
        if value == before[key]:
            cells.append(Cell(key, value, None if hidden else value))
            then[key] = key
            continue
        cells.append(Cell(key, value, None if hidden else before[key]))
        then[key] = f"{key} then"
        cells.append(
            Cell(
                f"{key} then", before[key], None if hidden else before[key], shown=False, hidden_before=hidden
            )
        )  # fmt: skip
    sums = [Sum("year", QUARTERS), Sum(then["year"], tuple(then[one] for one in QUARTERS))]
    return LinkedTable(cells, sums), now


@pytest.mark.parametrize("seed", range(40))
def test_two_editions_with_a_correction_between(seed: int) -> None:
    chance = random.Random(300 + seed)
    before = {one: small(chance) for one in QUARTERS}
    before["year"] = sum(before.values())
    table = LinkedTable([Cell(key, value) for key, value in before.items()], [Sum("year", QUARTERS)])
    first = protect(table)
    again, _ = corrected(chance, before, first)
    second = protect(again)
    found = exposed_to(Attacker(again, second), again)
    # Where the first edition has told too much of what was corrected, the second is not for publishing.
    assert not found or not second.may_be_published
    assert second.may_be_published or found


@pytest.mark.boundary("SDC-18")
def test_a_cell_that_the_source_suppressed_gets_a_partner() -> None:
    cells = [Cell("Q1", 13), Cell("Q2"), Cell("Q3", 21), Cell("Year", 43)]
    table = LinkedTable(cells, [Sum("Year", ("Q1", "Q2", "Q3"))])
    result = protect(table, hidden=("Q2",), intervals=True)
    assert (result.suppressed, result.audit.intervals["Q2"]) == ({"Q1", "Q2"}, (1, 21))
    with pytest.raises(BadTable):
        protect(table, hidden=("Q1",))


def test_what_was_hidden_before_is_not_printed_now() -> None:
    with pytest.raises(BadTable):
        Cell("Q1", 3, hidden_before=True)


def test_the_attacker_finds_what_primary_suppression_leaves_open() -> None:
    """It is no attacker that finds nothing: the count of three is told by its year."""
    table = LinkedTable([Cell("Q1", 13), Cell("Q2", 3), Cell("Year", 16)], [Sum("Year", ("Q1", "Q2"))])
    printed = {"Q1": "13", "Q2": "c", "Year": "16"}
    naive = Protected(printed, {}, protect(LinkedTable([])).audit)
    assert exposed_to(Attacker(table, naive), table) == ["Q2"]
    assert protect(table, Policy()).printed == {"Q1": "c", "Q2": "c", "Year": "16"}
