"""Looking into a PDF before it goes into a pack: whether it opens, how long it is, whether it has text."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf

from goldenthread.documents.pack_refusals import CannotBringIn
from goldenthread.documents.wording import counted

MOST_PAGES = 2000
"""Of one attachment."""
_SHOWS_TEXT = re.compile(rb"[\s)\]>](Tj|TJ|'|\")(?=\s|$)")
_DRAWS = re.compile(rb"\sDo(?=\s|$)|\sEI(?=\s|$)")
_DEEPEST = 4
"""Forms within forms that are looked into for text."""


@dataclass(frozen=True)
class Looked:
    """Its number of pages, and what the clerk should know."""

    pages: int
    warnings: tuple[str, ...]


def look_into(content: bytes, called: str) -> Looked:
    """What a PDF is like. ``called`` begins the sentences. Raises ``CannotBringIn``."""
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            return _looked(document, called)
    except pikepdf.PasswordError as failure:
        raise CannotBringIn(
            f"{called} is protected with a password.", "Ask its owner for a copy without one."
        ) from failure
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RecursionError) as failure:
        raise CannotBringIn(
            f"{called} is broken: it cannot be read as a PDF.", "Ask its owner to save it again as PDF."
        ) from failure


def _looked(document: Pdf, called: str) -> Looked:
    pages = len(document.pages)
    if pages == 0:
        raise CannotBringIn(f"{called} has no pages.", "Ask its owner to save it again as PDF.")
    if pages > MOST_PAGES:
        raise CannotBringIn(
            f"{called} has {pages:,} pages; a pack takes {MOST_PAGES:,} of one paper.",
            "Ask its owner for a shorter paper, or to split it into appendices.",
        )
    form = document.Root.get("/AcroForm")
    if (
        isinstance(form, Dictionary)
        and "/XFA" in form
        and "/Fields" in form
        and document.Root.get("/NeedsRendering")
    ):
        raise CannotBringIn(
            f"{called} is a form that only Adobe's own program can show.",
            "Ask its owner to print it to PDF, and send that.",
        )
    return Looked(pages, tuple(_warnings(document, called, pages)))


def _warnings(document: Pdf, called: str, pages: int) -> Iterator[str]:
    if document.is_encrypted:
        yield (
            f"{called} was saved with limits on copying or printing. The pack does not keep them: ask its "
            "owner whether it may be published without."
        )
    scanned = sum(1 for page in document.pages if _is_scan(page.obj))
    if scanned:
        of = f"all its {counted(pages, 'page')}" if scanned == pages else f"{scanned} of its {pages} pages"
        yield (
            f"{called} looks scanned: {of} are pictures without text, which cannot be searched or read "
            "aloud. Ask its owner for the document that was printed, or for a copy with its text recognised."
        ).replace("all its 1 page are pictures", "its page is a picture")
    if _is_signed(document):
        yield f"{called} is signed electronically. The signature does not hold in a pack: keep the original."


def _is_scan(page: Object) -> bool:
    """A page that draws a picture and shows no text. An empty page is none."""
    content = _content(page)
    resources = page.get("/Resources", Dictionary())
    return bool(_DRAWS.search(content)) and not _shows_text(content, resources, 0)


def _shows_text(content: bytes, resources: Object, depth: int) -> bool:
    if _SHOWS_TEXT.search(content):
        return True
    if depth == _DEEPEST or not isinstance(resources, Dictionary):
        return False
    drawn = resources.get("/XObject", Dictionary())
    return any(
        _shows_text(one.read_bytes(), one.get("/Resources", resources), depth + 1)
        for one in drawn.values()
        if one.get("/Subtype") == Name.Form
    )


def _content(page: Object) -> bytes:
    contents = page.get("/Contents")
    if contents is None:
        return b""
    streams = contents if isinstance(contents, pikepdf.Array) else [contents]
    return b"\n".join(stream.read_bytes() for stream in streams)


def _is_signed(document: Pdf) -> bool:
    form = document.Root.get("/AcroForm")
    return isinstance(form, Dictionary) and bool(int(form.get("/SigFlags", 0)) & 1)
