"""Plans in the layouts that councils use, each read as its reader would."""

import datetime

import docx
import pytest

from goldenthread.intake.problems import Level
from tests.make_plans import csv, excel, merge_across, merge_down, saved, word, word_table
from tests.read_plans import read, whys


def test_an_excel_plan_with_a_header_of_two_rows_and_merged_outcomes() -> None:
    reading = read(
        excel(
            {
                "Plan": [
                    ["Outcome", "Ref", "Action", "Accountability", None, "Completion date", "Success"],
                    [None, None, None, "Lead", "Support", None, "indicators"],
                    [
                        "Timely",
                        1.1,
                        "Deliver the plan",
                        "Head of Service",
                        "Health",
                        datetime.date(2019, 3, 1),
                        "a; b",
                    ],
                    [None, 1.2, "Peer review", "DCO", None, "Smarch 2019", "c"],
                    ["Clear", 1.3, "Publish", "DCO", None, 43525, None],
                ]
            },
            merge={"Plan": ["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2", "A3:A4"]},
            formats={"Plan": {"B3": "0.00", "F3": "mmm-yy"}},
        )
    )
    first, second, third = reading.actions
    assert (first.ref, first.outcome, first.leads, first.supporting) == (
        "1.10",
        "Timely",
        ("Head of Service",),
        ("Health",),
    )
    assert (first.due, first.due_text, first.row) == (datetime.date(2019, 3, 31), "Mar-19", 3)
    assert first.success_indicators == ("a", "b")
    assert (second.outcome, second.due, second.due_text) == ("Timely", None, "Smarch 2019")
    assert (third.outcome, third.due) == ("Clear", datetime.date(2019, 3, 1))
    assert whys(reading) == [(4, "Completion date", "'Smarch 2019' is not a month.")]


def test_a_word_plan_of_three_tables_with_its_header_repeated_in_other_words() -> None:
    reading = read(
        word(
            [["Ref", "Action", "Lead", "By when"], ["1", "Meet", "Head of Service", "May 2018"]],
            [["No.", "What we will do", "Who", "Timescale"], ["2", "Write", "DCO", "June 2018"]],
            [["When", "Responsible officer", "Key action", "Ref no"], ["July 2018", "SENCO", "Publish", "4"]],
            headings=["Outcome 1: Timely", "Outcome 2: Clear", ""],
        ),
        "plan.docx",
    )
    rows = [(a.sheet, a.ref, a.outcome, a.title, a.lead, a.due_text, a.row) for a in reading.actions]
    assert rows == [
        ("Table 1", "1", "Outcome 1: Timely", "Meet", "Head of Service", "May 2018", 2),
        ("Table 2", "2", "Outcome 2: Clear", "Write", "DCO", "June 2018", 2),
        ("Table 3", "4", "Outcome 2: Clear", "Publish", "SENCO", "July 2018", 2),
    ]
    assert whys(reading) == []


def test_a_word_plan_with_bullets_section_rows_and_a_header_repeated_within_the_table() -> None:
    document = docx.Document()
    header = [
        "Ref",
        "Action",
        "Accountable lead(s)",
        "Completion date",
        "Success indicators",
        "Evidence and validation checks",
    ]
    table = word_table(
        document,
        [
            header,
            [""] * 6,
            [
                "1.10Establish a group",
                "",
                "All partners",
                "From April 2013",
                "* fewer late\n* more on time",
                "* audit\n* survey",
            ],
            header,
            [""] * 6,
            ["1.13", "Review\n* terms\n* members", "Head of Service\nDCO", "TBA", "", ""],
        ],
    )
    merge_across(table, 1, "1. Assessment")
    merge_across(table, 4, "2. Educational Psychology Service – Process Improvements")
    reading = read(saved(document), "plan.docx")
    first, second = reading.actions
    assert (first.ref, first.title, first.section) == ("1.10", "Establish a group", "1. Assessment")
    assert (first.starts, first.due, first.ongoing) == (datetime.date(2013, 4, 1), None, True)
    assert first.success_indicators == ("fewer late", "more on time")
    assert first.evidence_checks == ("audit", "survey")
    assert second.section == "2. Educational Psychology Service – Process Improvements"
    assert second.title == "Review\nterms\nmembers"
    assert second.leads == ("Head of Service", "DCO")
    assert (second.due, second.due_text) == (None, "TBA")


def test_a_csv_export_of_windows_with_missing_leads_and_status_dates() -> None:
    rows = [
        ["Action", "Lead officer", "Deadline", "Status"],
        [
            "Publish “the offer” – again",
            "Project Manager (SEND)",
            "12/03/2019",
            "Completed and in place – Jan 18",
        ],
        ["Update the toolkit", "", "TBA", "In progress Complete by Aug 18"],
        ["Meet", "All partners", "", "Pending"],
    ]
    first, second, third = read(csv(rows, encoding="cp1252", separator=";"), "Plan.csv").actions
    assert first.title == "Publish “the offer” – again"
    assert (first.due, first.state) == (datetime.date(2019, 3, 12), "completed")
    assert first.progress_date == datetime.date(2018, 1, 31)
    assert (second.lead, second.state) == ("Project Manager (SEND)", "in_progress")
    assert (second.due, second.progress_date) == (None, datetime.date(2018, 8, 31))
    assert (third.leads, third.due, third.state) == (("All partners",), None, "pending")
    assert {first.ref, second.ref, third.ref} == {""}


