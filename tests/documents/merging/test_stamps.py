"""Page stamps and numbers: in their place on every page, whatever its shape, and no part of the reading."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from goldenthread.documents.merging import CannotMerge, PackPage, Part, examine, merge, read_out
from tests.documents.merging import compared
from tests.documents.merging.compared import resaved
from tests.documents.merging.papers import ABOUT, typeset, typst_paper


def corners(pages: Sequence[PackPage]) -> bytes:
    """A red square at the left of the foot of each page, and its number in the middle."""
    sheets = "".join(
        f"#page(width: {page.width}pt, height: {page.height}pt, margin: 0pt, pdf.artifact({{"
        "place(bottom + left, rect(width: 30pt, height: 30pt, fill: rgb(255, 0, 0)));"
        f"place(bottom + center, dy: -10pt, [Page {page.number}])}}))\n"
        for page in pages
    )
    return typeset(f"#set page(margin: 0pt)\n{sheets}", title="Stamps")


def turned(degrees: int, crop: tuple[int, ...] = ()) -> bytes:
    def change(document: Pdf) -> None:
        for page in document.pages:
            page.obj.Rotate = degrees
            if crop:
                page.obj.CropBox = Array(crop)

    return resaved(typst_paper(), change)


@pytest.mark.skipif(compared.PDFTOPPM is None, reason="Poppler is not here")
@pytest.mark.parametrize("crop", [(), (40, 60, 360, 420)])
@pytest.mark.parametrize("degrees", [0, 90, 180, 270, -90])
def test_a_stamp_lies_at_the_foot_as_the_reader_sees_it(degrees: int, crop: tuple[int, ...]) -> None:
    pack = merge([Part("Turned", turned(degrees, crop))], ABOUT, stamps=corners)
    picture = compared.pictures(pack.pdf)[0]
    size, pixels = picture.split(b"\n", 3)[1:4:2]
    width, height = (int(one) for one in size.split())
    red = [
        (place // 3 % width, place // 3 // width)
        for place in range(0, len(pixels), 3)
        if pixels[place : place + 3] == b"\xff\x00\x00"
    ]
    assert len(red) > 300
    assert max(x for x, _ in red) <= 26
    assert min(y for _, y in red) >= height - 26
    assert pack.claims_ua


def test_a_stamp_is_an_artifact_and_changes_nothing_that_is_read() -> None:
    parts = [Part("One", typst_paper()), Part("Two", typst_paper("Second paper"), fresh_sheet=True)]
    plain, stamped = merge(parts, ABOUT), merge(parts, ABOUT, stamps=corners)
    assert read_out(stamped.pdf) == read_out(plain.pdf)
    assert stamped.claims_ua
    assert examine(stamped.pdf) == ()
    assert merge(parts, ABOUT, stamps=corners).pdf == stamped.pdf


def test_a_stamp_with_tags_of_its_own_does_not_mix_with_the_page() -> None:
    def tagged(pages: Sequence[PackPage]) -> bytes:
        return typeset("= Stamp\nWith #link(<a>)[words] <a>", title="Stamps")

    pack = merge([Part("One", typeset("= One page", title="One"))], ABOUT, stamps=tagged)
    assert examine(pack.pdf) == ()


def test_pages_that_share_their_resources_each_get_their_own_stamp() -> None:
    def share(document: Pdf) -> None:
        shared = document.make_indirect(document.pages[0].obj.Resources)
        for page in document.pages:
            page.obj.Resources = Dictionary({**dict(page.obj.Resources.items()), **dict(shared.items())})
        document.pages[1].obj.Resources = document.pages[0].obj.Resources

    pack = merge([Part("Shared", resaved(typst_paper(), share))], ABOUT, stamps=corners)
    with pikepdf.open(io.BytesIO(pack.pdf)) as document:
        drawn = [page.obj.Resources.XObject.GoldenThreadStamp.objgen for page in document.pages]
    assert len(set(drawn)) == 2


@pytest.mark.skipif(compared.PDFTOPPM is None, reason="Poppler is not here")
def test_content_that_leaves_its_state_open_does_not_move_the_stamp() -> None:
    def leave_open(document: Pdf) -> None:
        page = document.pages[0].obj
        page.Contents = Array([document.make_stream(b"Q q 2 0 0 2 50 50 cm"), page.Contents])

    pack = merge([Part("Open", resaved(typeset("Words", title="Words"), leave_open))], ABOUT, stamps=corners)
    picture = compared.pictures(pack.pdf)[0]
    width = int(picture.split(b"\n", 3)[1].split()[0])
    last_row = picture[-width * 3 :]
    assert last_row[6:9] == b"\xff\x00\x00"


def test_stamps_that_do_not_fit_the_pages_are_refused() -> None:
    with pytest.raises(ValueError, match="1 stamps for 2 pages"):
        merge([Part("One", typst_paper())], ABOUT, stamps=lambda pages: typeset("One", title="One"))


def test_a_supplement_goes_on_counting() -> None:
    pack = merge([Part("One", typst_paper())], replace(ABOUT, first_number=101))
    assert [page.number for page in pack.pages] == [101, 102]
    assert pack.parts[0].first_page == 101
    with pikepdf.open(io.BytesIO(pack.pdf)) as document:
        assert [page.label for page in document.pages] == ["101", "102"]


def test_a_page_in_larger_units_is_stamped_in_its_own_size() -> None:
    def enlarge(document: Pdf) -> None:
        for page in document.pages:
            page.obj.UserUnit = 2

    seen: list[PackPage] = []

    def watched(pages: Sequence[PackPage]) -> bytes:
        seen.extend(pages)
        return corners(pages)

    plain = merge([Part("One", typst_paper())], ABOUT)
    merge([Part("One", resaved(typst_paper(), enlarge))], ABOUT, stamps=watched)
    assert seen[0].width == pytest.approx(2 * plain.pages[0].width)


def test_two_parts_with_one_key_are_refused() -> None:
    with pytest.raises(CannotMerge, match="same key"):
        merge([Part("One", typst_paper(), key="2"), Part("Two", typst_paper())], ABOUT)


def older(document: Pdf) -> None:
    """Names its destinations the old way, in a dictionary, by names."""
    target = Array([document.pages[1].obj, Name.XYZ, 0, 100, 0])
    document.Root.Dests = Dictionary(place=Dictionary(D=target))
    link = document.pages[0].obj.Annots[-2]
    link.Dest = Name.place
    if "/A" in link:
        del link["/A"]


def newer(document: Pdf) -> None:
    """Names its destinations in a tree, by strings."""
    target = Array([document.pages[1].obj, Name.XYZ, 0, 100, 0])
    tree = Dictionary(Names=Array([pikepdf.String("place"), target]))
    document.Root.Names = Dictionary(Dests=tree)
    link = document.pages[0].obj.Annots[-2]
    link.A = Dictionary(S=Name.GoTo, D=pikepdf.String("place"))
    if "/Dest" in link:
        del link["/Dest"]


@pytest.mark.parametrize("name", [older, newer])
def test_a_named_place_of_either_kind_is_found_in_the_pack(name: Callable[[Pdf], None]) -> None:
    paper = resaved(typst_paper(), name)
    pack = merge([Part("One", paper), Part("Two", paper)], ABOUT)
    with pikepdf.open(io.BytesIO(pack.pdf)) as document:
        dests = pikepdf.NameTree(document.Root.Names.Dests)
        for first, prefix in ((0, "p1"), (2, "p2")):
            link = document.pages[first].obj.Annots[-2]
            assert str(link.Dest) == f"{prefix}.place"
            assert dests[str(link.Dest)][0].objgen == document.pages[first + 1].obj.objgen
    assert pack.claims_ua
