"""The printed report: accessible, the same bytes every time, and only text from text."""

import hashlib
import io
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from goldenthread.documents.board_report import BoardReport
from goldenthread.documents.paper_figures import Words
from goldenthread.documents.pdf import render_pdf
from goldenthread.documents.pdf_check import check
from goldenthread.documents.row_headers import children, elements
from tests.documents.sample import AS_AT, long_report, sample_report


@pytest.fixture(scope="module")
def printed() -> bytes:
    return render_pdf(sample_report())


def structure_texts(pdf: bytes, role: str) -> list[str]:
    """The titles of structure elements; Typst keeps a heading's text there."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [str(element.T) for element in elements(document.Root.StructTreeRoot, role)]


def test_the_sample_report_has_no_accessibility_findings(printed: bytes) -> None:
    assert check(printed) == ()


def test_a_report_of_sixty_pages_has_no_accessibility_findings() -> None:
    pdf = render_pdf(long_report())
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) >= 60
    assert check(pdf) == ()


def test_an_empty_report_prints_and_has_no_accessibility_findings() -> None:
    pdf = render_pdf(BoardReport("R-1", "The demonstration council", "A board", "2017-18 Q4", AS_AT))
    assert check(pdf) == ()


def test_the_same_frozen_text_gives_the_same_bytes_in_another_process(printed: bytes) -> None:
    program = (
        "import hashlib, sys\n"
        "from goldenthread.documents.board_report import BoardReport\n"
        "from goldenthread.documents.pdf import render_pdf\n"
        "report = BoardReport.from_json(sys.stdin.buffer.read().decode('utf-8'))\n"
        "print(hashlib.sha256(render_pdf(report)).hexdigest())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=sample_report().to_json().encode("utf-8"),
        env={**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"},
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode().strip() == hashlib.sha256(printed).hexdigest()


def test_its_date_is_the_reports_date() -> None:
    pdf = render_pdf(replace(sample_report(), as_at=date(2018, 7, 31)))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.docinfo["/CreationDate"]).startswith("D:20180731")


def test_it_is_in_british_english_and_says_its_title(printed: bytes) -> None:
    with pikepdf.open(io.BytesIO(printed)) as document, document.open_metadata() as metadata:
        assert str(document.Root.Lang) == "en-GB"
        title = "Improvement and performance report, 2017-18 Q4: Health and Wellbeing Board"
        assert metadata["dc:title"] == title


def test_markup_in_text_prints_as_it_is() -> None:
    report = sample_report()
    assert report.scorecard is not None
    hostile = '#set page(fill: red) *a* $m$ [x] @y <z> \\u{41} `c` // "q" = h'
    measures = tuple(replace(measure, section=hostile, title=hostile) for measure in report.measures[:4])
    changed = replace(
        report,
        title=hostile,
        body=hostile,
        labels=(hostile,),
        introduction=(hostile,),
        scorecard=replace(report.scorecard, measures=measures),
    )
    pdf = render_pdf(changed)
    assert hostile in structure_texts(pdf, "/H2")
    assert check(pdf) == ()


def test_a_tick_and_a_foreign_word_do_not_stop_the_report() -> None:
    pdf = render_pdf(replace(sample_report(), introduction=("✓ done, 日本, \x00 and \ufeff",)))
    assert check(pdf) == ()


def test_every_part_has_its_heading(printed: bytes) -> None:
    assert structure_texts(printed, "/H1") == [
        "Contents",
        "Summary",
        "What changed since the last report",
        "Recommendations and their state",
        "Actions late or at risk",
        "Scorecard",
        "Red measures",
        "Direction of travel",
        "Next steps",
        "Contact",
        "Notes",
    ]


def test_each_red_measure_starts_a_page_and_has_a_chart(printed: bytes) -> None:
    headings = structure_texts(printed, "/H2")
    for measure in sample_report().red_measures:
        assert f"{measure.ref} {measure.title}" in headings


def test_the_first_cell_of_every_row_heads_the_other_cells(printed: bytes) -> None:
    with pikepdf.open(io.BytesIO(printed)) as document:
        tables = list(elements(document.Root.StructTreeRoot, "/Table"))
        rows = [list(children(row)) for table in tables for row in elements(table, "/TR")]
        body = [row for row in rows if "/Row" in str(row[0].get("/A", ""))]
        assert len(body) > 150
        for first, *others in body:
            for cell in others:
                assert bytes(first.ID) in [bytes(header) for header in cell.A[0].Headers]


def test_the_scorecard_lies_on_its_side(printed: bytes) -> None:
    with pikepdf.open(io.BytesIO(printed)) as document:
        boxes = [page.mediabox for page in document.pages]
        shapes = {(round(float(box[2])), round(float(box[3]))) for box in boxes}
    assert shapes == {(595, 842), (842, 595)}


def test_bookmarks_lead_to_parts_and_red_measures(printed: bytes) -> None:
    with pikepdf.open(io.BytesIO(printed)) as document, document.open_outline() as outline:
        parts = {item.title: [child.title for child in item.children] for item in outline.root}
    assert len(parts["Red measures"]) == len(sample_report().red_measures)
    assert "Safeguarding" in parts["Scorecard"]


def page_count(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def test_words_longer_than_a_page_run_on_instead_of_falling_off_it(printed: bytes) -> None:
    report = sample_report()
    action = report.actions_of_concern[0]
    words = Words("Words that go on and on. " * 600, "Head of Service", None)
    longer = replace(action, last_words=words)
    pdf = render_pdf(replace(report, actions_of_concern=(longer, *report.actions_of_concern[1:])))
    assert page_count(pdf) > page_count(printed) + 5
    assert check(pdf) == ()
