"""Plans as other councils lay them out: forms, boxes, pages cut in two, two dates, updates by month."""

import datetime

import docx
import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from goldenthread.intake.plans import PlanReading, read_plan
from goldenthread.intake.problems import Level
from goldenthread.intake.reading import read_tables
from tests.make_plans import csv, excel, merge_across, merge_down, saved, word, word_table


def read(content: bytes, name: str = "plan.docx") -> PlanReading:
    return read_plan(read_tables(content, name))


def listed(reading: PlanReading, level: Level) -> list[tuple[int | None, str]]:
    return [(each.row, each.why) for each in reading.problems if each.level is level]


def test_an_action_cut_by_a_page_is_put_together_over_the_repeated_headings() -> None:
    header = ["Ref", "Action", "Lead", "By when", "How will we know?"]
    first = ["1.1", "Establish a panel to review", "Head of MASH and Head of", "May 2018", "Panel meets"]
    rest = ["", "children on plans over 15 months", "CP", "", "Minutes shared"]
    last = ["1.2", "Audit cases", "DCS", "June 2018", ""]
    reading = read(word([header, first, header, rest, last]))
    assert [(a.ref, a.title, a.rows) for a in reading.actions] == [
        ("1.1", "Establish a panel to review children on plans over 15 months", (2, 4)),
        ("1.2", "Audit cases", (5,)),
    ]
    assert reading.actions[0].leads == ("Head of MASH", "Head of CP")
    assert reading.problems == ()


def test_boxes_above_the_tables_name_their_section() -> None:
    document = docx.Document()
    for number, name in enumerate(("Educational psychology – process", "Autism – capacity"), start=1):
        word_table(document, [[f"Priority {number}: {name}"]])
        document.add_paragraph("")
        word_table(document, [["Ref", "Action", "Lead"], [f"{number}.1", "Meet", "DCO"]])
        document.add_paragraph("")
    reading = read(saved(document))
    assert [(a.ref, a.section) for a in reading.actions] == [
        ("1.1", "Priority 1: Educational psychology – process"),
        ("2.1", "Priority 2: Autism – capacity"),
    ]
    assert reading.problems == ()


def test_a_label_beside_its_text_names_the_outcome_above_a_table_and_between_its_rows() -> None:
    document = docx.Document()
    word_table(document, [["Outcome 1", "Children are safe"], ["Outcome lead", "Head of MASH"]])
    document.add_paragraph("")
    header = ["Ref", "Action", "Lead", "By when"]
    word_table(
        document,
        [
            header,
            ["1", "Meet", "DCO", ""],
            ["Outcome 2", "Children are heard", "", ""],
            header,
            ["2", "Ask", "DCO", ""],
        ],
    )
    reading = read(saved(document))
    assert [(a.ref, a.outcome) for a in reading.actions] == [
        ("1", "Outcome 1: Children are safe"),
        ("2", "Outcome 2: Children are heard"),
    ]
    assert [each.text for each in reading.problems] == ["Outcome lead | Head of MASH"]


def test_plain_lines_above_several_tables_are_their_headings() -> None:
    document = docx.Document()
    for name in ("Early help", "Corporate parenting"):
        document.add_paragraph(name)
        word_table(document, [["Ref", "Action", "Lead"], ["1", f"{name} offer", "DCO"]])
    sections = [action.section for action in read(saved(document)).actions]
    assert sections == ["Early help", "Corporate parenting"]
    alone = docx.Document()
    alone.add_paragraph("Children’s services")
    word_table(alone, [["Ref", "Action", "Lead"], ["1", "Meet", "DCO"]])
    assert [action.section for action in read(saved(alone)).actions] == [""]


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["Ref", "{ref}"],
            ["Action", "Reduce waits"],
            ["Lead", "DCO"],
            ["By when", "Q2 18/19"],
            ["How will we know?", "Fewer waits\nFewer complaints"],
        ],
        [
            ["Ref", "{ref}", "Lead", "DCO"],
            ["Action", "Reduce waits", "By when", "Q2 18/19"],
            ["How will we know?", "Fewer waits\nFewer complaints", "Status", "On track"],
        ],
    ],
)
def test_each_action_may_be_a_form_of_its_own(rows: list[list[str]]) -> None:
    forms = [[[cell.format(ref=ref) for cell in row] for row in rows] for ref in ("APP1", "APP2")]
    reading = read(word(*forms))
    assert [(a.sheet, a.ref, a.row) for a in reading.actions] == [
        ("Table 1", "APP1", 2),
        ("Table 2", "APP2", 2),
    ]
    for action in reading.actions:
        assert (action.title, action.leads) == ("Reduce waits", ("DCO",))
        assert (action.due, action.due_text) == (datetime.date(2018, 9, 30), "Q2 18/19")
        assert action.success_indicators == ("Fewer waits", "Fewer complaints")


