"""Give the cells of a Word table their columns.

Word keeps a grid with a line for every cell edge. When someone has dragged an edge in one row by a hair,
that row starts its cell one grid column later than the others, although a person sees one column. Edges
closer than a person can see are one edge.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate

from goldenthread.intake.tables import Cell

# In twentieths of a point: 4.4 mm. No column that holds words is narrower.
_ONE_EDGE = 250


@dataclass(frozen=True)
class GridCell:
    """A cell, the grid column (from 0) where it starts, how many it covers, and its part in a merge down."""

    column: int
    span: int
    merge: str
    cell: Cell


@dataclass(frozen=True)
class GridRow:
    """The cells of one row, and whether Word repeats the row as a header."""

    cells: tuple[GridCell, ...]
    is_header: bool


def snap_to_columns(widths: list[int], rows: list[GridRow]) -> list[GridRow]:
    """The rows with their cells at the columns that a person sees.

    `widths` are the grid's, in twentieths of a point. Edges that no cell uses are dropped, and edges
    nearer to each other than `_ONE_EDGE` are one, unless a cell lies between them.
    """
    last = max((cell.column + cell.span for row in rows for cell in row.cells), default=0)
    known = widths if len(widths) >= last else []
    used = sorted(
        {edge for row in rows for cell in row.cells for edge in (cell.column, cell.column + cell.span)}
    )
    at = list(accumulate(known, initial=0)) if known else [edge * 1000 for edge in range(last + 1)]
    narrow = {
        (cell.column, cell.column + cell.span)
        for row in rows
        for cell in row.cells
        if cell.cell.text and at[cell.column + cell.span] - at[cell.column] < _ONE_EDGE
    }
    snapped: dict[int, int] = {}
    column, start = -1, None
    for edge in used:
        apart = start is None or at[edge] - at[start] >= _ONE_EDGE
        if apart or any(first >= (start or 0) and last_edge == edge for first, last_edge in narrow):
            column, start = column + 1, edge
        snapped[edge] = column
    return [
        replace(
            row, cells=tuple(placed for cell in row.cells if (placed := _snap(cell, snapped)) is not None)
        )
        for row in rows
    ]


def _snap(cell: GridCell, snapped: dict[int, int]) -> GridCell | None:
    first, last = snapped[cell.column], snapped[cell.column + cell.span]
    if first == last:
        return None
    return replace(cell, column=first, span=last - first)
