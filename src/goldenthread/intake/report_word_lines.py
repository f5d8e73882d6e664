"""The lines of a section in a Word document: paragraphs, list items and rows, figures in their places."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from goldenthread.intake.word_text import (
    Marks,
    attribute,
    child,
    local_name,
    paragraphs_in,
    read_paragraph,
    transparent_children,
)

FIGURE_TAG = "gt:figure:"
_FIGURE_MARK = re.compile(r"gt_f\d+_([a-z][a-z0-9_]*)")
_CONTAINERS = {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"}
_GONE = {"del", "moveFrom"}


@dataclass(frozen=True)
class Figure:
    """A figure of the records in a document: its key, and what stands in its place there."""

    key: str
    text: str


@dataclass
class Inner:
    """What a control holds: its lines, and controls within it that are not its own."""

    lines: list[str] = field(default_factory=list)
    nested: list[Element] = field(default_factory=list)


@dataclass(frozen=True)
class Lines:
    """Reads lines in the document's order; `tables` are the keys of figures that are tables."""

    marks: Marks
    tables: frozenset[str]

    def of(self, control: Element, figures: list[Figure], *, but: str) -> Inner:
        """What a control holds. Controls within it whose tag begins with `but` are given apart."""
        inner = Inner()
        properties = child(control, "sdtPr")
        if properties is not None and child(properties, "showingPlcHdr") is not None:
            return inner  # "Click or tap here to enter text": nothing was written
        self._into(control, figures, but, inner)
        return inner

    def _into(self, element: Element, figures: list[Figure], but: str, inner: Inner) -> None:
        joins = False
        for block in element:
            kind, tag = local_name(block), tag_of(block)
            if tag.startswith(but):
                inner.nested.append(block)
            elif tag.startswith(FIGURE_TAG):
                inner.lines.append(self._figure(tag[len(FIGURE_TAG) :], block, figures))
            elif kind in _CONTAINERS:
                self._into(block, figures, but, inner)
            elif kind in ("p", "tbl"):
                lines = self.of_block(block, figures)
                if joins and inner.lines and lines:
                    lines[0] = f"{inner.lines.pop()} {lines[0]}"
                inner.lines += lines
                joins = kind == "p" and _runs_on(block)

    def of_block(self, block: Element, figures: list[Figure]) -> list[str]:
        """The lines of a paragraph or a table."""
        if local_name(block) == "tbl":
            return self._table(block, figures)
        return self._paragraph(block, figures)

    def _paragraph(self, element: Element, figures: list[Figure]) -> list[str]:
        """A paragraph, or several where it has line breaks; an item of a list begins with "- "."""
        read = read_paragraph(self._placed(element, figures), self.marks)
        lines = [" ".join(line.split()) for line in read.shown.split("\n")]
        lines = [line for line in lines if line]
        numbered = re.match(r"(\d+[.)]|\([a-z]+\)|[a-z][.)])\s", lines[0]) if lines else None
        if read.is_listed and lines and not numbered:
            lines[0] = f"- {lines[0].removeprefix('- ')}"
        return lines

    def _table(self, table: Element, figures: list[Figure]) -> list[str]:
        """A row a line: "| a | b |". A table that is a figure of the records is its place."""
        key = _marked(table)
        if key in self.tables:
            return [self._figure(key, table, figures)]
        rows = []
        for row in transparent_children(table):
            if local_name(row) != "tr" or _is_gone(row):
                continue
            cells = [cell for cell in transparent_children(row) if local_name(cell) == "tc"]
            texts = [self._cell(cell, figures) for cell in cells]
            if any(texts):
                rows.append(f"| {' | '.join(texts)} |")
        return rows

    def _cell(self, cell: Element, figures: list[Figure]) -> str:
        placed = self._placed(cell, figures)
        text = " ".join(one.shown for one in paragraphs_in(placed, self.marks) if one.shown.strip())
        return " ".join(text.split()).replace("|", "\\|")

    def _figure(self, key: str, element: Element, figures: list[Figure]) -> str:
        figures.append(Figure(key, shown_in(element)))
        return self._place(key)

    def _place(self, key: str) -> str:
        return f"{{{'table' if key in self.tables else 'figure'} {key}}}"

    def _placed(self, element: Element, figures: list[Figure]) -> Element:
        """A copy whose figures are replaced by their places; each is told in `figures`."""
        copied = copy.deepcopy(element)
        self._by_controls(copied, figures)
        for paragraph in [one for one in copied.iter() if local_name(one) == "p"]:
            self._by_bookmarks(paragraph, figures)
        return copied

    def _by_controls(self, element: Element, figures: list[Figure]) -> None:
        for place, one in enumerate(list(element)):
            tag = tag_of(one)
            if tag.startswith(FIGURE_TAG):
                key = tag[len(FIGURE_TAG) :]
                figures.append(Figure(key, shown_in(one)))
                element[place] = _run(one, self._place(key), block=_holds_blocks(one))
            elif local_name(one) not in _GONE:
                self._by_controls(one, figures)

    def _by_bookmarks(self, paragraph: Element, figures: list[Figure]) -> None:
        """Figures whose controls were dropped, between bookmarks that need not stand side by side."""
        gone = {id(inner) for one in paragraph.iter() if local_name(one) in _GONE for inner in one.iter()}
        key = mark = ""
        held: list[Element] = []
        for one in paragraph.iter():
            kind = local_name(one)
            if kind == "bookmarkStart" and not key:
                found = _FIGURE_MARK.fullmatch(attribute(one, "name") or "")
                if found:
                    key, mark, held = found[1], attribute(one, "id") or "", []
            elif kind == "bookmarkEnd" and key and attribute(one, "id") == mark:
                if held:
                    figures.append(Figure(key, " ".join("".join(text.text or "" for text in held).split())))
                    held[0].text = self._place(key)
                    for text in held[1:]:
                        text.text = ""
                key = ""
            elif kind == "t" and key and id(one) not in gone:
                held.append(one)


