"""A written report as a Word document to be edited, whose sections and figures are tagged content controls.

Each section is a control ``gt:section:KEY``, each figure of the records within it one ``gt:figure:KEY`` that
is locked. Office programs other than Word drop controls or their tags when they save, so bookmarks say the
same: ``gt_section_KEY`` on a section's heading, ``gt_f1_KEY`` around a figure, ``gt_o_1`` on another heading
of ours and ``gt_n_1`` on a note below a heading. Which document it is stands in its properties and, since
properties are often removed, in a bookmark on its title.

``intake.report_word`` reads it; the two share these names and nothing else.
"""

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from xml.sax.saxutils import quoteattr

import docx
from docx.document import Document as WordFile
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm
from docx.text.paragraph import Paragraph as WordParagraph

from goldenthread.documents.blocks import Column, Table, Text
from goldenthread.documents.drafted_report import DraftedReport, ReportSection
from goldenthread.documents.drafted_report_pages import FACT_COLUMNS, block_of, facts_of, headed
from goldenthread.documents.report_parts import Line, Part, PartKind
from goldenthread.documents.word_blocks import Pen
from goldenthread.documents.word_styles import style

SECTION_TAG, FIGURE_TAG, REPORT_TAG = "gt:section:", "gt:figure:", "gt:report:"
SECTION_MARK, REPORT_MARK, OURS_MARK, NOTE_MARK = "gt_section_", "gt_r_", "gt_o_", "gt_n_"
HOW_TO = (
    "Write between the headings, inside the boxes. Words outside them cannot be taken back. Figures come "
    "from the records: what is typed over them is not taken."
)
WIDTH = 170.0
"""Millimetres between the margins."""
_PROPERTIES = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"


@dataclass(frozen=True)
class Carried:
    """Which document it is: its id (32 hexadecimal digits), the report's version, the digest of its words."""

    document: str
    version: int
    digest: str


def write_report_word(
    report: DraftedReport, carried: Carried, *, guidance: Mapping[str, str] | None = None
) -> bytes:
    """The report as ``.docx``. ``guidance`` is printed before a section, by key. Same input, same bytes."""
    file = docx.Document()
    style(file)
    _describe(file, report)
    writing = _Writing(file, Pen(file, WIDTH, {}))
    writing.title(report, carried)
    for heading, section in headed(report.sections):
        for one in heading[:-1]:
            writing.ours(one.text, f"Heading {one.level}")
        writing.heading(heading[-1].text, f"Heading {heading[-1].level}", section.key)
        if note := (guidance or {}).get(section.key):
            writing.ours(note, "Note", NOTE_MARK)
        writing.section(section)
    out = io.BytesIO()
    file.save(out)
    return _packed(out.getvalue(), report, carried)


def _describe(file: WordFile, report: DraftedReport) -> None:
    properties = file.core_properties
    instant = datetime.combine(report.as_at, time())
    properties.title = report.title
    properties.author = properties.last_modified_by = report.council
    properties.subject = f"{report.template} to the {report.body}"
    properties.comments = properties.keywords = ""
    properties.language = "en-GB"
    properties.revision = 1
    properties.created = properties.modified = instant
    page = file.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(20)


