"""Read a written report that comes back as a Word document: its sections, its figures, what lies outside.

A section is a content control tagged ``gt:section:KEY``. Where a program dropped every control, as
LibreOffice does, the bookmarks on the headings say where sections begin. Deleted text with tracked changes is
left out, inserted text is kept. A figure in a section becomes ``{figure KEY}`` or, for a table,
``{table KEY}``, and what stands in its place in the document is told beside it.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any
from xml.etree.ElementTree import Element, ParseError, fromstring

from goldenthread.intake.problems import CannotRead
from goldenthread.intake.refusals import Kind, kind_of
from goldenthread.intake.report_word_lines import Figure, Lines
from goldenthread.intake.word_numbering import Numbering
from goldenthread.intake.word_text import attribute, child, local_name

SECTION_TAG, REPORT_TAG = "gt:section:", "gt:report:"
SECTION_MARK, REPORT_MARK = "gt_section_", "gt_r_"
NOTE_MARK = "gt_n_"
OURS = re.compile(r"gt_(o|n|r|section)_")
_DAMAGED = "The document is damaged. Open it in Word, save it and try again."
_MAIN = ("document.main+xml", "macroEnabled.main+xml", "template.main+xml")
_TRACKED = {"ins", "del", "moveFrom", "moveTo"}
_CONTAINERS = {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"}


@dataclass(frozen=True)
class ReadSection:
    """A section as it came: its text, and the figures in it with what stood in their places."""

    key: str
    text: str
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class Outside:
    """A line that lies in no section; `after` is the section before it, empty for before the first."""

    after: str
    text: str


@dataclass(frozen=True)
class ReadReport:
    """What was read. `document` is the id that it carries, empty where it carries none.

    `by_marks`: it has no controls, so sections were found by their headings. `lost` says in words what it
    holds that cannot be taken: pictures, footnotes, text boxes.
    """

    document: str
    version: int | None
    digest: str
    sections: tuple[ReadSection, ...]
    outside: tuple[Outside, ...]
    by_marks: bool = False
    tracked: bool = False
    lost: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As plain lists and dicts, to be kept."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> ReadReport:
        """What `as_json` gave."""
        sections = tuple(
            ReadSection(one["key"], one["text"], tuple(Figure(**figure) for figure in one["figures"]))
            for one in kept["sections"]
        )
        outside = tuple(Outside(**one) for one in kept["outside"])
        return cls(**{**kept, "sections": sections, "outside": outside, "lost": tuple(kept["lost"])})


def read_report_word(content: bytes, *, tables: Collection[str] = ()) -> ReadReport:
    """What a Word document says in its sections, and outside them.

    `tables` are the keys of figures that are tables. Raises CannotRead for what is no Word document, for a
    damaged one, and for one that has neither controls nor bookmarks of a report.
    """
    if kind_of(content) is not Kind.WORD:
        raise CannotRead("This is not a Word document. Choose the .docx that was edited.")
    try:
        parts = _open(content)
        reader = _Reader(Lines(Numbering(parts.numbering, parts.styles), frozenset(tables)))
        reader.by_marks = not any(_tag(one).startswith(SECTION_TAG) for one in _block_controls(parts.body))
        reader.read(parts.body)
    except (ParseError, zipfile.BadZipFile, LookupError, ValueError, OSError, RecursionError) as error:
        raise CannotRead(_DAMAGED) from error
    if not reader.sections:
        raise CannotRead(
            "The document has none of the boxes in which a report's sections travel. Take the report to Word "
            "again, and copy the new words into its boxes."
        )
    properties = parts.properties
    version = properties.get("gt_version", "")
    return ReadReport(
        document=properties.get("gt_document", "") or reader.document,
        version=int(version) if version.isdecimal() else None,
        digest=properties.get("gt_digest", ""),
        sections=tuple(reader.finished()),
        outside=tuple(reader.outside),
        by_marks=reader.by_marks,
        tracked=any(local_name(one) in _TRACKED for one in parts.body.iter()),
        lost=tuple(_lost(parts.body)),
    )


@dataclass
class _Parts:
    body: Element
    numbering: Element | None
    styles: Element | None
    properties: dict[str, str]


def _open(content: bytes) -> _Parts:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        types = fromstring(archive.read("[Content_Types].xml"))
        main = next(
            (
                one.get("PartName", "").lstrip("/")
                for one in types
                if any(kind in one.get("ContentType", "") for kind in _MAIN)
            ),
            "word/document.xml",
        )

        def part(name: str) -> Element | None:
            return fromstring(archive.read(name)) if name in names else None

        folder = posixpath.dirname(main)
        body = child(fromstring(archive.read(main)), "body")
        if body is None:
            raise ValueError("no body")
        said = part("docProps/custom.xml")
        properties = {one.get("name", ""): "".join(one.itertext()).strip() for one in said or ()}
        numbering = part(posixpath.join(folder, "numbering.xml"))
        return _Parts(body, numbering, part(posixpath.join(folder, "styles.xml")), properties)


def _tag(element: Element) -> str:
    """The tag of a content control; empty for one without, and for anything else."""
    if local_name(element) != "sdt":
        return ""
    properties = child(element, "sdtPr")
    tag = child(properties, "tag") if properties is not None else None
    return (attribute(tag, "val") or "") if tag is not None else ""


def _block_controls(element: Element) -> Iterable[Element]:
    """Controls that stand beside paragraphs and tables, not within a paragraph."""
    for one in element:
        if local_name(one) in _CONTAINERS:
            if local_name(one) == "sdt":
                yield one
            yield from _block_controls(one)


@dataclass
class _Reader:
    """Walks the body once, in order, because list numbers count up through it."""

    lines: Lines
    by_marks: bool = False
    document: str = ""
    outside: list[Outside] = field(default_factory=list)
    sections: list[tuple[str, list[str], list[Figure]]] = field(default_factory=list)
    _after: str = ""
    _open: bool = False

    def finished(self) -> Iterable[ReadSection]:
        """Every section in the document's order, one that stands twice twice."""
        for key, lines, figures in self.sections:
            yield ReadSection(key, "\n".join(line for line in lines if line), tuple(figures))

    def read(self, element: Element) -> None:
        """What lies beside sections, and each section that it meets."""
        for block in element:
            kind, tag = local_name(block), _tag(block)
            if tag.startswith(REPORT_TAG):
                self.document = tag[len(REPORT_TAG) :]
                self.read(block)
            elif tag.startswith(SECTION_TAG) and not self.by_marks:
                self._section(tag[len(SECTION_TAG) :], block)
            elif kind in _CONTAINERS:
                self.read(block)
            elif kind in ("p", "tbl"):
                self._block(block)

    def _section(self, key: str, control: Element) -> None:
        lines: list[str] = []
        figures: list[Figure] = []
        self.sections.append((key, lines, figures))
        self._after = key
        inner = self.lines.of(control, figures, but=SECTION_TAG)
        lines += inner.lines
        for nested in inner.nested:
            self._section(_tag(nested)[len(SECTION_TAG) :], nested)

    def _block(self, block: Element) -> None:
        """A paragraph or table outside controls; by marks, it is of the section whose heading it follows."""
        marks = _marks(block)
        found: list[Figure] = []
        lines = self.lines.of_block(block, found)
        for mark in marks:
            if mark.startswith(REPORT_MARK):
                self.document = self.document or mark[len(REPORT_MARK) :]
        if self.by_marks and self._open and not any(OURS.match(mark) for mark in marks):
            self.sections[-1][1].extend(lines)
            self.sections[-1][2].extend(found)
            return
        self.outside += [Outside(self._after, line) for line in lines if line]
        if not self.by_marks:
            return
        # A note of ours leaves the section open that it follows; any other paragraph of ours ends it.
        self._open = self._open and any(mark.startswith(NOTE_MARK) for mark in marks)
        for mark in marks:
            if mark.startswith(SECTION_MARK):
                self._after = mark[len(SECTION_MARK) :]
                self.sections.append((self._after, [], []))
                self._open = True


def _marks(block: Element) -> list[str]:
    return [attribute(one, "name") or "" for one in block.iter() if local_name(one) == "bookmarkStart"]


_LOST = (
    ({"drawing", "pict", "object"}, "a picture or drawing"),
    ({"footnoteReference", "endnoteReference"}, "a footnote"),
    ({"txbxContent"}, "a text box"),
    ({"commentReference"}, "comments of Word’s own"),
    ({"oMath"}, "a formula"),
    ({"altChunk"}, "another document within it"),
)


def _lost(body: Element) -> Iterable[str]:
    found = {local_name(one) for one in body.iter()}
    return [words for names, words in _LOST if found & names]
