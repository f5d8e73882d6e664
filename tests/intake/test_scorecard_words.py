"""The words of a scorecard's headings and cells, in the spellings that councils use."""

import pytest

from goldenthread.intake.scorecard_cells import read_direction, read_polarity, read_rag
from goldenthread.intake.scorecard_columns import read_heading
from goldenthread.intake.scorecard_periods import Surroundings, UnknownPeriodError, resolve, surroundings
from goldenthread.intake.scorecard_rows import split_reference
from goldenthread.intake.scorecard_time_words import mentioned
from goldenthread.rulebook.periods import parse_period
from goldenthread.rulebook.rating import Polarity, Rag

ABOUT_QUARTER_4 = Surroundings(2017, parse_period("2017-18 Q4"))


@pytest.mark.parametrize(
    ("heading", "period"),
    [
        ("2017-18 Q4", "2017-18 Q4"),
        ("Qtr 4, 2017-18", "2017-18 Q4"),
        ("Yr. end 16-17", "2016-17"),
        ("q1_2017_18", "2017-18 Q1"),
        ("year_end_2016_17", "2016-17"),
        ("Year end 2016-17", "2016-17"),
        ("Y/E 16/17", "2016-17"),
        ("Q1", "2017-18 Q1"),
        ("Qtr 1 Apr-Jun", "2017-18 Q1"),
        ("Quarter One", "2017-18 Q1"),
        ("Jan - Mar 2018", "2017-18 Q4"),
        ("Quarter 4 (Jan-Mar) 2017/18", "2017-18 Q4"),
        ("Apr 2016 - Mar 2017", "2016-17"),
        ("Mar", "March 2018"),
        ("Apr-18", "April 2018"),
        ("31/03/2018", "March 2018"),
        ("31 March 2017 outturn, year end", "2016-17"),
        ("Final outturn 2016/17", "2016-17"),
        ("2017/18 YTD", "2017-18"),
        ("Actual", "2017-18 Q4"),
        ("Current quarter", "2017-18 Q4"),
        ("Previous Qtr", "2017-18 Q3"),
        ("Previous quarter (Q2)", "2017-18 Q2"),
        ("Same period last year", "2016-17 Q4"),
        ("Last year", "2016-17"),
        ("Q4 last year", "2016-17 Q4"),
        ("Last year (2015/16)", "2015-16"),
        ("2016/17 AY", "2016/17 academic year"),
        ("12 months to Mar 18", "12 months to 31 March 2018"),
    ],
)
def test_a_heading_names_its_period_in_a_scorecard_of_2017_18_quarter_4(heading, period):
    assert str(resolve(mentioned(heading), ABOUT_QUARTER_4)) == period
    assert read_heading((heading,)).field == "period"


@pytest.mark.parametrize(
    ("heading", "why"),
    [
        ("Q1", "which year the quarter is in"),
        ("May", "which year the month is in"),
        ("Year end", "which year"),
        ("Actual", "which period"),
        ("Previous quarter", "which period"),
        ("Last year", "which year"),
        ("Q4 2017", "calendar year or a financial year"),
        ("Year end 2018", "which financial year 2018 is"),
    ],
)
def test_a_heading_without_its_year_is_not_guessed(heading, why):
    with pytest.raises(UnknownPeriodError, match=why):
        resolve(mentioned(heading), Surroundings())


def test_the_month_before_a_quarter_is_not_guessed():
    with pytest.raises(UnknownPeriodError, match="it names a month"):
        resolve(mentioned("Previous month"), ABOUT_QUARTER_4)