def test_forms_one_under_the_other_in_a_table_are_an_action_each() -> None:
    labels = ("Action", "Lead", "By when")
    rows = [
        [label, value]
        for values in (("Meet", "DCO", "May 2018"), ("Ask", "DCS", "TBA"))
        for label, value in zip(labels, values, strict=True)
    ]
    found = [(a.title, a.lead, a.due_text, a.row) for a in read(word(rows)).actions]
    assert found == [("Meet", "DCO", "May 2018", 1), ("Ask", "DCS", "TBA", 4)]


@pytest.mark.parametrize(
    "headings",
    [("Original date", "Revised date"), ("Target date", "Revised target date"), ("Due", "New date")],
)
def test_a_revised_date_is_the_one_that_is_due_and_the_first_is_kept(headings: tuple[str, str]) -> None:
    rows = [
        ["Ref", "Action", "Lead", *headings],
        ["1", "Meet", "DCO", "Mar-18", "Jul-18"],
        ["2", "Ask", "DCO", "Apr-18", ""],
        ["3", "Write", "DCO", "May-18", "N/A"],
        ["4", "Hire", "DCO", "May-18", "TBC"],
    ]
    reading = read(csv(rows), "plan.csv")
    assert [(a.due_text, a.due) for a in reading.actions] == [
        ("Jul-18", datetime.date(2018, 7, 31)),
        ("Apr-18", datetime.date(2018, 4, 30)),
        ("May-18", datetime.date(2018, 5, 31)),
        ("TBC", None),
    ]
    assert [a.extra for a in reading.actions] == [
        {headings[0]: "Mar-18"},
        {},
        {headings[1]: "N/A"},
        {headings[0]: "May-18"},
    ]
    why = f"The revised date was taken. What it replaced is kept under “{headings[0]}”."
    assert listed(reading, Level.NOTE) == [(2, why), (5, why)]


def test_the_latest_of_updates_by_month_is_the_progress() -> None:
    rows = [
        ["Ref", "Action", "Update April 2018", "Update July 2018", "RAG Apr", "RAG Jul"],
        ["1", "Meet", "Started", "Completed", "Amber", "Green"],
    ]
    (action,) = read(csv(rows), "plan.csv").actions
    assert (action.progress, action.state, action.rating) == ("Completed", "completed", "Green")
    assert action.extra == {"Update April 2018": "Started", "RAG Apr": "Amber"}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("Pathway drafted with health", "Amber"), ("Pathway drafted with health", "Amber", "")),
        (("Pathway drafted with health", "On track"), ("On track", "", "Pathway drafted with health")),
        (("Green", "Pathway drafted with health"), ("Pathway drafted with health", "Green", "")),
    ],
)
def test_progress_and_status_are_told_apart_by_what_stands_in_them(
    cells: tuple[str, str], expected: tuple[str, str, str]
) -> None:
    rows = [["Ref", "Action", "By when", "Progress to date", "Status"], ["1", "Meet", "May 2018", *cells]]
    (action,) = read(csv(rows), "plan.csv").actions
    assert (action.progress, action.rating, action.comment) == expected


def test_a_column_headed_complete_that_holds_dates_is_when_an_action_is_due() -> None:
    rows = [["", "", "Who", "When", ""], ["Ref", "Action", "Lead", "Start", "Complete"]]
    rows += [["1", "Meet", "DCS", "Apr 18", "May 18"]]
    (action,) = read(csv(rows), "plan.csv").actions
    assert (action.starts, action.due) == (datetime.date(2018, 4, 1), datetime.date(2018, 5, 31))
    assert action.progress == ""


def test_numbers_under_the_heading_action_are_the_references() -> None:
    rows = [["Action", "Description", "Lead"], ["1.1", "Meet", "DCS"], ["1.2", "Ask", "DCS"]]
    reading = read(csv(rows), "plan.csv")
    assert [(a.ref, a.title) for a in reading.actions] == [("1.1", "Meet"), ("1.2", "Ask")]


def test_a_reference_merged_over_several_actions_is_that_of_each() -> None:
    document = docx.Document()
    rows = [["Ref", "Action", "Lead", "By when"], ["3.1", "Write", "DCS", "May 2018"]]
    table = word_table(document, [*rows, ["", "Launch", "DCS", "June 2018"], ["3.2", "Train", "DCO", ""]])
    merge_down(table, 0, 1, 2)
    reading = read(saved(document))
    assert [(a.ref, a.title) for a in reading.actions] == [
        ("3.1", "Write"),
        ("3.1", "Launch"),
        ("3.2", "Train"),
    ]
    assert listed(reading, Level.QUESTION) == [
        (3, "The reference 3.1 is also on row 2. Both actions were kept.")
    ]


