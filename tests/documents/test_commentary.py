"""What the report prints of the words on its measures, in each kind of file."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import docx
import pytest
from openpyxl import load_workbook

from goldenthread.documents.board_report import BoardReport
from goldenthread.documents.excel import render_excel
from goldenthread.documents.paper_figures import Colour, Commentary, Words
from goldenthread.documents.pdf import render_pdf
from goldenthread.documents.word import render_word

from .sample import sample_report
from .test_older_papers import printed

STEADY = Commentary(
    Words("Steady.\nThe new team started in May.", "Head of Service: Reviews", date(2018, 5, 3)),
    signed_off_by="Director", signed_off_on=date(2018, 5, 4),
)  # fmt: skip
STALE = Commentary(
    Words("Two assessors left.", "Service manager", date(2018, 5, 3)),
    changes=("The figure was 45% when this was written; it is now 47%.",),
)


@pytest.fixture(scope="module")
def report() -> BoardReport:
    """The sample with stale words on its first red measure, and signed ones on the first that is not red."""
    whole = sample_report()
    assert whole.scorecard is not None
    measures = list(whole.measures)
    reds = [place for place, one in enumerate(measures) if one.rating.colour is Colour.RED]
    others = [place for place, one in enumerate(measures) if one.rating.colour is not Colour.RED]
    red = measures[reds[0]]
    assert red.page is not None
    page = replace(red.page, commentary=Words("As it was printed.", "Head of Service", None))
    measures[reds[0]] = replace(red, commentary=STALE, page=page)
    measures[others[0]] = replace(measures[others[0]], commentary=STEADY)
    return replace(whole, scorecard=replace(whole.scorecard, measures=tuple(measures)))


def test_pages_print_words_with_their_author_their_sign_off_and_what_changed(report: BoardReport) -> None:
    text = printed(report)
    for words in (
        "Steady.",
        "The new team started in May.",
        "Head of Service: Reviews",
        "Signed off by Director on 4 May 2018",
        "Two assessors left.",
        "Changed since (COM-1): The figure was 45% when this was written; it is now 47%.",
        "Service manager, 3 May 2018. Not signed off (COM-2).",
        "The commentary on 1 red measure stands on its page below.",
        "As the paper printed it:",
        "As it was printed.",
    ):
        assert words in text


def test_a_red_measures_words_stand_on_its_page_only(report: BoardReport) -> None:
    pages = printed(report).split("\n== ")[0]
    assert pages.count("Two assessors left.") == 1


def test_the_pdf_and_the_word_file_are_drawn_with_them(report: BoardReport) -> None:
    assert render_pdf(report).startswith(b"%PDF")
    document = docx.Document(io.BytesIO(render_word(report)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert any("The new team started in May." in cell for cell in cells)


def test_excel_has_a_sheet_of_them(report: BoardReport) -> None:
    sheet = load_workbook(io.BytesIO(render_excel(report)))["Commentary"]
    words = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "Two assessors left." in words
    assert "The figure was 45% when this was written; it is now 47%." in words
