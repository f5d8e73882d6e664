"""Scorecards with several rows for a measure: one for each period, or one each for actual and target."""

from decimal import Decimal

from goldenthread.intake.problems import Level
from goldenthread.intake.reading import read_tables
from goldenthread.intake.scorecards import Measure, ScorecardReading, read_scorecard
from tests.make_scorecards import Typed, comma_separated, excel


def reading_of(content: bytes) -> ScorecardReading:
    return read_scorecard(read_tables(content, "scorecard"))


def figures(measure: Measure) -> list[tuple[object, ...]]:
    return [(str(one.period), one.figure.value, one.source) for one in measure.observations]


LONG = [
    ["measure", "source", "period", "published", "numerator", "denominator"],
    ["% seen in time", "health", "2017-18 Q1", "69.2%", "36", "52"],
    ["% seen in time", "health", "2017-18 Q2", "45%", None, "51"],
    ["Cases audited", "council", "2016-01", "12", None, None],
    ["% seen in time", "council", "2017-18 Q1", "41%", None, None],
]


def test_a_long_table_gives_each_measure_its_figures_by_period_and_source():
    reading = reading_of(comma_separated(LONG))
    seen, audited = reading.measures
    assert figures(seen) == [
        ("2017-18 Q1", Decimal("69.2"), "health"),
        ("2017-18 Q2", 45, "health"),
        ("2017-18 Q1", 41, "council"),
    ]
    assert [(one.numerator, one.denominator) for one in seen.observations] == [
        (36, 52), (None, 51), (None, None)
    ]  # fmt: skip
    assert figures(audited) == [("January 2016", 12, "council")]
    assert reading.problems == ()
    assert reading.as_json()["measures"][0]["observations"][2]["source"] == "council"


def test_the_sources_of_a_measures_rows_are_rivals_and_a_system_beside_its_one_row_is_kept_as_text():
    headings = ["Measure", "Source", "Q1 2017-18", "Q2 2017-18"]
    grid = [headings, ["% seen", "health", "69%", "45%"], ["% seen", "council", "41%", "32%"]]
    reading = reading_of(comma_separated(grid))
    (measure,) = reading.measures
    assert figures(measure) == [
        ("2017-18 Q1", 69, "health"), ("2017-18 Q2", 45, "health"),
        ("2017-18 Q1", 41, "council"), ("2017-18 Q2", 32, "council"),
    ]  # fmt: skip
    grid = [headings, ["% seen", "Case system", "69%", "45%"], ["% visited", "Case system", "41%", "32%"]]
    first, _ = reading_of(comma_separated(grid)).measures
    assert figures(first)[0] == ("2017-18 Q1", 69, None)
    assert first.extra == {"Source": "Case system"}


def test_a_figure_given_twice_without_a_source_is_told_and_kept_when_it_differs():
    grid = [
        ["Indicator", "Quarter", "Year", "Value"],
        ["Children in care", "Q1", "2017/18", 490],
        ["Children in care", "Q1", "2017/18", 490],
        ["Children in care", "Q1", "2017/18", 492],
    ]
    reading = reading_of(excel({"Data": grid}))
    assert figures(reading.measures[0]) == [("2017-18 Q1", 490, None), ("2017-18 Q1", 492, None)]
    assert [(one.row, one.level) for one in reading.problems] == [(3, Level.NOTE), (4, Level.DOUBT)]


def test_a_row_without_its_period_keeps_its_figure_as_text_and_says_so():
    grid = [["Indicator", "Period", "Value"], ["Plans", "May 2018", 5], ["Reviews", None, 6]]
    reading = reading_of(excel({"Data": grid}))
    assert [figures(measure) for measure in reading.measures] == [[("May 2018", 5, None)], []]
    assert reading.measures[1].extra == {"Value": "6"}
    assert [(one.row, one.text) for one in reading.problems] == [(3, "6")]


