"""A council's risk register is read from its tables; what cannot be read is told by place, never guessed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import openpyxl
import pytest

from goldenthread.intake.problems import Level
from goldenthread.intake.reading import read_tables
from goldenthread.intake.risk_headings import field_of
from goldenthread.intake.risk_register import RiskReading, read_risk_register
from goldenthread.intake.risk_scores import Levels, level_of, score_of
from goldenthread.intake.tables import cell_of

WORDS = Levels({"likely": 4}, {"major": 4})


def book(rows: Sequence[Sequence[Any]], *merged: str) -> bytes:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(list(row))
    for area in merged:
        workbook.active.merge_cells(area)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def read(rows: Sequence[Sequence[Any]], *merged: str, **said: Any) -> RiskReading:
    return read_risk_register(read_tables(book(rows, *merged), "register.xlsx"), said, WORDS)


def told(reading: RiskReading, level: Level = Level.PROBLEM) -> list[tuple[int | None, str, str]]:
    return [(one.row, one.column, one.why) for one in reading.problems if one.level is level]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4x3=12", (4, 3, 12)), ("4 x 3 = 12", (4, 3, 12)), ("4×3", (4, 3, 12)), ("4*3", (4, 3, 12)),
        ("12 (4x3)", (4, 3, 12)), ("High (12)", (None, None, 12)), ("12 High", (None, None, 12)),
        ("L4 I3", (4, 3, 12)), ("I3 x L4", (4, 3, 12)), ("L4 x I3 = 12", (4, 3, 12)),
        ("4 (L) x 3 (I)", (4, 3, 12)), ("Likelihood: 4, Impact: 3", (4, 3, 12)), ("12", (None, None, 12)),
    ],
)  # fmt: skip
def test_a_score_is_read_as_councils_type_it(text, expected):
    read = score_of(cell_of(text, column=1))
    assert (read.likelihood, read.impact, read.value, read.why) == (*expected, "")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("4x3=15", "4 times 3 is 12, and the cell says 15."), ("High", "A word is not a score"),
        ("4, 3", "Several numbers"), ("3.5", "Several numbers"), ("12/25", "Several numbers"),
    ],
)  # fmt: skip
def test_a_score_that_does_not_hold_or_says_several_things_is_not_read(text, why):
    read = score_of(cell_of(text, column=1))
    assert (read.likelihood, read.value) == (None, None)
    assert why in read.why


def test_a_score_that_the_spreadsheet_turned_into_a_date_is_told():
    assert "date" in score_of(cell_of("04/03/2018", column=1, value=date(2018, 3, 4))).why


def test_a_heading_may_say_that_impact_stands_first():
    assert score_of(cell_of("4x3", column=1), impact_first=True).impact == 4


@pytest.mark.parametrize(
    ("text", "level"), [("4", 4), ("4.0", 4), ("4 - Likely", 4), ("Likely (4)", 4), ("Likely", 4)]
)
def test_a_level_is_a_number_or_a_word_of_the_scale(text, level):
    assert level_of(cell_of(text, column=1), "likelihood", WORDS) == (level, "")


@pytest.mark.parametrize("text", ["Probable", "3-4", "3.5", "50%", "3 or 4"])
def test_what_is_no_level_is_not_guessed(text):
    level, why = level_of(cell_of(text, column=1), "likelihood", WORDS)
    assert level is None
    assert why


@pytest.mark.parametrize(
    ("heading", "above", "name"),
    [
        ("Risk ref", "", "ref"), ("Risk description", "", "title"),
        ("L", "Residual risk", "current_likelihood"),
        ("Impact", "Inherent", "inherent_impact"), ("Gross score", "", "inherent_score"),
        ("Target score", "", "target_score"), ("Current rating (LxI)", "", "current_score"),
        ("Likelihood", "", "current_likelihood"), ("Next review", "", "review_on"),
        ("Impact", "", "current_impact"),
        ("Residual risk", "", "current_score"), ("Risk owner", "", "owner"), ("Colour", "", None),
        ("Target date", "", "target_by"),
    ],
)  # fmt: skip
def test_headings_are_known_in_councils_words(heading, above, name):
    assert field_of(heading, above) == name


def test_headings_in_two_rows_under_merged_ones_are_read_together():
    reading = read(
        [
            ["Ref", "Risk", "Inherent", None, None, "Residual", None, None, "Owner"],
            [None, None, "L", "I", "Score", "L", "I", "Score", None],
            ["R1", "Too few assessors", 5, 4, "20", 4, "Major", "Very high (16)", "Head of SEND"],
        ],
        "C1:E1", "F1:H1", "A1:A2", "B1:B2", "I1:I2",
    )  # fmt: skip
    [risk] = reading.risks
    assert (risk["inherent"], risk["current"]) == (
        {"likelihood": 5, "impact": 4}, {"likelihood": 4, "impact": 4},
    )  # fmt: skip
    assert (risk["ref"], risk["owner"], told(reading)) == ("R1", "Head of SEND", [])
    assert [column.heading for column in reading.columns][2:4] == ["Inherent L", "Inherent I"]


def test_a_risk_that_runs_over_merged_rows_keeps_all_its_controls():
    reading = read(
        [
            ["Ref", "Risk", "Controls", "Actions", "Current score"],
            ["R1", "Too few assessors", "Weekly panel", "1.1", "4x3=12"],
            [None, None, "Agency cover", "1.2", None],
            ["R2", "Late advice", "", "", "High (12)"],
        ],
        "A2:A3", "B2:B3", "E2:E3",
    )  # fmt: skip
    first, second = reading.risks
    assert (first["controls"], first["treatments"]) == (["Weekly panel", "Agency cover"], ["1.1", "1.2"])
    assert second["current"] is None
    [(row, column, why)] = told(reading)
    assert (row, column) == (4, "Current score")
    assert "does not say its likelihood and impact" in why
    assert told(reading, Level.NOTE) == [(2, "Current score", "It was read with the likelihood first.")]


def test_odd_dates_are_told_by_place_and_never_guessed():
    reading = read(
        [
            ["Ref", "Risk", "Owner", "Review date"],
            ["R1", "A", "Head", "31/06/2018"],
            ["R2", "B", "Head", "soon"],
            ["R3", "C", "Head", date(2018, 9, 3)],
            ["R4", "D", "Head", "March 2019"],
        ]
    )
    assert [risk["review_on"] for risk in reading.risks] == [None, None, "2018-09-03", "2019-03-31"]
    assert [row for row, _, _ in told(reading)] == [2, 3]


def test_labelled_lines_go_where_they_belong_and_a_section_is_a_category():
    reading = read(
        [
            ["Ref", "Risk", "Status", "Owner"],
            ["Workforce", None, None, None],
            ["R1", "Too few staff\nCause: vacancies\nEffect: delay", "Closed", "Head"],
            ["R2", "Pay", "perhaps", "Head"],
        ],
        "A2:D2",
    )
    risk, other = reading.risks
    assert (risk["title"], risk["cause"], risk["effect"]) == ("Too few staff", "vacancies", "delay")
    assert (risk["category"], risk["closed"], other["closed"]) == ("Workforce", True, False)


def test_levels_and_score_that_contradict_each_other_are_not_read():
    reading = read([["Ref", "Risk", "Likelihood", "Impact", "Score"], ["R1", "A", 4, 3, 15]])
    assert reading.risks[0]["current"] is None
    assert told(reading) == [(2, "Score", "Likelihood 4 times impact 3 is 12, and the score says 15.")]


def test_a_table_without_headings_of_a_register_is_asked_about():
    reading = read([["Name", "Colour"], ["A", "Red"]])
    assert (reading.risks, [one.level for one in reading.problems]) == ((), [Level.QUESTION])


def test_a_column_that_a_person_named_is_read():
    reading = read([["Ref", "Risk", "Wer"], ["R1", "A", "Head"]], Wer="owner")
    assert reading.risks[0]["owner"] == "Head"
