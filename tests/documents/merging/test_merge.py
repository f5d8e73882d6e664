"""Packs of papers by Typst: tags kept, links and bookmarks too, the same bytes each time."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Name

from goldenthread.documents.merging import CannotMerge, Merged, Part, examine, merge
from tests.documents.merging.papers import ABOUT, typeset, typst_paper


@pytest.fixture(scope="module")
def papers() -> list[Part]:
    return [Part("One", typst_paper("First paper")), Part("Two", typst_paper("Second paper"), key="b")]


@pytest.fixture(scope="module")
def pack(papers: list[Part]) -> Merged:
    return merge(papers, ABOUT)


def test_nothing_is_found_in_a_pack_of_sound_papers_and_it_says_so(pack: Merged) -> None:
    assert examine(pack.pdf) == ()
    assert pack.claims_ua
    assert [part.clean for part in pack.parts] == [True, True]


def test_the_same_papers_give_the_same_bytes(papers: list[Part], pack: Merged) -> None:
    assert merge(papers, ABOUT).pdf == pack.pdf


def test_each_part_stands_under_the_document_with_its_title_and_language(pack: Merged) -> None:
    with pikepdf.open(io.BytesIO(pack.pdf)) as document:
        top = document.Root.StructTreeRoot.K[0]
        assert Name.Document == top.S
        assert [(str(part.S), str(part.T), str(part.Lang)) for part in top.K] == [
            ("/Part", "One", "en"),
            ("/Part", "Two", "en"),
        ]


def test_bookmarks_of_a_part_hang_below_its_own(pack: Merged) -> None:
    with pikepdf.open(io.BytesIO(pack.pdf)) as document, document.open_outline() as outline:
        assert [item.title for item in outline.root] == ["One", "Two"]
        assert [item.title for item in outline.root[0].children] == ["First paper"]
        assert outline.root[0].is_closed


def test_a_report_says_on_which_pages_each_part_lies(pack: Merged) -> None:
    assert [(part.first_page, part.pages) for part in pack.parts] == [(1, 2), (3, 2)]
    assert [(page.number, page.part, page.of_part) for page in pack.pages] == [
        (1, 1, 1), (2, 1, 2), (3, 2, 1), (4, 2, 2),
    ]  # fmt: skip


def test_a_link_of_the_agenda_leads_to_its_part(papers: list[Part]) -> None:
    agenda = typeset('= Agenda\n#link("pack:b")[The second paper]', title="Agenda")
    pack = merge([Part("Agenda", agenda), *papers], ABOUT)
    with pikepdf.open(io.BytesIO(pack.pdf)) as document:
        [link] = document.pages[0].Annots
        assert str(link.Dest) == "part.b"
        assert str(link.Contents) == "Two, page 4"
        dests = pikepdf.NameTree(document.Root.Names.Dests)
        assert dests["part.b"][0].objgen == document.pages[3].obj.objgen
    assert pack.claims_ua


def test_a_paper_on_a_fresh_sheet_gets_a_blank_page_before_it() -> None:
    one = typeset("= One page", title="One page")
    pack = merge([Part("A", one), Part("B", one, fresh_sheet=True)], ABOUT)
    assert [(page.part, page.of_part) for page in pack.pages] == [(1, 1), (0, 1), (2, 1)]
    assert pack.claims_ua


def test_a_pack_without_papers_is_refused() -> None:
    with pytest.raises(CannotMerge, match="Add a paper"):
        merge([], ABOUT)
