"""The lines of a paper in their order, from text that was pasted or from a Word document, tables included."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, ParseError

from goldenthread.intake.past_minutes_model import Line
from goldenthread.intake.problems import CannotRead
from goldenthread.intake.reading_word import cells_of, document_parts, rows_of, tables_in
from goldenthread.intake.word_numbering import Numbering
from goldenthread.intake.word_text import local_name, paragraphs_in, read_paragraph, transparent_children

LARGEST_TEXT = 2_000_000
_PAGE = re.compile(r"^(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?$|^-\s*\d{1,4}\s*-$", re.IGNORECASE)
_SAID_OF_PAGE = re.compile(r"^page\s*\d|^-\s*\d+\s*-$", re.IGNORECASE)


def lines_of_text(text: str) -> list[Line]:
    """The lines of text that was pasted. Tabs part cells. Raises CannotRead for what is empty or too long."""
    if len(text) > LARGEST_TEXT:
        raise CannotRead("The text is too long: paste one meeting at a time.")
    found = []
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        cells = tuple(_plain(cell) for cell in raw.split("\t"))
        shown = " ".join(cell for cell in cells if cell)
        if shown:
            found.append(Line(shown, f"line {number}", tuple(cell for cell in cells if cell)))
    return _checked(found)


def lines_of_word(content: bytes) -> list[Line]:
    """The lines of a .docx file, with each row of a table as one. Raises CannotRead for a damaged one."""
    try:
        parts = document_parts(content)
        found = list(_Walk(Numbering(parts.numbering, parts.styles)).lines(parts.body))
    except (ParseError, zipfile.BadZipFile, LookupError, ValueError, OSError, RecursionError) as error:
        raise CannotRead("The document is damaged. Open it in Word, save it and try again.") from error
    return _checked(found)


class _Walk:
    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.paragraphs = self.tables = 0

    def lines(self, body: Element) -> Iterator[Line]:
        for block in transparent_children(body):
            kind = local_name(block)
            if kind == "p":
                self.paragraphs += 1
                paragraph = read_paragraph(block, self.numbering)
                for part in paragraph.shown.split("\n"):
                    cells = tuple(text for cell in part.split("\t") if (text := _plain(cell)))
                    if cells:
                        strong = paragraph.bold or paragraph.is_heading
                        yield Line(" ".join(cells), f"paragraph {self.paragraphs}", cells, strong)
            elif kind == "tbl":
                yield from self._rows(block)

    def _rows(self, table: Element) -> Iterator[Line]:
        rows = list(rows_of(table))
        # A table with one cell a row only lays the page out: its paragraphs are lines like any other.
        if all(len(list(cells_of(row))) <= 1 for row in rows) or any(
            any(True for _ in tables_in(cell)) for row in rows for cell in cells_of(row)
        ):
            for row in rows:
                for cell in cells_of(row):
                    yield from self.lines(cell)
            return
        self.tables += 1
        number = self.tables
        for index, row in enumerate(rows, start=1):
            found = [paragraphs_in(cell, self.numbering) for cell in cells_of(row)]
            cells = tuple("\n".join(p.shown.strip() for p in cell if p.shown.strip()) for cell in found)
            if any(cells):
                first = next((cell for cell in found if any(p.shown.strip() for p in cell)), [])
                strong = all(p.bold or p.is_heading for p in first if p.shown.strip())
                yield Line(
                    " ".join(" ".join(cell.split()) for cell in cells if cell),
                    f"table {number}, row {index}", cells, strong, number,
                )  # fmt: skip


def _checked(lines: Sequence[Line]) -> list[Line]:
    """Without what a printer repeats on each page."""
    if not lines:
        raise CannotRead("There is no text in it.")
    times = Counter(line.text for line in lines if len(line.text) < 80)
    pages = sum(bool(_SAID_OF_PAGE.match(line.text)) for line in lines)
    repeated = {text for text, number in times.items() if pages > 2 and number >= pages}
    return [line for line in lines if not _SAID_OF_PAGE.match(line.text) and line.text not in repeated]


def _plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").replace("\u200b", "").split())
