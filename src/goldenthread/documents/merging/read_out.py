"""A PDF read out: roles, alternative text and words in the order of its structure tree."""

import io
from dataclasses import dataclass

import pikepdf
from pikepdf import Object, Pdf, String

from goldenthread.documents.merging.holders import read_holders
from goldenthread.documents.merging.reading import Reader
from goldenthread.documents.merging.walk import Annotated, Content, Element, Key, read_tree


@dataclass(frozen=True)
class Said:
    """One element, or what of it follows after an element inside it (``again``).

    ``role`` is the standard one ("H1"), "" for one that leads nowhere; ``depth`` 0 is the top. ``text``
    is its own, without that of elements within; its ActualText stands for all of it. ``links`` counts links,
    comments and fields that it holds.
    """

    role: str
    depth: int
    text: str
    alt: str = ""
    title: str = ""
    language: str = ""
    page: int = 0
    again: bool = False
    links: int = 0


def read_out(pdf: bytes) -> tuple[Said, ...]:
    """Everything that a screen reader finds, in its order. Raises ``pikepdf.PdfError`` for what is no PDF."""
    with pikepdf.open(io.BytesIO(pdf), suppress_warnings=True) as document:
        return read_out_open(document)


def read_out_open(document: Pdf) -> tuple[Said, ...]:
    """The same of a file that is open already."""
    tree = read_tree(document)
    things = {key: holder.thing for key, holder in read_holders(document).all.items()}
    reader = Reader()
    said: list[Said] = []
    waiting: list[tuple[Element, int]] = [(top, 0) for top in reversed(tree.tops)]
    while waiting:
        element, start = waiting.pop()
        actual = _words(element, "/ActualText")
        if actual:
            said.append(_said(element, actual, 0, again=False))
            continue
        text, links, stop = _own(element, start, things, reader)
        if start == 0 or text or links:
            said.append(_said(element, text, links, again=start > 0))
        if stop < len(element.kids):
            kid = element.kids[stop]
            assert isinstance(kid, Element)
            waiting += [(element, stop + 1), (kid, 0)]
    return tuple(said)


def element_text(element: Element, things: dict[Key, Object], reader: Reader) -> str:
    """All that one element says, elements within it too."""
    actual = _words(element, "/ActualText")
    if actual:
        return actual
    own = [
        reader.text(things[content.holder], content.number)
        for one in (element, *element.below())
        for content in one.content
        if content.holder in things
    ]
    return " ".join("".join(own).split())


def _own(element: Element, start: int, things: dict[Key, Object], reader: Reader) -> tuple[str, int, int]:
    """The text and links from a kid on up to the next element, and that element's place."""
    text: list[str] = []
    links = 0
    for position in range(start, len(element.kids)):
        kid = element.kids[position]
        if isinstance(kid, Element):
            return "".join(text), links, position
        if isinstance(kid, Annotated):
            links += 1
        elif isinstance(kid, Content) and kid.holder in things:
            text.append(reader.text(things[kid.holder], kid.number))
    return "".join(text), links, len(element.kids)


def _said(element: Element, text: str, links: int, *, again: bool) -> Said:
    return Said(
        role=element.role,
        depth=element.depth,
        text=" ".join(text.split()),
        alt=_words(element, "/Alt"),
        title=_words(element, "/T"),
        language=_words(element, "/Lang"),
        page=element.page,
        again=again,
        links=links,
    )


def _words(element: Element, key: str) -> str:
    value = element.node.get(key)
    return str(value) if isinstance(value, String) else ""
