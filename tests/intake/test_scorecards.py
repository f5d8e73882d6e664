"""Scorecards in the layouts that councils use, each read figure by figure."""

from datetime import date
from decimal import Decimal

import pytest

from goldenthread.intake.problems import Level
from goldenthread.intake.reading import read_tables
from goldenthread.intake.scorecards import Measure, ScorecardReading, read_scorecard
from goldenthread.rulebook.figures import Status, parse_figure
from tests.make_scorecards import (
    PUBLISHED,
    Typed,
    comma_separated,
    excel,
    published,
    published_as_a_messy_workbook,
    word,
)


def reading_of(content: bytes, name: str = "scorecard", **context: object) -> ScorecardReading:
    return read_scorecard(read_tables(content, name), **context)


def by_period(measure: Measure) -> dict[str, object]:
    """Value, or the text where there is none, by printed period."""
    return {
        str(one.period): one.figure.text if one.figure.value is None else one.figure.value
        for one in measure.observations
    }


def whys(reading: ScorecardReading) -> list[tuple[int | None, str, str, str]]:
    return [(problem.row, problem.column, problem.text, problem.why) for problem in reading.problems]


def percent(share: float) -> Typed:
    return Typed(share, "0%")


PUBLISHED_PERIODS = {
    "year_end_2016_17": "2016-17",
    "q1_2017_18": "2017-18 Q1",
    "q2_2017_18": "2017-18 Q2",
    "q3_2017_18": "2017-18 Q3",
    "q4_2017_18": "2017-18 Q4",
    "year_end_2017_18": "2017-18",
}


@pytest.fixture(scope="module")
def from_csv() -> ScorecardReading:
    return read_scorecard(read_tables(PUBLISHED))


@pytest.fixture(scope="module")
def from_excel() -> ScorecardReading:
    return reading_of(published_as_a_messy_workbook())


@pytest.mark.parametrize("number", range(38))
def test_each_published_measure_has_its_figures_in_csv_and_in_a_messy_workbook(number, from_csv, from_excel):
    row = published()[number]
    merged = row["q1_2017_18"].startswith("This data")
    for reading in (from_csv, from_excel):
        measure = reading.measures[number]
        assert (measure.ref, measure.title, measure.section) == (row["ref"], row["measure"], row["section"])
        assert measure.plan_priority == row["plan_priority"]
        assert measure.corporate_priority == row["corporate_priority"]
        assert (measure.rag or "") == row["published_rag"].lower()
        assert measure.direction.arrow == {"↑": "up", "→": "level", "↓": "down"}[row["direction_of_travel"]]
        assert {"High is good": "high", "Low is good": "low", "": None}[row["polarity"]] == measure.polarity
        assert (measure.target.text if measure.target else "") == row["target"]
        unit = "%" if row["measure"].startswith("%") else None
        for field in ("statistical_neighbours", "national"):
            figure = measure.benchmarks[field]
            assert figure == (parse_figure(row[field], unit=unit) if row[field] else None)
        assert [str(one.period) for one in measure.observations] == list(PUBLISHED_PERIODS.values())
        for one, column in zip(measure.observations, PUBLISHED_PERIODS, strict=True):
            text = (
                row["q1_2017_18"]
                if merged and reading is from_excel and " Q" in str(one.period)
                else row[column]
            )
            assert one.figure == parse_figure(text, unit=unit)
            assert one.figure.text == text


def test_the_published_scorecard_has_nothing_to_ask_in_either_file(from_csv, from_excel):
    for reading in (from_csv, from_excel):
        assert len(reading.measures) == 38
        assert [problem for problem in reading.problems if problem.level is not Level.NOTE] == []


def test_a_percentage_typed_without_its_sign_is_noted(from_csv):
    assert (36, "43.4, 55.5") in [(note.row, note.text) for note in from_csv.problems]
    assert from_csv.measures[34].benchmarks["national"].unit == "%"


def test_what_only_a_title_makes_doubtful_is_noted_and_does_not_hold_the_published_paper(from_csv):
    notes = [(one.row, one.text, one.why[-8:]) for one in from_csv.problems if "ARI" in one.why]
    assert notes == [(11, "98%", "(ARI-20)"), (16, "91.0%", "(ARI-21)")]


