"""The checker finds what was broken on purpose, and nothing in what is sound."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from goldenthread.documents.merging import Part, examine, merge
from goldenthread.documents.merging.walk import read_tree
from tests.documents.merging.compared import resaved
from tests.documents.merging.papers import ABOUT, typst_paper


@pytest.fixture(scope="module")
def sound() -> bytes:
    """A pack, so that what is examined is what we make."""
    return merge([Part("One", typst_paper()), Part("Two", typst_paper("Second paper"))], ABOUT).pdf


def of(document: Pdf, *roles: str) -> Iterator[Object]:
    return (element.node for element in read_tree(document).of(*roles))


def first(document: Pdf, *roles: str) -> Object:
    return next(of(document, *roles))


def add_content(document: Pdf, content: bytes) -> None:
    page = document.pages[0].obj
    page.Contents = Array([page.Contents, document.make_stream(content)])


def swap_ways_back(document: Pdf) -> None:
    one, two = document.pages[0].obj, document.pages[1].obj
    one.StructParents, two.StructParents = int(two.StructParents), int(one.StructParents)


def lose_way_back(document: Pdf) -> None:
    del document.pages[0].obj.StructParents


def lead_astray(document: Pdf) -> None:
    row = document.Root.StructTreeRoot.ParentTree.Nums[1]
    row[0], row[1] = row[1], row[0]


def lose_alternative(document: Pdf) -> None:
    del first(document, "Figure").Alt


def empty_alternative(document: Pdf) -> None:
    first(document, "Figure").Alt = String("  ")


def empty_figure(document: Pdf) -> None:
    del first(document, "Figure").K


def lose_cell(document: Pdf) -> None:
    row = first(document, "TR")
    row.K = Array(list(row.K)[:-1])


def overlap_cells(document: Pdf) -> None:
    cells = list(of(document, "TH", "TD"))
    cells[0].A = Array([Dictionary(O=Name.Table, Scope=Name.Column, RowSpan=2)])
    cells[4].A = Array([Dictionary(O=Name.Table, ColSpan=2)])


def lose_scope(document: Pdf) -> None:
    del first(document, "TH").A


def lose_headers(document: Pdf) -> None:
    for cell in of(document, "TH"):
        cell.S = Name.TD


def name_absent_header(document: Pdf) -> None:
    first(document, "TD").A = Array([Dictionary(O=Name.Table, Headers=Array([String("nowhere")]))])


def repeat_identifier(document: Pdf) -> None:
    one, two = (note for note in of(document, "Note"))
    two.ID = one.ID


def lose_identifier(document: Pdf) -> None:
    del first(document, "Note").ID


def shuffle_identifiers(document: Pdf) -> None:
    tree = document.Root.StructTreeRoot.IDTree
    entries = list(tree.Names)
    tree.Names = Array([*entries[2:], *entries[:2]])


def forget_content(document: Pdf) -> None:
    del first(document, "P").K


def name_absent_content(document: Pdf) -> None:
    first(document, "P").K = Array([*first(document, "P").K, 900])


def repeat_content(document: Pdf) -> None:
    heading = first(document, "H1")
    kids = list(heading.K) if isinstance(heading.K, Array) else [heading.K]
    heading.K = Array([*kids, *kids])


def draw_bare(document: Pdf) -> None:
    add_content(document, b"0 0 9 9 re f")


def draw_bare_image(document: Pdf) -> None:
    add_content(document, b"BI /W 1 /H 1 /BPC 8 /CS /G ID \0 EI")


def nest_content(document: Pdf) -> None:
    add_content(document, b"/P <</MCID 300>> BDC /P <</MCID 301>> BDC 0 0 9 9 re f EMC EMC")


def decorate_content(document: Pdf) -> None:
    add_content(document, b"/P <</MCID 300>> BDC /Artifact BMC 0 0 9 9 re f EMC EMC")


def tag_decoration(document: Pdf) -> None:
    add_content(document, b"/Artifact BMC /P <</MCID 300>> BDC 0 0 9 9 re f EMC EMC")


def leave_mark_open(document: Pdf) -> None:
    add_content(document, b"/Artifact BMC")


def leave_state_saved(document: Pdf) -> None:
    add_content(document, b"q")


def mistake_parent(document: Pdf) -> None:
    first(document, "LI").P = first(document, "P")


def use_unknown_role(document: Pdf) -> None:
    first(document, "P").S = Name.Unheard


def circle_roles(document: Pdf) -> None:
    first(document, "P").S = Name.One
    document.Root.StructTreeRoot.RoleMap = Dictionary(One=Name.Two, Two=Name.One, Strong=Name.Span)


def map_standard_role(document: Pdf) -> None:
    document.Root.StructTreeRoot.RoleMap = Dictionary({"/P": Name.H1})


def misplace_row(document: Pdf) -> None:
    first(document, "LI").S = Name.TR


def misplace_list_item(document: Pdf) -> None:
    first(document, "LBody").S = Name.P


def skip_level(document: Pdf) -> None:
    first(document, "H2").S = Name.H4


def start_low(document: Pdf) -> None:
    first(document, "H1").S = Name.H2


def mix_headings(document: Pdf) -> None:
    first(document, "H2").S = Name.H


def empty_heading(document: Pdf) -> None:
    del first(document, "H2").K


def lose_link_words(document: Pdf) -> None:
    del document.pages[0].obj.Annots[-1]["/Contents"]


def lose_link_place(document: Pdf) -> None:
    for link in of(document, "Link"):
        link.K = Array(
            [kid for kid in (link.K if isinstance(link.K, Array) else [link.K]) if not has_object(kid)]
        )


def has_object(kid: object) -> bool:
    return isinstance(kid, Dictionary) and "/Obj" in kid


def lose_order(document: Pdf) -> None:
    del document.pages[0].obj.Tabs


def write_order_as_string(document: Pdf) -> None:
    document.pages[0].obj.Tabs = String("S")


def lead_nowhere(document: Pdf) -> None:
    link = document.pages[0].obj.Annots[-1]
    if "/A" in link:
        del link["/A"]
    link.Dest = String("nowhere")


def lose_bookmark(document: Pdf) -> None:
    document.Root.Outlines.Last.Dest = Array([None, Name.Fit])
    for key in ("/First", "/Last", "/Count"):
        del document.Root.Outlines.Last[key]


def lose_font(document: Pdf) -> None:
    for thing in document.objects:
        if isinstance(thing, Dictionary) and thing.get("/Type") == Name.FontDescriptor:
            for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                if key in thing:
                    del thing[key]


def lose_text(document: Pdf) -> None:
    for thing in document.objects:
        if isinstance(thing, Dictionary) and "/ToUnicode" in thing:
            del thing["/ToUnicode"]


def lose_language(document: Pdf) -> None:
    del document.Root.Lang


def write_no_language(document: Pdf) -> None:
    first(document, "Part").Lang = String("English, mostly")


def suspect_itself(document: Pdf) -> None:
    document.Root.MarkInfo.Suspects = True


def lose_title(document: Pdf) -> None:
    with document.open_metadata() as metadata:
        del metadata["dc:title"]


def lose_metadata(document: Pdf) -> None:
    del document.Root.Metadata


def hide_title(document: Pdf) -> None:
    document.Root.ViewerPreferences = Dictionary(DisplayDocTitle=False)


def repeat_key(document: Pdf) -> None:
    tree = document.Root.StructTreeRoot.ParentTree
    tree.Nums = Array([*tree.Nums, 0, tree.Nums[1]])


def give_key_again(document: Pdf) -> None:
    document.Root.StructTreeRoot.ParentTreeNextKey = 1


def add_nameless_layers(document: Pdf) -> None:
    document.Root.OCProperties = Dictionary(OCGs=Array(), D=Dictionary(AS=Array()))


FAULTS: list[tuple[Callable[[Pdf], None], str]] = [
    (swap_ways_back, "parent-tree"),
    (lose_way_back, "parent-tree"),
    (lead_astray, "parent-tree"),
    (lose_alternative, "13-004"),
    (empty_alternative, "13-004"),
    (empty_figure, "figure-empty"),
    (lose_cell, "table-holes"),
    (overlap_cells, "table-holes"),
    (lose_scope, "15-003"),
    (lose_headers, "table-headless"),
    (name_absent_header, "headers-dead"),
    (repeat_identifier, "19-004"),
    (lose_identifier, "19-003"),
    (shuffle_identifiers, "identifier-list"),
    (forget_content, "orphan"),
    (name_absent_content, "content-missing"),
    (repeat_content, "content-twice"),
    (draw_bare, "01-005"),
    (draw_bare_image, "01-005"),
    (nest_content, "mark-nested"),
    (decorate_content, "01-003"),
    (tag_decoration, "01-004"),
    (leave_mark_open, "mark-balance"),
    (leave_state_saved, "state-balance"),
    (mistake_parent, "parent"),
    (use_unknown_role, "02-001"),
    (circle_roles, "02-003"),
    (map_standard_role, "02-004"),
    (misplace_row, "09-005"),
    (misplace_list_item, "09-005"),
    (skip_level, "14-003"),
    (start_low, "14-002"),
    (mix_headings, "14-007"),
    (empty_heading, "heading-empty"),
    (lose_link_words, "28-012"),
    (lose_link_place, "28-011"),
    (lose_order, "28-008"),
    (write_order_as_string, "28-009"),
    (lead_nowhere, "dest-dead"),
    (lose_bookmark, "dest-dead"),
    (lose_font, "31-009"),
    (lose_text, "10-001"),
    (lose_language, "11-006"),
    (write_no_language, "11-006"),
    (suspect_itself, "01-007"),
    (lose_title, "06-003"),
    (lose_metadata, "06-001"),
    (hide_title, "07-002"),
    (repeat_key, "parent-keys"),
    (give_key_again, "parent-next"),
    (add_nameless_layers, "20-001"),
]


@pytest.mark.parametrize(("spoil", "code"), FAULTS, ids=[spoil.__name__ for spoil, _ in FAULTS])
def test_a_seeded_fault_is_found(sound: bytes, spoil: Callable[[Pdf], None], code: str) -> None:
    found = examine(resaved(sound, spoil))
    assert code in {finding.code for finding in found}
    assert all(finding.where and finding.what for finding in found)
    assert all(finding.advice for finding in found if finding.code != "06-002")


def test_nothing_is_found_in_a_sound_pack(sound: bytes) -> None:
    assert examine(sound) == ()
    assert examine(resaved(sound, lambda document: None)) == ()


def test_many_faults_of_a_kind_are_counted_instead_of_told(sound: bytes) -> None:
    def spoil(document: Pdf) -> None:
        top = first(document, "Part")
        top.K = Array(
            [*top.K, *[document.make_indirect(Dictionary(S=Name.Figure, P=top)) for _ in range(150)]]
        )

    found = [finding for finding in examine(resaved(sound, spoil)) if finding.code == "13-004"]
    assert len(found) == 101
    assert found[-1].what.startswith("has 50 more of this kind")


def test_what_is_no_pdf_is_said_to_be_none() -> None:
    with pytest.raises(pikepdf.PdfError):
        examine(b"nothing of the kind")


def test_a_file_without_tags_is_said_to_have_none() -> None:
    out = io.BytesIO()
    with Pdf.new() as document:
        document.add_blank_page()
        document.save(out)
    assert "untagged" in {finding.code for finding in examine(out.getvalue())}


def test_a_finding_reads_as_a_sentence_with_what_to_do(sound: bytes) -> None:
    [finding] = examine(resaved(sound, lose_alternative))
    assert finding.words == (
        "Figure 1 on page 1 has no alternative text. "
        "Write what the picture says as its alternative text, or mark it as decoration."
    )
