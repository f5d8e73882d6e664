"""Checks of the file as a whole: language, title, marks, layers, protection."""

import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Pdf, String

from goldenthread.documents.merging.found import Found
from goldenthread.documents.merging.opening import LANGUAGE, says


def is_language(value: str) -> bool:
    """Whether it has the form of a language tag: "en-GB"."""
    return LANGUAGE.fullmatch(value) is not None


def document_findings(document: Pdf) -> Iterator[Found]:
    """01-007, 06, 07, 11-006, 20, 21, 25, 26."""
    root = document.Root
    info = root.get("/MarkInfo")
    info = info if isinstance(info, Dictionary) else Dictionary()
    if not says(info, "/Marked"):
        yield Found("document", "is not marked as tagged", "untagged")
    if says(info, "/Suspects"):
        yield Found("document", "says itself that its tags are suspect", "01-007")
    language = str(root.Lang) if isinstance(root.get("/Lang"), String) else ""
    if not language.strip():
        yield Found("document", "has no language", "11-006")
    elif not is_language(language):
        yield Found("document", f"has a language that is none ({language[:40]})", "11-006")
    yield from _title_findings(root)
    yield from _metadata_findings(root)
    yield from _layer_findings(root)
    form = root.get("/AcroForm")
    if isinstance(form, Dictionary) and "/XFA" in form:
        yield Found("document", "is a form of a kind that only one reader shows", "25-001")
    if document.is_encrypted and not document.allow.accessibility:
        yield Found("document", "forbids reading aloud", "26-002")
    if document.pdf_version.startswith("2"):
        yield Found("document", "is PDF 2.0, which PDF/UA-1 does not know", "pdf-2.0")


def _title_findings(root: pikepdf.Object) -> Iterator[Found]:
    wishes = root.get("/ViewerPreferences")
    shown: object = wishes.get("/DisplayDocTitle") if isinstance(wishes, Dictionary) else None
    if shown is None:
        yield Found("document", "does not display its title", "07-001")
    elif shown is not True:
        yield Found("document", "does not display its title, but its file's name", "07-002")


def _metadata_findings(root: pikepdf.Object) -> Iterator[Found]:
    stream = root.get("/Metadata")
    try:
        said = bytes(stream.read_bytes()) if isinstance(stream, pikepdf.Stream) else b""
    except pikepdf.PdfError:
        said = b""
    if not said:
        yield Found("document", "has no title in its metadata, since it has no metadata", "06-001")
        yield Found("document", "does not claim PDF/UA-1", "06-002")
        return
    if re.search(rb"pdfuaid:part\s*(>|=[\"'])\s*1", said) is None:
        yield Found("document", "does not claim PDF/UA-1", "06-002")
    title = re.search(rb"<dc:title>.*?<rdf:li[^>]*>\s*([^<\s].*?)</rdf:li>", said, re.DOTALL)
    if title is None:
        yield Found("document", "has no title in its metadata", "06-003")


def _layer_findings(root: pikepdf.Object) -> Iterator[Found]:
    layers = root.get("/OCProperties")
    if not isinstance(layers, Dictionary):
        return
    configs = [layers.get("/D")]
    more = layers.get("/Configs")
    if isinstance(more, Array):
        configs += list(more)
    for config in configs:
        if not isinstance(config, Dictionary):
            continue
        if not isinstance(config.get("/Name"), String) or not str(config.Name):
            yield Found("document", "has a set of layers without a name", "20-001")
        if "/AS" in config:
            yield Found("document", "shows and hides layers by itself", "20-003")
