"""Packs of papers that the programs of this machine make now, not of those that were kept."""

from __future__ import annotations

import pytest

from goldenthread.documents.merging import Part, merge
from goldenthread.documents.merging.read_out import read_out
from tests.documents.merging import compared, producers
from tests.documents.merging.papers import ABOUT, typst_paper


@pytest.mark.browser
@pytest.mark.skipif(producers.CHROMIUM is None, reason="Chromium is not here")
def test_a_web_page_printed_today_keeps_its_words_roles_and_looks() -> None:
    printed = producers.by_chromium(producers.web_page())
    keeps_everything([Part("Typst", typst_paper()), Part("Web", printed), Part("Web again", printed)])


@pytest.mark.skipif(producers.LIBREOFFICE is None, reason="LibreOffice is not here")
def test_a_word_file_converted_today_keeps_its_words_roles_and_looks() -> None:
    converted = producers.by_libreoffice(producers.word_file(with_picture=True), "docx")
    keeps_everything([Part("Word", converted), Part("Typst", typst_paper())])


@pytest.mark.skipif(producers.LIBREOFFICE is None, reason="LibreOffice is not here")
def test_an_excel_file_converted_today_is_carried_with_its_looks() -> None:
    converted = producers.by_libreoffice(producers.excel_file(), "xlsx")
    pack = merge([Part("Excel", converted)], ABOUT)
    assert compared.PDFTOPPM is None or compared.pictures(pack.pdf) == compared.pictures(converted)
    assert "Reviews in time" in " ".join(compared.words_of(read_out(pack.pdf)))


def keeps_everything(parts: list[Part]) -> None:
    pack = merge(parts, ABOUT)
    assert compared.words_of(read_out(pack.pdf)) == compared.plain_words(parts)
    assert compared.told(read_out(pack.pdf)) == compared.expected(parts)
    assert merge(parts, ABOUT).pdf == pack.pdf
    if compared.PDFTOPPM is not None:
        before = [page for part in parts for page in compared.pictures(part.pdf)]
        assert compared.pictures(pack.pdf) == before
    if compared.PDFINFO is not None:
        before_text = [line for part in parts for line in compared.structure_by_poppler(part.pdf)]
        quoted = [line for line in before_text if line[0] == '"']
        assert compared.all_within(quoted, compared.structure_by_poppler(pack.pdf))
