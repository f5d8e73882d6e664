"""Scorecards as different councils lay them out and head them, each held to every figure. All made up."""

from collections.abc import Sequence

from goldenthread.intake.problems import Level
from goldenthread.intake.reading import read_tables
from goldenthread.intake.scorecards import Measure, ScorecardReading, read_scorecard
from tests.make_scorecards import Typed, comma_separated, excel, word


def reading_of(content: bytes) -> ScorecardReading:
    return read_scorecard(read_tables(content, "scorecard"))


def percent(*shares: float) -> list[Typed]:
    return [Typed(share, "0.0%") for share in shares]


def told(measure: Measure) -> list[str]:
    """Each figure as "2017-18 Q4: 83%", its status in brackets where it is not final."""
    said = []
    for one in measure.observations:
        figure, status = one.figure, one.figure.status
        number = figure.text if figure.value is None else f"{figure.value.normalize():f}{figure.unit or ''}"
        said.append(f"{one.period}: {number}" + ("" if status == "final" else f" ({status})"))
    return said


def asked(reading: ScorecardReading) -> list[tuple[int | None, str]]:
    """Where a person has something to decide."""
    return [(one.row, one.column) for one in reading.problems if one.level is not Level.NOTE]


def test_a_countys_dashboard_with_symbols_marks_and_percentages_typed_in_three_ways():
    headings = [
        *(
            "PI ref",
            "Indicator description",
            "Good is",
            "2016/17 Outturn",
            "Q1 17/18 Actual",
            "Q2 17/18 Actual",
        ),
        *(
            "Q3 17/18 Actual",
            "Q4 17/18 Actual",
            "YTD",
            "Target 2017/18",
            "Stat Nbr",
            "Eng Avg",
            "BRAG",
            "DoT",
        ),
        *("Responsible officer", "What is this telling us?"),
    ]
    grid = [
        ["Children and families performance dashboard: quarter 4 2017/18"],
        [],
        headings,
        ["CF01", "% repeat referrals", "Low", *percent(0.212, 0.22, 0.205), "19 %", "18.4%¹", *percent(0.199),
         "20%", "21.9%", "21.9%", "Green", "↘", "Head of assessment", "Better"],
        ["CF02", "Number of plans", "Low", "1,204", Typed(1188, "#,##0"), "1188", "1,150 (p)", "1,102 (p)",
         None, "<1,100", None, None, "A", "⬇", None, None],
        ["CF03", "Rate in care", "Low", 41.2, "42.1", "*", "x", "[c]", "[low]", "n/a", "60", "62", "🟢", "➔",
         None, None],
        ["CF04", "% of care leavers housed", "High", "83 %", 83, 84, 85.5, "86%*", None, "≥85%", "82", "84",
         "🟠", "↗", None, None],
    ]  # fmt: skip
    reading = reading_of(excel({"Sheet1": grid}))
    first, second, third, fourth = reading.measures
    assert told(first) == [
        *("2016-17: 21.2%", "2017-18 Q1: 22%", "2017-18 Q2: 20.5%", "2017-18 Q3: 19%", "2017-18 Q4: 18.4%"),
        "2017-18: 19.9% (provisional)",
    ]
    assert told(second)[:5] == [
        *("2016-17: 1204", "2017-18 Q1: 1188", "2017-18 Q2: 1188"),
        *("2017-18 Q3: 1150 (provisional)", "2017-18 Q4: 1102 (provisional)"),
    ]
    assert told(third) == [
        *("2016-17: 41.2", "2017-18 Q1: 42.1", "2017-18 Q2: * (suppressed)", "2017-18 Q3: x (not_released)"),
        "2017-18 Q4: [c] (suppressed)",
    ]
    assert told(fourth)[:5] == [
        "2016-17: 83%", "2017-18 Q1: 83%", "2017-18 Q2: 84%", "2017-18 Q3: 85.5%", "2017-18 Q4: 86%"
    ]  # fmt: skip
    assert [measure.rag for measure in reading.measures] == ["green", "amber", "green", "amber"]
    assert [measure.direction.arrow for measure in reading.measures] == ["down", "down", "level", "up"]
    assert [measure.benchmarks["statistical_neighbours"] is None for measure in reading.measures] == [
        False, True, False, False
    ]  # fmt: skip
    assert (first.lead, first.comment) == ("Head of assessment", "Better")
    assert asked(reading) == [(6, "YTD")]


