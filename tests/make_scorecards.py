"""Builds scorecards as councils type them: Excel with merged cells and real percentages, Word, CSV."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from docx import Document
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill

PUBLISHED = Path(__file__).parent.parent / "demo" / "scorecard_2017_18_q4.csv"
"""The 38 measures of a published scorecard."""


@dataclass(frozen=True)
class Typed:
    """A cell with more than its value: a number format, a fill, and how many columns and rows it covers."""

    value: object
    number_format: str = "General"
    fill: str | None = None
    bold: bool = False
    across: int = 1
    down: int = 1


Grid = Sequence[Sequence[object]]


def excel(sheets: dict[str, Grid], *, hidden: Sequence[str] = ()) -> bytes:
    """An .xlsx file with a sheet for each grid; None is a blank cell."""
    book = Workbook()
    book.remove(book.active)
    for name, grid in sheets.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(grid, start=1):
            for column, item in enumerate(row, start=1):
                _put(sheet, number, column, item)
        if name in hidden:
            sheet.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _put(sheet, row: int, column: int, item: object) -> None:
    if item is None:
        return
    typed = item if isinstance(item, Typed) else Typed(item)
    cell = sheet.cell(row, column, typed.value)
    cell.number_format = typed.number_format
    cell.font = Font(bold=typed.bold)
    if typed.fill:
        cell.fill = PatternFill("solid", fgColor=typed.fill)
    if typed.across > 1 or typed.down > 1:
        sheet.merge_cells(
            start_row=row,
            start_column=column,
            end_row=row + typed.down - 1,
            end_column=column + typed.across - 1,
        )


def word(*tables: Grid, before: Sequence[str] = ()) -> bytes:
    """A .docx file with paragraphs and then the tables; a Typed cell that covers columns is merged."""
    document = Document()
    for text in before:
        document.add_paragraph(text)
    for grid in tables:
        table = document.add_table(rows=len(grid), cols=max(len(row) for row in grid))
        for number, row in enumerate(grid):
            for column, item in enumerate(row):
                if item is None:
                    continue
                typed = item if isinstance(item, Typed) else Typed(item)
                cell = table.cell(number, column)
                if typed.across > 1:
                    cell = cell.merge(table.cell(number, column + typed.across - 1))
                cell.text = str(typed.value)
        document.add_paragraph("")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def comma_separated(grid: Grid) -> bytes:
    """A .csv file; None is a blank cell."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["" if item is None else item for item in row] for row in grid])
    return out.getvalue().encode()


def published() -> list[dict[str, str]]:
    """The rows of the published scorecard, by the columns of its CSV file."""
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def typed_number(text: str) -> object:
    """A figure as typed into Excel: "83%" as the number 0.83 shown as a percentage, "880" as 880."""
    plain = text.removesuffix("%")
    if plain.replace(".", "", 1).isdigit():
        places = len(plain.partition(".")[2])
        if text.endswith("%"):
            return Typed(round(float(plain) / 100, 10), "0." + "0" * places + "%" if places else "0%")
        return Typed(float(plain), "0." + "0" * places) if places else int(plain)
    return text or None


_HEADINGS = (
    *(
        "No.",
        "Performance indicator",
        "Stat. neighbour avg",
        "England",
        "Yr. end 16-17",
        "Yr. end 17-18",
        "Target",
    ),
    *("RAG", "DoT", "Good is…", "Corporate outcome", "CYP Plan priority"),
)
_WORDS = ("published_rag", "direction_of_travel", "polarity", "corporate_priority", "plan_priority")
QUARTERS = ("q1_2017_18", "q2_2017_18", "q3_2017_18", "q4_2017_18")


def published_as_a_messy_workbook() -> bytes:
    """The published scorecard as an officer keeps it: columns in another order and in other words, a title,
    headings over two rows with the year merged over its quarters, a section's name in a row of its own,
    headings again on each page, a text merged over the quarters, references typed as text, a note below.
    """
    tall = [Typed(text, down=2) for text in _HEADINGS]
    upper = [*tall[:5], Typed("2017-18", across=4), None, None, None, *tall[5:]]
    lower = [*[None] * 5, "Qtr 1 Apr-Jun", "Qtr 2 Jul-Sep", "Qtr 3 Oct-Dec", "Qtr 4 Jan-Mar", *[None] * 7]
    grid: list[Sequence[object]] = [
        [Typed("Children and families scorecard", bold=True, across=8)],
        ["Reported to committee in June 2018"],
        [],
        upper,
        lower,
    ]
    section = ""
    for number, row in enumerate(published()):
        if row["section"] != section:
            section = row["section"]
            grid.append([Typed(section, bold=True, across=16)])
        if number and number % 15 == 0:
            grid += [upper, lower]
        quarters: list[object] = [typed_number(row[name]) for name in QUARTERS]
        if row["q1_2017_18"].startswith("This data"):
            quarters = [Typed(row["q1_2017_18"], across=4), None, None, None]
        before = [
            typed_number(row[name]) for name in ("statistical_neighbours", "national", "year_end_2016_17")
        ]
        after = [typed_number(row[name]) for name in ("year_end_2017_18", "target")]
        words = [row[name] or None for name in _WORDS]
        grid.append([row["ref"], row["measure"], *before, *quarters, *after, *words])
    grid += [[], ["Note: figures of quarter 4 are not final."]]
    return excel({"Scorecard": grid})
