"""Answers that were collected elsewhere are read, and nothing that says who gave them."""

from __future__ import annotations

from datetime import date

from goldenthread.intake.reading import read_tables
from goldenthread.intake.survey_results import answer_in, read_survey_results
from goldenthread.rulebook.surveys import Kind

ROWS = """Timestamp,Email,Team,Do they listen?,How safe do you feel?,I am heard,What is working well?
2018-05-03T10:11:12,a@example.org,North,Yes,8,Strongly agree,My worker comes.
2018-05-04T10:11:12,b@example.org,South,No,11,Agree,
2018-05-05T10:11:12,c@example.org,South,not sure,7/10,Disagree,She calls.
"""
TOTALS = """Wave,Question,Answer,Number,Asked
Spring,I am heard,Strongly agree,12,80
Spring,I am heard,Agree,many,80
Spring,I am heard,Agree,20,80
Spring,I am heard,Agree,21,80
Spring,I am heard,Perhaps,3,80
"""


def read(text: str, mapping: dict[str, str] | None = None):
    return read_survey_results(read_tables(text.encode(), "answers.csv"), mapping or {})


def test_one_row_a_response_is_read_without_who_and_when():
    found = read(ROWS)
    kinds = {one.text: one.kind for one in found.questions}
    assert kinds == {
        "Do they listen?": Kind.YES_NO, "How safe do you feel?": Kind.SCALE, "I am heard": Kind.AGREE,
        "What is working well?": Kind.TEXT,
    }  # fmt: skip
    first = found.responses[0]
    assert (first.group, first.day) == ("North", date(2018, 5, 3))
    assert first.answers["I am heard"] == "5"
    assert found.responses[2].answers["How safe do you feel?"] == "7"
    assert "example.org" not in str(found)
    kept = str(found.as_json())
    assert "My worker comes" not in kept
    assert "It is not read" in kept


def test_an_answer_that_is_none_is_left_out_with_its_place():
    [problem] = [one for one in read(ROWS).problems if one.row]
    assert (problem.row, problem.column, problem.text) == (3, "How safe do you feel?", "11")


def test_totals_are_read_with_problems_by_place():
    found = read(TOTALS)
    assert [(one.wave, one.answer, one.number) for one in found.totals] == [
        ("Spring", "5", 12),
        ("Spring", "4", 20),
    ]
    assert found.asked == {"Spring": 80}
    assert [(one.row, one.column) for one in found.problems] == [(3, "number"), (5, "answer"), (6, "answer")]


def test_a_person_may_say_what_a_column_is():
    found = read(ROWS, {"Team": "asks", "Do they listen?": ""})
    assert "Do they listen?" not in {one.text for one in found.questions}
    assert "Team" in {one.text for one in found.questions}
    assert answer_in("Yes, a lot", Kind.AGREE) == "5"