def test_twelve_months_with_their_years_typed_as_headings():
    months = ["Apr-17", "May-17", "Jun-17", "Jul-17", "Aug-17", "Sep-17", "Oct-17", "Nov-17", "Dec-17"]
    grid = [
        ["Measure", "National", "Similar LAs", *months, "Jan-18", "Feb-18", "Mar-18", "Trend"],
        ["Children looked after", "62/10,000", "80/10,000", *range(1255, 1267), "▲"],
    ]
    (measure,) = reading_of(excel({"Month": grid})).measures
    assert told(measure)[0] == "April 2017: 1255"
    assert told(measure)[11] == "March 2018: 1266"
    assert measure.benchmarks["statistical_neighbours"].text == "80/10,000"


def test_quarters_beside_past_years_with_regional_columns():
    headings = [
        *(
            "Ref",
            "Measure",
            "2015-16",
            "2016-17",
            "2017-18 Target",
            "Q1",
            "Q2",
            "Q3",
            "Q4",
            "Status",
            "Trend",
        ),
        *("SN Avg", "England 2016/17", "SW"),
    ]
    row = [
        "2",
        "Vacancy rate",
        "18.1%",
        "16%",
        "15%",
        "17.0%",
        "16.4%",
        "<5",
        "[x]",
        "Red",
        "⬆️",
        "n/a",
        "17%",
    ]
    reading = reading_of(comma_separated([headings, [*row, "-"]]))
    (measure,) = reading.measures
    assert told(measure) == [
        *("2015-16: 18.1%", "2016-17: 16%", "2017-18 Q1: 17%", "2017-18 Q2: 16.4%", "2017-18 Q3: <5"),
        "2017-18 Q4: [x] (not_released)",
    ]
    assert (measure.rag, measure.direction.arrow) == ("red", "up")
    assert [(one.area, str(one.period), one.figure.value) for one in measure.compared] == [
        ("national", "2016-17", 17)
    ]  # fmt: skip
    assert asked(reading) == []


def test_a_variance_in_the_place_of_a_rating_is_asked_about_and_counts_go_to_the_figure_they_make():
    headings = ["No", "Indicator", "Num", "Den", "Q4 2017/18", "Q3 2017/18", "Performance against target"]
    grid = [
        headings,
        [1.1, "% with a plan", 180, 200, *percent(0.9, 0.85), "-5%"],
        [1.2, "% in 20 days", 12, 40, *percent(0.5, 0.3), "-60%"],
        [1.3, "% seen", 1, 7, *percent(0.9, 0.8), "-2%"],
    ]
    reading = reading_of(excel({"Q4": grid}))
    first, second, third = reading.measures
    assert [(one.numerator, one.denominator) for one in first.observations] == [(180, 200), (None, None)]
    assert [(one.numerator, one.denominator) for one in second.observations] == [(None, None), (12, 40)]
    assert (third.numerator, third.denominator) == ("1", "7")
    assert [measure.rag for measure in reading.measures] == [None, None, None]
    assert first.extra == {"Performance against target": "-5%"}
    assert asked(reading) == [(1, "Performance against target")]


def test_a_baseline_and_the_latest_figure_with_their_dates_in_word():
    headings = [
        "Performance measure",
        "Baseline (Mar 2017)",
        "Latest (Dec 2017)",
        "Target (Mar 2018)",
        "Comment",
    ]
    grid = [
        headings,
        [Typed("Priority 1: Early help", across=5)],
        ["Early help assessments", "1,020", "1,311", "1,400", "Risen"],
        ["% repeat referrals", "24%", "21%", "20% or below", ""],
    ]
    first, second = reading_of(word(grid)).measures
    assert told(first) == ["March 2017: 1020", "December 2017: 1311"]
    assert (second.section, second.target.high, str(second.targets[0].period)) == (
        "Priority 1: Early help", 20, "March 2018"
    )  # fmt: skip


