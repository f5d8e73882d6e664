"""Read a workbook's sheets: values as a person sees them, merged cells, hidden rows and sheets.

Nothing is evaluated: a formula gives the result that the file has saved, or a problem where it has none.
Macros and links to other files are never looked at.
"""

from __future__ import annotations

import io
import warnings
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from goldenthread.intake.excel_fills import Fills
from goldenthread.intake.excel_merges import cut_long_merges
from goldenthread.intake.number_formats import shown
from goldenthread.intake.problems import CannotRead, Level, Problem
from goldenthread.intake.tables import Cell, Row, Table, Workbook, cell_of, column_letter

ERROR_VALUES = frozenset(
    [
        "#REF!",
        "#DIV/0!",
        "#N/A",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#VALUE!",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#BLOCKED!",
        "#GETTING_DATA",
    ]
)
_ERRORS_LISTED = 200
_ROWS_ALLOWED = 200_000

Merge = tuple[int, int, int, int]  # first row, first column, last row, last column


def read_excel(content: bytes, name: str) -> Workbook:
    """All worksheets of an .xlsx or .xlsm file. Chart sheets have no cells and are left out."""
    try:
        tables, problems = _read_with_openpyxl(cut_long_merges(content))
    except CannotRead:
        raise
    except Exception:
        # openpyxl stops at odd styles and at the strict form of the format; calamine reads past both.
        tables, problems = _read_with_calamine(content)
    if all(row.is_blank for table in tables for row in table.rows):
        raise CannotRead("The workbook has nothing written in it.")
    return Workbook(name, tuple(tables), tuple(problems))


def _read_with_openpyxl(content: bytes) -> tuple[list[Table], list[Problem]]:
    book, saved = _open(content)
    tables: list[Table] = []
    problems: list[Problem] = []
    for sheet in book.worksheets:
        table, found = _read_sheet(sheet, saved[sheet.title] if saved is not None else None)
        tables.append(table)
        problems.extend(found)
    return tables, problems


def _open(content: bytes) -> tuple[Any, Any]:
    """The workbook with its formulas and, only where it has any, again with their saved results."""
    import openpyxl

    with warnings.catch_warnings():
        # openpyxl warns of extensions that it does not keep; nothing is written back, so nothing is lost.
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(content), keep_links=False)
        formulas = any(cell.data_type == "f" for sheet in book.worksheets for cell in _stored_cells(sheet))
        if not formulas:
            return book, None
        return book, openpyxl.load_workbook(io.BytesIO(content), keep_links=False, data_only=True)


def _stored_cells(sheet: Any) -> Iterable[Any]:
    """The cells that the file has. `iter_rows` would make a cell for every place up to the furthest one,
    17,000 million of them when someone has typed a full stop in the last corner of a sheet."""
    cells: dict[tuple[int, int], Any] = sheet._cells
    return cells.values()


def _read_sheet(sheet: Any, results: Any) -> tuple[Table, list[Problem]]:
    by_row: dict[int, dict[int, Cell]] = defaultdict(dict)
    problems: list[Problem] = []
    fills = Fills(sheet)
    blank_fills: dict[tuple[int, int], str] = {}
    for stored in _stored_cells(sheet):
        fill = fills.of(stored)
        if stored.value is None or stored.value == "":
            if fill is not None:
                blank_fills[stored.row, stored.column] = fill
            continue
        cell = replace(_read_cell(stored, results), fill=fill)
        if cell.is_error:
            problems.append(_error_problem(sheet.title, stored.row, cell))
        if not cell.is_blank:
            by_row[stored.row][stored.column] = cell
    merges = [(area.min_row, area.min_col, area.max_row, area.max_col) for area in sheet.merged_cells.ranges]
    apply_merges(by_row, merges)
    hidden = {number for number, size in sheet.row_dimensions.items() if size.hidden}
    titles = _title_rows(sheet)
    rows = tuple(
        Row(number, _in_order(by_row[number]), hidden=number in hidden, is_header=number in titles)
        for number in sorted(by_row)
    )
    if len(rows) > _ROWS_ALLOWED:
        raise CannotRead(
            f"The sheet {sheet.title} has more than {_ROWS_ALLOWED:,} rows. Save a copy with only the plan."
        )
    problems.sort(key=lambda problem: problem.row or 0)
    if len(problems) > _ERRORS_LISTED:
        left = len(problems) - _ERRORS_LISTED
        problems = [
            *problems[:_ERRORS_LISTED],
            Problem(sheet.title, None, "", "", f"{left:,} more cells of this sheet have an error value."),
        ]
    table = Table(
        sheet.title, rows, hidden=sheet.sheet_state != "visible",
        blank_fills=blank_fills, coloured_by_rules=fills.by_rules, hidden_columns=_hidden_columns(sheet),
    )  # fmt: skip
    return table, problems


def _in_order(cells: dict[int, Cell]) -> tuple[Cell, ...]:
    return tuple(cells[column] for column in sorted(cells))


