"""A table of recommendations: read in a council’s spellings, previewed, written once, and never over."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import Workbook

from goldenthread.apps.bodies.actions import add_body
from goldenthread.apps.inspections.actions import record_inspection
from goldenthread.apps.inspections.importing import RecommendationImporter, load_recommendations
from goldenthread.apps.inspections.models import Assessment, Inspection, Recommendation
from goldenthread.apps.inspections.queries import recommendation_list
from goldenthread.apps.inspections.table_reading import read_recommendations, status_in
from goldenthread.apps.loads.actions import accept, read_file
from goldenthread.intake.reading import read_tables

pytestmark = pytest.mark.django_db
HEADINGS = (
    "Ref", "Element", "Recommendation", "Theme", "Report paragraphs", "Accountable body",
    "Assessed July 2016", "Status at August 2017", "Note",
)  # fmt: skip
BOARD = "Health and Wellbeing Board"
ROWS = (
    ("4", "", "Early help is prompt", "Practice", "25", BOARD, "Not met", "Met subject to a condition",
     "Condition: decisions within 3 working days are restored"),
    ("7", "", "Children at risk", "Practice", "41, 42", BOARD, "Not met", "Partly met", ""),
    ("7", "a", "At risk of exploitation", "Practice", "41", BOARD, "Not met", "Met", ""),
    ("7", "b", "Who go missing", "Practice", "42", BOARD, "Not met", "Not met", "22% were recorded"),
    ("12", "", "On time", "Practice", "67", BOARD, "Met", "Not met", "Agreed as met on an upward trend"),
    ("L1", "", "Complete the framework", "Safeguarding", "", "Safeguarding board", "", "",
     "Assessed by the safeguarding board itself"),
)  # fmt: skip


def excel(rows=ROWS, headings=HEADINGS) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Plan"
    sheet.append(["Our recommendations"])
    sheet.append(headings)
    for row in rows:
        sheet.append([text or None for text in row])
    saved = BytesIO()
    workbook.save(saved)
    return saved.getvalue()


def read(rows=ROWS, headings=HEADINGS, mapping=None):
    return read_recommendations(read_tables(excel(rows, headings), "table.xlsx"), mapping or {})


@pytest.fixture
def told(now):
    return {"by": None, "at": now}


@pytest.fixture
def board(told):
    return add_body(BOARD, kind="Statutory board", **told)


@pytest.fixture
def inspection(board, told):
    return record_inspection("Single inspection of 2015", **told)


@pytest.fixture
def load(inspection, told, today):
    return lambda rows: load_recommendations(rows, inspection, today=today, **told)


def test_a_table_is_read_in_its_own_headings():
    reading = read()
    assert not reading.problems
    assert [column.field for column in reading.columns] == [
        "ref", "element", "title", "theme", "report_paragraphs", "accountable_body", "assessed", "assessed",
        "note",
    ]  # fmt: skip
    assert reading.rows[4] == {
        "ref": "12", "title": "On time", "theme": "Practice", "report_paragraphs": "67",
        "accountable_body": BOARD, "assessed_2016_07": "Met", "assessed_2017_08": "Not met",
        "note": "Agreed as met on an upward trend", "row": 7, "sheet": "Plan",
    }  # fmt: skip


def test_every_row_loads_with_its_elements_and_assessments(load, today):
    loaded = load(read().rows)
    assert (loaded.recommendations, loaded.elements, loaded.assessments) == (4, 2, 10)
    lines = {line.recommendation.reference: line for line in recommendation_list(as_at=today)}
    assert {reference: line.status for reference, line in lines.items()} == {
        "4": "met_subject_to_condition", "7": "partly_met", "12": "not_met", "L1": "not_assessed",
    }  # fmt: skip
    assert lines["4"].conditions == ("Decisions within 3 working days are restored",)
    assert lines["12"].newest.reason == "Agreed as met on an upward trend"
    assert lines["12"].body.name == BOARD
    assert lines["L1"].recommendation.text == "Assessed by the safeguarding board itself"


def test_an_assessment_of_a_month_holds_from_its_last_day_and_says_the_month(load):
    load(read().rows)
    first = Assessment.objects.filter(recommendation__reference="12").first()
    assert (str(first.assessed_on), first.assessed_text, first.reason) == ("2016-07-31", "July 2016", "")


def test_the_same_table_again_writes_nothing(load):
    load(read().rows)
    assert load(read().rows).words == "0 recommendations, 0 elements and 0 assessments added."


def test_a_later_table_adds_beside_what_stands(load):
    load(read().rows)
    changed = ("12", "", "On time everywhere", "Practice", "67", BOARD, "Met", "Met", "")
    loaded = load(read([*ROWS[:4], changed]).rows)
    assert (loaded.revised, loaded.assessments) == (1, 1)
    kept = Assessment.objects.filter(recommendation__reference="12").values_list("status", flat=True)
    assert list(kept) == ["met", "not_met", "met"]
    assert Recommendation.objects.get(reference="12").title == "On time everywhere"


def test_what_cannot_be_read_is_said_with_its_place_and_the_rest_is_kept():
    reading = read([
        ("1", "", "First", "", "", "", "Perhaps", "Met", ""),
        ("2", "", "", "", "", "", "Met", "", ""),
        ("", "", "No reference", "", "", "", "Met", "", ""),
        ("1", "", "Again", "", "", "", "Met", "", ""),
        ("3", "", "Third", "", "", "", "", "No longer applicable", ""),
    ])  # fmt: skip
    assert [(row["ref"], row["title"]) for row in reading.rows] == [("1", "First"), ("3", "Third")]
    assert [(problem.row, problem.text) for problem in reading.problems] == [
        (3, "Perhaps"), (4, ""), (5, ""), (6, "1"), (7, "No longer applicable"),
    ]  # fmt: skip
    assert "reason is not said" in reading.problems[-1].why


def test_a_column_that_is_not_known_is_asked_about_and_then_remembered():
    headings = (*HEADINGS[:2], "What they told us", *HEADINGS[3:])
    assert read(headings=headings).problems[0].level == "question"
    mapped = read(headings=headings, mapping={"What they told us": "title"})
    assert len(mapped.rows) == len(ROWS)


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("assessed_2016_07", "assessed_2016_07"),
        ("Assessed in July 2016", "assessed_2016_07"),
        ("Evaluation, Aug 2017", "assessed_2017_08"),
        ("Status", None),
    ],
)
def test_a_heading_names_the_month_of_its_assessments(heading, name):
    reading = read([("1", "", "First", "", "", "", "", "Met", "")], (*HEADINGS[:7], heading, "Note"))
    assert [key for key in reading.rows[0] if key.startswith("assessed")] == ([name] if name else [])


@pytest.mark.parametrize(
    ("text", "status"),
    [("Remains met", "met"), ("Partially met", "partly_met"), ("NOT MET.", "not_met"), ("good", None)],
)
def test_a_status_is_read_in_the_words_of_papers(text, status):
    assert status_in(text) == status


def test_a_file_is_previewed_and_accepted_through_the_loads_room(board, settings, tmp_path, told, today):
    settings.FILES = tmp_path / "files"
    load = read_file(
        excel(), "recommendations.xlsx", kind="recommendations", source_name="Inspection of 2015", **told
    )
    assert [item["key"] for item in load.preview["new"]] == ["4", "7", "7a", "7b", "12", "L1"]
    written = accept(load, decisions={}, published_on=None, today=today, **told)
    inspection = Inspection.objects.get(name="Inspection of 2015")
    assert written["url"] == inspection.get_absolute_url()
    assert inspection.recommendations.count() == 4
    again = RecommendationImporter().preview(load.reading, "Inspection of 2015")
    assert (again["new"], again["changed"], again["gone"], again["unchanged"]) == ([], [], [], 6)
