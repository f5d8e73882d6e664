"""Files that somebody sent: broken, locked, or made to do harm. Nothing of it reaches the pack unseen."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from goldenthread.documents.merging import CannotMerge, Merged, Part, examine, look, merge
from goldenthread.documents.merging.read_out import read_out
from tests.documents.merging import compared
from tests.documents.merging.compared import resaved
from tests.documents.merging.papers import ABOUT, typeset, typst_paper


def packed(*changes: Callable[[Pdf], None], before: bytes | None = None) -> Merged:
    """A pack of a sound paper and one that was changed."""

    def change(document: Pdf) -> None:
        for one in changes:
            one(document)

    changed = resaved(typst_paper("Second paper"), change)
    return merge([Part("Sound", before or typst_paper()), Part("Changed", changed)], ABOUT)


def everything(pdf: bytes) -> bytes:
    """A file with all its streams unpacked, to look for words in."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            compress_streams=False,
        )
    return out.getvalue()


def codes(pack: Merged) -> set[str]:
    return {finding.code for finding in pack.parts[1].warnings}


def with_password(**wishes: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(typst_paper())) as document:
        document.save(out, encryption=pikepdf.Encryption(**wishes))  # type: ignore[arg-type]
    return out.getvalue()


@pytest.mark.parametrize(
    ("pdf", "words"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04 a Word file", "is no PDF"),
        (b"%PDF-1.7\nand then nothing", "is damaged"),
        (with_password(user="secret", owner="more"), "needs a password"),
    ],
)
def test_what_cannot_be_opened_is_refused_with_a_way_on(pdf: bytes, words: str) -> None:
    with pytest.raises(CannotMerge) as refusal:
        merge([Part("Sound", typst_paper()), Part("Appendix 2", pdf)], ABOUT)
    assert words in refusal.value.what
    assert refusal.value.part == 2
    assert refusal.value.words.startswith("“Appendix 2” ")
    assert refusal.value.advice.endswith(".")


def test_a_file_that_is_only_protected_goes_in_and_the_loss_is_told() -> None:
    locked = with_password(owner="owner", user="", allow=pikepdf.Permissions(extract=False))
    pack = merge([Part("Locked", locked)], ABOUT)
    [told] = pack.parts[0].warnings
    assert told.code == "protection-lost"
    assert "copying text" in told.what
    with pikepdf.open(io.BytesIO(pack.pdf)) as document:
        assert not document.is_encrypted


def test_a_file_cut_short_is_refused_or_told_to_be_mended() -> None:
    whole = typst_paper()
    for length in range(1_000, len(whole), len(whole) // 12):
        try:
            pack = merge([Part("Cut", whole[:length])], ABOUT)
        except CannotMerge:
            continue
        assert "damaged" in {finding.code for finding in pack.parts[0].warnings}
        assert not pack.claims_ua


def test_a_broken_file_is_refused_with_the_place() -> None:
    pdf = typst_paper().replace(b"/Type/Pages", b"/Type/Pagex").replace(b"/Kids", b"/Kidx")
    with pytest.raises(CannotMerge, match=r"Ask its owner|has no pages"):
        merge([Part("Broken", pdf)], ABOUT)


def add_scripts(document: Pdf) -> None:
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('MARK-SCRIPT')"))
    document.Root.OpenAction = script
    document.Root.AA = Dictionary(WC=script)
    document.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), script])))
    document.pages[0].obj.AA = Dictionary(O=script)
    document.pages[0].obj.Annots[0].AA = Dictionary(E=script)


def add_attachment(document: Pdf) -> None:
    document.attachments["MARK-FILE.txt"] = pikepdf.AttachedFileSpec(document, b"MARK-BYTES")
    file = document.attachments["MARK-FILE.txt"].obj
    pin = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]), FS=file)
    document.pages[0].obj.Annots.append(document.make_indirect(pin))
    document.Root.AF = Array([file])


