"""Past minutes of several councils' styles, as text and as Word: head, people, items, what was decided."""

from __future__ import annotations

import io
from datetime import date, time

import docx
import pytest

from goldenthread.intake.past_minutes import read_past_text, read_past_word
from goldenthread.intake.past_minutes_head import days_in, time_of
from goldenthread.intake.past_minutes_model import Kind, Status
from goldenthread.intake.problems import CannotRead

SCRUTINY = """THE DEMONSTRATION COUNCIL

Minutes of a meeting of the Children and Families Overview and Scrutiny Committee
held on Tuesday, 7th May, 2013 at Committee Suite 1,2 & 3, High Street at 2.00pm

PRESENT

Councillor R One (Chairman)
Councillor A Two (Vice-Chairman)

Councillors D Three, S Four, P Five and W Six

Apologies

Councillors G Seven and L Eight

Substitutes
Councillor B Nine (for Councillor G Seven)

In attendance
Councillor H Ten, Portfolio Holder for Children and Families
Head of Service: Safeguarding

54 MINUTES OF PREVIOUS MEETING

RESOLVED

That the minutes of the meeting held on 26 March 2013 be confirmed as a correct record.

55 CHILDREN'S IMPROVEMENT PLAN

The Director of Children's Services gave an update. She reported that:
1. Caseloads had reduced.
2. Two team managers had been appointed.
The Committee asked that it receive at least an annual update on the plan. The Director would bring a
report on agency staff to a future meeting.

RESOLVED – That

(a) the report be noted;
(b) the Director be requested to report on timeliness to the meeting on 3 September 2013; and
(c) the Committee's thanks be conveyed to staff.

56 CARE LEAVERS

It was agreed that a task and finish group be set up.

56 WORK PROGRAMME

RESOLVED: That the work programme be updated.

58 FORWARD PLAN

RESOLVED – That the forward plan be noted.

The meeting commenced at 2.00 pm and concluded at 4.10 pm

Councillor R One (Chairman)
"""
SERIES = """Minutes of the meeting of the Corporate Parenting Committee
held on Wednesday 12 September 2018 in the Council Chamber, Town Hall at 6.30 p.m.

Members present: Councillors Alpha (Chair), Beta and Gamma
Officers: Head of Service Cared for Children, Participation Officer
Apologies for absence: None

CP/12 Apologies for absence
Apologies were received from Councillors Epsilon and Zeta. Councillor Eta substituted for Councillor Zeta.

CP/13 Fostering annual report
The Head of Service undertook to provide figures in due course.
RESOLVED (unanimously) that (1) the report be received; (2) officers be asked to report within six months.

CP/14 Exclusion of the press and public
RESOLVED: That the press and public be excluded.

CP/15 Placements
RESOLVED: That the contract be let.
The meeting closed at 8.05pm.
"""
BOARD = """Improvement Board
Date: 14/06/2018
Time: 10.00am - 12 noon
Venue: Training Centre, Room 2
Chair: Independent Chair

Present: Independent Chair (IC); Director of Children's Services (DCS); Chief Nurse, CCG
Apologies: Head Teacher representative, Healthwatch

1. Welcome and apologies
Head of Quality deputised for the Chief Nurse.

2. Minutes of the last meeting
Agreed: as a true record.

3. Action log
3.1 The Board went through the log.
3.2 Action: DCS to circulate the revised dataset by 30 June 2018.

4. Performance
4.1 The scorecard was presented.
4.2 The Board discussed agency rates.
Action: Head of Performance by 20 July 2018
"""


def names(found, status):
    return [one.name for one in found.attendance if one.status is status]


def test_a_scrutiny_committee_s_head_is_read():
    head = read_past_text(SCRUTINY).head
    assert head.body == "Children and Families Overview and Scrutiny Committee"
    assert (head.held_on, head.starts_at, head.ended_at) == (date(2013, 5, 7), time(14), time(16, 10))
    assert head.place == "Committee Suite 1,2 & 3, High Street"
    assert head.chaired_by == "Councillor R One"


def test_people_are_read_under_their_headings():
    found = read_past_text(SCRUTINY)
    assert names(found, Status.PRESENT)[1:] == [
        "Councillor A Two", "Councillor D Three", "Councillor S Four", "Councillor P Five", "Councillor "
        "W Six",
    ]  # fmt: skip
    assert names(found, Status.APOLOGIES) == ["Councillor G Seven", "Councillor L Eight"]
    [substitute] = [one for one in found.attendance if one.status is Status.SUBSTITUTE]
    assert (substitute.name, substitute.substitute_for) == ("Councillor B Nine", "Councillor G Seven")
    assert names(found, Status.IN_ATTENDANCE) == ["Councillor H Ten", "Head of Service: Safeguarding"]


