"""What a scorecard asks a person, and that nothing in it is dropped on the way."""

from goldenthread.intake.problems import Level, Problem
from goldenthread.intake.reading import read_tables
from goldenthread.intake.scorecards import ScorecardReading, read_scorecard
from goldenthread.rulebook.periods import parse_period
from tests.make_scorecards import Typed, comma_separated, excel, word


def reading_of(content: bytes, name: str = "scorecard", **context: object) -> ScorecardReading:
    return read_scorecard(read_tables(content, name), **context)


def problem_at(reading: ScorecardReading, row: int | None, column: str) -> Problem:
    (found,) = [one for one in reading.problems if (one.row, one.column) == (row, column)]
    return found


def periods_of(reading: ScorecardReading) -> list[str]:
    return [str(one.period) for one in reading.measures[0].observations]


QUARTERS_WITHOUT_A_YEAR = [["No", "Measure", "Q1", "Q2", "Target"], ["1", "% of x", "10%", "20%", "50%"]]


def test_a_quarter_without_any_year_is_asked_about_and_its_text_kept():
    reading = reading_of(comma_separated(QUARTERS_WITHOUT_A_YEAR))
    assert reading.measures[0].observations == ()
    assert reading.measures[0].extra == {"Q1": "10%", "Q2": "20%"}
    asked = problem_at(reading, 1, "Q2")
    assert asked.level is Level.QUESTION
    assert "does not say which year" in asked.why
    assert [column.field for column in reading.columns] == ["ref", "title", None, None, "target"]


def test_the_callers_period_gives_the_year_where_the_file_has_none():
    reading = reading_of(comma_separated(QUARTERS_WITHOUT_A_YEAR), period=parse_period("2017-18 Q2"))
    assert periods_of(reading) == ["2017-18 Q1", "2017-18 Q2"]


def test_a_title_with_a_year_comes_before_the_callers_period():
    grid = [["Scorecard 2016/17"], *QUARTERS_WITHOUT_A_YEAR]
    reading = reading_of(comma_separated(grid), period=parse_period("2017-18 Q2"))
    assert periods_of(reading) == ["2016-17 Q1", "2016-17 Q2"]


def test_a_mapping_settles_a_period_and_a_field_whatever_the_case():
    grid = [["No", "Measure", "Q1", "Q2", "Mystery"], ["1", "% of x", "10%", "20%", "A person"]]
    mapping = {"q1": "2017-18 Q1", "Q2": "2017-18 Q2", "MYSTERY": "lead"}
    reading = reading_of(comma_separated(grid), mapping=mapping)
    assert periods_of(reading) == ["2017-18 Q1", "2017-18 Q2"]
    assert reading.measures[0].lead == "A person"
    assert reading.problems == ()


def test_a_mapping_that_names_nothing_known_is_told():
    reading = reading_of(comma_separated(QUARTERS_WITHOUT_A_YEAR), mapping={"Q1": "spring", "Q2": "ignore"})
    assert "'spring' is neither a field nor a period" in problem_at(reading, 1, "Q1").why
    assert reading.measures[0].extra["Q2"] == "20%"
    assert all(problem.column != "Q2" for problem in reading.problems)


def test_a_year_end_beside_quarters_gives_their_year_and_says_so():
    grid = [
        ["Measure", "2016/17 outturn", "Q1", "Q2", "Year end 17/18"],
        ["Number of x", "9", "10", "20", "30"],
    ]
    reading = reading_of(comma_separated(grid))
    assert periods_of(reading) == ["2016-17", "2017-18 Q1", "2017-18 Q2", "2017-18"]
    assert (
        problem_at(reading, 1, "Q1").why
        == "Read as 2017-18 Q1: the year was taken from the headings beside it."
    )


def test_year_ends_that_contradict_each_other_give_no_year():
    grid = [["Measure", "2015/16 outturn", "Q1", "Year end 17/18"], ["Number of x", "9", "10", "30"]]
    assert periods_of(reading_of(comma_separated(grid))) == ["2015-16", "2017-18"]


def test_the_date_of_a_meeting_is_not_the_period():
    grid = [["Report to the committee of 12 June 2018"], *QUARTERS_WITHOUT_A_YEAR]
    assert reading_of(comma_separated(grid)).measures[0].observations == ()


