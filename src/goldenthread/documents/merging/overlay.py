"""Drawing over a page that somebody else made, whatever state its own content leaves behind."""

from pikepdf import Array, Dictionary, Object, Pdf

from goldenthread.documents.merging.content import page_content
from goldenthread.documents.merging.marks import Marks, read_marks


def page_marks(page: Object) -> Marks:
    """The marks of a page's content."""
    return read_marks(page_content(page), page.get("/Resources"))


def draw_over(pdf: Pdf, page: Object, marks: Marks, name: str, form: Object, drawing: str) -> None:
    """Adds ``drawing`` behind the page's content, which calls ``form`` by ``name``.

    The old content is closed first: its marks, and its drawing state. Resources are copied, since pages may
    share them.
    """
    resources = page.get("/Resources")
    copied = Dictionary(dict(resources.items())) if isinstance(resources, Dictionary) else Dictionary()
    known = copied.get("/XObject")
    copied.XObject = Dictionary(
        {**(dict(known.items()) if isinstance(known, Dictionary) else {}), name: form}
    )
    page.Resources = copied
    before = b"q\n" * (1 + marks.stray_restores)
    after = b"\n" + b"EMC\n" * marks.open_ends + b"Q\n" * (marks.open_saves + 1)
    contents = page.get("/Contents")
    old = list(contents) if isinstance(contents, Array) else [contents] if contents is not None else []
    page.Contents = Array([pdf.make_stream(before), *old, pdf.make_stream(after + drawing.encode())])


def number_text(value: float) -> str:
    """A number as content streams write it: "0.5"."""
    return f"{value:.5f}".rstrip("0").rstrip(".") or "0"
