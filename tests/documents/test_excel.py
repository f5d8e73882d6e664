"""The workbook: numbers are numbers, text is text, nothing runs."""

import io
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook

from goldenthread.documents.board_report import BoardReport
from goldenthread.documents.excel import render_excel
from goldenthread.documents.workbook import sheet_name
from tests.documents.sample import AS_AT, sample_report


def opened(report: BoardReport) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(render_excel(report)))


@pytest.fixture(scope="module")
def workbook() -> Workbook:
    return opened(sample_report())


def column(workbook: Workbook, sheet: str, heading: str) -> list[object]:
    rows = list(workbook[sheet].iter_rows(values_only=True))
    place = rows[0].index(heading)
    return [row[place] for row in rows[1:]]


def test_it_has_a_sheet_for_each_part(workbook: Workbook) -> None:
    assert workbook.sheetnames == [
        "Summary",
        "What changed",
        "Recommendations",
        "Actions late or at risk",
        "Who has not replied",
        "Scorecard",
        "Red measures",
        "Figures",
        "Notes",
    ]


def test_the_same_report_gives_the_same_bytes() -> None:
    again = BoardReport.from_json(sample_report().to_json())
    assert render_excel(again) == render_excel(sample_report())


def test_it_was_created_on_the_reports_date(workbook: Workbook) -> None:
    assert workbook.properties.created is not None
    assert workbook.properties.created.date() == AS_AT


def test_a_figure_is_a_number_shown_as_printed(workbook: Workbook) -> None:
    sheet = workbook["Scorecard"]
    headings = [cell.value for cell in sheet[1]]
    cell = sheet.cell(2, headings.index("2017-18") + 1)
    assert (cell.value, cell.number_format) == (84, '#,##0"%"')


def test_a_suppressed_figure_is_a_word_and_never_zero(workbook: Workbook) -> None:
    refs = column(workbook, "Scorecard", "Ref")
    assert column(workbook, "Scorecard", "Q4")[refs.index("2.9")] == "Suppressed"


def test_each_figure_keeps_its_status_and_its_text(workbook: Workbook) -> None:
    printed = column(workbook, "Figures", "As printed")
    place = printed.index("83% (indicative)")
    assert column(workbook, "Figures", "Status")[place] == "Provisional"
    assert column(workbook, "Figures", "Value")[place] == 83


def test_a_due_date_is_a_date(workbook: Workbook) -> None:
    dues = column(workbook, "Actions late or at risk", "Due")
    assert date(2018, 9, 30) in [due.date() for due in dues if isinstance(due, datetime)]


def test_every_sheet_is_frozen_filtered_and_set_up_to_print(workbook: Workbook) -> None:
    for sheet in workbook.worksheets:
        assert sheet.freeze_panes
        assert sheet.auto_filter.ref
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape"


def test_text_that_looks_like_a_formula_stays_text() -> None:
    report = sample_report()
    assert report.scorecard is not None
    measure = replace(report.measures[0], title='=HYPERLINK("http://example.org")', lead="@SUM(A1)")
    changed = replace(report, scorecard=replace(report.scorecard, measures=(measure,)))
    cell = opened(changed)["Scorecard"]["C2"]
    assert (cell.value, cell.data_type) == ('=HYPERLINK("http://example.org")', "s")


def test_an_empty_table_says_so() -> None:
    workbook = opened(BoardReport("R-1", "The demonstration council", "A board", "2017-18 Q4", AS_AT))
    assert workbook["Recommendations"]["A2"].value == "None."


@pytest.mark.parametrize(
    ("title", "taken", "name"),
    [
        ("Made up: health passports", (), "Made up health passports"),
        ("What / why? [2018]", (), "What why 2018"),
        ("'quoted'", (), "quoted"),
        ("History", (), "The history"),
        ("::", (), "Table"),
        ("A" * 40, (), "A" * 31),
        ("Measures", ("measures",), "Measures 2"),
        ("A" * 40, ("A" * 31,), "A" * 27 + " 2"),
    ],
)
def test_any_title_names_a_sheet(title, taken, name):
    assert sheet_name(title, taken) == name
