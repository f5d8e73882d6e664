"""Attachments of a pack as PDF: PDF as it is, images and text by Typst, Office files by LibreOffice.

What cannot be brought in is refused with words for the clerk: what is wrong, and what its owner should do.
What can, but not well, is brought in with words of warning. Whether it has tags and text, and what a pack
would lose of it, the merge tells later.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Literal

import typst

from goldenthread.documents.pack_office import Office, OfficeFailed
from goldenthread.documents.pack_pdfs import pages_of
from goldenthread.documents.pack_pictures import look_at
from goldenthread.documents.pack_refusals import CannotBringIn
from goldenthread.documents.pack_typeset import compile_template

Kind = Literal["pdf", "word", "excel", "powerpoint", "image", "text"]

LARGEST = 100 * 1024 * 1024
"""Bytes of one attachment. A pack is read on the way to a meeting: what is larger is printed apart."""
MOST_CHARACTERS = 400_000
"""Of a plain text: about 120 pages."""

KINDS: dict[str, Kind] = {
    ".pdf": "pdf",
    ".docx": "word",
    ".docm": "word",
    ".xlsx": "excel",
    ".xlsm": "excel",
    ".pptx": "powerpoint",
    ".pptm": "powerpoint",
    ".png": "image",
    ".jpg": "image",
    ".jpeg": "image",
    ".txt": "text",
}


@dataclass(frozen=True)
class Attachment:
    """A file to bring in. ``title`` is what the agenda calls it; ``alt`` says what an image shows."""

    title: str
    name: str
    content: bytes
    alt: str = ""
    language: str = "en-GB"


@dataclass(frozen=True)
class BroughtIn:
    """An attachment as PDF, its number of pages, and what the clerk should know of it."""

    pdf: bytes
    pages: int
    warnings: tuple[str, ...] = ()


def bring_in(attachment: Attachment, *, office: Office | None, dated: date) -> BroughtIn:
    """The attachment as PDF. ``office`` None: LibreOffice is not there. Raises ``CannotBringIn``."""
    kind = KINDS.get(PurePath(attachment.name).suffix.lower())
    called = f"“{attachment.title}” ({attachment.name})"
    if not attachment.content:
        raise CannotBringIn(f"{called} is empty.", "Ask its owner to send it again.")
    if len(attachment.content) > LARGEST:
        raise CannotBringIn(
            f"{called} is larger than {LARGEST // 1024 // 1024} MB.",
            "Ask its owner to save it smaller, or to split it into appendices.",
        )
    if kind is None:
        raise CannotBringIn(
            f"{called} is of a kind that cannot be printed in a pack.",
            "Ask its owner to save it as PDF. Tables are best as Excel or PDF.",
        )
    if kind == "pdf":
        return _pdf(attachment.content, called)
    if kind == "image":
        return _image(attachment, called, dated)
    if kind == "text":
        return _text(attachment, called, dated)
    return _office(attachment, called, kind, office)


def _pdf(content: bytes, called: str) -> BroughtIn:
    return BroughtIn(content, pages_of(content, called))


def _image(attachment: Attachment, called: str, dated: date) -> BroughtIn:
    picture = look_at(attachment.content, called)
    if not attachment.alt.strip():
        raise CannotBringIn(
            f"{called} is an image, and nobody has said what it shows.",
            "Say so in a sentence or two on the paper's page: it is read to those who cannot see it.",
        )
    page = {
        "kind": "image", "title": attachment.title, "alt": attachment.alt.strip(),
        "language": attachment.language[:2], "landscape": picture.width > picture.height,
    }  # fmt: skip
    return BroughtIn(_compiled(attachment, called, page, dated, picture=attachment.content), 1)


def _text(attachment: Attachment, called: str, dated: date) -> BroughtIn:
    text = _decoded(attachment.content)
    if text is None or len(text) > MOST_CHARACTERS:
        wrong = "is not readable as text" if text is None else "is longer than about 120 pages"
        raise CannotBringIn(f"{called} {wrong}.", "Ask its owner to save it as PDF.")
    page = {
        "kind": "text", "title": attachment.title, "language": attachment.language[:2],
        "paragraphs": list(_paragraphs(text)),
    }  # fmt: skip
    pdf = _compiled(attachment, called, page, dated)
    return BroughtIn(pdf, pages_of(pdf, called))


def _compiled(
    attachment: Attachment, called: str, page: Mapping[str, object], dated: date, picture: bytes | None = None
) -> bytes:
    try:
        return compile_template("pack_attachment.typ", {"page": page}, dated=dated, picture=picture)
    except typst.TypstError as failure:
        raise CannotBringIn(
            f"{called} is broken: it cannot be drawn.", "Ask its owner to save it again, as PNG, JPEG or PDF."
        ) from failure


def _office(attachment: Attachment, called: str, kind: Kind, office: Office | None) -> BroughtIn:
    program = {"word": "Word", "excel": "Excel", "powerpoint": "PowerPoint"}[kind]
    as_pdf = (
        f"Ask its owner for a PDF: in {program}, Save as, PDF, with document structure tags for "
        "accessibility."
    )
    if office is None:
        raise CannotBringIn(
            f"{called} is a {program} file, and LibreOffice, which would print it, is not on this server.",
            f"{as_pdf} Or have LibreOffice installed.",
        )
    try:
        made = office.as_pdf(attachment.content, PurePath(attachment.name).suffix.lower())
    except OfficeFailed as failure:
        raise CannotBringIn(f"{called} {failure.words}.", as_pdf) from failure
    read = printed_by_office(attachment.title, attachment.name)
    return BroughtIn(made, pages_of(made, called), (read,))


def printed_by_office(title: str, name: str) -> str:
    """What the clerk is told of each paper that LibreOffice printed."""
    return f"“{title}” ({name}) was printed by LibreOffice: look whether its pages are as they should be."


def _decoded(content: bytes) -> str | None:
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if wide else ["utf-8-sig", "cp1252"]:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def _paragraphs(text: str) -> Iterator[list[str]]:
    """Lines that follow one another make a paragraph; an empty line ends it."""
    lines: list[str] = []
    for line in [*text.replace("\f", "\n\n").splitlines(), ""]:
        if line.strip():
            lines.append(line.strip())
        elif lines:
            yield lines
            lines = []
