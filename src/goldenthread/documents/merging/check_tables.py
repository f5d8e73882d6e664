"""Checks of tables: laid out on a grid with their spans, headers with scope, and who names whom."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Object, String

from goldenthread.documents.merging.found import Examined, Found, place_of
from goldenthread.documents.merging.walk import Element, attributes

WIDEST = 1_000
LONGEST_SPAN = 65_535


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell's attributes say. ``astray``: it names a header that is not there."""

    scoped: bool
    astray: bool
    across: int
    down: int


@dataclass
class _Cells:
    """Reads cells; those whose attributes are written alike, as those of a column are, only once."""

    classes: Object | None
    identifiers: Mapping[bytes, Object]
    known: dict[bytes, Cell] = field(default_factory=dict)

    def read(self, element: Element) -> Cell:
        """The cell that an element is."""
        if self.classes is not None:
            return self._read(element)
        said = element.node.get("/A")
        written = said.unparse() if isinstance(said, Array | Dictionary) else b""
        found = self.known.get(written)
        if found is None:
            found = self.known[written] = self._read(element)
        return found

    def _read(self, element: Element) -> Cell:
        values: list[Object | None] = [None, None, None, None]
        for item in attributes(element, "/Table", self.classes):
            for place, key in enumerate(("/Scope", "/Headers", "/ColSpan", "/RowSpan")):
                if values[place] is None:
                    values[place] = item.get(key)
        scope, headers, across, down = values
        astray = isinstance(headers, Array) and any(
            not isinstance(name, String) or bytes(name) not in self.identifiers for name in headers
        )
        return Cell(scope is not None, astray, _span(across, WIDEST), _span(down, LONGEST_SPAN))


def _span(value: object, most: int) -> int:
    return min(max(value, 1), most) if isinstance(value, int) else 1


def table_findings(examined: Examined) -> Iterator[Found]:
    """15-003 for every header cell, a header at all, no holes, and Headers that resolve."""
    cells = _Cells(examined.document.Root.StructTreeRoot.get("/ClassMap"), examined.identifiers)
    for number, table in enumerate(examined.tree.of("Table"), 1):
        yield from _one(place_of(table, number), table, cells)


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


def _one(place: str, table: Element, cells: _Cells) -> Iterator[Found]:
    page = table.page
    rows: list[list[Cell]] = []
    headed = False
    for number, row in enumerate(rows_of(table), 1):
        where = f"{place}, row {number}"
        elements = cells_of(row)
        listed = [cells.read(cell) for cell in elements]
        headers = [cell for element, cell in zip(elements, listed, strict=True) if element.role == "TH"]
        headed = headed or bool(headers)
        if not all(cell.scoped for cell in headers):
            yield Found(where, "has a header without scope", "15-003", row.page or page)
        if any(cell.astray for cell in listed):
            yield Found(where, "names a header that is not there", "headers-dead", row.page or page)
        rows.append(listed)
    if not headed:
        yield Found(place, "has no header cells", "table-headless", page)
    yield from _grid_findings(place, page, rows)


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