def test_numbers_inside_a_minute_begin_no_item_and_doubtful_ones_are_told():
    found = read_past_text(SCRUTINY)
    assert [item.printed for item in found.items] == ["54", "55", "56", "56", "58"]
    assert "1. Caseloads had reduced." in found.items[1].text
    assert {doubt.why for doubt in found.doubts} >= {"Minute 56 stands twice.", "Minute 57 is missing."}


def test_resolutions_are_taken_out_of_the_text_letter_by_letter():
    first, second, third, *_ = read_past_text(SCRUTINY).items
    assert first.resolutions == (
        "That the minutes of the meeting held on 26 March 2013 be confirmed as a correct record.",
    )
    assert first.actions == ()
    assert len(second.resolutions) == 3
    assert second.resolutions[1].startswith("the Director be requested to report on timeliness")
    assert third.resolutions == ("that a task and finish group be set up.",)


def test_undertakings_without_a_date_are_put_forward_and_told():
    asked = read_past_text(SCRUTINY).items[1].actions
    yearly = next(one for one in asked if "annual update" in one.words)
    assert (yearly.due_on, yearly.proposed) == (None, date(2014, 5, 7))
    vague = next(one for one in asked if "agency staff" in one.words or "future meeting" in one.words)
    assert (vague.due_on, vague.proposed) == (None, None)
    dated = next(one for one in asked if "timeliness" in one.words)
    assert dated.due_on == date(2013, 9, 3)


def test_numbers_with_a_code_and_part_2_are_read():
    found = read_past_text(SERIES)
    assert [item.printed for item in found.items] == ["CP/12", "CP/13", "CP/14", "CP/15"]
    assert [item.exempt for item in found.items] == [False, False, False, True]
    assert found.items[1].resolutions == (
        "the report be received",
        "officers be asked to report within six months.",
    )
    assert (found.head.starts_at, found.head.ended_at) == (time(18, 30), time(20, 5))
    assert names(found, Status.APOLOGIES) == ["Councillor Epsilon", "Councillor Zeta"]
    assert names(found, Status.SUBSTITUTE) == ["Councillor Eta"]
    assert names(found, Status.IN_ATTENDANCE) == [
        "Head of Service Cared for Children",
        "Participation Officer",
    ]


def test_a_board_s_notes_with_labels_and_actions_are_read():
    found = read_past_text(BOARD)
    head = found.head
    assert (head.body, head.held_on) == ("Improvement Board", date(2018, 6, 14))
    assert (head.starts_at, head.ended_at, head.chaired_by) == (time(10), time(12), "Independent Chair")
    assert [item.title for item in found.items] == [
        "Welcome and apologies", "Minutes of the last meeting", "Action log", "Performance",
    ]  # fmt: skip
    assert found.items[1].resolutions == ("as a true record.",)
    [asked] = found.items[2].actions
    assert (asked.owner, asked.due_on) == ("DCS", date(2018, 6, 30))
    [asked] = found.items[3].actions
    assert (asked.owner, asked.due_on) == ("Head of Performance", date(2018, 7, 20))
    assert "agency rates" in asked.words


def test_an_agenda_is_told_from_minutes_and_loses_its_page_numbers():
    found = read_past_text(
        "Health and Wellbeing Board\nAgenda\nDate: Tuesday, 24th July, 2018\nTime: 2.00 pm\n\n"
        "1. Apologies for Absence\n2. Minutes of Previous meeting (Pages 5 - 12)\nPART 2\n3. Contract "
        "(Pages 13 - 14)"
    )
    assert found.kind is Kind.AGENDA
    assert [item.title for item in found.items] == [
        "Apologies for Absence", "Minutes of Previous meeting", "Contract",
    ]  # fmt: skip
    assert [item.exempt for item in found.items] == [False, False, True]


def as_word(build):
    document = docx.Document()
    build(document)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def table(document, rows):
    made = document.add_table(rows=len(rows), cols=max(len(row) for row in rows))
    for row, cells in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=False):
            cell.text = text
    return made