def test_a_note_under_the_table_is_listed(from_excel):
    assert "Note: figures of quarter 4 are not final." in [problem.text for problem in from_excel.problems]


def test_json_has_percentages_as_83_and_whole_numbers_as_whole(from_csv):
    measure = from_csv.as_json()["measures"][3]
    assert measure["target"] == {"text": "90%", "kind": "at_least", "low": 90, "high": None}
    assert measure["observations"][-1] == {
        "period": "2017-18",
        "text": "83% (indicative)",
        "value": 83,
        "low": None,
        "high": None,
        "unit": "%",
        "status": "provisional",
        "qualifier": "indicative",
        "numerator": None,
        "denominator": None,
        "source": None,
        "sheet": "scorecard_2017_18_q4",
        "cell": "M5",
    }
    assert isinstance(measure["observations"][-1]["value"], int)
    assert measure["benchmarks"]["national"]["value"] == 77
    assert from_csv.as_json()["measures"][1]["benchmarks"] == {
        "statistical_neighbours": None,
        "national": None,
    }
    assert (measure["polarity"], measure["direction"], measure["rag"], measure["row"]) == (
        "high",
        "level",
        None,
        5,
    )


def test_months_stand_under_their_year_with_a_year_to_date():
    reading = reading_of(
        excel(
            {
                "SEND": [
                    [Typed("SEND performance dashboard", across=8)],
                    ["Ref", "Measure", "Owner", Typed("2018/19", across=3), None, None, "YTD", "Goal", "DoT"],
                    [None, None, None, "Apr", "May", "Mar", None, None, None],
                    ["Timeliness"],
                    ["S1", "% of assessments in 20 weeks", "Head of SEND", percent(0.16), percent(0.2), None,
                     percent(0.18), percent(0.6), "Improving"],
                    ["S2", "Average weeks to issue", "Head of SEND", 32.8, "TBC", 31, 31.9, "20 weeks", "▼"],
                ]
            }
        )
    )  # fmt: skip
    first, second = reading.measures
    assert by_period(first) == {"April 2018": 16, "May 2018": 20, "March 2019": "", "2018-19": 18}
    assert first.observations[2].figure.status is Status.NOT_COLLECTED
    assert (first.section, first.lead) == ("Timeliness", "Head of SEND")
    assert first.observations[3].figure.qualifier == "year to date"
    assert first.observations[3].figure.status is Status.PROVISIONAL
    assert by_period(second) == {
        "April 2018": Decimal("32.8"), "May 2018": "TBC", "March 2019": 31, "2018-19": Decimal("31.9")
    }  # fmt: skip
    assert (first.direction.arrow, first.direction.change) == (None, "better")
    assert second.direction.arrow == "down"


def test_a_period_in_the_title_gives_actual_and_previous_quarter_and_each_sheet_is_a_section():
    headings = [
        "Indicator",
        "Target",
        "Actual",
        "Previous quarter",
        "Same quarter last year",
        "Last year",
        "Numerator",
    ]
    reading = reading_of(
        excel(
            {
                "Safeguarding": [
                    ["Quarter 4 2017/18 scorecard"],
                    headings,
                    [
                        "1.7% of assessments completed",
                        percent(0.85),
                        percent(0.82),
                        percent(0.81),
                        0.5,
                        0.9,
                        820,
                    ],
                ],
                "Adoption": [
                    ["Quarter 4 2017/18 scorecard"],
                    headings,
                    ["4.3 Number adopted", 30, 15, 13, 7, 26, None],
                ],
                "Guidance": [["Fill in the third column"]],
                "Old": [headings, ["1.7% of assessments", 1, 2, 3, 4, 5, 6]],
            },
            hidden=["Old"],
        )
    )
    first, second = reading.measures
    assert (first.ref, first.title, first.section) == ("1.7", "% of assessments completed", "Safeguarding")
    assert (second.ref, second.title, second.section) == ("4.3", "Number adopted", "Adoption")
    assert by_period(second) == {"2017-18 Q4": 15, "2017-18 Q3": 13, "2016-17 Q4": 7, "2016-17": 26}
    assert first.observations[0].numerator == 820
    assert first.observations[1].numerator is None
    unread = {problem.sheet: problem.why for problem in reading.problems if problem.row is None}
    assert unread["Old"].startswith("This sheet is hidden")
    assert unread["Guidance"].startswith("No row has headings")