def _hidden_columns(sheet: Any) -> frozenset[int]:
    """The numbers of the hidden columns that hold anything. One entry may stand for columns side by side."""
    hidden = [
        range(size.min, size.max + 1)
        for size in sheet.column_dimensions.values()
        if size.hidden and size.min and size.max
    ]
    used = {cell.column for cell in _stored_cells(sheet) if cell.value is not None}
    return frozenset(column for column in used if any(column in columns for columns in hidden))


def _title_rows(sheet: Any) -> frozenset[int]:
    """The rows that are set to print at the top of each page."""
    try:
        first, last = str(sheet.print_title_rows or "").replace("$", "").split(":")
        return frozenset(range(int(first), min(int(last), int(first) + 10) + 1))
    except ValueError:
        return frozenset()


def _read_cell(stored: Any, results: Any) -> Cell:
    column: int = stored.column
    number_format = str(stored.number_format)
    bold = bool(stored.font and stored.font.b)
    value = stored.value
    if stored.data_type == "f":
        formula = str(getattr(value, "text", value) or "=")
        value = results.cell(stored.row, column).value
        if value is None:
            return cell_of(formula, column=column, number_format=number_format, bold=bold, is_error=True)
    if isinstance(value, str) and value in ERROR_VALUES:
        return cell_of(value, column=column, number_format=number_format, bold=bold, is_error=True)
    return cell_of(
        shown(value, number_format),
        column=column,
        value=typed(value),
        number_format=number_format,
        bold=bold,
    )


def typed(value: object) -> object | None:
    """A cell's value as date, datetime, time, bool, int or Decimal; None for text."""
    if isinstance(value, datetime):
        return value.date() if value.time() == time(0) else value
    if isinstance(value, bool | int | date | time):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else Decimal(repr(value))
    return None


def _error_problem(sheet: str, row: int, cell: Cell) -> Problem:
    if cell.text.startswith("="):
        why = (
            "This cell is a formula and the file has no saved result for it. Open the file in Excel, save"
            " it and load"
            " it again."
        )
    else:
        why = "This cell's formula gives an error. Correct it in Excel, or type the value."
    return Problem(sheet, row, column_letter(cell.column), cell.text, why)


def apply_merges(by_row: dict[int, dict[int, Cell]], merges: Iterable[Merge]) -> None:
    """Mark the cells covered by each merged area, in place. Blank areas are layout, and are left alone."""
    last_used = max(by_row, default=0)
    for first_row, first_column, last_row, last_column in merges:
        top = by_row.get(first_row, {}).get(first_column)
        if top is None:
            continue
        # Areas merged down to the end of the sheet are cut at the last row that has anything.
        last_row = min(last_row, max(last_used, first_row))
        last_column = min(last_column, first_column + 200)
        by_row[first_row][first_column] = replace(
            top, rows=last_row - first_row + 1, columns=last_column - first_column + 1
        )
        for row in range(first_row, last_row + 1):
            for column in range(first_column, last_column + 1):
                if (row, column) != (first_row, first_column):
                    by_row[row][column] = Cell("", column=column, origin=(first_row, first_column))


def _read_with_calamine(content: bytes) -> tuple[list[Table], list[Problem]]:
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [(meta, book.get_sheet_by_name(meta.name)) for meta in book.sheets_metadata]
        tables: list[Table] = []
        problems: list[Problem] = []
        for meta, sheet in sheets:
            if meta.typ != python_calamine.SheetTypeEnum.WorkSheet:
                continue
            hidden = meta.visible != python_calamine.SheetVisibleEnum.Visible
            table, found = _calamine_table(sheet, hidden=hidden)
            tables.append(table)
            problems.extend(found)
    except Exception as error:  # a Rust library's own errors, and all mean that the file is damaged
        raise CannotRead(
            "The workbook is damaged, or was made by a program that Excel's own format does not allow."
            " Open it in"
            " Excel, save it as .xlsx and try again."
        ) from error
    return tables, problems


def _calamine_table(sheet: Any, *, hidden: bool) -> tuple[Table, list[Problem]]:
    by_row: dict[int, dict[int, Cell]] = defaultdict(dict)
    problems = []
    top, left = sheet.start or (0, 0)
    for number, values in enumerate(sheet.to_python(skip_empty_area=True), start=top + 1):
        for column, value in enumerate(values, start=left + 1):
            is_error = isinstance(value, str) and value in ERROR_VALUES
            cell = cell_of(shown(value, None), column=column, value=typed(value), is_error=is_error)
            if not cell.is_blank:
                by_row[number][column] = cell
            if is_error:
                problems.append(_error_problem(sheet.name, number, cell))
    merges = [
        (first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 1)
        for first, last in sheet.merged_cell_ranges or ()
    ]
    apply_merges(by_row, merges)
    problems.append(
        Problem(
            sheet.name,
            None,
            "",
            "",
            "This sheet was read without its number formats, because the file is not quite as Excel writes"
            " it."
            " Check references such as 1.10, and dates.",
            Level.NOTE,
        )
    )
    rows = tuple(Row(number, _in_order(by_row[number])) for number in sorted(by_row))
    return Table(sheet.name, rows, hidden=hidden), problems