@pytest.mark.parametrize(
    ("titles", "year", "current"),
    [
        (("Children's scorecard", "Quarter 4 2017/18"), 2017, "2017-18 Q4"),
        (("Scorecard 2017-18", "Report to the board, 12 June 2018"), 2017, "2017-18"),
        (("Scorecard 2017-18", "Quarter 3 2017-18"), 2017, "2017-18 Q3"),
        (("Report to the board, 12 June 2018",), None, "None"),
        (("As at 31 March 2018",), 2017, "None"),
        (("May 2018 dashboard",), 2018, "May 2018"),
        (("2016-17 and after", "2017-18"), None, "None"),
    ],
)
def test_titles_say_what_a_sheet_is_about(titles, year, current):
    around = surroundings(titles)
    assert (around.year, str(around.current)) == (year, current)


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        (("No.",), "ref"),
        (("KPI description",), "title"),
        (("Measure (what we count)",), "title"),
        (("Good to be",), "polarity"),
        (("Direction of good",), "polarity"),
        (("Polarity (High/Low)",), "polarity"),
        (("Stat. Neigh. Av.",), "statistical_neighbours"),
        (("Benchmarking", "SN"), "statistical_neighbours"),
        (("England", "2016-17"), "national"),
        (("Nat. avg 16/17",), "national"),
        (("North West average",), "benchmark"),
        (("2017-18", "Target"), "target"),
        (("Targets", "2018-19"), "target"),
        (("Q4 2017/18", "RAG"), "rag"),
        (("Perf. against target",), "rag"),
        (("Direction of Travel (Q3 to Q4)",), "direction"),
        (("Head of Service",), "lead"),
        (("Qtr 4 commentary",), "comment"),
        (("Council Plan outcome",), "corporate_priority"),
        (("Children & Young People's Plan Priority",), "plan_priority"),
        (("Theme",), "section"),
        (("Performance", "Q1"), "period"),
        (("England rank",), None),
        (("Variance",), None),
        (("North team, Q4",), None),
    ],
)
def test_a_heading_names_its_field(parts, field):
    assert read_heading(parts).field == field


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("High is good", Polarity.HIGH),
        ("Higher is better", Polarity.HIGH),
        ("Bigger is better", Polarity.HIGH),
        ("↑ better", Polarity.HIGH),
        ("Aim to max", Polarity.HIGH),
        ("Maximise", Polarity.HIGH),
        ("Low", Polarity.LOW),
        ("Good to be low", Polarity.LOW),
        ("Lower is better", Polarity.LOW),
        ("Minimise", Polarity.LOW),
        ("▼", Polarity.LOW),
        ("Range", Polarity.RANGE),
        ("Within a range", Polarity.RANGE),
        ("Neither", Polarity.NEITHER),
        ("N/A", Polarity.NEITHER),
        ("", None),
    ],
)
def test_polarity_words(text, polarity):
    assert read_polarity(text) is polarity


@pytest.mark.parametrize("text", ["High or low", "Sometimes", "Higher than the neighbours"])
def test_words_that_give_no_polarity_are_refused(text):
    with pytest.raises(ValueError, match="does not say whether"):
        read_polarity(text)


@pytest.mark.parametrize(
    ("text", "rag"),
    [
        ("R", Rag.RED),
        ("Red", Rag.RED),
        ("🔴", Rag.RED),
        ("A - within tolerance", Rag.AMBER),
        ("Yellow", Rag.AMBER),
        ("Green - on target", Rag.GREEN),
        ("On target", Rag.GREEN),
        ("Off target", Rag.RED),
        ("Not rated", Rag.NOT_RATED),
        ("Grey", Rag.NOT_RATED),
        ("n/a", Rag.NOT_RATED),
        ("", None),
    ],
)
def test_rating_words(text, rag):
    assert read_rag(text) is rag


@pytest.mark.parametrize("text", ["Red/Amber", "A rating is awaited", "Blue", "purple"])
def test_words_that_give_no_rating_are_refused(text):
    with pytest.raises(ValueError, match="not a rating"):
        read_rag(text)


@pytest.mark.parametrize(
    ("text", "polarity", "arrow", "change"),
    [
        ("↑", None, "up", None),
        ("→", None, "level", None),
        ("▼", None, "down", None),
        ("►", None, "level", None),
        ("➡️", None, "level", None),
        ("Up", None, "up", None),
        ("No change", None, "level", None),
        ("↑ improving", Polarity.HIGH, "up", "better"),
        ("Improving", Polarity.HIGH, "up", "better"),
        ("Improving", Polarity.LOW, "down", "better"),
        ("Improving", None, None, "better"),
        ("Declining", Polarity.HIGH, "down", "worse"),
        ("n/a", None, None, None),
    ],
)
def test_direction_words_keep_the_number_and_its_meaning_apart(text, polarity, arrow, change):
    direction = read_direction(text, polarity)
    assert (direction.arrow, direction.change, direction.text) == (arrow, change, text)


@pytest.mark.parametrize("text", ["wobbly", "up and down"])
def test_words_that_give_no_direction_are_refused(text):
    with pytest.raises(ValueError, match="direction"):
        read_direction(text, None)


@pytest.mark.parametrize(
    ("text", "ref", "title"),
    [
        ("1.7% of assessments", "1.7", "% of assessments"),
        ("1.10Establish a group", "1.10", "Establish a group"),
        ("10.3 % of new plans", "10.3", "% of new plans"),
        ("CS4: Number of contacts", "CS4", "Number of contacts"),
        ("90 day reviews", None, "90 day reviews"),
        ("% of assessments", None, "% of assessments"),
        ("EHC plans issued", None, "EHC plans issued"),
    ],
)
def test_a_reference_that_touches_its_title_is_split_from_it(text, ref, title):
    assert split_reference(text) == (ref, title)