def test_the_latest_data_and_its_period_stand_beside_the_target_and_the_benchmark():
    grid = [
        ["Indicator", "Latest data", "Period", "Previous period", "Target", "England"],
        ["% of care leavers in work", "52%", "Q4 2017/18", "50%", "55%", "51%"],
        ["Pupils at the expected level", "64%", "2016/17 academic year", "61%", "66%", "62%"],
    ]
    reading = reading_of(comma_separated(grid))
    first, second = reading.measures
    assert figures(first) == [("2017-18 Q4", 52, None), ("2017-18 Q3", 50, None)]
    assert figures(second) == [
        ("2016/17 academic year", 64, None), ("2015/16 academic year", 61, None)
    ]  # fmt: skip
    assert (first.target.text, first.benchmarks["national"].value) == ("55%", 51)
    assert [(str(one.period), one.target.text) for one in second.targets] == [
        ("2016/17 academic year", "66%")
    ]
    assert reading.problems == ()


def test_a_column_of_areas_parts_the_councils_figures_from_its_neighbours():
    grid = [
        ["Metric", "Area", "Time period", "Value"],
        ["Rate in care per 10,000", "Council", "2016/17", 60],
        ["Rate in care per 10,000", "England", "2016/17", 62],
        ["Rate in care per 10,000", "Statistical neighbours", "2016/17", 58],
        ["Rate in care per 10,000", "Council", "2017/18", 63],
        ["Rate in care per 10,000", "England", "2017/18", 64],
    ]
    (measure,) = reading_of(comma_separated(grid)).measures
    assert figures(measure) == [("2016-17", 60, None), ("2017-18", 63, None)]
    assert {name: figure.value for name, figure in measure.benchmarks.items()} == {
        "national": 64, "statistical_neighbours": 58
    }  # fmt: skip
    assert [(one.area, str(one.period)) for one in measure.compared] == [
        ("national", "2016-17"), ("statistical_neighbours", "2016-17"), ("national", "2017-18")
    ]  # fmt: skip


STACKED = [
    ["Ref", "Measure", "Good is", None, "Q3 17/18", "Q4 17/18"],
    [Typed("A1", down=4), Typed("% of visits in time", down=4), Typed("High", down=4), "Actual", 80, 84],
    [None, None, None, "Target", 85, 90],
    [None, None, None, "England", 79, None],
    [None, None, None, "RAG", "R", "A"],
    ["A2", "Number of plans", "Low", "Actual", 5, 6],
    [None, None, None, "Target", 4, 4],
]


def test_rows_of_actual_target_and_england_under_a_measure_are_one_measure():
    reading = reading_of(excel({"Sheet1": STACKED}))
    first, second = reading.measures
    assert figures(first) == [("2017-18 Q3", 80, None), ("2017-18 Q4", 84, None)]
    assert [(str(one.period), one.target.low) for one in first.targets] == [
        ("2017-18 Q3", 85), ("2017-18 Q4", 90)
    ]  # fmt: skip
    assert (first.target.low, first.rag, first.benchmarks["national"].value) == (90, "amber", 79)
    assert (second.title, figures(second), second.target.high) == (
        "Number of plans", [("2017-18 Q3", 5, None), ("2017-18 Q4", 6, None)], 4
    )  # fmt: skip
    assert reading.problems == ()


def test_labels_in_the_measures_own_column_belong_to_the_measure_above_them():
    grid = [
        ["Measure", "2016/17", "2017/18"],
        ["% of visits in time", 80, 84],
        ["Target", 85, 90],
        ["England average", 79, 81],
        ["Number of plans", None, None],
        ["Actual", 5, 6],
        ["Target", 4, 4],
    ]
    reading = reading_of(excel({"Sheet1": grid}))
    assert [measure.title for measure in reading.measures] == ["% of visits in time", "Number of plans"]
    assert [figures(measure)[-1][1] for measure in reading.measures] == [84, 6]
    assert [measure.target.text for measure in reading.measures] == ["90", "4"]
    assert reading.measures[0].benchmarks["national"].value == 81