QUARTERS_OF_ONE_YEAR = ["KPI", "Q1 2017", "Q2 2017", "Q3 2017", "Q4 2017", "Rolling 12 months"]


def test_quarters_of_a_single_year_are_read_where_the_title_settles_it_and_else_asked_about():
    row = ["% of visits", "80", "81", "82", "83", "81.5"]
    settled = reading_of(comma_separated([["Scorecard 2017/18"], QUARTERS_OF_ONE_YEAR, row]))
    assert told(settled.measures[0]) == [
        "2017-18 Q1: 80%", "2017-18 Q2: 81%", "2017-18 Q3: 82%", "2017-18 Q4: 83%"
    ]  # fmt: skip
    assert asked(settled) == [(2, "Rolling 12 months")]
    assert [one.level for one in settled.problems[:4]] == [Level.NOTE] * 4
    open_ = reading_of(comma_separated([QUARTERS_OF_ONE_YEAR, row]))
    assert told(open_.measures[0]) == []
    assert [column for _, column in asked(open_)] == QUARTERS_OF_ONE_YEAR[1:]


def test_quarter_4_of_a_single_year_before_quarter_1_is_not_settled_by_the_title():
    grid = [["Scorecard 2017/18"], ["KPI", "Q4 2017", "Q1 2017", "Target"], ["% of visits", "80", "81", "90"]]
    reading = reading_of(comma_separated(grid))
    assert told(reading.measures[0]) == ["2017-18 Q1: 81%"]
    assert asked(reading) == [(2, "Q4 2017")]


def test_rolling_months_end_with_the_period_that_the_paper_is_about():
    grid = [
        ["Quarter 3 2017/18"],
        ["KPI", "Actual", "Rolling 12 months", "Same Qtr LY"],
        ["Visits", 5, 20, 4],
    ]
    (measure,) = reading_of(excel({"Sheet1": grid})).measures
    assert told(measure) == ["2017-18 Q3: 5", "12 months to 31 December 2017: 20", "2016-17 Q3: 4"]


def test_targets_and_outturns_under_each_year_and_benchmarks_under_one_heading():
    upper = [
        *(Typed("Ref", down=2), Typed("Description of indicator", down=2), Typed("2016/17", across=2), None),
        *(Typed("2017/18", across=3), None, None, Typed("Benchmarking", across=3)),
    ]
    lower = [None, None, "Target", "Outturn", "Target", "Q1", "Q2", "Stat Neighbours", "National", "NW"]
    row = ["P2", "Days to adopt", 426, 500, 430, 510, 490, "487", "520", "n/a"]
    (measure,) = reading_of(excel({"CSC": [upper, lower, row]})).measures
    assert told(measure) == ["2016-17: 500", "2017-18 Q1: 510", "2017-18 Q2: 490"]
    assert [(str(one.period), one.target.text) for one in measure.targets] == [
        ("2016-17", "426"), ("2017-18", "430")
    ]  # fmt: skip
    assert list(measure.benchmarks) == ["statistical_neighbours", "national", "Benchmarking NW"]


def test_a_column_of_units_gives_bare_numbers_theirs():
    grid = [
        ["Indicator", "Unit", "Polarity", "Q3 2017/18", "Q4 2017/18"],
        ["Timely visits", "%", "Bigger is better", 82.5, 81],
        ["Timely reviews", "%", "Bigger is better", *percent(0.825, 0.81)],
        ["Cost per place", "£", "Smaller is better", "£1,250", "£1,300.50"],
        ["Days lost", "Number", "Smaller is better", "7.2 days", " 8"],
    ]
    reading = reading_of(excel({"Sheet1": grid}))
    assert [told(measure) for measure in reading.measures] == [
        ["2017-18 Q3: 82.5%", "2017-18 Q4: 81%"],
        ["2017-18 Q3: 82.5%", "2017-18 Q4: 81%"],
        ["2017-18 Q3: 1250£", "2017-18 Q4: 1300.5£"],
        ["2017-18 Q3: 7.2days", "2017-18 Q4: 8"],
    ]
    assert asked(reading) == []


