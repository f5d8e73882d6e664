"""Tables of plans that are laid out oddly, and rows among the actions that are none."""

import datetime

import docx

from goldenthread.intake.plans import read_plan
from goldenthread.intake.problems import Level
from goldenthread.intake.reading import read_tables
from goldenthread.rulebook.plan_dates import YearContext
from tests.make_plans import csv, excel, merge_across, saved, word, word_table
from tests.read_plans import read, whys


def test_a_table_with_its_headings_down_the_first_column_is_read_by_columns() -> None:
    rows = [["Action", "Meet", "Write"], ["Lead", "DCO", "SENCO"], ["By when", "May 2018", "June 2018"]]
    reading = read(word(rows), "plan.docx")
    assert [(a.title, a.lead, a.due_text, a.row) for a in reading.actions] == [
        ("Meet", "DCO", "May 2018", 2),
        ("Write", "SENCO", "June 2018", 3),
    ]
    assert [row[2] for row in whys(reading, Level.NOTE)] == [
        "The headings stand down the first column. It was read by columns: a row here is a column."
    ]


def test_a_title_merged_over_the_headings_names_the_section_and_is_no_line_of_them() -> None:
    document = docx.Document()
    for number, name in enumerate(("Workforce", "Practice"), start=1):
        rows = [[""] * 3, ["Ref", "Action", "By when"], [f"{number}.1", "Meet", "May 2018"]]
        merge_across(word_table(document, rows), 0, f"Priority {number}: {name}")
        document.add_paragraph("")
    reading = read(saved(document), "plan.docx")
    assert [action.section for action in reading.actions] == ["Priority 1: Workforce", "Priority 2: Practice"]
    assert [column.heading for column in reading.columns] == ["Ref", "Action", "By when"]


def test_a_row_cut_by_a_page_is_put_together_again_in_every_column() -> None:
    rows = [
        ["Ref", "Action", "Lead", "By when", "Evidence"],
        ["1", "Establish a group to review", "Head of Service: SEND and", "May 2018", "audit of"],
        ["", "pathways and report.", "Inclusion", "", "case files"],
    ]
    (action,) = read(word(rows), "plan.docx").actions
    assert action.title == "Establish a group to review pathways and report."
    assert action.leads == ("Head of Service: SEND and Inclusion",)
    assert action.evidence_checks == ("audit of case files",)


def test_headings_in_words_of_their_own_are_recognised_by_what_they_ask() -> None:
    rows = [
        ["What are we going to change?", "Whose job is it?", "How quickly?"],
        ["The form", "DCO", "31/12/18"],
    ]
    (action,) = read(csv(rows), "plan.csv").actions
    assert (action.title, action.lead, action.due) == ("The form", "DCO", datetime.date(2018, 12, 31))


def test_a_risk_register_beside_the_plan_is_left_out() -> None:
    risks = [
        ["Ref", "Risk", "Mitigating actions", "Owner", "Review date"],
        ["R1", "Delay", "Hire", "DCO", "May 2018"],
    ]
    plan = [["Ref", "Action", "Lead", "By when"], ["1", "Meet", "DCO", "May 2018"]]
    reading = read(excel({"Plan": plan, "Risks": risks}))
    assert [action.title for action in reading.actions] == ["Meet"]
    assert "Risks" in {each.sheet for each in reading.problems}


def test_references_without_a_heading_of_their_own_are_found_beside_the_actions() -> None:
    rows = [["Action", None, "Lead"], ["1.1", "Meet", "DCO"], ["1.2", "Write", "DCO"]]
    reading = read(excel({"Plan": rows}, merge={"Plan": ["A1:B1"]}))
    assert [(action.ref, action.title) for action in reading.actions] == [("1.1", "Meet"), ("1.2", "Write")]


def test_a_written_column_without_a_heading_is_asked_about_by_its_letter() -> None:
    content = excel({"Plan": [["Action", "Lead", None], ["Meet", "DCO", "in hand"]]})
    reading = read(content)
    assert reading.actions[0].extra == {"C": "in hand"}
    assert [row[1] for row in whys(reading, Level.QUESTION)] == ["C"]
    assert read(content, mapping={"C": "comment"}).actions[0].comment == "in hand"


