"""A page for each measure, and its tables: what they say, whatever a measure lacks."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from goldenthread.documents import charts, measure_book_tables
from goldenthread.documents.board_report import SeriesPoint
from goldenthread.documents.control_figures import Finding, Variation
from goldenthread.documents.measure_book import (
    Chance,
    Compared,
    Marked,
    MeasureBook,
    MeasureSheet,
    SheetPoint,
)
from goldenthread.documents.measure_book_pages import compose, render_pdf
from goldenthread.documents.paper_figures import (
    Arrow,
    Change,
    Colour,
    Figure,
    FigureStatus,
    Override,
    Rating,
    Travel,
)
from goldenthread.documents.pdf_check import check

TITLE = "% of initial health assessments within 20 days"
RED = Rating(Colour.RED, "RAG-3", "57% is not within 5 points of 100%")
SUPPRESSED = Figure("supressed", status=FigureStatus.SUPPRESSED)


def percent(number: int, text: str = "") -> Figure:
    return Figure(text or f"{number}%", Decimal(number), unit="%")


def sheet(**changed) -> MeasureSheet:
    figures = [percent(41), percent(32), percent(64), percent(78), SUPPRESSED]
    periods = ["2016-17 Q4", "2017-18 Q1", "2017-18 Q2", "2017-18 Q3", "2017-18 Q4"]
    series = tuple(
        SheetPoint(
            period, figure, "100%", RED if figure.value else None, "Only chance", Decimal(36), Decimal(52)
        )
        for period, figure in zip(periods, figures, strict=True)
    )
    drawn = charts.chart(TITLE, [SeriesPoint(p, f) for p, f in zip(periods, figures, strict=True)], unit="%")
    whole = {
        "reference": "2.11", "title": TITLE, "section": "Cared for children", "definition": "By a doctor",
        "unit": "%", "polarity": "High is good", "lead": "Designated Doctor", "target": "100%",
        "latest": percent(78), "latest_period": "2017-18 Q3", "rating": RED,
        "travel": Travel(Arrow.UP, Change.BETTER, "DOT-2", "64% to 78%", "2017-18 Q2"),
        "sentence": "All of the last 5 quarters are within chance.", "series": series, "chart": drawn,
        "variation": Finding("Only chance", "SPC-6"),
        "assurance": Finding("Will consistently miss its target", "SPC-10"),
        "compared": (Compared("England", percent(84), "2016-17", "Made-up release", "Worse"),),
        "marks": (Marked(1, date(2017, 9, 1), "Intervention", "A second clinic opened"),),
        "questions": (Finding("What will be changed?", "ASK-2"),),
    } | changed  # fmt: skip
    return MeasureSheet(**whole)


def book(*sheets: MeasureSheet) -> MeasureBook:
    return MeasureBook("The council", "Children and families", "2017-18 Q4", date(2018, 7, 16), sheets)


def said(document) -> str:
    """Every text of a composed document."""
    return json.dumps(dataclasses.asdict(document), default=str, ensure_ascii=False)


def test_each_measure_has_its_page_with_chart_figures_comparison_and_questions():
    text = said(compose(book(sheet(), sheet(reference="2.12"))))
    for words in (
        "2.11 % of initial health", "2.12 % of initial health", "All of the last 5 quarters", "Only chance",
        "Will consistently miss its target", "Suppressed", "England", "Worse", "A second clinic opened",
        "What will be changed?",
    ):  # fmt: skip
        assert words in text


def test_the_book_is_tagged_whole_and_the_same_bytes_each_time():
    made = render_pdf(book(sheet()))
    assert check(made) == ()
    assert made == render_pdf(book(sheet()))


def test_a_measure_that_lacks_everything_is_still_a_page():
    nothing = Rating(Colour.NOT_RATED, "RAG-0", "No figure for this period")
    bare = sheet(
        definition="", lead="", target="", latest=None, latest_period="", rating=nothing, sentence="",
        series=(), chart=None, variation=None, assurance=None, compared=(), marks=(), questions=(),
        travel=Travel(None, None, "DOT-0", "No figure"),
    )  # fmt: skip
    text = said(compose(book(bare)))
    assert "No figure is recorded yet" in text
    assert "None set" in text


def test_an_override_stands_beside_the_rating_that_the_rule_gives():
    over = Override(RED, "The clinic's figures came late", "Head of Service", date(2018, 7, 1))
    amber = Rating(Colour.AMBER, "RAG-3", "Set by a person")
    text = said(compose(book(sheet(rating=amber, override=over, published=Colour.GREEN))))
    assert "Set by Head of Service on 1 July 2018: The clinic's figures came late" in text
    assert "Computed rating" in text
    assert "Published as" in text


def test_long_series_say_how_many_periods_the_workbook_has():
    many = tuple(SheetPoint(f"{year} Q1", percent(year % 100), "100%", RED) for year in range(1980, 2020))
    blocks = compose(book(sheet(series=many))).sections[0].blocks
    assert any("40 periods are held" in getattr(block, "text", "") for block in blocks)


def test_what_the_strict_method_would_say_stands_labelled_beside_a_chart_that_has_no_answer():
    few = Finding("Too few points to tell (3 of 13)", "SPC-13")
    strict = "Variation: Only chance. Average 33.3%, limits -19.9% and 86.5%."
    text = said(compose(book(sheet(variation=few, assurance=None, strict=strict))))
    assert "Too few points to tell (3 of 13)" in text
    assert "The strict method would say" in text
    assert strict in text
    answered = Finding("Only chance", "SPC-6", Variation.COMMON)
    assert strict not in said(compose(book(sheet(variation=answered, strict=strict))))
    table = measure_book_tables.measures_table(book(sheet(strict=strict)))
    place = [heading for heading, _ in table.columns].index("The strict method would say")
    assert table.rows[0][place] == strict


def test_figures_are_numbers_in_the_workbook_and_reasons_are_words():
    workbook = openpyxl.load_workbook(io.BytesIO(measure_book_tables.render_excel(book(sheet()))))
    assert workbook.sheetnames == ["Measures", "Figures", "Compared with others", "What to ask", "Notes"]
    rows = list(workbook["Figures"].iter_rows(min_row=2, values_only=True))
    assert [row[3] for row in rows] == [41, 32, 64, 78, None]
    assert [row[4] for row in rows][-1] == "supressed"
    assert rows[0][7:9] == (36, 52)
    assert workbook["Measures"]["D2"].value == 78


def test_the_csv_has_a_row_for_each_figure():
    rows = list(csv.DictReader(io.StringIO(measure_book_tables.render_figures_csv(book(sheet())).decode())))
    assert [row["Period"] for row in rows] == [point.period for point in sheet().series]
    assert rows[-1]["Figure"] == ""
    assert rows[-1]["Status"] == "Suppressed"


@pytest.mark.parametrize("hostile", ["=1+1", "@x", "+44", "#let x", "$a$", "<b>"])
def test_text_stays_text_in_every_form(hostile):
    made = book(sheet(title=hostile, words=hostile, definition=hostile))
    assert hostile in said(compose(made))
    assert check(render_pdf(made)) == ()
    workbook = openpyxl.load_workbook(io.BytesIO(measure_book_tables.render_excel(made)))
    assert workbook["Measures"]["B2"].value == hostile
    assert workbook["Measures"]["B2"].data_type == "s"


FEW = Chance(
    "CI-1", "9.0% to 45.2%", *(Decimal(end) for end in ("9.001", "45.215", "5.548", "58.153")), is_few=True,
    since="Changed by no more than chance since 2017-18 Q2",
)  # fmt: skip
NONE = Chance("CI-5", why_none="Its numerator and denominator are not recorded")


def with_chances() -> MeasureSheet:
    few, none = (
        SheetPoint(period, percent(22), "100%", RED, chance=chance)
        for period, chance in (("2017-18 Q3", FEW), ("2017-18 Q4", NONE))
    )
    return sheet(series=(few, none), chance="22% is 4 of 18: between 9.0% and 45.2% could be chance alone.")


def test_the_interval_stands_beside_its_figure_and_few_cases_are_marked():
    document = compose(book(with_chances()))
    text = said(document)
    assert "22% is 4 of 18: between 9.0% and 45.2% could be chance alone." in text
    [table] = [one for one in document.sections[0].blocks if getattr(one, "name", "") == "Figures"]
    assert [column.heading for column in table.columns][:3] == ["Period", "Figure", "95% interval"]
    assert [row[2][0].text for row in table.rows] == ["9.0% to 45.2%, few cases", "–"]


def test_where_no_figure_has_an_interval_there_is_no_column_for_it():
    point = SheetPoint("2017-18 Q4", percent(22), "100%", RED, chance=NONE)
    assert "95% interval" not in said(compose(book(sheet(series=(point,)))))


def test_the_ends_are_numbers_and_a_figure_without_them_says_why():
    workbook = openpyxl.load_workbook(io.BytesIO(measure_book_tables.render_excel(book(with_chances()))))
    heads, few, none = workbook["Figures"].iter_rows(values_only=True)
    place = heads.index("Lower 95%")
    assert few[place : place + 6] == (9.001, 45.215, 5.548, 58.153, "Yes", "CI-1")
    assert none[place : place + 7] == (
        None, None, None, None, None, "CI-5", "Its numerator and denominator are not recorded",
    )  # fmt: skip
    assert few[heads.index("Beside chance")] == "Changed by no more than chance since 2017-18 Q2"


def test_a_comparison_says_how_sure_it_is_by_what_and_beside_which_period():
    other = Compared(
        "England", percent(84), "2016-17", "Made-up release", "Worse, beyond chance at 99.8%",
        "2016-17 beside 2017-18 Q4", "82.8% to 83.2%", "As a fixed number",
    )  # fmt: skip
    made = book(sheet(compared=(other,)))
    text = said(compose(made))
    for words in ("Worse, beyond chance at 99.8%", "(82.8% to 83.2%)", "2016-17, another than ours"):
        assert words in text, words
    table = measure_book_tables.compared_table(made)
    told = dict(zip((name for name, _ in table.columns), table.rows[0], strict=True))
    assert (told["95% interval"], told["Beside our period"]) == (
        "82.8% to 83.2%",
        "2016-17 beside 2017-18 Q4",
    )
    assert (told["Ours is"], told["Compared"]) == ("Worse, beyond chance at 99.8%", "As a fixed number")