def tag_of(element: Element) -> str:
    """The tag of a content control; empty for one without, and for anything else."""
    if local_name(element) != "sdt":
        return ""
    properties = child(element, "sdtPr")
    tag = child(properties, "tag") if properties is not None else None
    return (attribute(tag, "val") or "") if tag is not None else ""


def shown_in(element: Element) -> str:
    """The text that is seen, tracked changes accepted: paragraphs and cells with a space between."""
    return " ".join("".join(_shown(element)).split())


def _shown(element: Element) -> Iterator[str]:
    kind = local_name(element)
    if kind in _GONE or kind in ("rPr", "pPr", "sdtPr", "instrText"):
        return
    if kind == "t":
        yield element.text or ""
    elif kind in ("tab", "br", "cr"):
        yield " "
    for one in element:
        yield from _shown(one)
    if kind in ("p", "tc"):
        yield " "


def _holds_blocks(control: Element) -> bool:
    return any(local_name(one) in ("p", "tbl") for one in control.iter())


def _run(beside: Element, text: str, *, block: bool = False) -> Element:
    """A run that says `text`, or a paragraph with one where a whole block is replaced."""
    space = f"{beside.tag.partition('}')[0]}}}"
    outer = Element(f"{space}{'p' if block else 'r'}")
    run = SubElement(outer, f"{space}r") if block else outer
    SubElement(run, f"{space}t").text = text
    return outer


def _marked(table: Element) -> str:
    """The key of the figure that a table's first row is marked as; empty for none."""
    for one in table.iter():
        if local_name(one) == "bookmarkStart":
            found = _FIGURE_MARK.fullmatch(attribute(one, "name") or "")
            if found:
                return found[1]
    return ""


def _runs_on(paragraph: Element) -> bool:
    """Whether the paragraph's end was deleted with tracking, so that the next one runs on."""
    properties = child(paragraph, "pPr")
    run = child(properties, "rPr") if properties is not None else None
    return run is not None and child(run, "del") is not None


def _is_gone(row: Element) -> bool:
    properties = child(row, "trPr")
    return properties is not None and child(properties, "del") is not None