def test_a_workbook_with_titles_a_colour_key_and_several_sheets_is_one_plan() -> None:
    header = ["Ref", "Action", "Lead", "Due date", "RAG"]
    reading = read(
        excel(
            {
                "Read me": [["How to fill this in"], ["Type in the white cells"]],
                "Early help": [
                    ["Improvement plan"],
                    ["Version of July 2018"],
                    [],
                    header,
                    ["E1", "Meet", "DCO", "31 Dec", "Green"],
                ],
                "SEND": [
                    header,
                    ["S1", "Write", "SENCO", "March 2019", "Red"],
                    [],
                    ["Red", "Late"],
                    ["Green", "Done"],
                ],
                "Key": [["RAG", "Description"], ["Red", "Late"]],
                "Old": [header, ["E1", "Old", "DCO", "May 2012", "Red"]],
            },
            hidden_sheets=["Old"],
        )
    )
    assert [(a.sheet, a.ref, a.title, a.progress) for a in reading.actions] == [
        ("Early help", "E1", "Meet", "Green"),
        ("SEND", "S1", "Write", "Red"),
    ]
    assert reading.actions[0].due == datetime.date(2018, 12, 31)
    notes = [(each.sheet, each.text) for each in reading.problems]
    assert ("Key", "RAG | Description\nRed | Late") in notes
    assert (
        "Old",
        "\n".join(["Ref | Action | Lead | Due date | RAG", "E1 | Old | DCO | May 2012 | Red"]),
    ) in notes
    assert ("SEND", "Red | Late") in notes
    assert any("The year 2018 was taken" in each.why for each in reading.problems)
    assert whys(reading) == []


def test_a_word_table_without_a_header_goes_on_with_the_one_before() -> None:
    reading = read(
        word(
            [["Ref", "Action", "Lead", "By when"], ["1", "Add capacity and", "DCO", "May 2018"]],
            [["", "report to the board", "", ""], ["2", "Review", "DCO", "June 2018"]],
            [["Version", "Date"], ["1", "May 2018"]],
        ),
        "plan.docx",
    )
    assert [(action.ref, action.title) for action in reading.actions] == [
        ("1", "Add capacity and report to the board"),
        ("2", "Review"),
    ]
    assert ("Table 3", "Version | Date\n1 | May 2018") in [
        (each.sheet, each.text) for each in reading.problems
    ]


@pytest.mark.parametrize(
    "continuing",
    [
        ["", "and report to the board", "", ""],
        ["", "(see appendix 2)", "", ""],
        ["", "Terms to be agreed.", "", ""],
    ],
)
def test_a_row_that_only_continues_belongs_to_the_action_above(continuing: list[str]) -> None:
    rows = [["Ref", "Action", "Lead", "By when"], ["1", "Add capacity", "DCO", "May 2018"], continuing]
    rows += [[str(number), f"Action {number}", "SENCO", "June 2018"] for number in range(2, 8)]
    reading = read(csv(rows), "plan.csv")
    assert len(reading.actions) == 7
    assert reading.actions[0].rows == (2, 3)
    assert continuing[1] in reading.actions[0].title


@pytest.mark.parametrize(
    "unnumbered",
    [
        ["", "Agree terms", "", "June 2018"],
        ["", "Agree terms", "SENCO", ""],
        ["", "Agree terms", "SENCO", "June 2018"],
    ],
)
def test_a_row_with_its_own_date_or_lead_is_an_action_though_it_has_no_reference(
    unnumbered: list[str],
) -> None:
    rows = [["Ref", "Action", "Lead", "By when"], ["1", "Add capacity", "DCO", "May 2018"], unnumbered]
    assert [action.title for action in read(csv(rows), "plan.csv").actions] == ["Add capacity", "Agree terms"]


def test_a_blank_lead_means_as_above_where_leads_are_not_written_out() -> None:
    rows = [
        ["Ref", "Action", "Lead", "By when"],
        ["1", "Meet", "DCO", ""],
        ["2", "Write", "", ""],
        ["3", "Ask", "", ""],
    ]
    reading = read(csv(rows), "plan.csv")
    assert [action.lead for action in reading.actions] == ["DCO", "DCO", "DCO"]
    assert (3, "Lead", "Blank in rows 3 and 4: was read as the same as above.") in whys(reading, Level.NOTE)


def test_a_blank_lead_is_nobody_where_the_same_lead_is_written_out_in_row_after_row() -> None:
    rows = [["Ref", "Action", "Lead"], *([str(n), f"Do {n}", "DCO"] for n in range(1, 5)), ["5", "Ask", ""]]
    reading = read(csv([*rows, ["6", "Tell", "DCO"]]), "plan.csv")
    assert [action.lead for action in reading.actions] == ["DCO"] * 4 + ["", "DCO"]
    assert len(whys(reading, Level.NOTE)) == 1


