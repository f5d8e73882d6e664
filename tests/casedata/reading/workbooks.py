"""Builders of Annex A workbooks with a council's mess, and a sink that keeps what a reader gives."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import xlsxwriter

from goldenthread.casedata.reading import Report, read
from goldenthread.casedata.reading.headings import lists_of
from goldenthread.casedata.reading.sink import NUMBERS, schema

ON = date(2024, 3, 31)
Rows = Sequence[Sequence[object]]


def pseudonym(number: str) -> int:
    return int.from_bytes(hashlib.sha256(number.encode()).digest()[:8], "big") >> 1


class Kept:
    """A sink that keeps batches in memory and holds them to their schema."""

    def __init__(self) -> None:
        self.batches: dict[str, list[pa.RecordBatch]] = {}
        self.known: dict[int, str] = {}

    def write(self, table: str, batch: pa.RecordBatch) -> None:
        assert batch.schema == schema(table)
        assert 0 < batch.num_rows <= 20_000
        self.batches.setdefault(table, []).append(batch)

    def numbers(self, batch: pa.RecordBatch) -> None:
        assert batch.schema == NUMBERS
        self.known.update(zip(batch["child"].to_pylist(), batch["number"].to_pylist(), strict=True))

    def rows(self, table: str) -> list[dict[str, Any]]:
        return [row for batch in self.batches.get(table, []) for row in batch.to_pylist()]

    def of(self, table: str, number: str) -> list[dict[str, Any]]:
        return [row for row in self.rows(table) if self.known[row["child"]] == number]

    def one(self, table: str, number: str) -> dict[str, Any]:
        (row,) = self.of(table, number)
        return row


def load(*files: Path, on: date = ON) -> tuple[Kept, Report]:
    kept = Kept()
    report = read(files, authority="Norbury", snapshot_on=on, pseudonym=pseudonym, sink=kept)
    return kept, report


def headings(number: str, *, older: bool = False) -> list[str]:
    """The headings of a list as the form prints them, in order."""
    names: list[str] = []
    for heading in lists_of("annex_a_columns.csv")[number]:
        local = heading.kind.startswith(("local_", "unused_extra"))
        if local or (older and heading.kind.startswith("later_")) or heading.header in names:
            continue
        names.append(heading.header)
    return names


def row(number: str, values: Mapping[str, object], *, of: Sequence[str] | None = None) -> list[object]:
    """A row with these values by heading, the rest blank."""
    names = list(of or headings(number))
    assert set(values) <= set(names), set(values) - set(names)
    return [values.get(name, "") for name in names]


def workbook(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """A workbook with these sheets; days are written as Excel's days, other values as they are."""
    with xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for r, cells in enumerate(rows):
                for c, cell in enumerate(cells):
                    if isinstance(cell, bool):
                        sheet.write_boolean(r, c, cell)
                    elif isinstance(cell, (date, datetime)):
                        sheet.write_datetime(r, c, cell)
                    elif isinstance(cell, (int, float)):
                        sheet.write_number(r, c, cell)
                    elif isinstance(cell, str) and cell.startswith("="):
                        formula, _, value = cell.partition("→")
                        sheet.write_formula(r, c, formula, None, value)
                    elif cell != "":
                        sheet.write_string(r, c, str(cell))
    return path