def add_links(document: Pdf) -> None:
    actions = (
        Dictionary(S=Name.Launch, F=String("MARK-LAUNCH.exe")),
        Dictionary(S=Name.GoToR, F=String("MARK-REMOTE.pdf"), D=Array([0, Name.Fit])),
        Dictionary(S=Name.URI, URI=String("javascript:MARK-URI")),
        Dictionary(S=Name.URI, URI=String("file:///MARK-PATH")),
        Dictionary(S=Name.SubmitForm, F=String("MARK-SUBMIT")),
        Dictionary(S=Name.GoTo, D=String("MARK-NOWHERE")),
        Dictionary(
            S=Name.URI,
            URI=String("https://council.example/kept"),
            Next=Dictionary(S=Name.Launch, F=String("MARK-NEXT.exe")),
        ),
    )
    for action in actions:
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
        document.pages[0].obj.Annots.append(document.make_indirect(link))


def add_media(document: Pdf) -> None:
    for kind in ("Screen", "Sound", "Movie", "RichMedia", "3D", "Popup", "TrapNet", "Unheard"):
        thing = Dictionary(
            Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array([0, 0, 9, 9]), T=String(f"MARK-{kind}")
        )
        document.pages[0].obj.Annots.append(document.make_indirect(thing))


def add_metadata(document: Pdf) -> None:
    with document.open_metadata() as metadata:
        metadata["dc:creator"] = ["MARK-AUTHOR"]
    document.docinfo["/Author"] = "MARK-INFO"
    page = document.pages[0].obj
    page.PieceInfo = Dictionary(App=Dictionary(Private=String("MARK-PIECE")))
    page.Thumb = document.make_stream(b"MARK-THUMB", Width=1, Height=1)
    for thing in document.objects:
        if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == Name.Image:
            thing.Metadata = document.make_stream(b"MARK-IMAGE")


@pytest.mark.parametrize("change", [add_scripts, add_attachment, add_links, add_media, add_metadata])
def test_what_could_act_or_tell_more_than_the_pages_is_not_in_the_pack(change: Callable[[Pdf], None]) -> None:
    pack = packed(change)
    plain = everything(pack.pdf)
    assert b"MARK-" not in plain
    assert b"GoldenThreadDropped" not in plain
    assert b"First paper" in plain
    assert compared.words_of(read_out(pack.pdf)) == compared.plain_words(
        [Part("1", typst_paper()), Part("2", typst_paper("Second paper"))]
    )


def test_a_link_to_the_web_stays_without_what_it_would_do_next() -> None:
    pack = packed(add_links)
    assert b"https://council.example/kept" in everything(pack.pdf)
    assert {"left-out", "dead-link"} <= codes(pack)


def test_signatures_and_attachments_are_told_to_be_lost() -> None:
    def sign(document: Pdf) -> None:
        document.Root.AcroForm = Dictionary(SigFlags=3, Fields=Array())

    assert {"signature-lost", "attachments-lost"} <= codes(packed(sign, add_attachment))


def test_redactions_that_were_never_applied_stop_the_pack() -> None:
    def mark(document: Pdf) -> None:
        mark = Dictionary(Type=Name.Annot, Subtype=Name.Redact, Rect=Array([0, 0, 9, 9]))
        document.pages[1].obj.Annots = Array([document.make_indirect(mark)])

    with pytest.raises(CannotMerge, match=r"redaction on page 2.*apply the redactions"):
        packed(mark)


def test_comments_come_along_and_are_told() -> None:
    def comment(document: Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), Contents=String("Hm"))
        document.pages[0].obj.Annots.append(document.make_indirect(note))

    pack = packed(comment)
    assert "comments" in codes(pack)
    assert "28-002" in {finding.code for finding in pack.parts[1].findings}
    assert not pack.claims_ua


def hide_layer(document: Pdf, *, base_off: bool = False) -> None:
    group = document.make_indirect(Dictionary(Type=Name.OCG, Name=String("Secret")))
    shown = document.make_indirect(Dictionary(Type=Name.OCG, Name=String("Shown")))
    config = Dictionary(BaseState=Name.OFF, ON=Array([shown])) if base_off else Dictionary(OFF=Array([group]))
    document.Root.OCProperties = Dictionary(OCGs=Array([group, shown]), D=config)
    page = document.pages[0].obj
    page.Resources.Properties = Dictionary(MC0=group)
    content = b"/Artifact BMC /OC /MC0 BDC 1 0 0 rg 0 0 200 200 re f EMC EMC"
    page.Contents = Array([page.Contents, document.make_stream(content)])


