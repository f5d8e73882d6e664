"""Tables of counts for the disclosure tests and benchmarks, and every table that fits what is published."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import product

from goldenthread.rulebook.disclosure import Cell, LinkedTable, Policy, Sum, Zeros


def crossed(grid: Sequence[Sequence[int]], *, shuffled: random.Random | None = None) -> LinkedTable:
    """Rows and columns with their totals: cells "r0c1", "r0", "c1" and "all"."""
    rows, columns = range(len(grid)), range(len(grid[0]))
    values = {f"r{row}c{column}": grid[row][column] for row in rows for column in columns}
    values |= {f"r{row}": sum(grid[row]) for row in rows}
    values |= {f"c{column}": sum(line[column] for line in grid) for column in columns}
    values["all"] = sum(map(sum, grid))
    cells = [Cell(key, value) for key, value in values.items()]
    sums = [Sum(f"r{row}", tuple(f"r{row}c{column}" for column in columns)) for row in rows]
    sums += [Sum(f"c{column}", tuple(f"r{row}c{column}" for row in rows)) for column in columns]
    sums += [Sum("all", tuple(f"r{row}" for row in rows)), Sum("all", tuple(f"c{one}" for one in columns))]
    if shuffled is not None:
        shuffled.shuffle(cells)
        shuffled.shuffle(sums)
    return LinkedTable(cells, sums)


def large(seed: int = 1, rows: int = 30, columns: int = 12, small: int = 27) -> LinkedTable:
    """A table of counts from 6 to 60, of which so many are from 1 to 5."""
    chance = random.Random(seed)
    grid = [[chance.randint(6, 60) for _ in range(columns)] for _ in range(rows)]
    for row, column in chance.sample(list(product(range(rows), range(columns))), small):
        grid[row][column] = chance.randint(1, 5)
    return crossed(grid)


def printed(value: int, base: int) -> str:
    """A count as a table prints it that rounds to the base, half up."""
    nearest = int((Decimal(value) / base).quantize(Decimal(1), ROUND_HALF_UP)) * base
    return "low" if value and not nearest else str(nearest)


def fitting(
    table: LinkedTable, suppressed: Collection[str], policy: Policy, most: int
) -> Iterator[Mapping[str, int]]:
    """Every way to fill a crossed table with counts, suppressed ones up to ``most``, that prints the same.

    Written to be seen to be right, not to be fast: totals are added up, and held against what is printed.
    """
    least = 1 if policy.zeros is Zeros.SHOWN else 0
    sums = sorted(
        (one for one in table.relations if isinstance(one, Sum)), key=lambda one: one.total == "all"
    )
    totals = {one.total for one in sums}
    inner = [cell for key, cell in table.cells.items() if key not in totals]
    choices = [
        range(least, most + 1)
        if cell.key in suppressed
        else [one for one in range(cell.value + 10) if _same(one, cell.value, policy.cell_base)]
        for cell in inner
    ]
    for numbers in product(*choices):
        values = {cell.key: number for cell, number in zip(inner, numbers, strict=True)}
        for one in sums:
            values[one.total] = sum(values[part] for part in one.parts)
        if all(
            values[key] >= least
            if key in suppressed
            else _same(values[key], table.cells[key].value, policy.total_base)
            for key in totals
        ):
            yield values


def _same(value: int, other: int | None, base: int) -> bool:
    return other is not None and printed(value, base) == printed(other, base)


def by_hand(
    table: LinkedTable, suppressed: Collection[str], policy: Policy, most: int
) -> dict[str, tuple[int, int]]:
    """What each suppressed cell could be, from every table that fits."""
    found = list(fitting(table, suppressed, policy, most))
    return {key: (min(one[key] for one in found), max(one[key] for one in found)) for key in suppressed}