def test_years_of_quarters_each_have_their_own_target_and_the_latest_is_the_measures():
    years = ("2015/16", "2016/17", "2017/18")
    grid = [
        ["Children's services KPIs"],
        [None, None, *(item for year in years for item in (Typed(year, across=4), None, None, None))],
        ["PI", "Description", *(["Q1", "Q2", "YTD", "Target"] * 3), "Good to be"],
        ["CS1", "% of referrals in a day", *(percent(n / 100) for n in range(70, 82)), "High"],
    ]
    (measure,) = reading_of(excel({"KPIs": grid})).measures
    assert (measure.ref, measure.title, measure.polarity) == ("CS1", "% of referrals in a day", "high")
    assert by_period(measure) == {
        "2015-16 Q1": 70, "2015-16 Q2": 71, "2015-16": 72,
        "2016-17 Q1": 74, "2016-17 Q2": 75, "2016-17": 76,
        "2017-18 Q1": 78, "2017-18 Q2": 79, "2017-18": 80,
    }  # fmt: skip
    assert measure.target.low == 81
    assert [(str(one.period), one.target.text) for one in measure.targets] == [
        ("2015-16", "73%"), ("2016-17", "77%"), ("2017-18", "81%")
    ]  # fmt: skip


def test_a_year_typed_once_over_its_quarters_in_a_csv_speaks_for_all_of_them():
    grid = [
        [None, None, "2016-17", None, "2017-18", None, None],
        ["Ref", "Measure", "Q3", "Q4", "Q1", "Q2", "Target"],
        ["1", "Number of plans", 1, 2, 3, 4, 5],
    ]
    (measure,) = reading_of(comma_separated(grid)).measures
    assert by_period(measure) == {"2016-17 Q3": 1, "2016-17 Q4": 2, "2017-18 Q1": 3, "2017-18 Q2": 4}
    assert measure.target.low == 5


def test_word_tables_repeat_their_headings_and_carry_titles_and_comments_over_rows():
    headings = [
        "Ref",
        "Measure",
        "Polarity",
        "Qtr 3\n2017-18",
        "Qtr 4\n2017-18",
        "England",
        "RAG",
        "Comments",
    ]
    reading = reading_of(
        word(
            [
                headings,
                [Typed("Safeguarding", across=8)],
                [
                    "1.7",
                    "% of assessments completed",
                    "Bigger is better",
                    "82%",
                    "83%",
                    "83%",
                    "Green - on target",
                    "One.",
                ],
                [None, "within 45 days", None, None, None, None, None, None],
                [None, None, None, None, None, None, None, "Two."],
                ["1.8", "Number in need", "N/A", "810", "914", "n/a", "", ""],
            ],
            [headings, ["1.9", "Rate in need", "Range", "107", "121", "", "A", ""]],
            [["1.10", "Number over two years", "Low", "supressed", "<5", "*", "grey", ""]],
            before=["Quarterly scorecard"],
        )
    )
    first, second, third, fourth = reading.measures
    assert first.title == "% of assessments completed within 45 days"
    assert first.comment == "One.\nTwo."
    assert (first.polarity, first.rag) == ("high", "green")
    assert by_period(first) == {"2017-18 Q3": 82, "2017-18 Q4": 83}
    assert (second.polarity, second.polarity_text, second.rag) == ("neither", "N/A", None)
    assert second.benchmarks["national"].status is Status.NOT_APPLICABLE
    assert (third.polarity, third.rag, third.section) == ("range", "amber", "Safeguarding")
    assert (fourth.rag, fourth.section) == ("not_rated", "Safeguarding")
    assert fourth.observations[0].figure.status is Status.SUPPRESSED
    assert (fourth.observations[1].figure.high, fourth.observations[1].figure.bound) == (5, "<")
    assert reading.problems == ()