@pytest.mark.parametrize("base_off", [False, True])
def test_what_a_layer_hides_stays_hidden(base_off: bool) -> None:
    pack = packed(lambda document: hide_layer(document, base_off=base_off))
    with pikepdf.open(io.BytesIO(pack.pdf)) as document:
        [hidden] = document.Root.OCProperties.D.OFF
        assert str(hidden.Name) == "Secret"
        drawn = document.pages[2].obj.Resources.Properties.MC0
        assert drawn.objgen == hidden.objgen
    assert "hidden-layers" in codes(pack)
    if compared.PDFTOPPM is not None:
        assert compared.pictures(pack.pdf)[2] == compared.pictures(typst_paper("Second paper"))[0]


def test_a_role_that_two_papers_use_differently_keeps_both_meanings() -> None:
    def use(meaning: Name) -> Callable[[Pdf], None]:
        def change(document: Pdf) -> None:
            tree = document.Root.StructTreeRoot
            tree.RoleMap = Dictionary(Own=meaning)
            tree.K[0].K[1].S = Name.Own

        return change

    pack = packed(use(Name.Div), before=resaved(typst_paper(), use(Name.P)))
    with pikepdf.open(io.BytesIO(pack.pdf)) as document:
        roles = {str(key): str(value) for key, value in document.Root.StructTreeRoot.RoleMap.items()}
    assert (roles["/Own"], roles["/Own_p2"]) == ("/P", "/Div")
    assert [one.role for one in read_out(pack.pdf) if one.text.startswith("The board is asked")] == [
        "P",
        "Div",
    ]
    assert pack.claims_ua


def test_a_standard_tag_with_another_meaning_stops_the_claim() -> None:
    def remap(document: Pdf) -> None:
        document.Root.StructTreeRoot.RoleMap = Dictionary(P=Name.H1)

    pack = packed(remap)
    assert "02-004" in codes(pack)
    assert not pack.claims_ua


def test_a_role_without_meaning_does_not_get_one_from_another_paper() -> None:
    def map_it(document: Pdf) -> None:
        document.Root.StructTreeRoot.RoleMap = Dictionary(Odd=Name.H1)

    def use_it(document: Pdf) -> None:
        document.Root.StructTreeRoot.K[0].K[0].S = Name.Odd

    pack = packed(use_it, before=resaved(typst_paper(), map_it))
    assert "02-001" in {finding.code for finding in pack.parts[1].findings}
    assert not pack.claims_ua


def test_a_class_of_the_same_name_keeps_its_own_attributes() -> None:
    def classes(color: int) -> Callable[[Pdf], None]:
        def change(document: Pdf) -> None:
            tree = document.Root.StructTreeRoot
            tree.ClassMap = Dictionary(C1=Dictionary(O=Name.Layout, SpaceBefore=color))
            tree.K[0].K[0].C = Name.C1

        return change

    pack = packed(classes(2), before=resaved(typst_paper(), classes(1)))
    with pikepdf.open(io.BytesIO(pack.pdf)) as document:
        tree = document.Root.StructTreeRoot
        assert {str(key): int(value.SpaceBefore) for key, value in tree.ClassMap.items()} == {
            "/C1": 1,
            "/C1_p2": 2,
        }
        assert Name.C1_p2 == tree.K[0].K[1].K[0].C
    assert pack.claims_ua


def loop(document: Pdf) -> None:
    top = document.Root.StructTreeRoot.K[0]
    top.K[0].K = Array([top.K[0].K, top])


def deepen(document: Pdf) -> None:
    top = document.Root.StructTreeRoot.K[0]
    inner = top.K[0]
    for _ in range(3_000):
        inner = document.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Div, K=inner))
    top.K[0] = inner


def name_twice(document: Pdf) -> None:
    top = document.Root.StructTreeRoot.K[0]
    top.K.append(document.make_indirect(Dictionary(S=Name.P, Pg=document.pages[0].obj, K=0, P=top)))


def name_a_huge_number(document: Pdf) -> None:
    top = document.Root.StructTreeRoot.K[0]
    top.K.append(
        document.make_indirect(Dictionary(S=Name.P, Pg=document.pages[0].obj, K=2_000_000_000, P=top))
    )


def name_a_lost_page(document: Pdf) -> None:
    top = document.Root.StructTreeRoot.K[0]
    lost = document.make_indirect(Dictionary(Type=Name.Page, MediaBox=Array([0, 0, 9, 9])))
    top.K.append(document.make_indirect(Dictionary(S=Name.P, Pg=lost, K=0, P=top)))


