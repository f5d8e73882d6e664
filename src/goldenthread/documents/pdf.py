"""The board report as PDF/UA-1, by Typst.

The composed blocks reach Typst as JSON data, never spliced into markup, so text with ``#`` or ``$`` prints
as it is. System fonts are ignored and the date is the report's, so the same report gives the same bytes.
"""

import dataclasses
import json
from datetime import UTC, datetime, time
from pathlib import Path

import typst

from goldenthread.documents.blocks import Document
from goldenthread.documents.board_report import BoardReport
from goldenthread.documents.board_report_pages import compose
from goldenthread.documents.glyphs import printable
from goldenthread.documents.row_headers import mark_row_headers
from goldenthread.documents.typeface import typst_fonts

TEMPLATE = Path(__file__).parent / "templates" / "document.typ"


def render_pdf(report: BoardReport) -> bytes:
    """The report as a tagged PDF with row headers. Bytes depend on the report alone."""
    return typeset(compose(report))


def typeset(document: Document) -> bytes:
    """Any composed document as PDF/UA-1 on A4, cover and contents first."""
    data = json.dumps(_printable(dataclasses.asdict(document)), ensure_ascii=False)
    made = typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=typst_fonts(),
        sys_inputs={"document": data},
        pdf_standards=["ua-1"],
        timestamp=datetime.combine(document.dated, time(), UTC),
    )
    return mark_row_headers(made)


def _printable(value: object) -> object:
    """Every string made printable in the report's font; drawings are left alone."""
    if isinstance(value, dict):
        return {key: item if key == "svg" else _printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(item) for item in value]
    if isinstance(value, str):
        return printable(value)
    return value.isoformat() if hasattr(value, "isoformat") else value
