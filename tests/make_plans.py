"""Builds plans as councils type them, in Excel, Word and CSV. All text is made up."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

import docx
import openpyxl
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.styles import Font

Rows = Iterable[Sequence[object]]
CsvOptions = tuple[str, str]


def excel(
    sheets: dict[str, Rows],
    *,
    merge: dict[str, Sequence[str]] | None = None,
    formats: dict[str, dict[str, str]] | None = None,
    bold: dict[str, Sequence[int]] | None = None,
    hidden_sheets: Sequence[str] = (),
    hidden_rows: dict[str, Sequence[int]] | None = None,
) -> bytes:
    """A workbook from rows of values. `merge` and `formats` are by sheet and by address; `bold` by row."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for area in (merge or {}).get(name, ()):
            sheet.merge_cells(area)
        for address, number_format in (formats or {}).get(name, {}).items():
            sheet[address].number_format = number_format
        for number in (bold or {}).get(name, ()):
            for cell in sheet[number]:
                cell.font = Font(bold=True)
        for number in (hidden_rows or {}).get(name, ()):
            sheet.row_dimensions[number].hidden = True
        if name in hidden_sheets:
            sheet.sheet_state = "hidden"
    return saved(book)


def saved(document: Any) -> bytes:
    """The bytes of a python-docx document or an openpyxl workbook."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def csv(rows: Sequence[Sequence[str]], *, separator: str = ",", encoding: str = "utf-8") -> bytes:
    """A CSV file with every cell quoted, as some systems export it."""
    quoted = (['"' + cell.replace('"', '""') + '"' for cell in row] for row in rows)
    return "\r\n".join(separator.join(row) for row in quoted).encode(encoding)


def word_table(document: Any, rows: Sequence[Sequence[str]], *, repeat_header: bool = False) -> Any:
    """Add a table. In a cell, a line that starts with "* " becomes a paragraph in Word's own bullets."""
    table = document.add_table(len(rows), max(len(row) for row in rows))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            write(cell, text)
    if repeat_header:
        properties = table.rows[0]._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:tblHeader"))
    return table


def write(cell: Any, text: str) -> None:
    """Write a cell's lines as paragraphs, those that start with "* " as bullets."""
    for number, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        if line.startswith("* "):
            paragraph.style = "List Bullet"
            line = line[2:]
        paragraph.add_run(line)


def merge_down(table: Any, column: int, first: int, last: int) -> None:
    """Merge a column's cells from one row to another, rows and columns from 0; the first one's text stays."""
    text = table.cell(first, column).text
    merged = table.cell(first, column).merge(table.cell(last, column))
    merged.text = text


def merge_across(table: Any, row: int, text: str, *, bold: bool = True) -> None:
    """Make a row one cell with a text: a sub-heading."""
    cells = table.rows[row].cells
    merged = cells[0].merge(cells[-1])
    merged.text = ""
    merged.paragraphs[0].add_run(text).bold = bold


def tracked(paragraph: Any, kind: str, text: str) -> None:
    """Append text that was inserted ("ins") or deleted ("del") with tracked changes."""
    change = OxmlElement(f"w:{kind}")
    change.set(qn("w:id"), "1")
    change.set(qn("w:author"), "Improvement officer")
    run = OxmlElement("w:r")
    words = OxmlElement("w:t" if kind == "ins" else "w:delText")
    words.text = text
    words.set(qn("xml:space"), "preserve")
    run.append(words)
    change.append(run)
    paragraph._p.append(change)


def in_content_control(element: Any) -> None:
    """Put a row, cell or paragraph of a Word document into a content control."""
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    element.addprevious(control)
    control.append(content)
    content.append(element)


def word(*tables: Sequence[Sequence[str]], headings: Sequence[str] = ()) -> bytes:
    """A Word document of plain tables, each after its heading where there is one."""
    document = docx.Document()
    for number, rows in enumerate(tables):
        if number < len(headings) and headings[number]:
            document.add_heading(headings[number], 1)
        word_table(document, rows)
        document.add_paragraph("")
    return saved(document)
