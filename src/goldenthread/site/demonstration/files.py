"""Builds the demonstration council's Word and Excel files from the tables of `demo/`.

They look as a council's do: merged cells, headers that repeat, headings of two rows, dates as words.
"""

from __future__ import annotations

import csv
from itertools import groupby
from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

HEADING = PatternFill("solid", fgColor="1F4E5F")
SECTION = PatternFill("solid", fgColor="D9E4E8")
ASSESSED = {"assessed_2016_07": "Assessed July 2016", "assessed_2017_08": "Assessed August 2017"}
LAST_ASSESSED = "assessed_2017_08"
QUARTERS = ("q1_2017_18", "q2_2017_18", "q3_2017_18", "q4_2017_18")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written_statement(tables: Path, target: Path) -> Path:
    """The written statement of action of July 2018: a Word document, one table for each outcome."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    section.left_margin = section.right_margin = Cm(1.5)
    document.styles["Normal"].font.size = Pt(9)
    document.add_heading("Written statement of action: progress, July 2018", level=1)
    document.add_paragraph("Actions of the local area after the inspection of 2018.")
    headings = (
        "Ref",
        "Outcome",
        "Action",
        "Completion date",
        "Workstream",
        "Lead",
        "Organisation",
        "Progress",
    )
    actions = rows(tables / "wsoa_2018_actions.csv")
    for outcome, group in groupby(actions, key=lambda row: row["outcome"]):
        document.add_heading(outcome, level=2)
        listed = list(group)
        table = document.add_table(rows=1, cols=len(headings), style="Table Grid")
        for cell, heading in zip(table.rows[0].cells, headings, strict=True):
            cell.paragraphs[0].add_run(heading).bold = True
        _repeat_header(table)
        for action in listed:
            cells = table.add_row().cells
            texts = (
                action["ref"], outcome, action["title"], action["due"], action["workstream"],
                action["lead_role"], action["lead_organisation"], action["progress_2018_07"],
            )  # fmt: skip
            for cell, text in zip(cells, texts, strict=True):
                cell.text = text
        _merge_down(table, 1)
        _merge_down(table, 4)
    document.save(str(target))
    return target


def _repeat_header(table: Table) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)


def _merge_down(table: Table, column: int) -> None:
    """Merge equal neighbours of one column into one cell that holds the text once."""
    texts = [row.cells[column].text for row in table.rows]
    first = 1
    for last in range(1, len(texts)):
        if last + 1 == len(texts) or texts[last + 1] != texts[first]:
            if last > first:
                for row in range(first + 1, last + 1):
                    table.cell(row, column).text = ""
                merged = table.cell(first, column).merge(table.cell(last, column))
                merged.text = texts[first]
            first = last + 1


def improvement_plan(tables: Path, target: Path, status: str) -> Path:
    """The made-up improvement plan as an Excel table, with the outcome merged down and dates as words."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Improvement plan"
    sheet["A1"] = "Children's improvement plan (made up for the demonstration)"
    sheet["A1"].font = Font(bold=True, size=14)
    headings = (
        "Outcome", "Ref", "Action", "Recommendation", "Start", "By when", "Lead", "Success indicators",
        "Evidence and validation checks", "Progress",
    )  # fmt: skip
    _head(sheet, 3, headings)
    number = 4
    for outcome, group in groupby(rows(tables / "improvement_plan_2015.csv"), key=lambda row: row["outcome"]):
        first = number
        for action in group:
            texts = (
                outcome, action["ref"], action["title"], action["recommendation"], action["start"],
                action["due"], action["lead"], action["success_indicator"], action["check"], action[status],
            )  # fmt: skip
            for column, text in enumerate(texts, start=1):
                cell = sheet.cell(number, column, text if column > 1 or number == first else None)
                cell.alignment = Alignment(wrap_text=True, vertical="top")
            number += 1
        if number - first > 1:
            sheet.merge_cells(start_row=first, end_row=number - 1, start_column=1, end_column=1)
    _widths(sheet, (28, 6, 50, 16, 14, 16, 30, 40, 34, 30))
    workbook.save(target)
    return target