def test_sections_beside_the_rows_ratings_after_each_quarter_and_several_benchmarks():
    headings = [
        *(
            None,
            "Measure",
            "Good is",
            "Q1",
            "RAG",
            "Q2",
            "RAG",
            "England 2015-16",
            "England 2016-17",
            "NW average",
        ),
        *("2017/18 Target", "2018/19 Target"),
    ]
    grid = [
        ["Performance report 2017/18"],
        ["Produced 12 June 2018"],
        headings,
        [
            *(Typed("Safeguarding", down=2), "Referrals per 10,000", "Aim to min", 100.5, "G", 103, "R"),
            *(98, 99, 97, 100, 90),
        ],
        [
            *(None, "% repeat referrals", "↓ better", percent(0.22), "G", percent(0.23), "A"),
            *(None, None, None, "<20%", None),
        ],
        ["Early help", "Assessments", "Higher", 10, None, 12, "On target"],
    ]
    reading = reading_of(excel({"Scorecard": grid}))
    first, second, third = reading.measures
    assert [measure.section for measure in reading.measures] == ["Safeguarding", "Safeguarding", "Early help"]
    assert [measure.polarity for measure in reading.measures] == ["low", "low", "high"]
    assert [measure.rag for measure in reading.measures] == ["red", "amber", "green"]
    assert first.benchmarks["national"].value == 99
    assert first.benchmarks["NW average"].value == 97
    assert first.target.high == 100
    assert [(str(one.period), one.area, one.figure.value) for one in first.compared] == [
        ("2015-16", "national", 98), ("2016-17", "national", 99)
    ]  # fmt: skip
    assert [(str(one.period), one.target.text) for one in first.targets] == [
        ("2017-18", "100"), ("2018-19", "90")
    ]  # fmt: skip
    assert first.extra == {"RAG": "G"}
    assert by_period(second) == {"2017-18 Q1": 22, "2017-18 Q2": 23}
    assert third.title == "Assessments"


def test_a_text_above_headings_is_the_section_of_the_measures_under_them():
    grid = [
        ["Corporate parenting scorecard: Quarter 2 2018-19"],
        [],
        ["Placements"],
        ["Ref", "Measure", "2017/18", "Q1 18/19", "Q2 18/19", "Target"],
        ["CP1", "Children in care", 490, 495, 500, "400-450"],
        ["Health"],
        ["Ref", "Measure", "Q1 18/19", "Q2 18/19", "Comment", "Target"],
        ["CP3", "Assessments in 20 days (%)", 60, 62, "Better", "TBC"],
        ["Figures are not final."],
    ]
    reading = reading_of(excel({"Sheet1": grid}))
    first, second = reading.measures
    assert (first.section, second.section) == ("Placements", "Health")
    assert by_period(first) == {"2017-18": 490, "2018-19 Q1": 495, "2018-19 Q2": 500}
    assert by_period(second) == {"2018-19 Q1": 60, "2018-19 Q2": 62}
    assert second.observations[0].figure.unit == "%"
    assert (second.target, second.extra) == (None, {"Target": "TBC"})
    assert [problem.text for problem in reading.problems] == ["Figures are not final."]


def test_the_first_priority_above_the_headings_is_a_section_as_the_second_below_them_is():
    grid = [
        ["Priority 1: Children are safe"],
        ["Performance measure", "2018/19 Q1 Actual", "2018/19 Q2 Actual"],
        ["Repeat referrals", "21%", "20%"],
        ["Priority 2: Children achieve"],
        ["Good level of development", "Annual", "71%"],
    ]
    assert [measure.section for measure in reading_of(comma_separated(grid)).measures] == [
        "Priority 1: Children are safe",
        "Priority 2: Children achieve",
    ]


def test_headings_that_are_typed_dates_are_months():
    months = [Typed(date(2018, month, 1), "mmm-yy") for month in (4, 5)]
    grid = [["Indicator", *months, "Trend"], ["Requests", 10, 12, "↗"]]
    (measure,) = reading_of(excel({"Dash": grid})).measures
    assert by_period(measure) == {"April 2018": 10, "May 2018": 12}
    assert (measure.direction.arrow, measure.observations[1].cell) == ("up", "C2")
