"""An improvement officer brings in a plan as the council typed it, and later its next version."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.apps.people.models import Role
from tests.journeys.person import EXCEL, NARROW, WIDE, WORD, Someone
from tests.make_plans import excel, saved, word_table

pytestmark = pytest.mark.browser

HEADINGS = ["Ref", "What we will do", "Owner", "By when", "RAG", "Wherewithal"]


def plan(*rows: list[object]) -> bytes:
    return excel({"Front door": [["Front door plan, the owner's copy"], [], HEADINGS, *rows]})


FIRST = plan(
    ["F1", "Answer calls within two minutes", "Centre manager", date(2018, 9, 30), "Amber", "Two posts"],
    ["F2", "Screen each contact within a day", "Duty manager", "Smarch 2018", "Green", "None"],
    ["F3", "Write to each referrer at the end", "Duty manager", date(2018, 10, 31), "Red", "A template"],
    ["F4", "Publish the threshold guide", "Policy officer", date(2018, 8, 31), "Green", "Print"],
)  # fmt: skip
# F2's date is put right, F3 is renumbered, F4 is gone, and F5 is new.
SECOND = plan(
    ["F1", "Answer calls within two minutes", "Centre manager", date(2018, 9, 30), "Green", "Two posts"],
    ["F2", "Screen each contact within a day", "Duty manager", date(2018, 11, 30), "Green", "None"],
    ["F9", "Write to every referrer at the end", "Duty manager", date(2018, 10, 31), "Amber", "A template"],
    ["F5", "Train the duty team in consent", "Workforce lead", date(2018, 12, 31), "Green", "A trainer"],
)  # fmt: skip


def bring(officer: Someone, content: bytes, name: str, plan_name: str, kind: str = EXCEL) -> Someone:
    officer.open().follow("Everything here", "Load a file")
    officer.choose("Plan").write("Which plan, scorecard or inspection is it of?", plan_name)
    return officer.attach("The file", name, content, kind).press("Read the file")


def test_an_officer_loads_a_plan_and_then_its_next_version(sit_down):
    officer = sit_down(Role.IMPROVEMENT_OFFICER)
    bring(officer, FIRST, "front-door.xlsx", "Front door plan")
    officer.reads("front-door.xlsx", "Columns that we do not know", "Smarch 2018", "is not a month")
    officer.picture("load-preview")
    officer.narrow_to(NARROW).picture("load-preview")
    assert not officer.scrolls_sideways()
    officer.narrow_to(WIDE)

    officer.pick("Wherewithal", "Keep its text under its own heading").press("Remember and read again")
    officer.reads("The columns are remembered")
    officer.press("Accept")
    officer.reads("Accepted", "4 actions", "Front door plan", "Screen each contact within a day")
    officer.follow("Write to each referrer at the end")
    officer.reads("Wherewithal", "A template", "31 October 2018")
    first_address = officer.path

    bring(officer, SECOND, "front-door-september.xlsx", "Front door plan")
    assert "Columns that we do not know" not in officer.text()
    officer.reads("Write to every referrer at the end", "Decide")
    officer.press("Accept")
    officer.reads("Say what this row is.")
    officer.choose("It is “F3 Write to each referrer at the end”")
    officer.press("Accept")
    officer.reads("Accepted", "1 new", "1 gone")

    officer.follow("Write to every referrer at the end")
    assert officer.path.split("/")[3] == first_address.split("/")[3], (
        "the history follows the renumbered action"
    )
    officer.reads("Action F9", "Red", "Amber")
    officer.follow("Front door plan").follow("Screen each contact within a day")
    officer.reads("30 November 2018")


def test_an_officer_loads_a_plan_typed_in_word(sit_down):
    import docx

    document = docx.Document()
    document.add_paragraph("Neglect: what we will do")
    word_table(document, [
        ["No", "Action", "Lead", "Timescale"],
        ["N1", "Agree a neglect tool with schools", "Safeguarding lead", "By end of December 2018"],
        ["N2", "Train each school's lead in it", "Safeguarding lead", "Spring term 2019"],
    ])  # fmt: skip
    officer = sit_down(Role.IMPROVEMENT_OFFICER)
    bring(officer, saved(document), "neglect.docx", "Neglect plan", WORD)
    officer.press("Accept")
    officer.reads("Accepted", "Neglect plan", "Agree a neglect tool with schools", "31 December 2018")
