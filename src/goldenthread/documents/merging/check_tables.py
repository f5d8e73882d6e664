"""Checks of tables: laid out on a grid with their spans, headers with scope, and who names whom."""

from collections.abc import Iterator

from pikepdf import Array, Object, String

from goldenthread.documents.merging.found import Examined, Found, place_of
from goldenthread.documents.merging.walk import Element, attribute

WIDEST = 1_000
LONGEST_SPAN = 65_535


def table_findings(examined: Examined) -> Iterator[Found]:
    """15-003 for every header cell, a header at all, no holes, and Headers that resolve."""
    classes = examined.document.Root.StructTreeRoot.get("/ClassMap")
    identifiers = {
        bytes(element.node.ID)
        for element in examined.tree.elements
        if element.role in ("TH", "TD") and isinstance(element.node.get("/ID"), String)
    }
    for number, table in enumerate(examined.tree.of("Table"), 1):
        yield from _one(place_of(table, number), table, classes, identifiers)


def rows_of(table: Element) -> list[Element]:
    """The rows of a table in order, its sections' too; not those of tables within its cells."""
    found: list[Element] = []
    for kid in table.elements:
        if kid.role == "TR":
            found.append(kid)
        elif kid.role in ("THead", "TBody", "TFoot"):
            found += [row for row in kid.elements if row.role == "TR"]
    return found


def cells_of(row: Element) -> list[Element]:
    """The cells of a row."""
    return [cell for cell in row.elements if cell.role in ("TH", "TD")]


def span_of(cell: Element, key: str, classes: Object | None) -> int:
    """ColSpan or RowSpan, 1 where it says nothing."""
    value = attribute(cell, "/Table", key, classes)
    return min(max(value, 1), LONGEST_SPAN) if isinstance(value, int) else 1


def _one(place: str, table: Element, classes: Object | None, identifiers: set[bytes]) -> Iterator[Found]:
    rows = rows_of(table)
    page = table.page
    if not any(cell.role == "TH" for row in rows for cell in cells_of(row)):
        yield Found(place, "has no header cells", "table-headless", page)
    for number, row in enumerate(rows, 1):
        where = f"{place}, row {number}"
        cells = cells_of(row)
        if any(cell.role == "TH" and attribute(cell, "/Table", "/Scope", classes) is None for cell in cells):
            yield Found(where, "has a header without scope", "15-003", row.page or page)
        for cell in cells:
            headers = attribute(cell, "/Table", "/Headers", classes)
            if isinstance(headers, Array) and any(
                not isinstance(name, String) or bytes(name) not in identifiers for name in headers
            ):
                yield Found(where, "names a header that is not there", "headers-dead", row.page or page)
                break
    yield from _grid_findings(place, page, rows, classes)


def _grid_findings(place: str, page: int, rows: list[Element], classes: Object | None) -> Iterator[Found]:
    """Each row must be as wide as the first, with what hangs down from the rows above."""
    hanging: dict[int, int] = {}
    width = 0
    for number, row in enumerate(rows, 1):
        taken = set(hanging)
        hanging = {column: left - 1 for column, left in hanging.items() if left > 1}
        column = 0
        for cell in cells_of(row):
            while column in taken:
                column += 1
            across = min(span_of(cell, "/ColSpan", classes), WIDEST)
            down = span_of(cell, "/RowSpan", classes)
            for one in range(column, column + across):
                if one in taken:
                    yield Found(
                        f"{place}, row {number}", "has cells that lie over each other", "table-holes", page
                    )
                    return
                taken.add(one)
                if down > 1:
                    hanging[one] = down - 1
            column += across
        if number == 1:
            width = len(taken)
        if len(taken) != width or (taken and max(taken) != width - 1):
            what = f"has {len(taken)} columns where the first has {width}"
            yield Found(f"{place}, row {number}", what, "table-holes", page)
            return
    if hanging:
        yield Found(place, "has a cell that hangs down below its last row", "table-holes", page)
