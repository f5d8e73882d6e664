"""Messy scorecards: every figure read under its period, every fault named with its place, nothing changed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldenthread.intake.problems import Level
from goldenthread.intake.reading import read_tables
from goldenthread.intake.scorecard_periods import Surroundings, resolve
from goldenthread.intake.scorecard_time_words import mentioned
from goldenthread.intake.scorecards import ScorecardReading, read_scorecard
from tests.make_messy_scorecards import Messy, messy
from tests.make_scorecards import Typed, comma_separated, excel

FILES = {one.name: one for one in messy()}


def reading_of(file: Messy) -> ScorecardReading:
    return read_scorecard(read_tables(file.content, file.name))


@pytest.mark.parametrize("name", FILES)
def test_every_figure_is_read_under_its_period_as_the_file_has_it(name: str) -> None:
    file = FILES[name]
    read: dict[str, dict[str, float | None]] = {}
    for measure in reading_of(file).measures:
        told = {str(one.period): one.figure.value for one in measure.observations}
        read.setdefault(measure.title, {at: None if n is None else float(n) for at, n in told.items()})
    for title, figures in file.figures.items():
        known = {at: value for at, value in read[title].items() if value is not None}
        assert known == {at: value for at, value in figures.items() if value is not None}, title


@pytest.mark.parametrize("name", FILES)
def test_every_fault_is_named_with_its_place_and_nothing_sound_is(name: str) -> None:
    file = FILES[name]
    named = {
        (one.cell or one.column, one.why.rsplit("(", 1)[-1].rstrip(").") if "(ARI" in one.why else "")
        for one in reading_of(file).problems
        if one.level is Level.DOUBT or (one.level is Level.PROBLEM and "(ARI" in one.why)
    }
    assert named == set(file.faults)


@pytest.mark.parametrize(
    ("heading", "period"),
    [
        ("Q1 17/18", "2017-18 Q1"),
        ("Apr-Jun 2017", "2017-18 Q1"),
        ("Quarter One 2017/18", "2017-18 Q1"),
        ("1 Apr 17 - 30 Jun 17", "2017-18 Q1"),
        ("1st April 2017 to 30th June 2017", "2017-18 Q1"),
        ("01/04/2017 - 30/06/2017", "2017-18 Q1"),
        ("01.01.18–31.03.18", "2017-18 Q4"),
        ("01/04/2017 to 31/03/2018", "2017-18"),
        ("01/04/17 - 30/04/17", "April 2017"),
        ("Quarter ending June 2017", "2017-18 Q1"),
        ("Quarter to 30 September 2017", "2017-18 Q2"),
        ("3 months to March 2018", "2017-18 Q4"),
        ("Qtr ended 31/12/2017", "2017-18 Q3"),
        ("Year ended 31 March 2018", "2017-18"),
        ("Year to June 2018", "12 months to 30 June 2018"),
        ("Year ending 31/03/2018", "2017-18"),
        ("2017-18 Qu 4", "2017-18 Q4"),
        ("Q3_1718", "2017-18 Q3"),
        ("Full Yr 17/18", "2017-18"),
        ("Q2 total 2017/18", "2017-18 Q2"),
        ("2017/18 to date", "2017-18"),
    ],
)
def test_headings_of_odd_dates_are_read(heading: str, period: str) -> None:
    said = mentioned(heading)
    assert (str(resolve(said, Surroundings())), said.rest) == (period, "")


@pytest.mark.parametrize(
    "heading", ["Quarter to May 2018", "01/04/2017 - 15/06/2017", "2017/18 (Apr-Dec)", "H1 17/18"]
)
def test_a_span_that_is_no_period_of_ours_is_asked_about(heading: str) -> None:
    grid = [["Measure", "Q1 2017-18", heading], ["Number of x", "5", "6"]]
    reading = read_scorecard(read_tables(comma_separated(grid), "x.csv"))
    assert [str(one.period) for one in reading.measures[0].observations] == ["2017-18 Q1"]
    assert reading.measures[0].extra == {heading: "6"}
    assert [one.column for one in reading.problems if one.level is Level.QUESTION] == [heading]


def test_a_date_alone_and_the_same_day_of_each_year_stay_the_month_that_they_are_in() -> None:
    for days in (["31/03/2018"], ["31/03/2016", "31/03/2017", "31/03/2018"], ["30/06/2017", "31/07/2017"]):
        grid = [["Measure", "Target", *days], ["Number of x", "9", *"567"[: len(days)]]]
        (measure,) = read_scorecard(read_tables(comma_separated(grid), "x.csv")).measures
        assert [one.period.kind.value for one in measure.observations] == ["month"] * len(days)


def test_hidden_rows_and_columns_are_read_and_named() -> None:
    file = FILES["Hidden and typed as text.xlsx"]
    hidden = [(one.row, one.column, one.text) for one in reading_of(file).problems if "hidden" in one.why]
    assert hidden == [(1, "Q2 2017-18", "Q2 2017-18"), (4, "", "Number of plans")]


def test_the_quarter_that_a_heading_gives_is_the_one_before_which_the_last_was() -> None:
    grid = [["KPI", "This quarter (Q2 17/18)", "Last quarter", "Target"], ["Number of x", 5, 6, 7]]
    (measure,) = read_scorecard(read_tables(excel({"Sheet1": grid}), "x.xlsx")).measures
    assert [str(one.period) for one in measure.observations] == ["2017-18 Q2", "2017-18 Q1"]


PERIODS_DOWN = [
    ["Monthly figures 2017-18"],
    ["Quarter", "% of visits in time", "Number of referrals"],
    ["Q1", Typed(0.8, "0%"), 100],
    ["Q2", 0.81, -110],
    ["Q3", Typed(0.82, "0%"), 120],
]


def test_periods_down_the_side_are_read_with_the_places_of_the_file() -> None:
    reading = read_scorecard(read_tables(excel({"Sheet1": PERIODS_DOWN}), "x.xlsx"))
    told = {
        measure.title: [(one.cell, str(one.period), one.figure.value) for one in measure.observations]
        for measure in reading.measures
    }
    assert told == {
        "% of visits in time": [
            ("B3", "2017-18 Q1", 80), ("B4", "2017-18 Q2", Decimal("0.81")), ("B5", "2017-18 Q3", 82),
        ],
        "Number of referrals": [
            ("C3", "2017-18 Q1", 100), ("C4", "2017-18 Q2", -110), ("C5", "2017-18 Q3", 120),
        ],
    }  # fmt: skip
    doubts = [(one.cell, one.text) for one in reading.problems if one.level is Level.DOUBT]
    assert doubts == [("B4", "0.81"), ("C4", "-110")]
    assert "turned round" in reading.problems[0].why
    assert reading.problems[0].text == "Quarter"
    assert [one.text for one in reading.landmarks if one.kind == "title"] == ["Monthly figures 2017-18"]


@pytest.mark.parametrize(
    "grid",
    [
        [["", "Referrals", "Target"], ["Q1 2017-18", 80, 100], ["Q2 2017-18", 81, 110]],
        [["Period", "Referrals"], ["Q1 2017-18", 80]],
        [["Period", "Referrals"], ["Q1 2017-18", 80], ["Total", 80], ["Q2 2017-18", 80]],
        [["Period", Typed("Referrals", across=2), None], ["Q1 2017-18", 80, 81], ["Q2 2017-18", 81, 82]],
    ],
)
def test_periods_beside_anything_but_measures_are_left_to_a_person(grid: list[list[object]]) -> None:
    reading = read_scorecard(read_tables(excel({"Sheet1": grid}), "x.xlsx"))
    assert reading.measures == ()
    assert [one.level for one in reading.problems] == [Level.QUESTION]


def test_sheets_of_places_with_the_same_rows_stay_apart() -> None:
    rows = [["Measure", "Q1 2017-18"], ["Number of referrals", 10]]
    other = [["Measure", "Q1 2017-18"], ["Number of referrals", 20]]
    reading = read_scorecard(read_tables(excel({"North": rows, "South": other}), "x.xlsx"))
    assert [(measure.section, measure.sheet) for measure in reading.measures] == [
        ("North", "North"), ("South", "South"),
    ]  # fmt: skip


def test_the_latest_sheet_tells_the_target_and_each_figure_its_own_sheet() -> None:
    sheets = {
        f"Q{number} 2017-18": [
            ["Ref", "Measure", "Actual", "Target"],
            ["1", "Number of x", number, 10 * number],
        ]
        for number in (2, 1)
    }
    (measure,) = read_scorecard(read_tables(excel(sheets), "x.xlsx")).measures
    assert measure.target is not None
    assert measure.target.text == "20"
    assert [(one.sheet, one.cell) for one in measure.observations] == [
        ("Q2 2017-18", "C2"), ("Q1 2017-18", "C2"),
    ]  # fmt: skip
