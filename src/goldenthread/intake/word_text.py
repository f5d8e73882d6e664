"""The text of a Word document's paragraphs, as it is seen with all tracked changes accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol
from xml.etree.ElementTree import Element

# Containers that hold what they hold without changing it.
_TRANSPARENT = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})
_INLINE = _TRANSPARENT | {"hyperlink", "fldSimple", "dir", "bdo", "r"}
# Office's Wingdings marks for done and not done, which are letters of a symbol font and not of Unicode.
_SYMBOLS = {
    "F0FC": "✓",
    "F0FE": "☑",
    "F0FB": "✗",
    "F0FD": "☒",
    "F0A8": "☐",
    "F0B7": "•",
    "F0A7": "•",
    "F0D8": "•",
}


@dataclass(frozen=True)
class ListMark:
    """What Word draws before a paragraph of a list: `label` is "1.2" or "(a)", empty for a bullet."""

    label: str


class Marks(Protocol):
    """Gives the list mark of each paragraph, asked in the document's order."""

    def mark(self, properties: Element | None) -> ListMark | None: ...


@dataclass(frozen=True)
class Paragraph:
    """A paragraph's text with its list number written before it; `is_listed` for bullets and numbers."""

    shown: str
    is_listed: bool = False
    bold: bool = False
    is_heading: bool = False
    joins_next: bool = False


def local_name(element: Element) -> str:
    """An element's name without its namespace, so that both forms of the format are read alike."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str | None:
    """An attribute's value, whatever its namespace."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return None


def child(element: Element, name: str) -> Element | None:
    """The first child of that name."""
    return next((item for item in element if local_name(item) == name), None)


def transparent_children(element: Element) -> Iterator[Element]:
    """Children, with those of content controls and tracked insertions in their place."""
    for item in element:
        if local_name(item) in _TRANSPARENT:
            yield from transparent_children(item)
        else:
            yield item


def paragraphs_in(cell: Element, marks: Marks) -> list[Paragraph]:
    """A cell's paragraphs; a table inside it gives one line to each of its rows."""
    found: list[Paragraph] = []
    for block in transparent_children(cell):
        kind = local_name(block)
        if kind == "p":
            paragraph = read_paragraph(block, marks)
            if found and found[-1].joins_next:
                before = found.pop()
                paragraph = Paragraph(before.shown + paragraph.shown, before.is_listed, paragraph.bold)
            found.append(paragraph)
        elif kind == "tbl":
            found.extend(_rows_as_lines(block, marks))
    return found


def _rows_as_lines(table: Element, marks: Marks) -> Iterator[Paragraph]:
    for row in transparent_children(table):
        if local_name(row) == "tr":
            cells = [item for item in transparent_children(row) if local_name(item) == "tc"]
            texts = [" ".join(p.shown for p in paragraphs_in(cell, marks) if p.shown) for cell in cells]
            yield Paragraph(" | ".join(text for text in texts if text.strip()))


def read_paragraph(element: Element, marks: Marks) -> Paragraph:
    """One paragraph, with its list number, and whether all of its text is bold."""
    properties = child(element, "pPr")
    pieces = [(text, bold) for text, bold in _runs(element) if text]
    text = "".join(piece for piece, _ in pieces)
    mark = marks.mark(properties)
    shown = f"{mark.label} {text}".strip() if mark is not None else text
    return Paragraph(
        shown,
        is_listed=mark is not None,
        bold=bool(text.strip()) and all(bold for piece, bold in pieces if piece.strip()),
        is_heading=_is_heading(properties),
        joins_next=_mark_is_deleted(properties),
    )


def _is_heading(properties: Element | None) -> bool:
    style = child(properties, "pStyle") if properties is not None else None
    name = ((attribute(style, "val") if style is not None else "") or "").lower()
    outlined = properties is not None and child(properties, "outlineLvl") is not None
    return outlined or name.startswith("heading") or name in {"title", "subtitle"}


def _mark_is_deleted(properties: Element | None) -> bool:
    """True when the paragraph's end was deleted with tracking, so that the next one runs on."""
    run = child(properties, "rPr") if properties is not None else None
    return run is not None and child(run, "del") is not None


def _runs(element: Element, bold: bool = False) -> Iterator[tuple[str, bool]]:
    for item in element:
        kind = local_name(item)
        if kind == "r":
            properties = child(item, "rPr")
            if properties is not None and _is_on(properties, "vanish"):
                continue
            yield from _runs(item, properties is not None and _is_on(properties, "b"))
        elif kind in _INLINE:
            yield from _runs(item, bold)
        elif kind == "t":
            yield item.text or "", bold
        elif kind == "sym":
            yield _SYMBOLS.get((attribute(item, "char") or "").upper(), ""), bold
        else:
            yield _CHARACTERS.get(kind, ""), bold


_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def _is_on(properties: Element, name: str) -> bool:
    item = child(properties, name)
    return item is not None and attribute(item, "val") not in {"0", "false", "off", "none"}
