"""What frozen papers print of measures, read from their own documents."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from goldenthread.documents.board_report import SeriesPoint
from goldenthread.documents.drafted_report import ReportSection
from goldenthread.documents.highlight_report import HighlightReport
from goldenthread.documents.paper_figures import Figure, Standing
from goldenthread.documents.printed_figures import (
    PrintedFigure,
    PrintedWords,
    of_board_report,
    of_drafted_report,
    of_highlight_report,
    of_self_assessment,
)
from goldenthread.documents.report_parts import Figures, FigureTable, FigureValue, parts_of
from goldenthread.documents.self_assessment import Chapter, Chart, Outcome, SelfAssessment
from goldenthread.documents.self_assessment_text import Links, read
from tests.documents.sample import sample_report
from tests.documents.test_self_assessment import _recommendation
from tests.documents.written_report import written_report

NAME = "4.1 Children missing"
REDS = FigureTable(
    "red_measures", "Red measures", ("Measure", "Figure", "Target", "Before", "Rule"),
    ((NAME, "3 (2017-18 Q4)", "0", "7", "RAG-1"),),
)  # fmt: skip


def test_a_written_report_gives_its_tables_of_measures_and_its_typed_lines():
    text = "There were 4 of 18 children.\n{table red_measures}\n| Who | How many |\n| Babies | 2 |"
    parts = parts_of(text, Figures.of([], [REDS]))
    section = ReportSection("summary", "1", "Summary", "", "text", text, parts)
    found = of_drafted_report(written_report(sections=(section,)))
    assert found.figures == (PrintedFigure(NAME, "2017-18 Q4", "3"), PrintedFigure(NAME, "", "7"))
    assert [one.text for one in found.words] == [
        "There were 4 of 18 children.", "Who", "How many", "Babies", "2",
    ]  # fmt: skip
    assert {one.where for one in found.words} == {"1 Summary"}


def test_a_self_assessment_gives_the_figures_and_charts_that_its_text_names_and_no_others():
    series = tuple(
        SeriesPoint(f"2016-17 Q{n}", Figure(str(value), Decimal(value)))
        for n, value in enumerate((9, 7, 3), 1)
    )
    charts = {key: Chart(key, f"{key} Children", "children", series) for key in ("m_1", "m_2", "m_3")}
    values = [FigureValue("m_1", "m_1 Children", "3"), FigureValue("m_1_first", "First", "9")]
    links = Links(Figures.of(values, []), charts, {})
    told = read(
        "x", "Strengths", "From {figure m_1_first} to {figure m_1}.\n{chart m_2}", links, name="Table"
    )
    one = _recommendation_with(told, charts)
    found = of_self_assessment(one)
    assert [(figure.name, figure.period, figure.text) for figure in found.figures] == [
        ("m_2 Children", "2016-17 Q1", "9"), ("m_2 Children", "2016-17 Q2", "7"),
        ("m_2 Children", "2016-17 Q3", "3"), ("m_1 Children", "2016-17 Q1", "9"),
        ("m_1 Children", "2016-17 Q3", "3"),
    ]  # fmt: skip
    assert [words.text for words in found.words if "Strengths" in words.where] == ["From 9 to 3."]


def _recommendation_with(told, charts) -> SelfAssessment:
    one = replace(
        _recommendation(1, Standing.MET, Outcome.MET),
        told=(told,),
        charts=tuple(charts.values()),
        evidence=(),
    )
    return SelfAssessment(
        council="C", plan="P", title="T", body="B", as_at=date(2017, 8, 31), compared_on=None, edition=1,
        chapters=(Chapter("summary", "Summary"),), recommendations=(one,),
    )  # fmt: skip


def test_a_board_report_gives_every_figure_of_its_rows_and_histories_with_the_year_of_its_quarters():
    paper = sample_report()
    found = of_board_report(paper)
    row = paper.measures[0]
    periods = {one.period for one in found.figures if one.name == f"{row.ref} {row.title}"}
    assert paper.scorecard.last_year_end in periods
    assert all(not period.startswith("Q") for period in periods)
    page = next(one for one in paper.red_measures if one.page.series)
    told = {(one.period, one.text) for one in found.figures if one.name == f"{page.ref} {page.title}"}
    assert {(point.period, point.figure.text) for point in page.page.series if point.figure} <= told


def test_a_highlight_report_is_words_alone():
    days = {"since": date(2018, 4, 1), "until": date(2018, 6, 30)}
    paper = HighlightReport(
        "C", "Front door", "Board", by="A lead", done="3 children seen", next="", late="", risks="",
        decisions="", **days,
    )  # fmt: skip
    found = of_highlight_report(paper)
    assert found.figures == ()
    assert found.words[0] == PrintedWords("Done since last time", "3 children seen")
