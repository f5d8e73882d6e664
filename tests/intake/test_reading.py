"""Tables as a person sees them, from Excel and CSV."""

import datetime
import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest

from goldenthread.intake.number_formats import shown
from goldenthread.intake.problems import Level
from goldenthread.intake.reading import Table, read_tables
from tests.make_plans import csv, excel, saved


def sheet(content: bytes, name: str = "plan.xlsx") -> Table:
    return read_tables(content, name).tables[0]


def texts(table: Table) -> list[list[str]]:
    return [[row.at(column).text for column in range(1, table.width + 1)] for row in table.rows]


def test_rows_keep_the_numbers_that_excel_shows_and_blank_rows_are_left_out() -> None:
    table = sheet(excel({"Plan": [["Action"], [], ["Establish a group"]]}))
    assert [row.number for row in table.rows] == [1, 3]
    assert table.sheet == "Plan"


@pytest.mark.parametrize(
    ("value", "number_format", "seen"),
    [
        (1.1, "0.00", "1.10"),
        (1.1, "General", "1.1"),
        (7, "000", "007"),
        (0.83, "0%", "83%"),
        (0.5963, "0.0%", "59.6%"),
        (10681, "#,##0", "10,681"),
        (1234.5, '"£"#,##0.00', "£1,234.50"),
        (-1234.5, "#,##0;[Red]-#,##0", "-1,235"),
        (32.8, '0.0" weeks"', "32.8 weeks"),
        (1.5, "0.##", "1.5"),
        (0.1 + 0.2, "General", "0.3"),
        (True, "General", "TRUE"),
        (datetime.date(2019, 3, 1), "mmm-yy", "Mar-19"),
        (datetime.date(2019, 3, 1), "mmmm yyyy", "March 2019"),
        (datetime.date(2019, 3, 1), "mm-dd-yy", "01/03/2019"),
        (datetime.date(2019, 3, 1), "d mmmm yyyy", "1 March 2019"),
        (datetime.date(2019, 3, 1), "[$-809]dd mmmm yyyy;@", "01 March 2019"),
        (datetime.datetime.fromisoformat("2019-03-01T14:30"), "General", "01/03/2019 14:30"),
        (datetime.datetime.fromisoformat("2019-09-30"), "yyyy-mm-dd h:mm:ss", "2019-09-30"),
        (datetime.datetime.fromisoformat("2019-09-30T09:05"), "dd/mm/yyyy hh:mm", "30/09/2019 09:05"),
        (datetime.time(14, 30), "h:mm", "14:30"),
    ],
)
def test_a_typed_value_is_seen_as_its_format_shows_it(value: object, number_format: str, seen: str) -> None:
    assert shown(value, number_format) == seen


def test_typed_values_come_as_dates_decimals_and_whole_numbers() -> None:
    row = sheet(excel({"Plan": [[datetime.date(2019, 3, 1), 0.83, 7, "7"]]})).rows[0]
    assert [cell.value for cell in row.cells] == [datetime.date(2019, 3, 1), Decimal("0.83"), 7, None]


def test_a_covered_cell_points_to_the_top_left_of_its_merged_cell() -> None:
    content = excel(
        {"Plan": [["Outcome", "Action"], ["Timely", "a"], [None, "b"]]}, merge={"Plan": ["A2:A3"]}
    )
    table = sheet(content)
    below = table.rows[2]
    assert below.at(1).origin == (2, 1)
    assert below.at(1).text == ""
    assert table.seen(below, 1).text == "Timely"
    assert table.rows[1].at(1).rows == 2


@pytest.mark.parametrize("area", ["A2:A1048576", "A2:XFD1048576", "B2:XFD3"])
def test_a_merged_area_to_the_end_of_the_sheet_is_cut(area: str) -> None:
    content = excel({"Plan": [["Outcome", "Action"], ["Timely", "a"], ["", "b"]]}, merge={"Plan": ["C2:C3"]})
    table = sheet(replaced(content, b"C2:C3", area.encode()))
    assert table.rows[1].at(3).rows <= 2
    assert table.rows[1].at(1).text == "Timely"


