"""A small checker of tagged PDFs: what PDF/UA-1 asks and a machine can tell, as far as our papers go.

It is not veraPDF and does not replace it. It reads the file that a person would get, after every pass of
ours, and says what is wrong where; a clean file gives no findings.
"""

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from goldenthread.documents.row_headers import children, elements

PAINTING = frozenset(("S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Tj", "TJ", "'", '"', "sh", "Do"))
"""Operators that put something on the page, inline images (INLINE IMAGE) aside: Typst writes none."""


@dataclass(frozen=True)
class Finding:
    """What is wrong, and where: ``Finding("Table 3, row 2", "the first cell is not a row header")``."""

    where: str
    what: str


@dataclass(frozen=True)
class _Marks:
    """What a page's content says of itself: its marked-content numbers, and paint outside any mark."""

    numbers: Counter[int]
    unmarked: int


def check(pdf: bytes) -> tuple[Finding, ...]:
    """Everything found wrong with a PDF, in reading order. Raises ``pikepdf.PdfError`` for what is no PDF."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root = document.Root
        found = list(_document_findings(document))
        if "/StructTreeRoot" not in root:
            return (*found, Finding("document", "has no structure tree"))
        found += _heading_findings(root.StructTreeRoot)
        found += _figure_findings(root.StructTreeRoot)
        for number, table in enumerate(elements(root.StructTreeRoot, "/Table"), 1):
            found += _table_findings(f"Table {number}", table)
        found += _content_findings(document)
        found += _link_findings(document)
    return tuple(found)


def _document_findings(document: Pdf) -> Iterator[Finding]:
    root = document.Root
    if not root.get("/MarkInfo", Dictionary()).get("/Marked", False):
        yield Finding("document", "is not marked as tagged")
    if not str(root.get("/Lang", "")):
        yield Finding("document", "has no language")
    if not root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False):
        yield Finding("document", "does not display its title")
    with document.open_metadata() as metadata:
        if not str(metadata.get("dc:title", "")).strip():
            yield Finding("document", "has no title in its metadata")
        if str(metadata.get("pdfuaid:part", "")) != "1":
            yield Finding("document", "does not claim PDF/UA-1")


def _descendants(element: Object) -> Iterator[Object]:
    waiting = list(children(element))
    while waiting:
        current = waiting.pop(0)
        yield current
        waiting = [*children(current), *waiting]


def _heading_findings(tree: Object) -> Iterator[Finding]:
    roles = [str(element.S) for element in _descendants(tree)]
    levels = [int(role[2:]) for role in roles if role.startswith("/H") and role[2:].isdigit()]
    if not levels:
        yield Finding("document", "has no headings")
        return
    if levels[0] != 1:
        yield Finding("heading 1", f"starts at level {levels[0]}")
    for number, (before, after) in enumerate(pairwise(levels), 2):
        if after > before + 1:
            yield Finding(f"heading {number}", f"skips from level {before} to {after}")


def _figure_findings(tree: Object) -> Iterator[Finding]:
    figures = [element for element in _descendants(tree) if Name.Figure == element.S]
    for number, figure in enumerate(figures, 1):
        if not str(figure.get("/Alt", "")).strip():
            yield Finding(f"Figure {number}", "has no alternative text")
        if "/K" not in figure:
            yield Finding(f"Figure {number}", "has no content")


def _table_findings(where: str, table: Object) -> Iterator[Finding]:
    rows = [list(children(row)) for row in elements(table, "/TR")]
    widths = {sum(int(_table_attribute(cell, "/ColSpan") or 1) for cell in row) for row in rows}
    if len(widths) > 1:
        yield Finding(where, f"has rows of {sorted(widths)} columns")
    for number, row in enumerate(rows, 1):
        if row and row[0].S != Name.TH:
            yield Finding(f"{where}, row {number}", "the first cell is not a row header")
        for cell in row:
            if cell.S == Name.TH and _table_attribute(cell, "/Scope") is None:
                yield Finding(f"{where}, row {number}", "has a header without scope")
    identifiers = {bytes(cell.ID) for row in rows for cell in row if "/ID" in cell}
    for number, row in enumerate(rows, 1):
        named = {bytes(header) for cell in row for header in _table_attribute(cell, "/Headers") or []}
        if named - identifiers:
            yield Finding(f"{where}, row {number}", "names a header that is not there")


def _table_attribute(cell: Object, key: str) -> Object | None:
    attributes = cell.get("/A", Array())
    for item in attributes if isinstance(attributes, Array) else [attributes]:
        if isinstance(item, Dictionary) and item.get("/O") == Name.Table and key in item:
            return item[key]
    return None


def _content_findings(document: Pdf) -> Iterator[Finding]:
    """Marked content against the tree: each number once on its page and once in the tree."""
    pages = {page.obj.objgen: number for number, page in enumerate(document.pages, 1)}
    in_tree: dict[int, Counter[int]] = {number: Counter() for number in pages.values()}
    for holder, number in _tree_references(document.Root.StructTreeRoot, None):
        if holder is None or holder.objgen not in pages:
            yield Finding("structure tree", f"content {number} is on no page")
        else:
            in_tree[pages[holder.objgen]][number] += 1
    for page_number, page in enumerate(document.pages, 1):
        marks = _marks(page.obj)
        where = f"page {page_number}"
        if marks.unmarked:
            yield Finding(where, f"{marks.unmarked} drawings are neither tagged nor artifacts")
        for number in sorted(marks.numbers.keys() | in_tree[page_number].keys()):
            on_page, in_structure = marks.numbers[number], in_tree[page_number][number]
            if (on_page, in_structure) != (1, 1):
                yield Finding(where, f"content {number} is {on_page} times there, {in_structure} in the tree")


def _tree_references(element: Object, page: Object | None) -> Iterator[tuple[Object | None, int]]:
    """Every (page, marked-content number) that the tree refers to."""
    page = element.get("/Pg", page)
    kids = element.get("/K", Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, int):
            yield page, kid
        elif isinstance(kid, Dictionary) and kid.get("/Type") == Name.MCR:
            yield kid.get("/Pg", page), int(kid.MCID)
        elif isinstance(kid, Dictionary) and "/S" in kid:
            yield from _tree_references(kid, page)


def _marks(page: Object) -> _Marks:
    numbers: Counter[int] = Counter()
    stack: list[bool] = []
    unmarked = 0
    for instruction in pikepdf.parse_content_stream(page):
        operands, name = instruction.operands, str(instruction.operator)
        if name in ("BDC", "BMC"):
            properties = operands[1] if name == "BDC" else None
            if isinstance(properties, Dictionary) and "/MCID" in properties:
                numbers[int(properties.MCID)] += 1
                stack.append(True)
            else:
                stack.append(operands[0] == Name.Artifact)
        elif name == "EMC":
            stack.pop()
        elif name in PAINTING and not any(stack):
            unmarked += 1
    return _Marks(numbers, unmarked)


def _link_findings(document: Pdf) -> Iterator[Finding]:
    for number, page in enumerate(document.pages, 1):
        for annotation in page.obj.get("/Annots", Array()):
            if "/StructParent" not in annotation:
                yield Finding(f"page {number}", "has a link outside the structure")
            if not str(annotation.get("/Contents", "")).strip():
                yield Finding(f"page {number}", "has a link without words")
        if "/Annots" in page.obj and page.obj.get("/Tabs") != Name.S:
            yield Finding(f"page {number}", "does not order its links by structure")
