"""The Word report: the same words as the PDF, real structure, the same bytes every time."""

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn

from goldenthread.documents.blocks import Heading
from goldenthread.documents.board_report import BoardReport
from goldenthread.documents.board_report_pages import compose
from goldenthread.documents.word import render_word
from tests.documents.sample import AS_AT, sample_report


@pytest.fixture(scope="module")
def written() -> bytes:
    return render_word(sample_report())


def test_the_same_report_gives_the_same_bytes(written: bytes) -> None:
    assert render_word(BoardReport.from_json(sample_report().to_json())) == written


def test_nothing_inside_is_dated_by_the_clock(written: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(written)) as package:
        dates = {member.date_time[:3] for member in package.infolist()}
    assert dates == {(AS_AT.year, AS_AT.month, AS_AT.day)}
    properties = docx.Document(io.BytesIO(written)).core_properties
    assert properties.created is not None
    assert properties.created.date() == AS_AT


def test_it_has_a_title_and_is_in_british_english(written: bytes) -> None:
    file = docx.Document(io.BytesIO(written))
    assert file.core_properties.title.startswith("Improvement and performance report, 2017-18 Q4")
    assert file.core_properties.language == "en-GB"
    languages = {item.get(qn("w:val")) for item in file.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}


def test_its_headings_are_those_of_the_composed_report(written: bytes) -> None:
    file = docx.Document(io.BytesIO(written))
    found = [
        paragraph.text
        for paragraph in file.paragraphs
        if paragraph.style is not None and str(paragraph.style.name).startswith("Heading 1")
    ]
    composed = [
        block.text
        for section in compose(sample_report()).sections
        for block in section.blocks
        if isinstance(block, Heading) and block.level == 1
    ]
    assert found == composed


def test_a_headed_table_repeats_its_header_and_marks_its_first_column(written: bytes) -> None:
    file = docx.Document(io.BytesIO(written))
    table = next(table for table in file.tables if table.cell(0, 0).text == "Ref")
    first_row, second_row = table.rows[0]._tr, table.rows[1]._tr
    assert first_row.trPr.find(qn("w:tblHeader")) is not None
    assert second_row.trPr.find(qn("w:tblHeader")) is None
    assert table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstColumn")) == "1"


def test_every_picture_has_alternative_text(written: bytes) -> None:
    file = docx.Document(io.BytesIO(written))
    pictures = list(file.element.body.iter(qn("wp:docPr")))
    assert len(pictures) > 30
    assert all(picture.get("descr") for picture in pictures)


def test_contents_entries_lead_to_headings(written: bytes) -> None:
    body = docx.Document(io.BytesIO(written)).element.body
    links = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    assert links
    assert links <= marks


def test_control_characters_do_not_stop_the_report() -> None:
    report = replace(sample_report(), introduction=("A \x00 and a \x0b and a \ud800.",), scorecard=None)
    file = docx.Document(io.BytesIO(render_word(report)))
    assert "A  and a  and a ." in [paragraph.text for paragraph in file.paragraphs]


def test_an_empty_report_says_what_is_empty() -> None:
    report = BoardReport("R-1", "The demonstration council", "A board", "2017-18 Q4", AS_AT)
    words = [paragraph.text for paragraph in docx.Document(io.BytesIO(render_word(report))).paragraphs]
    for sentence in (
        "There are no recommendations in this report.",
        "No action is late or at risk.",
        "Everyone has given an update since one was wanted.",
        "There are no measures in this report.",
        "No measure is red.",
        "No next steps are recorded.",
        "No contact is given.",
        "No sources are stated.",
        "No rules are stated.",
    ):
        assert sentence in words