def hold_nonsense(document: Pdf) -> None:
    document.Root.StructTreeRoot.K[0].K.append(String("nonsense"))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (loop, "element-twice"),
        (deepen, "too-deep"),
        (name_twice, "content-twice"),
        (name_a_huge_number, "content-number"),
        (name_a_lost_page, "content-nowhere"),
        (hold_nonsense, "no-element"),
    ],
)
def test_a_tree_that_is_none_is_cut_back_and_told(change: Callable[[Pdf], None], code: str) -> None:
    pack = packed(change)
    assert code in codes(pack)
    assert not pack.claims_ua
    assert pack.parts[0].clean
    assert not pack.parts[1].clean


def test_a_chain_of_a_hundred_thousand_objects_does_not_end_the_process() -> None:
    def chain(document: Pdf) -> None:
        link = document.make_indirect(Dictionary())
        for _ in range(100_000):
            link = document.make_indirect(Dictionary(Next=link))
        document.pages[0].obj.Resources.Chain = link

    assert packed(chain).claims_ua


def test_a_page_that_unpacks_to_more_than_the_memory_is_refused() -> None:
    def blow_up(document: Pdf) -> None:
        bomb = document.make_stream(b"")
        bomb.write(zlib.compress(b" " * (70 * 1024 * 1024)), filter=Name.FlateDecode)
        document.pages[0].obj.Contents = bomb

    with pytest.raises(CannotMerge, match="64 MB"):
        look(resaved(typst_paper(), blow_up))


def test_too_many_pages_are_refused() -> None:
    out = io.BytesIO()
    with Pdf.new() as document:
        page = document.add_blank_page()
        document.pages.extend([page] * 5_000)
        document.save(out)
    with pytest.raises(CannotMerge, match="5,001 pages"):
        look(out.getvalue())


def test_a_drawing_that_draws_itself_ends() -> None:
    def draw(document: Pdf) -> None:
        form = document.make_stream(b"/Fm Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
        form.Resources = Dictionary(XObject=Dictionary(Fm=form))
        page = document.pages[0].obj
        page.Resources.XObject = Dictionary(Fm=form)
        page.Contents = Array([page.Contents, document.make_stream(b"/Artifact BMC /Fm Do EMC")])

    pack = packed(draw)
    assert examine(pack.pdf) == ()
    assert compared.words_of(read_out(pack.pdf))


def test_drawings_that_draw_each_other_twice_end_soon() -> None:
    def draw(document: Pdf) -> None:
        inner = None
        for _ in range(28):
            form = document.make_stream(b"/Fm Do /Fm Do", Type=Name.XObject, Subtype=Name.Form)
            form.BBox = Array([0, 0, 9, 9])
            form.Resources = Dictionary(XObject=Dictionary(Fm=inner)) if inner is not None else Dictionary()
            inner = form
        page = document.pages[0].obj
        page.Resources.XObject = Dictionary(Fm=inner)
        page.Contents = Array([page.Contents, document.make_stream(b"/Artifact BMC /Fm Do EMC")])

    assert compared.words_of(read_out(packed(draw).pdf))


def test_a_tagged_drawing_shown_on_two_pages_is_found() -> None:
    def share(document: Pdf) -> None:
        content = b"/P <</MCID 0>> BDC 0 0 9 9 re f EMC"
        form = document.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
        form.Resources = Dictionary()
        for page in document.pages:
            page.obj.Resources.XObject = Dictionary(
                {**dict(page.obj.Resources.get("/XObject", {}).items()), "/Fm": form}
            )
            page.obj.Contents = Array([page.obj.Contents, document.make_stream(b"/Fm Do")])
        top = document.Root.StructTreeRoot.K[0]
        mark = Dictionary(Type=Name.MCR, Pg=document.pages[0].obj, Stm=form, MCID=0)
        top.K.append(document.make_indirect(Dictionary(S=Name.P, P=top, K=mark)))

    pack = packed(share)
    assert {finding.code for finding in pack.parts[1].findings} == {"30-002"}


def test_a_form_shows_what_it_held_and_keeps_its_place() -> None:
    def fill_in(document: Pdf) -> None:
        look_ = document.make_stream(
            b"/Tx BMC q 0 0 1 rg 0 0 50 10 re f Q EMC", Type=Name.XObject, Subtype=Name.Form
        )
        look_.BBox = Array([0, 0, 50, 10])
        look_.Resources = Dictionary()
        page = document.pages[0].obj
        field = document.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("f1"), TU=String("Your name"),
                V=String("Ann"), Rect=Array([20, 20, 70, 30]), AP=Dictionary(N=look_), P=page, F=4,
            )
        )  # fmt: skip
        page.Annots.append(field)
        document.Root.AcroForm = Dictionary(Fields=Array([field]))
        top = document.Root.StructTreeRoot.K[0]
        kid = Dictionary(Type=Name.OBJR, Obj=field, Pg=page)
        top.K.insert(1, document.make_indirect(Dictionary(S=Name.Form, P=top, K=kid)))

    pack = packed(fill_in)
    assert pack.claims_ua
    assert "form-flat" in codes(pack)
    [field] = [one for one in read_out(pack.pdf) if one.role == "Form"]
    assert (field.alt, field.page) == ("Your name", 3)
    with pikepdf.open(io.BytesIO(pack.pdf)) as document:
        assert "/AcroForm" not in document.Root
        assert Name.Widget not in [one.Subtype for one in document.pages[2].Annots]


