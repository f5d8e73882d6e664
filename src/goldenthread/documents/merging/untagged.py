"""A part without tags, carried whole: each page one piece of the structure that claims nothing more."""

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from goldenthread.documents.merging.content import TooMuch, marked_number, operations, page_content
from goldenthread.documents.merging.marks import Marks, read_marks
from goldenthread.documents.merging.registry import Registry

ROLE = "UntaggedPage"
"""Mapped to NonStruct: its content is read in the order in which it was drawn, and means nothing more."""


def wrap_pages(registry: Registry, pages: list[Object], part: Object, words: str) -> None:
    """Puts every page under ``part`` as one element, titled ``words`` with the page's number.

    Not as a figure: the alternative text of one would be made up. Artifacts inside stay artifacts.
    """
    pdf = registry.pdf
    registry.roles.map[ROLE] = "NonStruct"
    kids = []
    for number, page in enumerate(pages, 1):
        element = pdf.make_indirect(
            Dictionary(
                Type=Name.StructElem,
                S=Name(f"/{ROLE}"),
                P=part,
                Pg=page,
                T=String(f"{words}, page {number}"),
                K=0,
            )
        )
        kids.append(element)
        wrap_content(pdf, page)
        registry.holder(page, {0: element})
    part.K = Array(kids)


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
    """Content whose marks carry no MCID any more and whose marks' ends all have a beginning."""
    properties = resources.get("/Properties") if isinstance(resources, Dictionary) else None
    changes = list(_changes(data, properties))
    for start, end, instead in reversed(changes):
        data = data[:start] + instead + data[end:]
    return data


def _changes(data: bytes, properties: Object | None) -> Iterator[tuple[int, int, bytes]]:
    depth = 0
    for operator, operands, start, end in operations(data):
        if operator == b"BDC":
            depth += 1
            if marked_number(operands, properties) is not None:
                yield start, end, b"/Span BMC"
        elif operator == b"BMC":
            depth += 1
        elif operator == b"EMC":
            if depth:
                depth -= 1
            else:
                yield start, end, b""


def marks_of(page: Object) -> Marks:
    """A page's marks; none where its content cannot be read."""
    try:
        return read_marks(page_content(page), page.get("/Resources"))
    except TooMuch:
        return Marks()