def test_a_first_column_without_a_heading_is_read_as_the_section_and_asked_about() -> None:
    document = docx.Document()
    rows = [["", "Ref", "Action", "Lead"], ["Leadership", "1", "Meet", "DCS"], ["", "2", "Ask", "DCS"]]
    merge_down(word_table(document, [*rows, ["Practice", "3", "Audit", "PSW"]]), 0, 1, 2)
    reading = read(saved(document))
    assert [a.section for a in reading.actions] == ["Leadership", "Leadership", "Practice"]
    assert listed(reading, Level.QUESTION) == [
        (1, "This column has no heading. It was read as the section: check it.")
    ]


def test_plain_headings_in_the_column_of_actions_are_sections_where_the_table_starts_with_one() -> None:
    rows = [["No.", "Action", "Owner"], ["", "Workforce", ""], ["1", "Recruit", "HR Manager"]]
    rows += [["", "Practice", ""], ["2", "Audit", "QA Manager"]]
    reading = read(csv(rows), "plan.csv")
    assert [(a.ref, a.section) for a in reading.actions] == [("1", "Workforce"), ("2", "Practice")]
    assert [row for row, _ in listed(reading, Level.QUESTION)] == [2, 4]


def test_a_number_that_opens_the_references_under_it_is_a_heading() -> None:
    rows = [["Ref", "Action", "Lead"], ["1", "Leadership", ""], ["1a", "Meet", "DCS"], ["1(b)", "Ask", "AD"]]
    reading = read(csv(rows), "plan.csv")
    assert [(a.ref, a.section) for a in reading.actions] == [("1a", "1 Leadership"), ("1(b)", "1 Leadership")]


def test_totals_signatures_footnotes_and_empty_numbers_are_listed_and_no_actions() -> None:
    rows = [
        ["Ref", "Action", "Lead", "Date", "Status"],
        ["1", "Meet", "DCS", "May 18", "Ongoing"],
        ["2", "Ask", "DCS", "June 18", "Ongoing"],
        ["3", "", "", "", ""],
        ["* subject to funding"],
        ["Signed off by", "DCS", "", "Date", "31/07/2018"],
        ["", "Total", "", "", "2"],
        ["Number of actions", 2],
    ]
    reading = read(excel({"Plan": rows}), "plan.xlsx")
    assert [a.ref for a in reading.actions] == ["1", "2"]
    assert sorted(each.row or 0 for each in reading.problems) == [4, 5, 6, 7, 8]


def test_a_row_without_a_reference_among_numbered_actions_is_more_of_the_one_above() -> None:
    rows = [["Ref", "Action", "Lead", "Due"], ["1.1", "Review the offer:", "DCS", "May 18"]]
    rows += [["", "- ask parents", "", ""], ["", "- ask schools", "", ""], ["1.2", "Publish", "DCS", ""]]
    reading = read(csv(rows), "plan.csv")
    assert [(a.ref, a.title) for a in reading.actions] == [
        ("1.1", "Review the offer:\nask parents\nask schools"),
        ("1.2", "Publish"),
    ]


def test_several_numbered_actions_in_one_cell_are_an_action_each() -> None:
    rows = [["Outcome", "Actions", "Lead", "Timescale", "Success measures"]]
    rows += [["Safe", "1.1 Meet\n1.2 Ask\n1.3 Write", "DCS\nAD\nHoS", "May 18\nTBA\nJuly 18", "Fewer"]]
    reading = read(word(rows))
    assert [(a.ref, a.title, a.leads, a.due_text, a.outcome) for a in reading.actions] == [
        ("1.1", "Meet", ("DCS",), "May 18", "Safe"),
        ("1.2", "Ask", ("AD",), "TBA", "Safe"),
        ("1.3", "Write", ("HoS",), "July 18", "Safe"),
    ]
    assert {a.success_indicators for a in reading.actions} == {("Fewer",)}
    assert [row for row, _ in listed(reading, Level.QUESTION)] == [2]


