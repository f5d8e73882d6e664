"""Opening a PDF that somebody sent: what stops it, what a merge would lose, what it says of itself."""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from goldenthread.documents.merging.content import TooMuch
from goldenthread.documents.merging.shapes import CannotMerge, Finding, Part

MOST_OBJECTS = 500_000
"""More could be one chain, which the library follows by recursion; ``deep_stack`` has room for twice that."""
MOST_PAGES = 5_000
DEEPEST_PAGE_TREE = 200


class TooMany(ValueError):
    """A file of more than MOST_OBJECTS objects."""


FAILURES = (
    TooMuch, pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError, IndexError, AttributeError,
    NotImplementedError, ArithmeticError,
)  # fmt: skip
"""What reading a file raises that is not what it should be; anything can stand for anything in one."""
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
"""The form of a language tag: "en-GB"."""
PERMISSIONS = {
    "extract": "copying text",
    "modify_annotation": "commenting",
    "modify_assembly": "assembling pages",
    "modify_form": "filling in forms",
    "modify_other": "changing the pages",
    "print_highres": "printing well",
    "print_lowres": "printing",
}
"""What each flag of an encrypted file allows, in words. Reading aloud is always allowed."""


@dataclass(frozen=True)
class Opened:
    """A part's file, opened for one insertion: it is taken apart by the merge and must not be used twice."""

    pdf: Pdf
    part: Part
    place: int
    title: str
    language: str
    tagged: bool
    says_accessible: bool
    producer: str
    warnings: tuple[Finding, ...]

    def stop(self, what: str, advice: str) -> CannotMerge:
        """The refusal of this part."""
        return CannotMerge(what, advice, self.place, self.part.title)


def open_part(part: Part, place: int) -> Opened:
    """Raises CannotMerge for what cannot go into a pack. ``place`` counts parts from 1; 0 is a file alone."""
    pdf = _open(part, place)
    root = pdf.Root
    try:
        warnings = [*_damage(pdf), *_lost_permissions(pdf), *_lost_parts(root), *_newer(pdf)]
    except FAILURES as error:
        raise CannotMerge(*DAMAGED_INSIDE, place, part.title) from error
    tree = root.get("/StructTreeRoot")
    marked = root.get("/MarkInfo")
    metadata = _metadata(root)
    return Opened(
        pdf=pdf,
        part=part,
        place=place,
        title=_title(pdf, metadata),
        language=part.language or _language(root),
        tagged=isinstance(tree, Dictionary)
        and "/K" in tree
        and isinstance(marked, Dictionary)
        and says(marked, "/Marked"),
        says_accessible=re.search(rb"pdfuaid:part(>|=[\"'])\s*\d", metadata) is not None,
        producer=_producer(pdf),
        warnings=tuple(warnings),
    )


def _open(part: Part, place: int) -> Pdf:
    def stop(what: str, advice: str) -> CannotMerge:
        return CannotMerge(what, advice, place, part.title)

    if not part.pdf.strip():
        raise stop("is empty", "Send the file again; it has no content at all.")
    if b"%PDF-" not in part.pdf[:1024]:
        raise stop("is no PDF, whatever its name says", "Save it as PDF from the program it was made with.")
    try:
        pdf = pikepdf.open(io.BytesIO(part.pdf), suppress_warnings=True)
        pages = len(pdf.pages)
    except pikepdf.PasswordError:
        raise stop(
            "needs a password to open", "Ask its owner for a copy that opens without a password."
        ) from None
    except FAILURES as error:
        raise stop(
            f"is damaged{_place(error)} and cannot be opened",
            "Ask its owner to make the PDF again, or print it to PDF from a reader that can still show it.",
        ) from error
    if pages == 0:
        raise stop("has no pages", "Ask its owner to make the PDF again.")
    if pages > MOST_PAGES:
        raise stop(
            f"has {pages:,} pages, more than {MOST_PAGES:,}", "Split it, or publish it beside the pack."
        )
    _refuse_what_would_mislead(pdf, stop)
    return pdf


def unreadable(opened: Opened, error: Exception) -> CannotMerge:
    """The refusal of a part whose inside gave way while it was read."""
    if isinstance(error, TooMany):
        return opened.stop(
            f"is made of more than {MOST_OBJECTS:,} pieces",
            "Ask its owner to save it anew with fewer drawings, or publish it beside the pack.",
        )
    if isinstance(error, TooMuch):
        return opened.stop(
            "has a page of more than 64 MB of drawing", "Ask its owner to save it anew, pictures as images."
        )
    return opened.stop(*DAMAGED_INSIDE)


DAMAGED_INSIDE = (
    "is damaged inside and cannot be read",
    "Ask its owner to make the PDF again, or print it to PDF from a reader that can still show it.",
)


def _refuse_what_would_mislead(pdf: Pdf, stop: Callable[[str, str], CannotMerge]) -> None:
    if says(pdf.Root, "/NeedsRendering"):
        raise stop(
            "is a form that only Adobe's reader can draw",
            "Ask its owner to print the filled-in form to a new PDF.",
        )
    pages = [number for number, page in enumerate(pdf.pages, 1) if _has_redaction_marks(page.obj)]
    if pages:
        raise stop(
            f"marks text for redaction on page {_listed(pages)}, and the text is still there",
            "Ask its owner to apply the redactions, or to remove the marks.",
        )


