"""Packs of papers by Typst, LibreOffice and Chromium together: nothing is lost, nothing changes its place."""

from __future__ import annotations

import pytest

from goldenthread.documents.merging import Merged, Part, examine, merge
from goldenthread.documents.merging.read_out import read_out
from tests.documents.merging import compared
from tests.documents.merging.papers import ABOUT, typst_paper
from tests.documents.merging.producers import DATA


def kept(name: str) -> bytes:
    return (DATA / name).read_bytes()


@pytest.fixture(scope="module")
def papers() -> list[Part]:
    return [
        Part("Typst", typst_paper("First paper")),
        Part("Chromium", kept("chromium.pdf")),
        Part("Writer", kept("libreoffice_writer.pdf")),
        Part("Typst again", typst_paper("Second paper", language="cy")),
        Part("Chromium again", kept("chromium.pdf")),
        Part("Writer with a picture", kept("libreoffice_picture.pdf")),
    ]


@pytest.fixture(scope="module")
def pack(papers: list[Part]) -> Merged:
    return merge(papers, ABOUT)


def test_the_text_in_structure_order_is_that_of_the_papers_in_order(papers: list[Part], pack: Merged) -> None:
    assert compared.words_of(read_out(pack.pdf)) == compared.plain_words(papers)


def test_roles_alternatives_and_links_are_those_of_the_papers(papers: list[Part], pack: Merged) -> None:
    assert compared.told(read_out(pack.pdf)) == compared.expected(papers)


def test_two_runs_give_the_same_bytes(papers: list[Part], pack: Merged) -> None:
    assert merge(papers, ABOUT).pdf == pack.pdf


def test_what_is_said_in_another_language_says_so(pack: Merged) -> None:
    languages = [one.language for one in read_out(pack.pdf) if one.role == "Part"]
    assert languages == ["en", "en-GB", "en-US", "cy", "en-GB", "en-US"]


@pytest.mark.skipif(compared.PDFTOPPM is None, reason="Poppler is not here")
def test_every_page_looks_as_it_did(papers: list[Part], pack: Merged) -> None:
    before = [page for part in papers for page in compared.pictures(part.pdf)]
    assert compared.pictures(pack.pdf) == before


@pytest.mark.skipif(compared.PDFINFO is None, reason="Poppler is not here")
def test_poppler_reads_the_same_structure(papers: list[Part], pack: Merged) -> None:
    """Chromium's papers are mended on the way, so only their words are compared there; Poppler
    does not read out what stands in a tag it does not know, which the pack explains to it."""
    others = [part for part in papers if "Chromium" not in part.title]
    before = [line for part in others for line in compared.structure_by_poppler(part.pdf)]
    assert compared.structure_by_poppler(merge(others, ABOUT).pdf) == before
    quoted = [line for part in papers for line in compared.structure_by_poppler(part.pdf) if line[0] == '"']
    assert compared.all_within(quoted, compared.structure_by_poppler(pack.pdf))


def test_a_part_is_called_clean_by_what_is_found_in_it_not_by_what_it_says(pack: Merged) -> None:
    clean = {part.title: part.clean for part in pack.parts}
    assert [title for title, sound in clean.items() if not sound] == ["Writer with a picture"]
    assert pack.parts[-1].says_accessible
    assert [finding.code for finding in pack.parts[-1].findings] == ["figure-empty"]
    assert not pack.claims_ua


def test_without_the_faulty_paper_the_pack_says_that_it_is_accessible(papers: list[Part]) -> None:
    pack = merge(papers[:-1], ABOUT)
    assert pack.claims_ua
    assert examine(pack.pdf) == ()


def test_a_sheet_without_tags_is_carried_whole_and_told(papers: list[Part]) -> None:
    sheet = Part("Sheet", kept("libreoffice_calc.pdf"))
    pack = merge([papers[0], sheet], ABOUT)
    said = read_out(pack.pdf)
    assert not pack.claims_ua
    assert [(part.tagged, part.clean, part.says_accessible) for part in pack.parts] == [
        (True, True, True),
        (False, False, True),
    ]
    assert pack.parts[1].findings[0].code == "untagged"
    assert "tagged PDF" in pack.parts[1].findings[0].advice
    wrapped = [one for one in said if one.title.startswith("Sheet (without tags), page 1")]
    assert [one.role for one in wrapped] == ["NonStruct"]
    assert "Visits in time" in wrapped[0].text
    assert not [one for one in said if one.role == "Figure" and "Sheet" in one.alt]
