"""Writes a made-up council's files: what a council sends and keeps, and nothing else.

Two runs with the same seed write the same bytes.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

import numpy as np
import xlsxwriter

from goldenthread.casedata.making import annex_a, annex_a_send, cin_census, sen2, ssda903
from goldenthread.casedata.making.known import Known
from goldenthread.casedata.making.mess import Cell, Lines, Mess
from goldenthread.casedata.making.rows import Array, day, python_days
from goldenthread.casedata.making.snapshots import Snapshot, snapshots
from goldenthread.casedata.making.truth import Truth
from goldenthread.casedata.sources import NAMES, Source

LABEL = cin_census.LABEL
WIDTH = 18
EPOCH = 25_569  # Excel's number of 1 January 1970
MISSING_IN_MESS = "List 2"


@dataclass(frozen=True)
class Written:
    """The files of one snapshot, for whoever loads them."""

    snapshot: Snapshot
    files: tuple[Path, ...]


def write(
    truth: Truth,
    into: Path,
    *,
    sources: Collection[Source] = tuple(Source),
    mess: bool = False,
    old_layout: bool = False,
    workbooks: int = 8,
) -> list[Written]:
    """Write the council's files into a folder, which is made; oldest snapshot first.

    `workbooks` is how many Annex A workbooks there are,
    the last of the last day and one of each quarter's end
    before it. `old_layout` is Annex A's of before January 2024. `mess` puts the mess of real files into them,
    and a list of what was done into `mess.csv`.
    """
    into.mkdir(parents=True, exist_ok=True)
    made = Mess(truth.place.chance("mess")) if mess else None
    found = []
    for snapshot in snapshots(truth.place.span, sources, workbooks=workbooks):
        known = Known(truth, day(snapshot.since), day(snapshot.on))
        files = _WRITERS[snapshot.source](known, into, snapshot, made, old_layout)
        found.append(Written(snapshot, tuple(files)))
    _say(truth, into, found)
    if made:
        _told(into / "mess.csv", made)
    return found


def _say(truth: Truth, into: Path, found: Iterable[Written]) -> None:
    """A text that says what this is, and how each snapshot is loaded."""
    lines = [truth.place.name, "", LABEL, f"Seed {truth.place.seed}, scale {truth.place.span.scale:g}.", ""]
    lines += ["Teams, workers and advisers are numbers. Postcodes begin with ZZ, which no place has.", ""]
    for written in found:
        names = " ".join(dict.fromkeys(_first(path.relative_to(into)) for path in written.files))
        lines += [
            f"{NAMES[written.snapshot.source]}, as of {written.snapshot.on}:",
            f"  goldenthread casedata load {names} --snapshot {written.snapshot.on}",
        ]
    (into / "README.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _first(path: Path) -> str:
    return path.parts[0]


def _told(path: Path, made: Mess) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("file", "sheet", "kind", "times"))
        writer.writerows((*place, times) for place, times in sorted(made.done.items()))


def _annex_a(known: Known, into: Path, of: Snapshot, mess: Mess | None, old: bool) -> list[Path]:
    council = known.truth.place.name
    lists = annex_a.lists(known, council=council, old=old)
    return [_workbook(into / f"annex-a-{of.on}.xlsx", lists, of.on, mess)]


def _annex_a_send(known: Known, into: Path, of: Snapshot, mess: Mess | None, old: bool) -> list[Path]:
    return [_workbook(into / f"annex-a-send-{of.on}.xlsx", annex_a_send.lists(known), of.on, mess)]


def _workbook(path: Path, lists: Iterable[annex_a.Listed], on: date, mess: Mess | None) -> Path:
    book = xlsxwriter.Workbook(str(path), {"strings_to_urls": False})
    book.set_properties({"title": LABEL, "comments": LABEL, "created": datetime.combine(on, time())})
    formats = {"head": book.add_format({"bold": True}), "date": book.add_format({"num_format": "dd/mm/yyyy"})}
    for listed in lists:
        if mess and listed.name == MISSING_IN_MESS:
            mess.leaves_out(path.name, listed.name)
            continue
        sheet = book.add_worksheet(listed.name)
        sheet.set_header(f"&C{LABEL}")
        sheet.set_column(0, len(listed.columns) - 1, WIDTH)
        headers = list(listed.columns)
        if mess:
            headers, lines = mess.table(path.name, listed.name, headers, _lines(listed.columns), csv=False)
            _write_cells(sheet, lines, formats["date"])
        else:
            _write_columns(sheet, listed.columns.values(), formats["date"])
        for column, header in enumerate(headers):
            sheet.write_string(0, column, header, formats["head"])
    book.close()
    return path


def _write_columns(sheet: xlsxwriter.worksheet.Worksheet, columns: Iterable[Array], dated: object) -> None:
    for column, values in enumerate(columns):
        if values.dtype.kind == "M":
            there = np.flatnonzero(~np.isnat(values))
            numbers = values[there].astype("M8[D]").astype("int64") + EPOCH
            for row, number in zip(there.tolist(), numbers.tolist(), strict=True):
                sheet.write_number(row + 1, column, number, dated)
        elif values.dtype.kind in "iu":
            for row, number in enumerate(values.tolist(), start=1):
                sheet.write_number(row, column, number)
        else:
            for row, text in enumerate(values.tolist(), start=1):
                if text:
                    sheet.write_string(row, column, text)


def _write_cells(sheet: xlsxwriter.worksheet.Worksheet, lines: Lines, dated: object) -> None:
    for row, line in enumerate(lines, start=1):
        for column, value in enumerate(line):
            if isinstance(value, date):
                sheet.write_number(
                    row, column, value.toordinal() - date(1970, 1, 1).toordinal() + EPOCH, dated
                )
            elif isinstance(value, int | float):
                sheet.write_number(row, column, value)
            elif value:
                sheet.write_string(row, column, value)


def _lines(columns: Mapping[str, Array]) -> Lines:
    """Rows of cells: dates as dates, nothing as None."""
    listed: list[list[Cell]] = []
    for values in columns.values():
        if values.dtype.kind == "M":
            listed.append(list(python_days(values)))
        else:
            listed.append([None if value == "" else value for value in values.tolist()])
    return [list(line) for line in zip(*listed, strict=True)]


def _census(known: Known, into: Path, of: Snapshot, mess: Mess | None, old: bool) -> list[Path]:
    path = into / f"cin-census-{ssda903.year_of(of.on)}.xml"
    pieces = cin_census.xml(known)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(mess.xml(path.name, pieces) if mess else pieces)
    return [path]


def _return_903(known: Known, into: Path, of: Snapshot, mess: Mess | None, old: bool) -> list[Path]:
    folder = into / f"ssda903-{ssda903.year_of(of.on)}"
    return _csv_set(folder, ssda903.tables(known), "%d/%m/%Y", "{}.csv", mess)


def _sen2(known: Known, into: Path, of: Snapshot, mess: Mess | None, old: bool) -> list[Path]:
    folder = into / f"sen2-{of.on}"
    name = f"Blade-Export_{of.on:%d-%m-%Y}_{{}}.csv"
    return _csv_set(folder, sen2.tables(known), "%Y-%b-%d 00:00:00", name, mess)


def _csv_set(
    folder: Path, tables: Mapping[str, Mapping[str, Array]], dates: str, name: str, mess: Mess | None
) -> list[Path]:
    folder.mkdir(exist_ok=True)
    paths = []
    for table, columns in tables.items():
        path = folder / name.format(table)
        headers, lines = list(columns), _lines(columns)
        if mess:
            headers, lines = mess.table(f"{folder.name}/{path.name}", table, headers, lines, csv=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow(headers)
            writer.writerows(
                [value.strftime(dates) if isinstance(value, date) else value for value in line]
                for line in lines
            )
        paths.append(path)
    return paths


_WRITERS = {
    Source.ANNEX_A: _annex_a,
    Source.ANNEX_A_SEND: _annex_a_send,
    Source.CIN_CENSUS: _census,
    Source.SSDA903: _return_903,
    Source.SEN2: _sen2,
}
