"""Ratings that a scorecard gives only by the colour of a cell."""

import io
from collections.abc import Sequence

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl import Workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color

from goldenthread.intake.problems import Level
from goldenthread.intake.reading import read_tables
from goldenthread.intake.scorecard_cells import rag_of_fill
from goldenthread.intake.scorecards import ScorecardReading, read_scorecard
from goldenthread.rulebook.rating import Rag
from tests.make_scorecards import Typed, excel

RED, AMBER, GREEN = "FFFF0000", "FFFFC000", "FF00B050"


def reading_of(content: bytes) -> ScorecardReading:
    return read_scorecard(read_tables(content, "scorecard"))


def ratings(reading: ScorecardReading) -> list[str | None]:
    return [measure.rag for measure in reading.measures]


@pytest.mark.parametrize(
    ("fill", "rag"),
    [
        ("FF0000", Rag.RED),
        ("C00000", Rag.RED),
        ("FFC7CE", Rag.RED),
        ("FFC000", Rag.AMBER),
        ("FFFF00", Rag.AMBER),
        ("FF9900", Rag.AMBER),
        ("FFEB9C", Rag.AMBER),
        ("00B050", Rag.GREEN),
        ("92D050", Rag.GREEN),
        ("70AD47", Rag.GREEN),
        ("C6EFCE", Rag.GREEN),
        ("4472C4", None),
        ("D9D9D9", None),
        ("E2EFDA", None),
        ("FFF2CC", None),
        ("000000", None),
    ],
)
def test_full_colours_and_the_styles_of_excel_are_ratings_and_others_are_not(fill, rag):
    assert rag_of_fill(fill) is rag


def test_a_blank_column_of_ratings_is_read_by_its_colours_and_says_so():
    grid = [
        ["Measure", "Q4 2017/18", "RAG"],
        ["Number of a", 1, Typed(None, fill=RED)],
        ["Number of b", 2, Typed("G", fill=RED)],
        ["Number of c", 3, None],
    ]
    reading = reading_of(excel({"Sheet1": grid}))
    assert ratings(reading) == ["red", "green", None]
    (note,) = reading.problems
    assert (note.level, note.column, note.text) == (Level.NOTE, "RAG", "2 red")
    assert note.why == "The rating of row 2 was read from the colour of its cell."


def test_without_a_column_of_ratings_the_latest_figures_colour_is_the_rating():
    grid = [
        ["Measure", "Q3 2017/18", "Q4 2017/18", "Target"],
        ["Number of a", Typed(1, fill=GREEN), Typed(9, fill=RED), 8],
        ["Number of b", Typed(2, fill=RED), Typed(5, fill=AMBER), 8],
        ["Number of c", Typed(3, fill=GREEN), 4, 8],
    ]
    reading = reading_of(excel({"Sheet1": grid}))
    assert ratings(reading) == ["red", "amber", None]
    assert reading.problems[0].text == "2 red, 3 amber"


def test_one_colour_over_the_figures_is_asked_about_and_no_rating():
    grid = [
        ["Measure", "Q4 2017/18"],
        *(["Number of x", Typed(1, fill=GREEN)], ["Of y", Typed(2, fill=GREEN)]),
    ]
    reading = reading_of(excel({"Sheet1": grid}))
    assert ratings(reading) == [None, None]
    assert [one.level for one in reading.problems] == [Level.QUESTION]


def _sheet(rows: Sequence[Sequence[object]]):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return book, book.active


def _saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_themes_colour_is_the_one_that_the_file_says():
    book, sheet = _sheet([["Measure", "Q4 2017/18", "Status"], ["Number of a", 1], ["Number of b", 2]])
    # In the theme that openpyxl writes, 9 is the orange of accent 6, and 6 the green of accent 3.
    sheet["C2"].fill = PatternFill("solid", fgColor=Color(theme=6))
    sheet["C3"].fill = PatternFill("solid", fgColor=Color(theme=6, tint=0.8))
    assert read_tables(_saved(book), "x").tables[0].blank_fills == {(2, 3): "9BBB59", (3, 3): "EBF1DE"}
    assert ratings(reading_of(_saved(book))) == ["green", None]


def test_a_cell_under_conditional_formatting_has_no_colour_to_rely_on():
    book, sheet = _sheet([["Measure", "Q4 2017/18", "RAG"], ["Number of a", 1], ["Number of b", 2]])
    sheet["C2"].fill = PatternFill("solid", fgColor=GREEN)
    rule = CellIsRule(operator="lessThan", formula=["5"], fill=PatternFill("solid", bgColor=RED))
    sheet.conditional_formatting.add("C2:C3", rule)
    reading = reading_of(_saved(book))
    assert ratings(reading) == [None, None]
    assert "conditional formatting" in reading.problems[0].why


def test_shading_in_word_is_a_rating_too():
    document = Document()
    table = document.add_table(rows=3, cols=3)
    for row, texts in enumerate([("Measure", "Q4 2017/18", "RAG"), ("Of a", "1", ""), ("Of b", "2", "")]):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    for row, fill in ((1, "FF0000"), (2, "00B050")):
        shading = OxmlElement("w:shd")
        shading.set(qn("w:val"), "clear")
        shading.set(qn("w:fill"), fill)
        table.cell(row, 2)._tc.get_or_add_tcPr().append(shading)
    out = io.BytesIO()
    document.save(out)
    assert ratings(reading_of(out.getvalue())) == ["red", "green"]
