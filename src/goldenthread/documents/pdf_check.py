"""What we ask of the papers that we print ourselves, on top of the one checker in ``merging.examine``.

Every table of ours has its first column as row headers, and every paper has headings and says PDF/UA-1.
"""

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Name

from goldenthread.documents.merging.examine import examine_open
from goldenthread.documents.merging.shapes import Finding
from goldenthread.documents.row_headers import children, elements

__all__ = ["Finding", "check"]


def check(pdf: bytes) -> tuple[Finding, ...]:
    """Everything found wrong with a paper of ours. Raises ``pikepdf.PdfError`` for what is no PDF."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = examine_open(document)
        if "/StructTreeRoot" not in document.Root:
            return found
        return (*found, *_house_findings(document.Root.StructTreeRoot))


def _house_findings(tree: pikepdf.Object) -> Iterator[Finding]:
    for number, table in enumerate(elements(tree, "/Table"), 1):
        for row_number, row in enumerate(elements(table, "/TR"), 1):
            cells = list(children(row))
            if cells and cells[0].S != Name.TH:
                where = f"Table {number}, row {row_number}"
                yield Finding(where, "the first cell is not a row header", "row-header")
    if not any(next(elements(tree, f"/H{level}"), None) is not None for level in range(1, 7)):
        yield Finding("document", "has no headings", "14-001")
