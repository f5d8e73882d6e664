"""Drawing blocks into a Word file."""

import io
import re
from collections.abc import Mapping, Sequence

from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.shape import CT_Inline
from docx.oxml.table import CT_Row, CT_Tbl, CT_Tc
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from goldenthread.documents.blocks import (
    Badge,
    Block,
    Bullets,
    Cell,
    Column,
    Heading,
    Paragraph,
    Picture,
    SideBySide,
    Table,
    Text,
    Tone,
)
from goldenthread.documents.word_styles import MUTED

HEAD_FILL = "0B4F5C"
RULE = "B1B4B6"
TINTS: dict[Tone, tuple[str, str]] = {
    "red": ("F8DCD7", "A01F10"),
    "amber": ("FBE9CF", "8A4B00"),
    "green": ("D9ECDF", "005A30"),
    "accent": ("DCEBEE", "0B4F5C"),
    "grey": ("EEEFEF", "484F54"),
}
"""Fill and shape colour of each tone, as in the PDF."""

STYLES = {"plain": "Normal", "strong": "Normal", "muted": "Note", "lead": "Lead", "note": "Note"}
SHORT_TABLE = 10
"""Rows, header included, of a table that stays on one page; a longer one keeps its first three together."""
MUTED_SIZE = Pt(7.5)
MOST_PICTURE_WIDTH = 150.0
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Pen:
    """Writes blocks at the end of a file.

    ``width`` is the room between the margins in millimetres; ``rasters`` holds the PNG of each drawing, since
    Word before 2016 shows no SVG.
    """

    fact_columns = (Column("What", 30), Column("Value", 70))

    def __init__(self, file: WordFile, width: float, rasters: Mapping[str, bytes]) -> None:
        self.file = file
        self.width = width
        self._rasters = rasters
        self._style_ids = {style.name: style.style_id for style in file.styles}
        self._headings = 0
        self._pictures = 0
        self._breaks_page = False

    def break_page_before_next(self) -> None:
        """The next heading starts a page."""
        self._breaks_page = True

    def draw(self, block: Block) -> None:
        """Adds one block."""
        if isinstance(block, Heading):
            self._heading(block)
        elif isinstance(block, Paragraph):
            self.paragraph(block.text, STYLES[block.style])
        elif isinstance(block, Bullets):
            for item in block.items:
                self.paragraph(item, "List Bullet")
        elif isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Picture):
            self._picture(self.file.add_paragraph(), block)
        elif isinstance(block, SideBySide):
            for inner in (*block.left, *block.right):
                self.draw(inner)

    def paragraph(self, text: str, style: str) -> WordParagraph:
        """Adds a paragraph in a named style."""
        return self.file.add_paragraph(_clean(text), style)

    def contents(self, headings: Sequence[Heading]) -> None:
        """A contents field with its entries in place: links to the headings, in the order drawn."""
        paragraphs = []
        for number, heading in enumerate(headings, 1):
            paragraph = self.paragraph("", f"Contents {heading.level}")
            paragraph._p.append(_link(_bookmark_name(number), _clean(heading.text)))
            paragraphs.append(paragraph)
        if paragraphs:
            _wrap_in_field(paragraphs[0], paragraphs[-1], 'TOC \\o "1-2" \\h \\n')

    def _heading(self, block: Heading) -> None:
        paragraph = self.paragraph(block.text, f"Heading {block.level}")
        paragraph.paragraph_format.keep_with_next = True
        if self._breaks_page:
            paragraph.paragraph_format.page_break_before = True
            self._breaks_page = False
        if block.listed and block.level <= 2:
            self._headings += 1
            _add_bookmark(paragraph, self._headings)

    def _table(self, block: Table) -> None:
        rows = len(block.rows) + block.headed
        table = CT_Tbl.new_tbl(rows, len(block.columns), Mm(self.width))
        self.file.element.body._insert_tbl(table)
        _set_table_properties(table, block)
        share = self.width / sum(column.width for column in block.columns)
        widths = [column.width * share for column in block.columns]
        for grid, width in zip(table.tblGrid.gridCol_lst, widths, strict=True):
            grid.w = Mm(width)
        lines: list[tuple[Cell, ...]] = (
            [tuple((Text(c.heading),) for c in block.columns)] if block.headed else []
        )
        lines += block.rows
        for number, (row, cells) in enumerate(zip(table.tr_lst, lines, strict=True)):
            is_head = block.headed and number == 0
            _set_row_properties(row, is_head=is_head)
            for place, (tc, cell) in enumerate(zip(row.tc_lst, cells, strict=True)):
                tc.width = Mm(widths[place])
                if is_head:
                    _fill(tc, HEAD_FILL)
                bold = is_head or (place == 0 and not block.headed)
                self._cell(tc, cell, compact=block.compact, head=is_head, bold=bold)
                _align(tc, block.columns[place : place + 2])
            is_start = number < 3 or len(lines) <= SHORT_TABLE
            if is_start and number < len(lines) - 1:
                _keep_with_next(row)
        # Word joins two tables that touch; a small paragraph keeps them apart.
        self.paragraph("", "After table")

    def _cell(self, tc: CT_Tc, cell: Cell, *, compact: bool, head: bool, bold: bool) -> None:
        for number, piece in enumerate(cell or (Text(""),)):
            p = tc.p_lst[0] if number == 0 else tc.add_p()
            # By identifier: looking a style up by name for each cell took most of the time of a long report.
            p.style = self._style_ids["Compact cell" if compact else "Cell"]
            paragraph = WordParagraph(p, self.file._body)
            if isinstance(piece, Picture):
                self._picture(paragraph, piece)
            elif isinstance(piece, Badge):
                _write_badge(paragraph, piece, code_below=compact)
            else:
                _write_text(paragraph, piece, bold=bold, white=head)

    def _picture(self, paragraph: WordParagraph, picture: Picture) -> None:
        """Adds a picture under a number of our own: python-docx reads the whole file for each next one."""
        self._pictures += 1
        relation, _ = self.file.part.get_or_add_image(io.BytesIO(self._rasters[picture.svg]))
        scale = min(1.0, MOST_PICTURE_WIDTH / picture.width)
        width, height = Mm(picture.width * scale), Mm(picture.height * scale)
        name = f"Picture {self._pictures}"
        inline = CT_Inline.new_pic_inline(self._pictures, relation, f"{name}.png", width, height)
        inline.docPr.set("name", name)
        inline.docPr.set("descr", _clean(picture.alt))
        paragraph.add_run()._r.add_drawing(inline)


