"""The pack's own pages: accessible, the same bytes every time, saying what a reader needs first."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from goldenthread.documents.pack_pages import (
    AgendaItem,
    ChangedLine,
    Changes,
    Member,
    not_brought_in,
    part_two_notice,
    watermark,
)
from goldenthread.documents.pack_stamps import Stamp, stamps_pdf
from goldenthread.documents.pack_typeset import agenda_pdf, front_sheet_pdf, notice_pdf
from goldenthread.documents.pdf_check import check
from goldenthread.documents.row_headers import elements
from tests.documents.pack_sample import AGENDA, CHANGES, FRONT, ITEMS, PREPARED, SITTING


def links_of(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [str(one.A.URI) for page in document.pages for one in page.obj.get("/Annots", [])]


def pages_of(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def headings_of(pdf: bytes) -> Iterator[str]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for role in ("/H1", "/H2", "/H3"):
            yield from (str(one.T) for one in elements(document.Root.StructTreeRoot, role))


@pytest.mark.parametrize(
    "pdf",
    [
        front_sheet_pdf(FRONT),
        front_sheet_pdf(replace(FRONT, part=2, paragraphs=("3",), supplement=1, reason="It came late.")),
        front_sheet_pdf(replace(FRONT, members=(), contacts=(), changes=None, quorum=None)),
        agenda_pdf(AGENDA),
        agenda_pdf(replace(AGENDA, items=())),
        notice_pdf(part_two_notice(ITEMS[-1:]), sitting=SITTING, dated=PREPARED),
        notice_pdf(not_brought_in("Costs", "It is protected."), sitting=SITTING, dated=PREPARED),
    ],
    ids=["front", "restricted front", "bare front", "agenda", "empty agenda", "part 2", "not brought in"],
)
def test_each_page_of_a_pack_is_accessible(pdf: bytes) -> None:
    assert check(pdf) == ()


def test_the_same_pages_give_the_same_bytes() -> None:
    assert agenda_pdf(AGENDA) == agenda_pdf(replace(AGENDA))
    assert front_sheet_pdf(FRONT) == front_sheet_pdf(replace(FRONT))


def test_the_agenda_links_to_each_paper_that_the_pack_holds_and_to_no_other() -> None:
    assert links_of(agenda_pdf(AGENDA)) == ["pack:3", "pack:4"]


def test_a_page_range_takes_no_more_room_when_its_numbers_are_known() -> None:
    unknown = tuple(
        replace(item, papers=tuple(replace(paper, pages=(9999, 9999)) for paper in item.papers))
        for item in ITEMS
    )
    assert pages_of(agenda_pdf(replace(AGENDA, items=unknown))) == pages_of(agenda_pdf(AGENDA))


def test_a_public_agenda_says_the_law_s_words_before_its_exempt_items() -> None:
    assert "Part 2: not for publication" in list(headings_of(agenda_pdf(AGENDA)))
    public = replace(AGENDA, items=ITEMS[:-1])
    assert not any(heading.startswith("Part") for heading in headings_of(agenda_pdf(public)))


def test_markup_in_a_title_prints_as_it_is() -> None:
    item = AgendaItem("1", "Costs of #1: $2 and *more*_", lines=("= not a heading",))
    assert check(agenda_pdf(replace(AGENDA, items=(item,)))) == ()


def test_an_agenda_of_eighty_items_is_printed_whole() -> None:
    items = tuple(replace(ITEMS[1], number=str(number)) for number in range(1, 81))
    pdf = agenda_pdf(replace(AGENDA, items=items))
    assert pages_of(pdf) > 5
    assert check(pdf) == ()


def test_a_body_of_sixty_seats_is_listed_whole() -> None:
    pdf = front_sheet_pdf(replace(FRONT, members=(Member("Member for a ward", "The council"),) * 60))
    assert check(pdf) == ()


def test_a_changed_edition_has_a_page_that_says_what_changed() -> None:
    assert pages_of(front_sheet_pdf(FRONT)) == pages_of(front_sheet_pdf(replace(FRONT, changes=None))) + 1
    assert list(headings_of(front_sheet_pdf(FRONT)))[1] == "What changed"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (CHANGES, "1 paper added, 1 paper replaced and 1 other change"),
        (Changes(1, date(2018, 10, 2), removed=(ChangedLine("A"), ChangedLine("B"))), "2 papers taken out"),
    ],
)
def test_what_changed_is_counted_in_words(changes: Changes, words: str) -> None:
    assert changes.in_words == words


@pytest.mark.parametrize(
    ("part", "supplement", "name"),
    [
        (1, 0, "Agenda and papers"),
        (2, 0, "Restricted papers"),
        (1, 2, "Supplement 2"),
        (2, 1, "Supplement 1: restricted papers"),
    ],
)
def test_a_pack_is_called_by_its_part_and_supplement(part: int, supplement: int, name: str) -> None:
    assert replace(FRONT, part=part, supplement=supplement).name == name


@pytest.mark.parametrize(
    ("paragraphs", "words"),
    [
        ((), "NOT FOR PUBLICATION"),
        (("3",), "NOT FOR PUBLICATION – paragraph 3"),
        (("1", "3"), "NOT FOR PUBLICATION – paragraphs 1 and 3"),
    ],
)
def test_the_watermark_names_the_paragraphs(paragraphs: tuple[str, ...], words: str) -> None:
    assert watermark(paragraphs) == words


def test_stamps_have_the_size_of_their_pages_and_are_read_by_nobody() -> None:
    sizes = [(595.0, 842.0), (842.0, 595.0), (1191.0, 842.0)]
    stamps = [Stamp(width, height, f"Page {number}") for number, (width, height) in enumerate(sizes, 1)]
    pdf = stamps_pdf(stamps, watermark=watermark(("3",)), dated=PREPARED)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        boxes = [(float(page.mediabox[2]), float(page.mediabox[3])) for page in document.pages]
        marks = {
            str(one.operands[0])
            for page in document.pages
            for one in pikepdf.parse_content_stream(page)
            if str(one.operator) in ("BDC", "BMC")
        }
    assert boxes == [pytest.approx(size, abs=0.01) for size in sizes]
    assert marks == {"/Artifact"}