@pytest.mark.parametrize(
    ("status", "state", "on"),
    [
        ("B – complete", "completed", None),
        ("Blue – complete Jan 18", "completed", datetime.date(2018, 1, 31)),
        ("Green: on track", "in_progress", None),
        ("G (on track)", "in_progress", None),
        ("Amber", None, None),
        ("G", None, None),
    ],
)
def test_a_state_may_follow_its_colour(status: str, state: str | None, on: datetime.date | None) -> None:
    rows = [["Ref", "Action", "Lead", "Status"], ["1", "Meet", "DCS", status]]
    (action,) = read(csv(rows), "plan.csv").actions
    assert (action.progress, action.state, action.progress_date) == (status, state, on)


def test_a_state_in_the_column_of_dates_is_listed_as_what_it_is() -> None:
    reading = read(csv([["Ref", "Action", "When"], ["1", "Meet", "Completed July 2018"]]), "plan.csv")
    assert (reading.actions[0].due, reading.actions[0].due_text) == (None, "Completed July 2018")
    assert listed(reading, Level.PROBLEM) == [
        (2, "This says what state the action is in, and not when it is due.")
    ]


def test_a_box_over_the_headings_of_each_part_of_a_table_is_its_section() -> None:
    document = docx.Document()
    header = ["What we will do", "How we will know", "Who", "When", "Where are we now?"]
    rows = [[""] * 5, header, ["Dental checks", "95%", "Designated Nurse", "", "G"]]
    rows += [[""] * 5, header, ["Plans each term", "100%", "Virtual Head", "Every term", "On track"]]
    table = word_table(document, rows)
    merge_across(table, 0, "Priority 1: Health")
    merge_across(table, 3, "Priority 2: Education")
    reading = read(saved(document))
    assert [(a.title, a.section) for a in reading.actions] == [
        ("Dental checks", "Priority 1: Health"),
        ("Plans each term", "Priority 2: Education"),
    ]


def test_a_rating_given_only_by_its_colour_is_read_and_said_and_a_band_is_none() -> None:
    book = Workbook()
    sheet = book.active
    for row in (
        ["Ref", "Action", "Lead", "BRAG"],
        ["1", "Meet", "DCS", None],
        ["2", "Ask", "DCS", None],
        ["3", "Write", "DCS", "Red"],
        ["4", "Train", "DCS", None],
    ):
        sheet.append(row)
    sheet["D2"].fill = PatternFill("solid", fgColor="FF00B050")
    sheet["D3"].fill = PatternFill("solid", fgColor="FF0070C0")
    sheet["D4"].fill = PatternFill("solid", fgColor="FF00B050")
    for column in "ABCD":
        sheet[f"{column}5"].fill = PatternFill("solid", fgColor="FFFFC000")
    reading = read(saved(book), "plan.xlsx")
    assert [action.progress for action in reading.actions] == ["Green", "Blue", "Red", ""]
    assert [(each.row, each.column, each.text) for each in reading.problems] == [
        (1, "BRAG", "2 Green, 3 Blue")
    ]


def test_a_hidden_column_is_read_and_said() -> None:
    book = Workbook()
    for row in (["Ref", "Action", "Lead"], ["1", "Meet", "DCS"]):
        book.active.append(row)
    book.active.column_dimensions["C"].hidden = True
    reading = read(saved(book), "plan.xlsx")
    assert reading.actions[0].leads == ("DCS",)
    assert [(each.column, each.why) for each in reading.problems] == [
        ("Lead", "This column is hidden in the sheet. What is hidden was read too.")
    ]


def test_two_columns_of_leads_are_joint_leads() -> None:
    rows = [["Ref", "Action", "Council lead", "Health lead"], ["1", "Meet", "Head of SEND", "DCO"]]
    reading = read(csv([*rows, ["2", "Ask", "", "DCO"]]), "plan.csv")
    assert [action.leads for action in reading.actions] == [("Head of SEND", "DCO"), ("DCO",)]


def test_lines_that_stand_apart_under_the_actions_are_listed_and_no_part_of_the_last() -> None:
    rows = [["Ref", "Action", "Lead"], ["1", "Meet", "DCS"], ["2", "Ask", "DCS"], ["", "", ""]]
    rows += [["Key:", "Red = off track", ""], ["", "Amber = some slippage", ""], ["", "", ""]]
    rows += [["", "Dates are those agreed by the board", ""]]
    reading = read(csv(rows), "plan.csv")
    assert [action.title for action in reading.actions] == ["Meet", "Ask"]
    assert [each.row for each in reading.problems] == [5, 6, 8]


def test_actions_that_start_with_a_total_or_a_colour_are_actions() -> None:
    rows = [
        ["Action", "Owner", "Due"],
        ["Total review of placements", "HR", ""],
        ["Green travel plan", "HR", ""],
    ]
    assert [action.title for action in read(csv(rows), "plan.csv").actions] == [rows[1][0], rows[2][0]]