def test_an_unknown_column_is_asked_about_once_and_kept():
    grid = [["Ref", "Measure", "Q4 2017-18", "Frobnication"], ["1", "x", "5", "abc"], ["2", "y", "6", "def"]]
    reading = reading_of(comma_separated(grid))
    asked = problem_at(reading, 1, "Frobnication")
    assert (asked.text, asked.level) == ("abc", Level.QUESTION)
    assert [measure.extra for measure in reading.measures] == [
        {"Frobnication": "abc"},
        {"Frobnication": "def"},
    ]
    column = reading.columns[-1]
    assert (column.heading, column.field, column.samples) == ("Frobnication", None, ("abc", "def"))


def test_a_cell_that_is_no_figure_is_a_problem_and_no_observation():
    grid = [["Ref", "Measure", "Q3 2017-18", "Q4 2017-18"], ["1", "Number of x", "Smarch", "6"]]
    reading = reading_of(comma_separated(grid))
    assert periods_of(reading) == ["2017-18 Q4"]
    assert problem_at(reading, 2, "Q3 2017-18").text == "Smarch"


def test_a_second_column_of_one_period_is_a_doubt_and_kept():
    grid = [["Measure", "Q4 2017-18", "Qtr 4 17/18"], ["Number of x", "5", "6"]]
    reading = reading_of(comma_separated(grid))
    assert reading.measures[0].observations[0].figure.value == 5
    assert reading.measures[0].extra == {"Qtr 4 17/18": "6"}
    assert problem_at(reading, 1, "Qtr 4 17/18").level is Level.DOUBT
    second = problem_at(reading, 2, "Qtr 4 17/18")
    assert (second.level, second.text, second.cell) == (Level.DOUBT, "6", "C2")
    assert "5 stands in B2" in second.why


def test_two_rows_with_one_reference_are_both_kept_and_named():
    grid = [["Ref", "Measure", "Q4 2017-18"], ["1.1", "First", "5"], ["1.1", "Second", "6"]]
    reading = reading_of(comma_separated(grid))
    assert [measure.title for measure in reading.measures] == ["First", "Second"]
    assert problem_at(reading, 3, "Reference").why == (
        "This reference is also that of row 2 (First). Both are kept."
    )


def test_a_reference_that_excel_made_shorter_is_pointed_to():
    grid = [["Ref", "Measure", "Q4 2017-18"], [1.8, "a", 1], [1.9, "b", 2], [1.1, "c", 3], [1.11, "d", 4]]
    reading = reading_of(excel({"Sheet1": grid}))
    assert problem_at(reading, 4, "Reference").why.endswith("it may be 1.10.")
    assert reading.measures[2].ref == "1.1"


def test_a_fraction_among_percentages_is_pointed_to_and_not_changed():
    grid = [
        ["Measure", "Q3 2017-18", "Q4 2017-18"],
        ["% of x", 82, 0.82],
        ["% of y", 0.5, 0.82],
        ["% of z", 0.5, 1.1],
    ]
    reading = reading_of(excel({"Sheet1": grid}))
    assert (
        reading.measures[0]
        .observations[1]
        .figure.value.compare(reading.measures[1].observations[1].figure.value)
        == 0
    )
    assert "may be a fraction" in problem_at(reading, 2, "Q4 2017-18").why
    assert "may be fractions" in problem_at(reading, 3, "Q4 2017-18").why
    # Doubts come after what could not be read.
    assert [problem.row for problem in reading.problems] == [3, 2]


def test_a_row_of_figures_without_a_measure_is_listed():
    grid = [["Ref", "Measure", "Q3 2017-18", "Q4 2017-18"], ["1", "x", "5", "6"], [None, None, "7", "8"]]
    assert problem_at(reading_of(comma_separated(grid)), 3, "Q3 2017-18").text == "7 | 8"


def test_further_rows_of_a_merged_measure_are_listed():
    grid = [
        ["Ref", "Measure", "Q4 2017-18"],
        [Typed("1.1", down=2), Typed("Number of x", down=2), 5],
        [None, None, 7],
        ["1.2", "Number of y", 8],
    ]
    reading = reading_of(excel({"Sheet1": grid}))
    assert [measure.ref for measure in reading.measures] == ["1.1", "1.2"]
    assert problem_at(reading, 3, "Q4 2017-18").why.startswith("This is a further row of the measure above")