def add_field(paragraph: WordParagraph, code: str, shown: str) -> None:
    """A field such as PAGE, with what it shows until a program works it out."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = shown
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _write_badge(paragraph: WordParagraph, badge: Badge, *, code_below: bool) -> None:
    fill, shape = TINTS[badge.tone]
    mark = paragraph.add_run(f" {badge.shape} ")
    mark.font.color.rgb = RGBColor.from_string(shape)
    word = paragraph.add_run(f"{badge.word} ")
    word.bold = True
    for run in (mark, word):
        run._r.get_or_add_rPr().append(_shading(fill))
    if badge.code:
        code = paragraph.add_run()
        if code_below:
            code.add_break()
        code.add_text(badge.code if code_below else f" {badge.code}")
        code.font.color.rgb, code.font.size = MUTED, MUTED_SIZE


def _write_text(paragraph: WordParagraph, text: Text, *, bold: bool, white: bool) -> None:
    run = paragraph.add_run(_clean(text.text))
    run.bold = bold or text.style == "strong" or None
    if white:
        run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
    elif text.style == "muted":
        run.font.color.rgb, run.font.size = MUTED, MUTED_SIZE


def _align(tc: CT_Tc, columns: Sequence[Column]) -> None:
    """Numbers to the right, with some room when the next column starts with words on its left."""
    here, *following = columns
    if here.align == "left":
        return
    for p in tc.p_lst:
        paragraph = p.get_or_add_pPr()
        paragraph.jc_val = WD_ALIGN_PARAGRAPH.RIGHT
        if following and following[0].align == "left":
            paragraph.ind_right = Mm(1.5)


def _clean(text: str) -> str:
    """Text that XML can hold: control characters of the source are dropped."""
    return _NOT_IN_XML.sub("", text)


def _shading(fill: str) -> BaseOxmlElement:
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:color"), "auto")
    shading.set(qn("w:fill"), fill)
    return shading


def _fill(tc: CT_Tc, fill: str) -> None:
    tc.get_or_add_tcPr().append(_shading(fill))


def _set_row_properties(row: CT_Row, *, is_head: bool) -> None:
    """A row stays whole; the header row repeats on each page and is announced as a header."""
    properties = row.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))


def _keep_with_next(row: CT_Row) -> None:
    for tc in row.tc_lst:
        for p in tc.p_lst:
            p.get_or_add_pPr().get_or_add_keepNext().val = True


def _set_table_properties(table: CT_Tbl, block: Table) -> None:
    properties = table.tblPr
    for old in ("w:tblLayout", "w:tblLook"):
        for element in properties.findall(qn(old)):
            properties.remove(element)
    look = {"w:firstRow": str(int(block.headed)), "w:firstColumn": "1", "w:noHBand": "1", "w:noVBand": "1"}
    properties.append(_borders())
    properties.append(_element("w:tblLayout", {"w:type": "fixed"}))
    properties.append(_margins(1.0))
    properties.append(_element("w:tblLook", look))
    properties.append(_element("w:tblCaption", {"w:val": _clean(block.name)}))


def _borders() -> BaseOxmlElement:
    borders = OxmlElement("w:tblBorders")
    for side in ("w:top", "w:bottom", "w:insideH"):
        borders.append(_element(side, {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": RULE}))
    return borders


def _margins(millimetres: float) -> BaseOxmlElement:
    margins = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        margins.append(_element(side, {"w:w": str(Mm(millimetres).twips), "w:type": "dxa"}))
    return margins


def _element(name: str, attributes: dict[str, str]) -> BaseOxmlElement:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(key), value)
    return element


def _bookmark_name(number: int) -> str:
    return f"_Toc{number:06}"


def _add_bookmark(paragraph: WordParagraph, number: int) -> None:
    start = _element("w:bookmarkStart", {"w:id": str(number), "w:name": _bookmark_name(number)})
    end = _element("w:bookmarkEnd", {"w:id": str(number)})
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(end)


def _link(target: str, words: str) -> BaseOxmlElement:
    link = _element("w:hyperlink", {"w:anchor": target, "w:history": "1"})
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = words
    run.append(text)
    link.append(run)
    return link


def _wrap_in_field(first: WordParagraph, last: WordParagraph, code: str) -> None:
    instruction = OxmlElement("w:instrText")
    instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    instruction.text = code
    opening = [_run(_mark("begin")), _run(instruction), _run(_mark("separate"))]
    place = 1 if first._p.pPr is not None else 0
    for offset, run in enumerate(opening):
        first._p.insert(place + offset, run)
    last._p.append(_run(_mark("end")))


def _mark(kind: str) -> BaseOxmlElement:
    return _element("w:fldChar", {"w:fldCharType": kind})


def _run(content: BaseOxmlElement) -> BaseOxmlElement:
    run = OxmlElement("w:r")
    run.append(content)
    return run
