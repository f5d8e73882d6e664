"""Read a CSV file: find its encoding and its separator, and keep the row numbers that Excel would show."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from pathlib import PurePath

from goldenthread.intake.problems import CannotRead
from goldenthread.intake.tables import Row, Table, Workbook, cell_of

_SEPARATORS = (",", ";", "\t", "|")
_LONGEST_FIELD = 1_000_000
_SAMPLE_CHARACTERS = 100_000


def read_csv(content: bytes, name: str) -> Workbook:
    """One table, named after the file. Records, not lines, are counted: so does Excel."""
    text = decode(content)
    separator = None
    if text[:4].lower() == "sep=":
        separator = text[4:5]
    separator = separator or separator_of(text)
    rows = []
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        for number, record in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=1
        ):
            if number == 1 and len(record) >= 1 and record[0].lower().startswith("sep="):
                continue
            cells = (cell_of(field, column=column) for column, field in enumerate(record, start=1))
            rows.append(Row(number, tuple(cell for cell in cells if not cell.is_blank)))
    except csv.Error as error:
        raise CannotRead(
            "The file cannot be read as CSV: a cell is longer than a million characters. Look for a"
            " quotation mark"
            " that is opened and never closed."
        ) from error
    return Workbook(name, (Table(PurePath(name).stem or "CSV", tuple(rows)),))


def decode(content: bytes) -> str:
    """Text in UTF-8 or UTF-16, with or without a mark, else in the Windows code page of western Europe."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    sample = content[:4096]
    if sample.count(0) >= len(sample) // 4:
        return content.decode("utf-16-be" if sample[:1] == b"\0" else "utf-16-le", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def separator_of(text: str) -> str:
    """The separator that cuts most records into the same number of cells, and into most of them."""

    def score(separator: str) -> tuple[int, int]:
        try:
            widths = Counter(
                len(record)
                for record in csv.reader(
                    io.StringIO(text[:_SAMPLE_CHARACTERS], newline=""), delimiter=separator
                )
                if len(record) > 1
            )
        except csv.Error:
            return (0, 0)
        if not widths:
            return (0, 0)
        width, records = widths.most_common(1)[0]
        return (records, width)

    return max(_SEPARATORS, key=score)