def test_a_field_that_the_file_does_not_draw_is_told_to_be_lost() -> None:
    def fill_in(document: Pdf) -> None:
        page = document.pages[0].obj
        field = document.make_indirect(
            Dictionary(
                Subtype=Name.Widget, FT=Name.Tx, T=String("f1"), V=String("Ann"), Rect=Array([0, 0, 9, 9])
            )
        )
        page.Annots.append(field)

    pack = packed(fill_in)
    assert "form-lost" in codes(pack)
    assert not pack.claims_ua


def test_an_untagged_page_with_marks_of_its_own_is_wrapped_once() -> None:
    def untag(document: Pdf) -> None:
        del document.Root.StructTreeRoot
        page = document.pages[0].obj
        page.Contents = Array(
            [document.make_stream(b"EMC Q q "), page.Contents, document.make_stream(b" q BT ET")]
        )

    pack = packed(untag)
    found = {finding.code for finding in pack.parts[1].findings}
    assert found == {"untagged"}
    words = " ".join(compared.words_of(read_out(pack.pdf)))
    assert "Second paper" in words
    links = [one for one in read_out(pack.pdf) if one.role == "Link" and one.depth == 3]
    assert len(links) >= 2


def test_a_scan_without_text_is_told_with_its_pages() -> None:
    out = io.BytesIO()
    with Pdf.new() as document:
        for _ in range(3):
            page = document.add_blank_page(page_size=(200, 200))
            image = document.make_stream(b"\0" * 4, Type=Name.XObject, Subtype=Name.Image, Width=2, Height=2)
            image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8
            page.obj.Resources = Dictionary(XObject=Dictionary(Im=image))
            page.obj.Contents = document.make_stream(b"q 200 0 0 200 0 0 cm /Im Do Q")
        document.save(out)
    pack = merge([Part("Sound", typst_paper()), Part("Scan", out.getvalue())], ABOUT)
    words = [finding.words for finding in pack.parts[1].warnings]
    assert any(one.startswith("Pages 1–3 of the file are pictures without text") for one in words)
    assert any(finding.code == "scanned" for finding in look(out.getvalue()).findings)


def test_a_paper_for_pdf_2_is_carried_and_stops_the_claim() -> None:
    def newer(document: Pdf) -> None:
        space = document.make_indirect(Dictionary(Type=Name.Namespace, NS=String("http://iso.org/pdf2/ssn")))
        document.Root.StructTreeRoot.Namespaces = Array([space])

    pack = packed(newer)
    assert "pdf-2.0" in codes(pack)
    assert not pack.claims_ua


def test_the_same_file_twice_in_one_pack_is_sound() -> None:
    paper = typeset("= Twice\n#link(<here>)[Here] <here>", title="Twice")
    pack = merge([Part("A", paper), Part("B", paper), Part("C", paper)], ABOUT)
    assert examine(pack.pdf) == ()
    assert pack.claims_ua


def test_a_file_of_too_many_objects_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goldenthread.documents.merging.cleaning.MOST_OBJECTS", 50)
    with pytest.raises(CannotMerge, match="pieces"):
        merge([Part("One", typst_paper())], ABOUT)
    with pytest.raises(CannotMerge, match="pieces"):
        look(typst_paper())
