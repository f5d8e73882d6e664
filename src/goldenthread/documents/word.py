"""The board report as a Word document: the same blocks as the PDF, with real headings, lists and tables.

The same report gives the same bytes: times inside the file are the report's date, never the clock's.
"""

import io
import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time

import docx
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.section import Section as WordSection
from docx.shared import Mm

from goldenthread.documents.blocks import (
    Block,
    Cover,
    Document,
    Heading,
    SideBySide,
    Table,
    Text,
    pictures_in,
)
from goldenthread.documents.board_report import BoardReport
from goldenthread.documents.board_report_pages import compose
from goldenthread.documents.rasters import rasterise
from goldenthread.documents.word_blocks import Pen, add_field
from goldenthread.documents.word_styles import style

A4_SHORT, A4_LONG = 210.0, 297.0
MARGIN, WIDE_MARGIN = 20.0, 13.0
"""Millimetres."""


def render_word(report: BoardReport) -> bytes:
    """The report as ``.docx``."""
    return write_word(compose(report))


def write_word(document: Document) -> bytes:
    """Any composed document as ``.docx``: cover, contents, sections."""
    file = docx.Document()
    style(file)
    _describe(file, document)
    first = file.sections[0]
    _shape(first, landscape=False)
    drawings = (picture.svg for section in document.sections for picture in pictures_in(section.blocks))
    pen = Pen(file, A4_SHORT - 2 * MARGIN, rasterise(drawings))
    _running_head(first, document.running_head)
    if document.cover is not None:
        _cover(pen, document.cover)
        first.different_first_page_header_footer = True
        _contents(pen, document)
    landscape = False
    for section in document.sections:
        if section.landscape or landscape:
            _shape(file.add_section(WD_SECTION.NEW_PAGE), landscape=section.landscape)
            file.sections[-1].different_first_page_header_footer = False
        elif section.new_page:
            pen.break_page_before_next()
        landscape = section.landscape
        pen.width = (A4_LONG - 2 * WIDE_MARGIN) if landscape else (A4_SHORT - 2 * MARGIN)
        for block in section.blocks:
            pen.draw(block)
    out = io.BytesIO()
    file.save(out)
    return _with_fixed_times(out.getvalue(), document.dated)


def _describe(file: WordFile, document: Document) -> None:
    properties = file.core_properties
    instant = datetime.combine(document.dated, time())
    properties.title = document.title
    properties.author = document.author
    properties.last_modified_by = document.author
    properties.subject = document.subject
    properties.comments = ""
    properties.keywords = ""
    properties.language = "en-GB"
    properties.revision = 1
    properties.created = instant
    properties.modified = instant


def _shape(section: WordSection, *, landscape: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width = Mm(A4_LONG if landscape else A4_SHORT)
    section.page_height = Mm(A4_SHORT if landscape else A4_LONG)
    side = Mm(WIDE_MARGIN if landscape else MARGIN)
    section.left_margin, section.right_margin = side, side
    section.top_margin, section.bottom_margin = Mm(22), Mm(18)
    section.header_distance, section.footer_distance = Mm(10), Mm(8)


def _running_head(section: WordSection, words: str) -> None:
    section.header.paragraphs[0].text = words
    footer = section.footer.paragraphs[0]
    footer.alignment = 2
    footer.add_run("Page ")
    add_field(footer, "PAGE", "1")
    footer.add_run(" of ")
    add_field(footer, "NUMPAGES", "1")


def _cover(pen: Pen, cover: Cover) -> None:
    pen.paragraph(cover.owner, "Cover owner")
    pen.paragraph(cover.title, "Title")
    pen.paragraph(cover.subtitle, "Subtitle")
    rows = tuple(((Text(what),), (Text(value),)) for what, value in cover.facts)
    pen.draw(Table("About this report", pen.fact_columns, rows, headed=False))
    for label in cover.labels:
        pen.paragraph(label, "Cover label")


def _contents(pen: Pen, document: Document) -> None:
    """A contents field that already holds its entries as links: nobody must press a key to see them."""
    pen.paragraph("Contents", "Contents heading").paragraph_format.page_break_before = True
    headings = [
        heading
        for section in document.sections
        for heading in _headings(section.blocks)
        if heading.listed and heading.level <= 2
    ]
    pen.contents(headings)


def _headings(blocks: Iterable[Block]) -> Iterable[Heading]:
    for block in blocks:
        if isinstance(block, Heading):
            yield block
        elif isinstance(block, SideBySide):
            yield from _headings((*block.left, *block.right))


def _with_fixed_times(package: bytes, dated: date) -> bytes:
    """The same zip with every member dated the report's date, in the same order."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            fixed = zipfile.ZipInfo(member.filename, (dated.year, dated.month, dated.day, 0, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.create_system = 3
            new.writestr(fixed, old.read(member))
    return out.getvalue()
