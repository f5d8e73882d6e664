"""A part without tags, carried whole: each page one piece of the structure that claims nothing more."""

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from goldenthread.documents.merging.content import marked_number, operations, page_content
from goldenthread.documents.merging.marks import read_marks
from goldenthread.documents.merging.opening import annotations
from goldenthread.documents.merging.registry import Registry

ROLE = "UntaggedPage"
"""Mapped to NonStruct: its content is read in the order in which it was drawn, and means nothing more."""


def wrap_pages(registry: Registry, pages: list[Object], part: Object, words: str) -> None:
    """Puts every page under ``part`` as one element, titled ``words`` with the page's number.

    Not as a figure: the alternative text of one would be made up. All of a page is read, since nobody can
    tell what of it is decoration. Links and comments stand behind their page's content.
    """
    role = registry.roles.name(ROLE, "NonStruct", 0)
    kids = []
    for number, page in enumerate(pages, 1):
        element = _element(registry.pdf, role, part, page)
        element.T = String(f"{words}, page {number}")
        wrap_content(registry.pdf, page)
        registry.holder(page, {0: element})
        standing = [_stand(registry, annotation, element, page) for annotation in annotations(page)]
        element.K = Array([0, *[one for one in standing if one is not None]])
        kids.append(element)
    part.K = Array(kids)


def _element(pdf: Pdf, role: str, parent: Object, page: Object) -> Object:
    return pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{role}"), P=parent, Pg=page))


def _stand(registry: Registry, annotation: Object, parent: Object, page: Object) -> Object | None:
    """A place in the structure for a link or a comment."""
    if not annotation.is_indirect:
        return None
    is_link = annotation.get("/Subtype") == Name.Link
    element = _element(registry.pdf, "Link" if is_link else "Annot", parent, page)
    element.K = Array([Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page)])
    registry.annotation(annotation, element)
    if is_link and "/Contents" not in annotation:
        action = annotation.get("/A")
        address = str(action.URI) if isinstance(action, Dictionary) and "/URI" in action else "another page"
        annotation.Contents = String(f"Link to {address}")
    return element


def wrap_content(pdf: Pdf, page: Object) -> None:
    """One marked-content sequence around all of a page, its own numbers and stray ends taken out."""
    data = page_content(page)
    resources = page.get("/Resources")
    plain = without_numbers(data, resources)
    marks = read_marks(plain, resources)
    before = b"/Span <</MCID 0>> BDC\nq\n" + b"q\n" * marks.stray_restores
    after = b"\n" + b"EMC\n" * marks.open_ends + b"Q\n" * marks.open_saves + b"Q\nEMC\n"
    page.Contents = pdf.make_stream(before + plain + after)


def without_numbers(data: bytes, resources: Object | None) -> bytes:
    """Content whose marks carry no MCID and no artifact any more, and whose ends all have a beginning."""
    properties = resources.get("/Properties") if isinstance(resources, Dictionary) else None
    kept: list[bytes] = []
    last = 0
    for start, end, instead in _changes(data, properties):
        kept += (data[last:start], instead)
        last = end
    return b"".join((*kept, data[last:]))


def _changes(data: bytes, properties: Object | None) -> Iterator[tuple[int, int, bytes]]:
    depth = 0
    for operator, operands, start, end in operations(data):
        if operator == b"BDC":
            depth += 1
            if marked_number(operands, properties) is not None or operands[:1] == [b"/Artifact"]:
                yield start, end, b"/Span BMC"
        elif operator == b"BMC":
            depth += 1
            if operands[:1] == [b"/Artifact"]:
                yield start, end, b"/Span BMC"
        elif operator == b"EMC":
            if depth:
                depth -= 1
            else:
                yield start, end, b""