def recommendations(tables: Path, target: Path, *assessed: str) -> Path:
    """The recommendations of 2015 with the assessments that were known by then, as an Excel table."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Recommendations"
    headings = {
        "ref": "Ref",
        "element": "Element",
        "title": "Recommendation",
        "theme": "Theme",
        "report_paragraphs": "Report paragraphs",
        "accountable_body": "Accountable body",
        "ours": "Reference is ours",
        **{column: ASSESSED[column] for column in assessed},
        "note": "Note",
    }
    _head(sheet, 1, tuple(headings.values()))
    for number, row in enumerate(rows(tables / "recommendations_2015.csv"), start=2):
        row["ours"] = "yes" if row["ref"].startswith("L") else ""
        if LAST_ASSESSED not in assessed:
            row["note"] = ""  # the notes speak of what was found in 2017
        for column, name in enumerate(headings, start=1):
            sheet.cell(number, column, row[name]).alignment = Alignment(wrap_text=True, vertical="top")
    _widths(sheet, (6, 9, 60, 28, 24, 34, 12, *(24 for _ in assessed), 60))
    workbook.save(target)
    return target


def scorecard(tables: Path, target: Path) -> Path:
    """The scorecard of 2017-18 Q4 as an Excel sheet: a year over its quarters, and a row for each section."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Scorecard"
    sheet["A1"] = "Children and families performance scorecard, Quarter 4 2017-18"
    sheet["A1"].font = Font(bold=True, size=14)
    headings = (
        "Ref", "Measure", "Polarity", "Stat. neighbour average", "National average", "Target",
        "Yr. end 16-17", "Qtr 1", "Qtr 2", "Qtr 3", "Qtr 4", "Yr. end 17-18", "RAG", "Direction of travel",
        "Plan priority", "Corporate priority",
    )  # fmt: skip
    _head(sheet, 4, headings)
    sheet.cell(3, 8, "2017-18").font = Font(bold=True)
    sheet.merge_cells(start_row=3, end_row=3, start_column=8, end_column=11)
    number = 5
    for section, group in groupby(rows(tables / "scorecard_2017_18_q4.csv"), key=lambda row: row["section"]):
        sheet.cell(number, 1, section).font = Font(bold=True)
        sheet.cell(number, 1).fill = SECTION
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=len(headings))
        number += 1
        for row in group:
            _scorecard_row(sheet, number, row)
            number += 1
    _widths(sheet, (7, 60, 14, 14, 12, 16, 14, 12, 12, 12, 12, 16, 8, 10, 26, 14))
    sheet.freeze_panes = "C5"
    workbook.save(target)
    return target


def _scorecard_row(sheet: Worksheet, number: int, row: dict[str, str]) -> None:
    texts = [
        row["ref"], row["measure"], row["polarity"], row["statistical_neighbours"], row["national"],
        row["target"],
        row["year_end_2016_17"], *(row[quarter] for quarter in QUARTERS), row["year_end_2017_18"],
        row["published_rag"], row["direction_of_travel"], row["plan_priority"], row["corporate_priority"],
    ]  # fmt: skip
    for column, text in enumerate(texts, start=1):
        cell = sheet.cell(number, column, text or None)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if row["q1_2017_18"].startswith("This data will be presented annually"):
        sheet.merge_cells(start_row=number, end_row=number, start_column=8, end_column=11)


def statement_measures(tables: Path, target: Path) -> Path:
    """The written statement's measures: their baseline of May 2018 and what each is to reach, and by when."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Measures"
    sheet["A1"] = "Written statement of action: measures, baseline May 2018"
    targets = {
        "Target September 2018": "target_2018_09",
        "Target January 2019": "target_2019_01",
        "Target May 2019": "target_2019_05",
    }
    _head(sheet, 3, ("Measure", "Polarity", "May 2018", *targets, "Comment"))
    for number, row in enumerate(rows(tables / "wsoa_2018_targets.csv"), start=4):
        title, dated = f"{row['measure']} ({row['basis']})", (row[column] for column in targets.values())
        texts = (title, row["polarity"], row["baseline_2018_05"], *dated, f"Counted by {row['basis']}.")
        for column, text in enumerate(texts, start=1):
            sheet.cell(number, column, text or None).alignment = Alignment(wrap_text=True, vertical="top")
    _widths(sheet, (60, 14, 16, 28, 28, 28, 40))
    workbook.save(target)
    return target


def _head(sheet: Worksheet, number: int, headings: tuple[str, ...]) -> None:
    for column, heading in enumerate(headings, start=1):
        cell = sheet.cell(number, column, heading)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), HEADING
        cell.alignment = Alignment(wrap_text=True, vertical="center")


def _widths(sheet: Worksheet, widths: tuple[int, ...]) -> None:
    for column, width in enumerate(widths):
        sheet.column_dimensions[chr(ord("A") + column)].width = width
