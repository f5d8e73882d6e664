"""Read a Word document's tables as they are seen on the page.

Text deleted with tracked changes is left out and inserted text is kept; automatic list numbers are written
out, because a reference is often nothing else; text boxes, comments, headers and footers are left out.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element, ParseError, fromstring

from goldenthread.intake.problems import CannotRead, Level, Problem
from goldenthread.intake.tables import Cell, Row, Table, Workbook, cell_of
from goldenthread.intake.word_grid import GridCell, GridRow, snap_to_columns
from goldenthread.intake.word_numbering import Numbering
from goldenthread.intake.word_text import (
    Paragraph,
    attribute,
    local_name,
    paragraphs_in,
    read_paragraph,
    transparent_children,
)

_MAIN_TYPES = (
    "wordprocessingml.document.main",
    "ms-word.document.macroEnabled.main",
    "wordprocessingml.template.main",
)
_HEADING_CHARACTERS = 150
_COLUMNS_ALLOWED = 200  # Word itself allows 63


def read_word(content: bytes, name: str) -> Workbook:
    """All tables of a .docx file in their order, nested tables of a layout table included.

    Raises CannotRead for a damaged document and for one without tables.
    """
    try:
        parts = document_parts(content)
        reader = _Reader(Numbering(parts.numbering, parts.styles))
        reader.read_body(parts.body)
        problems = tuple(reader.problems(parts.body))
    except (ParseError, zipfile.BadZipFile, LookupError, ValueError, OSError, RecursionError) as error:
        raise CannotRead("The document is damaged. Open it in Word, save it and try again.") from error
    if not reader.tables:
        raise CannotRead(
            "The document has no tables. Golden Thread reads plans and scorecards from tables: put the"
            " rows in a"
            " table, or use Excel."
        )
    if all(row.is_blank for table in reader.tables for row in table.rows):
        raise CannotRead("The tables of the document are empty.")
    return Workbook(name, tuple(reader.tables), problems, tuple(reader.pending))


@dataclass
class _Parts:
    body: Element
    numbering: Element | None
    styles: Element | None


def document_parts(content: bytes) -> _Parts:
    """The parsed parts that hold text and list numbers. The main part is not always word/document.xml."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        types = _parse(archive.read("[Content_Types].xml"))
        main = _main_part(types)
        folder = posixpath.dirname(main)
        names = set(archive.namelist())

        def part(name: str) -> Element | None:
            path = posixpath.join(folder, name)
            return _parse(archive.read(path)) if path in names else None

        document = _parse(archive.read(main))
        body = next((child for child in document if local_name(child) == "body"), None)
        if body is None:
            raise ValueError("no body")
        return _Parts(body, part("numbering.xml"), part("styles.xml"))


def _main_part(types: Element) -> str:
    for override in types:
        kind = override.get("ContentType", "")
        if any(main in kind for main in _MAIN_TYPES):
            return override.get("PartName", "").lstrip("/")
    return "word/document.xml"


def _parse(xml: bytes) -> Element:
    # Document types, and with them entities, were refused before anything was parsed.
    return fromstring(xml)


@dataclass
class _Reader:
    """Walks the document once, in order, because list numbers count up through it."""

    numbering: Numbering
    tables: list[Table] = field(default_factory=list)
    pending: list[str] = field(default_factory=list)
    heading: str = ""

    def read_body(self, body: Element) -> None:
        for block in transparent_children(body):
            kind = local_name(block)
            if kind == "p":
                self._read_between(read_paragraph(block, self.numbering))
            elif kind == "tbl":
                self._read_table(block)

    def _read_between(self, paragraph: Paragraph) -> None:
        text = cell_of(paragraph.shown, column=1).text.replace("\n", " ")
        if not text:
            return
        self.pending.append(text)
        if paragraph.is_heading or (paragraph.bold and len(text) <= _HEADING_CHARACTERS):
            self.heading = text

    def _read_table(self, element: Element) -> None:
        """Read one table. A layout table, which only holds others, gives those instead of itself."""
        rows = list(rows_of(element))
        inner = [nested for row in rows for cell in cells_of(row) for nested in tables_in(cell)]
        if inner and _is_layout(rows, inner):
            for row in rows:
                for cell in cells_of(row):
                    self.read_body(cell)
            return
        sheet = f"Table {len(self.tables) + 1}"
        grid = [self._read_row(row) for row in rows]
        snapped = snap_to_columns(_grid_widths(element), grid)
        fills = {
            (number, placed.column + 1): placed.cell.fill
            for number, row in enumerate(snapped, start=1)
            for placed in row.cells
            if placed.cell.fill is not None and not placed.cell.text
        }
        self.tables.append(
            Table(
                sheet, _numbered(snapped), before=tuple(self.pending), heading=self.heading, letters=False,
                blank_fills=fills,
            )
        )  # fmt: skip
        self.pending, self.heading = [], ""

    def _read_row(self, row: Element) -> GridRow:
        skipped, is_header = 0, False
        for properties in row:
            if local_name(properties) == "trPr":
                for item in properties:
                    if local_name(item) == "gridBefore":
                        skipped = min(int(attribute(item, "val") or 0), _COLUMNS_ALLOWED)
                    elif local_name(item) == "tblHeader":
                        is_header = attribute(item, "val") not in {"0", "false", "off"}
        cells = []
        position = skipped
        for element in cells_of(row):
            span, merge = _spans(element)
            cells.append(GridCell(position, span, merge, self._read_cell(element)))
            position += span
        return GridRow(tuple(cells), is_header)

    def _read_cell(self, element: Element) -> Cell:
        paragraphs = [p for p in paragraphs_in(element, self.numbering) if p.shown.strip()]
        cell = cell_of("\n".join(p.shown for p in paragraphs), column=1)
        bulleted: list[bool] = []
        for paragraph in paragraphs:
            part = cell_of(paragraph.shown, column=1)
            bulleted += [paragraph.is_listed, *part.bulleted[1:]] if paragraph.is_listed else part.bulleted
        bold = bool(paragraphs) and all(paragraph.bold for paragraph in paragraphs)
        if len(bulleted) != len(cell.lines):
            bulleted = list(cell.bulleted)
        return replace(cell, bulleted=tuple(bulleted), bold=bold, fill=_shading(element))

    def problems(self, body: Element) -> Iterator[Problem]:
        """Notes of what the document has that was left out."""
        found = {local_name(element) for element in body.iter() if isinstance(element.tag, str)}
        if found & {"del", "moveFrom"}:
            why = "The document has tracked changes. Deleted text was left out and inserted text was kept."
            yield Problem("", None, "", "", why, Level.NOTE)
        boxes = [
            " ".join("".join(box.itertext()).split())
            for box in body.iter()
            if isinstance(box.tag, str) and local_name(box) == "txbxContent"
        ]
        for text in dict.fromkeys(box for box in boxes if box):
            yield Problem(
                "", None, "", text, "This text is in a text box. Text boxes are not read.", Level.NOTE
            )