def test_words_that_are_no_rating_polarity_or_direction_are_listed_and_kept():
    grid = [["Measure", "Good is", "Q4 2017-18", "RAG", "DoT"], ["x", "Sometimes", "5", "purple", "wobbly"]]
    reading = reading_of(comma_separated(grid))
    measure = reading.measures[0]
    assert (measure.polarity, measure.rag, measure.direction.arrow) == (None, None, None)
    assert (measure.polarity_text, measure.rag_text, measure.direction.text) == (
        "Sometimes",
        "purple",
        "wobbly",
    )
    assert [problem.column for problem in reading.problems] == ["Good is", "RAG", "DoT"]


def test_a_target_in_words_is_a_statement():
    grid = [
        ["Measure", "Q4 2017-18", "Target"],
        ["Requests by source", "91%, 9%, 0%, 0%", "A mixture of sources"],
    ]
    target = reading_of(comma_separated(grid)).measures[0].target
    assert (target.kind, target.text) == ("statement", "A mixture of sources")


def test_names_of_measures_without_a_heading_are_found_and_their_references_too():
    grid = [
        ["Adoption, quarter 4 2017-18"],
        [None, None, "Q3", "Q4", "Target"],
        ["4.1", "% adopted", 1, 2, 3],
    ]
    (measure,) = reading_of(excel({"Sheet1": grid})).measures
    assert (measure.ref, measure.title) == ("4.1", "% adopted")


def test_a_heading_merged_over_reference_and_title_is_both():
    grid = [
        [Typed("Indicator", across=2), None, "Q4 2017-18"],
        ["4.1", "% adopted", "5%"],
        ["4.2", "% placed", "6%"],
    ]
    reading = reading_of(excel({"Sheet1": grid}))
    assert [(measure.ref, measure.title) for measure in reading.measures] == [
        ("4.1", "% adopted"), ("4.2", "% placed")
    ]  # fmt: skip


def test_a_figure_a_target_and_a_rating_under_each_quarter():
    grid = [
        ["Measure", Typed("Q3 2017/18", across=3), None, None, Typed("Q4 2017/18", across=3), None, None],
        [None, *(["Actual", "Target", "RAG"] * 2)],
        ["Number of x", 5, 6, "R", 8, 7, "G"],
    ]
    (measure,) = reading_of(excel({"Sheet1": grid})).measures
    assert [(str(one.period), one.figure.value) for one in measure.observations] == [
        ("2017-18 Q3", 5), ("2017-18 Q4", 8)
    ]  # fmt: skip
    assert (measure.target.text, measure.rag) == ("7", "green")
    assert [one.target.text for one in measure.targets] == ["6", "7"]
    assert measure.extra == {"Q3 2017/18 RAG": "R"}


def test_a_file_without_a_scorecard_says_so_for_each_table():
    reading = reading_of(word([["Name", "Telephone"], ["Reception", "0300"]], before=["Contacts"]))
    assert reading.measures == ()
    assert (
        reading.problems[0].why == "No row has headings of measures and figures, so its 2 rows were not read."
    )


def test_a_measure_without_any_figure_is_still_a_measure():
    grid = [["Measure", "Q4 2017-18"], ["Safeguarding", None], ["% of x", None], ["% of y", "5%"]]
    reading = reading_of(comma_separated(grid))
    assert [(measure.section, measure.title) for measure in reading.measures] == [
        ("Safeguarding", "% of x"), ("Safeguarding", "% of y")
    ]  # fmt: skip


def test_two_columns_headed_alike_are_told_apart():
    grid = [["Measure", "Q4 2017-18", "Q4 2017-18"], ["Number of x", "5", "6"]]
    reading = reading_of(comma_separated(grid))
    assert [one.figure.value for one in reading.measures[0].observations] == [5]
    assert reading.measures[0].extra == {"Q4 2017-18": "6"}


def test_a_year_to_date_beside_the_years_end_is_kept_as_text():
    grid = [["Measure", "YTD 2017-18", "Year end 2017-18"], ["Number of x", "5", "6"]]
    reading = reading_of(comma_separated(grid))
    assert [one.figure.value for one in reading.measures[0].observations] == [6]
    assert reading.measures[0].extra == {"YTD 2017-18": "5"}
    assert problem_at(reading, 1, "YTD 2017-18").level is Level.NOTE
