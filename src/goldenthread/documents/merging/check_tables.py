"""Checks of tables: laid out on a grid with their spans, headers with scope, and who names whom."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pikepdf import Array, Object, String

from goldenthread.documents.merging.found import Examined, Found, place_of
from goldenthread.documents.merging.walk import Element, attributes

WIDEST = 1_000
LONGEST_SPAN = 65_535


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as the checks need it."""

    is_header: bool
    scoped: bool
    headers: Object | None
    across: int
    down: int


def table_findings(examined: Examined) -> Iterator[Found]:
    """15-003 for every header cell, a header at all, no holes, and Headers that resolve."""
    classes = examined.document.Root.StructTreeRoot.get("/ClassMap")
    for number, table in enumerate(examined.tree.of("Table"), 1):
        yield from _one(place_of(table, number), table, classes, examined.identifiers)


def rows_of(table: Element) -> list[Element]:
    """The rows of a table in order, its sections' too; not those of tables within its cells."""
    found: list[Element] = []
    for kid in table.elements:
        if kid.role == "TR":
            found.append(kid)
        elif kid.role in ("THead", "TBody", "TFoot"):
            found += [row for row in kid.elements if row.role == "TR"]
    return found


def cells_of(row: Element, classes: Object | None) -> list[Cell]:
    """The cells of a row."""
    return [_cell(cell, classes) for cell in row.elements if cell.role in ("TH", "TD")]


def _cell(element: Element, classes: Object | None) -> Cell:
    said = attributes(element, "/Table", classes)
    values: list[Object | None] = [None, None, None, None]
    for item in said:
        for place, key in enumerate(("/Scope", "/Headers", "/ColSpan", "/RowSpan")):
            if values[place] is None:
                values[place] = item.get(key)
    scope, headers, across, down = values
    return Cell(
        element.role == "TH", scope is not None, headers, _span(across, WIDEST), _span(down, LONGEST_SPAN)
    )


def _span(value: object, most: int) -> int:
    return min(max(value, 1), most) if isinstance(value, int) else 1


def _one(
    place: str, table: Element, classes: Object | None, identifiers: Mapping[bytes, Object]
) -> Iterator[Found]:
    rows = rows_of(table)
    cells = [cells_of(row, classes) for row in rows]
    page = table.page
    if not any(cell.is_header for row in cells for cell in row):
        yield Found(place, "has no header cells", "table-headless", page)
    for number, (row, listed) in enumerate(zip(rows, cells, strict=True), 1):
        where = f"{place}, row {number}"
        if any(cell.is_header and not cell.scoped for cell in listed):
            yield Found(where, "has a header without scope", "15-003", row.page or page)
        if any(
            isinstance(cell.headers, Array) and _names_nobody(cell.headers, identifiers) for cell in listed
        ):
            yield Found(where, "names a header that is not there", "headers-dead", row.page or page)
    yield from _grid_findings(place, page, cells)


def _names_nobody(headers: Object, identifiers: Mapping[bytes, Object]) -> bool:
    return any(not isinstance(name, String) or bytes(name) not in identifiers for name in headers)


def _grid_findings(place: str, page: int, rows: list[list[Cell]]) -> Iterator[Found]:
    """Each row must be as wide as the first, with what hangs down from the rows above."""
    hanging: dict[int, int] = {}
    width = 0
    for number, row in enumerate(rows, 1):
        taken = set(hanging)
        hanging = {column: left - 1 for column, left in hanging.items() if left > 1}
        column = 0
        for cell in row:
            while column in taken:
                column += 1
            for one in range(column, column + cell.across):
                if one in taken:
                    yield Found(
                        f"{place}, row {number}", "has cells that lie over each other", "table-holes", page
                    )
                    return
                taken.add(one)
                if cell.down > 1:
                    hanging[one] = cell.down - 1
            column += cell.across
        if number == 1:
            width = len(taken)
        if len(taken) != width or (taken and max(taken) != width - 1):
            what = f"has {len(taken)} columns where the first has {width}"
            yield Found(f"{place}, row {number}", what, "table-holes", page)
            return
    if hanging:
        yield Found(place, "has a cell that hangs down below its last row", "table-holes", page)