def replaced(content: bytes, old: bytes, new: bytes) -> bytes:
    """The workbook with some bytes of its first sheet replaced."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(buffer, "w") as after:
        for item in before.infolist():
            after.writestr(item.filename, before.read(item).replace(old, new))
    return buffer.getvalue()


def test_a_full_stop_in_the_last_corner_of_a_sheet_costs_nothing() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "Action"
    book.active["XFD1048576"] = "."
    assert [row.number for row in sheet(saved(book)).rows] == [1, 1_048_576]


def test_hidden_sheets_and_rows_are_read_and_marked() -> None:
    content = excel(
        {"Plan": [["a"], ["b"]], "Old": [["c"]]}, hidden_sheets=["Old"], hidden_rows={"Plan": [2]}
    )
    plan, old = read_tables(content, "plan.xlsx").tables
    assert [row.hidden for row in plan.rows] == [False, True]
    assert (plan.hidden, old.hidden) == (False, True)


def test_lines_and_typed_bullets_in_a_cell_stay_apart() -> None:
    cell = (
        sheet(excel({"Plan": [["We will:\n• write\u00a0terms\n - agree members\n\no meet"]]})).rows[0].at(1)
    )
    assert cell.lines == ("We will:", "write terms", "agree members", "meet")
    assert cell.bulleted == (False, True, True, True)


def test_an_error_and_a_formula_without_a_result_are_problems_with_their_place() -> None:
    workbook = read_tables(excel({"Plan": [["Action"], ["#REF!"], ["=A1&A2"]]}), "plan.xlsx")
    first, second = workbook.problems
    assert (first.sheet, first.row, first.column, first.text) == ("Plan", 2, "A", "#REF!")
    assert (second.row, second.text) == (3, "=A1&A2")
    assert "no saved result" in second.why
    assert [row.at(1).is_error for row in workbook.tables[0].rows] == [False, True, True]


def test_a_formula_is_read_as_its_saved_result() -> None:
    content = excel({"Plan": [["=1+1", "Action"]]})
    workbook = read_tables(replaced(content, b"</f><v></v>", b"</f><v>41</v>"), "plan.xlsx")
    assert workbook.problems == ()
    assert workbook.tables[0].rows[0].at(1).value == 41


def test_a_workbook_that_openpyxl_cannot_open_is_read_by_other_means_and_said() -> None:
    content = excel({"Plan": [["Action"], ["Establish a group"]]}, merge={"Plan": ["A2:A3"]})
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for item in old.infolist():
            if item.filename == "xl/styles.xml":
                new.writestr(item, b"<styleSheet><cellXfs><xf numFmtId='oops'/></cellXfs></styleSheet>")
            else:
                new.writestr(item, old.read(item))
    workbook = read_tables(buffer.getvalue(), "plan.xlsx")
    assert workbook.tables[0].rows[1].at(1).text == "Establish a group"
    assert workbook.problems[0].level is Level.NOTE
    assert "without its number formats" in workbook.problems[0].why


ROWS = [["Action", "Lead", "By when"], ["Café – “open”, early", "Head; Service", "March\n2019"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_csv_file_is_read_in_any_encoding_and_with_any_separator(encoding: str, separator: str) -> None:
    table = sheet(csv(ROWS, separator=separator, encoding=encoding), "Plan 2018.csv")
    assert texts(table) == ROWS
    assert table.sheet == "Plan 2018"


def test_a_csv_file_may_name_its_separator_in_its_first_line() -> None:
    table = sheet(b"sep=;\r\nAction;Lead\r\nMeet, talk;Head\r\n", "plan.csv")
    assert texts(table) == [["Action", "Lead"], ["Meet, talk", "Head"]]
    assert table.rows[0].number == 2