def test_minutes_in_tables_with_merged_cells_and_an_action_column_are_read():
    def build(document):
        document.add_heading("Improvement Board minutes", 1)
        table(document, [["Date", "Thursday 14 June 2018"], ["Time", "10am"], ["Venue", "Room 2"]])
        people = table(document, [
            ["Name", "Organisation", "Attendance"], ["Director of Services", "Council", "Present"],
            ["Chief Nurse", "CCG", "Apologies"],
        ])  # fmt: skip
        assert len(people.rows) == 3
        made = table(document, [
            ["No", "Item", "Action"],
            ["7.1", "Minutes of the last meeting\nAgreed as a true record.", ""],
            ["7.2", "Performance\nAssessments on time fell. The audit would be repeated.", "Head of Quality"],
            ["7.3", "Any other business\nNone.", "Noted"],
            ["The Board thanked the chair.", "", ""],
        ])  # fmt: skip
        made.rows[4].cells[0].merge(made.rows[4].cells[2])

    found = read_past_word(as_word(build))
    assert (found.head.held_on, found.head.place) == (date(2018, 6, 14), "Room 2")
    assert [(one.name, one.status) for one in found.attendance] == [
        ("Director of Services", Status.PRESENT), ("Chief Nurse", Status.APOLOGIES),
    ]  # fmt: skip
    assert [(item.printed, item.title) for item in found.items] == [
        ("7.1", "Minutes of the last meeting"), ("7.2", "Performance"), ("7.3", "Any other business"),
    ]  # fmt: skip
    assert found.items[1].actions[0].owner == "Head of Quality"
    assert found.items[1].place == "table 3, row 3"
    assert found.items[2].actions == ()
    assert "thanked the chair" in found.items[2].text


def test_word_s_own_numbers_and_bold_headings_begin_items():
    def build(document):
        document.add_paragraph("Minutes of the Safeguarding Partnership Board held on 3 July 2018 at 9.30am")
        document.add_paragraph("Present")
        document.add_paragraph("Independent chair")
        for title, text in (
            ("Welcome", "All were welcomed."),
            ("Audit", "It was agreed that it be repeated."),
        ):
            document.add_paragraph(title, style="List Number").runs[0].bold = True
            document.add_paragraph(text)

    found = read_past_word(as_word(build))
    assert [(item.printed, item.title) for item in found.items] == [("1", "Welcome"), ("2", "Audit")]
    assert found.items[1].resolutions == ("that it be repeated.",)


def test_bold_headings_without_numbers_begin_items_that_have_none():
    def build(document):
        document.add_paragraph("Minutes of the Partnership Board held on 3 July 2018")
        document.add_paragraph("Present: Chair")
        for title in ("Welcome and introductions", "Report of the audit"):
            document.add_paragraph().add_run(title).bold = True
            document.add_paragraph("It was discussed at length.")

    found = read_past_word(as_word(build))
    assert [item.title for item in found.items] == ["Welcome and introductions", "Report of the audit"]
    assert [doubt.why for doubt in found.doubts].count("This minute has no number.") == 2


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Tuesday 7th May, 2013 at 2.00pm", date(2013, 5, 7)),
        ("the 7th day of May 2013", date(2013, 5, 7)),
        ("May 7, 2013", date(2013, 5, 7)),
        ("7.5.13", date(2013, 5, 7)),
        ("07/05/2013", date(2013, 5, 7)),
        ("2013-05-07", date(2013, 5, 7)),
        ("Weds 1 Sept 2018", date(2018, 9, 1)),
    ],
)
def test_a_day_is_read_in_the_forms_that_minutes_have(text, day):
    assert days_in(text) == [day]


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2.00pm", time(14)), ("2 p.m.", time(14)), ("14:00", time(14)), ("12 noon", time(12)),
        ("noon", time(12)), ("12.30 am", time(0, 30)), ("25:00", None), ("soon", None),
    ],
)  # fmt: skip
def test_an_hour_is_read_in_the_forms_that_minutes_have(text, hour):
    assert time_of(text) == hour


def test_a_weekday_that_does_not_fit_its_day_is_told():
    found = read_past_text("Minutes of the Board held on Monday 7 May 2013\n1. Apologies\n2. Minutes\n")
    assert any("7 May 2013 is a Tuesday" in doubt.why for doubt in found.doubts)


@pytest.mark.parametrize(
    "text", ["Some words that are no minutes at all.", "1\n2\n3", "RESOLVED", "Present:\n,;.\n" * 5]
)
def test_what_is_no_minutes_gives_doubts_and_no_error(text):
    found = read_past_text(text)
    assert found.head.held_on is None
    assert found.doubts


@pytest.mark.parametrize("text", ["", " \n\t\n", "x" * 2_000_001])
def test_nothing_and_too_much_are_refused_in_words(text):
    with pytest.raises(CannotRead):
        read_past_text(text)


def test_a_damaged_document_is_refused_in_words():
    with pytest.raises(CannotRead, match="damaged"):
        read_past_word(b"PK\x03\x04 no document")
