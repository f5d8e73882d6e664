"""Any table of the board report as CSV (RFC 4180, UTF-8), safe to open in a spreadsheet."""

import csv
import io
import re

from goldenthread.documents.data_tables import DataTable, Value, is_number, words_of

# A spreadsheet runs a cell that starts like this as a formula, whatever the file said it was.
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_PLAIN_NUMBER = re.compile(r"[-+]?\d[\d,]*(\.\d+)?\s?%?|[-–]")


def render_csv(table: DataTable) -> bytes:
    """The table, headings first, as bytes; text that could run as a formula gets a leading ``'``."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([heading for heading, _ in table.columns])
    writer.writerows([_cell(value) for value in row] for row in table.rows)
    return out.getvalue().encode("utf-8")


def _cell(value: Value) -> str:
    words = words_of(value)
    return words if is_number(value) else guarded(words)


def guarded(text: str) -> str:
    """Text with ``'`` before it when it starts like a formula; a number in figures stays as it is."""
    if text.startswith(_STARTS_FORMULA) and not _PLAIN_NUMBER.fullmatch(text):
        return f"'{text}"
    return text