def _is_layout(rows: list[Element], inner: list[Element]) -> bool:
    cells = [cell for row in rows for cell in cells_of(row)]
    holding = [cell for cell in cells if any(True for _ in tables_in(cell))]
    largest = max(len(list(rows_of(table))) for table in inner)
    return len(holding) == len(cells) or (len(rows) <= 2 and len(cells) <= 3 and largest > len(rows))


def rows_of(table: Element) -> Iterator[Element]:
    """The rows of a table, those in content controls included and those deleted with tracking left out."""
    for child in transparent_children(table):
        if local_name(child) == "tr" and not _is_deleted(child, "trPr", "del"):
            yield child


def cells_of(row: Element) -> Iterator[Element]:
    for child in transparent_children(row):
        if local_name(child) == "tc" and not _is_deleted(child, "tcPr", "cellDel"):
            yield child


def tables_in(cell: Element) -> Iterator[Element]:
    for child in transparent_children(cell):
        if local_name(child) == "tbl":
            yield child


def _is_deleted(element: Element, properties: str, mark: str) -> bool:
    return any(
        local_name(item) == mark for child in element if local_name(child) == properties for item in child
    )


def _spans(cell: Element) -> tuple[int, str]:
    """How many grid columns a cell covers, and its part in a merge down: "", "restart" or "continue"."""
    span, merge = 1, ""
    for properties in cell:
        if local_name(properties) == "tcPr":
            for item in properties:
                if local_name(item) == "gridSpan":
                    span = min(max(1, int(attribute(item, "val") or 1)), _COLUMNS_ALLOWED)
                elif local_name(item) == "vMerge":
                    merge = attribute(item, "val") or "continue"
    return span, merge


def _shading(cell: Element) -> str | None:
    """The colour behind a cell's text. A theme's colour has its value beside it."""
    for properties in cell:
        if local_name(properties) == "tcPr":
            for item in properties:
                fill = attribute(item, "fill") if local_name(item) == "shd" else None
                if fill and len(fill) == 6 and fill.lower() != "ffffff":
                    return fill.upper()
    return None


def _grid_widths(table: Element) -> list[int]:
    """The widths of the grid's columns in twentieths of a point, empty where the table does not say."""
    for child in table:
        if local_name(child) == "tblGrid":
            widths = [attribute(column, "w") for column in child if local_name(column) == "gridCol"]
            if all(width and width.lstrip("-").isdigit() for width in widths):
                return [int(width) for width in widths if width]
    return []


def _numbered(grid: list[GridRow]) -> tuple[Row, ...]:
    """Rows with their numbers; the parts of a merge down point to its top."""
    rows: list[dict[int, Cell]] = []
    tops: dict[int, tuple[int, int]] = {}
    for number, grid_row in enumerate(grid, start=1):
        cells: dict[int, Cell] = {}
        for placed in grid_row.cells:
            column = placed.column + 1
            top = tops.get(column)
            if placed.merge == "continue" and top is not None and not placed.cell.text:
                above = rows[top[0] - 1][top[1]]
                rows[top[0] - 1][top[1]] = replace(above, rows=number - top[0] + 1)
                for offset in range(placed.span):
                    cells[column + offset] = Cell("", column=column + offset, origin=top)
                continue
            tops.pop(column, None)
            if placed.merge:
                tops[column] = (number, column)
            if placed.cell.text or placed.merge:
                cells[column] = replace(placed.cell, column=column, columns=placed.span)
                for offset in range(1, placed.span):
                    cells[column + offset] = Cell("", column=column + offset, origin=(number, column))
        rows.append(cells)
    return tuple(
        Row(number, tuple(cells[column] for column in sorted(cells)), is_header=grid_row.is_header)
        for number, (cells, grid_row) in enumerate(zip(rows, grid, strict=True), start=1)
    )