@dataclass
class _Writing:
    """Writes at the end of a file, numbering controls and bookmarks as it goes."""

    file: WordFile
    pen: Pen
    _used: int = field(default=0)

    def title(self, report: DraftedReport, carried: Carried) -> None:
        """The title in a control that says which document it is, how to edit it, and what it is about."""
        start = self._here()
        paragraph = self.pen.paragraph(report.title, "Heading 1")
        self._bookmark(paragraph._p, f"{REPORT_MARK}{carried.document}")
        self._control(start, f"{REPORT_TAG}{carried.document}", "The report", locked=True)
        self.ours(HOW_TO, "Note")
        facts = tuple(((Text(what),), (Text(value),)) for what, value in facts_of(report))
        self.pen.draw(Table("About this report", FACT_COLUMNS, facts, headed=False))

    def ours(self, text: str, named: str, mark: str = OURS_MARK) -> None:
        """A paragraph that is not to be written in: a heading or, with its mark, a note below one."""
        self._bookmark(self.pen.paragraph(text, named)._p, f"{mark}{self._next()}")

    def heading(self, text: str, named: str, key: str) -> None:
        """A section's own heading, marked with its key."""
        paragraph = self.pen.paragraph(text, named)
        paragraph.paragraph_format.keep_with_next = True
        self._bookmark(paragraph._p, f"{SECTION_MARK}{key}")

    def section(self, section: ReportSection) -> None:
        """A section's parts in its control; an empty one has a paragraph to write in."""
        start = self._here()
        for part in section.parts:
            self._part(part)
        if not section.parts:
            self.pen.paragraph("", "Normal")
        self._control(start, f"{SECTION_TAG}{section.key}", section.title)

    def _part(self, part: Part) -> None:
        if part.kind is PartKind.TABLE:
            self._table(part)
            return
        named = "List Bullet" if part.kind is PartKind.BULLETS else "Normal"
        for line in part.lines:
            self._line(self.pen.paragraph("", named), line)

    def _line(self, paragraph: WordParagraph, line: Line) -> None:
        for span in line.spans:
            run = paragraph.add_run(_clean(span.text))
            if span.figure is not None:
                self._figure_around(run._r, span.figure)

    def _figure_around(self, run: BaseOxmlElement, key: str) -> None:
        """A run in a locked control, with bookmarks inside it that say the same."""
        parent = run.getparent()
        place = parent.index(run)
        number = self._next()
        control, content = self._new_control(
            f"{FIGURE_TAG}{key}", "Figure of the records", "sdtContentLocked"
        )
        start, end = _bookmarks(number, f"gt_f{number}_{key}")
        content.extend([start, run, end])
        parent.insert(place, control)

    def _table(self, part: Part) -> None:
        start = self._here()
        self.pen.draw(block_of(part) if len(part.rows) > 1 else _lone_row(part))
        table = self.file.element.body[start]
        rows = table.findall(qn("w:tr"))
        for row, says in zip(rows, part.rows, strict=True):
            for cell, line in zip(row.findall(qn("w:tc")), says.cells, strict=True):
                if any(span.figure for span in line.spans):
                    paragraph = WordParagraph(cell.find(qn("w:p")), self.file._body)
                    for run in list(paragraph.runs):
                        paragraph._p.remove(run._r)
                    self._line(paragraph, line)
        if part.figure is not None:
            self._bookmark(rows[0].find(qn("w:tc")).find(qn("w:p")), f"gt_f{self._next()}_{part.figure}")
            self._control(start, f"{FIGURE_TAG}{part.figure}", part.name, locked=True, until=start + 1)

    def _control(
        self, start: int, tag: str, title: str, *, locked: bool = False, until: int | None = None
    ) -> None:
        """Put what the body holds from a place on, until another, into a control at that place."""
        body = self.file.element.body
        held = list(body[start : self._here() if until is None else until])
        control, content = self._new_control(tag, title, "sdtContentLocked" if locked else "sdtLocked")
        content.extend(held)
        body.insert(start, control)

    def _here(self) -> int:
        """The place of the next block: before the page's own properties, which end the body."""
        body = self.file.element.body
        return len(body) - 1 if body[-1].tag == qn("w:sectPr") else len(body)

    def _new_control(self, tag: str, title: str, lock: str) -> tuple[BaseOxmlElement, BaseOxmlElement]:
        control, properties, content = (OxmlElement(f"w:{name}") for name in ("sdt", "sdtPr", "sdtContent"))
        says = (("alias", _clean(title)[:64]), ("tag", tag), ("id", str(1000 + self._next())), ("lock", lock))
        for name, value in says:
            element = OxmlElement(f"w:{name}")
            element.set(qn("w:val"), value)
            properties.append(element)
        control.append(properties)
        control.append(content)
        return control, content

    def _bookmark(self, paragraph: BaseOxmlElement, name: str) -> None:
        start, end = _bookmarks(self._next(), name)
        paragraph.insert(1 if paragraph.find(qn("w:pPr")) is not None else 0, start)
        paragraph.append(end)

    def _next(self) -> int:
        self._used += 1
        return self._used


def _bookmarks(number: int, name: str) -> tuple[BaseOxmlElement, BaseOxmlElement]:
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    return start, end


def _lone_row(part: Part) -> Table:
    """A table of which only the first row was typed yet."""
    head = part.rows[0]
    columns = tuple(Column(cell.text, 100 / len(head.cells)) for cell in head.cells)
    return Table(part.name, columns, ())


def _clean(text: str) -> str:
    """Text that XML can hold."""
    return "".join(letter for letter in text if letter >= " " or letter in "\t\n")


def _packed(package: bytes, report: DraftedReport, carried: Carried) -> bytes:
    """The same package with properties of our own, and every member dated the report's day."""
    day = report.as_at
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in _members(old, carried):
            member = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3
            new.writestr(member, content)
    return out.getvalue()


def _members(old: zipfile.ZipFile, carried: Carried) -> Iterable[tuple[str, bytes]]:
    part = "docProps/custom.xml"
    for member in old.infolist():
        content = old.read(member)
        if member.filename == "[Content_Types].xml":
            said = f'<Override PartName="/{part}" ContentType="{_PROPERTIES}"/></Types>'
            content = content.replace(b"</Types>", said.encode())
        elif member.filename == "_rels/.rels":
            said = f'<Relationship Id="rIdReport" Type="{_RELATION}" Target="{part}"/></Relationships>'
            content = content.replace(b"</Relationships>", said.encode())
        yield member.filename, content
    yield part, _properties(carried).encode()


def _properties(carried: Carried) -> str:
    says = {
        "gt_document": carried.document, "gt_version": str(carried.version), "gt_digest": carried.digest,
    }  # fmt: skip
    held = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{pid}" name={quoteattr(name)}>'
        f"<vt:lpwstr>{value}</vt:lpwstr></property>"
        for pid, (name, value) in enumerate(says.items(), 2)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f"{held}</Properties>"
    )