def test_a_reference_that_may_have_lost_its_zero_is_asked_about_and_kept_as_seen() -> None:
    rows = [
        ["Ref", "Action", "Lead"],
        [1.8, "a", "DCO"],
        [1.9, "b", "DCO"],
        [1.1, "c", "DCO"],
        [1.11, "d", "DCO"],
    ]
    reading = read(excel({"Plan": rows}))
    assert [action.ref for action in reading.actions] == ["1.8", "1.9", "1.1", "1.11"]
    assert (4, "Ref", "1.1 comes after 1.9: it may be 1.10, typed as a number.") in whys(
        reading, Level.QUESTION
    )


def test_a_label_among_references_is_left_out_and_asked_about() -> None:
    rows = [["Ref", "Action", "Lead"], ["1", "Meet", "DCO"], ["2", "Ask", "DCO"], ["Total actions", "2", ""]]
    reading = read(csv(rows), "plan.csv")
    assert len(reading.actions) == 2
    assert [(each.row, each.text) for each in reading.problems] == [(4, "Total actions | 2")]


def test_a_remark_between_actions_is_no_section() -> None:
    rows = [
        ["Ref", "Action", "Lead"],
        ["1", "Meet", "DCO"],
        ["Note: all dates may change", "", ""],
        ["2", "Ask", "DCO"],
    ]
    reading = read(csv(rows), "plan.csv")
    assert [action.section for action in reading.actions] == ["", ""]
    assert [each.text for each in reading.problems] == ["Note: all dates may change"]


def test_a_heading_without_actions_is_listed() -> None:
    rows = [["Ref", "Action", "Lead"], ["1", "Meet", "DCO"], ["Section B: courts", "", ""]]
    reading = read(csv(rows), "plan.csv")
    assert [(each.text, each.why) for each in reading.problems] == [
        ("Section B: courts", "This heading has no actions under it.")
    ]


def test_hidden_rows_are_read_and_said() -> None:
    rows = [["Ref", "Action", "Lead"], ["1", "Meet", "DCO"], ["2", "Ask", "DCO"]]
    reading = read(excel({"Plan": rows}, hidden_rows={"Plan": [3]}))
    assert len(reading.actions) == 2
    assert whys(reading, Level.NOTE) == [
        (3, "", "Hidden in this sheet: a row, from row 3 on. What is hidden was read too.")
    ]


def test_an_error_in_a_cell_leaves_the_rest_of_its_row_in_place() -> None:
    reading = read(
        excel({"Plan": [["Ref", "Action", "Lead", "By when"], ["1", "Meet", "#REF!", "May 2018"]]})
    )
    (action,) = reading.actions
    assert (action.title, action.lead, action.due) == ("Meet", "", datetime.date(2018, 5, 31))
    assert [(each.row, each.text) for each in reading.problems] == [(2, "#REF!")]


def test_a_year_that_a_caller_gives_is_used_and_said() -> None:
    content = csv([["Ref", "Action", "By when"], ["1", "Meet", "31 Dec"]])
    unread = read(content, "plan.csv")
    assert unread.actions[0].due is None
    assert "no year" in unread.problems[0].why
    context = YearContext(datetime.date(2018, 7, 1), "the plan's start")
    dated = read_plan(read_tables(content, "plan.csv"), year_context=context)
    assert dated.actions[0].due == datetime.date(2018, 12, 31)
    assert "the plan's start" in dated.problems[0].why


def test_two_columns_of_success_indicators_are_one_list_and_two_of_dates_are_not() -> None:
    rows = [["Action", "Impact", "How will we know?", "Due date", "Original deadline"]]
    rows += [["Meet", "Right help", "Audit\nSurvey", "May 2018", "March 2018"]]
    reading = read(csv(rows), "plan.csv")
    assert reading.actions[0].success_indicators == ("Right help", "Audit", "Survey")
    assert reading.actions[0].due_text == "May 2018"
    assert reading.actions[0].extra == {"Original deadline": "March 2018"}
    assert reading.problems == ()