def test_a_lead_does_not_carry_over_into_a_new_outcome() -> None:
    rows = [
        ["Outcome", "Action", "Lead", "By when"],
        ["Timely", "Meet", "DCO", ""],
        ["Clear", "Write", "", ""],
    ]
    assert [action.lead for action in read(csv(rows), "plan.csv").actions] == ["DCO", ""]


def test_a_date_merged_down_is_not_copied_and_is_asked_about() -> None:
    document = docx.Document()
    rows = [["Ref", "Action", "Lead", "By when"], ["1", "Meet", "DCO", "May 2018"], ["2", "Write", "", ""]]
    table = word_table(document, rows)
    merge_down(table, 2, 1, 2)
    merge_down(table, 3, 1, 2)
    reading = read(saved(document), "plan.docx")
    assert [action.lead for action in reading.actions] == ["DCO", "DCO"]
    assert [action.due for action in reading.actions] == [datetime.date(2018, 5, 31), None]
    asked = "This cell is merged with row 2. What stands there was not copied to this row."
    assert whys(reading, Level.QUESTION) == [(3, "By when", asked)]


def test_references_that_repeat_are_kept_and_asked_about() -> None:
    rows = [
        ["Ref", "Action", "By when"],
        ["1.3", "Meet", "May 2018"],
        ["1.5", "Ask", "TBA"],
        ["1.3", "Write", "TBA"],
    ]
    reading = read(csv(rows), "plan.csv")
    assert [action.ref for action in reading.actions] == ["1.3", "1.5", "1.3"]
    assert whys(reading, Level.QUESTION) == [
        (4, "Ref", "The reference 1.3 is also on row 2. Both actions were kept.")
    ]


def test_a_column_that_is_not_recognised_is_asked_about_and_kept_and_a_mapping_settles_it() -> None:
    content = csv([["Action", "By when", "Sponsor's mood"], ["Meet", "May 2018", "DCO"]])
    reading = read(content, "plan.csv")
    assert reading.actions[0].extra == {"Sponsor's mood": "DCO"}
    assert [(c.heading, c.field, c.sample) for c in reading.columns][2] == ("Sponsor's mood", None, ("DCO",))
    assert whys(reading, Level.QUESTION) == [
        (1, "Sponsor's mood", "This column is not recognised: say what it is.")
    ]
    settled = read(content, "plan.csv", mapping={"Sponsor's mood": "lead"})
    assert settled.actions[0].leads == ("DCO",)
    assert settled.problems == ()
    kept = read(content, "plan.csv", mapping={"Sponsor's mood": "extra"})
    assert kept.actions[0].extra == {"Sponsor's mood": "DCO"}
    assert kept.problems == ()


def test_a_mapping_to_a_field_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="not a field of a plan"):
        read(csv([["Action", "By when"], ["Meet", "May 2018"]]), "plan.csv", mapping={"By when": "moon"})


def test_a_status_gives_the_date_only_where_there_is_no_column_of_dates() -> None:
    rows = [["Ref", "Action", "Status"], ["1", "Meet", "In progress Complete by Aug 18"]]
    reading = read(csv(rows), "plan.csv")
    assert reading.actions[0].due == datetime.date(2018, 8, 31)
    assert whys(reading, Level.NOTE) == [
        (2, "Status", "There is no column of dates: the date was taken from the status.")
    ]


def test_a_file_with_no_plan_in_it_says_so_and_lists_what_it_has() -> None:
    reading = read(excel({"Sheet1": [["Shopping"], ["Milk"]]}))
    assert reading.actions == ()
    assert reading.problems[0].why.startswith("No plan was found in this file.")
    assert reading.problems[1].text == "Shopping\nMilk"


def test_a_table_of_dates_and_leads_without_known_actions_is_taken_with_a_question() -> None:
    rows = [
        ["Ref", "Things we promise", "Owner", "By when"],
        ["1", "A long promise to children", "DCO", "May 2018"],
    ]
    reading = read(csv(rows), "plan.csv")
    assert reading.actions[0].title == "A long promise to children"
    assert [row[1] for row in whys(reading, Level.QUESTION)] == ["Things we promise"]


def test_the_json_has_the_keys_of_the_command_line_and_plain_values() -> None:
    rows = [["Ref", "Action", "By when", "Lead"], ["1", "Meet", "Smarch 2019", "DCO"]]
    found = read(csv(rows), "plan.csv").as_json()
    (action,), (problem,) = found["actions"], found["problems"]
    wanted = (
        "ref section outcome sources title due due_text workstream leads lead progress progress_date"
        " success_indicators evidence_checks row"
    )
    assert set(wanted.split()) <= set(action)
    assert (action["due"], action["leads"], action["row"]) == (None, ["DCO"], 2)
    assert {"sheet", "row", "column", "text", "why"} <= set(problem)
    assert (problem["sheet"], problem["row"], problem["column"]) == ("plan", 2, "By when")
