"""The checker finds what was broken on purpose."""

import io
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf

from goldenthread.documents.pdf import render_pdf
from goldenthread.documents.pdf_check import check
from goldenthread.documents.row_headers import children, elements
from tests.documents.sample import sample_report


@pytest.fixture(scope="module")
def sound() -> bytes:
    report = sample_report()
    assert report.scorecard is not None
    measures = report.measures[:4]
    return render_pdf(replace(report, scorecard=replace(report.scorecard, measures=measures)))


def first(document: Pdf, role: str) -> Object:
    return next(elements(document.Root.StructTreeRoot, role))


def first_row(document: Pdf) -> Object:
    return next(elements(first(document, "/Table"), "/TR"))


def lose_language(document: Pdf) -> None:
    del document.Root.Lang


def lose_mark(document: Pdf) -> None:
    document.Root.MarkInfo = Dictionary()


def lose_title_display(document: Pdf) -> None:
    document.Root.ViewerPreferences = Dictionary()


def lose_claim(document: Pdf) -> None:
    with document.open_metadata() as metadata:
        del metadata["pdfuaid:part"]


def lose_alternative(document: Pdf) -> None:
    del first(document, "/Figure").Alt


def lose_figure_content(document: Pdf) -> None:
    del first(document, "/Figure").K


def skip_heading_level(document: Pdf) -> None:
    first(document, "/H2").S = Name.H3


def lose_row_header(document: Pdf) -> None:
    next(children(first_row(document))).S = Name.TD


def lose_scope(document: Pdf) -> None:
    next(children(first_row(document))).A = Array()


def lose_cell(document: Pdf) -> None:
    row = first_row(document)
    row.K = Array(list(row.K)[:-1])


def name_absent_header(document: Pdf) -> None:
    *_, last = children(first_row(document))
    last.A = Array([Dictionary(O=Name.Table, Headers=Array([pikepdf.String("nowhere")]))])


def draw_untagged(document: Pdf) -> None:
    page = document.pages[3]
    page.contents_add(b"0 0 10 10 re f")


def refer_twice(document: Pdf) -> None:
    heading = first(document, "/H2")
    heading.K = Array([*(heading.K if isinstance(heading.K, Array) else [heading.K])] * 2)


def lose_link_words(document: Pdf) -> None:
    del document.pages[1].obj.Annots[0]["/Contents"]


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        (lose_language, "has no language"),
        (lose_mark, "is not marked as tagged"),
        (lose_title_display, "does not display its title"),
        (lose_claim, "does not claim PDF/UA-1"),
        (lose_alternative, "has no alternative text"),
        (lose_figure_content, "has no content"),
        (skip_heading_level, "skips from level 1 to 3"),
        (lose_row_header, "the first cell is not a row header"),
        (lose_scope, "has a header without scope"),
        (lose_cell, "columns"),
        (name_absent_header, "names a header that is not there"),
        (draw_untagged, "neither tagged nor artifacts"),
        (refer_twice, "2 in the tree"),
        (lose_link_words, "has a link without words"),
    ],
)
def test_a_seeded_fault_is_found(sound: bytes, spoil: Callable[[Pdf], None], what: str) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(sound)) as document:
        spoil(document)
        document.save(out)
    assert any(what in finding.what for finding in check(out.getvalue()))


def test_a_sound_file_has_no_findings(sound: bytes) -> None:
    assert check(sound) == ()


def test_a_file_without_tags_is_said_to_have_none() -> None:
    out = io.BytesIO()
    with Pdf.new() as document:
        document.add_blank_page()
        document.save(out)
    assert "has no structure tree" in [finding.what for finding in check(out.getvalue())]