def test_letters_of_a_symbol_font_are_asked_about_and_no_rating():
    grid = [
        ["Measure", "Q4 2017-18", "DoT", "RAG"],
        ["a", 2, "é", "l"],
        ["b", 3, "⬈", "🔴"],
        ["c", 3, "➜", "Blue"],
    ]
    reading = reading_of(excel({"Sheet1": grid}))
    assert [measure.rag for measure in reading.measures] == [None, "red", None]
    assert [measure.direction.arrow for measure in reading.measures] == [None, "up", "level"]
    assert asked(reading) == [(2, "RAG"), (2, "DoT"), (4, "RAG")]
    assert "Wingdings" in reading.problems[0].why


def test_a_row_for_each_year_and_a_column_for_each_quarter():
    grid = [
        ["Indicator", "Year", "Q1", "Q2", "Outturn"],
        [Typed("Contacts", down=2), "2015/16", 100, 110, 460],
        [None, "2016/17", 105, 115, 480],
        ["% to early help", "2016/17", *percent(0.1, 0.2, 0.25)],
    ]
    first, second = reading_of(excel({"Early help": grid})).measures
    assert told(first) == [
        *("2015-16 Q1: 100", "2015-16 Q2: 110", "2015-16: 460"),
        *("2016-17 Q1: 105", "2016-17 Q2: 115", "2016-17: 480"),
    ]
    assert told(second) == ["2016-17 Q1: 10%", "2016-17 Q2: 20%", "2016-17: 25%"]


def test_a_pivots_blank_names_are_the_one_above_and_its_total_has_no_period():
    grid = [
        ["Measure", "Month", "Value"], ["Referrals", "Apr-18", "210"], ["", "May-18", "220"],
        ["", "Jun-18", "n/a"], ["Grand total", "", "430"],
    ]  # fmt: skip
    reading = reading_of(comma_separated(grid))
    assert told(reading.measures[0]) == [
        "April 2018: 210",
        "May 2018: 220",
        "June 2018: n/a (not_applicable)",
    ]
    assert reading.measures[1].extra == {"Value": "430"}
    assert asked(reading) == [(5, "")]


def test_school_years_ranks_and_key_stages():
    headings: Sequence[object] = [
        "Indicator",
        "2015",
        "2016",
        "Target 2018",
        "England 2017",
        "Rank",
        "Change from 2016",
    ]
    grid = [headings, ["KS2 expected standard", "52%", "54%", "64%", "61%", "72", "+7%"]]
    reading = reading_of(comma_separated(grid))
    (measure,) = reading.measures
    assert (measure.ref, measure.title) == (None, "KS2 expected standard")
    assert told(measure) == ["2015: 52%", "2016: 54%"]
    assert measure.extra == {"Rank": "72", "Change from 2016": "+7%"}
    assert asked(reading) == [(1, "Rank"), (1, "Change from 2016")]


def test_counts_inside_the_cells_and_figures_with_units_of_their_own():
    grid = [
        ["Measure", "Q3 2017/18", "Q4 2017/18"],
        ["% in time", "41% (12/29)", "52% (15 of 29)"],
        ["Rate per 10,000", "45.2 per 10,000", "~46"],
    ]
    reading = reading_of(comma_separated(grid))
    counts = [
        (one["numerator"], one["denominator"]) for one in reading.as_json()["measures"][0]["observations"]
    ]
    assert counts == [(12, 29), (15, 29)]
    assert told(reading.measures[1]) == ["2017-18 Q3: 45.2per 10,000", "2017-18 Q4: 46 (estimated)"]