def _has_redaction_marks(page: Object) -> bool:
    return any(annotation.get("/Subtype") == Name.Redact for annotation in annotations(page))


def says(thing: Object, key: str) -> bool:
    """Whether a dictionary says true, and not just something, for a key."""
    value: object = thing.get(key)
    return value is True


def annotations(page: Object) -> list[Object]:
    """A page's annotations; what is none is left out."""
    listed = page.get("/Annots")
    return [one for one in listed if isinstance(one, Dictionary)] if isinstance(listed, Array) else []


def _place(error: Exception) -> str:
    """ " near byte 1,234 (object 5)", as far as the error says where."""
    said = str(error)
    offset = re.search(r"offset (\d+)", said)
    number = re.search(r"object (\d+)", said)
    where = f" near byte {int(offset[1]):,}" if offset else ""
    return where + (f" (object {number[1]})" if number else "")


def _damage(pdf: Pdf) -> Iterator[Finding]:
    told = pdf.get_warnings()
    if told:
        where = re.search(r"offset (\d+)", str(told[0]))
        near = f" near byte {int(where[1]):,}" if where else ""
        yield Finding(
            "the file",
            f"was damaged{near} and had to be mended",
            "damaged",
            "Compare its pages with the original, or ask its owner to make the PDF again.",
        )


def _lost_permissions(pdf: Pdf) -> Iterator[Finding]:
    if not pdf.is_encrypted:
        return
    denied = [words for flag, words in PERMISSIONS.items() if not getattr(pdf.allow, flag)]
    limits = f": its owner forbids {_listed(denied)}" if denied else ""
    yield Finding(
        "the file",
        f"is protected{limits}; the pack does not carry that protection",
        "protection-lost",
        "Ask its owner whether it may be published in a pack.",
    )


def _lost_parts(root: Object) -> Iterator[Finding]:
    form = root.get("/AcroForm")
    form = form if isinstance(form, Dictionary) else Dictionary()
    flags = form.get("/SigFlags", 0)
    if (isinstance(flags, int) and flags & 1) or _has_signature(form):
        yield Finding(
            "the file",
            "is digitally signed; the signature does not survive in a pack",
            "signature-lost",
            "Keep the signed file itself as the evidence of who signed it.",
        )
    if "/XFA" in form:
        yield Finding(
            "the file",
            "holds a second form (XFA) that does not come along",
            "xfa-lost",
            "Compare its pages with what Adobe's reader shows.",
        )
    if "/Collection" in root:
        yield Finding(
            "the file",
            "is a portfolio of files; only its cover pages come along",
            "portfolio",
            "Add each of its files to the pack by itself.",
        )
    elif isinstance(root.get("/Names"), Dictionary) and "/EmbeddedFiles" in root.Names:
        yield Finding(
            "the file",
            "has other files attached; they do not come along",
            "attachments-lost",
            "Add each of them to the pack by itself if the reader needs it.",
        )


def _newer(pdf: Pdf) -> Iterator[Finding]:
    tree = pdf.Root.get("/StructTreeRoot")
    if pdf.pdf_version.startswith("2") or (isinstance(tree, Dictionary) and "/Namespaces" in tree):
        yield Finding(
            "the file", "is made for PDF 2.0, which PDF/UA-1 does not know", "pdf-2.0", "Save it as PDF 1.7."
        )


def _has_signature(form: Object) -> bool:
    fields = form.get("/Fields")
    some = list(fields)[:500] if isinstance(fields, Array) else []
    return any(
        isinstance(field, Dictionary) and field.get("/FT") == Name.Sig and "/V" in field for field in some
    )


def _language(root: Object) -> str:
    """The language that the file says, its one document's where the catalog is silent; "" for none."""
    said = _text(root.get("/Lang"))
    tree = root.get("/StructTreeRoot")
    kids = tree.get("/K") if isinstance(tree, Dictionary) else None
    top = kids[0] if isinstance(kids, Array) and len(kids) == 1 else kids
    if not said and isinstance(top, Dictionary) and top.get("/S") == Name.Document:
        said = _text(top.get("/Lang"))
    return said if LANGUAGE.fullmatch(said) else ""


def _metadata(root: Object) -> bytes:
    stream = root.get("/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        return b""
    try:
        return bytes(stream.read_bytes())[:1_000_000]
    except pikepdf.PdfError:
        return b""


def _title(pdf: Pdf, metadata: bytes) -> str:
    found = re.search(rb"<dc:title>.*?<rdf:li[^>]*>(.*?)</rdf:li>", metadata, re.DOTALL)
    if found:
        words = found[1].decode("utf-8", "replace")
        for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
            words = words.replace(entity, sign)
        if words.strip():
            return words.strip()
    return _info(pdf, "/Title").strip()


def _producer(pdf: Pdf) -> str:
    return f"{_info(pdf, '/Creator')} {_info(pdf, '/Producer')}".strip()


def _info(pdf: Pdf, key: str) -> str:
    info = pdf.trailer.get("/Info")
    return _text(info.get(key)) if isinstance(info, Dictionary) else ""


def _text(value: object) -> str:
    return str(value) if isinstance(value, pikepdf.String) else ""


def _listed(items: "list[str] | list[int]") -> str:
    said = [str(item) for item in items]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
